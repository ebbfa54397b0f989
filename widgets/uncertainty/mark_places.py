"""Where the texts of marks stand above a plot: none on another, none across another's line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 6.0  # px between two texts of a row, and from a text to a line beside it
_SIDES = (0.5, 0.0, 1.0)  # the share of a text that is left of its line


class Wanted(NamedTuple):
    """A line at `x`, px, and how wide its text is."""

    x: float
    width: float


class Stood(NamedTuple):
    """A text's left end, px, and its row, 0 being the lowest."""

    left: float
    row: int


def stand(wanted: Sequence[Wanted], rows: int, low: float, high: float) -> tuple[Stood | None, ...]:
    """A place for each text from `low` to `high`, px, in as few rows as will do.

    A line reaches up to its text. Where not all find a place, the last ones go without.
    """
    for count in range(len(wanted), 0, -1):
        found = _search(wanted[:count], (), rows, low, high)
        if found is not None:
            return (*found, *(None,) * (len(wanted) - count))
    return (None,) * len(wanted)


_Placed = tuple[tuple[Wanted, Stood], ...]


def _search(
    left: Sequence[Wanted], placed: _Placed, rows: int, low: float, high: float
) -> tuple[Stood, ...] | None:
    """The first way in which all that are left find a place beside those that have one."""
    if not left:
        return tuple(stood for _, stood in placed)
    one = left[0]
    for row in range(rows):
        for side in _SIDES:
            beside = GAP * (1.0 - 2.0 * side)
            start = one.x - one.width * side + beside
            start = max(low, min(start, high - one.width))
            tried = (one, Stood(start, row))
            if all(_apart(tried, other) and _apart(other, tried) for other in placed):
                found = _search(left[1:], (*placed, tried), rows, low, high)
                if found is not None:
                    return found
    return None


def _apart(one: tuple[Wanted, Stood], other: tuple[Wanted, Stood]) -> bool:
    """Whether the text of one keeps off the other's text and off its line below that."""
    (wanted, stood), (line, text) = one, other
    first, last = stood.left - GAP, stood.left + wanted.width + GAP
    if stood.row == text.row and first < text.left + line.width and text.left < last:
        return False
    return not (stood.row < text.row and first < line.x + GAP and line.x - GAP < last)
