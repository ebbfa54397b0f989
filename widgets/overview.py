"""The Overview page: the headline strip over four linked charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from widgets.chart.chart import Chart
from widgets.headline import HeadlineStrip

if TYPE_CHECKING:
    from widgets.states import CardState, ChartState
    from widgets.tokens import Tokens

_COLUMNS = 2


class OverviewPage(QWidget):
    """Passes on what strip and charts say; the crosshair comes back in the states of all four."""

    month_hovered = Signal(int)
    decision_month_dragged = Signal(int)
    decision_drag_started = Signal()
    decision_drag_finished = Signal()
    explain_requested = Signal(str, int)  # a series' key, and the month that is read
    figure_requested = Signal(str)  # a headline figure's key: of a card, or named by a chart

    def __init__(self, tokens: Tokens, charts: int) -> None:
        super().__init__()
        self.strip = HeadlineStrip(tokens)
        self.strip.activated.connect(self.figure_requested)
        self.charts = [Chart(tokens) for _ in range(charts)]
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, chart in enumerate(self.charts):
            grid.addWidget(chart, *divmod(place, _COLUMNS))
            chart.month_hovered.connect(self.month_hovered)
            chart.decision_month_dragged.connect(self.decision_month_dragged)
            chart.decision_drag_started.connect(self.decision_drag_started)
            chart.decision_drag_finished.connect(self.decision_drag_finished)
            chart.explain_requested.connect(self.explain_requested)
            chart.figure_requested.connect(self.figure_requested)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(20, 12, 20, 16)
        column_box.setSpacing(12)
        column_box.addWidget(self.strip)
        column_box.addLayout(grid, 1)

    def show_cards(self, states: tuple[CardState, ...]) -> None:
        self.strip.show_state(states)

    def show_chart(self, place: int, state: ChartState) -> None:
        self.charts[place].show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        self.strip.set_tokens(tokens)
        for chart in self.charts:
            chart.set_tokens(tokens)
