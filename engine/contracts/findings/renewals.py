"""Renewals: windows that close, traps, fees that nothing caps. At stake is the renewal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.audit.result import RENEWED
from engine.contracts.findings.table import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.contracts.findings.look import Hits, Look, Mask


def notices(look: Look) -> Iterator[Hits]:
    """Notice that is due: soon, or long before the term's end."""
    limits, assumed, fees = thresholds(), _assumed(look), look.renewal_fees
    open_still = look.renews & (look.deadlines > 0)
    days = look.deadlines - look.audit.as_of.toordinal()
    soon = open_still & (days <= limits["notice_horizon"])
    early = look.term_ends - look.deadlines >= limits["early_notice"]
    yield look.hits("notice_assumed", soon & assumed, fees, days=days)
    yield look.hits("notice_window", soon & ~assumed, fees, days=days)
    yield look.hits("trap_early", open_still & ~soon & ~assumed & early, fees, days=days)


def traps(look: Look) -> Iterator[Hits]:
    """Renewals that are owed because their notice has passed."""
    assumed, fees = _assumed(look), look.renewal_fees
    passed = look.renewal_owed & (look.deadlines == 0)
    running = passed & np.array([each == RENEWED for each in look.audit.status], dtype=np.bool_)
    yield look.hits("trap_running", running, look.audit.remaining_obligation)
    yield look.hits("trap_assumed", passed & ~running & assumed, fees)
    yield look.hits("trap_passed", passed & ~running & ~assumed, fees)


def uplifts(look: Look) -> Iterator[Hits]:
    """Renewals still to come whose fee nothing caps."""
    uplift = look.columns["renewal_uplift"]
    ahead = look.renews & (look.audit.months_elapsed < look.columns["term_months"])
    places = look.places(ahead & (uplift >= 0) & (look.columns["benchmark_clause"] == 0))
    # What is stated is compared with none, and none with the worst.
    other = np.where(uplift[places] > 0, 0.0, thresholds()["worst_uplift"])
    fees, more = look.renewal_fees, np.zeros(len(look.contracts))
    under = look.renewal_fees_of(places, {"renewal_uplift": other})
    more[places] = np.abs(under - fees[places])
    yield look.hits("uplift_stated", (more > 0) & (uplift > 0), more)
    yield look.hits("uplift_open", (more > 0) & ~(uplift > 0), np.zeros(len(more)), more)


def _assumed(look: Look) -> Mask:
    """(contracts,): no notice is stated, so its day is that of the longest plausible."""
    columns = look.columns
    return np.isnan(columns["notice_months"]) & np.isnan(columns["renewal_notice_days"])
