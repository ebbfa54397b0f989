"""Break-even prices: by hand, against a search with the plain oracle, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.optimize import brentq

from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.quotes.market import MarketFit, fit
from engine.contracts.quotes.switching import BreakEven, break_even
from engine.contracts.register import Register
from engine.contracts.terms import inputs_of
from tests.engine.contracts.quotes.offers import monthly, scattered
from tests.oracle.model import evaluate as oracle

AS_OF = date(2026, 6, 30)
PLAIN = Contract(
    "C1",
    "Northwind",
    date(2026, 1, 1),
    12,
    100.0,
    capacity=100.0,
    capacity_unit="k_gpu",
    notice_months=3,
    termination_fee_pct=0.5,
    switching_cost=10.0,
)


def broken_even(
    contract: Contract, market: MarketFit | None = None, rate: float | None = None
) -> BreakEven:
    register = Register(contracts=(contract,), borrowing_rate=rate)
    return break_even(audit(register, AS_OF), market)


def falling() -> MarketFit:
    found = fit(scattered(24, 0.1))
    assert isinstance(found, MarketFit)
    return found


def test_a_flat_market_by_hand() -> None:
    """Out after month 9: $300m of fees end, for $150m and $10m; 219m hours must be replaced."""
    found = broken_even(PLAIN, rate=0.0)
    assert found.flat == pytest.approx([140 / 219], rel=1e-12)
    assert found.charge == pytest.approx([160], rel=1e-12)
    assert found.reasons == ("",)
    assert np.isnan(found.today).all()
    assert np.isnan(found.saving).all()


def test_the_saving_at_the_fitted_market_by_hand() -> None:
    market = fit(monthly([0.5] * 6))
    assert isinstance(market, MarketFit)
    found = broken_even(PLAIN, market, 0.0)
    assert found.saving == pytest.approx([140 - 219 * 0.5], rel=1e-9)
    assert found.today == pytest.approx([140 / 219], rel=1e-9)


CASES = (
    replace(PLAIN, start=date(2025, 1, 1), term_months=60),
    replace(
        PLAIN,
        start=date(2025, 7, 1),
        term_months=48,
        termination_fee_pct=0.4,
        termination_fee_decline=0.1,
        termination_fee_floor=0.05,
        prepay_pct=0.2,
        prepay_refund_pct=0.5,
        ramp_months=3,
        ramp_first_pct=0.4,
        fee_escalator=0.04,
    ),
    replace(
        PLAIN,
        start=date(2024, 7, 1),
        term_months=26,
        auto_renew=True,
        renewal_months=18,
        renewal_uplift=0.15,
        list_discount=0.3,
        clawback_pct=0.2,
        lockin_months=30,
    ),
    replace(
        PLAIN,
        start=date(2026, 9, 1),
        term_months=24,
        termination_fee_pct=None,
        termination_fee_months=4,
        take_or_pay_pct=0.9,
    ),
)
# Completed on the as-of date; 1: the one before the contract.
MONTHS = (18, 12, 24, 1)
# From the first day of the model's month 1 to the as-of date, 30 June, in months.
AGE = (18 - 1 / 30, 12 - 1 / 30, 24 - 1 / 30, -1 - 1 / 30)


@pytest.mark.parametrize("place", range(len(CASES)))
@pytest.mark.parametrize("declining", [False, True])
def test_it_is_what_a_search_with_the_oracle_finds(place: int, declining: bool) -> None:
    contract, month, market = CASES[place], MONTHS[place], falling()
    inputs = inputs_of(contract)
    if contract.start > AS_OF:
        inputs["contract_start_month"] = 2.0
    decline = market.decline if declining else 0.0

    def saving(price: float) -> float:
        """Of leaving now where the market is at `price` on 30 June 2026."""
        began = price / (1 - decline) ** (AGE[place] / 12)
        given = {"opening_market_price": began, "market_price_decline": decline}
        _, rows = oracle(inputs | given)
        return rows["exit_saving"][month - 1]

    expected = brentq(saving, 0.0, 10.0, xtol=1e-13, rtol=1e-14)
    found = broken_even(contract, market)
    assert found.reasons == ("",)
    assert (found.today if declining else found.flat)[0] == pytest.approx(expected, rel=1e-9)
    assert saving(expected * 0.99) > 0 > saving(expected * 1.01)


@pytest.mark.parametrize(
    ("contract", "reason"),
    [
        (
            replace(PLAIN, start=date(2024, 1, 1)),
            "The contract is over: there is nothing to leave.",
        ),
        (
            replace(PLAIN, capacity=None),
            "Its capacity is not known, so its hours have no price.",
        ),
        (
            replace(PLAIN, notice_months=6),
            "The earliest exit is the committed end: leaving ends nothing sooner.",
        ),
        (
            replace(PLAIN, termination_fee_pct=1.0),
            "Leaving costs more than the fees it ends: not even free capacity would pay for it.",
        ),
        (
            replace(PLAIN, switching_cost=150.0),
            "Leaving costs more than the fees it ends: not even free capacity would pay for it.",
        ),
    ],
)
def test_why_there_is_no_price(contract: Contract, reason: str) -> None:
    found = broken_even(contract, falling(), 0.0)
    assert found.reasons == (reason,)
    assert np.isnan(found.flat).all()
    assert np.isnan(found.today).all()


def test_what_staying_is_cheaper_by_is_told_without_a_price() -> None:
    found = broken_even(replace(PLAIN, switching_cost=500.0), falling(), 0.0)
    assert found.saving[0] < -350
    assert found.charge == pytest.approx([650])


def test_of_no_contracts() -> None:
    register = Register()
    found = break_even(audit(register, AS_OF), falling())
    assert found.flat.shape == (0,)
    assert found.reasons == ()
