"""The Decide page: made when it is first seen. Which question, which goal, and who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.decide.frame import Frame, ViewDesk, goal_of
from app.decide.goal_states import bar_state, first_goal
from app.decide.goal_words import FigureWords, goal_words
from app.uncertainty.commands import uncertainty_of
from engine.analysis.goal_text import GoalTextError, goal_value, month_value
from widgets.decide.states import EXIT, GOAL, MAP, OTHERS, DecideState

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Document
    from app.tools import Tools
    from app.window import MainWindow
    from engine.analysis.goal import Goal, Relation
    from engine.evaluate import Result
    from engine.project import Project
    from widgets.decide.goal_states import GoalBarState

PAGE = "Decide"
_RUNNING, _STOPPED = "updating…", "stopped: any change computes it anew"


class DecideDesk:
    """Joins the page, its goal bar and the desks of its views."""

    def __init__(self, window: MainWindow, tools: Tools) -> None:
        self._tools = tools
        self._window = window
        self._session = tools.session
        self._view = GOAL
        self._desks: dict[int, ViewDesk] = {}
        self._fault = ""  # why what was typed last into the goal bar was refused
        self._refused: Project | None = None  # in which project: any change makes it old
        self._bar_of: object = None
        window.page_made.connect(self._connect)

    def desk(self, view: int) -> ViewDesk:
        """A view's desk, made when it is first seen."""
        if view not in self._desks:
            self._desks[view] = _MAKERS[view](self._tools)
        return self._desks[view]

    def screen(
        self, document: Document, result: Result, previous: DecideState | None
    ) -> DecideState:
        """`result` is the current scenario's, whole. Parts that did not change are the last."""
        frame = self._frame(document, result)
        desk = self.desk(self._view)
        part = desk.state(frame)
        bar = self._bar(frame, previous)
        running = not frame.dragging and any(slot.busy for slot in desk.slots)
        stopped = any(slot.stopped for slot in desk.slots)
        status = _RUNNING if running else _STOPPED if stopped else ""
        return DecideState(self._view, bar, part, status, busy=running)

    def _frame(self, document: Document, result: Result) -> Frame:
        project, scenario = document.project, document.scenario
        goal = goal_of(project)
        words = goal_words(goal, FigureWords(scenario))
        dragging, uncertainty = self._session.in_gesture, uncertainty_of(project)
        return Frame(project, scenario, result, goal, words, uncertainty, dragging)

    def _bar(self, frame: Frame, previous: DecideState | None) -> GoalBarState:
        fault = self._fault if self._refused is frame.project else ""
        made_of = (frame.scenario, frame.goal, fault)
        seen = self._view in (GOAL, MAP)
        if previous is not None and (self._bar_of == made_of or not seen):
            return previous.bar
        self._bar_of = made_of
        return bar_state(frame.scenario, frame.goal, fault)

    # The page ------------------------------------------------------------------------------

    def _connect(self, name: str) -> None:
        page = self._window.decide
        if name != PAGE or page is None:
            return
        page.view_chosen.connect(self.show_view)
        page.view_made.connect(lambda view: self.desk(view).connect_view(page.view(view)))
        page.cancel_requested.connect(self._stop)
        bar = page.goal_bar
        bar.figure_chosen.connect(self._choose_figure)
        bar.relation_chosen.connect(self._choose_relation)
        bar.value_entered.connect(self._enter_value)
        bar.month_entered.connect(self._enter_month)

    def _stop(self) -> None:
        for slot in self.desk(self._view).slots:
            slot.stop()
        self._tools.request()

    def show_view(self, view: int) -> None:
        self._view = view
        self._tools.request()

    @property
    def _goal(self) -> Goal:
        return goal_of(self._session.project)

    def _choose_figure(self, figure: str) -> None:
        if figure != self._goal.figure:
            scenario = self._session.document.scenario
            self._set(first_goal(scenario, figure, self._goal.month))

    def _choose_relation(self, relation: Relation) -> None:
        self._set(self._goal._replace(relation=relation))

    def _enter_value(self, text: str) -> None:
        scenario = self._session.document.scenario
        try:
            value = goal_value(self._goal.figure, text, scenario)
        except GoalTextError as error:
            self._refuse(str(error))
            return
        self._set(self._goal._replace(threshold=value))

    def _enter_month(self, text: str) -> None:
        scenario = self._session.document.scenario
        try:
            month = month_value(text, scenario) if text.strip() else 0
        except GoalTextError as error:
            self._refuse(str(error))
            return
        own = int(scenario.values["decision_month"])
        self._set(self._goal._replace(month=0 if month == own else month))

    def _refuse(self, fault: str) -> None:
        self._fault, self._refused = fault, self._session.project
        self._tools.request()

    def _set(self, goal: Goal) -> None:
        self._fault = ""
        words = goal_words(goal, FigureWords(self._session.document.scenario))
        self._tools.set_goal(goal, words)
        self._tools.request()


def _goal_desk(tools: Tools) -> ViewDesk:
    from app.decide.goal_desk import GoalDesk

    return GoalDesk(tools)


def _map_desk(tools: Tools) -> ViewDesk:
    from app.decide.map_desk import MapDesk

    return MapDesk(tools)


def _exit_desk(tools: Tools) -> ViewDesk:
    from app.decide.exit_desk import ExitDesk

    return ExitDesk(tools)


def _others_desk(tools: Tools) -> ViewDesk:
    from app.decide.others_desk import OthersDesk

    return OthersDesk(tools)


_MAKERS: dict[int, Callable[[Tools], ViewDesk]] = {
    GOAL: _goal_desk,
    MAP: _map_desk,
    EXIT: _exit_desk,
    OTHERS: _others_desk,
}
