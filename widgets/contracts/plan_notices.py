"""The card of what the user should know about how the register is taken into the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.comparison.parts import Title, over_card
from widgets.controls.parts import ScrollColumn
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.note_card import NoteCard
from widgets.language.spoken import said
from widgets.painting import palette

if TYPE_CHECKING:
    from widgets.decide.exit_states import Sentence
    from widgets.tokens import Tokens

_NOTHING = "Every contract and every term is taken as it is."


class NoticesCard(NoteCard):
    """One sentence a notice; the list scrolls."""

    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("What is not taken as it is"))
        self._title = Title("What is not taken as it is", tokens)
        self.words = LinkedText(tokens)
        inner = QWidget()
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(15 - INSET, 0, 6, 4)
        holder.addWidget(self.words)
        holder.addStretch(1)
        self.column = ScrollColumn(inner, over_card(tokens), self)
        self.column.setWidgetResizable(True)
        title = QHBoxLayout()
        title.setContentsMargins(15, 0, 12, 0)
        title.addWidget(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 9, 1, 8)
        column.setSpacing(5)
        column.addLayout(title)
        column.addWidget(self.column, 1)
        column.addStretch(0)  # keeps the title on top where there is no list
        self.words.explain_requested.connect(self.explain_requested)
        self.set_tokens(tokens)

    def show_notices(self, notices: tuple[Sentence, ...]) -> None:
        self.words.show_sentences(notices)
        self.column.setVisible(bool(notices))
        self.show_note("" if notices else _NOTHING)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self._title.set_tokens(tokens)
        self.words.set_tokens(tokens)
        self.column.set_tokens(over_card(tokens))
        self.column.setPalette(palette(tokens, tokens.card))
