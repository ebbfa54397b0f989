"""Matrices of rank correlations: which can be, and the nearest that can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from engine.uncertainty.case import Correlation, Uncertainty
from engine.uncertainty.correlation import (
    can_be_drawn,
    copula,
    is_correlation,
    is_valid,
    matrix,
    nearest_correlation,
    ranks_of,
    repaired,
)
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from engine.formula.values import Array

SHIPPED = shipped()
KEYS = SHIPPED.inputs


def _with(*found: tuple[str, str, float]) -> Uncertainty:
    return replace(SHIPPED, correlations=tuple(Correlation(*each) for each in found))


def test_the_matrix_is_in_the_order_of_the_inputs() -> None:
    found = matrix(SHIPPED)
    assert found.shape == (8, 8)
    assert (np.diag(found) == 1).all()
    assert (found == found.T).all()
    first, second = KEYS.index("market_price_decline"), KEYS.index("revenue_growth")
    assert found[first, second] == -0.3
    assert np.count_nonzero(np.triu(found, 1)) == 5
    assert is_valid(SHIPPED)
    assert is_valid(Uncertainty())
    assert matrix(Uncertainty()).shape == (0, 0)


def test_a_pair_of_what_is_certain_counts_for_nothing() -> None:
    made = _with(("revenue_growth", "term_months", 0.9))
    assert (matrix(made) == np.eye(8)).all()


def test_rank_correlations_are_those_of_a_gaussian_copula() -> None:
    ranks = np.array([[1, 0.5], [0.5, 1]])
    scores = copula(ranks)
    assert scores[0, 1] == pytest.approx(0.5176380902050415)  # 2 sin 15°
    np.testing.assert_allclose(ranks_of(scores), ranks, atol=1e-15)
    draws = np.random.default_rng(1).multivariate_normal([0, 0], scores, 200_000)
    assert stats.spearmanr(draws).statistic == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("found", "valid"),
    [
        (np.array([[1, 0.5], [0.5, 1]]), True),
        (np.array([[1, 0.5], [0.4, 1]]), False),
        (np.array([[1, 0.5], [0.5, 0.9]]), False),
        (np.array([[1, 1.1], [1.1, 1]]), False),
        (np.array([[1, 1.0], [1.0, 1]]), True),
        (np.array([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]), False),
    ],
)
def test_what_a_correlation_matrix_is(found: Array, valid: bool) -> None:
    assert is_correlation(found) == valid


def test_ranks_that_only_their_scores_forbid() -> None:
    """A matrix of ranks may be positive semidefinite where that of the scores is not."""
    low = -0.5
    ranks = np.array([[1, low, low], [low, 1, low], [low, low, 1]])
    assert is_correlation(ranks)
    assert not is_correlation(copula(ranks))
    assert not can_be_drawn(ranks)


# The nearest -------------------------------------------------------------------------------


def test_highams_example() -> None:
    """Higham (2002), Computing the nearest correlation matrix: the tridiagonal one of size 3."""
    found = nearest_correlation(np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1.0]]))
    wanted = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]
    np.testing.assert_allclose(found, wanted, atol=5e-5)


def test_nearest_by_another_way() -> None:
    """Against a general minimiser over unit vectors, of which every such matrix is made."""
    dice = np.random.default_rng(3)
    wild = dice.uniform(-1, 1, (4, 4))
    wild = (wild + wild.T) / 2
    np.fill_diagonal(wild, 1)

    def made(flat: Array) -> Array:
        rows = flat.reshape(4, 4)
        rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows @ rows.T)

    def off(flat: Array) -> float:
        return float(((made(flat) - wild) ** 2).sum())

    starts = (dice.normal(size=16) for _ in range(8))
    best = min((optimize.minimize(off, start, tol=1e-12) for start in starts), key=lambda r: r.fun)
    np.testing.assert_allclose(nearest_correlation(wild), made(best.x), atol=1e-4)


def test_a_valid_one_is_left_alone() -> None:
    assert repaired(SHIPPED) == (SHIPPED, ())
    assert repaired(SHIPPED)[0] is SHIPPED
    assert repaired(Uncertainty()) == (Uncertainty(), ())


def test_what_is_repaired_is_told_and_nothing_else_changes() -> None:
    made = _with(
        ("revenue_growth", "long_run_growth", 0.9),
        ("revenue_growth", "training_growth", 0.9),
        ("training_growth", "long_run_growth", -0.9),
        ("opening_market_price", "market_price_decline", -0.3),
    )
    assert not is_valid(made)
    found, changes = repaired(made)
    assert is_valid(found)
    assert replace(found, correlations=made.correlations) == made
    assert found.correlations[3] == made.correlations[3]
    assert [pair[:2] for pair in found.correlations] == [pair[:2] for pair in made.correlations]
    assert {frozenset(each[:2]) for each in changes} == {
        frozenset(pair[:2]) for pair in made.correlations[:3]
    }
    for each in changes:
        assert {each.before} <= {0.9, -0.9}
        assert abs(each.after) < 0.9
        assert round(each.after, 4) == each.after
    sizes = [abs(each.after - each.before) for each in changes]
    assert sizes == sorted(sizes, reverse=True)
    assert repaired(found) == (found, ())


def test_a_pair_that_had_none_may_come_to_have_one() -> None:
    made = _with(
        ("revenue_growth", "long_run_growth", 1), ("long_run_growth", "training_growth", 1)
    )
    found, changes = repaired(made)
    assert len(found.correlations) == 3
    new = found.correlations[2]
    assert new[:2] == ("revenue_growth", "training_growth")
    assert (new.first, new.second, 0.0, new.rank) in changes
    # Higham's example again: 1 and 1 become 0.7607, and 0 becomes 0.1573, of the scores.
    assert new.rank == pytest.approx(6 / np.pi * np.arcsin(0.1573 / 2), abs=2e-3)
    assert found.correlations[0].rank == pytest.approx(6 / np.pi * np.arcsin(0.7607 / 2), abs=2e-3)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=28, max_size=28))
def test_anything_can_be_repaired(values: list[float]) -> None:
    keys = [(first, second) for at, first in enumerate(KEYS) for second in KEYS[at + 1 :]]
    made = _with(
        *((first, second, rank) for (first, second), rank in zip(keys, values, strict=True))
    )
    found, changes = repaired(made)
    assert is_valid(found)
    assert bool(changes) == (not is_valid(made))
    assert all(abs(pair.rank) <= 1 for pair in found.correlations)
    # Little is lost to rounding: it is as near as the nearest.
    if changes:
        exact = nearest_correlation(copula(matrix(made)))
        assert np.abs(copula(matrix(found)) - exact).max() < 0.01


@settings(deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=12, max_size=12))
def test_valid_scores_have_valid_ranks(values: list[float]) -> None:
    rows = np.array(values).reshape(4, 3)
    sizes = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.where(sizes > 1e-6, rows / np.maximum(sizes, 1e-6), [[1.0, 0, 0]])
    scores = np.clip(rows @ rows.T, -1, 1)
    scores = (scores + scores.T) / 2
    np.fill_diagonal(scores, 1.0)
    assert is_correlation(ranks_of(scores))
