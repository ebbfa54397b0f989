"""The text field in which an input's value is shown and typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from widgets.language.spoken import heard, own, said
from widgets.painting import is_visit

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QMouseEvent

    from widgets.painting import Face


def field_baseline(using: Face, top: int, height: int) -> float:
    """The y at which a line edit sets its text, so that the words beside it stand level."""
    line = QFontMetrics(using.font).height()
    return top + (height - line + 1) // 2 + using.metrics.ascent()


class ValueField(QLineEdit):
    """The value as people read it; plain bold text until it is pointed at or edited."""

    submitted = Signal(str)  # a text that differs from the one shown, as the engine reads it
    touched = Signal()  # the user changed the text, or took the change back
    look_changed = Signal()  # focus or hover came or went

    def __init__(self, using: Face, parent: QWidget | None = None, *, words: bool = False) -> None:
        """`words` says that the text is the user's own, such as a name, and no quantity."""
        super().__init__(parent)
        self._words = words
        self._text, self._shown = "", ""  # what is shown, and how it is said
        self._select_on_release = False
        self.setFrame(False)
        self.setFont(using.font)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setTextMargins(2, 0, 0, 0)
        self.textEdited.connect(self.touched)

    def show_text(self, text: str) -> None:
        """Show a value, unless the user is in the middle of typing another."""
        self._text = text
        self._shown = own(text) if self._words else said(text)
        if not self.isModified():
            self._restore()

    def typed(self) -> str:
        """What stands in the field, in the form that the engine reads."""
        return self.text() if self._words else heard(self.text(), self._text)

    def _restore(self) -> None:
        self.setModified(False)
        if self.text() != self._shown:
            self.setText(self._shown)
            if self.hasFocus():
                self.selectAll()

    def _submit(self) -> None:
        self.setText(self.text())  # what was typed is entered: the field has nothing to undo
        if self.text() != self._shown:
            self.submitted.emit(self.typed())

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z undoes what is being typed; once it is entered, undo is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.isModified():
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            ):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
            self.selectAll()
            event.accept()
        elif key == Qt.Key.Key_Escape and self.text() != self._shown:
            self._restore()
            self.touched.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not is_visit(event):
            self.selectAll()
            self._select_on_release = event.reason() == Qt.FocusReason.MouseFocusReason
        self.look_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if is_visit(event):  # a menu, another window: the user will come back
            return
        if self.isModified():
            self._submit()
        self._restore()  # a refused text does not stay, or the panel would show a wrong value
        self.deselect()
        self.look_changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._select_on_release and not self.hasSelectedText():
            self.selectAll()
        self._select_on_release = False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.look_changed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.look_changed.emit()
