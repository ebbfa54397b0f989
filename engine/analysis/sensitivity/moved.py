"""One number under moves of single inputs, all of them as one batch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.openings import opening_values
from engine.analysis.reach import inputs_behind
from engine.analysis.readings import SubjectError, reading_of
from engine.evaluate import evaluate_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.analysis.ranges import Range
    from engine.analysis.readings import Reading, Subject
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

# Differences this small a share of the number are the last places of sums in which an input
# cancels out: fees paid before the months that are still owed.
_ROUNDING = 1e-9


class Move(NamedTuple):
    """One input set to a value, in its unit; everything else as it stands."""

    key: str
    value: float


class Reached(NamedTuple):
    """How a number is read, the ranges of the inputs behind it, and the keys of the others."""

    reading: Reading
    ranges: Mapping[str, Range]
    beyond: tuple[str, ...]


def reading_for(scenario: Scenario, subject: Subject) -> Reading:
    """Raises `SubjectError` where the subject is no figure or formula of the model."""
    if subject.key in scenario.model.inputs:
        raise SubjectError(f"{subject.key!r} is an input; choose a headline figure or a line item")
    return reading_of(subject, scenario.model)


def inputs_reaching(scenario: Scenario, subject: Subject) -> frozenset[str]:
    """The inputs that the number rests on. Raises `SubjectError`."""
    return inputs_behind(reading_for(scenario, subject).needs, scenario.shape)


def reached(scenario: Scenario, subject: Subject, ranges: Mapping[str, Range]) -> Reached:
    """Raises `SubjectError`."""
    behind = inputs_reaching(scenario, subject)
    return Reached(
        reading_for(scenario, subject),
        {key: each for key, each in ranges.items() if key in behind},
        tuple(key for key in ranges if key not in behind),
    )


def numbers(
    scenario: Scenario,
    reading: Reading,
    moves: Sequence[Move],
    stop: Callable[[], None] | None = None,
) -> tuple[float | None, ...]:
    """The number as it stands, then after each move alone; None where it does not exist.

    Every one has the bits of the moved scenario evaluated by itself.
    """
    columns: dict[str, Value] = {**scenario.values}
    for place, move in enumerate(moves, start=1):
        column = columns[move.key]
        if not isinstance(column, np.ndarray):
            column = columns[move.key] = np.full(len(moves) + 1, column)
        column[place] = move.value
    read = read_draws(scenario, reading, columns, stop)
    return tuple(map(existing, np.broadcast_to(read, len(moves) + 1).tolist()))


def read_draws(
    scenario: Scenario,
    reading: Reading,
    columns: Mapping[str, Value],
    stop: Callable[[], None] | None = None,
) -> Array:
    """(draws,) or what widens to it: the number in each draw of the inputs, NaN for none."""
    if reading.opening is not None:
        found = opening_values(columns, reading.value_key, reading.opening, scenario)
    else:
        found = evaluate_draws(columns, reading.needs, scenario, stop=stop)
    return reading.read(found)


def existing(number: float) -> float | None:
    return number if math.isfinite(number) else None


def spread(values: Sequence[float | None]) -> float:
    """From the least to the greatest of those that exist; 0 where they differ by rounding."""
    there = [value for value in values if value is not None]
    if not there:
        return 0.0
    width = max(there) - min(there)
    return 0.0 if width <= _ROUNDING * max(map(abs, there)) else width
