"""Goal seek under uncertainty: where the probability that a goal holds reaches a level."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.goal import holds
from engine.analysis.goal_seek.points import SeekError, line_of
from engine.analysis.goal_seek.search import Effort, find
from engine.analysis.goal_seek.seek import (
    crossing_of,
    figure_reader,
    nearest_to,
    stretches_of,
    timeline_notices,
)
from engine.analysis.ranges import Range
from engine.analysis.reach import inputs_behind
from engine.analysis.readings import reading_of
from engine.explanation.subjects import Subject
from engine.uncertainty.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.seek import Crossing, Kind, Stretch
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty

DRAWS = 1_000
POINTS = 41
_CLOSE = 1e-6  # of its size: how exactly a value is found; the sampling error is far larger
_SURE = 1.96  # standard errors to each side: 95%
_ROUGHLY = 20  # points that it takes to make crossings exact


class ChanceSeek(NamedTuple):
    """At which values of the input `key` the probability of the goal is at least `level`.

    As `engine.analysis.goal_seek.seek.Seek`, of a probability instead of a figure: `x`
    (points,) values of the input, `chances` (points,) the share of `draws` in which the goal
    holds there. `error`: how far the share may be off at the level, by the luck of the draws
    (95%).
    """

    key: str
    goal: Goal
    level: float
    within: Range
    kind: Kind
    crossings: tuple[Crossing, ...]
    stretches: tuple[Stretch, ...]
    nearest: Crossing | None
    today: float
    chance_today: float
    reached_today: bool
    x: Array
    chances: Array
    draws: int
    seed: int
    error: float
    notices: tuple[str, ...] = ()


def seek_probability(
    scenario: Scenario,
    key: str,
    goal: Goal,
    level: float,
    uncertainty: Uncertainty,
    draws: int = DRAWS,
    seed: int | None = None,
    shifts: Mapping[str, float] | None = None,
    within: Range | None = None,
    *,
    points: int = POINTS,
    stop: Callable[[], None] | None = None,
    progress: Callable[[float], None] | None = None,
) -> ChanceSeek:
    """Where the probability that a goal holds reaches `level` (0 to 1), over an input's range.

    The same draws are made at every value, so that the curve does not jitter. An input that is
    itself uncertain is held at the value instead of drawn, the others are drawn as they are.
    `seed`: the uncertainty's own where None. Looked at are `points` values, whole numbers all
    where there are no more; each crossing between two of them is divided to a relative 1e-6. A
    rise and fall of the curve between two of them is missed. `progress` is told the share that
    is done, `stop` is asked now and then and ends the work by raising. Raises `SeekError`.
    """
    item = scenario.model.inputs.get(key)
    if item is None:
        raise SeekError(f"{key!r} is not an input")
    if not 0 < level <= 1:
        raise SeekError(f"a probability of {level:g} is not allowed; allowed: above 0 to 1")
    used = uncertainty.seed if seed is None else seed
    line = line_of(item, within)._replace(close=_CLOSE)
    drawn = _samples(scenario, key, goal, sample(uncertainty, draws, used, shifts or {}, stop))
    chance = _chance(scenario, key, goal, drawn, draws, _Steps(points, progress), stop)
    today = scenario.values[key]
    found = find(
        chance, lambda y: y >= level, level, line, today, Effort(grid=points, looks=0, parts=1)
    )
    place = int(np.searchsorted(found.x, today))
    known = place < len(found.x) and found.x[place] == today
    now = float(found.y[place]) if known else float(chance(np.array([today]))[0])
    crossings = tuple(crossing_of(edge) for edge in found.edges)
    ends = Range(line.low, line.high)
    stretches = stretches_of(found.edges, ends, bool(found.y[0] >= level))
    if progress is not None:
        progress(1.0)
    return ChanceSeek(
        key=key,
        goal=goal,
        level=level,
        within=ends,
        kind="values" if crossings else "always" if stretches else "never",
        crossings=crossings,
        stretches=stretches,
        nearest=nearest_to(crossings, today),
        today=today,
        chance_today=now,
        reached_today=now >= level,
        x=found.x,
        chances=found.y,
        draws=draws,
        seed=used,
        error=_SURE * math.sqrt(level * (1 - level) / draws),
        notices=timeline_notices(scenario, item, found.x),
    )


class _Steps:
    """Tells how far the work is: by the points that it takes, as far as that is known."""

    def __init__(self, points: int, progress: Callable[[float], None] | None) -> None:
        self._all = points + _ROUGHLY
        self._done = 0
        self._progress = progress

    def step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(min(self._done / self._all, 0.99))


def _samples(
    scenario: Scenario, key: str, goal: Goal, drawn: Mapping[str, Array]
) -> dict[str, Value]:
    """The draws of what can reach the figure, but for what is sought."""
    reading = reading_of(Subject(goal.figure), scenario.model)
    behind = inputs_behind(reading.needs, scenario.shape)
    return {each: values for each, values in drawn.items() if each in behind and each != key}


def _chance(
    scenario: Scenario,
    key: str,
    goal: Goal,
    drawn: Mapping[str, Value],
    draws: int,
    steps: _Steps,
    stop: Callable[[], None] | None,
) -> Callable[[Array], Array]:
    """The share of draws in which the goal holds, as a function of the input: (points,)."""
    read = figure_reader(scenario, goal, read_as_sought=key == "decision_month", stop=stop)

    def at(value: float) -> float:
        figures = read({**drawn, key: value}, draws)
        steps.step()
        return float(np.count_nonzero(holds(goal, figures)) / draws)

    return lambda x: np.array([at(value) for value in x.tolist()])
