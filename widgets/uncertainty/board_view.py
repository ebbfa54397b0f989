"""A view of the page: a board of cards, or a message in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.card_board import EDGE
from widgets.uncertainty.message_card import MessageCard

if TYPE_CHECKING:
    from widgets.card_board import CardBoard
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import Message


class BoardView(QWidget):
    """Its heirs make the cards; here is what they have in common."""

    distributions_requested = Signal()
    explain_requested = Signal(str, int)  # a key; the month, 0 for a headline figure

    def __init__(self, board: CardBoard, tokens: Tokens) -> None:
        super().__init__()
        self.board = board
        self.message = MessageCard(tokens)
        self.message.hide()
        self.message.distributions_requested.connect(self.distributions_requested)
        inset = QVBoxLayout()
        inset.setContentsMargins(0, 0, board.bar_width(), 0)
        inset.addWidget(self.message)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, 0, EDGE - board.bar_width(), 16)
        whole.setSpacing(0)
        whole.addWidget(board, 1)
        whole.addLayout(inset, 1)

    def show_message(self, message: Message | None) -> None:
        """In place of the cards; None shows these."""
        self.board.setVisible(message is None)
        self.message.setVisible(message is not None)
        if message is not None:
            self.message.show_state(message)

    def set_tokens(self, tokens: Tokens) -> None:
        self.board.set_tokens(tokens)
        self.message.set_tokens(tokens)
