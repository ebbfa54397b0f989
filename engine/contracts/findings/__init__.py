"""What an audit finds, ranked by the money at stake.

Every rule looks at the whole register at once, column by column. What a finding says stands in
`cases.tsv`, from where on there is one and how severe it is in `thresholds.tsv`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.contracts.finding import SEVERITIES, Finding
from engine.contracts.findings import clauses, consistency, exits, renewals, whole
from engine.contracts.findings.look import Look
from engine.contracts.findings.rank import ranked
from engine.contracts.findings.ranking import Findings
from engine.contracts.findings.table import Case, cases, kinds, thresholds
from engine.contracts.findings.words import filled, ids
from engine.contracts.quotes.market import MarketFit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.contracts.audit import Audit
    from engine.contracts.findings.look import Hits, Places
    from engine.contracts.quotes.market import NoFit
    from engine.contracts.register import Register

__all__ = ["Case", "Findings", "cases", "findings", "kinds", "thresholds"]

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
) -> Sequence[Finding]:
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
    columns: tuple[list[object], ...] = tuple([] for _ in Finding._fields)
    for each in hits:
        for first in range(0, len(each.places), _BATCH):
            piece = each.taken(slice(first, first + _BATCH))
            done = len(columns[0])
            found = _worded(look, piece, severities[done : done + len(piece.places)])
            for column, values in zip(columns, found, strict=True):
                column += values
    return Findings(columns, order.tolist())


def _worded(look: Look, hits: Hits, severities: Places) -> tuple[Sequence[object], ...]:
    """The columns of `Finding`, each (hits,)."""
    if look.stop is not None:
        look.stop()
    case = cases()[hits.case]
    return (
        [SEVERITIES[each] for each in severities.tolist()],
        ids(hits, look),
        [case.kind] * len(hits.places),
        hits.low.tolist(),
        hits.high.tolist(),
        filled(case.message, hits, look),
        filled(case.action, hits, look),
    )
