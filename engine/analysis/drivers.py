"""What drives a number: the inputs that it reacts to most, each moved a little on its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.moves import respond, small_moves
from engine.analysis.reach import inputs_behind
from engine.analysis.readings import reading_of

if TYPE_CHECKING:
    from engine.analysis.moves import Move, Response
    from engine.analysis.readings import Subject
    from engine.scenario import Scenario


class Driver(NamedTuple):
    """One input's move from `before` to `after`, in its unit, and what came of it.

    The move is upwards; downwards where more is not allowed. `relative`: by 1% of itself;
    else by one step of its slider: whole numbers, flags, choices and values of 0. The two are
    not on one footing, so say which it was. `result` is the number after the move, None
    where it does not exist then; `change` is result less value, None where one of the two
    does not exist. Both are in the number's unit.
    """

    key: str
    before: float
    after: float
    relative: bool
    result: float | None
    change: float | None


class Drivers(NamedTuple):
    """A number's `value`, None where it does not exist, and what moves it.

    `moves` are the strongest, strongest first. `reaching` inputs can reach the number at
    all; `moved` of these changed it. A number that goes in steps, such as the first
    profitable quarter, is often changed by none.
    """

    value: float | None
    moves: tuple[Driver, ...]
    reaching: int
    moved: int


def drivers(scenario: Scenario, target: Subject, count: int = 10) -> Drivers:
    """The `count` inputs that a number reacts to most, by the size of the change.

    Those that make it appear or disappear come first; equals are in the model's order. Raises
    `SubjectError` where the target is no number of the scenario's model.
    """
    reading = reading_of(target, scenario.model)
    behind = inputs_behind(reading.needs, scenario.shape)
    moves = small_moves(scenario, behind)
    response = respond(scenario, reading, moves)
    strengths = [_strength(response, place) for place in range(len(moves))]
    effective = [place for place, strength in enumerate(strengths) if strength]
    strongest = sorted(effective, key=lambda place: -strengths[place])[:count]
    found = tuple(_driver(moves[place], response, place) for place in strongest)
    return Drivers(_existing(response.value), found, len(behind), len(effective))


def _strength(response: Response, place: int) -> float:
    if response.appears(place):
        return math.inf
    change = response.changes[place]
    return 0.0 if math.isnan(change) else abs(change)


def _driver(move: Move, response: Response, place: int) -> Driver:
    result, change = response.results[place], response.changes[place]
    return Driver(*move, _existing(result), _existing(change))


def _existing(number: float) -> float | None:
    return None if math.isnan(number) else number
