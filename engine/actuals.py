"""Actual months: what revenue, costs and cash turned out to be, beside the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.calendar import YearMonth

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
