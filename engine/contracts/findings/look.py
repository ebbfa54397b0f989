"""What every rule looks at: the register, its audit, and columns of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.contracts.audit.columns import read_in
from engine.contracts.audit.run import CHUNK
from engine.contracts.evaluation import evaluate_terms
from engine.contracts.terms import taken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.contracts.audit import Audit
    from engine.contracts.contract import Contract
    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.register import Register
    from engine.formula.values import Array, Value

    Mask = NDArray[np.bool_]
    Places = NDArray[np.int64]

PORTFOLIO = -1  # in the place of a contract's
_RENEWAL = "at(fees_to_date, life_end) - at(fees_to_date, term_end)"


class Hits(NamedTuple):
    """What a rule found: a case, the contracts' places, the money at stake in $m.

    `places`, `low` and `high` are (hits,); so are `days`, which are left until it is too late,
    None where that is not on a day. `words` are those of the portfolio, which has one hit.
    """

    case: str
    places: Places
    low: Array
    high: Array
    days: Places | None = None
    words: Mapping[str, str] = MappingProxyType({})

    def taken(self, piece: slice) -> Hits:
        """Some of them."""
        return self._replace(
            places=self.places[piece],
            low=self.low[piece],
            high=self.high[piece],
            days=None if self.days is None else self.days[piece],
        )


@dataclass(frozen=True, eq=False)
class Look:
    """A register as its audit saw it, and the market if there is one."""

    register: Register
    audit: Audit
    market: MarketFit | None
    stop: Callable[[], None] | None

    @property
    def contracts(self) -> Sequence[Contract]:
        return self.audit.contracts

    @property
    def columns(self) -> Mapping[str, Array]:
        """(contracts,) by column of the register, numbers and flags; blank is NaN."""
        return self.audit.terms.columns

    @cached_property
    def renews(self) -> Mask:
        """(contracts,): a renewal is modelled, and not over."""
        columns = self.columns
        return (columns["auto_renew"] > 0) & (columns["renewal_months"] > 0) & self.audit.signed

    @cached_property
    def renewal_owed(self) -> Mask:
        """(contracts,): the renewal is committed, running or not."""
        return self.renews & (self.audit.committed_end > self.columns["term_months"])

    @cached_property
    def obligation(self) -> float:
        """What the portfolio still owes, $m."""
        return self.audit.portfolio.remaining_obligation

    @cached_property
    def starts(self) -> Places:
        """(contracts,), ordinals of the first days."""
        return self.audit.terms.starts.ordinals()

    @cached_property
    def term_ends(self) -> Places:
        """(contracts,), ordinals of the terms' last days, renewal aside."""
        terms = self.columns["term_months"].astype(np.int64)
        return self.audit.terms.starts.month_ends(terms)

    @cached_property
    def committed_ends(self) -> Places:
        """(contracts,), ordinals of the last days of what contracts are committed to."""
        return self.audit.terms.starts.month_ends(self.audit.committed_end)

    @cached_property
    def deadlines(self) -> Places:
        """(contracts,), ordinals of the last days of notice, 0 where there is none."""
        days = [0 if each is None else each.toordinal() for each in self.audit.next_notice]
        return np.array(days, dtype=np.int64)

    @cached_property
    def renewal_fees(self) -> Array:
        """(contracts,), $m: the minimum fees of a renewal that is not over, else 0."""
        fees = np.zeros(len(self.contracts))
        places = self.places(self.renews)
        fees[places] = self.renewal_fees_of(places)
        return fees

    def renewal_fees_of(self, places: Places, changes: Mapping[str, Value] | None = None) -> Array:
        """(places,), $m, under changed terms."""
        return self.evaluated(places, {"renewal_fees": _RENEWAL}, changes)["renewal_fees"]

    def places(self, mask: Mask) -> Places:
        """Where a mask holds. Asks `stop` first."""
        if self.stop is not None:
            self.stop()
        return np.flatnonzero(mask)

    def hits(
        self,
        case: str,
        mask: Mask,
        low: Array | None = None,
        high: Array | None = None,
        days: Places | None = None,
    ) -> Hits:
        """A case where the mask holds, from columns (contracts,); no money where none is given."""
        places = self.places(mask)
        least = np.zeros(len(places)) if low is None else low[places]
        most = least if high is None else high[places]
        return Hits(case, places, least, most, None if days is None else days[places])

    def evaluated(
        self, places: Places, asks: Mapping[str, str], changes: Mapping[str, Value] | None = None
    ) -> dict[str, Array]:
        """(places,) by key: what the model says of some contracts as of the audit's date.

        `asks` as `evaluate_terms` takes them; `changes` are inputs in the place of the
        contracts' own, floats or (places,). They have not expired.
        """
        found = {key: np.zeros(len(places)) for key in asks}
        for first in range(0, len(places), CHUNK):
            piece = slice(first, first + CHUNK)
            terms = self.audit.terms.taken(places[piece])
            completed = self.audit.months_elapsed[places[piece]]
            standing = {**read_in(completed), **taken(changes or {}, piece)}
            values = evaluate_terms(terms, frozenset(), standing, asks=asks, stop=self.stop)
            for key, column in found.items():
                column[piece] = values[key]
        return found
