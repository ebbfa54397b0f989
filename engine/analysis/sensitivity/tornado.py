"""The tornado: what a number is at the low and at the high end of each input's range."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.sensitivity.moved import Move, numbers, reached, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.analysis.ranges import Range
    from engine.analysis.readings import Subject
    from engine.scenario import Scenario


class Bar(NamedTuple):
    """One input from `low` to `high`, in its unit, everything else as it stands.

    `at_low` and `at_high` are the number there, in its unit; None where it does not exist.
    `width` is from the least to the greatest of these two and the number as it stands, of
    those that exist: what the bar spans where it is drawn from the base. `appears`: the
    number exists in some of the three and not in the others.
    """

    key: str
    now: float  # the input as it stands
    low: float
    high: float
    at_low: float | None
    at_high: float | None
    width: float
    appears: bool


class Tornado(NamedTuple):
    """The number as it stands, None where it does not exist, and a bar an input.

    First the bars where it appears or disappears, then by width; equals in the model's order.
    `beyond` has the keys of the inputs with a range that cannot reach the number.
    """

    base: float | None
    bars: tuple[Bar, ...]
    beyond: tuple[str, ...]


def tornado(
    scenario: Scenario,
    subject: Subject,
    ranges: Mapping[str, Range],
    stop: Callable[[], None] | None = None,
) -> Tornado:
    """Each input with a range moved to both of its ends, in one evaluation.

    `stop` ends the work by raising. Raises `SubjectError`.
    """
    reading, within, beyond = reached(scenario, subject, ranges)
    moves = [Move(key, end) for key, each in within.items() for end in each]
    base, *found = numbers(scenario, reading, moves, stop)
    bars = [
        _bar(scenario, key, each, base, found[2 * place : 2 * place + 2])
        for place, (key, each) in enumerate(within.items())
    ]
    bars.sort(key=lambda bar: (not bar.appears, -bar.width))
    return Tornado(base, tuple(bars), beyond)


def _bar(
    scenario: Scenario, key: str, ends: Range, base: float | None, found: Sequence[float | None]
) -> Bar:
    at_low, at_high = found
    three = (base, at_low, at_high)
    appears = len({value is None for value in three}) == 2
    now = scenario.values[key]
    return Bar(key, now, ends.low, ends.high, at_low, at_high, spread(three), appears)
