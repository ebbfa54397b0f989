"""Actual months: what revenue, costs and cash turned out to be, beside the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.calendar import months_between
from engine.extra import NOTHING
from engine.model.catalogue import MONTHS, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.extra import Extra
    from engine.formula.values import Array

# The line items that a company can hold against its books.
KEYS = ("revenue", "compute_cost", "fixed_opex", "cash_balance")
MAX_MONTHS = 120


class Actuals(NamedTuple):
    """Months without a gap from `start`.

    `rows` holds by line item one number a month, in $m; None where the books have none.
    All rows are as long; at most `MAX_MONTHS`.
    """

    start: YearMonth
    rows: Mapping[str, tuple[float | None, ...]]
    source: str = ""  # the name of the file that they came from
    extra: Extra = NOTHING

    def months(self) -> int:
        """How many there are, with figures or without."""
        return max(map(len, self.rows.values()), default=0)

    def last(self) -> YearMonth:
        """The newest month that has a figure; the first month where none has."""
        known = (
            place
            for row in self.rows.values()
            for place, value in enumerate(row)
            if value is not None
        )
        return self.start.plus(max(known, default=0))

    def value(self, key: str, month: YearMonth) -> float | None:
        """A line item in a month, $m; None where the books have none."""
        row = self.rows.get(key, ())
        place = months_between(self.start, month)
        return row[place] if 0 <= place < len(row) else None


class MonthVariance(NamedTuple):
    """One month of a line item against the plan, in $m. Differences are actual less plan.

    `share` is the difference as a share of the plan's size, None where the plan is 0.
    `to_date` is the sum of a flow's differences so far, None for a balance. A month that the
    books don't know has no actual, no difference and no share.
    """

    date: YearMonth
    month: int  # of the plan, from 1
    plan: float
    actual: float | None
    difference: float | None
    share: float | None
    to_date: float | None


class ItemVariance(NamedTuple):
    """A line item's months that both the plan and the books have, in order."""

    key: str
    months: tuple[MonthVariance, ...]


def variance(actuals: Actuals, result: Result) -> tuple[ItemVariance, ...]:
    """The line items of `actuals` against the plan's, by calendar month, in the order of `KEYS`.

    Months before the plan's first or after its 120th are left out.
    """
    return tuple(_item(actuals, result, key) for key in KEYS if key in actuals.rows)


def _item(actuals: Actuals, result: Result, key: str) -> ItemVariance:
    start = result.scenario.start
    offset = months_between(start, actuals.start)
    to_date = 0.0 if catalogue().line_items[key].kind == "flow" else None
    found = []
    for place, actual in enumerate(actuals.rows[key]):
        month = offset + place + 1
        if not 1 <= month <= MONTHS:
            continue
        plan = result.at(key, month)
        difference = None if actual is None else actual - plan
        share = None if difference is None or plan == 0 else difference / abs(plan)
        if to_date is not None:
            to_date += difference or 0.0
        date = actuals.start.plus(place)
        found.append(MonthVariance(date, month, plan, actual, difference, share, to_date))
    return ItemVariance(key, tuple(found))


def actual_row(actuals: Actuals, key: str, scenario_start: YearMonth) -> Array:
    """(120,), $m: the actuals of a line item on a plan's timeline, NaN where there are none."""
    row = np.full(MONTHS, np.nan)
    offset = months_between(scenario_start, actuals.start)
    for place, actual in enumerate(actuals.rows.get(key, ()), start=offset):
        if actual is not None and 0 <= place < MONTHS:
            row[place] = actual
    return row
