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
_FEW = 2_000  # values that are sorted sooner than put into drawers


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
    room = np.empty(draws)
    for month, row in enumerate(rows):
        stop()
        values = _at_ranks(row, wanted, room)
        if values is None:
            found[:, month] = percentiles(row)
        else:
            found[:, month] = _between(values[below], values[above], places.weight)
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


def _at_ranks(row: Array, ranks: NDArray[np.intp], room: Array) -> Array | None:
    """The values at some ranks, from 0, of (draws,); `room`, as large, is overwritten.

    None where drawers don't help: all values the same, or some that are no number.
    """
    low, high = row.min(), row.max()
    scale = (_DRAWERS - 1) / (high - low)
    if not 0 < scale < np.inf:
        return None
    np.subtract(row, low, out=room)
    np.multiply(room, scale, out=room)
    drawer = room.astype(np.intp)  # it rises with the value: a drawer holds neighbours
    held = np.bincount(drawer, minlength=_DRAWERS)
    last = held.cumsum()
    opened = last.searchsorted(ranks, side="right")
    is_open = np.zeros(_DRAWERS, dtype=np.bool_)
    is_open[opened] = True
    taken = row.compress(is_open.take(drawer))
    taken.sort()
    ends: NDArray[np.intp] = (held * is_open).cumsum()
    found: Array = taken[ranks + ends[opened] - last[opened]]
    return found
