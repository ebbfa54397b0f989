"""Months grouped into months, fiscal quarters or fiscal years, and line items by such periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.calendar import YearMonth
    from engine.formula.values import Array

LENGTHS = {"month": 1, "quarter": 3, "year": 12}  # months in a whole period of each kind


class Period(NamedTuple):
    """Model months `first` to `last`, from 1. `whole` is how many months a whole one has."""

    first: int
    last: int
    name: str  # "Apr 2026", "Q2 2026", "Q1 FY2027", "2026", "FY2027"
    whole: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def partial(self) -> bool:
        """Whether the timeline holds only some of its months."""
        return self.months < self.whole


def periods(
    start: YearMonth, fiscal_start: int, kind: str, months: int = MONTHS
) -> tuple[Period, ...]:
    """Model months 1 to `months` in periods of a kind of `LENGTHS`.

    Month 1 is `start`; fiscal years begin in calendar month `fiscal_start`. The first and
    the last period may be partial.
    """
    whole = LENGTHS[kind]
    gone = (start.month - fiscal_start) % whole  # months of the first period before month 1
    firsts = [1, *range(whole - gone + 1, months + 1, whole)]
    lasts = [*(first - 1 for first in firsts[1:]), months]
    return tuple(
        Period(first, last, _name(start.plus(first - 1), fiscal_start, kind), whole)
        for first, last in zip(firsts, lasts, strict=True)
    )


def _name(month: YearMonth, fiscal_start: int, kind: str) -> str:
    if kind == "month":
        return month.name()
    quarter = month.quarter(fiscal_start)
    return quarter if kind == "quarter" else quarter.split()[1]


def aggregate(rows: Array, kind: str, grouped: Sequence[Period]) -> Array:
    """(..., months) to (..., periods): one line item, or several of the same kind.

    A flow is summed, month after month from the period's first: the bits of adding them one
    by one. A balance is the last month's. A rate does not add up: it too is the last month's,
    and whoever shows it says so. A month without a value (NaN) leaves its sum without one.
    """
    lasts = np.array([each.last - 1 for each in grouped], dtype=np.intp)
    if kind != "flow":
        return rows[..., lasts]
    months = np.array([each.first - 1 for each in grouped], dtype=np.intp)
    sums = rows[..., months]
    for _month in range(1, max(each.months for each in grouped)):
        months += 1
        there = months <= lasts
        sums[..., there] += rows[..., months[there]]
    return sums
