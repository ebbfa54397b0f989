"""Contracts against the market: by hand, and against the plain oracle of the model."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.quotes.against import above_market, contract_prices, price_by_month
from engine.contracts.quotes.market import MarketFit, fit
from engine.contracts.register import Register
from engine.contracts.terms import inputs_of
from tests.engine.contracts.quotes.offers import monthly, scattered
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Callable

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
)
HARD = (
    replace(
        PLAIN,
        id="ramped",
        start=date(2025, 3, 31),
        term_months=48,
        fee_escalator=0.03,
        ramp_months=4,
        ramp_first_pct=0.25,
        take_or_pay_pct=0.8,
    ),
    replace(
        PLAIN,
        id="renewing",
        start=date(2024, 2, 29),
        term_months=26,
        auto_renew=True,
        renewal_months=12,
        renewal_uplift=0.1,
        capacity=20_000_000.0,
        capacity_unit="gpu_hour_month",
    ),
    replace(PLAIN, id="later", start=date(2027, 1, 15), term_months=36, capacity_unit="mw"),
    replace(PLAIN, id="new", start=date(2026, 6, 15), term_months=30, prepay_pct=0.2),
    replace(PLAIN, id="unknown", capacity=None, capacity_unit=""),
    replace(PLAIN, id="over", start=date(2020, 1, 1)),
)
AS_OF = date(2026, 6, 30)


def flat_market(price: float) -> MarketFit:
    found = fit(monthly([price] * 6))
    assert isinstance(found, MarketFit)
    return found


def falling_market() -> MarketFit:
    found = fit(scattered(24, 0.1))
    assert isinstance(found, MarketFit)
    return found


def opening(found: MarketFit, year: int, month: int, day: float) -> float:
    """The fitted price on a day, `day` - 1 of a month's days on: worked out from p0 and d."""
    origin = found.origin
    years = year - origin.year + (month - origin.month + day) / 12
    return float(found.price * (1 - found.decline) ** years)


def test_the_exposure_by_hand() -> None:
    """100,000 GPUs are 73m hours; at $1 worth $73m a month of $100m, for six more months."""
    register = Register(contracts=(PLAIN,), borrowing_rate=0.0)
    found = above_market(audit(register, AS_OF), flat_market(1.0))
    assert found == pytest.approx([6 * 27.0], rel=1e-9)


def test_below_market_is_negative() -> None:
    register = Register(contracts=(PLAIN,), borrowing_rate=0.0)
    found = above_market(audit(register, AS_OF), flat_market(2.0))
    assert found == pytest.approx([6 * (100 - 146.0)], rel=1e-9)


def test_exposures_are_the_plain_oracles() -> None:
    register = Register(contracts=HARD)
    market = falling_market()
    found = above_market(audit(register, AS_OF), market)
    # Each contract's first day (or, before a month is complete, the day a month earlier), as
    # a share of its month; then the model's month that is read.
    when = {
        "ramped": ((2025, 3, 30 / 31), 15, 1),
        "renewing": ((2024, 2, 28 / 29), 28, 1),
        "later": ((2026, 12, 14 / 31), 1, 2),
        "new": ((2026, 5, 14 / 30), 1, 2),
    }
    for place, contract in enumerate(HARD[:4]):
        day, month, start = when[contract.id]
        inputs = inputs_of(contract, register) | {
            "contract_start_month": float(start),
            "opening_market_price": opening(market, *day),
            "market_price_decline": market.decline,
        }
        _, rows = oracle(inputs)
        expected = rows["above_market_exposure"][month - 1]
        assert expected != 0
        assert found[place] == pytest.approx(expected, rel=1e-9), contract.id
    assert math.isnan(found[4])
    assert found[5] == 0


def test_a_fee_schedule_counts() -> None:
    stepped = replace(PLAIN, fee_schedule=((1, 100.0), (9, 80.0)))
    register = Register(contracts=(stepped,), borrowing_rate=0.0)
    found = above_market(audit(register, AS_OF), flat_market(1.0))
    assert found == pytest.approx([2 * 27.0 + 4 * 7.0], rel=1e-9)


def test_the_price_now_by_hand() -> None:
    register = Register(contracts=(PLAIN, *HARD))
    found = contract_prices(audit(register, AS_OF))
    flat = 100 / 73
    expected = [
        flat,
        flat * 1.03,  # in its second contract year
        5.0 * 1.1,  # renewed: $100m for 20m hours, with the uplift
        100e6 / (100_000 / 1.36 * 730),  # 100 MW are 73,529 GPUs
        flat,
        math.nan,
        math.nan,
    ]
    assert found == pytest.approx(expected, rel=1e-9, nan_ok=True)


def test_the_price_over_the_life_by_hand() -> None:
    ramped = replace(
        PLAIN,
        start=date(2026, 1, 31),
        term_months=14,
        ramp_months=2,
        ramp_first_pct=0.5,
        fee_escalator=0.1,
        auto_renew=True,
        renewal_months=2,
        renewal_uplift=0.2,
    )
    found = price_by_month(ramped, Register(contracts=(ramped,)), AS_OF, flat_market(1.0))
    assert len(found.days) == 16
    assert found.days[:3] == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
    assert found.fees[:3] == pytest.approx([50, 75, 100])
    assert found.hours[:3] == pytest.approx([36.5, 54.75, 73])
    assert found.prices == pytest.approx([100 / 73] * 12 + [110 / 73] * 2 + [132 / 73] * 2)
    total = 50 + 75 + 1000 + 220 + 264
    assert found.average == pytest.approx(total / (36.5 + 54.75 + 14 * 73))
    assert found.market is not None
    assert found.market.prices == pytest.approx(np.ones(16))
    assert found.today == 5  # the month from 31 May was complete on 29 June


def test_without_a_market_or_a_capacity() -> None:
    found = price_by_month(HARD[4], Register(contracts=HARD), AS_OF)
    assert found.market is None
    assert np.isnan(found.prices).all()
    assert math.isnan(found.average)
    assert found.fees == pytest.approx([100.0] * 12)


@pytest.mark.parametrize(
    ("day", "today"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 0),
        (date(2026, 1, 31), 1),  # at that day's close the month is complete
        (date(2026, 12, 30), 11),
        (date(2026, 12, 31), None),
    ],
)
def test_the_month_that_runs(day: date, today: int | None) -> None:
    assert price_by_month(PLAIN, Register(contracts=(PLAIN,)), day).today == today


def test_an_empty_register() -> None:
    register = Register()
    made = audit(register, AS_OF)
    assert above_market(made, flat_market(1.0)).shape == (0,)
    assert contract_prices(made).shape == (0,)


def test_it_stops_when_asked() -> None:
    register = Register(contracts=(PLAIN,) * 3)
    made = audit(register, AS_OF)

    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    works: tuple[Callable[[], object], ...] = (
        lambda: above_market(made, flat_market(1.0), stop),
        lambda: contract_prices(made, stop),
    )
    for work in works:
        with pytest.raises(StoppedError):
            work()
