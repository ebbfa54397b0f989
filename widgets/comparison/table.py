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
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from widgets.buttons import TextButton
from widgets.comparison import clipboard as table_clipboard
from widgets.comparison.cells import CellPainter, ColumnHeads, Corner, Legend, RowHeads
from widgets.comparison.model import ComparisonModel
from widgets.comparison.parts import Card, Line, SlimRowBar, Title, over_card
from widgets.controls.parts import SlimScrollBar
from widgets.painting import colour, draw_note, face, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.comparison.states import Column, TableState
    from widgets.tokens import Tokens

_Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT, GROUP_HEIGHT, HEAD_HEIGHT = 25, 27, 30
_LEAST_COLUMN, _MOST_COLUMN = 114, 190
_LEAST_SHARE, _SCROLLED_SHARE = 0.34, 0.42  # the labels', at least, and where columns scroll
_BAR_ROOM = 10
_NOTCH = 96.0  # px that a notch of the wheel scrolls sideways
_COPIED_FOR = 1500  # ms
_EDIT = QAbstractItemView.EditTrigger


class ComparisonView(QTableView):
    """The table itself. F2, a double click, Enter or typing edits a cell that can be edited."""

    def __init__(self, name: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.comparison = ComparisonModel(self)
        self._cells = CellPainter(self.comparison, tokens, self)
        self._columns = ColumnHeads(self.comparison, tokens, self)
        self._labels = RowHeads(self.comparison, tokens, self)
        self._corner = Corner(tokens, self)
        self._bars = (SlimScrollBar(over_card(tokens)), SlimRowBar(over_card(tokens)))
        self.setAccessibleName(name)
        self._set_up()
        self.set_tokens(tokens)

    def _set_up(self) -> None:
        self.setModel(self.comparison)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._labels)
        self.setVerticalScrollBar(self._bars[0])
        self.setHorizontalScrollBar(self._bars[1])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())  # nothing, in place of the style's frame
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(False)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(_EDIT.DoubleClicked | _EDIT.EditKeyPressed | _EDIT.AnyKeyPressed)
        for heads, size in ((self._labels, ROW_HEIGHT), (self._columns, _LEAST_COLUMN)):
            heads.setMinimumSectionSize(1)
            heads.setDefaultSectionSize(size)
            heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            heads.setHighlightSections(False)
        self._columns.setFixedHeight(HEAD_HEIGHT)

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
        self._corner.setVisible(shown)
        if _standing(last) != _standing(state.columns):
            self._reveal_current()

    def is_empty(self) -> bool:
        state = self.comparison.state
        return not (state.rows and state.columns)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens, tokens.card))
        for part in (self._cells, self._columns, self._labels, self._corner):
            part.set_tokens(tokens)
        for bar in self._bars:
            bar.set_tokens(over_card(tokens))
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
        heading = max(_LEAST_COLUMN, self._columns.needed())
        most = room - count * _LEAST_COLUMN
        scrolled = round(room * _SCROLLED_SHARE)
        if most < room * _LEAST_SHARE:
            most = scrolled
        most = max(room - count * heading, min(most, scrolled))
        self._labels.setFixedWidth(max(0, min(most, self._labels.needed())))
        if count:
            share = (room - self._labels.width()) // count
            width = max(_LEAST_COLUMN, min(share, max(heading, _MOST_COLUMN)))
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Shift sideways."""
        shift = Qt.KeyboardModifier.ShiftModifier
        if not event.modifiers() & shift or event.angleDelta().x():
            super().wheelEvent(event)
            return
        fine, notches = event.pixelDelta(), event.angleDelta()
        turned = notches.y() * (_NOTCH / 120) if fine.isNull() else fine.y()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(turned))
        event.accept()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self._labels.width(), self._columns.height())
        self._corner.raise_()

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
            if _is_editable(index) and self.state() != self.State.EditingState:
                self.edit(index)
        else:
            super().keyPressEvent(event)

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


class ComparisonCard(Card):
    """A titled table with a button that copies it; below it, what was refused."""

    value_entered = Signal(int, str, str)  # scenario, row's key, text

    def __init__(self, title: str, tokens: Tokens, marks: Sequence[tuple[str, str]] = ()) -> None:
        """`marks` are pairs of a cell's mark and what it means, said beside the title."""
        super().__init__(tokens)
        self.setAccessibleName(title)
        self._title = Title(title, tokens)
        self.legend = Legend(marks, tokens)
        self.copy_button = TextButton("Copy table", 12, tokens, self)
        self.copy_button.setAccessibleName(f"Copy table: {title}")
        self.copy_button.setToolTip("For Excel, PowerPoint and Word; Ctrl+C copies a selection")
        self.view = ComparisonView(title, tokens, self)
        self.fault = Line(tokens)
        self.fault.setFixedHeight(22)
        self.fault.hide()
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(lambda: self.copy_button.setText("Copy table"))
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.view.comparison.entered.connect(self.value_entered)
        self.view.comparison.dataChanged.connect(self._show_fault)
        self.view.comparison.modelReset.connect(self._show_fault)
        self.view.selectionModel().currentChanged.connect(self._show_fault)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(15, 0, 8, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.legend, 1)
        top.addWidget(self.copy_button)
        below.setContentsMargins(15, 0, 12, 0)
        below.addWidget(self.fault)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 6, 1, 6)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addWidget(self.view, 1)
        whole.addLayout(below)

    def show_state(self, state: TableState) -> None:
        self.view.show_state(state)
        self.copy_button.setEnabled(not self.view.is_empty())

    def show_cell_error(self, scenario_id: int, key: str, message: str) -> None:
        """What is wrong with the text typed last into a cell. No message takes it back."""
        self.view.comparison.show_fault(scenario_id, key, message)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.legend, self.copy_button, self.view, self.fault):
            part.set_tokens(tokens)

    def _copy(self) -> None:
        self.view.copy_all()
        self.copy_button.setText("Copied")
        self._copied.start(_COPIED_FOR)

    def _show_fault(self, *_what: object) -> None:
        """The current cell's fault, or else the newest."""
        model, index = self.view.comparison, self.view.currentIndex()
        here = model.fault(index) if index.isValid() else None
        found = (index, here) if here else model.last_fault()
        self.fault.setVisible(found is not None)
        if found is not None:
            at, fault = found
            column, row = model.state.columns[at.column()], model.row(at.row())
            self.fault.show_text(f"{row.label}: {fault.message}", bad=True)
            self.fault.setAccessibleName(f"{row.label}, {column.heading}: {fault.message}")
