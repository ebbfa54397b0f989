"""One of the two parts of the register's table: the columns that stay, or those that scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from widgets.comparison.parts import SlimRowBar, over_card
from widgets.contracts.register_cells import ROW_HEIGHT, CellPainter
from widgets.contracts.register_heads import RegisterHeads
from widgets.contracts.register_states import FROZEN
from widgets.controls.parts import SlimScrollBar
from widgets.language.spoken import said
from widgets.painting import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent

    from widgets.contracts.register_model import RegisterModel
    from widgets.tokens import Tokens

_EDIT = QAbstractItemView.EditTrigger
_Hint = QAbstractItemDelegate.EndEditHint
_Move = QAbstractItemView.CursorAction
_WIDEST = {"date": "30 Nov 2026", "money": "$888.88m"}  # of the cells of a kind, nearly
_OWN_KEYS = (  # the window has these too
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class RegisterPart(QTableView):
    """A spreadsheet's keys: arrows, F2, typing, Enter, Tab, Delete, copy and paste."""

    key_asked = Signal(str)  # "copy", "paste", "clear", "forget", "delete", "up", "down", "add"
    toggled = Signal(QModelIndex)  # a yes or no, by the space bar
    menu_asked = Signal(QModelIndex, object)  # where, as a QPoint of the screen
    left_sideways = Signal(QModelIndex)  # editing goes on in the other part

    def __init__(
        self, model: RegisterModel, columns: Sequence[int], name: str, tokens: Tokens
    ) -> None:
        super().__init__()
        self._register = model
        self._shown = columns
        self.setModel(model)
        self._corner = QWidget()  # nothing, in place of the style's frame
        self._corner.setAutoFillBackground(True)
        self.cells = CellPainter(model, tokens, self)
        self.heads = RegisterHeads(model, tokens, self)
        self.bars = (SlimScrollBar(over_card(tokens)), SlimRowBar(over_card(tokens)))
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(self.heads)
        self.setVerticalScrollBar(self.bars[0])
        self.setHorizontalScrollBar(self.bars[1])
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(self._corner)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(_EDIT.DoubleClicked | _EDIT.EditKeyPressed | _EDIT.AnyKeyPressed)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(said(name))
        self.size_columns()
        self.set_tokens(tokens)

    def size_columns(self) -> None:
        for place, column in enumerate(self._register.columns):
            self.setColumnHidden(place, place not in self._shown)
            widest = self.cells.room(_WIDEST.get(column.column.kind, ""))
            self.setColumnWidth(place, max(column.width, self.heads.needed(place), widest))

    def set_tokens(self, tokens: Tokens) -> None:
        self.setPalette(palette(tokens, tokens.card))
        self._corner.setPalette(palette(over_card(tokens)))
        for part in (self.cells, self.heads):
            part.set_tokens(tokens)
        for bar in self.bars:
            bar.set_tokens(over_card(tokens))
        self.viewport().update()

    def shows(self, index: QModelIndex) -> bool:
        return index.column() in self._shown

    # -- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid()
            if own or any(event.matches(key) for key in _OWN_KEYS):
                event.accept()  # the window's own F2 renames the scenario; here it edits the cell
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab leads to a cell of this part: arrows go nowhere from one of the other."""
        super().focusInEvent(event)
        index = self.currentIndex()
        by_tab = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_tab and index.isValid() and not self.shows(index):
            self.setCurrentIndex(index.siblingAtColumn(self._shown[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asked := self._asked(event):
            self.key_asked.emit(asked)
            return
        index = self.currentIndex()
        editing = self.state() == self.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # An open editor passes on the Enter that closes it.
            if not editing and index.isValid() and not event.isAutoRepeat():
                self.edit(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self._is_flag(index):
            self.toggled.emit(index)
        else:
            super().keyPressEvent(event)

    def _is_flag(self, index: QModelIndex) -> bool:
        return self._register.column(index).column.kind == "flag"

    def _asked(self, event: QKeyEvent) -> str:
        if event.matches(QKeySequence.StandardKey.Copy):
            return "copy"
        if event.matches(QKeySequence.StandardKey.Paste):
            return "paste"
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return _KEYS.get((plain, Qt.Key(event.key())), "")

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """As ever, and on into the other part."""
        index, last = self.currentIndex(), len(self._register.columns) - 1
        if not index.isValid():
            return super().moveCursor(action, modifiers)
        row, column = index.row(), index.column()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if action in (_Move.MoveLeft, _Move.MovePrevious) and column == FROZEN:
            return index.siblingAtColumn(FROZEN - 1)
        if action in (_Move.MoveRight, _Move.MoveNext) and column == FROZEN - 1:
            return index.siblingAtColumn(FROZEN)
        if action == _Move.MoveHome:
            return index.sibling(0 if control else row, 0)
        if action == _Move.MoveEnd:
            return index.sibling(self._register.rowCount() - 1 if control else row, last)
        if action == _Move.MoveNext and column == last:
            return index.sibling(min(row + 1, self._register.rowCount() - 1), 0)
        if action == _Move.MovePrevious and column == 0:
            return index.sibling(max(row - 1, 0), last)
        return super().moveCursor(action, modifiers)

    # -- editing

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the cell below, Tab to the one beside, as in a spreadsheet.

        Not Enter from a text that is refused. Qt keeps the focus here only in an active window;
        else it would go to none, and the next key to the window.
        """
        held = self.window().focusWidget() is editor
        beside = {_Hint.EditNextItem: _Move.MoveNext, _Hint.EditPreviousItem: _Move.MovePrevious}
        on = QModelIndex()
        if hint in beside:
            on = self.moveCursor(beside[hint], Qt.KeyboardModifier.NoModifier)
        crossing = on.isValid() and not self.shows(on)
        super().closeEditor(editor, _Hint.NoHint if crossing else hint)
        if crossing:
            self.left_sideways.emit(on)
            return
        if held and self.state() != self.State.EditingState:
            self.setFocus()
        index = self.currentIndex()
        entered = hint == _Hint.SubmitModelCache
        if entered and index.isValid() and self._register.fault(index) is None:
            below = min(index.row() + 1, self._register.rowCount() - 1)
            self.setCurrentIndex(index.sibling(below, index.column()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == event.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            corner = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_asked.emit(index, corner if by_key else event.globalPos())


_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {
    (_NONE, Qt.Key.Key_Delete): "clear",
    (_NONE, Qt.Key.Key_Escape): "forget",
    (_CONTROL, Qt.Key.Key_Delete): "delete",
    (_ALT, Qt.Key.Key_Up): "up",
    (_ALT, Qt.Key.Key_Down): "down",
    (_NONE, Qt.Key.Key_Insert): "add",
}
