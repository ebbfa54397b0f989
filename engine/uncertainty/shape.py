"""What a distribution looks like once its draws are held to what the input takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.model.catalogue import catalogue
from engine.uncertainty.families import Steps
from engine.uncertainty.held import grid_of, held
from engine.uncertainty.kinds import KINDS, quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.formula.values import Array
    from engine.uncertainty.case import Distribution
    from engine.uncertainty.families import Continuous

POINTS = 129
_MEAN_POINTS = 4_097
_SEEN = 1e-4  # the share of an endless tail that is not drawn
_FAR = 1e-12  # the share of a tail that adds nothing to a mean
_LEAST = 1e-9  # what is rarer is not drawn


class Shape(NamedTuple):
    """A curve, and single values that many draws share; either may be empty.

    `x`, `height`: (points,), rising values of the input in its unit, and the density there, per
    unit. `values`, `shares`: (values,), rising, and the share of draws that each has. The
    area under the curve and the shares add up to 1, but for the far end of a tail.
    """

    x: Array
    height: Array
    values: Array
    shares: Array


def shape(key: str, distribution: Distribution, shift: float = 0.0, points: int = POINTS) -> Shape:
    """What draws of input `key` look like, moved by `shift`, in its unit.

    Inputs in whole numbers and choices have single values only; others have those that their
    distribution has, and the bounds that draws are clipped to.
    """
    nothing = np.empty(0)
    family = KINDS[distribution.kind].family
    if isinstance(family, Steps):
        drawn, shares = family.table(dict(distribution.parameters))
        return Shape(nothing, nothing, *_merged(held(key, drawn + shift), shares))
    moved = _Moved(key, distribution, family, shift)
    if grid_of(catalogue().inputs[key]):
        return Shape(nothing, nothing, *_seen(*moved.on_grid()))
    low, high = moved.ends(_SEEN)
    x = np.linspace(low, high, points) if low < high else nothing
    return Shape(x, moved.density(x), *_merged(*moved.at_bounds()))


def mean(key: str, distribution: Distribution, shift: float = 0.0) -> float:
    """The mean of the draws of input `key`, moved by `shift`, in its unit."""
    family = KINDS[distribution.kind].family
    if isinstance(family, Steps) or grid_of(catalogue().inputs[key]):
        found = shape(key, distribution, shift)
        return float((found.values * found.shares).sum() / found.shares.sum())
    moved = _Moved(key, distribution, family, shift)
    low, high = moved.ends(_FAR)
    x = np.linspace(low, math.nextafter(high, low), _MEAN_POINTS)
    return high - float(np.trapezoid(moved.below(x), x))


def percentiles(
    key: str, distribution: Distribution, shares: Sequence[float], shift: float = 0.0
) -> Array:
    """(shares,), the values of input `key` at or below which such shares of the draws lie.

    `shares` are inside 0 to 1; values are in the input's unit, moved by `shift`.
    """
    return held(key, quantile(distribution, np.asarray(shares, dtype=float)) + shift)


class _Moved:
    """A continuous distribution moved by a shift, and the bounds that its draws are held to."""

    def __init__(
        self, key: str, distribution: Distribution, family: Continuous, shift: float
    ) -> None:
        self._item = catalogue().inputs[key]
        self._family = family
        self._distribution = distribution
        self._parameters = dict(distribution.parameters)
        self._shift = shift

    def density(self, x: Array) -> Array:
        return self._family.density(self._parameters, x - self._shift)

    def below(self, x: Array) -> Array:
        """The share of draws at or below x, before they are held."""
        return self._family.below(self._parameters, x - self._shift)

    def ends(self, tail: float) -> tuple[float, float]:
        """From where to where draws lie, but for such a share of a tail that has no end."""
        low, high = self._bounds()
        if "sd" not in self._parameters:
            return low, high
        first, last = quantile(self._distribution, np.array([tail, 1 - tail])) + self._shift
        return min(max(low, float(first)), high), max(min(high, float(last)), low)

    def at_bounds(self) -> tuple[Array, Array]:
        """The bounds, and the shares of draws that are set to them."""
        low, high = self._bounds()
        inside = np.array([low, math.nextafter(high, -math.inf)])
        first, last = self.below(inside)
        return np.array([low, high]), np.array([first, 1 - last])

    def on_grid(self) -> tuple[Array, Array]:
        """All values that the input takes, and the share of draws that each gets."""
        item, grid = self._item, grid_of(self._item)
        values = np.arange(item.minimum, item.maximum + grid / 2, grid)
        below = self.below(values[:-1] + grid / 2)
        return values, np.diff(below, prepend=0.0, append=1.0)

    def _bounds(self) -> tuple[float, float]:
        """Those of the input and of the distribution, if it has any, together."""
        item, parameters = self._item, self._parameters
        ends = (
            parameters.get("low", -math.inf) + self._shift,
            parameters.get("high", math.inf) + self._shift,
        )
        low, high = np.clip(ends, item.minimum, item.maximum).tolist()
        return low, high


def _merged(values: Array, shares: Array) -> tuple[Array, Array]:
    """Each value once, with all of its shares."""
    once, places = np.unique(values, return_inverse=True)
    return _seen(once, np.bincount(places, weights=shares).astype(float))


def _seen(values: Array, shares: Array) -> tuple[Array, Array]:
    held_by = shares > _LEAST
    return values[held_by], shares[held_by]
