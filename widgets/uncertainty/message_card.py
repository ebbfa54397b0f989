"""What stands in place of a view that has nothing to show yet, nothing at all, or a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from widgets.buttons import TextButton
from widgets.comparison.parts import Card
from widgets.language.spoken import said
from widgets.painting import face, palette

if TYPE_CHECKING:
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import Message

_WIDTH = 520


class MessageCard(Card):
    """A sentence in the middle, and where there is something to do about it, a button."""

    distributions_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self._fault = False
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setFont(face(14).font)
        self.text.setFixedWidth(_WIDTH)
        self.button = TextButton("Distributions…", 13, tokens)
        self.button.clicked.connect(self.distributions_requested)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addStretch(1)
        box.addWidget(self.text, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.set_tokens(tokens)

    def show_state(self, message: Message) -> None:
        self._fault = message.fault
        self.text.setText(said(message.text))
        self.setAccessibleName(said(message.text))
        self.button.setVisible(message.distributions)
        self.set_tokens(self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        ink = tokens.bad if self._fault else tokens.text_muted
        self.text.setPalette(palette(tokens._replace(text=ink)))
        self.button.set_tokens(tokens)
