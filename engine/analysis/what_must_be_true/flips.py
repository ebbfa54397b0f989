"""For each driver alone: the nearest value at which the answer to a goal flips."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.goal_seek.search import Effort
from engine.analysis.goal_seek.seek import seek
from engine.analysis.ranges import Range, plausible_ranges
from engine.analysis.reach import inputs_behind
from engine.analysis.readings import reading_of
from engine.explanation.subjects import Subject
from engine.quantity import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.seek import Seek
    from engine.scenario import Scenario

HEADLINE_THREE = ("term_months", "monthly_spend", "revenue_growth")
_EFFORT = Effort(grid=161, looks=2)


class Flip(NamedTuple):
    """One driver, everything else as it is. Values are in the input's unit.

    `threshold`: the nearest value at which the answer is the other one, anywhere in what the
    input may be; None where there is none. `change` is from today's value to it, its sign the
    direction. `share` is the size of the change in widths of `within`, the driver's plausible
    range, or all that is allowed where it has none; NaN where there is no threshold, or no
    distance: there is none (`counts`) between the values of a choice, or between none and a month.
    `seek` is the working.
    """

    key: str
    today: float
    threshold: float | None
    change: float
    share: float
    within: Range
    plausible: bool
    counts: bool  # whether there are distances along it
    seek: Seek

    @property
    def outside(self) -> bool:
        """Whether the threshold lies outside of the driver's range."""
        low, high = self.within
        return self.threshold is not None and not low <= self.threshold <= high


def flips(
    scenario: Scenario,
    goal: Goal,
    ranges: Mapping[str, Range] | None = None,
    uncertain: Iterable[str] = (),
    stop: Callable[[], None] | None = None,
) -> tuple[Flip, ...]:
    """Every main driver: the nearest in its own range first, those that never flip it last.

    See `what_must_be_true` for the parameters.
    """
    known = plausible_ranges() if ranges is None else ranges
    keys = driver_keys(scenario, goal, known, uncertain)
    found = [_flip(scenario, key, goal, known.get(key), stop) for key in keys]
    # In the model's order where equal: sorting is stable.
    return tuple(sorted(found, key=_order))


def driver_keys(
    scenario: Scenario, goal: Goal, ranges: Mapping[str, Range], uncertain: Iterable[str] = ()
) -> tuple[str, ...]:
    """The main drivers that can reach the goal's figure, in the model's order.

    They are the inputs with a plausible range, the uncertain ones and the headline three.
    """
    reading = reading_of(Subject(goal.figure), scenario.model)
    behind = inputs_behind(reading.needs, scenario.shape)
    main = {*ranges, *uncertain, *HEADLINE_THREE}
    return tuple(key for key in scenario.model.inputs if key in main and key in behind)


def _flip(
    scenario: Scenario,
    key: str,
    goal: Goal,
    plausible: Range | None,
    stop: Callable[[], None] | None,
) -> Flip:
    found = seek(scenario, key, goal, effort=_EFFORT, stop=stop)
    threshold = _threshold(found)
    item = scenario.model.inputs[key]
    within = plausible or Range(item.minimum, item.maximum)
    change = math.nan if threshold is None else threshold - found.today
    counts = within.high > within.low and scenario.model.style(item.unit) not in WORDS
    share = abs(change) / (within.high - within.low) if counts else math.nan
    return Flip(
        key, found.today, threshold, change, share, within, plausible is not None, counts, found
    )


def _threshold(found: Seek) -> float | None:
    """The nearest value on the other side of a crossing."""
    values = [
        crossing.beyond if found.holds_today else crossing.value for crossing in found.crossings
    ]
    return min(values, key=lambda value: abs(value - found.today), default=None)


def _order(flip: Flip) -> tuple[bool, bool, float]:
    no_share = math.isnan(flip.share)
    return flip.threshold is None, no_share, 0.0 if no_share else flip.share
