"""The Alternatives view: what else could be done, and what the contract is to the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.decide.others_build import BuildCard
from widgets.decide.others_regrets import RegretCard
from widgets.decide.others_supplier import SupplierCard
from widgets.decide.others_zone import ZoneCard

if TYPE_CHECKING:
    from widgets.decide.others_states import OthersState
    from widgets.tokens import Tokens

_LEAST = (352, 240, 360, 232)  # px of the cards' heights


class OthersView(QWidget):
    """Four cards: the buyer's ways and their regrets, the supplier's account and the zone."""

    explain_requested = Signal(str, int)  # key; month, 0 for a headline figure or an input
    value_edited = Signal(str, float)
    gesture_started = Signal()
    gesture_finished = Signal()
    point_moved = Signal(float, float)  # term in months, monthly spend in $m
    month_hovered = Signal(int)  # in the chart; 0: none

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.build, self.regrets = BuildCard(tokens), RegretCard(tokens)
        self.zone, self.supplier = ZoneCard(tokens), SupplierCard(tokens)
        # With these heights at least the page scrolls where the window is low.
        for card, height in zip(self._cards(), _LEAST, strict=True):
            card.setMinimumHeight(height)
        columns = (
            Strip(58, (Placed(self.build, 59), Placed(self.regrets, 41))),
            Strip(42, (Placed(self.zone, 61), Placed(self.supplier, 39))),
        )
        self.board = CardBoard(Qt.Orientation.Horizontal, columns, tokens)
        box = QVBoxLayout(self)
        box.setContentsMargins(EDGE, 4, EDGE - self.board.bar_width(), 4)
        box.addWidget(self.board)
        self._connect()

    def _cards(self) -> tuple[QWidget, ...]:
        return self.build, self.regrets, self.zone, self.supplier

    def _connect(self) -> None:
        for card in (self.build, self.zone, self.supplier):
            card.explain_requested.connect(self.explain_requested)
        for moved in (self.build, self.zone):
            moved.gesture_started.connect(self.gesture_started)
            moved.gesture_finished.connect(self.gesture_finished)
        self.build.value_edited.connect(self.value_edited)
        self.build.month_hovered.connect(self.month_hovered)
        self.zone.point_moved.connect(self.point_moved)

    def show_state(self, state: OthersState) -> None:
        self.build.show_state(state.build)
        self.regrets.show_regrets(state.regrets)
        self.supplier.show_state(state.supplier)
        self.zone.show_state(state.zone)

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.build, self.regrets, self.zone, self.supplier, self.board):
            part.set_tokens(tokens)
