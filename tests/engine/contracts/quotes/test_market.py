"""The fitted market against scipy's own regression, textbook bands, and what has no curve."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from engine.calendar import YearMonth
from engine.contracts.quotes.market import MarketFit, NoFit, curve, curve_from, fit
from engine.contracts.quotes.points import years_between
from tests.engine.contracts.quotes.offers import monthly, quote, scattered

if TYPE_CHECKING:
    from engine.contracts.quote import Quote


def fitted(quotes: list[Quote], origin: date | None = None) -> MarketFit:
    found = fit(quotes, origin=origin)
    assert isinstance(found, MarketFit)
    return found


def test_quotes_on_a_curve_give_the_curve() -> None:
    found = fitted(monthly([8 * 0.75 ** (place / 12) for place in range(30)]))
    assert found.price == pytest.approx(8, rel=1e-12)
    assert found.decline == pytest.approx(0.25, rel=1e-12)
    assert found.sd < 1e-12
    assert found.count == 30
    assert found.left_out == ()


@pytest.mark.parametrize("count", [3, 5, 24, 200])
@pytest.mark.parametrize("sd", [0.05, 0.2])
def test_the_line_and_its_errors_are_scipys(count: int, sd: float) -> None:
    quotes = scattered(count, sd, seed=count)
    found = fitted(quotes)
    assert found.left_out == ()
    expected = stats.linregress(np.arange(count) / 12, np.log([each.price for each in quotes]))
    assert found.slope == pytest.approx(expected.slope, rel=1e-10)
    assert found.slope_error == pytest.approx(expected.stderr, rel=1e-10)
    assert found.price == pytest.approx(math.exp(expected.intercept), rel=1e-10)
    assert found.decline == pytest.approx(1 - math.exp(expected.slope), rel=1e-10)
    at_origin = found.error(np.zeros(1))[0]
    assert at_origin == pytest.approx(expected.intercept_stderr, rel=1e-10)
    assert found.price_error == pytest.approx(found.price * at_origin)
    assert found.decline_error == pytest.approx(math.exp(expected.slope) * expected.stderr)


def test_the_bands_are_the_textbooks() -> None:
    """Through the design matrix: the covariance of the estimates, nothing of the short forms."""
    quotes = scattered(15, 0.15)
    found = fitted(quotes)
    x, logs = np.arange(15) / 12, np.log([each.price for each in quotes])
    design = np.column_stack([np.ones(15), x])
    estimate, (rest,), *_ = np.linalg.lstsq(design, logs, rcond=None)
    variance = rest / 13
    covariance = variance * np.linalg.inv(design.T @ design)
    years = np.array([-0.5, 0.6, 3.0])
    ahead = np.column_stack([np.ones(3), years])
    middle, error = ahead @ estimate, np.sqrt(np.einsum("ij,jk,ik->i", ahead, covariance, ahead))
    reach = stats.t.ppf(0.975, 13)
    band = found.band(years, 0.95)
    assert band.low == pytest.approx(np.exp(middle - reach * error), rel=1e-10)
    assert band.high == pytest.approx(np.exp(middle + reach * error), rel=1e-10)
    one_more = found.band(years, 0.95, quotes=True)
    wide = np.sqrt(error**2 + variance)
    assert one_more.low == pytest.approx(np.exp(middle - reach * wide), rel=1e-10)
    assert one_more.high == pytest.approx(np.exp(middle + reach * wide), rel=1e-10)


def test_bands_hold_what_they_say() -> None:
    """In 400 markets of 8 quotes: the true curve, and one more quote, three years on."""
    rng = np.random.default_rng(5)
    inside = np.zeros(2)
    for seed in range(400):
        found = fitted(scattered(8, 0.1, seed=seed))
        ahead = np.array([3.0])
        truth = 6 * 0.8**3
        band, more = found.band(ahead), found.band(ahead, quotes=True)
        drawn = truth * math.exp(rng.normal(0, 0.1))
        inside += [band.low[0] <= truth <= band.high[0], more.low[0] <= drawn <= more.high[0]]
    assert inside / 400 == pytest.approx([0.9, 0.9], abs=0.05)


def test_the_origin_only_moves_where_years_count_from() -> None:
    quotes = scattered(20, 0.1)
    early, late = fitted(quotes), fitted(quotes, date(2026, 4, 1))
    assert early.origin == date(2024, 1, 1)
    assert late.decline == pytest.approx(early.decline, rel=1e-12)
    assert late.price == pytest.approx(early.price_on(date(2026, 4, 1)), rel=1e-12)
    assert late.price_error / late.price > early.price_error / early.price


def test_units_are_converted_first() -> None:
    quotes = [
        quote("hour", date(2025, 1, 1), 4.0),
        quote("month", date(2025, 7, 1), 4 * 0.9**0.5 * 730, "gpu_month"),
        quote("power", date(2026, 1, 1), 3.6 * 730 * 1000 / 1.36, "mw_month"),
    ]
    found = fitted(quotes)
    assert found.price == pytest.approx(4, rel=1e-12)
    assert found.decline == pytest.approx(0.1, rel=1e-12)
    other = fit(quotes, kw_per_gpu=1.36 / 2, hours=730)
    assert isinstance(other, MarketFit)
    assert other.points[-1].price == pytest.approx(1.8)


def test_the_curve_is_the_models_market_price() -> None:
    found = fitted(scattered(24, 0.1))
    made = curve(found, YearMonth(2026, 4), 48)
    assert made.prices.shape == made.low.shape == made.quote_high.shape == (48,)
    start = found.price_on(date(2026, 4, 1))
    by_hand = [start * (1 - found.decline) ** (place / 12) for place in range(48)]
    assert made.prices == pytest.approx(by_hand, rel=1e-12)
    on_days = [found.price_on(date(2026 + (3 + k) // 12, (3 + k) % 12 + 1, 1)) for k in range(48)]
    assert made.prices == pytest.approx(on_days, rel=1e-12)
    assert (made.quote_low < made.low).all()
    assert (made.low < made.prices).all()
    assert (made.prices < made.high).all()
    assert (made.high < made.quote_high).all()
    assert all(one < two for one, two in pairwise(made.high / made.low))
    assert len(curve_from(found, date(2020, 2, 29), 500).prices) == 120


def test_no_curve_says_why() -> None:
    day = date(2026, 3, 5)
    one, two = quote("a", day, 4), quote("b", date(2026, 5, 5), 4)
    assert fit([]) == NoFit("No curve: no usable quotes; it takes at least 3.", ())
    assert fit([one]) == NoFit("No curve: 1 usable quote; it takes at least 3.", ())
    assert fit([one, two]) == NoFit("No curve: 2 usable quotes; it takes at least 3.", ())
    same = fit([quote(key, day, price) for key, price in (("a", 4), ("b", 5), ("c", 3))])
    assert isinstance(same, NoFit)
    assert same.reason == (
        "No curve: all 3 quotes are of 5 Mar 2026; "
        "they give a level, about $4.00/GPU-hour, and no decline."
    )
    near = fit([quote(str(place), date(2026, 3, place), 4) for place in range(1, 9)])
    assert isinstance(near, NoFit)
    assert "within 7 days" in near.reason
    slip = fit([quote("a", day, 3e-3), quote("b", date(2026, 4, 5), 3), two])
    assert isinstance(slip, NoFit)
    assert slip.reason == "No curve: 2 usable quotes; it takes at least 3."
    assert [each.quote for each in slip.left_out] == ["a"]


def test_three_quotes_are_a_curve_with_a_very_wide_band() -> None:
    found = fitted(monthly([4, 5, 4.2]))
    assert found.freedom == 1
    band = found.band(np.array([2.0]))
    assert band.high[0] / band.low[0] > 1e6


def test_a_curve_carried_on_for_centuries_stays_finite() -> None:
    found = fitted(monthly([1, 1.3, 1.5]))
    assert math.isfinite(found.price_on(date(9999, 12, 31)))
    assert found.price_on(date(1, 1, 1)) > 0
    assert np.isfinite(curve_from(found, date(9000, 1, 1), 120).prices).all()


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        (date(2024, 2, 29), date(2025, 2, 28), 1 + (27 / 28 - 28 / 29) / 12),
        (date(2024, 1, 1), date(2025, 7, 1), 1.5),
        (date(2026, 3, 1), date(2026, 3, 16), 15 / 31 / 12),
        (date(2026, 3, 1), date(2025, 3, 1), -1),
    ],
)
def test_years_by_the_calendar(first: date, second: date, years: float) -> None:
    assert years_between(first, second) == pytest.approx(years, abs=1e-12)
