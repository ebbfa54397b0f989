"""Draws: goodness of fit, exact strata, rank correlations, the same bits on every run."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from engine.model.catalogue import catalogue
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.checks import checked
from engine.uncertainty.correlation import matrix, pairs, repaired
from engine.uncertainty.defaults import shipped
from engine.uncertainty.ranks import ranks
from engine.uncertainty.sampling import sample
from tests.engine.uncertainty.references import (
    CONTINUOUS,
    STEPS,
    alone,
    distribution,
    frozen,
    mass,
)

if TYPE_CHECKING:
    from engine.formula.values import Array

ROOT = Path(__file__).parents[3]
N = 10_000
SEEDS = (0, 1, 2, 7, 99, 2**31 - 1)
SHIPPED = shipped()
KEYS = ("revenue_growth", "long_run_growth", "efficiency_gain", "training_growth")


def _uniform(key: str) -> Distribution:
    item = catalogue().inputs[key]
    return distribution("uniform", low=item.minimum, high=item.maximum)


def _together(*found: tuple[str, str, float]) -> Uncertainty:
    made = Uncertainty()
    for key in KEYS:
        made = made.with_distribution(key, _uniform(key))
    return checked(replace(made, correlations=tuple(Correlation(*each) for each in found)))


def _spearman(columns: list[Array]) -> Array:
    return np.asarray(stats.spearmanr(np.array(columns).T).statistic)


# Each by itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 20])
@pytest.mark.parametrize("name", CONTINUOUS)
def test_continuous_marginals_fit(name: str, seed: int) -> None:
    key, made = CONTINUOUS[name]
    drawn = sample(alone(key, made), N, seed)[key]
    test = stats.kstest(drawn, frozen(made).cdf)
    assert test.pvalue > 0.5
    # Far closer than chance: one draw in every stratum.
    assert test.statistic <= 1 / N + 1e-9
    strata = np.sort(np.floor(frozen(made).cdf(drawn) * N + 1e-7))
    assert (np.abs(strata - np.arange(N)) <= 1e-6).mean() > 0.999


@pytest.mark.parametrize("seed", [1, 20])
@pytest.mark.parametrize("name", STEPS)
def test_marginals_of_single_values_fit(name: str, seed: int) -> None:
    key, made = STEPS[name]
    drawn = sample(alone(key, made), N, seed)[key]
    item = catalogue().inputs[key]
    values = np.arange(item.minimum, item.maximum + 1)
    expected = mass(made, values) * N
    counts = np.bincount((drawn - item.minimum).astype(int), minlength=len(values))
    assert counts.sum() == N
    often = expected > 5
    kept, found = expected[often], counts[often]
    if len(kept) > 1:
        assert stats.chisquare(found, kept * found.sum() / kept.sum()).pvalue > 0.5
    # Only the strata at a value's two ends can go to another.
    assert (np.abs(counts - expected)[:-1] < 2).all()
    assert (np.abs(np.cumsum(counts - expected))[:-1] <= 1 + 1e-6).all()


def test_a_place_in_a_stratum_is_uniform() -> None:
    key, made = CONTINUOUS["uniform"]
    u = (sample(alone(key, made), N, 3)[key] - 3000) / 1000
    assert stats.kstest(u * N % 1, "uniform").pvalue > 0.01


def test_draws_are_independent_of_each_other() -> None:
    key, made = CONTINUOUS["uniform"]
    drawn = sample(alone(key, made), N, 3)[key]
    assert abs(stats.spearmanr(drawn[1:], drawn[:-1]).statistic) < 0.04


def test_a_clipped_normal_sits_on_its_bounds() -> None:
    made = distribution("normal_clipped", mean=0.15, sd=0.18, low=-0.35, high=0.55)
    drawn = sample(alone("market_price_decline", made), N, 1)["market_price_decline"]
    below = stats.norm.cdf((-0.35 - 0.15) / 0.18)
    above = stats.norm.sf((0.55 - 0.15) / 0.18)
    assert abs((drawn == -0.35).sum() - below * N) <= 1
    assert abs((drawn == 0.55).sum() - above * N) <= 1
    inside = drawn[(drawn > -0.35) & (drawn < 0.55)]
    reference = stats.truncnorm(-0.5 / 0.18, 0.4 / 0.18, 0.15, 0.18)
    assert stats.kstest(inside, reference.cdf).pvalue > 0.5


def test_draws_are_clipped_to_what_the_input_takes() -> None:
    wide = distribution("normal", mean=0.3, sd=0.5)
    drawn = sample(alone("revenue_growth", wide), N, 1)["revenue_growth"]
    assert (drawn.min(), drawn.max()) == (-0.1, 0.4)
    assert abs((drawn == 0.4).sum() - stats.norm.sf(0.2) * N) <= 1
    long = distribution("zero_or_geometric", p_zero=0, mean=20)
    months = sample(alone("delivery_delay_months", long), N, 1)["delivery_delay_months"]
    assert months.max() == 24
    assert abs((months == 24).sum() - stats.geom.sf(23, 1 / 20) * N) <= 1


def test_whole_inputs_come_whole() -> None:
    made = distribution("pert", low=12, mode=36, high=60)
    drawn = sample(alone("term_months", made), N, 1)["term_months"]
    assert (drawn == np.rint(drawn)).all()
    # A month is drawn wherever the smooth draw rounds to it.
    reference = frozen(made)
    wanted = reference.cdf(36.5) - reference.cdf(35.5)
    assert abs((drawn == 36).mean() - wanted) <= 1.01 / N


# Together ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_shipped_correlations_are_induced(seed: int) -> None:
    orders = ranks(SHIPPED.inputs, pairs(SHIPPED), N, seed)
    assert np.abs(_spearman(list(orders)) - matrix(SHIPPED)).max() < 0.002
    drawn = sample(SHIPPED, N, seed)
    for pair in SHIPPED.correlations:
        found = stats.spearmanr(drawn[pair.first], drawn[pair.second]).statistic
        assert found == pytest.approx(pair.rank, abs=0.002)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_pairs_of_draws_are_within_two_hundredths(seed: int) -> None:
    smooth = replace(
        SHIPPED,
        distributions=tuple(
            (
                key,
                made
                if key not in ("delivery_delay_months", "outage_start_month")
                else distribution("uniform", low=0, high=24),
            )
            for key, made in SHIPPED.distributions
        ),
    )
    drawn = sample(smooth, N, seed)
    assert np.abs(_spearman(list(drawn.values())) - matrix(smooth)).max() < 0.02


@pytest.mark.parametrize("draws", [100, 777, 1_000, 10_000, 100_000])
def test_every_stratum_once_whatever_the_correlations(draws: int) -> None:
    for order in ranks(SHIPPED.inputs, pairs(SHIPPED), draws, 5):
        assert (np.sort(order) == np.arange(draws)).all()
    drawn = sample(SHIPPED, draws, 5)
    for key in ("revenue_growth", "training_growth"):
        made = SHIPPED.distribution(key)
        assert made is not None
        u = frozen(made).cdf(drawn[key])
        assert (np.sort(np.floor(u * draws)) == np.arange(draws)).mean() > 0.999


CASES = {
    "strong": [("revenue_growth", "long_run_growth", 0.95)],
    "all of one": [("revenue_growth", key, -0.55) for key in KEYS[1:]],
    "equal": [("revenue_growth", "long_run_growth", 1.0)],
    "opposite": [("revenue_growth", "efficiency_gain", -1.0)],
    "all equal": [
        (first, second, 1.0) for at, first in enumerate(KEYS) for second in KEYS[at + 1 :]
    ],
    "a chain": [
        ("revenue_growth", "long_run_growth", 0.6),
        ("long_run_growth", "efficiency_gain", 0.6),
        ("efficiency_gain", "training_growth", 0.6),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_extreme_correlations_are_induced(name: str) -> None:
    made, _ = repaired(_together(*CASES[name]))
    for seed in (1, 2):
        drawn = sample(made, N, seed)
        assert np.abs(_spearman(list(drawn.values())) - matrix(made)).max() < 0.01


@pytest.mark.parametrize("seed", range(12))
def test_repaired_ones_at_the_edge_of_what_can_be_are_induced(seed: int) -> None:
    dice = np.random.default_rng(seed)
    keys = SHIPPED.inputs
    wild = tuple(
        Correlation(first, second, round(float(dice.uniform(-1, 1)), 2))
        for at, first in enumerate(keys)
        for second in keys[at + 1 :]
    )
    made, _ = repaired(replace(SHIPPED, correlations=wild))
    orders = ranks(made.inputs, pairs(made), N, seed)
    assert np.abs(_spearman(list(orders)) - matrix(made)).max() < 0.02


def test_the_normal_scores_are_jointly_normal() -> None:
    """Of a Gaussian copula also sums of scores are normal."""
    made = _together(("revenue_growth", "long_run_growth", 0.5))
    first, second, *_ = ranks(made.inputs, pairs(made), N, 1)
    scores = [stats.norm.ppf((order + 0.5) / N) for order in (first, second)]
    pearson = 2 * np.sin(np.pi / 6 * 0.5)
    total = (scores[0] + scores[1]) / np.sqrt(2 + 2 * pearson)
    assert stats.kstest(total, "norm").pvalue > 0.2
    apart = (scores[0] - scores[1]) / np.sqrt(2 - 2 * pearson)
    assert stats.kstest(apart, "norm").pvalue > 0.2


def test_correlations_that_cannot_be_are_refused() -> None:
    made = _together(
        ("revenue_growth", "long_run_growth", 0.9),
        ("revenue_growth", "efficiency_gain", 0.9),
        ("long_run_growth", "efficiency_gain", -0.9),
    )
    with pytest.raises(ValueError, match="no draws can have all of these rank correlations"):
        sample(made, 1_000, 1)
    with pytest.raises(ValueError, match="1 draws have no order; allowed: at least 2"):
        sample(SHIPPED, 1)


@pytest.mark.parametrize("draws", [2, 3, 10, 100])
def test_few_draws_of_all_inputs(draws: int) -> None:
    made = Uncertainty()
    for key in catalogue().inputs:
        made = made.with_distribution(key, _any(key))
    drawn = sample(checked(made), draws, 1)
    assert len(drawn) == 101
    for key, values in drawn.items():
        item = catalogue().inputs[key]
        assert values.shape == (draws,)
        assert ((values >= item.minimum) & (values <= item.maximum)).all()


def _any(key: str) -> Distribution:
    item = catalogue().inputs[key]
    if item.unit in ("0/1", "+1/-1", "1 end, .5 mid, 0 start"):
        return distribution("discrete", value_1=item.maximum, probability_1=1)
    return _uniform(key)


# The same again ----------------------------------------------------------------------------


def _bits(drawn: dict[str, Array]) -> bytes:
    return b"".join(values.tobytes() for values in drawn.values())


def test_two_runs_have_the_same_bits() -> None:
    first = _bits(sample(SHIPPED, 1_003, 11))
    sample(SHIPPED, 500, 11)
    assert _bits(sample(SHIPPED, 1_003, 11)) == first
    assert _bits(sample(SHIPPED, 1_003, 12)) != first


_PROGRAM = """
import hashlib
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample
drawn = sample(shipped(), 2_000, 17)
print(hashlib.sha256(b"".join(drawn[key].tobytes() for key in drawn)).hexdigest())
"""


def test_other_processes_have_the_same_bits() -> None:
    found = set()
    for hashes, threads in (("0", "1"), ("1", "4"), ("random", "2")):
        settings = {"PYTHONHASHSEED": hashes, "OPENBLAS_NUM_THREADS": threads}
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM],
            cwd=ROOT,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_threads_get_the_same_bits() -> None:
    wanted = _bits(sample(SHIPPED, 1_500, 31))
    found: list[bytes] = []

    def ask() -> None:
        for seed in (31, 32, 31):
            drawn = _bits(sample(SHIPPED, 1_500, seed))
            if seed == 31:
                found.append(drawn)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 8


def test_what_a_caller_writes_into_is_its_own() -> None:
    first = _bits(sample(SHIPPED, 300, 1))
    for values in sample(SHIPPED, 300, 1).values():
        values[:] = 0
    assert _bits(sample(SHIPPED, 300, 1)) == first


def test_inputs_before_a_new_one_keep_their_draws() -> None:
    fewer = SHIPPED.with_distribution("training_growth", None)
    assert list(SHIPPED.inputs)[-1] == "training_growth"
    with_all, without = sample(SHIPPED, 1_000, 1), sample(fewer, 1_000, 1)
    assert all((with_all[key] == without[key]).all() for key in fewer.inputs)


def test_another_distribution_leaves_the_others_and_its_own_order() -> None:
    made = distribution("uniform", low=0, high=0.1)
    changed = SHIPPED.with_distribution("revenue_growth", made)
    before, after = sample(SHIPPED, 1_000, 1), sample(changed, 1_000, 1)
    order = [np.argsort(each["revenue_growth"]) for each in (before, after)]
    assert (order[0] == order[1]).all()
    assert all(
        (before[key] == after[key]).all() for key in SHIPPED.inputs if key != "revenue_growth"
    )


# Moved and stopped -------------------------------------------------------------------------


def test_shifts_are_added_before_the_draws_are_held() -> None:
    plain = sample(SHIPPED, 1_000, 1)
    shifts = {"revenue_growth": 0.3, "opening_market_price": -0.5, "term_months": 3.0}
    moved = sample(SHIPPED, 1_000, 1, shifts)
    wanted = np.minimum(plain["revenue_growth"] + 0.3, 0.4)
    np.testing.assert_allclose(moved["revenue_growth"], wanted, rtol=1e-15)
    assert (moved["revenue_growth"] == 0.4).any()
    wanted = plain["opening_market_price"] - 0.5
    np.testing.assert_allclose(moved["opening_market_price"], wanted, rtol=1e-15)
    assert set(moved) == set(plain)
    others = set(plain) - set(shifts)
    assert all((moved[key] == plain[key]).all() for key in others)


def test_its_own_draws_and_seed_are_used_where_none_are_given() -> None:
    made = replace(SHIPPED, draws=400, seed=9)
    assert _bits(sample(made)) == _bits(sample(SHIPPED, 400, 9))
    assert sample(Uncertainty()) == {}


class _StoppedError(Exception):
    pass


def test_it_stops_when_told() -> None:
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked > 5:
            raise _StoppedError

    with pytest.raises(_StoppedError):
        sample(SHIPPED, 20_000, 12345, stop=stop)
    drawn = sample(SHIPPED, 20_000, 12345)
    assert _bits(sample(SHIPPED, 20_000, 12345, stop=lambda: None)) == _bits(drawn)
