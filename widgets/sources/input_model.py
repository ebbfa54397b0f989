"""The inputs with what they rest on, as Qt's views ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from widgets.comparison.clipboard import Piece
from widgets.language.spoken import findable, joined, said
from widgets.painting import one_line, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.sources.states import Chip, InputRow

_Index = QModelIndex | QPersistentModelIndex

LABEL, VALUE, STATUS, CLAIMS, SOURCES = range(5)
HEADINGS = ("Input and its basis", "Value now", "Status", "Claims about it", "Your sources")
_MERGED = "Status and claims"
_COPIED = ("Input", "Value now", "Status", "Basis", "Claims about it", "Your sources")


def kept(
    rows: Sequence[InputRow], status: str, words: str, claim: str = ""
) -> tuple[InputRow, ...]:
    """The rows of a status, or of a claim, that have every word."""
    if claim:
        rows = [row for row in rows if row.speaks_of(claim)]
    elif status:
        rows = [row for row in rows if row.status == status]
    return tuple(row for row in rows if not words or _holds(row, words))


def _holds(row: InputRow, words: str) -> bool:
    chips = (chip.label for chip in (*row.claims, *row.sources))
    parts = (row.label, row.key.replace("_", " "), row.status, row.basis, *chips)
    text = " ".join(findable(part) for part in parts).casefold()
    return all(word in text for word in words.casefold().split())


class InputModel(QAbstractTableModel):
    """Rows of five cells. A slider changes values; what else is shown stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[InputRow, ...] = ()
        self._merged = False

    def is_merged(self) -> bool:
        """Whether claims and sources stand in the cell of the status."""
        return self._merged

    def show_merged(self, merged: bool) -> None:
        """Claims and sources in the cell of the status, or in columns of their own."""
        if merged != self._merged:
            self._merged = merged
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, STATUS, SOURCES)

    def show_rows(self, rows: tuple[InputRow, ...]) -> None:
        """Show rows; where they are those of before, only what differs is told."""
        last = self.rows
        if [row.key for row in last] != [row.key for row in rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        self.rows = rows
        for place, (before, now) in enumerate(zip(last, rows, strict=True)):
            if before is not now and before != now:
                self.dataChanged.emit(self.index(place, LABEL), self.index(place, SOURCES))

    def chips(self, index: _Index) -> tuple[Chip, ...]:
        """The chips of a cell; none in other columns."""
        row, column = self.rows[index.row()], index.column()
        if self._merged and column == STATUS:
            return (*row.claims, *row.sources)
        return {CLAIMS: row.claims, SOURCES: row.sources}.get(column, ())

    def has_chips(self, index: _Index) -> bool:
        """Whether chips stand in the column of a cell."""
        return index.column() in ((STATUS,) if self._merged else (CLAIMS, SOURCES))

    def takes_sources(self, index: _Index) -> bool:
        """Whether a source can be attached in a cell."""
        return index.column() == (STATUS if self._merged else SOURCES)

    def text(self, index: _Index) -> str:
        row = self.rows[index.row()]
        if index.column() in (CLAIMS, SOURCES):
            return _listed(self.chips(index))
        if index.column() == STATUS and self.chips(index):
            return joined("; ", row.status, _listed(self.chips(index)))
        return said((row.label, _value(row), row.status)[index.column()])

    def copied(self, places: Sequence[int]) -> list[list[Piece]]:
        """Some rows as a table with headings."""
        lines = [[Piece(text, heading=True) for text in _COPIED]]
        for row in (self.rows[place] for place in places):
            chips = (_listed(row.claims), _listed(row.sources))
            texts = (row.label, _value(row), row.status, row.basis, *chips)
            lines.append([Piece(text) for text in texts])
        return lines

    # -- Qt

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            tips = joined("\n\n", *(chip.tip for chip in self.chips(index)))
            return plain_tip(tips or (self.text(index) if index.column() == VALUE else row.tip))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == LABEL:
                return joined(", ", row.label, f"basis: {row.basis}")
            text = self.text(index) or "none"
            return joined(", ", row.label, joined(": ", self._heading(index.column()), text))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return said(self._heading(section))
        return None

    def _heading(self, column: int) -> str:
        return _MERGED if self._merged and column == STATUS else HEADINGS[column]


def _value(row: InputRow) -> str:
    return joined(" ", row.value, row.suffix)


def _listed(chips: tuple[Chip, ...]) -> str:
    return joined(", ", *(one_line(chip.label) for chip in chips))
