"""Clauses that bind: exclusivity, prices above the market, rights that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.findings.table import thresholds
from engine.contracts.quotes.against import above_market

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.contracts.findings.look import Hits, Look


def exclusivity(look: Look) -> Iterator[Hits]:
    """Contracts that bar the supplier of the plan."""
    planned = _key(look.register.planned_supplier)
    if not planned:
        return
    names = [each.supplier for each in look.contracts]
    another = {name: _key(name) != planned for name in set(names)}
    barred = np.array([another[name] for name in names], dtype=np.bool_)
    bars = (look.columns["exclusivity_pct"] > 0) & look.audit.signed & barred
    yield look.hits("exclusivity", bars, look.audit.exit_cost)


def against_market(look: Look) -> Iterator[Hits]:
    """Contracts above the market; long ones without a right to market prices while it falls."""
    if look.market is None:
        return
    limits = thresholds()
    exposure = above_market(look.audit, look.market, look.stop)
    least = look.audit.remaining_obligation_pv * limits["above_market_least"]
    above = (exposure > least) & look.audit.signed
    yield look.hits("above_market", above, exposure)
    if look.market.decline > 0:
        long = look.audit.months_left >= limits["long_months"]
        bound = above & long & (look.columns["benchmark_clause"] == 0)
        yield look.hits("no_benchmark", bound, np.zeros(len(exposure)), exposure)


def no_assignment(look: Look) -> Iterator[Hits]:
    """Large contracts that may not be handed on."""
    owed = look.audit.remaining_obligation
    large = (owed > 0) & (owed >= look.obligation * thresholds()["large_share"])
    bound = large & (look.columns["assignment_right"] == 0)
    yield look.hits("no_assignment", bound, look.audit.exit_cost)


def _key(name: str) -> str:
    """A supplier's name as it is compared."""
    return " ".join(name.split()).casefold()
