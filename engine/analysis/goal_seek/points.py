"""The values that an input may take, as points of a line: any, or those of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.scenario import allowed
from engine.uncertainty.held import grid_of

if TYPE_CHECKING:
    from engine.analysis.ranges import Range
    from engine.formula.values import Array
    from engine.model.catalogue import Input

RELATIVE = 1e-12  # two values this close, as a share of their size, are one
_NEAR_ZERO = 1e-3  # of that share, of the line's length: how close two values near 0 may be


class SeekError(ValueError):
    """Something that can't be sought. The message says what is allowed."""


class Line(NamedTuple):
    """The values from `low` to `high`: all of them, or every `step` from `low` where that is > 0.

    In the input's unit. Two values are one where they differ by less than `close`, as a share
    of their size.
    """

    low: float
    high: float
    step: float = 0.0
    close: float = RELATIVE

    def grid(self, most: int) -> Array:
        """At most `most` values from end to end, evenly; all where there are so few."""
        if self.high <= self.low:
            return np.array([self.low])
        if not self.step:
            return np.linspace(self.low, self.high, most)
        count = round((self.high - self.low) / self.step) + 1
        return self._on_grid(np.linspace(self.low, self.high, min(most, count)))

    def between(self, first: float, last: float, count: int) -> Array:
        """Up to `count` values strictly between two; none where they are neighbours."""
        if not self.step and last - first <= self.least_gap(first, last):
            return np.empty(0)
        found = np.linspace(first, last, count + 2)[1:-1]
        found = np.unique(found) if not self.step else self._on_grid(found)
        return found[(found > first) & (found < last)]

    def least_gap(self, first: float, last: float) -> float:
        """How close two values can be and still be two."""
        size = max(abs(first), abs(last))
        return self.step or self.close * max(size, _NEAR_ZERO * (self.high - self.low))

    def nearest(self, values: Array) -> Array:
        """The values that may be taken nearest to these."""
        found = np.clip(values, self.low, self.high)
        return self._snapped(found) if self.step else found

    def _on_grid(self, values: Array) -> Array:
        return np.unique(self._snapped(values))

    def _snapped(self, values: Array) -> Array:
        places = np.round((values - self.low) / self.step)
        found: Array = np.clip(self.low + places * self.step, self.low, self.high)
        return found


def line_of(item: Input, within: Range | None = None) -> Line:
    """What an input may be, or a part of it. Raises `SeekError` naming what is allowed."""
    step = grid_of(item)
    if within is None:
        return Line(item.minimum, item.maximum, step)
    low, high = within
    if not item.minimum <= low <= high <= item.maximum:
        raise SeekError(f"{item.label}: {low:g} to {high:g} is not allowed; {allowed(item)}")
    if step:  # the part of the grid that lies within
        low = item.minimum + np.ceil((low - item.minimum) / step) * step
        high = item.minimum + np.floor((high - item.minimum) / step) * step
        if low > high:
            raise SeekError(f"{item.label}: no value of it lies within; {allowed(item)}")
    return Line(float(low), float(high), step)
