"""The Overview page: the headline strip over four linked charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from widgets.chart.chart import Chart
from widgets.headline import HeadlineStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.states import CardState, ChartState
    from widgets.tokens import Tokens

_COLUMNS = 2
_ONE_COLUMN_BELOW = 780  # px of the page's width
_LEAST_HEIGHT, _LEAST_HEIGHT_ALONE = 170, 240  # px of a chart beside another, and by itself
_LEAST_WIDTH = 360  # px of the page
_SIDE, _TOP, _GAP, _BOTTOM = 20, 12, 12, 16  # px


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
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._columns = 0
        for chart in self.charts:
            chart.month_hovered.connect(self.month_hovered)
            chart.decision_month_dragged.connect(self.decision_month_dragged)
            chart.decision_drag_started.connect(self.decision_drag_started)
            chart.decision_drag_finished.connect(self.decision_drag_finished)
            chart.explain_requested.connect(self.explain_requested)
            chart.figure_requested.connect(self.figure_requested)
        self._arrange(_COLUMNS)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
        column_box.setSpacing(_GAP)
        column_box.addWidget(self.strip)
        column_box.addLayout(self._grid, 1)

    def _arrange(self, columns: int) -> None:
        """The charts in so many columns. They keep their order, and so does the keyboard."""
        if columns == self._columns:
            return
        self._columns = columns
        least = _LEAST_HEIGHT if columns > 1 else _LEAST_HEIGHT_ALONE
        # Taken out by Python: what Qt takes out itself, for a chart that is added once more, PySide
        # still holds, and crashes when something else that stood in its memory is taken apart.
        while self._grid.takeAt(0) is not None:
            pass
        for place, chart in enumerate(self.charts):
            chart.setMinimumHeight(least)
            self._grid.addWidget(chart, *divmod(place, columns))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(_COLUMNS if self.width() >= _ONE_COLUMN_BELOW else 1)
        self.setMinimumHeight(self._least_height())

    def _least_height(self) -> int:
        """Of the strip and all rows of charts; where there is less, the page scrolls."""
        rows = -(-len(self.charts) // self._columns)
        charts = rows * (self.charts[0].minimumHeight() + _GAP) if self.charts else 0
        return _TOP + self.strip.height() + charts + _BOTTOM

    def minimumSizeHint(self) -> QSize:
        """No wider than one column: with less room the page has that."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def show_cards(self, states: tuple[CardState, ...]) -> None:
        self.strip.show_state(states)

    def show_chart(self, place: int, state: ChartState) -> None:
        self.charts[place].show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        self.strip.set_tokens(tokens)
        for chart in self.charts:
            chart.set_tokens(tokens)
