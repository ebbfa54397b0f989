"""Ranges from the shipped distributions against scipy's."""

from __future__ import annotations

import pytest
from scipy import stats

from engine.analysis.sensitivity.percentiles import percentile_ranges
from engine.uncertainty.case import Distribution, Uncertainty
from engine.uncertainty.defaults import shipped


def test_pert_and_normal_are_scipy_s() -> None:
    found = percentile_ranges(shipped())
    growth = stats.beta(1 + 4 * 0.07 / 0.16, 1 + 4 * 0.09 / 0.16, scale=0.16)
    assert found["revenue_growth"] == pytest.approx(growth.ppf([0.1, 0.9]))
    decline = stats.norm(0.15, 0.18)
    assert found["market_price_decline"] == pytest.approx(decline.ppf([0.1, 0.9]))


def test_whole_months_by_hand() -> None:
    """60% on time; of the rest each month is left with 4 in 5: 0.4 · 0.8ᵏ ≤ 0.1 first at k = 7."""
    found = percentile_ranges(shipped())
    assert found["delivery_delay_months"] == (0.0, 7.0)
    # 82% never; the 90th percentile is (0.90 - 0.82) / 0.18 of 36 months, rounded up.
    assert found["outage_start_month"] == (0.0, 16.0)


def test_shifts_move_them_and_the_input_s_range_holds_them() -> None:
    plain = percentile_ranges(shipped())["revenue_growth"]
    moved = percentile_ranges(shipped(), {"revenue_growth": 0.02})["revenue_growth"]
    assert moved == pytest.approx((plain.low + 0.02, plain.high + 0.02))
    wide = Distribution("normal", (("mean", 0.9), ("sd", 0.5)))
    made = Uncertainty((("availability", wide),))
    assert percentile_ranges(made)["availability"].high == 1.0


def test_what_hardly_ever_varies_has_none() -> None:
    rare = Distribution("one_event", (("p", 0.05), ("window", 36.0)))
    assert percentile_ranges(Uncertainty((("outage_start_month", rare),))) == {}
