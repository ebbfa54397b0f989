"""A figure in a few numbers, its bars, and how sure it is."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest

from engine.analysis.goal import Goal
from engine.analysis.simulation.convergence import (
    checks,
    running_percentile,
    running_probability,
)
from engine.analysis.simulation.histogram import Histogram, histogram
from engine.analysis.simulation.summary import probability, summarise

NONE = math.nan


def _random() -> np.random.Generator:
    """Begun anew in every test: what it draws must not rest on the tests before."""
    return np.random.default_rng(8)


# Summary -------------------------------------------------------------------------------------


def test_a_summary_leaves_out_what_does_not_exist() -> None:
    found = summarise(np.array([NONE, 1.0, 2.0, 3.0, 4.0, 5.0, NONE, NONE]))
    assert found.percentiles.tolist() == pytest.approx([1.2, 2.0, 3.0, 4.0, 4.8])
    assert found.mean == 3.0
    assert found.share_null == 3 / 8


def test_a_summary_of_nothing() -> None:
    found = summarise(np.array([NONE, NONE]))
    assert np.isnan(found.percentiles).all()
    assert math.isnan(found.mean)
    assert found.share_null == 1


def test_the_probability_of_a_goal_is_of_all_draws() -> None:
    values = np.array([1.0, 2.0, 3.0, NONE])
    assert probability(Goal("first_profit_quarter", "<=", 2), values) == 0.5
    # No runway's end is a runway that never ends; no margin is none that is high enough.
    assert probability(Goal("cash_out_month", ">=", 3), values) == 0.5
    assert probability(Goal("first_year_gross_margin", ">=", 3), values) == 0.25


# Histogram -----------------------------------------------------------------------------------


def _adds_up(found: Histogram) -> None:
    total = found.shares.sum() + found.below + found.above + found.missing
    assert total == pytest.approx(1, abs=1e-12)
    assert len(found.edges) == (len(found.shares) + 1 if len(found.shares) else 0)
    assert (np.diff(found.edges) > 0).all()


def test_months_have_a_bar_each() -> None:
    found = histogram(np.array([3.0, 3.0, 5.0, NONE]))
    _adds_up(found)
    assert found.whole
    assert found.middles.tolist() == [3, 4, 5]
    assert found.shares.tolist() == [0.5, 0, 0.25]
    assert found.missing == 0.25


def test_yes_or_no_has_two_bars() -> None:
    found = histogram(np.array([0.0, 1.0, 0.0, 0.0]))
    assert (found.middles.tolist(), found.shares.tolist()) == ([0, 1], [0.75, 0.25])


@pytest.mark.parametrize("value", [0.0, 7.0, -7.5, 0.37, 43437.5, 1e-9])
def test_one_value_is_one_bar(value: float) -> None:
    found = histogram(np.full(50, value))
    _adds_up(found)
    assert found.whole
    assert found.shares.tolist() == [1]
    assert found.middles[0] == pytest.approx(value, abs=1e-12)


def test_what_differs_by_rounding_only_is_one_bar() -> None:
    found = histogram(29062.5 * (1 + 1e-13 * _random().normal(size=500)))
    assert found.shares.tolist() == [1]


def test_no_value_at_all() -> None:
    found = histogram(np.array([NONE, NONE]))
    assert (len(found.shares), found.missing) == (0, 1)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 4321.0, 1e9])
@pytest.mark.parametrize("count", [100, 10_000])
def test_what_is_continuous_has_round_bins(scale: float, count: int) -> None:
    values = scale * _random().normal(3, 1, count)
    found = histogram(values)
    _adds_up(found)
    assert not found.whole
    assert 8 <= len(found.shares) <= 60
    assert found.below == found.above == 0
    width = found.edges[1] - found.edges[0]
    leading = width / 10 ** math.floor(math.log10(width) + 1e-9)
    assert min(abs(leading - each) for each in (1, 2, 2.5, 5)) < 1e-6
    np.testing.assert_allclose(found.edges / width, np.round(found.edges / width), atol=1e-6)
    for place, share in enumerate(found.shares):
        low, high = found.edges[place : place + 2]
        last = place == len(found.shares) - 1
        inside = [low <= each < high or (last and each == high) for each in values.tolist()]
        assert share == pytest.approx(sum(inside) / count)


def test_long_tails_stand_apart() -> None:
    values = np.concatenate((_random().normal(0, 1, 9_990), np.full(10, 1e6)))
    found = histogram(values)
    _adds_up(found)
    assert 0.001 <= found.above < 0.01
    assert found.edges[-1] < 10
    assert len(found.shares) >= 12


def test_a_spike_with_a_tail_keeps_both() -> None:
    random = _random()
    values = np.where(random.random(5_000) < 0.9, 0.0, random.exponential(100, 5_000))
    found = histogram(values)
    _adds_up(found)
    assert found.shares[0] > 0.85
    assert len(found.shares) >= 10


def test_few_bins_where_few_are_wanted() -> None:
    found = histogram(_random().normal(0, 1, 10_000), most=12)
    assert 4 <= len(found.shares) <= 12


# Convergence ---------------------------------------------------------------------------------


def test_checks_grow() -> None:
    assert checks(10_000) == (100, 200, 500, 1_000, 2_000, 5_000, 10_000)
    assert checks(12_345) == (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 12_345)
    assert checks(100) == (100,)
    assert checks(30) == (30,)


def test_a_running_probability() -> None:
    held = np.arange(1_000) % 4 == 0
    found = running_probability(held)
    assert found.draws.tolist() == [100, 200, 500, 1_000]
    assert found.estimate.tolist() == [0.25] * 4
    errors = [(0.25 * 0.75 / count) ** 0.5 for count in (100, 200, 500, 1_000)]
    np.testing.assert_allclose(found.error, errors)


def test_wilsons_interval() -> None:
    """Against scipy's."""
    from scipy.stats import binomtest

    for successes in (0, 1, 40, 100):
        held = np.arange(100) < successes
        found = running_probability(held)
        expected = binomtest(successes, 100).proportion_ci(0.95, "wilson")
        assert found.low[0] == pytest.approx(expected.low, abs=1e-12)
        assert found.high[0] == pytest.approx(expected.high, abs=1e-12)
    assert running_probability(np.zeros(100, dtype=np.bool_)).high[0] > 0.03


def test_a_running_percentile() -> None:
    values = _random().normal(10, 2, 5_000)
    found = running_percentile(values, 50)
    for place, count in enumerate(found.draws.tolist()):
        assert found.estimate[place] == statistics.median(values[:count].tolist())
    assert (found.low < found.estimate).all()
    assert (found.estimate < found.high).all()
    # The median of n normals has a standard error of about 1.253 sd / √n.
    assert found.error[-1] == pytest.approx(1.2533 * 2 / 5_000**0.5, rel=0.15)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    held_by_probability = held_by_percentile = 0
    random = _random()
    for _ in range(400):
        values = random.exponential(1, 200)
        chance = running_probability(values < 0.3)
        truth = 1 - math.exp(-0.3)
        held_by_probability += bool(chance.low[-1] <= truth <= chance.high[-1])
        quarter = running_percentile(values, 25)
        held_by_percentile += bool(quarter.low[-1] <= -math.log(0.75) <= quarter.high[-1])
    assert 0.91 <= held_by_probability / 400 <= 0.99
    assert 0.91 <= held_by_percentile / 400 <= 0.995


def test_too_few_draws_say_nothing_of_the_ends() -> None:
    found = running_percentile(_random().normal(0, 1, 60), 5)
    assert math.isnan(found.low[0])
    assert math.isnan(found.error[0])
    assert found.high[0] > found.estimate[0]


def test_a_running_percentile_leaves_out_what_does_not_exist() -> None:
    values = np.where(np.arange(400) % 2 == 0, np.arange(400.0), NONE)
    found = running_percentile(values, 50)
    assert found.estimate[-1] == 199.0
    nothing = running_percentile(np.full(200, NONE), 50)
    assert np.isnan(nothing.estimate).all()
