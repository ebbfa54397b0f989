"""The Sources page: claims, contradictions, what they would mean, and what inputs rest on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.card_board import EDGE
from widgets.sources.banner import Banner
from widgets.sources.board import SourcesBoard
from widgets.sources.claim_rows import Marked
from widgets.sources.claims_card import ClaimsCard
from widgets.sources.detail import DetailCard
from widgets.sources.inputs_card import InputsCard
from widgets.sources.picture_card import PictureCard
from widgets.sources.states import ClaimsState, SourcesState

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.comparison.states import Choice
    from widgets.tokens import Tokens


class SourcesPage(QWidget):
    """Four cards under a banner. A claim selected in one of them is selected in all."""

    selected = Signal(str)  # a claim's key, or an own source's
    reading_applied = Signal(str)  # a reading's key
    explain_requested = Signal(str)  # an input's key
    figure_chosen = Signal(str)  # a headline figure's key
    add_requested = Signal()
    edit_requested = Signal(str)  # an own source's key
    delete_requested = Signal(str)
    attach_requested = Signal(str, str)  # an own source's key and an input's; one may be empty
    detach_requested = Signal(str, str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state = SourcesState()
        self._static = ClaimsState()
        self.banner = Banner(tokens)
        self.claims = ClaimsCard(tokens)
        self.picture = PictureCard(tokens)
        self.detail = DetailCard(tokens)
        self.inputs = InputsCard(tokens)
        self.board = SourcesBoard(self.claims, self.detail, self.picture, self.inputs, tokens)
        self._chosen: tuple[str, QWidget | None] = ("", None)  # what was, and in which card
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 12, EDGE - self.board.bar_width(), 16)
        box.setSpacing(10)
        over = QHBoxLayout()
        over.setContentsMargins(0, 0, self.board.bar_width(), 0)
        over.addWidget(self.banner)
        box.addLayout(over)
        box.addWidget(self.board, 1)

    def _connect(self) -> None:
        for card in (self.claims, self.picture, self.detail, self.inputs):
            card.selected.connect(partial(self._select, card))
        self.claims.add_requested.connect(self.add_requested)
        self.inputs.share.figure_chosen.connect(self.figure_chosen)
        self.inputs.explain_requested.connect(self.explain_requested)
        self.inputs.attach_requested.connect(lambda key: self.attach_requested.emit("", key))
        detail = self.detail
        detail.reading_applied.connect(self.reading_applied)
        detail.explain_requested.connect(self.explain_requested)
        detail.edit_requested.connect(self.edit_requested)
        detail.delete_requested.connect(self.delete_requested)
        detail.attach_requested.connect(self.attach_requested)
        detail.detach_requested.connect(self.detach_requested)

    def _select(self, card: QWidget, key: str) -> None:
        self._chosen = (key, card)
        self.selected.emit(key)

    # What is shown ---------------------------------------------------------------------------

    def show_claims(self, state: ClaimsState) -> None:
        """What never changes, once."""
        self._static = state
        self.claims.show_claims(state)
        self.picture.show_claims(state)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """The figures of which the standing can be shown."""
        self.inputs.share.show_choices(choices)

    def show_state(self, state: SourcesState) -> None:
        """Touches only what differs from the last state."""
        last, self._state = self._state, state
        if state.own is not last.own:
            self.claims.show_own(state.own)
        if state.inputs is not last.inputs:
            self.inputs.show_rows(state.inputs)
        if state.detail is not last.detail:
            self._show_detail(state, last)
        if state.share is not last.share and state.share != last.share:
            self.inputs.share.show_state(state.share)

    def _show_detail(self, state: SourcesState, last: SourcesState) -> None:
        detail = state.detail
        self.detail.show_state(detail)
        if (detail.key, detail.label) == (last.detail.key, last.detail.label):
            return
        opponents = frozenset(each.key for each in detail.opponents) - {detail.key}
        self.claims.show_marked(Marked(detail.key, opponents))
        self.picture.picture.show_selected(detail.key)
        self.inputs.show_selected(detail.key, detail.label or "yours")
        (key, card), self._chosen = self._chosen, ("", None)
        if detail.key:
            self.board.show_selected(card if key == detail.key else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._state.detail.key:
            self.selected.emit("")
        else:
            super().keyPressEvent(event)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (
            self.banner,
            self.claims,
            self.picture,
            self.detail,
            self.inputs,
            self.board,
        ):
            part.set_tokens(tokens)
