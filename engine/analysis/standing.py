"""How far a number rests on what is reported and how far on assumptions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.moves import respond, small_moves
from engine.analysis.ranges import plausible_ranges
from engine.analysis.reach import inputs_behind
from engine.analysis.readings import reading_of
from engine.analysis.shapley import summing_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.analysis.moves import Move
    from engine.analysis.ranges import Range
    from engine.analysis.readings import Subject
    from engine.scenario import Scenario

STATUSES = ("reported", "disputed", "undisclosed", "assumption", "choice", "derived")
MEANING = (
    "Of all that the inputs with a plausible range would move this number, each across its "
    "range at today's rate of change, the share that is due to the inputs of each status."
)
_NAMED = 3


class Share(NamedTuple):
    """The part of a number's sensitivity that is due to inputs of one status.

    `share` is of the total, 0 to 1; `inputs` is how many inputs of that status move the
    number; `strongest` are at most three of them, strongest first.
    """

    status: str
    share: float
    inputs: int
    strongest: tuple[str, ...]


def standing(
    scenario: Scenario, target: Subject, ranges: Mapping[str, Range] | None = None
) -> tuple[Share, ...]:
    """What a number rests on, by the status of the inputs: `MEANING` in a sentence.

    `ranges` are the plausible ranges by input; the model's own where none are given.

    An input's weight is |change under a small move| / |size of the move| × the width of its
    plausible range, so that all inputs are on one footing. It is a rate of change today: what
    the inputs do together or far from here is not in it, and an input that switches the
    number on or off has no weight.

    Only inputs with a range count: `without_range` gives the others. In the order of
    `STATUSES`, those without weight left out; the shares sum to 1. Empty where nothing that
    counts moves the number, or where it does not exist. Raises `SubjectError`.
    """
    weights = _weights(scenario, target, plausible_ranges() if ranges is None else ranges)
    total = math.fsum(weights.values())
    if not 0 < total < math.inf:
        return ()
    inputs = scenario.model.inputs
    groups = [[key for key in weights if inputs[key].status == status] for status in STATUSES]
    groups = [sorted(keys, key=lambda key: -weights[key]) for keys in groups]
    parts = [math.fsum(weights[key] for key in keys) / total for keys in groups]
    return tuple(
        Share(status, share, len(keys), tuple(keys[:_NAMED]))
        for status, share, keys in zip(STATUSES, summing_to(1.0, parts), groups, strict=True)
        if keys
    )


def without_range(
    scenario: Scenario, target: Subject, ranges: Mapping[str, Range] | None = None
) -> tuple[str, ...]:
    """The inputs that can reach a number and don't count, in the model's order."""
    reading = reading_of(target, scenario.model)
    behind = inputs_behind(reading.needs, scenario.shape)
    known = plausible_ranges() if ranges is None else ranges
    return tuple(key for key in scenario.model.inputs if key in behind and key not in known)


def _weights(scenario: Scenario, target: Subject, ranges: Mapping[str, Range]) -> dict[str, float]:
    """By input, in the model's order: only those that move the number."""
    reading = reading_of(target, scenario.model)
    behind = inputs_behind(reading.needs, scenario.shape)
    moves = small_moves(scenario, behind & ranges.keys())
    changes = respond(scenario, reading, moves).changes
    found = {
        move.key: _weight(move, change, ranges[move.key])
        for move, change in zip(moves, changes, strict=True)
    }
    return {key: weight for key, weight in found.items() if weight > 0}


def _weight(move: Move, change: float, within: Range) -> float:
    """NaN where the number does not exist before or after the move."""
    return abs(change) / abs(move.after - move.before) * (within.high - within.low)
