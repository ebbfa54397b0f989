"""What is drawn of a distribution: areas of 1, means and percentiles as the draws have them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from engine.model.catalogue import catalogue
from engine.scenario import check_value
from engine.uncertainty.case import Distribution
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample
from engine.uncertainty.shape import Shape, mean, percentiles, shape
from tests.engine.uncertainty.references import (
    CONTINUOUS,
    STEPS,
    alone,
    distribution,
    frozen,
    mass,
)
from tests.engine.uncertainty.test_kinds import any_distribution

SHIPPED = dict(shipped().distributions)


def _area(found: Shape) -> float:
    curve = np.trapezoid(found.height, found.x) if len(found.x) else 0.0
    return float(curve + found.shares.sum())


@pytest.mark.parametrize("name", CONTINUOUS)
def test_a_curve_is_scipys_density(name: str) -> None:
    key, made = CONTINUOUS[name]
    found = shape(key, made)
    reference = frozen(made)
    assert len(found.values) == 0
    np.testing.assert_allclose(found.height[1:-1], reference.pdf(found.x[1:-1]), rtol=1e-6)
    assert _area(found) == pytest.approx(1, abs=1e-3)
    assert mean(key, made) == pytest.approx(reference.mean(), rel=1e-6)
    shares = [0.05, 0.25, 0.5, 0.75, 0.95]
    np.testing.assert_allclose(percentiles(key, made, shares), reference.ppf(shares), rtol=1e-9)


@pytest.mark.parametrize("name", STEPS)
def test_single_values_have_their_probabilities(name: str) -> None:
    key, made = STEPS[name]
    found = shape(key, made)
    assert len(found.x) == 0
    np.testing.assert_allclose(found.shares[:-1], mass(made, found.values)[:-1], atol=1e-12)
    assert _area(found) == pytest.approx(1, abs=1e-6)
    assert mean(key, made) == pytest.approx(float((found.values * found.shares).sum()), rel=1e-6)


def test_hand_cases_of_means() -> None:
    # (0 + 4 * 0.07 + 0.16) / 6
    assert mean("revenue_growth", SHIPPED["revenue_growth"]) == pytest.approx(0.44 / 6)
    # 18% of the middle of months 1 to 36
    assert mean("outage_start_month", SHIPPED["outage_start_month"]) == pytest.approx(0.18 * 18.5)
    assert mean(*CONTINUOUS["uniform"]) == pytest.approx(3500)
    assert mean(*STEPS["discrete"]) == pytest.approx(0.2 * 60 + 0.5 * 24 + 0.3 * 36)


def test_a_clipped_normal_has_a_curve_between_its_bounds_and_a_share_on_each() -> None:
    found = shape("market_price_decline", SHIPPED["market_price_decline"])
    assert found.values.tolist() == [-0.35, 0.55]
    shares = [stats.norm.cdf(-0.5 / 0.18), stats.norm.sf(0.4 / 0.18)]
    np.testing.assert_allclose(found.shares, shares, atol=1e-9)
    assert (found.x[0], found.x[-1]) == (-0.35, 0.55)
    assert _area(found) == pytest.approx(1, abs=1e-4)


def test_an_inputs_own_range_is_a_bound_too() -> None:
    made = distribution("normal", mean=0.35, sd=0.05)
    found = shape("revenue_growth", made)
    assert found.values.tolist() == [0.4]
    assert found.shares[0] == pytest.approx(stats.norm.sf(1), abs=1e-9)
    drawn = sample(alone("revenue_growth", made), 10_000, 1)["revenue_growth"]
    assert mean("revenue_growth", made) == pytest.approx(drawn.mean(), abs=1e-5)


def test_a_whole_input_has_bars() -> None:
    made = distribution("pert", low=12, mode=36, high=60)
    found = shape("term_months", made)
    assert len(found.x) == 0
    assert (found.values == np.rint(found.values)).all()
    at = found.values.tolist().index(36)
    reference = frozen(made)
    assert found.shares[at] == pytest.approx(reference.cdf(36.5) - reference.cdf(35.5))
    assert mean("term_months", made) == pytest.approx(36, abs=1e-9)


def test_a_shape_moves_with_its_slider_until_it_meets_the_range() -> None:
    key, made = "revenue_growth", SHIPPED["revenue_growth"]
    plain, moved = shape(key, made), shape(key, made, 0.05)
    np.testing.assert_allclose(moved.x, plain.x + 0.05)
    np.testing.assert_allclose(moved.height, plain.height, rtol=1e-9)
    assert mean(key, made, 0.05) == pytest.approx(mean(key, made) + 0.05)
    far = shape(key, made, 0.5)
    assert (len(far.x), far.values.tolist(), far.shares.tolist()) == (0, [0.4], [1.0])
    assert mean(key, made, 0.5) == pytest.approx(0.4)
    partly = shape(key, made, 0.3)
    assert partly.values.tolist() == [0.4]
    assert _area(partly) == pytest.approx(1, abs=1e-4)


@settings(max_examples=200, deadline=None)
@given(any_distribution())
def test_areas_means_and_values_of_any_distribution(drawn: tuple[str, Distribution]) -> None:
    key, made = drawn
    item = catalogue().inputs[key]
    found = shape(key, made, points=20_001)
    assert np.isfinite(found.height).all()
    assert (found.height >= 0).all()
    assert (np.diff(found.x) > 0).all()
    assert (np.diff(found.values) > 0).all()
    for value in found.values.tolist():
        assert check_value(key, value) == value
    skewed = made.kind == "lognormal" and made.parameter("sd") > 0.5 * made.parameter("mean")
    if not skewed:  # of which all lies in the first points
        assert _area(found) == pytest.approx(1, abs=2e-3)
    middles = (np.arange(20_000) + 0.5) / 20_000
    width = item.maximum - item.minimum
    middle = percentiles(key, made, middles.tolist()).mean()
    assert mean(key, made) == pytest.approx(middle, abs=1e-3 * width)


def test_a_mode_next_to_an_end_is_at_the_end() -> None:
    """Nearer than a float divides by."""
    ends = (("low", 0.0), ("high", 0.5))
    at_low = shape("benchmark_max_cut", Distribution("triangular", (("mode", 0.0), *ends)))
    near = shape("benchmark_max_cut", Distribution("triangular", (("mode", 1e-313), *ends)))
    np.testing.assert_allclose(near.height[1:], at_low.height[1:])
    assert np.isfinite(near.height).all()
