"""The suppliers in the order of what is owed to them, each with a colour in all pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.contracts.audit.portfolio import by_supplier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.contracts.audit import Audit

MOST_COLOURS = 7  # suppliers with a colour of their own; all others share one
OTHERS = "scenario_8"


class Looks(NamedTuple):
    """`order` holds the suppliers, the largest first; `fees` their full monthly fees, $m.

    `largest` is each supplier's contract with the most owed.
    """

    order: tuple[str, ...]
    fees: Mapping[str, float]
    largest: Mapping[str, str]
    colours: Mapping[str, str]

    def colour(self, supplier: str) -> str:
        return self.colours.get(supplier, OTHERS)


def looks_of(audit: Audit) -> Looks:
    """By what is owed, then by the fee; contracts that are not signed any more count nothing."""
    suppliers, owners = by_supplier(audit.contracts)
    count = len(suppliers)
    owed = np.where(audit.signed, audit.remaining_obligation, 0.0)
    fee = np.where(audit.signed, audit.full_fee, 0.0)
    sums = [np.bincount(owners, weights=each, minlength=count) for each in (owed, fee)]
    order = [suppliers[place] for place in np.lexsort((-sums[1], -sums[0]))]
    largest: dict[str, str] = {}
    for place in np.argsort(-owed, kind="stable").tolist():
        contract = audit.contracts[place]
        largest.setdefault(contract.supplier, contract.id)
    return Looks(
        tuple(order),
        dict(zip(suppliers, sums[1].tolist(), strict=True)),
        largest,
        {each: f"scenario_{rank}" for rank, each in enumerate(order[:MOST_COLOURS], start=1)},
    )
