"""Rank correlations together: as a matrix, whether draws can have them, the nearest that can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.uncertainty.case import Correlation

if TYPE_CHECKING:
    from engine.formula.values import Array
    from engine.uncertainty.case import Uncertainty

PLACES = 4  # decimals of a repaired correlation
_TOLERANCE = 1e-9  # of an eigenvalue, below which it is 0
_STEPS = 2_000  # of the alternating projections; they come within 1e-10 long before
_CLOSE = 1e-10


class Pair(NamedTuple):
    """A rank correlation by the places of its two inputs, from 0."""

    first: int
    second: int
    rank: float


class Change(NamedTuple):
    """A pair whose rank correlation was repaired."""

    first: str
    second: str
    before: float
    after: float


def pairs(uncertainty: Uncertainty) -> tuple[Pair, ...]:
    """Its rank correlations by the places of its inputs.

    A pair with an input that is not uncertain counts for nothing.
    """
    places = {key: place for place, key in enumerate(uncertainty.inputs)}
    return tuple(
        Pair(places[each.first], places[each.second], each.rank)
        for each in uncertainty.correlations
        if each.first in places and each.second in places
    )


def matrix(uncertainty: Uncertainty) -> Array:
    """(inputs, inputs), Spearman's rank correlations in the order of `uncertainty.inputs`."""
    return matrix_of(len(uncertainty.inputs), pairs(uncertainty))


def matrix_of(count: int, found: tuple[Pair, ...]) -> Array:
    """(count, count), symmetric, 1 on the diagonal and 0 where no pair is given."""
    made = np.eye(count)
    for first, second, rank in found:
        made[first, second] = made[second, first] = rank
    return made


def score_correlations(ranks: Array) -> Array:
    """Pearson's correlations of normal scores whose rank correlations are `ranks`."""
    return np.asarray(2 * np.sin(np.pi / 6 * ranks))


def copula(ranks: Array) -> Array:
    """The correlation matrix of the normal scores that carry a matrix of rank correlations."""
    found = score_correlations(ranks)
    np.fill_diagonal(found, 1.0)
    return found


def ranks_of(scores: Array) -> Array:
    """The rank correlations that normal scores of such correlations have."""
    found: Array = 6 / np.pi * np.arcsin(np.clip(scores, -1, 1) / 2)
    np.fill_diagonal(found, 1.0)
    return found


def is_correlation(found: Array) -> bool:
    """Whether a matrix is symmetric, 1 on its diagonal and positive semidefinite."""
    if not np.array_equal(found, found.T) or not (np.diag(found) == 1).all():
        return False
    return not found.size or float(np.linalg.eigvalsh(found)[0]) >= -_TOLERANCE


def is_valid(uncertainty: Uncertainty) -> bool:
    """Whether draws can have all of its rank correlations together."""
    return can_be_drawn(matrix(uncertainty))


def can_be_drawn(ranks: Array) -> bool:
    """Whether a matrix of rank correlations and that of its normal scores both are ones."""
    return is_correlation(ranks) and is_correlation(copula(ranks))


def repaired(uncertainty: Uncertainty) -> tuple[Uncertainty, tuple[Change, ...]]:
    """With the nearest rank correlations that draws can have, and what changed, most first.

    A valid one comes back as it is.
    """
    if is_valid(uncertainty):
        return uncertainty, ()
    before = matrix(uncertainty)
    after = _nearest_ranks(before)
    inputs = uncertainty.inputs
    rows, columns = np.nonzero(np.triu(after != before, 1))
    changes = [
        Change(inputs[row], inputs[column], float(before[row, column]), float(after[row, column]))
        for row, column in zip(rows, columns, strict=True)
    ]
    changes.sort(key=lambda each: -abs(each.after - each.before))
    return replace(uncertainty, correlations=_pairs(uncertainty, after)), tuple(changes)


def _pairs(uncertainty: Uncertainty, ranks: Array) -> tuple[Correlation, ...]:
    """Those it had, in their order and each way round, then those that it has come to have."""
    places = {key: place for place, key in enumerate(uncertainty.inputs)}
    kept = [
        pair._replace(rank=float(ranks[places[pair.first], places[pair.second]]))
        for pair in uncertainty.correlations
    ]
    known = {frozenset(pair[:2]) for pair in kept}
    rows, columns = np.nonzero(np.triu(ranks, 1))
    pairs = (
        (uncertainty.inputs[row], uncertainty.inputs[column], row, column)
        for row, column in zip(rows, columns, strict=True)
    )
    new = [
        Correlation(first, second, float(ranks[row, column]))
        for first, second, row, column in pairs
        if frozenset((first, second)) not in known
    ]
    return (*kept, *new)


def _nearest_ranks(ranks: Array) -> Array:
    """The nearest rank correlations, rounded so that what is shown is what is valid.

    Rounding can leave the edge of what is allowed: as little as is needed is taken off all.
    """
    exact = ranks_of(nearest_correlation(copula(ranks)))
    for off in (0.0, *(2.0**power / 10**PLACES for power in range(14))):
        found: Array = np.round(exact * (1 - off), PLACES) + 0.0  # no -0
        np.fill_diagonal(found, 1.0)
        if can_be_drawn(found):
            return found
    return np.eye(len(ranks))


def nearest_correlation(found: Array) -> Array:
    """The correlation matrix nearest to a symmetric one, by the sum of squared differences.

    Alternating projections with Dykstra's correction (Higham 2002).
    """
    unit = found.copy()
    correction = np.zeros_like(found)
    for _ in range(_STEPS):
        corrected = unit - correction
        semidefinite = _semidefinite(corrected)
        correction = semidefinite - corrected
        last, unit = unit, semidefinite.copy()
        np.fill_diagonal(unit, 1.0)
        if np.abs(unit - last).max() < _CLOSE:
            break
    return unit


def _semidefinite(found: Array) -> Array:
    """The nearest positive semidefinite matrix."""
    values, vectors = np.linalg.eigh(found)
    near: Array = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return (near + near.T) / 2
