"""In which order each uncertain input's draws come, so that the inputs go together as stated.

Only orders are made here, never values: each input keeps exactly one draw in each stratum.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np

from engine.uncertainty.correlation import can_be_drawn, matrix_of, score_correlations
from engine.uncertainty.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.formula.values import Array
    from engine.uncertainty.correlation import Pair

    Ranks = NDArray[np.int32]

# What an input's own random numbers are for.
ORDER, PLACE = 0, 1

_CLOSE = 5e-4  # of a rank correlation to its target, where the search for it ends
_TRIES = 8
_DECIMALS = 9  # of a weight: a solver's last bits must not decide which of two draws is first
# Weights of orders that all but follow from each other: as far as a matrix is exact, and as
# far as a sample is, where a small error must not become a large weight.
_SINGULAR, _NOISY = 1e-4, 0.05
_LITTLE = 1e-6  # of an input's own part, below which the inputs before it leave no room
_KEPT = 2**26  # bytes

_kept: Kept[Ranks] = Kept(_KEPT)


def stream(key: str, seed: int, use: int) -> np.random.Generator:
    """Random numbers of an input's own: the same whatever else is uncertain."""
    name = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, use, name])))


def ranks(
    inputs: tuple[str, ...],
    pairs: tuple[Pair, ...],
    draws: int,
    seed: int,
    stop: Callable[[], None] | None = None,
) -> Ranks:
    """(inputs, draws), the stratum of each draw, from 0; each input has every stratum once.

    An input's order depends on those before it only. After Iman and Conover (1982), but one
    input after the other, and repeated until the sample itself has the rank correlations; a
    single value that several strata share has the ranks that it would have without. Raises
    ValueError for correlations that no draws can have together. `stop` is asked between
    inputs and ends the work by raising.
    """
    return _kept.get((inputs, pairs, draws, seed), lambda: _made(inputs, pairs, draws, seed, stop))


def _made(
    inputs: tuple[str, ...],
    pairs: tuple[Pair, ...],
    draws: int,
    seed: int,
    stop: Callable[[], None] | None,
) -> Ranks:
    wanted = matrix_of(len(inputs), pairs)
    if not can_be_drawn(wanted):
        raise ValueError("no draws can have all of these rank correlations together")
    if draws < 2:
        raise ValueError(f"{draws} draws have no order; allowed: at least 2")
    sample = _Sample(len(inputs), draws)
    for place, key in enumerate(inputs):
        order = stream(key, seed, ORDER).permutation(draws).astype(np.int32)
        sample.add(order, wanted[place, :place], stop)
    return sample.orders


class _Sample:
    """The orders made so far, (inputs, draws), and what they are mixed of.

    Each order is that of a sum of normal scores of which no two go together: `_parts`,
    (inputs, draws), by `_weights`, (inputs, inputs), a row an order, 0 right of the diagonal.
    Sums run in one fixed order whatever the number of threads: `einsum` calls no BLAS.
    """

    def __init__(self, inputs: int, draws: int) -> None:
        from scipy.special import ndtri

        self.orders: Ranks = np.empty((inputs, draws), np.int32)
        self._by_rank = np.asarray(ndtri((np.arange(draws) + 0.5) / draws))
        self._size = float((self._by_rank**2).sum())
        self._parts = np.empty((inputs, draws))
        self._weights = np.zeros((inputs, inputs))
        self._count = 0

    def add(self, order: Ranks, wanted: Array, stop: Callable[[], None] | None) -> None:
        """The next input: its order by itself, changed as little as it takes to go as wanted."""
        own = self._by_rank[order]
        row = np.array([1.0])
        if len(wanted):
            own = self._apart(own)
            order, row = self._placed(own, wanted, stop)
        place = self._count
        self.orders[place], self._parts[place], self._weights[place, : place + 1] = order, own, row
        self._count += 1

    def _placed(
        self, own: Array, wanted: Array, stop: Callable[[], None] | None
    ) -> tuple[Ranks, Array]:
        """The order whose rank correlations with those before come nearest, and its weights."""
        target = score_correlations(wanted)
        row = self._row(target, _SINGULAR)
        found: tuple[Ranks, Array] | None = None
        least = math.inf
        for _ in range(_TRIES):
            if stop is not None:
                stop()
            order = _ranked(self._sum(row[:-1]) + row[-1] * own)
            ranks_found = self._rank_correlations(order)
            off = float(np.abs(ranks_found - wanted).max())
            if found is None or off < least:
                found, least = (order, row), off
            if off < _CLOSE:
                break
            missing = target - score_correlations(ranks_found)
            row = _of_size_1(row[:-1] + self._row(missing, _NOISY)[:-1])
        assert found is not None
        return found

    def _row(self, scores: Array, least: float) -> Array:
        """The weights that go with those before by Pearson's `scores`; the last is one's own.

        Directions in which those before hardly differ are left out: below `least` of the rest.
        """
        before = self._weights[: self._count, : self._count]
        return _of_size_1(np.asarray(np.linalg.lstsq(before, scores, rcond=least)[0], float))

    def _apart(self, scores: Array) -> Array:
        """What of an input's scores goes with none of those before, at the size of scores."""
        parts = self._parts[: self._count]
        left = scores - self._sum(np.einsum("kn,n->k", parts, scores) / self._size)
        size = float((left * left).sum())
        if size < _LITTLE * self._size:
            return scores
        return left * math.sqrt(self._size / size)

    def _sum(self, weights: Array) -> Array:
        return np.asarray(np.einsum("k,kn->n", weights, self._parts[: self._count]))

    def _rank_correlations(self, order: Ranks) -> Array:
        """Spearman's, with each order before."""
        middle = (len(order) - 1) / 2
        centred = order - middle
        # The others need not be centred: these sum to nothing.
        products = np.einsum("kn,n->k", self.orders[: self._count], centred)
        return np.asarray(products / (centred * centred).sum())


def _of_size_1(shared: Array) -> Array:
    """Weights of those before with one's own behind, so that all together have the size 1."""
    size = float((shared * shared).sum())
    if size > 1:
        shared = shared / math.sqrt(size)
    row = np.append(shared, math.sqrt(max(1 - size, 0.0)))
    return np.round(row, _DECIMALS)


def _ranked(values: Array) -> Ranks:
    found = np.empty(len(values), np.int32)
    found[np.argsort(values, kind="stable")] = np.arange(len(values), dtype=np.int32)
    return found
