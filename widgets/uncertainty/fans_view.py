"""The fans: four line items over all draws, and two probabilities of profit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from widgets.card_board import CardBoard, Placed, Strip
from widgets.chart.chart import Chart
from widgets.uncertainty.board_view import BoardView
from widgets.uncertainty.probability_chart import ProbabilityChart

if TYPE_CHECKING:
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import FansState

_STACKED = 280  # px of a card's height, where they lie one under the other
_CHARTS = 4


class FansView(BoardView):
    """Three columns of two cards; one crosshair goes through all six."""

    month_hovered = Signal(int)  # 0 when the pointer leaves
    decision_month_dragged = Signal(int)
    decision_drag_started = Signal()
    decision_drag_finished = Signal()

    def __init__(self, tokens: Tokens) -> None:
        self.charts = tuple(Chart(tokens) for _ in range(_CHARTS))
        self.quarters, self.sustained = ProbabilityChart(tokens), ProbabilityChart(tokens)
        profit, cash, exit_cost, exposure = (Placed(chart, 34, _STACKED) for chart in self.charts)
        quarters, sustained = (
            Placed(chart, 32, _STACKED) for chart in (self.quarters, self.sustained)
        )
        rows = (
            Strip(50, (profit, cash, quarters)),
            Strip(50, (exit_cost, exposure, sustained)),
        )
        super().__init__(CardBoard(Qt.Orientation.Vertical, rows, tokens), tokens)
        for chart in self.charts:
            chart.month_hovered.connect(self.month_hovered)
            chart.decision_month_dragged.connect(self.decision_month_dragged)
            chart.decision_drag_started.connect(self.decision_drag_started)
            chart.decision_drag_finished.connect(self.decision_drag_finished)
            chart.explain_requested.connect(self.explain_requested)
            chart.figure_requested.connect(lambda key: self.explain_requested.emit(key, 0))
        for bars in (self.quarters, self.sustained):
            bars.month_read.connect(self.month_hovered)
            bars.explain_requested.connect(self.explain_requested)

    def show_state(self, state: FansState) -> None:
        self.show_message(state.message)
        if state.message is not None:
            return
        for chart, shown in zip(self.charts, state.charts, strict=True):
            chart.show_state(shown)
        for bars, probability in (
            (self.quarters, state.quarters),
            (self.sustained, state.sustained),
        ):
            if probability is not None:
                bars.show_state(probability)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for chart in self.charts:
            chart.set_tokens(tokens)
        for bars in (self.quarters, self.sustained):
            bars.set_tokens(tokens)
