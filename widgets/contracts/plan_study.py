"""The card of the plan: which contract is under study, and how the others are used beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.parts import Line, Title
from widgets.contracts.plan_states import MODES
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.note_card import NoteCard
from widgets.language.spoken import said
from widgets.painting import MEDIUM, face, palette
from widgets.segments import Segments
from widgets.sources.buttons import FramedButton

if TYPE_CHECKING:
    from widgets.contracts.plan_states import StudyState
    from widgets.tokens import Tokens

_LEAST = 350  # px of width: the switch stands whole
_TIPS = (
    "The scenario has its own block of incumbent supply; the register is left alone",
    "Notice is given on the other contracts; they end as early as their terms allow",
    "The other contracts run to their committed end and lapse",
    "The other contracts are carried on at their last fee and hours",
)


class StudyCard(NoteCard):
    """A chooser, a switch of four places, and what they come to in words."""

    study_requested = Signal(str)  # a contract's id, empty for none
    mode_requested = Signal(int)
    apply_requested = Signal()
    remove_requested = Signal()
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("The register in this scenario"))
        self.setMinimumWidth(_LEAST)
        self._title = Title("The register in this scenario", tokens)
        self._labels = (QLabel(said("Under study")), QLabel(said("Other contracts")))
        self.chooser = ItemChooser("Contract under study", tokens, self)
        self.modes = Segments("Other contracts", MODES, tokens)
        self.words, self._status = LinkedText(tokens, self), Line(tokens)
        self.apply = FramedButton("Apply", tokens, icon="check")
        self.remove = FramedButton("Remove from the plan", tokens, icon="x")
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        title, study, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (title, study, below):
            row.setContentsMargins(15, 0, 12, 0)
            row.setSpacing(8)
        title.addWidget(self._title)
        study.addWidget(self._labels[0])
        study.addWidget(self.chooser)
        study.addStretch(1)
        others = QVBoxLayout()
        others.setContentsMargins(15, 0, 12, 0)
        others.setSpacing(3)
        switch = QHBoxLayout()
        switch.addWidget(self.modes)
        switch.addStretch(1)
        others.addWidget(self._labels[1])
        others.addLayout(switch)
        words = QHBoxLayout()
        words.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        words.addWidget(self.words)
        below.addWidget(self.apply)
        below.addWidget(self.remove)
        below.addStretch(1)
        status = QHBoxLayout()
        status.setContentsMargins(15, 0, 12, 0)
        status.addWidget(self._status)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 9, 1, 10)
        column.setSpacing(7)
        column.addLayout(title)
        column.addLayout(study)
        column.addLayout(others)
        column.addLayout(words)
        column.addStretch(1)
        column.addLayout(status)
        column.addLayout(below)

    def _connect(self) -> None:
        for button, tip in zip(self.modes.buttons, _TIPS, strict=True):
            button.setToolTip(said(tip))
        self.chooser.chosen.connect(self.study_requested)
        self.modes.chosen.connect(self.mode_requested)
        self.apply.clicked.connect(self.apply_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.words.explain_requested.connect(self.explain_requested)

    def show_state(self, state: StudyState) -> None:
        there = not state.message
        self.show_note(state.message)
        self.chooser.show_choices(state.contracts)
        self.chooser.show_current(state.studied)
        self.modes.show_choice(state.mode)
        for button in self.modes.buttons[1:]:
            button.setEnabled(state.modes_usable)
        self.words.show_sentences(state.sentences)
        self._status.show_text(state.status)
        text = said(state.apply_text)
        if text and text != self.apply.text():
            self.apply.setText(text)
            self.apply.updateGeometry()
        for part in (*self._labels, self.chooser, self.modes, self.words, self._status):
            part.setVisible(there)
        self.apply.setVisible(there and bool(state.apply_text))
        self.remove.setVisible(there and state.can_remove)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        parts = (self._title, self.chooser, self.modes, self.words, self._status)
        for part in (*parts, self.apply, self.remove):
            part.set_tokens(tokens)
        for label in self._labels:
            label.setFont(face(12, MEDIUM).font)
            label.setPalette(palette(tokens._replace(text=tokens.text_muted)))
