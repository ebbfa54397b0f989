"""Contracts against the market: price by month over a contract's life, exposure above market.

The line items are the model's, evaluated with the fitted market in the place of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.dates import completed, month_start
from engine.contracts.evaluation import evaluate_contracts
from engine.contracts.quotes.market import SHARE, curve_from
from engine.contracts.quotes.parts import DOLLAR, known_capacity, parts
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from engine.contracts.audit import Audit
    from engine.contracts.contract import Contract
    from engine.contracts.quotes.market import Curve, MarketFit
    from engine.contracts.register import Register
    from engine.formula.values import Array

_EXPOSURE = "above_market_exposure"


@dataclass(frozen=True, eq=False)
class PriceByMonth:
    """A contract's price over its life, renewal included, beside the market.

    Arrays are (months,), from contract month 1: `fees` are the scheduled fees, $m, `hours`
    what they buy, m GPU-h, `prices` the one over the other, $ a GPU-hour, NaN in a month
    without hours. `days` are the months' first days and those of `market`, which is None
    without a fit. `average` is all fees over all hours. `today` is the place of the month that
    runs on the as-of date, None before the contract and after it.
    """

    contract: Contract
    days: tuple[date, ...]
    fees: Array
    hours: Array
    prices: Array
    average: float
    market: Curve | None
    today: int | None


def price_by_month(
    contract: Contract,
    register: Register,
    as_of: date,
    fit: MarketFit | None = None,
    share: float = SHARE,
) -> PriceByMonth:
    """One contract, as far as it fits the model's timeline. `share` is what the bands hold."""
    needs = frozenset({"scheduled_fee", "market_value", "life_months"})
    found = evaluate_contracts((contract,), register, needs, DOLLAR)
    months = min(int(found["life_months"][0]), MONTHS)
    fees, hours = (found[key][:months, 0] for key in ("scheduled_fee", "market_value"))
    running = completed(contract.start, as_of) if as_of >= contract.start else months
    return PriceByMonth(
        contract=contract,
        days=tuple(month_start(contract.start, month) for month in range(1, months + 1)),
        fees=fees,
        hours=hours,
        prices=_over(fees, hours),
        average=float(_over(fees.sum(keepdims=True), hours.sum(keepdims=True))[0]),
        market=curve_from(fit, contract.start, months, share) if fit else None,
        today=running if running < months else None,
    )


def contract_prices(audit: Audit, stop: Callable[[], None] | None = None) -> Array:
    """(contracts,), $ a GPU-hour in the contract month that runs on the as-of date.

    Of a contract that has not started its first month's. NaN where it has expired and where
    its capacity is not known. `stop` ends the work by raising.
    """
    found = np.full(len(audit.contracts), np.nan)
    keys = ("scheduled_fee", "market_value")
    for part in parts(audit, audit.signed & known_capacity(audit)):
        rows = part.evaluated(keys, DOLLAR, running=True, stop=stop)
        found[part.places] = _over(rows["scheduled_fee"], rows["market_value"])
    return found


def above_market(audit: Audit, fit: MarketFit, stop: Callable[[], None] | None = None) -> Array:
    """(contracts,), $m: the model's above-market exposure as of the audit's date.

    Scheduled fees less the fitted market's value of the capacity, up to the committed end, at
    present value; negative where the contract is below market, 0 once it has expired, NaN
    where its capacity is not known. `stop` is asked every few milliseconds and ends the work
    by raising.
    """
    found = np.where(audit.signed, np.nan, 0.0)
    for part in parts(audit, audit.signed & known_capacity(audit)):
        rows = part.evaluated((_EXPOSURE,), part.market(fit), stop=stop)
        found[part.places] = rows[_EXPOSURE]
    return found


def _over(fees: Array, hours: Array) -> Array:
    found: Array = np.divide(fees, hours, out=np.full(fees.shape, np.nan), where=hours > 0)
    return found
