"""Quotes that cannot be right: found, named, explained, and left out of the fit."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from scipy import stats

from engine.contracts.quote import Quote
from engine.contracts.quotes.market import MarketFit, fit
from engine.contracts.quotes.points import sort_quotes
from tests.engine.contracts.quotes.offers import monthly, quote, scattered


@pytest.mark.parametrize("count", [4, 5, 12, 60])
@pytest.mark.parametrize("times", [100.0, 0.01, 730.0, 1 / 730])
@pytest.mark.parametrize("place", [0, 1, -1])
def test_one_wild_quote_is_left_out_and_the_fit_is_that_of_the_others(
    count: int, times: float, place: int
) -> None:
    quotes = scattered(count, 0.1)
    wild = quotes[place]
    quotes[place] = Quote(wild.id, wild.supplier, wild.day, wild.price * times)
    found = fit(quotes)
    assert isinstance(found, MarketFit)
    assert [each.quote for each in found.left_out] == [wild.id]
    left = [(k / 12, each.price) for k, each in enumerate(quotes) if each.id != wild.id]
    years, prices = zip(*left, strict=True)
    expected = stats.linregress(years, np.log(prices))
    assert found.slope == pytest.approx(expected.slope, rel=1e-9)
    assert found.slope_error == pytest.approx(expected.stderr, rel=1e-9)


def test_a_third_of_the_quotes_may_be_in_the_wrong_unit() -> None:
    quotes = scattered(30, 0.1)
    slips = quotes[20:]
    quotes[20:] = [Quote(each.id, "", each.day, each.price * 730) for each in slips]
    assert {each.quote for each in sort_quotes(quotes).suspects} == {each.id for each in slips}


@pytest.mark.parametrize("sd", [0.0, 0.02, 0.2, 0.4])
def test_honest_scatter_is_kept(sd: float) -> None:
    assert sort_quotes(scattered(60, sd, seed=7)).suspects == ()


@pytest.mark.parametrize("seed", range(40))
def test_honest_scatter_of_four_is_kept(seed: int) -> None:
    assert sort_quotes(scattered(4, 0.25, seed=seed)).suspects == ()


def test_the_published_prices_are_kept() -> None:
    """An H100 hour: $8 in 2023, then about 2.85, 1.70 and 2.35."""
    days = (date(2023, 6, 1), date(2024, 8, 1), date(2025, 10, 1), date(2026, 3, 1))
    prices = (8.0, 2.85, 1.70, 2.35)
    quotes = [quote(str(day), day, price) for day, price in zip(days, prices, strict=True)]
    assert sort_quotes(quotes).suspects == ()


@pytest.mark.parametrize(
    ("price", "unit", "hint"),
    [
        (4.0 * 730, "gpu_hour", "Read as $/GPU-month instead of $/GPU-hour"),
        (4.0, "gpu_month", "Read as $/GPU-hour instead of $/GPU-month"),
        (400.0, "gpu_hour", "Read in cents instead of dollars"),
        (2_000.0 * 1000, "gpu_month", "Read as $/MW-month instead of $/GPU-month"),
        (60.0 * 1000, "gpu_hour", None),
    ],
)
def test_the_likely_slip_is_told(price: float, unit: str, hint: str | None) -> None:
    quotes = [*monthly([4.0] * 12), quote("odd", date(2024, 6, 15), price, unit, "Nimbus")]
    (suspect,) = sort_quotes(quotes).suspects
    assert suspect.quote == "odd"
    assert suspect.expected == pytest.approx(4)
    assert suspect.message.startswith("odd, Nimbus, 15 Jun 2024: $")
    assert "of about $4.00/GPU-hour." in suspect.message
    assert suspect.message.endswith("of about $4.00/GPU-hour.") == (hint is None)
    assert (hint or "") in suspect.message
    assert "\n" not in suspect.message


def test_on_a_single_day_the_others_are_the_measure() -> None:
    day = date(2026, 3, 1)
    quotes = [quote(str(price), day, price) for price in (3.9, 4.0, 4.1, 4.2, 420.0)]
    assert [each.quote for each in sort_quotes(quotes).suspects] == ["420.0"]


def test_of_few_only_the_impossible_is_suspicious() -> None:
    kept, high, low = (
        quote("kept", date(2026, 1, 1), 30.0),
        quote("high", date(2026, 2, 1), 400.0),
        quote("low", date(2026, 3, 1), 0.004),
    )
    found = sort_quotes([kept, high, low])
    assert [each.quote for each in found.points] == ["kept"]
    assert [each.message for each in found.suspects] == [
        "high, Supplier high, 1 Feb 2026: $400.00/GPU-hour is far outside $0.25 to $15, "
        "the model's range.",
        "low, Supplier low, 1 Mar 2026: $0.004/GPU-hour is far outside $0.25 to $15, "
        "the model's range.",
    ]


@pytest.mark.parametrize(
    ("price", "unit", "fault"),
    [
        (0.0, "gpu_hour", "0 is not a price; allowed: more than 0"),
        (-4.0, "gpu_hour", "-4 is not a price; allowed: more than 0"),
        (math.inf, "gpu_hour", "inf is not a price; allowed: more than 0"),
        (math.nan, "gpu_hour", "nan is not a price; allowed: more than 0"),
        (1e308, "gpu_hour", "$1e+308 is not the price of a GPU-hour"),
        (4.0, "gpu_day", "unknown price unit 'gpu_day'; allowed: gpu_hour, gpu_month, mw_month"),
    ],
)
def test_what_is_no_price_at_all(price: float, unit: str, fault: str) -> None:
    (suspect,) = sort_quotes([quote("q", date(2026, 1, 1), price, unit, "S")]).suspects
    assert suspect.message == f"q, S, 1 Jan 2026: {fault}."
    assert math.isnan(suspect.price)
