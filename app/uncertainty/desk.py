"""The Uncertainty page: made when it is first seen, fed with draws that follow the sliders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.charts import Reading
from app.choices import figure_choices
from app.decide.frame import goal_of
from app.uncertainty.commands import UncertaintyCommands, uncertainty_of
from app.uncertainty.drawing import Drawing
from app.uncertainty.fan_states import fan_axes, fans_state
from app.uncertainty.figure_states import figure_state
from app.uncertainty.toolbar_states import instead, toolbar_state
from widgets.uncertainty.states import (
    FANS,
    FIGURE,
    SENSITIVITY,
    FansState,
    FigureState,
    UncertaintyState,
)

if TYPE_CHECKING:
    from app.session import Document
    from app.tools import Tools
    from app.uncertainty.dialogs import UncertaintyDialogs
    from app.uncertainty.fan_states import FanAxes
    from app.uncertainty.sensitivity_desk import SensitivityDesk
    from app.window import MainWindow
    from engine.analysis.goal import Goal
    from engine.analysis.simulation.result import Simulation
    from engine.evaluate import Result
    from engine.uncertainty.case import Uncertainty
    from widgets.uncertainty.page import UncertaintyPage
    from widgets.uncertainty.states import Message

PAGE = "Uncertainty"


class UncertaintyDesk:
    """Joins the page, the draws and the session."""

    def __init__(self, window: MainWindow, tools: Tools, dialogs: UncertaintyDialogs) -> None:
        self._window = window
        self._tools = tools
        self._session = tools.session
        self._dialogs = dialogs
        self._view = FANS
        self._figure = "npv_operating_profit"
        self._month = 0  # under the pointer
        self._refused: tuple[str, str] | None = None  # the seed typed last, and why not
        self._axes: FanAxes | None = None  # while a drag goes on
        self._made_of: object = None  # what the part shown last was made of
        self._drawn_last: Simulation | None = None  # the draws in it
        self._sensitivity: SensitivityDesk | None = None
        self.drawing = Drawing(tools.worker, tools.request)
        self.commands = UncertaintyCommands(tools.session)
        window.page_made.connect(self._connect)

    @property
    def sensitivity(self) -> SensitivityDesk:
        """Made when its view is first seen."""
        if self._sensitivity is None:
            from app.uncertainty.sensitivity_desk import SensitivityDesk

            self._sensitivity = SensitivityDesk(self._tools)
        return self._sensitivity

    def screen(
        self, document: Document, result: Result, previous: UncertaintyState | None
    ) -> UncertaintyState:
        """`result` is the current scenario's, whole. Parts that did not change are the last."""
        uncertainty = uncertainty_of(document.project)
        dragging = self._session.in_gesture
        if uncertainty.distributions:
            figures = self._figures(goal_of(document.project), result)
            self.drawing.ask(document.scenario, uncertainty, figures, dragging=dragging)
        run = self.drawing.run(dragging=dragging)
        bar = toolbar_state(self._view, uncertainty, run, self._refused)
        seen = previous is not None and previous.toolbar.view == self._view
        last = previous.part if previous is not None and seen else None
        part = self._part(document, result, uncertainty, last)
        if previous is not None and bar == previous.toolbar and part is previous.part:
            return previous
        return UncertaintyState(bar, part)

    def _figures(self, goal: Goal, result: Result) -> tuple[str, ...]:
        """The headline figures that are kept draw by draw."""
        if self._view == FIGURE:
            return tuple(dict.fromkeys((self._figure, goal.figure)))
        if self._view == SENSITIVITY:
            return self.sensitivity.figures(result.model)
        return ()

    def _part(
        self, document: Document, result: Result, uncertainty: Uncertainty, last: object
    ) -> object:
        found = self.drawing.simulation
        if self._view == SENSITIVITY:
            run = self.drawing.run(dragging=self._session.in_gesture)
            return self.sensitivity.state(document, result, uncertainty, found, run, last)
        made_of: tuple[object, ...] = (
            self._view,
            found,
            result,
            self._month,
            uncertainty,
            self.drawing.fault,
        )
        dragging = self._session.in_gesture
        made_of = (*made_of, self._figure, document.project.goal, dragging)
        if dragging and last is not None and found is self._drawn_last:
            return last  # the fans move when draws of this move are there, not twice
        self._drawn_last = found
        same, self._made_of = self._made_of == made_of, made_of
        if same and last is not None:
            return last
        drawn = found is not None and (self._view == FANS or self._figure in found.figures)
        message = instead(uncertainty, drawn=drawn, fault=self.drawing.fault)
        if message is not None or found is None:
            return FansState(message=message) if self._view == FANS else self._none(message)
        if self._view == FANS:
            return self._fans(found, result)
        return figure_state(self._figure, found, result, goal_of(document.project))

    def _none(self, message: Message | None) -> FigureState:
        return FigureState(self._figure, figure_choices(), message=message)

    def _fans(self, found: Simulation, result: Result) -> FansState:
        """The axes hold while the hand moves and settle when it lets go."""
        if not self._session.in_gesture or self._axes is None:
            self._axes = fan_axes(found, result)
        decision = int(result.scenario.values["decision_month"])
        months = len(found.sustained_profit)
        reading = Reading(min(self._month or decision, months), self._month or None)
        return fans_state(found, result, reading, self._axes)

    # The page ------------------------------------------------------------------------------

    def _connect(self, name: str) -> None:
        page = self._window.uncertainty
        if name != PAGE or page is None:
            return
        page.view_chosen.connect(self.show_view)
        page.view_made.connect(lambda view: self._connect_view(page, view))
        page.draws_chosen.connect(self.commands.set_draws)
        page.seed_entered.connect(self._seed)
        page.follow_chosen.connect(self.commands.set_follows)
        page.distributions_requested.connect(self._dialogs.distributions)
        page.correlations_requested.connect(self._dialogs.correlations)
        page.export_requested.connect(lambda: self._dialogs.export(self.drawing.simulation))
        page.cancel_requested.connect(self.drawing.stop)
        page.figure_chosen.connect(self._choose)
        page.month_hovered.connect(self._hover)
        page.decision_drag_started.connect(self._session.begin_gesture)
        page.decision_drag_finished.connect(self._session.end_gesture)
        page.decision_month_dragged.connect(
            lambda month: self._tools.edit("decision_month", float(month))
        )
        page.explain_requested.connect(self._tools.explain)

    def _connect_view(self, page: UncertaintyPage, view: int) -> None:
        if view == SENSITIVITY:
            self.sensitivity.connect_view(page.view(view))

    def show_view(self, view: int) -> None:
        self._view = view
        self._tools.request()

    def _choose(self, figure: str) -> None:
        self._figure = figure
        self._tools.request()

    def _hover(self, month: int) -> None:
        self._month = month
        self._tools.request()

    def _seed(self, text: str) -> None:
        fault = self.commands.set_seed(text)
        self._refused = (text, fault) if fault else None
        self._tools.request()
