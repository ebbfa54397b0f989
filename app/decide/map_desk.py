"""The trade-off map and the term swept: which inputs, which figure, and the worker's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from app.choices import figure_choices, input_choices
from app.decide.map_states import map_picture, with_point
from app.decide.sweep_states import sweep_state
from app.slot import Slot
from engine.analysis.term_sweep import TERM, sweep_case, term_sweep
from engine.analysis.tradeoff import map_case, tradeoff, usual_range
from engine.model.catalogue import catalogue
from widgets.decide.map_states import TradeoffState

if TYPE_CHECKING:
    from app.decide.frame import Frame
    from app.tools import Tools
    from app.worker import Stop
    from engine.analysis.goal import Goal
    from engine.analysis.ranges import Range
    from engine.analysis.term_sweep import TermSweep
    from engine.analysis.tradeoff import Tradeoff
    from engine.scenario import Scenario
    from widgets.decide.map_states import MapState


class _MapQuestion(NamedTuple):
    case: Scenario  # without its own values of the two inputs
    x_key: str
    y_key: str
    figure: str
    goal: Goal
    x_range: Range
    y_range: Range
    goal_text: str


class _Map(NamedTuple):
    """The map's values, and all of it that is drawn but the present point."""

    values: Tradeoff
    picture: MapState


class MapDesk:
    """Joins the Trade-off view, the worker and the session."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._keys = (TERM, "monthly_spend")
        self._figure = "exit_cost"
        self._map: Slot[_Map] = Slot(tools.worker, "map", tools.request)
        self._sweep: Slot[TermSweep] = Slot(tools.worker, "sweep", tools.request)
        self._made_of: tuple[object, ...] = ()
        self._state: TradeoffState | None = None

    def state(self, frame: Frame) -> TradeoffState:
        """The view's state; the same one while nothing that it shows has changed."""
        self._ask(frame)
        made_of: tuple[object, ...] = (
            frame.scenario,
            self._keys,
            self._figure,
            frame.goal_text,
            self._map.fresh,
            self._sweep.fresh,
        )
        made_of = (*made_of, self._map.answer, self._sweep.answer)
        if self._state is not None and _identical(made_of, self._made_of):
            return self._state
        self._made_of = made_of
        self._state = self._made(frame)
        return self._state

    def _ask(self, frame: Frame) -> None:
        scenario, (x_key, y_key) = frame.scenario, self._keys
        case = map_case(scenario, x_key, y_key)
        ranges = self._range(frame, x_key, 0), self._range(frame, y_key, 1)
        question = _MapQuestion(
            case, x_key, y_key, self._figure, frame.goal, *ranges, frame.goal_text
        )
        self._map.ask(question, lambda stop: _mapped(question, stop), live=frame.dragging)
        swept, goal = sweep_case(scenario), frame.goal
        about = swept, goal
        if frame.dragging:  # the sweep takes two maps' time: it waits until the hand lets go
            self._sweep.hold(about)
        else:
            self._sweep.ask(about, lambda stop: term_sweep(swept, goal, stop=stop))

    def _range(self, frame: Frame, key: str, axis: int) -> Range:
        """In the hand an axis stands still as far as it reaches: its end may begin the next."""
        asked = self._map.asked
        if frame.dragging and isinstance(asked, _MapQuestion) and asked[1:3] == self._keys:
            held = (asked.x_range, asked.y_range)[axis]
            if held.low <= frame.scenario.values[key] <= held.high:
                return held
        return usual_range(frame.scenario, key)

    def _made(self, frame: Frame) -> TradeoffState:
        swept = self._sweep.answer
        return TradeoffState(
            inputs=input_choices(),
            figures=figure_choices(),
            x_key=self._keys[0],
            y_key=self._keys[1],
            figure=self._figure,
            map=self._map_state(frame),
            sweep=None if swept is None else sweep_state(swept, frame.scenario, frame.goal_text),
            fresh=self._map.fresh,
            sweep_fresh=self._sweep.fresh,
            fault=self._map.fault or self._sweep.fault,
        )

    def _map_state(self, frame: Frame) -> MapState | None:
        """The last map with the point where it is now; None where it is of other axes."""
        found = self._map.answer
        if found is None or (found.values.x_key, found.values.y_key) != self._keys:
            return None
        if found.values.figure != self._figure:
            return None
        return with_point(found.picture, found.values, frame.scenario)

    @property
    def slots(self) -> tuple[Slot[Any], ...]:
        """Its questions to the worker."""
        return (self._map, self._sweep)

    # The view ------------------------------------------------------------------------------

    def connect_view(self, view: object) -> None:
        from widgets.decide.map_view import MapView

        assert isinstance(view, MapView)
        session = self._tools.session
        view.point_moved.connect(self._move)
        view.value_edited.connect(self._tools.edit)
        view.gesture_started.connect(session.begin_gesture)
        view.gesture_finished.connect(session.end_gesture)
        view.axes_chosen.connect(self._choose_axes)
        view.figure_chosen.connect(self._choose_figure)
        view.explain_requested.connect(self._tools.explain)

    def _move(self, x: float, y: float) -> None:
        """Both inputs at once: one move of the hand on the map that is seen."""
        if self._state is None or (self._state.x_key, self._state.y_key) != self._keys:
            return  # it is of other inputs until the next frame
        labels = " and ".join(catalogue().inputs[key].label for key in self._keys)
        self._tools.session.edit(dict(zip(self._keys, (x, y), strict=True)), labels)

    def _choose_axes(self, x_key: str, y_key: str) -> None:
        self._keys = (x_key, y_key)
        self._tools.request()

    def _choose_figure(self, key: str) -> None:
        self._figure = key
        self._tools.request()


def _mapped(question: _MapQuestion, stop: Stop) -> _Map:
    case, x_key, y_key, figure, goal, x_range, y_range, goal_text = question
    values = tradeoff(
        case, x_key, y_key, figure, goal=goal, x_range=x_range, y_range=y_range, stop=stop
    )
    return _Map(values, map_picture(values, goal_text))


def _identical(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """By identity, or by value of words and flags: maps hold arrays."""
    return len(one) == len(other) and all(
        mine is yours or (isinstance(mine, (str, bool, tuple)) and mine == yours)
        for mine, yours in zip(one, other, strict=True)
    )
