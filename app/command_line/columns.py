"""Rows of words and numbers as text, column under column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def columns(rows: Iterable[Sequence[str]], words: Collection[int]) -> list[str]:
    """A line a row, all of the same number of cells.

    The columns at the places `words` are to the left, all others, of numbers, to the right.
    """
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place in words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
