"""The line in which a new quote is typed: only what has a supplier, a day and a price is one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.controls.framed_field import FramedField
from widgets.language.spoken import said
from widgets.painting import MEDIUM, face
from widgets.sources.buttons import FramedButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.tokens import Tokens

_AROUND = 20  # px beside a field's hint
_WORDS = ("supplier",)  # of whom one types names
# Key, name, what to type, width in px.
_FIELDS = (
    ("supplier", "New quote: supplier", "Supplier", 124),
    ("day", "New quote: date", "Date", 96),
    ("price", "New quote: price", "$2.10/GPU-h", 124),
    ("capacity", "New quote: capacity", "Capacity", 96),
    ("term_months", "New quote: term", "Term", 64),
)


class EntryField(FramedField):
    """Keeps what is typed until it is taken; Enter asks to take it."""

    entered = Signal()

    def __init__(
        self, name: str, hint: str, width: int, tokens: Tokens, *, words: bool = False
    ) -> None:
        asked = math.ceil(face(12, MEDIUM).width(hint)) + _AROUND
        super().__init__(name, max(width, asked), tokens, words=words)
        self.setPlaceholderText(said(hint))
        self.submitted.connect(self.show_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.entered.emit()


class QuoteEntry(QWidget):
    """Fields side by side and a button. What is emitted are the texts by key, blanks left out."""

    quote_added = Signal(object)  # dict of texts by key

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.fields = {
            key: EntryField(name, hint, width, tokens, words=key in _WORDS)
            for key, name, hint, width in _FIELDS
        }
        self.button = FramedButton("Add quote", tokens, icon="plus")  # after the fields
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for field in self.fields.values():
            row.addWidget(field)
            field.entered.connect(self._add)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.clicked.connect(self._add)

    def _add(self) -> None:
        texts = {key: field.typed().strip() for key, field in self.fields.items()}
        self.quote_added.emit({key: text for key, text in texts.items() if text})

    def show_answer(self, key: str, message: str) -> None:
        """What was wrong with the field of a key; no message: it was taken, the fields clear."""
        for each, field in self.fields.items():
            field.show_refused(message if each == key else "")
            if not message:
                field.setModified(False)
                field.show_text("")
        wrong = key if message else "supplier"
        if wrong in self.fields and self.isAncestorOf(self.window().focusWidget()):
            self.fields[wrong].setFocus()

    def set_tokens(self, tokens: Tokens) -> None:
        for field in self.fields.values():
            field.set_tokens(tokens)
        self.button.set_tokens(tokens)
