"""The date as of which the register is audited: typed, stepped by months, or today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from widgets.buttons import TextButton
from widgets.comparison.parts import Line
from widgets.controls.framed_field import FramedField
from widgets.language.spoken import said
from widgets.painting import face, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.tokens import Tokens

_WIDTH = 122
_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 12,
    Qt.Key.Key_PageDown: -12,
}
_HINT = "A day such as 30 Sep 2026. Up and Down go by a month, Page Up and Page Down by a year."


class DateField(FramedField):
    """A day, typed as people type it; the arrow keys go by months."""

    stepped = Signal(int)  # months

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__(name, _WIDTH, tokens)
        self.setToolTip(said(_HINT))
        self.setAccessibleDescription(said(_HINT))

    def show_refused(self, reason: str) -> None:
        super().show_refused(reason)
        self.setAccessibleDescription(said(reason or _HINT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        months = _STEPS.get(Qt.Key(event.key()))
        if months is None:
            super().keyPressEvent(event)
            return
        self.stepped.emit(months)
        event.accept()


class AsOfBar(QWidget):
    """The field with its buttons, and in words where the day lies or why one was refused."""

    as_of_typed = Signal(str)
    as_of_stepped = Signal(int)  # months
    today_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._note = ""
        self._label = QLabel(said("As of"))
        self._label.setFont(face(13).font)
        self.field = DateField("As of", tokens)
        self._label.setBuddy(self.field)
        self.earlier = TextButton("‹", 15, tokens)
        self.later = TextButton("›", 15, tokens)
        self.today = TextButton("Today", 12, tokens)
        for button, name in ((self.earlier, "A month earlier"), (self.later, "A month later")):
            button.setAccessibleName(said(name))
            button.setToolTip(said(name))
        self.today.setToolTip(
            said("Follow the calendar: the audit is as of the day on which you look")
        )
        self.words = Line(tokens)
        self._lay_out()
        self.set_tokens(tokens)
        self.field.submitted.connect(self.as_of_typed)
        self.field.stepped.connect(self.as_of_stepped)
        self.field.touched.connect(lambda: self.show_fault(""))
        self.earlier.clicked.connect(lambda: self.as_of_stepped.emit(-1))
        self.later.clicked.connect(lambda: self.as_of_stepped.emit(1))
        self.today.clicked.connect(self.today_requested)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._label)
        row.addSpacing(4)
        for part in (self.field, self.earlier, self.later, self.today):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.words, 1)

    def show_state(self, day: str, note: str) -> None:
        self._note = note
        self.field.show_text(day)
        self.show_fault("")

    def show_fault(self, message: str) -> None:
        """Why the text typed last is not taken; no message takes it back."""
        self.field.show_refused(message)
        self.words.show_text(message or self._note, bad=bool(message))

    def set_tokens(self, tokens: Tokens) -> None:
        self._label.setPalette(palette(tokens))
        for part in (self.field, self.earlier, self.later, self.today, self.words):
            part.set_tokens(tokens)
