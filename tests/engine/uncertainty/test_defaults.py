"""The shipped uncertainty, entry by entry, and the tables that it is read from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.model.catalogue import catalogue
from engine.model.tables import read_table
from engine.scenario import scenario
from engine.uncertainty.case import DRAWS, SEED
from engine.uncertainty.checks import checked_distribution
from engine.uncertainty.correlation import is_valid
from engine.uncertainty.defaults import shipped
from engine.uncertainty.following import shifts
from engine.uncertainty.shape import percentiles
from tests.engine.uncertainty.references import distribution

SHIPPED = shipped()
DISTRIBUTIONS = {
    "revenue_growth": distribution("pert", low=0, mode=0.07, high=0.16),
    "long_run_growth": distribution("pert", low=-0.005, mode=0.0125, high=0.025),
    "market_price_decline": distribution(
        "normal_clipped", mean=0.15, sd=0.18, low=-0.35, high=0.55
    ),
    "efficiency_gain": distribution("pert", low=0.05, mode=0.35, high=0.65),
    "training_growth": distribution("pert", low=0.1, mode=0.5, high=1.2),
    "opening_market_price": distribution("pert", low=3.5, mode=5.25, high=7),
    "delivery_delay_months": distribution("zero_or_geometric", p_zero=0.6, mean=5),
    "outage_start_month": distribution("one_event", p=0.18, window=36),
}
CORRELATIONS = {
    ("revenue_growth", "long_run_growth", 0.5),
    ("market_price_decline", "efficiency_gain", 0.4),
    ("revenue_growth", "market_price_decline", -0.3),
    ("opening_market_price", "market_price_decline", -0.3),
    ("revenue_growth", "training_growth", 0.3),
}


def test_the_shipped_uncertainty_is_the_specified_one() -> None:
    assert dict(SHIPPED.distributions) == DISTRIBUTIONS
    assert set(SHIPPED.correlations) == CORRELATIONS
    assert len(SHIPPED.correlations) == len(CORRELATIONS)
    assert (SHIPPED.follows, SHIPPED.draws, SHIPPED.seed) == (False, DRAWS, SEED)
    assert list(SHIPPED.inputs) == [key for key in catalogue().inputs if key in DISTRIBUTIONS]
    assert is_valid(SHIPPED)
    assert shipped() is SHIPPED


@pytest.mark.parametrize("key", DISTRIBUTIONS)
def test_each_distribution(key: str) -> None:
    made = SHIPPED.distribution(key)
    assert made is not None
    assert checked_distribution(key, made) == made
    low, high = percentiles(key, made, [0.001, 0.999])
    # The case as reported is among what may well be.
    assert low <= scenario("x").values[key] <= high


@pytest.mark.parametrize("table", ["uncertainty", "correlations"])
def test_every_entry_has_a_note(table: str) -> None:
    for row in read_table(table):
        assert row["note"].endswith(".")
        assert 20 <= len(row["note"]) <= 90


def test_distributions_stand_where_they_are_stated_unless_they_follow() -> None:
    base = scenario("x").values
    values = {**base, "revenue_growth": 0.1, "delivery_delay_months": 6, "term_months": 48}
    assert shifts(SHIPPED, values, base) == {}


def test_located_distributions_follow_their_sliders() -> None:
    follows = replace(SHIPPED, follows=True)
    base = scenario("x").values
    values = {**base, "revenue_growth": 0.1, "delivery_delay_months": 6, "term_months": 48}
    assert shifts(follows, values, base) == {"revenue_growth": pytest.approx(0.03)}
    assert shifts(follows, base, base) == {}
