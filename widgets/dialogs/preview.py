"""The first rows of a file that is imported, its mapped columns standing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from widgets.language.spoken import joined, own, said
from widgets.painting import blend, colour, palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from widgets.tokens import Tokens

_ROW_HEIGHT = 26
_NARROWEST, _WIDEST = 72, 190  # px, of a column


class Preview(QTableWidget):
    """The file's first rows; columns that are mapped stand out, a faulty cell more so."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._columns: tuple[str, ...] = ()
        self._labels: Mapping[int, str] = {}
        self._row_names: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._fault: tuple[int, int] | None = None
        self.setAccessibleName(said("First rows of the file"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)  # Tab goes on to the lists below
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(_NARROWEST)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        muted = palette(tokens)
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            muted.setColor(role, colour(tokens.text_muted))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setPalette(muted)
        self._fill()

    def show_rows(
        self,
        columns: Sequence[str],
        labels: Mapping[int, str],
        row_names: Sequence[str],
        rows: Sequence[tuple[str, ...]],
        fault: tuple[int, int] | None = None,
    ) -> None:
        """`labels` say what mapped columns are, by place; `fault` is a cell's row and column."""
        self._columns, self._labels = tuple(columns), labels
        self._row_names, self._rows, self._fault = tuple(row_names), tuple(rows), fault
        self._fill()

    def _fill(self) -> None:
        self.setRowCount(len(self._rows))
        self.setColumnCount(len(self._columns))
        for place, title in enumerate(self._columns):
            self._show_header(place, title, self._labels.get(place, ""))
        self.setVerticalHeaderLabels([said(name) for name in self._row_names])
        for row, texts in enumerate(self._rows):
            for place, text in enumerate(texts):
                self._show_cell(row, place, text, mapped=place in self._labels)
        self.resizeColumnsToContents()
        for place in range(len(self._columns)):
            self.setColumnWidth(place, min(_WIDEST, self.columnWidth(place) + 12))

    def _show_header(self, place: int, title: str, label: str) -> None:
        item = QTableWidgetItem(own(f"{said(title)}\n{said(label)}"))
        item.setToolTip(joined(": ", title, label))
        ink = self._tokens.accent if label else self._tokens.text_muted
        item.setForeground(QBrush(colour(ink)))
        self.setHorizontalHeaderItem(place, item)

    def _show_cell(self, row: int, place: int, text: str, *, mapped: bool) -> None:
        tokens = self._tokens
        item = QTableWidgetItem(own(text))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(QBrush(colour(tokens.text if mapped else tokens.text_muted)))
        if mapped:
            item.setBackground(QBrush(blend(tokens.card, tokens.accent_soft, 0.5)))
        if self._fault == (row, place):
            item.setForeground(QBrush(colour(tokens.bad)))
            item.setBackground(QBrush(blend(tokens.card, tokens.bad, 0.15)))
        if _is_number(text):
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setItem(row, place, item)


def _is_number(text: str) -> bool:
    """Whether a text looks like an amount, or the dash for none; those stand right."""
    return not any(sign.isalpha() for sign in text)
