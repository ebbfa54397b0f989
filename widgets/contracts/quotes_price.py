"""The card of the selected contract: its price against the market, and when switching pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.parts import Line, Title
from widgets.contracts.quotes_scale import PriceScale
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.note_card import NoteCard
from widgets.language.spoken import said
from widgets.painting import BOLD, face, palette

if TYPE_CHECKING:
    from widgets.contracts.quotes_states import PriceState
    from widgets.tokens import Tokens


class PriceCard(NoteCard):
    """One contract, chosen here or anywhere."""

    contract_selected = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Contract against the market"))
        self._tone = ""
        self._title = Title("Against the market", tokens)
        self.chooser = ItemChooser("Contract", tokens, self)
        self._headline, self._beside = QLabel(), Line(tokens)
        self.scale = PriceScale(tokens, self)
        self.words = LinkedText(tokens, self)
        self._lay_out()
        self.chooser.chosen.connect(self.contract_selected)
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        top, middle = QHBoxLayout(), QVBoxLayout()
        top.setContentsMargins(15, 0, 10, 0)
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addStrut(26)  # also where there is nothing to choose
        top.addWidget(self.chooser)
        middle.setContentsMargins(15, 0, 15, 0)
        middle.setSpacing(3)
        for part in (self._headline, self._beside, self.scale):
            middle.addWidget(part)
        words = QHBoxLayout()
        words.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        words.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 7, 1, 10)
        column.setSpacing(5)
        column.addLayout(top)
        column.addLayout(middle)
        column.addLayout(words)
        column.addStretch(1)

    def show_state(self, state: PriceState) -> None:
        self.chooser.show_choices(state.contracts)
        self.chooser.show_current(state.selected)
        self.chooser.setVisible(bool(state.contracts))
        self.show_note(state.message)
        self._tone = state.tone
        self._headline.setText(said(state.headline))
        self._beside.show_text(state.beside)
        self.scale.show_state(state.scale)
        self.words.show_sentences(state.sentences)
        there = not state.message
        for part in (self._headline, self._beside, self.words):
            part.setVisible(there)
        self.scale.setVisible(there and state.scale is not None)
        self._dress()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.chooser, self._beside, self.scale, self.words):
            part.set_tokens(tokens)
        self._dress()

    def _dress(self) -> None:
        tokens = self._tokens
        inks = {"good": tokens.good, "bad": tokens.bad, "muted": tokens.text_muted}
        self._headline.setFont(face(20, BOLD).font)
        self._headline.setPalette(palette(tokens._replace(text=inks.get(self._tone, tokens.text))))
