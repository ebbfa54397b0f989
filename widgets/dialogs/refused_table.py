"""The cells of a file that were refused: where, what they hold, and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from widgets.comparison import clipboard
from widgets.comparison.clipboard import Piece
from widgets.comparison.parts import over_card
from widgets.controls.parts import SlimScrollBar
from widgets.language.spoken import own, said
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.dialogs.register_import_states import RefusedCell
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Row", "Column", "Value", "Why it is refused")
_WIDTHS = (64, 150, 170)
_ROW_HEIGHT = 24


class _Cells(QAbstractTableModel):
    """As many rows as there are, and a last one for those that are not listed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cells: Sequence[RefusedCell] = ()
        self._more = 0

    def show_cells(self, cells: Sequence[RefusedCell], more: int) -> None:
        self.beginResetModel()
        self.cells, self._more = cells, more
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        inner = parent is not None and parent.isValid()
        return 0 if inner else len(self.cells) + bool(self._more)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if index.row() >= len(self.cells):
            last = index.column() == len(_HEADS) - 1
            return said(f"and {self._more:,} more") if last else ""
        text = _said(self.cells[index.row()])[index.column()]
        return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return said(_HEADS[section]) if shown else None


def _said(cell: RefusedCell) -> tuple[str, ...]:
    """In the user's language; what the cell holds stays as it is."""
    return said(cell.row), said(cell.column), own(cell.value), said(cell.message)


class RefusedTable(QTableView):
    """Lists refused cells; Ctrl+C copies them all, to be mended where they come from."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._bar = SlimScrollBar(over_card(tokens))
        self.setVerticalScrollBar(self._bar)
        self._cells = _Cells(self)
        self.setModel(self._cells)
        self.setAccessibleName(said("Refused cells"))
        self.setToolTip(said("Ctrl+C copies the list"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate(_WIDTHS):
            self.setColumnWidth(place, width)
        heads.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def set_tokens(self, tokens: Tokens) -> None:
        self._bar.set_tokens(over_card(tokens))
        self.setStyleSheet(
            f"QTableView {{ background: {tokens.card}; color: {tokens.text};"
            f" border: 1px solid {tokens.border}; border-radius: 6px; outline: none; }}"
            f"QTableView:focus {{ border-color: {tokens.accent}; }}"
            f"QTableView::item {{ padding: 0 5px; }}"
            f"QTableView::item:selected {{ background: {tokens.accent_soft};"
            f" color: {tokens.text}; }}"
        )

    def show_cells(self, cells: Sequence[RefusedCell], more: int) -> None:
        self._cells.show_cells(cells, more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = [[Piece(each, heading=True) for each in _HEADS]]
            lines += [[Piece(text) for text in _said(cell)] for cell in self._cells.cells]
            clipboard.copy(lines)
        else:
            super().keyPressEvent(event)
