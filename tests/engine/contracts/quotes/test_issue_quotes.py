"""Quotes as the issue asks for them: units, a known market recovered, when leaving pays."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.calendar import YearMonth
from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.quote import Quote
from engine.contracts.quotes import units
from engine.contracts.quotes.against import above_market, price_by_month
from engine.contracts.quotes.into_model import market_inputs
from engine.contracts.quotes.market import MarketFit, fit
from engine.contracts.quotes.points import sort_quotes
from engine.contracts.quotes.switching import break_even
from engine.contracts.quotes.watch import CHEAP, NEW, sightings
from engine.contracts.register import Register, Watch
from engine.contracts.study import study_inputs
from engine.evaluate import evaluate
from engine.files.register.example import example_register
from engine.files.register.read import read_quotes
from engine.scenario import scenario

if TYPE_CHECKING:
    from pathlib import Path

    from engine.evaluate import Result

P0, DECLINE = 6.0, 0.25  # $ a GPU-hour on 1 January 2025, and a year
HOURS = 730.0
START, AS_OF, NOW = YearMonth(2026, 1), date(2026, 12, 31), 12
FLAT = Contract(
    *("flat", "Nimbus", date(2026, 1, 1), 36, 80.0),
    capacity=50.0,
    capacity_unit="k_gpu",
    notice_months=4,
    termination_fee_pct=0.3,
    termination_fee_decline=0.05,
    switching_cost=12.0,
)
RICH = replace(
    FLAT,
    id="rich",
    term_months=48,
    fee_escalator=0.04,
    ramp_months=6,
    ramp_first_pct=0.5,
    take_or_pay_pct=0.9,
    lockin_months=18,
    prepay_pct=0.15,
    prepay_refund_pct=0.4,
    termination_fee_pct=0.1,
    capacity=68.0,
    capacity_unit="mw",
)


def known_price(day: date) -> float:
    """On the first day of a month."""
    years = day.year - 2025 + (day.month - 1) / 12
    return float(P0 * (1 - DECLINE) ** years)


def known_quotes(kw_per_gpu: float = 1.36, noise: float = 0.0) -> list[Quote]:
    """24 months of that market, each month in another unit."""
    draw = np.random.default_rng(7)
    found = []
    for place in range(24):
        day = date(2025 + place // 12, place % 12 + 1, 1)
        price = known_price(day) * math.exp(noise * float(draw.normal()))
        unit, factor = (
            ("gpu_hour", 1.0),
            ("gpu_month", HOURS),
            ("mw_month", 1000 / kw_per_gpu * HOURS),
        )[place % 3]
        found.append(Quote(f"Q{place}", f"S{place % 5}", day, price * factor, unit))
    return found


def known_market() -> MarketFit:
    found = fit(known_quotes())
    assert isinstance(found, MarketFit)
    return found


# Units ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "price"),
    [
        ("gpu_hour", 2.5),
        ("gpu_month", 1_825.0),  # 2.5 × 730
        ("mw_month", 1_341_911.7647),  # 1,000 / 1.36 = 735.294 GPUs, × 1,825
    ],
)
def test_two_and_a_half_dollars_in_every_unit(unit: str, price: float) -> None:
    assert units.gpu_hour_price(price, unit) == pytest.approx(2.5, rel=1e-9)
    assert units.price_in(2.5, unit) == pytest.approx(price, rel=1e-9)
    assert units.price_factors()[unit].there(price) == pytest.approx(2.5, rel=1e-9)
    assert units.price_factors()[unit].why


def test_another_power_a_gpu_moves_megawatts_only() -> None:
    """At 1.25 kW a MW is 800 GPUs, $584,000 a month at $1 an hour."""
    assert units.gpu_hour_price(584_000, "mw_month", 1.25) == pytest.approx(1.0, rel=1e-12)
    assert units.k_gpus(10, "mw", 1.25) == pytest.approx(8.0, rel=1e-12)
    for unit in ("gpu_hour", "gpu_month"):
        assert units.gpu_hour_price(730, unit, 1.25) == units.gpu_hour_price(730, unit)


def test_quotes_from_a_file_are_comparable(tmp_path: Path) -> None:
    path = tmp_path / "quotes.csv"
    path.write_text(
        "id;supplier;date;price;price_unit;capacity;capacity_unit\n"
        "a;One;2026-01-05;$2.50;gpu_hour;4,096;gpu\n"
        "b;Two;2026-02-05;1,825;gpu_month;12;k_gpu\n"
        "c;Three;2026-03-05;$1,341,911.7647;mw_month;20;mw\n",
        encoding="utf-8",
    )
    found = read_quotes(path)
    assert found.rejected == ()
    points = sort_quotes(found.quotes).points
    assert [each.price for each in points] == pytest.approx([2.5] * 3, rel=1e-9)
    assert [each.day for each in points] == [date(2026, month, 5) for month in (1, 2, 3)]


# The market ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kw_per_gpu", [1.36, 1.1])
def test_a_known_market_in_mixed_units_is_recovered(kw_per_gpu: float) -> None:
    found = fit(known_quotes(kw_per_gpu), kw_per_gpu)
    assert isinstance(found, MarketFit)
    assert (found.price, found.decline) == pytest.approx((P0, DECLINE), rel=1e-9)
    assert found.left_out == ()
    for day in (date(2025, 1, 1), date(2026, 12, 1), date(2028, 7, 1)):
        assert found.price_on(day) == pytest.approx(known_price(day), rel=1e-9)


def test_with_noise_the_truth_is_within_a_few_standard_errors() -> None:
    found = fit(known_quotes(noise=0.08))
    assert isinstance(found, MarketFit)
    assert abs(found.decline - DECLINE) < 3 * found.decline_error
    assert abs(found.price - P0) < 3 * found.price_error
    assert found.sd == pytest.approx(0.08, rel=0.4)
    # Least squares by the textbook, with numpy's own solver.
    years = np.array([place / 12 for place in range(24)])
    logs = np.log([each.price for each in found.points])
    slope, level = np.polyfit(years, logs, 1)
    assert found.decline == pytest.approx(1 - math.exp(slope), rel=1e-9)
    assert found.price == pytest.approx(math.exp(level), rel=1e-9)


def test_one_quote_in_the_wrong_unit_is_named_and_left_out() -> None:
    quotes = known_quotes(noise=0.02)
    quotes[7] = replace(quotes[7], price_unit="gpu_hour")  # $/GPU-month, 730 times too much
    found = fit(quotes)
    assert isinstance(found, MarketFit)
    assert [each.quote for each in found.left_out] == ["Q7"]
    assert found.decline == pytest.approx(DECLINE, abs=0.03)


def test_the_models_market_is_the_fitted_one_month_by_month() -> None:
    made = market_inputs(known_market(), START)
    rows = evaluate(replace(scenario("case", dict(made.values)), start=START)).row("market_price")
    wanted = [known_price(date(2026 + at // 12, at % 12 + 1, 1)) for at in range(120)]
    assert rows.tolist() == pytest.approx(wanted, rel=1e-9)


def test_the_uncertainty_goes_with_it() -> None:
    found = fit(known_quotes(noise=0.08))
    assert isinstance(found, MarketFit)
    made = market_inputs(found, START)
    spreads = {key: dict(each.parameters)["sd"] for key, each in made.distributions}
    assert set(spreads) == set(made.values)
    # A little wider than the standard error: 22 degrees of freedom.
    assert found.decline_error < spreads["market_price_decline"] < 1.1 * found.decline_error
    assert made.correlation is not None


# A contract against it -----------------------------------------------------------------------


def test_a_contracts_price_over_its_life_by_hand() -> None:
    """$80m for 50,000 × 730 hours is $2.1918 an hour; 4% more in each contract year."""
    dear = replace(FLAT, fee_escalator=0.04)
    found = price_by_month(dear, Register(contracts=(dear,)), AS_OF, known_market())
    wanted = [80 / 36.5 * 1.04**year for year in (0, 1, 2) for _ in range(12)]
    assert found.prices.tolist() == pytest.approx(wanted, rel=1e-12)
    assert found.average == pytest.approx(sum(wanted) / 36, rel=1e-12)
    assert found.today == NOW  # December is over, on its last day: January runs
    assert found.market is not None
    market = [known_price(each) for each in found.days]
    assert found.market.prices.tolist() == pytest.approx(market, rel=1e-9)


def test_above_market_exposure_by_hand() -> None:
    """Months 13 to 36 at $80m against 36.5 m hours at the market, at 8% a year."""
    found = above_market(audit(Register(contracts=(FLAT,)), AS_OF), known_market())
    months = [date(2027 + at // 12, at % 12 + 1, 1) for at in range(24)]
    gaps = [
        (80 - 36.5 * known_price(day)) / 1.08 ** (turn / 12) for turn, day in enumerate(months, 1)
    ]
    assert found == pytest.approx([math.fsum(gaps)], rel=1e-9)


# When leaving pays ---------------------------------------------------------------------------


def outcome(contract: Contract, notice: int) -> Result:
    """The model's own run of a plan that commits to the contract; left with notice, 0 never."""
    inputs = study_inputs(contract, START) | {"exit_notice_month": float(notice)}
    return evaluate(replace(scenario("case", inputs), start=START))


def advantage(contract: Contract, price: list[float]) -> float:
    """What giving notice now saves when lost capacity is bought at a price by month, PV $m.

    Fees, exit and capacity are those of two whole runs of the model: one stays, one leaves.
    """
    stays, leaves = outcome(contract, 0), outcome(contract, NOW)
    rate = stays.scenario.values["borrowing_rate"]
    saved = 0.0
    for month in range(120):
        fees = stays.row("committed_fee")[month] - leaves.row("committed_fee")[month]
        lost = stays.row("delivered_gpus")[month] - leaves.row("delivered_gpus")[month]
        spent = leaves.row("exit_expense")[month] + lost * HOURS / 1000 * price[month]
        saved += (fees - spent) / (1 + rate) ** ((month + 1) / 12)
    return float(saved)


def searched(contract: Contract, curve: list[float]) -> float:
    """Where on multiples of a curve the advantage is nothing, by halving."""
    low, high = 0.0, 50.0
    assert advantage(contract, [0.0] * 120) > 0
    for _ in range(60):
        middle = (low + high) / 2
        if advantage(contract, [middle * each for each in curve]) > 0:
            low = middle
        else:
            high = middle
    return low


@pytest.mark.parametrize("contract", [FLAT, RICH], ids=lambda each: each.id)
def test_the_break_even_price_is_what_whole_runs_of_the_model_give(contract: Contract) -> None:
    market = known_market()
    found = break_even(audit(Register(contracts=(contract,)), AS_OF), market)
    assert found.reasons == ("",)
    assert found.flat[0] == pytest.approx(searched(contract, [1.0] * 120), rel=1e-8)
    curve = [known_price(date(2026 + at // 12, at % 12 + 1, 1)) for at in range(120)]
    multiple = searched(contract, curve)
    assert found.today[0] == pytest.approx(multiple * market.price_on(AS_OF), rel=1e-8)
    saving = advantage(contract, curve) * 1.08 ** (NOW / 12)  # as of the date
    assert found.saving[0] == pytest.approx(saving, rel=1e-8)


def test_at_the_break_even_price_the_exit_cost_is_included() -> None:
    """Without a fee and a switching cost leaving pays up to the contract's own price."""
    free = replace(FLAT, termination_fee_pct=0.0, termination_fee_decline=0.0, switching_cost=0.0)
    plain, dear = (
        break_even(audit(Register(contracts=(each,)), AS_OF)).flat[0] for each in (free, FLAT)
    )
    assert plain == pytest.approx(80 / 36.5, rel=1e-9)
    assert dear < plain
    assert break_even(audit(Register(contracts=(FLAT,)), AS_OF)).charge[0] == pytest.approx(
        # Out after month 16 of year 2: a quarter of 20 × $80m, and $12m.
        0.25 * 20 * 80 + 12
    )


# The watch list ------------------------------------------------------------------------------


def test_the_examples_last_three_quotes_are_new_until_looked_at() -> None:
    register = example_register()
    days = {each.id: each.day for each in register.quotes}
    new = [each.quote for each in sightings(register) if each.kind == NEW]
    assert len(new) == 3
    assert sorted(days.values())[-3:] == sorted(days[each] for each in new)
    looked = replace(register, watch=replace(register.watch, last_look=max(days.values())))
    assert not [each for each in sightings(looked) if each.kind == NEW]


def test_what_crosses_a_threshold_in_any_unit() -> None:
    quotes = tuple(known_quotes())
    at = known_price(date(2026, 1, 1))
    register = Register(quotes=quotes, watch=Watch(date(2030, 1, 1), at * (1 + 1e-12)))
    found = {each.quote for each in sightings(register) if each.kind == CHEAP}
    assert found == {f"Q{place}" for place in range(12, 24)}
