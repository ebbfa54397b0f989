"""The audit: every contract of a register as of a date.

Figures are the model's after the last completed contract month, of a contract that starts in
month 1. Before any month is complete they are those after month 1 of one that starts in
month 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.contracts.audit.columns import columns_of, no_columns
from engine.contracts.audit.notice import next_notices
from engine.contracts.audit.portfolio import portfolio
from engine.contracts.audit.result import EXPIRED, NOT_STARTED, RENEWED, RUNNING, Audit
from engine.contracts.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import TypeVar

    from numpy.typing import NDArray

    from engine.contracts.register import Register

    _Kind = TypeVar("_Kind")

CHUNK = 10_000  # contracts that are evaluated at once


def audit(
    register: Register,
    as_of: date,
    *,
    stop: Callable[[], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """All contracts of the register at the close of `as_of`.

    `stop` is asked every few milliseconds and ends the work by raising; `progress` is told how
    many contracts are done, of how many.
    """
    contracts = register.contracts
    terms = Terms.of(contracts, register, stop)
    parts = [no_columns()]
    for first in range(0, len(contracts), CHUNK):
        part = slice(first, min(first + CHUNK, len(contracts)))
        parts.append(columns_of(terms.taken(part), as_of, stop))
        if progress is not None:
            progress(part.stop, len(contracts))
    columns = {key: np.concatenate([each[key] for each in parts]) for key in parts[0]}

    def asked(value: _Kind) -> _Kind:
        if stop is not None:
            stop()
        return value

    return Audit(
        as_of=as_of,
        contracts=contracts,
        next_notice=asked(tuple(next_notices(terms, as_of))),
        status=asked(tuple(_statuses(terms, as_of, columns))),
        portfolio=asked(portfolio(contracts, columns)),
        places=asked({each.id: place for place, each in enumerate(contracts)}),
        terms=terms,
        **columns,
    )


def _statuses(terms: Terms, as_of: date, columns: Mapping[str, NDArray[Any]]) -> list[str]:
    before = terms.starts.ordinals() > as_of.toordinal()
    renewed = columns["months_elapsed"] >= terms.columns["term_months"]
    conditions = [~columns["signed"], before, renewed]
    found = np.select(conditions, range(len(conditions)), len(conditions))
    names = (EXPIRED, NOT_STARTED, RENEWED, RUNNING)
    return [names[place] for place in found.tolist()]
