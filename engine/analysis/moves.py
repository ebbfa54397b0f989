"""Small moves of single inputs, and what each does to one number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.openings import opening_values
from engine.evaluate import evaluate_batch
from engine.scenario import InputError, check_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engine.analysis.readings import Reading
    from engine.formula.values import Value
    from engine.model.catalogue import Input
    from engine.scenario import Scenario

# A change this small a share of the number, or of the largest change, is the last places of
# sums in which the input cancels out: fees paid before the months that are still owed.
_ROUNDING = 1e-9


class Move(NamedTuple):
    """One input from `before` to `after`, in its unit.

    `relative`: by 1% of itself; else by one step of its slider.
    """

    key: str
    before: float
    after: float
    relative: bool


class Response(NamedTuple):
    """What a number does under some moves, each alone; NaN where it does not exist.

    `changes` are results less the value; 0 where they differ by rounding only, NaN where one
    of the two does not exist.
    """

    value: float
    results: tuple[float, ...]
    changes: tuple[float, ...]

    def appears(self, place: int) -> bool:
        """Whether a move makes the number exist or cease to."""
        return math.isnan(self.results[place]) != math.isnan(self.value)


def small_moves(scenario: Scenario, keys: Collection[str]) -> tuple[Move, ...]:
    """The small moves of some inputs, in the model's order."""
    inputs = scenario.model.inputs
    found = (_small_move(inputs[key], scenario.values[key]) for key in inputs if key in keys)
    return tuple(move for move in found if move)


def respond(scenario: Scenario, reading: Reading, moves: tuple[Move, ...]) -> Response:
    """The number as it is and after each move, all in one evaluation.

    Every result has the bits of the moved scenario evaluated alone.
    """
    # The first draw is the scenario as it stands, every other one has one input moved.
    columns: dict[str, Value] = {**scenario.values}
    for place, move in enumerate(moves, start=1):
        column = np.full(len(moves) + 1, move.before)
        column[place] = move.after
        columns[move.key] = column
    values = {**columns, **_evaluated(columns, reading, scenario)}
    value, *results = np.broadcast_to(reading.read(values), len(moves) + 1).tolist()
    return Response(value, tuple(results), _changes(value, results))


def _evaluated(
    columns: Mapping[str, Value], reading: Reading, scenario: Scenario
) -> dict[str, Value]:
    if reading.opening is not None:
        return opening_values(columns, reading.value_key, reading.opening, scenario)
    return evaluate_batch(columns, reading.needs, scenario)


def _small_move(item: Input, value: float) -> Move | None:
    """Up by 1% or, in whole numbers, choices and at 0, by a step; down where up isn't allowed."""
    sizes = [] if item.whole else [(abs(value) / 100, True)]
    for size, relative in (*sizes, (item.step, False)):
        for after in (value + size, value - size):
            if after != value and _allowed(item, after):
                return Move(item.key, value, after, relative)
    return None


def _allowed(item: Input, value: float) -> bool:
    try:
        check_number(item, value)
    except InputError:
        return False
    return True


def _changes(value: float, results: list[float]) -> tuple[float, ...]:
    changes = [result - value for result in results]
    sizes = [abs(size) for size in (value, *changes) if math.isfinite(size)]
    least = _ROUNDING * max(sizes, default=0.0)
    return tuple(0.0 if abs(change) <= least else change for change in changes)
