"""Terms and dates that contradict each other, and contracts that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.dates import months_later
from engine.contracts.findings.table import thresholds
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from engine.contracts.findings.look import Hits, Look
    from engine.formula.values import Array

    Columns = Mapping[str, Array]
    Check = Callable[[Columns], NDArray[np.bool_]]

# Case by what is wrong; a blank term is NaN, which no comparison holds for.
_CHECKS: Mapping[str, Check] = {
    "lockin_beyond_term": lambda of: of["lockin_months"] > of["term_months"],
    "notice_beyond_term": lambda of: of["notice_months"] > of["term_months"],
    "ramp_beyond_term": lambda of: (
        (of["ramp_months"] > of["term_months"]) & (of["ramp_first_pct"] < 1)
    ),
    "ramp_without_share": lambda of: (of["ramp_months"] > 0) & np.isnan(of["ramp_first_pct"]),
    "renews_without_months": lambda of: (of["auto_renew"] > 0) & (of["renewal_months"] == 0),
    "months_without_renewal": lambda of: (of["auto_renew"] == 0) & (of["renewal_months"] > 0),
    "decline_without_fee": lambda of: (
        (of["termination_fee_decline"] > 0) & ~(of["termination_fee_pct"] > 0)
    ),
    "clawback_without_discount": lambda of: (of["clawback_pct"] > 0) & (of["list_discount"] == 0),
    "refund_without_deposit": lambda of: (of["prepay_refund_pct"] > 0) & (of["prepay_pct"] == 0),
    "floor_above_fee": lambda of: (
        of["termination_fee_floor"] > np.nan_to_num(of["termination_fee_pct"])
    ),
}


def inconsistent_terms(look: Look) -> Iterator[Hits]:
    """Terms that can't be meant together. No money is named: which term is wrong isn't known."""
    for case, check in _CHECKS.items():
        yield look.hits(case, check(look.columns) & look.audit.signed)
    bare = np.array([not each.capacity_unit for each in look.contracts], dtype=np.bool_)
    known = ~np.isnan(look.columns["capacity"])
    yield look.hits("capacity_without_unit", known & bare & look.audit.signed)


def inconsistent_dates(look: Look) -> Iterator[Hits]:
    """Dates that are likely slips, or beyond what is computed."""
    yield from _notice_days(look)
    yield from _starts(look)
    yield from _ends(look)


def _notice_days(look: Look) -> Iterator[Hits]:
    beyond = look.columns["renewal_notice_days"] > look.term_ends - look.starts + 1
    renews = look.columns["auto_renew"] > 0
    yield look.hits("notice_days_beyond_term", beyond & renews & look.audit.signed)


def _starts(look: Look) -> Iterator[Hits]:
    limits, as_of = thresholds(), look.audit.as_of
    first = months_later(as_of, -12 * int(limits["far_past"])).toordinal()
    last = months_later(as_of, 12 * int(limits["far_future"])).toordinal()
    yield look.hits("start_far_past", look.starts < first)
    yield look.hits("start_far_future", look.starts > last)


def _ends(look: Look) -> Iterator[Hits]:
    columns, audit = look.columns, look.audit
    renewal = np.where(columns["auto_renew"] > 0, columns["renewal_months"], 0.0)
    longer = columns["term_months"] + renewal > MONTHS
    beyond = audit.beyond_timeline & audit.signed
    yield look.hits("life_beyond_timeline", beyond & longer)
    yield look.hits("life_until_start", beyond & ~longer)
    # Only what has yet to start can end so late.
    last = months_later(audit.as_of, MONTHS).toordinal()
    late = (audit.months_elapsed == 0) & (look.committed_ends > last)
    yield look.hits("end_beyond_timeline", late & audit.signed)


def expired(look: Look) -> Iterator[Hits]:
    """Contracts that are over and still listed."""
    over, renews = ~look.audit.signed, look.columns["auto_renew"] > 0
    renewed = look.audit.committed_end > look.columns["term_months"]
    yield look.hits("expired", over & ~renews)
    yield look.hits("expired_renewed", over & renews & renewed)
    yield look.hits("expired_renewing", over & renews & ~renewed)
