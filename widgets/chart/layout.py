"""Where things stand in a chart: pure arithmetic on view pixels, with nothing of Qt in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from widgets.states import Axis, Series


class Box(NamedTuple):
    """A rectangle in view pixels; y grows downward."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def covers(self, other: Box) -> bool:
        left, top, right, bottom = other
        return (
            self.left <= left and right <= self.right and self.top <= top and bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Plot:
    """The plot's box and the range it shows: months and values to view pixels and back."""

    box: Box
    first: float
    last: float
    low: float
    high: float

    @classmethod
    def of(cls, box: Box, x_axis: Axis, y_axis: Axis) -> Plot:
        """An axis without extent gets one, so that the scale is always finite."""
        last = x_axis.maximum if x_axis.maximum > x_axis.minimum else x_axis.minimum + 1.0
        high = y_axis.maximum if y_axis.maximum > y_axis.minimum else y_axis.minimum + 1.0
        return cls(box, x_axis.minimum, last, y_axis.minimum, high)

    @property
    def pixels_per_month(self) -> float:
        return self.box.width / (self.last - self.first)

    @property
    def pixels_per_unit(self) -> float:
        return self.box.height / (self.high - self.low)

    def x(self, month: float) -> float:
        return self.box.left + (month - self.first) * self.pixels_per_month

    def y(self, value: float) -> float:
        return self.box.bottom - (value - self.low) * self.pixels_per_unit

    def month(self, x: float) -> int:
        """The month nearest to a pixel, never outside the axis."""
        nearest = math.floor(self.first + (x - self.box.left) / self.pixels_per_month + 0.5)
        return self.clamped(nearest)

    def clamped(self, month: int) -> int:
        return max(math.ceil(self.first), min(month, math.floor(self.last)))


def spread(desired: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart within low..high, nearest to the desired ones.

    The order of `desired` is kept (equal ones in the order given) and the sum of squared moves is
    the least possible. Where the gap does not fit, the positions are spaced evenly.
    """
    count = len(desired)
    if not count:
        return []
    if count > 1:
        gap = min(gap, max(high - low, 0.0) / (count - 1))
    order = sorted(range(count), key=desired.__getitem__)
    # With the gaps taken out, the positions need only not decrease: pool those that do.
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        mean, size = desired[index] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean = (mean * size + other * others) / (size + others)
            size += others
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    highest = high - (count - 1) * gap
    placed = [0.0] * count
    for rank, index in enumerate(order):
        placed[index] = max(low, min(level[rank], highest)) + rank * gap
    return placed


def apart(spans: Iterable[tuple[float, float]], gap: float) -> list[int]:
    """The indices of the spans (low, high) that keep `gap` from the last one kept."""
    kept: list[int] = []
    end = -math.inf
    for index, (low, high) in enumerate(spans):
        if low >= end + gap:
            kept.append(index)
            end = high
    return kept


def end_value(values: NDArray[np.float64]) -> float | None:
    """The last value that exists, or None."""
    if not len(values):
        return None
    last = float(values[-1])
    if math.isfinite(last):
        return last
    existing = values[np.isfinite(values)]
    return float(existing[-1]) if len(existing) else None


LINE_ROOM = 3.0  # a text next to an upright line reads as touching it sooner than to a curve


class Obstacles:
    """What a text should not stand on: curves, the zero line and one vertical line."""

    def __init__(self, plot: Plot, series: Sequence[Series], line: float) -> None:
        """`line` is the x of the vertical line, in view pixels."""
        self._line = line
        self._box, self._first, self._high = plot.box, plot.first, plot.high
        self._month, self._unit = plot.pixels_per_month, plot.pixels_per_unit
        self._rows = [_extremes(one.values[: math.ceil(plot.last)]) for one in series]
        if plot.low < 0.0 < plot.high:
            self._rows.append(([0.0] * math.ceil(plot.last),) * 2)

    def hits(self, box: Box, most: int | None = None) -> int:
        """How many of them, `most` at most, pass through the box (a curve's whole months count)."""
        within, month, unit = self._box, self._month, self._unit
        first = int(self._first + (box.left - within.left) / month) - 1
        last = math.ceil(self._first + (box.right - within.left) / month)
        top = self._high - (box.top - within.top) / unit
        bottom = self._high - (box.bottom - within.top) / unit
        months = slice(max(first, 0), max(last, 0))
        crossed = int(box.left - LINE_ROOM < self._line < box.right + LINE_ROOM)
        # Of a dozen months a list knows the least before numpy has begun.
        for lows, highs in self._rows:
            if crossed == most:
                break
            if (low := lows[months]) and min(low) <= top and max(highs[months]) >= bottom:
                crossed += 1
        return crossed


def _extremes(values: NDArray[np.float64]) -> tuple[list[float], list[float]]:
    """The values twice; one that is missing is never the least of the first, nor the most
    of the second.
    """
    if math.isfinite(values.dot(values)):
        return (values.tolist(),) * 2
    missing = np.isnan(values)
    lows, highs = np.where(missing, np.inf, values), np.where(missing, -np.inf, values)
    return lows.tolist(), highs.tolist()


def clearest(
    places: int,
    box_at: Callable[[int], Box],
    within: Box,
    obstacles: Obstacles,
    before: int = 0,
) -> tuple[int, Box] | None:
    """The place, of so many, inside `within` with the fewest hits; None if none is inside.

    Of equals the first wins, but the one taken `before` is tried first: a text stays where it
    stands while that place is clear, and mostly no other need be looked at.
    """
    best: tuple[int, Box] | None = None
    fewest = 0
    for index in (before, *range(before), *range(before + 1, places)):
        box = box_at(index)
        if not within.covers(box):
            continue
        hits = obstacles.hits(box)
        if best is None or hits < fewest:
            best, fewest = (index, box), hits
        if not hits:
            break
    return best


def clear(
    places: int,
    box_at: Callable[[int], Box],
    within: Box,
    obstacles: Obstacles,
    before: int = 0,
) -> tuple[int, Box] | None:
    """The same of a text that rather isn't shown than hit: None if no place is free of hits."""
    for index in (before, *range(before), *range(before + 1, places)):
        box = box_at(index)
        if within.covers(box) and not obstacles.hits(box, most=1):
            return index, box
    return None


# Beside a marked point, the best place first: the share of the text that is left of the point,
# then how far its left end and its middle are moved from there.
BESIDE = (
    (0.0, 8.0, -10.0),
    (1.0, -8.0, -10.0),
    (0.0, 8.0, 10.0),
    (1.0, -8.0, 10.0),
    *((share, 0.0, row) for row in (20.0, -20.0, 32.0, -32.0) for share in (0, 0.25, 0.5, 0.75, 1)),
)


def beside(place: int, x: float, y: float, width: float, height: float, within: Box) -> Box:
    """Where a text stands at a place of `BESIDE`; the farther ones slide to stay inside."""
    share, across, down = BESIDE[place]
    left, middle = x - width * share + across, y + down
    if not across:
        left = max(within.left + 2.0, min(left, within.right - 2.0 - width))
    return Box(left, middle - height / 2, left + width, middle + height / 2)
