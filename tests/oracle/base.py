"""What the oracle's formulas are written with: months, rows and the four look-ups.

A row is a list of 120 floats, one a month; index 0 is month 1. `Values` are inputs, or inputs
and scalars together, by key.
"""

from __future__ import annotations

import math

Values = dict[str, float]
Row = list[float]
Rows = dict[str, Row]

MONTHS = 120
INDICES = range(MONTHS)


def new_row() -> Row:
    """A row still to be filled: not-a-number shows up if a formula reads it too early."""
    return [math.nan] * MONTHS


def prev(row: Row, t: int, opening: float) -> float:
    """The value a month before index `t`; before month 1 it is `opening`."""
    return row[t - 1] if t > 0 else opening


def cumsum(row: Row, t: int) -> float:
    """The sum from month 1 to index `t`, added in month order."""
    result = 0.0
    for value in row[: t + 1]:
        result += value
    return result


def total(row: Row) -> float:
    """The sum over all 120 months."""
    return cumsum(row, MONTHS - 1)


def at(row: Row, month: float) -> float:
    """The value in model month `month`, rounded to whole and clamped to 1..120."""
    whole = math.floor(month + 0.5)
    return row[max(1, min(MONTHS, whole)) - 1]
