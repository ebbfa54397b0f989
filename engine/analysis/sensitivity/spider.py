"""The spider: a number along each input's range, every input on the same footing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.sensitivity.moved import Move, numbers, reached, spread
from engine.uncertainty.held import held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.analysis.ranges import Range
    from engine.analysis.readings import Subject
    from engine.scenario import Scenario

POINTS = 21  # along a range


class Leg(NamedTuple):
    """One input along its range, from the lowest value to the highest.

    `moves` says how far each of `values`, in the input's unit, is from where it stands, as a
    share of the range: 0 is as it stands. The range is widened to where the input stands, so
    that every leg passes through 0 and none is longer than 1. `results` are the number
    there, None where it does not exist; `width` is from the least to the greatest of them.
    """

    key: str
    values: tuple[float, ...]
    moves: tuple[float, ...]
    results: tuple[float | None, ...]
    width: float
    appears: bool  # it exists at some and does not at others


class Spider(NamedTuple):
    """The number as it stands, None where it does not exist, and a leg an input.

    In the order of a tornado's bars. `beyond` has the inputs that cannot reach the number.
    """

    base: float | None
    legs: tuple[Leg, ...]
    beyond: tuple[str, ...]


def spider(
    scenario: Scenario,
    subject: Subject,
    ranges: Mapping[str, Range],
    points: int = POINTS,
    stop: Callable[[], None] | None = None,
) -> Spider:
    """`points` along each range and the value as it stands, in one evaluation.

    Inputs in whole numbers have fewer where fewer lie in the range. Raises `SubjectError`.
    """
    reading, within, beyond = reached(scenario, subject, ranges)
    grids = {key: _grid(key, each, scenario.values[key], points) for key, each in within.items()}
    moves = [Move(key, value) for key, values in grids.items() for value in values]
    base, *found = numbers(scenario, reading, moves, stop)
    legs, first = [], 0
    for key, values in grids.items():
        results = tuple(found[first : first + len(values)])
        first += len(values)
        legs.append(_leg(key, values, scenario.values[key], results))
    legs.sort(key=lambda leg: (not leg.appears, -leg.width))
    return Spider(base, tuple(legs), beyond)


def _grid(key: str, ends: Range, now: float, points: int) -> tuple[float, ...]:
    """Values that the input takes, evenly along its range, with both ends and where it stands."""
    even = held(key, np.linspace(ends.low, ends.high, points))
    # Twelve digits: 0.085, not 0.08499999999999999.
    inside = [float(f"{min(max(value, ends.low), ends.high):.12g}") for value in even.tolist()]
    return tuple(sorted({*inside, *ends, now}))


def _leg(key: str, values: tuple[float, ...], now: float, results: tuple[float | None, ...]) -> Leg:
    width = (values[-1] - values[0]) or 1.0
    moves = tuple((value - now) / width for value in values)
    missing = sum(result is None for result in results)
    return Leg(key, values, moves, results, spread(results), 0 < missing < len(results))
