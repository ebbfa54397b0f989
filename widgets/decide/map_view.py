"""The Trade-off view: the map of two inputs, and beside it the undisclosed term swept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.card_board import EDGE, CardBoard, Placed, Strip
from widgets.decide.map_card import MapCard
from widgets.decide.sweep_card import SweepCard

if TYPE_CHECKING:
    from widgets.decide.map_states import TradeoffState
    from widgets.tokens import Tokens

TERM = "term_months"
_MAP_SHARE, _SWEEP_SHARE = 57, 43
_STACKED_MAP, _STACKED_SWEEP = 420, 520  # px of height


class MapView(QWidget):
    """Two cards side by side, or one above the other where the page is narrow."""

    point_moved = Signal(float, float)  # the inputs that lie across and that stand up
    value_edited = Signal(str, float)
    gesture_started = Signal()
    gesture_finished = Signal()
    axes_chosen = Signal(str, str)
    figure_chosen = Signal(str)
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.map, self.sweep = MapCard(tokens), SweepCard(tokens)
        strips = (
            Strip(_MAP_SHARE, (Placed(self.map, 1, _STACKED_MAP),)),
            Strip(_SWEEP_SHARE, (Placed(self.sweep, 1, _STACKED_SWEEP),)),
        )
        self.board = CardBoard(Qt.Orientation.Horizontal, strips, tokens)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(EDGE, 0, EDGE - self.board.bar_width(), 0)
        whole.addWidget(self.board)
        self._connect()

    def _connect(self) -> None:
        for card in (self.map, self.sweep):
            card.gesture_started.connect(self.gesture_started)
            card.gesture_finished.connect(self.gesture_finished)
            card.explain_requested.connect(self.explain_requested)
        self.map.point_moved.connect(self.point_moved)
        self.map.axes_chosen.connect(self.axes_chosen)
        self.map.figure_chosen.connect(self.figure_chosen)
        self.sweep.term_moved.connect(lambda term: self.value_edited.emit(TERM, term))

    def show_state(self, state: TradeoffState) -> None:
        self.map.show_state(state)
        self.sweep.show_state(state.sweep, fresh=state.sweep_fresh)

    def set_tokens(self, tokens: Tokens) -> None:
        self.board.set_tokens(tokens)
        self.map.set_tokens(tokens)
        self.sweep.set_tokens(tokens)
