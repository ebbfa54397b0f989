"""The card of the other side: the supplier's account, and what hangs on the contract for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from widgets.comparison.cards import ScrolledBars
from widgets.comparison.numbers import Told
from widgets.comparison.parts import Card, Line, Title
from widgets.decide.exit_words import INSET, LinkedText
from widgets.language.spoken import said

if TYPE_CHECKING:
    from widgets.decide.others_states import SupplierState
    from widgets.tokens import Tokens

UPDATING = "updating…"
_VALUED = "its account at today's value"


class SupplierCard(Card):
    """A waterfall from what the supplier receives to what the contract is worth to it."""

    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("The other side"))
        self._title, self.status = Title("The other side", tokens), Line(tokens)
        self.figure = ScrolledBars("The supplier's account", tokens, self)
        self.words = LinkedText(tokens, self)
        self._lay_out()
        self.words.explain_requested.connect(self.explain_requested)
        self.figure.bars.explain_requested.connect(self._explain)

    def _lay_out(self) -> None:
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(15, 0, 15, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.status, 1)
        below.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        below.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.figure, 1)
        column.addLayout(below)

    def show_state(self, state: SupplierState) -> None:
        status = "" if state.message else _VALUED if state.fresh else UPDATING
        self.status.show_text(status)
        said = " ".join("".join(word.text for word in each) for each in state.sentences)
        self.figure.bars.show_told(
            Told("The supplier's account", said or state.message, _VALUED, rows_name="Part")
        )
        self.figure.bars.show_rows(state.bars, state.message, dimmed=not state.fresh)
        self.words.show_sentences(state.sentences)
        self.words.setVisible(bool(state.sentences))

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.status, self.figure, self.words):
            part.set_tokens(tokens)

    def _explain(self, row: str) -> None:
        key, _, _name = row.partition(":")
        self.explain_requested.emit(key, 0)
