"""The last days on which notice still prevents renewals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.dates import dates_of
from engine.contracts.terms import WORST_NOTICE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.contracts.terms import Terms


def next_notices(terms: Terms, as_of: date) -> list[date | None]:
    """Of each contract; None without renewal, and once the day has passed: one is modelled.

    On the day itself notice is still in time. Where neither the days nor the months of notice
    are known, the longest plausible notice counts.
    """
    days = _deadlines(terms)
    open_still = (terms.columns["auto_renew"] > 0) & (days >= as_of.toordinal())
    found: list[date | None] = [None] * len(days)
    places = np.flatnonzero(open_still)
    for place, day in zip(places.tolist(), dates_of(days[places]), strict=True):
        found[place] = day
    return found


def _deadlines(terms: Terms) -> NDArray[np.int64]:
    """(contracts,), ordinals of the days by which notice is due."""
    columns = terms.columns
    term, days = columns["term_months"].astype(np.int64), columns["renewal_notice_days"]
    notice = np.nan_to_num(columns["notice_months"], nan=WORST_NOTICE).astype(np.int64)
    by_days = terms.starts.month_ends(term) - np.nan_to_num(days).astype(np.int64)
    by_months = terms.starts.month_ends(term - notice)
    return np.where(np.isnan(days), by_months, np.maximum(by_days, date.min.toordinal()))
