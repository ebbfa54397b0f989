"""Goal seek and what must be true: what is asked, and the worker's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from app.decide.goal_states import SeekAsked, seek_state, truth_state
from app.slot import Slot
from app.uncertainty.following import shifts_of
from engine.analysis.goal_seek.probability import seek_probability
from engine.analysis.goal_seek.seek import seek
from engine.analysis.goal_seek.solved import questions, solved
from engine.analysis.ranges import ranges_with
from engine.analysis.what_must_be_true.what import what_must_be_true
from engine.model.catalogue import catalogue
from engine.quantity_text import QuantityError, Range, parse
from widgets.decide.goal_states import GoalViewState

if TYPE_CHECKING:
    from app.decide.frame import Frame
    from app.tools import Tools
    from app.worker import Stop
    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.probability import ChanceSeek
    from engine.analysis.goal_seek.seek import Seek
    from engine.analysis.goal_seek.solved import Solved
    from engine.analysis.what_must_be_true.what import MustBeTrue
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty

_FIRST_INPUT = "term_months"
_LEVELS = Range(0.01, 0.99)


class _Asked(NamedTuple):
    """What the curve is of."""

    scenario: Scenario
    goal: Goal
    input: str
    level: float | None  # None: for certain
    uncertainty: Uncertainty | None


class GoalDesk:
    """Joins the Goal view, the worker and the session."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._asked = SeekAsked(_FIRST_INPUT)
        self._fault = ""  # why the level typed last was refused
        self._seek: Slot[Seek | ChanceSeek] = Slot(tools.worker, "seek", tools.request)
        self._truth: Slot[MustBeTrue] = Slot(tools.worker, "truth", tools.request)
        self._solved: Slot[tuple[Solved, ...]] = Slot(tools.worker, "solved", tools.request)
        self._made_of: tuple[object, ...] = ()
        self._state: GoalViewState | None = None

    def state(self, frame: Frame) -> GoalViewState:
        """The view's state; the same one while nothing that it shows has changed."""
        self._ask(frame)
        slots = (self._seek, self._truth, self._solved)
        made_of: tuple[object, ...] = (frame.scenario, frame.goal, self._asked, self._fault)
        made_of = (*made_of, *(slot.answer for slot in slots), *(slot.fresh for slot in slots))
        if self._state is not None and all(
            one is other for one, other in zip(made_of, self._made_of, strict=True)
        ):
            return self._state
        self._made_of = made_of
        self._state = self._made(frame)
        return self._state

    def _made(self, frame: Frame) -> GoalViewState:
        scenario, asked = frame.scenario, self._asked
        of: _Asked | None = self._seek.of
        # A curve of another input is not shown under this one's name.
        shown = of is not None and of.input == asked.input and (of.level is None) == asked.sure
        seeking = seek_state(
            scenario,
            asked,
            self._seek.answer if shown else None,
            self._solved.answer or (),
            fault=self._fault,
            fresh=self._seek.fresh and self._solved.fresh,
        )
        truth = truth_state(scenario, self._truth.answer, asked.input, fresh=self._truth.fresh)
        return GoalViewState(seeking, truth)

    def _ask(self, frame: Frame) -> None:
        scenario, goal, live = frame.scenario, frame.goal, frame.dragging
        sure = self._asked.sure
        asked = _Asked(
            scenario,
            goal,
            self._asked.input,
            None if sure else self._asked.level,
            None if sure else frame.uncertainty,
        )
        ranges, uncertain = ranges_with(frame.project.ranges), frame.uncertainty.inputs
        about = (scenario, goal, frame.project.ranges, uncertain)
        if sure or not live:  # a probability takes longer than a frame
            self._seek.ask(asked, lambda stop: _sought(asked, stop), live=live)
        else:
            self._seek.hold(asked)
        if live:
            self._truth.hold(about)
            self._solved.hold(scenario)
            return
        self._truth.ask(
            about, lambda stop: what_must_be_true(scenario, goal, ranges, uncertain, stop=stop)
        )
        self._solved.ask(scenario, lambda stop: solved(scenario, stop))

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        """Its questions to the worker."""
        return (self._seek, self._truth, self._solved)

    # The view ------------------------------------------------------------------------------

    def connect_view(self, view: object) -> None:
        from widgets.decide.goal_view import GoalView

        assert isinstance(view, GoalView)
        session = self._tools.session
        view.explain_requested.connect(self._tools.explain)
        view.value_edited.connect(self._tools.edit)
        view.values_edited.connect(self._set_all)
        view.gesture_started.connect(session.begin_gesture)
        view.gesture_finished.connect(session.end_gesture)
        view.input_chosen.connect(self._choose_input)
        view.certainty_chosen.connect(self._choose_certainty)
        view.level_entered.connect(self._enter_level)
        view.question_chosen.connect(self._choose_question)

    def _set_all(self, values: dict[str, float]) -> None:
        """The joint way, as one step."""
        labels = ", ".join(catalogue().inputs[key].label for key in values)
        self._tools.session.edit(values, labels)

    def _look(self, asked: SeekAsked) -> None:
        self._asked, self._fault = asked, ""
        self._tools.request()

    def _choose_input(self, key: str) -> None:
        self._look(self._asked._replace(input=key, question=""))

    def _choose_certainty(self, sure: bool) -> None:
        self._look(self._asked._replace(sure=sure))

    def _enter_level(self, text: str) -> None:
        try:
            level = parse(text, "percent", _LEVELS)
        except QuantityError as error:
            self._fault = str(error)
            self._tools.request()
            return
        if not _LEVELS[0] <= level <= _LEVELS[1]:
            self._fault = f"{text.strip()} is not allowed; allowed: 1% to 99% of draws"
            self._tools.request()
            return
        self._look(self._asked._replace(level=level))

    def _choose_question(self, key: str) -> None:
        """A ready question: its goal becomes the project's, its input is sought."""
        found = next(each for each in questions() if each.key == key)
        self._asked = self._asked._replace(input=found.input, question=key, sure=True)
        self._fault = ""
        self._tools.set_goal(found.goal, found.label)
        self._tools.request()


def _sought(asked: _Asked, stop: Stop) -> Seek | ChanceSeek:
    scenario, goal, key, level, uncertainty = asked
    if level is None or uncertainty is None:
        return seek(scenario, key, goal, stop=stop)
    shifts = shifts_of(scenario, uncertainty)
    return seek_probability(
        scenario, key, goal, level, uncertainty, seed=uncertainty.seed, shifts=shifts, stop=stop
    )
