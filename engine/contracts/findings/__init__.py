"""What an audit finds, ranked by the money at stake.

Every rule looks at the whole register at once, column by column; what a finding says stands in `cases.tsv`, from
where on there is one and how severe it is in `thresholds.tsv`.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from engine.contracts.finding import SEVERITIES, Finding
from engine.contracts.findings import clauses, consistency, exits, renewals, whole
from engine.contracts.findings.look import Look
from engine.contracts.findings.rank import ranked
from engine.contracts.findings.table import Case, cases, kinds, thresholds
from engine.contracts.findings.words import filled, ids
from engine.contracts.quotes.market import MarketFit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.contracts.audit import Audit
    from engine.contracts.findings.look import Hits, Places
    from engine.contracts.quotes.market import NoFit
    from engine.contracts.register import Register

__all__ = ["Case", "cases", "findings", "kinds", "thresholds"]

_RULES: tuple[Callable[[Look], Iterator[Hits]], ...] = (
    renewals.notices,
    renewals.traps,
    renewals.uplifts,
    exits.fees_above_remaining,
    exits.missing_clauses,
    clauses.exclusivity,
    clauses.against_market,
    clauses.no_assignment,
    consistency.inconsistent_terms,
    consistency.inconsistent_dates,
    consistency.expired,
    whole.concentration,
    whole.exclusive_spend,
)
_BATCH = 2_000  # findings between two questions whether to stop


def findings(
    register: Register,
    audit: Audit,
    *,
    market: MarketFit | NoFit | None = None,
    stop: Callable[[], None] | None = None,
) -> tuple[Finding, ...]:
    """All findings about an audit of the register, the most money at stake first.

    Amounts are $m, finite and at least 0; where they differ they are a range, and its upper
    end is what counts. Without a `market` prices are not looked at. `stop` is asked every few
    milliseconds and ends the work by raising.
    """
    if not register.contracts:
        return ()
    look = Look(register, audit, market if isinstance(market, MarketFit) else None, stop)
    hits = [each for rule in _RULES for each in rule(look) if len(each.places)]
    if not hits:
        return ()
    severities, order = ranked(look, hits)
    every: list[Finding] = []
    for each in hits:
        for first in range(0, len(each.places), _BATCH):
            piece = slice(first, first + _BATCH)
            every += _worded(look, each.taken(piece), severities[len(every) :])
    if stop is not None:
        stop()
    return tuple(map(every.__getitem__, order.tolist()))


def _worded(look: Look, hits: Hits, severities: Places) -> Iterator[Finding]:
    """`severities` are of these hits and of others after them."""
    if look.stop is not None:
        look.stop()
    case, count = cases()[hits.case], len(hits.places)
    return map(
        Finding,
        map(SEVERITIES.__getitem__, severities[:count].tolist()),
        ids(hits, look),
        repeat(case.kind),
        hits.low.tolist(),
        hits.high.tolist(),
        filled(case.message, hits, look),
        filled(case.action, hits, look),
    )
