"""The card that takes the fitted market into the plan: what it would set, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.comparison.parts import Card, Line, Title
from widgets.comparison.table_view import ComparisonView
from widgets.decide.exit_words import INSET, LinkedText
from widgets.language.spoken import said
from widgets.sources.buttons import FramedButton

if TYPE_CHECKING:
    from widgets.contracts.quotes_states import MarketPlanState
    from widgets.tokens import Tokens


class MarketPlanCard(Card):
    """The fit in words; the inputs that it would set."""

    market_to_plan_requested = Signal()
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("The market in the plan"))
        self._title = Title("The market in the plan", tokens)
        self.words, self._note = LinkedText(tokens, self), Line(tokens)
        self.table = ComparisonView("What the market would set", tokens, self)
        self.use = FramedButton("Use as market in the plan", tokens, self)
        self._lay_out()
        self.use.clicked.connect(self.market_to_plan_requested)
        self.words.explain_requested.connect(self.explain_requested)

    def _lay_out(self) -> None:
        words, below = QHBoxLayout(), QHBoxLayout()
        words.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        words.addWidget(self.words)
        below.setContentsMargins(15, 2, 12, 0)
        below.setSpacing(10)
        below.addWidget(self.use)
        below.addWidget(self._note, 1)
        title = QHBoxLayout()
        title.setContentsMargins(15, 0, 12, 0)
        title.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 9, 1, 10)
        column.setSpacing(4)
        column.addLayout(title)
        column.addLayout(words)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def show_state(self, state: MarketPlanState) -> None:
        self.words.show_sentences(state.sentences)
        self.table.show_state(state.table)
        self.use.setVisible(state.can_use)
        self._note.show_text(state.note)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.words, self._note, self.table, self.use):
            part.set_tokens(tokens)
