"""The price list as Qt's views ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from widgets.comparison.clipboard import Piece
from widgets.language.spoken import own, said
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.decide.exit_states import PriceRow

Index = QModelIndex | QPersistentModelIndex

CLAUSE, COST, WORTH, MONTHLY, TRY = range(5)
HEADINGS = ("Clause, from → to", "Exit cost", "Worth", "Per month", "")
TRY_TEXT = "Try it"
_TIPS = (
    "What to ask for. A click explains the input that it sets.",
    "By how much the exit cost in the decision month changes.",
    "By how much the contract costs less above the market, at today's value, when it is left at "
    "its best moment. A click explains the cost of the contract.",
    "The cut of the monthly fee that would be worth as much under today's clauses.",
    "Set these terms in the scenario. One undo takes it back.",
)


class PriceModel(QAbstractTableModel):
    """One clause a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PriceRow, ...] = ()

    def show_rows(self, rows: tuple[PriceRow, ...]) -> bool:
        """Show rows. True where they are others, or in another order, than before."""
        last, keys = self.rows, [row.key for row in rows]
        if [row.key for row in last] != keys:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return True
        self.rows = rows
        if rows and last != rows:
            self.dataChanged.emit(self.index(0, CLAUSE), self.index(len(rows) - 1, TRY))
        return False

    def largest(self) -> float:
        """The size of the largest worth, $m: the length of its bar."""
        return max((abs(row.worth) for row in self.rows), default=0.0)

    def text(self, row: PriceRow, column: int) -> str:
        texts = (row.label, row.cost_text, row.worth_text, row.monthly_text, TRY_TEXT)
        return texts[column]

    def copied(self, places: Sequence[int]) -> list[list[Piece]]:
        """Some rows as a table with headings."""
        heads = ("Clause", "From → to", *HEADINGS[COST:TRY])
        lines = [[Piece(text, heading=True) for text in heads]]
        for row in (self.rows[place] for place in places):
            texts = (row.label, row.change, row.cost_text, row.worth_text, row.monthly_text)
            lines.append([Piece(text) for text in texts])
        return lines

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return said(self.text(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip if column == CLAUSE else _TIPS[column])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return own(self._spoken(row, column))
        return None

    def _spoken(self, row: PriceRow, column: int) -> str:
        label = said(row.label)
        if column == CLAUSE:
            return f"{label}, {said(row.change)}"
        if column == TRY:
            return f"{said(TRY_TEXT)}: {label}"
        return f"{label}: {said(HEADINGS[column])} {said(self.text(row, column))}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return said(HEADINGS[section])
        return plain_tip(_TIPS[section]) if role == Qt.ItemDataRole.ToolTipRole else None
