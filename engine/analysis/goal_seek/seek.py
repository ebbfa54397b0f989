"""Goal seek: the values of one input at which a goal holds, everything else as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.analysis.goal import comparable, holds
from engine.analysis.goal_seek.points import SeekError, line_of
from engine.analysis.goal_seek.search import FULL, find
from engine.analysis.ranges import Range
from engine.analysis.readings import reading_of
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.search import Edge, Effort
    from engine.formula.values import Array, Value
    from engine.model.catalogue import Input
    from engine.scenario import Scenario

Kind = Literal["values", "always", "never"]
COARSE = "The goal begins and ceases to hold too often for every such value to be found."


class Crossing(NamedTuple):
    """A value at which the goal begins or ceases to hold. In the input's unit.

    It holds at `value`, and on from there in the direction of `side`: `<=` for lower values,
    `>=` for higher ones. At `beyond`, the next value on the other side, it doesn't.
    """

    value: float
    beyond: float
    side: Literal["<=", ">="]


class Stretch(NamedTuple):
    """The goal holds from `low` to `high`, both included."""

    low: float
    high: float


class Seek(NamedTuple):
    """What goal seek finds for the input `key`, looked for `within` these values.

    `kind`: the goal holds at some values, always or never within them. `crossings` rise;
    `nearest` is the one nearest to today's value, None where there is none. `x` (points,) are
    values of the input, rising, `y` (points,) the figure there, NaN where it does not exist.
    `figure_today` is the figure as the scenario stands, NaN where there is none. `notices`:
    what the user should know about some of the values.
    """

    key: str
    goal: Goal
    within: Range
    kind: Kind
    crossings: tuple[Crossing, ...]
    stretches: tuple[Stretch, ...]
    nearest: Crossing | None
    today: float
    figure_today: float
    holds_today: bool
    x: Array
    y: Array
    notices: tuple[str, ...] = ()


def seek(
    scenario: Scenario,
    key: str,
    goal: Goal,
    within: Range | None = None,
    *,
    effort: Effort = FULL,
    stop: Callable[[], None] | None = None,
) -> Seek:
    """Every value at which the goal begins or ceases to hold, within an input's allowed range.

    `within` narrows the range. Whole numbers and choices are all looked at, so that nothing is
    missed. Any other input is looked at on a grid of values, each crossing then divided to a
    relative 1e-12; `goal_seek.search.find` says which narrow islands may be missed.

    The figure is read in the goal's month, unless it is the decision month that is sought.
    `stop` is asked now and then and ends the work by raising. Raises `SeekError` for an input
    or a range that is not allowed, `SubjectError` for a figure that is no single number.
    """
    item = scenario.model.inputs.get(key)
    if item is None:
        raise SeekError(f"{key!r} is not an input")
    line = line_of(item, within)
    curve = figure_along(scenario, key, goal, stop)
    today = scenario.values[key]
    found = find(
        lambda x: comparable(goal.figure, curve(x)),
        lambda y: holds(goal, y),
        goal.threshold,
        line,
        today,
        effort,
    )
    y = curve_values(goal, found.y)
    place = int(np.searchsorted(found.x, today))
    known = place < len(found.x) and found.x[place] == today
    figure = float(y[place]) if known else float(curve(np.array([today]))[0])
    crossings = tuple(crossing_of(edge) for edge in found.edges)
    stretches = stretches_of(found.edges, Range(line.low, line.high), holds(goal, found.y[:1])[0])
    notices = timeline_notices(scenario, item, found.x)
    if found.coarse:
        notices = (*notices, COARSE)
    return Seek(
        key=key,
        goal=goal,
        within=Range(line.low, line.high),
        kind="values" if crossings else "always" if stretches else "never",
        crossings=crossings,
        stretches=stretches,
        nearest=nearest_to(crossings, today),
        today=today,
        figure_today=figure,
        holds_today=bool(holds(goal, np.array([figure]))[0]),
        x=found.x,
        y=y,
        notices=notices,
    )


def figure_along(
    scenario: Scenario, key: str, goal: Goal, stop: Callable[[], None] | None = None
) -> Callable[[Array], Array]:
    """The goal's figure as a function of one input: (points,) to (points,), NaN: no figure."""
    read = figure_reader(scenario, goal, read_as_sought=key == "decision_month", stop=stop)
    return lambda x: read({key: x}, len(x))


def figure_reader(
    scenario: Scenario,
    goal: Goal,
    *,
    read_as_sought: bool = False,
    stop: Callable[[], None] | None = None,
) -> Callable[[Mapping[str, Value], int], Array]:
    """The goal's figure for many values of some inputs: by key, with how many draws they are.

    The others are the scenario's. The figure is read in the goal's month, unless the decision
    month is among what varies: `read_as_sought`.
    """
    case = scenario if read_as_sought else goal.read_in(scenario)
    reading = reading_of(Subject(goal.figure), case.model)

    def read(changes: Mapping[str, Value], draws: int) -> Array:
        inputs: dict[str, Value] = {**case.values, **changes}
        values = evaluate_draws(inputs, reading.needs, case, stop=stop)
        return np.broadcast_to(reading.read(values), (draws,)).astype(np.float64)

    return read


def curve_values(goal: Goal, compared: Array) -> Array:
    """The figure's values out of what was compared: never is no value."""
    is_when = bool(np.isinf(comparable(goal.figure, np.array([np.nan])))[0])
    return np.where(np.isinf(compared), np.nan, compared) if is_when else compared


def timeline_notices(
    scenario: Scenario, item: Input, values: Sequence[float] | Array
) -> tuple[str, ...]:
    """At which of an input's values a contract ends beyond the timeline."""
    low, high = float(values[0]), float(values[-1])
    at_ends = {end: scenario.with_values({item.key: end}).notices() for end in (low, high)}
    if at_ends[low] == at_ends[high]:
        return at_ends[low]
    # The month in which a contract ends only rises with any one input.
    late = [float(x) for x in values if scenario.with_values({item.key: float(x)}).notices()]
    if not late:
        return ()
    return (
        f"{item.label} of {min(late):g} or more: the contract ends after the model's last month "
        f"and is computed on the {MONTHS} months that fit.",
    )


def crossing_of(edge: Edge) -> Crossing:
    """An edge as a crossing."""
    return Crossing(edge.inside, edge.outside, ">=" if edge.upwards else "<=")


def nearest_to(crossings: Sequence[Crossing], today: float) -> Crossing | None:
    """The crossing nearest to today's value."""
    return min(crossings, key=lambda each: abs(each.value - today), default=None)


def stretches_of(
    edges: Sequence[Edge], ends: Range, begins: np.bool_ | bool
) -> tuple[Stretch, ...]:
    """Where the goal holds, from the edges in their order."""
    found = []
    low = ends.low if begins else None
    for edge in edges:
        if edge.upwards:
            low = edge.inside
        elif low is not None:
            found.append(Stretch(low, edge.inside))
            low = None
    if low is not None:
        found.append(Stretch(low, ends.high))
    return tuple(found)
