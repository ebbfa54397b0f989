"""Percentiles, and the values at their ranks in many rows, without sorting all of it.

A full sort of every month of a fan costs more than the model itself. Here each value goes
into one of some thousand equal drawers, in one pass over the row; only the drawers in which a
wanted rank lies are sorted. What comes out is to the last bit what a sort gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.simulation.result import PERCENTILES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.formula.values import Array

_DRAWERS = 1024
_TOGETHER = 8  # rows that go through the same calls
_WHOLE = 2.0**52  # added to a number below 2 ** 51 it leaves a whole one, in the last bits
_LAST_BITS = 2**32 - 1
_FARTHEST = 2.0**31  # drawers from 0: beyond, a row's numbers are too close to be told apart
_MANY = 2_000  # values in one row's open drawers: most are equal, say months without exit cost
_FEW = 1_500  # values that are sorted sooner than put into drawers


def percentiles(values: Array, shares: Sequence[float] = PERCENTILES) -> Array:
    """(shares,), percentiles of (draws,), NaN left out; all NaN where there is nothing else.

    `shares` are 0 to 100. Linear between the two values around them, as numpy's default.
    """
    existing = np.sort(values[~np.isnan(values)])
    if not len(existing):
        return np.full(len(shares), np.nan)
    places = _places(len(existing), shares)
    return _between(existing[places.below], existing[places.above], places.weight)


def bands(rows: Array, stop: Callable[[], None] | None = None) -> Array:
    """(5, months), the percentiles of `PERCENTILES` in each month of (months, draws).

    (months, 1), a row that no draw changes, has five equal ones. Draws without a value in a
    month are left out there. `stop` is asked often and ends the work by raising.
    """
    draws = rows.shape[1]
    if draws == 1:
        return np.repeat(rows.T, len(PERCENTILES), axis=0)
    with np.errstate(all="ignore"):  # a custom line item may hold any number, or none
        return (_by_sorting if draws < _FEW else _by_drawers)(rows, stop or (lambda: None))


def _by_sorting(rows: Array, stop: Callable[[], None]) -> Array:
    """All months at once: under a slider there are few draws, and no time for a loop."""
    stop()
    ordered = np.sort(rows, axis=1)
    places = _places(rows.shape[1], PERCENTILES)
    found = _between(ordered[:, places.below], ordered[:, places.above], places.weight).T
    for month in np.flatnonzero(np.isnan(ordered[:, -1])):  # these come last
        found[:, month] = percentiles(rows[month])
    return found


def _by_drawers(rows: Array, stop: Callable[[], None]) -> Array:
    months, draws = rows.shape
    places = _places(draws, PERCENTILES)
    wanted = np.unique(np.concatenate((places.below, places.above)))
    below, above = wanted.searchsorted(places.below), wanted.searchsorted(places.above)
    found = np.empty((len(PERCENTILES), months))
    room = np.empty((_TOGETHER, draws))
    for first in range(0, months, _TOGETHER):
        stop()
        block = rows[first : first + _TOGETHER]
        low, high = block.min(axis=1), block.max(axis=1)
        scale = (_DRAWERS - 2) / (high - low)
        farthest = np.maximum(np.abs(low), np.abs(high)) * scale
        fit = (scale > 0) & (scale < np.inf) & (farthest < _FARTHEST)
        same = high == low
        found[:, first + np.flatnonzero(same)] = low[same]
        for month in np.flatnonzero(~fit & ~same):  # some are no number, or all very close
            found[:, first + month] = percentiles(block[month])
        if fit.any():
            chosen = block if fit.all() else block[fit]
            values = _at_ranks(chosen, low[fit], scale[fit], wanted, room[: len(chosen)])
            between = _between(values[:, below], values[:, above], places.weight)
            found[:, first + np.flatnonzero(fit)] = between.T
    return found


class _Places(NamedTuple):
    """Where percentiles lie among sorted values: between two ranks, from 0, and how far."""

    below: NDArray[np.intp]
    above: NDArray[np.intp]
    weight: Array


def _places(count: int, shares: Sequence[float]) -> _Places:
    exact = np.asarray(shares, dtype=np.float64) / 100 * (count - 1)
    below = np.floor(exact).astype(np.intp)
    return _Places(below, np.minimum(below + 1, count - 1), exact - below)


def _between(low: Array, high: Array, weight: Array) -> Array:
    """From the nearer end, so that the result never leaves the two."""
    width = high - low
    return np.where(weight < 0.5, low + width * weight, high - width * (1 - weight))


def _at_ranks(
    block: Array, low: Array, scale: Array, ranks: NDArray[np.intp], room: Array
) -> Array:
    """(rows, ranks), the values at some ranks, from 0, of (rows, draws).

    `scale` makes of a row's values, from `low` on, the numbers of its drawers; they are put
    into `room`, as large as `block`. Rows go through the same calls together: a call takes as
    long as half of its work on one row.
    """
    drawer = _drawers(block, low, scale, room)
    held = np.bincount(drawer, minlength=len(block) * _DRAWERS).reshape(-1, _DRAWERS)
    last = held.cumsum(axis=1)
    opened = [row.searchsorted(ranks, side="right") for row in last]
    is_open = np.zeros(held.shape, dtype=np.bool_)
    for flags, places in zip(is_open, opened, strict=True):
        flags[places] = True
    taken = block.ravel().compress(is_open.ravel().take(drawer))
    ends = (held * is_open).cumsum(axis=1)
    found = np.empty((len(block), len(ranks)))
    start = 0
    for row, places in enumerate(opened):
        mine = taken[start : start + ends[row, -1]]
        start += len(mine)
        at = ranks + ends[row, places] - last[row, places]
        found[row] = _sorted_at(mine, at)
    return found


def _drawers(block: Array, low: Array, scale: Array, room: Array) -> NDArray[np.int64]:
    """(rows * draws,), which drawer each value goes into; the rows' drawers follow each other.

    It rises with the value: a drawer holds neighbours. Rounded by adding a number so large
    that only whole ones are near it, which takes a third of the time of two conversions.
    """
    starts = np.arange(len(block)) * float(_DRAWERS) - np.floor(low * scale)
    np.multiply(block, scale[:, None], out=room)
    room += (_WHOLE + starts)[:, None]
    drawer = room.view(np.int64).ravel()
    drawer &= _LAST_BITS
    return drawer


def _sorted_at(values: Array, ranks: NDArray[np.intp]) -> Array:
    """What `values` have at some ranks. Sorts them in place, or none of the many least ones."""
    if len(values) <= _MANY:
        values.sort()
        return values[ranks]
    least = values.min()
    others = values[values > least]
    others.sort()
    same = len(values) - len(others)
    found = np.full(len(ranks), least)
    beyond = ranks >= same
    found[beyond] = others[ranks[beyond] - same]
    return found
