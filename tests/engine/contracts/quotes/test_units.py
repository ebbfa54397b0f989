"""Prices and capacities from unit to unit: by hand, there and back, and what is refused."""

from __future__ import annotations

import math

import pytest

from engine.contracts.contract import CAPACITY_UNITS
from engine.contracts.quote import PRICE_UNITS
from engine.contracts.quotes import units


@pytest.mark.parametrize(
    ("price", "unit", "expected"),
    [
        (5.25, "gpu_hour", 5.25),
        (3832.5, "gpu_month", 5.25),  # 5.25 × 730
        (730_000.0, "mw_month", 1.36),  # 1,000 kW / 1.36 = 735.29 GPUs × 730 h
    ],
)
def test_a_price_by_hand(price: float, unit: str, expected: float) -> None:
    assert units.gpu_hour_price(price, unit) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize(
    ("capacity", "unit", "expected"),
    [
        (325_000, "gpu", 325.0),
        (325, "k_gpu", 325.0),
        (442, "mw", 325.0),  # 442,000 kW / 1.36
        (237_250_000, "gpu_hour_month", 325.0),  # 325,000 × 730
    ],
)
def test_a_capacity_by_hand(capacity: float, unit: str, expected: float) -> None:
    assert units.k_gpus(capacity, unit) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("number", [1e-9, 0.1, 1 / 3, 5.25, 987_654.321, 1e12])
@pytest.mark.parametrize(("kw", "hours"), [(1.36, 730.0), (1.1, 744.0), (0.7, 672.0)])
def test_there_and_back_is_the_same_to_a_few_ulp(number: float, kw: float, hours: float) -> None:
    for unit in PRICE_UNITS:
        back = units.price_in(units.gpu_hour_price(number, unit, kw, hours), unit, kw, hours)
        assert abs(back - number) <= 2 * math.ulp(number)
    for unit in CAPACITY_UNITS:
        back = units.capacity_in(units.k_gpus(number, unit, kw, hours), unit, kw, hours)
        assert abs(back - number) <= 2 * math.ulp(number)


def test_price_and_capacity_agree() -> None:
    """What a capacity costs in a month is the same in every unit."""
    fee = units.gpu_hour_price(700_000, "mw_month") * units.k_gpus(100, "mw") * 1000 * 730
    assert fee == pytest.approx(70_000_000, rel=1e-14)


def test_the_factors_are_data_for_every_unit() -> None:
    prices, capacities = units.price_factors(), units.capacity_factors()
    assert tuple(prices) == PRICE_UNITS == tuple(units.PRICE_NAMES)
    assert tuple(capacities) == CAPACITY_UNITS == tuple(units.CAPACITY_NAMES)
    assert prices["gpu_month"].value == 730
    assert prices["mw_month"].why == "1.36 kW a GPU, so 735.3 GPUs a MW; 730 hours in a month"
    assert {each.into for each in (*prices.values(), *capacities.values())} == {"gpu_hour", "k_gpu"}


def test_the_hours_are_the_models() -> None:
    assert units.hours_per_month() == 730


@pytest.mark.parametrize(("kw", "hours"), [(0, 730), (-1, 730), (1.36, 0), (math.nan, 730)])
def test_what_cannot_be_a_factor_is_refused(kw: float, hours: float) -> None:
    with pytest.raises(ValueError, match="is not allowed; allowed: more than 0"):
        units.price_factors(kw, hours)
