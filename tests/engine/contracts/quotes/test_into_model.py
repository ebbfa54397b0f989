"""A fitted market as the model's inputs: values, distributions as drawn, words."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats

from engine.calendar import YearMonth
from engine.contracts.quotes.into_model import MarketInputs, market_inputs, with_market
from engine.contracts.quotes.market import MarketFit, fit
from engine.scenario import scenario
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.checks import checked, checked_distribution
from engine.uncertainty.defaults import shipped
from engine.uncertainty.following import shifts
from engine.uncertainty.kinds import quantile
from tests.engine.contracts.quotes.offers import monthly, quote, scattered

START = YearMonth(2026, 4)
PRICE, DECLINE = "opening_market_price", "market_price_decline"


def made(prices: list[float] | None = None, count: int = 24, sd: float = 0.05) -> MarketInputs:
    return market_inputs(market(prices, count, sd), START)


def market(prices: list[float] | None = None, count: int = 24, sd: float = 0.05) -> MarketFit:
    found = fit(monthly(prices) if prices else scattered(count, sd))
    assert isinstance(found, MarketFit)
    return found


def test_the_values_are_the_curve_on_the_start() -> None:
    found = made([8 * 0.75 ** (place / 12) for place in range(24)])
    assert found.values[PRICE] == pytest.approx(8 * 0.75**2.25, rel=1e-9)
    assert found.values[DECLINE] == pytest.approx(0.25, rel=1e-9)
    assert found.distributions == ()
    assert found.correlation is None
    assert found.notes == ("The quotes lie on one line: what they fix has no spread.",)
    scenario("fitted", found.values)


def test_the_distributions_hold_what_the_fits_own_t_distribution_holds() -> None:
    """The price's middle 90% is the regression's prediction of the mean, by its own formulas."""
    found = made()
    price, decline = dict(found.distributions)[PRICE], dict(found.distributions)[DECLINE]
    logs = np.log([each.price for each in scattered(24, 0.05)])
    x = np.arange(24) / 12
    line = stats.linregress(x, logs)
    sd = math.sqrt(((logs - line.intercept - line.slope * x) ** 2).sum() / 22)
    error = sd * math.sqrt(1 / 24 + (2.25 - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
    reach = stats.t.ppf(0.95, 22)
    middle = line.intercept + line.slope * 2.25
    u = np.array([0.05, 0.5, 0.95])
    expected = np.exp(middle + reach * error * np.array([-1, 0, 1]))
    assert quantile(price, u) == pytest.approx(expected, rel=1e-9)
    slope_error = reach * line.stderr * math.exp(line.slope)
    expected = 1 - math.exp(line.slope) + slope_error * np.array([-1, 0, 1])
    assert quantile(decline, u) == pytest.approx(expected, rel=1e-9)


def test_the_correlation_is_that_of_the_estimates() -> None:
    """Drawn: 4,000 markets fitted, price on the start against decline, by rank."""
    rng = np.random.default_rng(11)
    x = np.arange(24) / 12
    logs = math.log(6) + math.log(0.8) * x + rng.normal(0, 0.05, (4000, 24))
    slopes, levels = np.polyfit(x, logs.T, 1)
    expected = stats.spearmanr(levels + 2.25 * slopes, 1 - np.exp(slopes)).statistic
    found = made().correlation
    assert found is not None
    assert found[:2] == (PRICE, DECLINE)
    assert found.rank == pytest.approx(expected, abs=0.02)
    assert found.rank < 0


@pytest.mark.parametrize("sd", [0.001, 0.05, 0.5])
@pytest.mark.parametrize("count", [3, 4, 24])
def test_every_fit_is_an_uncertainty_that_is_allowed(count: int, sd: float) -> None:
    found = made(count=count, sd=sd)
    for key, each in found.distributions:
        assert checked_distribution(key, each) == each
    after = with_market(shipped(), found, {})
    assert checked(after) == after
    scenario("fitted", found.values)


def test_what_an_input_cannot_take_is_clipped_and_said() -> None:
    found = made([10 * 0.1 ** (place / 12) for place in range(6)])
    assert found.values == {PRICE: 0.25, DECLINE: 0.6}
    assert found.notes[:2] == (
        "Opening market price: the quotes give $0.06, outside the input's range; $0.25 is used.",
        "Market price decline: the quotes give 90.0%, outside the input's range; 60.0% is used.",
    )
    rising = made([2 * 2 ** (place / 12) for place in range(12)])
    assert rising.values[DECLINE] == -0.4
    assert "the quotes give −100.0%" in rising.notes[0]


def test_a_start_far_from_the_quotes_is_said() -> None:
    found = market(count=24)
    assert market_inputs(found, YearMonth(2027, 4)).notes == (
        "Apr 2027 is 16 months after the last quote; the curve is carried on.",
    )
    assert market_inputs(found, YearMonth(2027, 1)).notes[0].startswith("Jan 2027 is 13 months")
    assert market_inputs(found, YearMonth(2023, 1)).notes == (
        "Jan 2023 is 12 months before the first quote; the curve is carried on.",
    )
    assert market_inputs(found, YearMonth(2025, 6)).notes == ()


def test_too_few_quotes_to_fix_anything_is_said() -> None:
    assert any("its range is very wide" in note for note in made([4, 5, 4.2]).notes)


def test_with_market_replaces_only_the_markets() -> None:
    before, found = shipped(), made()
    after = with_market(before, found, {})
    assert after.inputs == before.inputs
    for key in before.inputs:
        if key not in (PRICE, DECLINE):
            assert after.distribution(key) == before.distribution(key)
    assert after.distribution(PRICE) == dict(found.distributions)[PRICE]
    ours = [pair for pair in after.correlations if {*pair[:2]} == {PRICE, DECLINE}]
    assert ours == [found.correlation]
    assert len(after.correlations) == len(before.correlations)


def test_a_certain_market_loses_its_distributions() -> None:
    after = with_market(shipped(), made([4.0] * 12), {})
    assert PRICE not in after.inputs
    assert all(PRICE not in pair[:2] for pair in after.correlations)


def test_where_distributions_follow_they_land_where_the_fit_has_them() -> None:
    base, found = scenario("base").values, made()
    after = with_market(replace(shipped(), follows=True), found, base)
    moved = shifts(after, {**base, **found.values}, base)
    for key, fitted in found.distributions:
        stated = after.distribution(key)
        assert stated is not None
        assert stated.parameter("mean") + moved[key] == pytest.approx(fitted.parameter("mean"))
        assert stated.parameter("sd") == fitted.parameter("sd")


def test_an_uncertainty_with_nothing_in_it() -> None:
    found = made()
    after = with_market(Uncertainty(), found, {})
    assert after.inputs == (PRICE, DECLINE)
    assert after.correlations == (found.correlation,)
    assert isinstance(after.correlations[0], Correlation)
    assert isinstance(after.distributions[0][1], Distribution)


def test_the_start_is_the_first_day_of_the_month() -> None:
    found = market()
    assert market_inputs(found, START).values[PRICE] == found.price_on(date(2026, 4, 1))


def test_whatever_the_quotes_are_there_are_inputs_or_a_reason() -> None:
    rng = np.random.default_rng(3)
    units = ("gpu_hour", "gpu_month", "mw_month", "barrel")
    for _ in range(300):
        days = rng.integers(1, date(9999, 12, 1).toordinal(), rng.integers(0, 9))
        if rng.random() < 0.7:
            days = 739_000 + days % 900
        prices = 10.0 ** rng.uniform(-320, 308, len(days))
        if rng.random() < 0.7:
            prices = 10.0 ** rng.uniform(-1, 3, len(days))
        quotes = [
            quote(str(place), date.fromordinal(int(day)), float(price), units[place % 4])
            for place, (day, price) in enumerate(zip(days, prices, strict=True))
        ]
        found = fit(quotes)
        if not isinstance(found, MarketFit):
            assert found.reason.startswith("No curve: ")
            continue
        given = market_inputs(found, START)
        scenario("fitted", given.values)
        after = with_market(shipped(), given, {})
        assert checked(after) == after
        told = [each.quote for each in found.points] + [each.quote for each in found.left_out]
        assert sorted(told) == sorted(each.id for each in quotes)
