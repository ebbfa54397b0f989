"""The contracts of an audit, evaluated at a market price some thousands at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.audit.columns import read_in, read_month
from engine.contracts.audit.run import CHUNK
from engine.contracts.evaluation import evaluate_terms
from engine.contracts.quotes.market import DECLINE, PRICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.contracts.audit import Audit
    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.terms import Terms
    from engine.formula.values import Array, Value

# At $1 a GPU-hour the market value of a capacity, $m, is its hours, m GPU-h.
DOLLAR: Mapping[str, Value] = {PRICE: 1.0, DECLINE: 0.0}


@dataclass(frozen=True, eq=False)
class Part:
    """Some contracts of an audit: their `places` in it, their terms and completed months."""

    places: NDArray[np.int64]
    terms: Terms
    completed: NDArray[np.int64]

    def evaluated(
        self,
        keys: Sequence[str],
        market: Mapping[str, Value],
        *,
        running: bool = False,
        stop: Callable[[], None] | None = None,
    ) -> dict[str, Array]:
        """Line items after the last completed month, each (contracts,) of the part.

        With `running` in the month that runs then. `market` are the market's inputs.
        """
        # Without a completed month the model's month 1 is the one before the contract.
        months = read_month(np.maximum(self.completed, 1) + running)
        inputs = {**read_in(self.completed), "decision_month": months.astype(np.float64), **market}
        asks = {f"{key}_read": f"at({key}, decision_month)" for key in keys}
        found = evaluate_terms(self.terms, frozenset(), inputs, asks=asks, stop=stop)
        return {key: found[f"{key}_read"] for key in keys}

    def market(self, fit: MarketFit) -> dict[str, Value]:
        """The fitted market as inputs: for each contract the curve in the model's month 1."""
        ahead = np.where(self.completed < 1, 1 / 12, 0.0)
        return {PRICE: fit.prices(fit.years_of(self.terms.starts) - ahead), DECLINE: fit.decline}


def parts(audit: Audit, chosen: NDArray[np.bool_]) -> Iterator[Part]:
    """The contracts of an audit that are `chosen`, as many at once as memory is spent on."""
    every = np.flatnonzero(chosen)
    for first in range(0, len(every), CHUNK):
        places = every[first : first + CHUNK]
        yield Part(places, audit.terms.taken(places), audit.months_elapsed[places])


def known_capacity(audit: Audit) -> NDArray[np.bool_]:
    """(contracts,): whether there are hours to set a fee against."""
    known: NDArray[np.bool_] = np.asarray(audit.terms.inputs["committed_gpus"]) > 0
    return known
