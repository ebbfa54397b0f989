"""The card of regrets: which way loses least at the most, and the table of all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.comparison.table import ComparisonCard
from widgets.decide.exit_words import INSET, LinkedText

if TYPE_CHECKING:
    from widgets.decide.others_states import RegretState
    from widgets.tokens import Tokens

_TITLE = "Regret under every preset"
_MARKS = (("best", "cheapest; below, the least"),)


class RegretCard(ComparisonCard):
    """What each way costs more than the cheapest, one case a row; above it what follows."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(_TITLE, tokens, _MARKS)
        self.words = LinkedText(tokens, self)
        above = QHBoxLayout()
        above.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        above.addWidget(self.words)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertLayout(1, above)

    def show_regrets(self, state: RegretState) -> None:
        self.words.show_sentences(state.sentences)
        self.show_state(state.table)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self.words.set_tokens(tokens)
