"""Variance shares and rank correlations against closed forms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats

from engine.analysis.sensitivity.draws import sensitivity
from engine.analysis.sensitivity.shares import ranks, variance_shares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DRAWS = 10_000
FACTORS = np.array([4.0, 2.0, 1.0, 0.0])


def normals(count: int, seed: int = 5, draws: int = DRAWS) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).normal(size=(count, draws)))


def shares_of(
    samples: Sequence[np.ndarray], values: np.ndarray, stop: Callable[[], None] | None = None
) -> tuple[float, ...]:
    return variance_shares([ranks(each) for each in samples], np.asarray(values), stop)


def test_independent_normals_share_by_their_squares() -> None:
    """Of Σ b·x the share of x is b²σ² / Σ b²σ²."""
    samples = normals(4)
    values = sum(factor * each for factor, each in zip(FACTORS, samples, strict=True))
    found = shares_of(samples, values)
    assert found == pytest.approx(FACTORS**2 / (FACTORS**2).sum(), abs=0.012)
    assert sum(found) == pytest.approx(1.0, abs=5e-3)


def test_ishigami() -> None:
    """Ishigami and Homma 1990: x₁ has 0.3139, x₂ 0.4424, x₃ alone 0; x₁ with x₃ the rest."""
    x, y, z = np.random.default_rng(2).uniform(-np.pi, np.pi, (3, 20_000))
    values = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
    found = shares_of([x, y, z], values)
    assert found == pytest.approx([0.3139, 0.4424, 0.0], abs=0.015)
    assert 1 - sum(found) == pytest.approx(0.2437, abs=0.02)


@pytest.mark.parametrize("rank", [-0.6, 0.3, 0.9])
def test_what_two_explain_jointly_is_split_evenly(rank: float) -> None:
    """Of a·x + b·z, both of variance 1 and correlated by ρ: (a + ρb)² alone, over the whole."""
    first, other = normals(2)
    samples = [first, rank * first + math.sqrt(1 - rank**2) * other]
    a, b = 2.0, 1.0
    whole = a**2 + b**2 + 2 * rank * a * b
    alone_a, alone_b = (a + rank * b) ** 2 / whole, (b + rank * a) ** 2 / whole
    expected = [(alone_a + 1 - alone_b) / 2, (alone_b + 1 - alone_a) / 2]
    found = shares_of(samples, a * samples[0] + b * samples[1])
    assert found == pytest.approx(expected, abs=0.015)


def test_what_acts_only_together_is_the_rest() -> None:
    samples = normals(2)
    found = shares_of(samples, samples[0] * samples[1])
    assert found == pytest.approx([0.0, 0.0], abs=0.01)


def test_the_ranks_of_a_sum_of_normals() -> None:
    """Var E[Φ(y) | x] over 1/12, with the correlation r of x and y: (6/π) asin(r²/2) each.

    And Spearman's rank correlation of x and y is (6/π) asin(r/2).
    """
    samples = dict(zip("abcd", normals(4), strict=True))
    values = sum(factor * each for factor, each in zip(FACTORS, samples.values(), strict=True))
    found = {each.key: each for each in sensitivity(samples, np.asarray(values)).inputs}
    for key, factor in zip("abcd", FACTORS, strict=True):
        r = factor / math.sqrt((FACTORS**2).sum())
        assert found[key].rank == pytest.approx(6 / math.pi * math.asin(r / 2), abs=0.025)
        assert found[key].share == pytest.approx(6 / math.pi * math.asin(r * r / 2), abs=0.015)


def test_rank_correlation_is_scipy_s_with_ties() -> None:
    chance = np.random.default_rng(8)
    steps = chance.integers(0, 4, 1000).astype(float)
    values = np.round(steps + chance.normal(size=1000))
    found = sensitivity({"steps": steps}, values).inputs[0]
    assert found.rank == pytest.approx(stats.spearmanr(steps, values).statistic)
    assert found.rank == -sensitivity({"steps": -steps}, values).inputs[0].rank


def test_shares_and_the_rest_add_up() -> None:
    chance = np.random.default_rng(3)
    samples = {str(place): each for place, each in enumerate(normals(5, draws=600))}
    values = samples["0"] * samples["1"] + samples["2"] + 0.3 * chance.normal(size=600)
    found = sensitivity(samples, values)
    assert all(each.share >= 0 for each in found.inputs)
    assert found.rest + sum(each.share for each in found.inputs) == pytest.approx(1.0)
    ranks = [abs(each.rank) for each in found.inputs]
    assert ranks == sorted(ranks, reverse=True)


def test_many_inputs_are_met_by_a_sample_of_orders() -> None:
    samples = normals(14, draws=4000)
    factors = np.arange(14.0)
    values = sum(factor * each for factor, each in zip(factors, samples, strict=True))
    found = shares_of(samples, np.asarray(values))
    assert found == pytest.approx(factors**2 / (factors**2).sum(), abs=0.03)
    assert found == shares_of(samples, np.asarray(values))


def test_draws_without_the_number_are_left_out_and_counted() -> None:
    (sample,) = normals(1, draws=1000)
    values = np.where(sample > 0, sample, np.nan)
    found = sensitivity({"a": sample}, values)
    assert (found.draws, found.missing) == (1000, int((sample <= 0).sum()))
    assert found.inputs[0].rank == pytest.approx(1.0)
    assert found.chance == pytest.approx(1.96 / math.sqrt(1000 - found.missing - 1))


def test_nothing_is_said_where_nothing_can_be() -> None:
    (sample,) = normals(1, draws=500)
    assert sensitivity({"a": sample}, np.full(500, 2.0)).fault == "never varies"
    few = np.full(500, np.nan)
    few[:199] = sample[:199]
    found = sensitivity({"a": sample}, few)
    assert (found.fault, found.missing, found.inputs) == ("too few", 301, ())
    assert sensitivity({}, sample).fault == "nothing reaches it"
    flat = sensitivity({"a": sample, "b": np.ones(500)}, sample)
    assert (flat.still, [each.key for each in flat.inputs]) == (("b",), ["a"])
    assert sensitivity({"b": np.ones(500)}, sample).fault == "nothing reaches it"


def test_it_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        shares_of(normals(3), normals(1, seed=9)[0], stop)
