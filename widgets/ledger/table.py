"""The ledger's table: any number explains itself, a selection is copied with its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from widgets.comparison import clipboard as table_clipboard
from widgets.language.spoken import said
from widgets.ledger import copying
from widgets.ledger.view import NOWHERE, SELECT, LedgerView

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_EXPLAIN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LedgerTable(LedgerView):
    """A click, Enter or Space explains a number; in a section's heading they fold it."""

    explain_requested = Signal(str, int, int)  # a line item's key, first and last month
    search_asked = Signal()  # the slash was typed

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._pressed = NOWHERE

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._cell_at(event) if plain and left else NOWHERE

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a number explains it; what began a selection does not."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, NOWHERE
        if pressed != NOWHERE and pressed == self._cell_at(event):
            self._act_on(*pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has explained it already."""
        super().mouseDoubleClickEvent(event)
        self._pressed = NOWHERE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        cell = self._cell_at(event)
        if event.buttons() and cell != self._pressed:
            self._pressed = NOWHERE  # back in the first cell it is a selection all the same
        self.point_at(cell)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(NOWHERE)

    def _cell_at(self, event: QMouseEvent) -> tuple[int, int]:
        index = self.indexAt(event.position().toPoint())
        return index.row(), index.column()

    def request_explanation(self) -> bool:
        """Explain the current number. False where there is none."""
        index = self.currentIndex()
        if not index.isValid() or self.ledger.line(index.row()) is None:
            return False
        self._act_on(index.row(), index.column())
        return True

    def _act_on(self, row: int, column: int) -> None:
        """Explain a number, or fold a section."""
        line = self.ledger.line(row)
        if line is None:
            self.toggle_section(row)
        else:
            head = self.ledger.head(column)
            self.explain_requested.emit(line.key, head.first, head.last)

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.text() == "/":
            self.search_asked.emit()
        elif index.isValid() and event.key() in _EXPLAIN_KEYS:
            self._act_on(index.row(), index.column())
        elif index.isValid() and self._folds(event, index.row()):
            self.toggle_section(index.row())
        else:
            super().keyPressEvent(event)

    def _folds(self, event: QKeyEvent, row: int) -> bool:
        """Left folds a section at its heading, Right opens it."""
        entry = self.ledger.entries[row]
        wanted = Qt.Key.Key_Right if entry.folded else Qt.Key.Key_Left
        return entry.heading and event.key() == wanted

    def keyboardSearch(self, _search: str) -> None:
        """Letters look for nothing among the numbers; the slash goes to the search field."""

    # -- copying

    def copy_selection(self) -> None:
        """What is selected, with its headings."""
        selected = self.selectionModel().selectedIndexes()
        self._copy(copying.part(self.ledger, {(each.row(), each.column()) for each in selected}))

    def copy_all(self) -> None:
        """All that is shown."""
        self._copy(copying.whole(self.ledger))

    def _copy(self, lines: list[list[table_clipboard.Piece]]) -> None:
        if lines:
            table_clipboard.copy(lines)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or at the current cell where a key asked for it."""
        index = self.currentIndex()
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(index).center())
        elif (pointed := self.indexAt(event.pos())).isValid():
            index = pointed
            if not self.selectionModel().isSelected(index):
                self.selectionModel().setCurrentIndex(index, SELECT)
        if index.isValid() and self.ledger.line(index.row()) is not None:
            menu = self.menu(index)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a number."""
        row, column = index.row(), index.column()
        model, menu = self.ledger, QMenu(self)
        columns = range(len(model.state.heads))
        actions = (
            ("Explain\tCtrl+I", lambda: self._act_on(row, column)),
            ("", None),
            ("Copy with headings\tCtrl+C", self.copy_selection),
            ("Copy number", lambda: self._copy(copying.single(model, row, column))),
            ("Copy row", lambda: self._copy(copying.part(model, {(row, at) for at in columns}))),
        )
        for text, run in actions:
            if run is None:
                menu.addSeparator()
            else:
                menu.addAction(said(text)).triggered.connect(lambda _on=False, run=run: run())
        return menu
