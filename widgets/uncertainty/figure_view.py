"""One headline figure over all draws: its distribution, percentiles, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from widgets.card_board import CardBoard, Placed, Strip
from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.table import ComparisonCard
from widgets.language.spoken import own
from widgets.uncertainty.board_view import BoardView
from widgets.uncertainty.convergence_chart import ConvergenceChart
from widgets.uncertainty.goal_card import GoalCard
from widgets.uncertainty.histogram import Histogram

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.comparison.states import Choice
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import FigureState, HistogramState

_TITLE_LEFT, _TITLE_TOP = 8, 8  # the chooser's text lies where a chart's title would


class HistogramCard(QWidget):
    """The distribution, below the button that chooses the figure."""

    figure_chosen = Signal(str)
    explain_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        # Tab goes in the order in which they are made; the chooser lies over the plot.
        self.chooser = ItemChooser("Headline figure", tokens, self, title=True)
        self.plot = Histogram(tokens, self)
        self.chooser.raise_()
        self.plot.place_chosen.connect(lambda _place: self.explain_requested.emit())
        self.chooser.chosen.connect(self.figure_chosen)
        self.setMinimumSize(self.plot.minimumSize())

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self.chooser.show_choices(choices)
        self._arrange()

    def show_state(self, figure: str, state: HistogramState) -> None:
        self.chooser.show_current(figure)
        self.plot.show_state(state)
        self.plot.setAccessibleName(own(self.chooser.text()))
        self._arrange()

    def set_tokens(self, tokens: Tokens) -> None:
        self.plot.set_tokens(tokens)
        self.chooser.set_tokens(tokens)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.plot.setGeometry(self.rect())
        hint = self.chooser.sizeHint()
        width = min(hint.width(), self.width() - 2 * _TITLE_LEFT)
        self.chooser.setGeometry(_TITLE_LEFT, _TITLE_TOP, width, hint.height())


class FigureView(BoardView):
    """The histogram over the convergence; percentiles and goal beside them."""

    figure_chosen = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        self.histogram = HistogramCard(tokens)
        self.percentiles = ComparisonCard("Percentiles", tokens)
        self.convergence = ConvergenceChart(tokens)
        self.goal = GoalCard(tokens)
        left = (Placed(self.histogram, 60, 320), Placed(self.convergence, 40, 260))
        right = (Placed(self.percentiles, 66, 320), Placed(self.goal, 34, 160))
        strips = (Strip(70, left), Strip(30, right))
        super().__init__(CardBoard(Qt.Orientation.Horizontal, strips, tokens), tokens)
        self._figure = ""
        self.histogram.figure_chosen.connect(self.figure_chosen)
        self.histogram.explain_requested.connect(self._explain)

    def show_state(self, state: FigureState) -> None:
        self.show_message(state.message)
        if state.message is not None:
            return
        self._figure = state.figure
        self.histogram.show_choices(state.choices)
        if state.histogram is not None:
            self.histogram.show_state(state.figure, state.histogram)
        if state.percentiles is not None:
            self.percentiles.show_state(state.percentiles)
        if state.convergence is not None:
            self.convergence.show_state(state.convergence)
        if state.goal is not None:
            self.goal.show_state(state.goal)

    def _explain(self) -> None:
        self.explain_requested.emit(self._figure, 0)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self.histogram, self.percentiles, self.convergence, self.goal):
            part.set_tokens(tokens)
