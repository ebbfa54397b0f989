"""Every contract against the fitted market: what takes long for many, computed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.contracts.quotes.against import above_market, contract_prices
from engine.contracts.quotes.switching import break_even

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.contracts.audit import Audit
    from engine.contracts.quotes.market import MarketFit
    from engine.contracts.quotes.switching import BreakEven
    from engine.formula.values import Array


@dataclass(frozen=True, eq=False)
class Pricing:
    """By contract, in the order of `audit`; equal to itself only.

    `prices` (contracts,), $ a GPU-hour today; `exposure` (contracts,), $m above market, None
    without a fit.
    """

    audit: Audit
    market: MarketFit | None
    prices: Array
    exposure: Array | None
    switching: BreakEven


def pricing(
    audit: Audit,
    market: MarketFit | None,
    stop: Callable[[], None] | None = None,
) -> Pricing:
    """`stop` is called often and may raise."""
    prices = contract_prices(audit, stop)
    exposure = above_market(audit, market, stop) if market is not None else None
    return Pricing(audit, market, prices, exposure, break_even(audit, market, stop))
