"""What the Ledger page shows, as frozen values. Rows are numbers; texts are made as they are seen.

States hold arrays: they are compared by identity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class LedgerLine(NamedTuple):
    """One line item, but for its numbers."""

    key: str
    label: str
    unit: str  # as people read it: "$m", "% of revenue", "yes / no"
    section: str
    kind: str  # flow, balance or rate
    style: str  # how its numbers are written: see `units.tsv`; "points" are shares without a %
    meaning: str = ""


class PeriodHead(NamedTuple):
    """One column: model months `first` to `last`, from 1."""

    first: int
    last: int
    name: str  # "Apr 2026", "Q2 2026", "FY2027"
    detail: str  # "month 4", "months 4 to 6", "2 of 3 months"
    partial: bool = False
    new_year: bool = False  # a fiscal year begins with it


class LedgerState(NamedTuple):
    """Line items by period. Flows are sums; balances and rates are the last month's.

    `lines` stand in the order of the sections. NaN is no value.
    """

    period: str  # "month", "quarter" or "year"
    whole: bool  # all months of the timeline, not only those to the horizon
    lines: tuple[LedgerLine, ...]
    heads: tuple[PeriodHead, ...]
    values: NDArray[np.float64]  # (lines, periods), in the lines' units
    months: NDArray[np.float64]  # (lines, months shown): the small curves
    places: tuple[int, ...]  # decimals of each line
    horizon: int  # months; later ones are muted
    decision: int  # a month; its column is marked
