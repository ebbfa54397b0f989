"""What a headline figure may be, and the sum over months that many of them use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Figure = float | bool | list[float] | None
Figures = dict[str, Figure]


def sum_of(last: int, term: Callable[[int], float]) -> float:
    """The sum over months 1..last of `term`, which takes the month's index from 0."""
    result = 0.0
    for t in range(last):
        result += term(t)
    return result
