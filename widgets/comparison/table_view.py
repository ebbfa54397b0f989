"""Scenarios side by side: labels stay at the left, one column a scenario, cells to copy and edit.

Only cells that differ from the last state are painted anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QMenu,
    QWidget,
)

from widgets.comparison import clipboard as table_clipboard
from widgets.comparison.cells import CellPainter, ColumnHeads, Corner, RowHeads
from widgets.comparison.framed_table import FramedTable
from widgets.comparison.model import ComparisonModel
from widgets.language.spoken import said
from widgets.painting import colour, draw_note, face, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.comparison.states import Column, TableState
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT, GROUP_HEIGHT, HEAD_HEIGHT = 25, 27, 30
LEAST_COLUMN, _MOST_COLUMN = 114, 190
LEAST_LABELS, _SCROLLED_SHARE = 0.34, 0.42  # the labels', at least, and where columns scroll
_BAR_ROOM = 10
_EDIT = QAbstractItemView.EditTrigger
_POLICY = Qt.FocusPolicy


class ComparisonView(FramedTable):
    """The table itself. F2, a double click, Enter or typing edits a cell that can be edited.

    In a table that explains, a click or Enter explains a cell that can't be; its menu both.
    """

    explain_requested = Signal(int, str)  # scenario, row's key

    def __init__(
        self,
        name: str,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        explains: bool = False,
        least_column: int = LEAST_COLUMN,
        least_labels: float = LEAST_LABELS,
    ) -> None:
        """`least_column` is the width below which columns scroll, px; `least_labels` the share
        of the whole below which the labels don't give way, but columns scroll.
        """
        super().__init__(tokens, parent)
        self._tokens = tokens
        self._explains = explains
        self._least, self._least_labels = least_column, least_labels
        self._pressed: tuple[int, str] | None = None  # the cell that a click would explain
        self.comparison = ComparisonModel(self)
        self._cells = CellPainter(self.comparison, tokens, self, links=explains)
        self._columns = ColumnHeads(self.comparison, tokens, self)
        self._labels = RowHeads(self.comparison, tokens, self)
        self._corner = Corner(tokens, self)
        self.setAccessibleName(said(name))
        self._set_up()
        self.set_tokens(tokens)

    def _set_up(self) -> None:
        self.frame(self.comparison, self._columns, self._labels, self._corner, HEAD_HEIGHT)
        self.setItemDelegate(self._cells)
        self.setMouseTracking(self._explains)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover, self._explains)
        if self._explains:
            self.setAccessibleDescription(said("Ctrl+I explains a cell, as Enter does a figure"))
        self.setEditTriggers(_EDIT.DoubleClicked | _EDIT.EditKeyPressed | _EDIT.AnyKeyPressed)
        for heads, size in ((self._labels, ROW_HEIGHT), (self._columns, self._least)):
            heads.setMinimumSectionSize(1)
            heads.setDefaultSectionSize(size)
            heads.setHighlightSections(False)

    def show_state(self, state: TableState) -> None:
        """Show a table. Rows, columns and what is selected stay while the grid is the same.

        The current scenario's column comes into sight when it is another, or others come or go.
        """
        current, last = self._place(), self.comparison.state.columns
        if self.comparison.show_state(state):
            self._size_rows()
            self._size_columns()
            back = self.comparison.place(*current)
            if back.isValid():
                select = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(back, select)
        elif last != state.columns:
            self._size_columns()
        self._corner.show_text(state.corner)
        shown = not self.is_empty()
        self._columns.setVisible(shown)
        self._labels.setVisible(shown)
        # There is nothing in it for the keyboard, nor a place for a ring.
        self.setFocusPolicy(_POLICY.StrongFocus if shown else _POLICY.NoFocus)
        self._corner.setVisible(shown)
        if _standing(last) != _standing(state.columns):
            self._reveal_current()

    def is_empty(self) -> bool:
        state = self.comparison.state
        return not (state.rows and state.columns)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens, tokens.card))
        # Under a dialog's style sheet it keeps the palette of the theme before.
        self.viewport().setPalette(self.palette())
        for part in (self._cells, self._columns, self._labels, self._corner):
            part.set_tokens(tokens)
        self.set_bar_tokens(tokens)
        self.viewport().update()

    def copy_selection(self) -> None:
        """What is selected, as a table without headings; with them where all is selected."""
        selected = self.selectionModel().selectedIndexes()
        lines = self.comparison.part(selected)
        if len(selected) == sum(len(row.cells) for row in self.comparison.state.rows):
            lines = self.comparison.whole()
        if lines:
            table_clipboard.copy(lines)

    def copy_all(self) -> None:
        if not self.is_empty():
            table_clipboard.copy(self.comparison.whole())

    def _place(self) -> tuple[int, str]:
        """The current cell's scenario and key, by which it is found again."""
        index, state = self.currentIndex(), self.comparison.state
        if not index.isValid() or index.row() >= len(state.rows):
            return (-1, "")
        return state.columns[index.column()].scenario_id, state.rows[index.row()].key

    # -- geometry

    def _size_rows(self) -> None:
        for place, row in enumerate(self.comparison.state.rows):
            self._labels.resizeSection(place, ROW_HEIGHT if row.cells else GROUP_HEIGHT)

    def _size_columns(self) -> None:
        """Labels and headings as wide as they need; where that is too much, labels give way first.

        They keep their share, and columns a least width: beyond that the columns scroll.
        """
        room = self.width() - _BAR_ROOM
        count = len(self.comparison.state.columns)
        heading = max(self._least, self._columns.needed())
        most = room - count * self._least
        scrolled = round(room * _SCROLLED_SHARE)
        if most < min(room * self._least_labels, self._labels.needed()):
            most = scrolled
        most = max(room - count * heading, min(most, scrolled))
        self._labels.setFixedWidth(max(0, min(most, self._labels.needed())))
        if count:
            share = (room - self._labels.width()) // count
            width = max(self._least, min(share, max(heading, _MOST_COLUMN)))
            self._columns.setDefaultSectionSize(width)

    def _reveal_current(self) -> None:
        """Scroll sideways so far that the current scenario's column is seen."""
        columns = self.comparison.state.columns
        place = next((at for at, column in enumerate(columns) if column.current), None)
        if place is None:
            return
        self.updateGeometries()  # the scroll bar knows of new columns only later
        bar, left = self.horizontalScrollBar(), self._columns.sectionPosition(place)
        hidden = left + self._columns.sectionSize(place) - self.viewport().width()
        bar.setValue(min(left, max(bar.value(), hidden)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()
        self._reveal_current()

    # -- explaining

    def request_explanation(self) -> bool:
        """Ask for an explanation of the current cell. False where there is nothing to explain."""
        return self._explain(self.currentIndex())

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a cell; keys are named, but are the window's business."""
        menu = QMenu(self)
        for text, run in (
            ("Explain\tCtrl+I", lambda: self._explain(index)),
            ("Copy\tCtrl+C", self.copy_selection),
        ):
            menu.addAction(said(text)).triggered.connect(run)
        return menu

    def _explain(self, index: QModelIndex) -> bool:
        known = self._explains and index.isValid() and self.comparison.cell(index) is not None
        if known:
            self.explain_requested.emit(*self.comparison.address(index))
        return known

    def _link_at(self, event: QMouseEvent) -> tuple[int, str] | None:
        """The cell under the pointer, if a click explains it; those to be edited are selected."""
        index = self.indexAt(event.position().toPoint())
        cell = self.comparison.cell(index) if self._explains and index.isValid() else None
        return self.comparison.address(index) if cell is not None and not cell.editable else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier  # others select
        self._pressed = self._link_at(event) if left and plain else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        link = self._link_at(event)
        if link != self._pressed:  # cells are being selected
            self._pressed = None
        shape = Qt.CursorShape.ArrowCursor if link is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self._link_at(event) == pressed:
            self.explain_requested.emit(*pressed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not self._explains or not index.isValid() or self.comparison.cell(index) is None:
            super().contextMenuEvent(event)
            return
        corner = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        menu = self.menu(index)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner if by_key else event.globalPos())

    # -- Qt

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """As ever, but over the groups' headings."""
        index = super().moveCursor(action, modifiers)
        up = QAbstractItemView.CursorAction
        if not index.isValid() or self.comparison.cell(index) is not None:
            return index
        back = action in (up.MoveUp, up.MovePageUp, up.MoveHome, up.MovePrevious)
        rows = self.comparison.state.rows
        ahead = range(index.row(), -1, -1) if back else range(index.row(), len(rows))
        behind = range(index.row(), len(rows)) if back else range(index.row(), -1, -1)
        place = next((row for row in (*ahead, *behind) if rows[row].cells), None)
        return index if place is None else self.comparison.index(place, index.column())

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride and self.currentIndex().isValid()
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()  # the window's own F2 renames the scenario; here it edits the cell
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() == Qt.Key.Key_Escape and index.isValid():
            if not self.comparison.forget_fault(index):
                super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # An open editor passes on the Enter that closes it.
            if self.state() != self.State.EditingState and not event.isAutoRepeat():
                self._open(index)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        """Edit a cell, or explain one that can't be edited."""
        if _is_editable(index):
            self.edit(index)
        else:
            self._explain(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the cell below, as in a spreadsheet; not from a text that is refused.

        Qt keeps the focus here only in an active window; else it would go to none, and the
        next key to the window.
        """
        held = self.window().focusWidget() is editor
        super().closeEditor(editor, hint)
        if held and self.state() != self.State.EditingState:
            self.setFocus()
        index = self.currentIndex()
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if entered and index.isValid() and self.comparison.fault(index) is None:
            down = QAbstractItemView.CursorAction.MoveDown
            self.setCurrentIndex(self.moveCursor(down, Qt.KeyboardModifier.NoModifier))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_empty():
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        box = QRectF(self.viewport().rect()).adjusted(24, 0, -24, 0)
        muted = colour(self._tokens.text_muted)
        draw_note(painter, box, self.comparison.state.empty, face(13).font, muted)
        painter.end()


def _standing(columns: Sequence[Column]) -> tuple[tuple[int, bool], ...]:
    """Which scenarios there are, and which of them is current."""
    return tuple((column.scenario_id, column.current) for column in columns)


def _is_editable(index: QModelIndex) -> bool:
    return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
