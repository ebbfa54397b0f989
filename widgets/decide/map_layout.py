"""Where things stand on the map: axes, the heat, the scale beside it, the legend. No painting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from widgets.painting import Face, face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from widgets.decide.map_states import MapAxis, MapState

    Floats = NDArray[np.float64]

LEGEND = 20.0  # px of a line of the legend
SCALE_WIDTH = 12.0
EDGE = 16.0  # to the card's edge, as a chart's texts
_ABOVE = 28.0  # for the name of the axis that stands
BELOW = 38.0  # for the labels and the name of the axis that lies
_GAP = 8.0
_LEAST_LINE = 50.0  # px of a line that gets a label
_SHARES = np.array([0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9])  # of a line, the best places first


class MapPlot(NamedTuple):
    """The heat's box, and the inputs' values to px and back."""

    box: QRectF
    x: MapAxis
    y: MapAxis

    def point(self, x: float, y: float) -> QPointF:
        return QPointF(self.left(x), self.top(y))

    def left(self, value: float) -> float:
        axis = self.x.axis
        share = (value - axis.minimum) / (axis.maximum - axis.minimum)
        return self.box.left() + share * self.box.width()

    def top(self, value: float) -> float:
        axis = self.y.axis
        share = (value - axis.minimum) / (axis.maximum - axis.minimum)
        return self.box.bottom() - share * self.box.height()

    def values(self, point: QPointF) -> tuple[float, float]:
        """The inputs at a place; beyond the box, at its edge."""
        across = (point.x() - self.box.left()) / self.box.width()
        up = (self.box.bottom() - point.y()) / self.box.height()
        return _within(self.x, across), _within(self.y, up)

    def cell(self, point: QPointF) -> tuple[int, int]:
        """The row and the column of the cell at a place."""
        x, y = self.values(point)
        return _nearest(self.y.grid, y), _nearest(self.x.grid, x)

    def cell_box(self, row: int, column: int) -> QRectF:
        """A cell reaches half way to its neighbours, and no further than the box."""
        left, right = (self.left(each) for each in _reach(self.x.grid, column))
        bottom, top = (self.top(each) for each in _reach(self.y.grid, row))
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def line(self, points: Floats) -> Floats:
        """(points, 2), a line in px."""
        x, y = self.x.axis, self.y.axis
        across = (points[:, 0] - x.minimum) / (x.maximum - x.minimum)
        up = (points[:, 1] - y.minimum) / (y.maximum - y.minimum)
        left = self.box.left() + across * self.box.width()
        top = self.box.bottom() - up * self.box.height()
        return np.stack([left, top], axis=1)


def _within(axis: MapAxis, share: float) -> float:
    low, high = axis.axis.minimum, axis.axis.maximum
    return low + (high - low) * max(0.0, min(share, 1.0))


def _nearest(grid: Floats, value: float) -> int:
    return int(np.argmin(np.abs(grid - value)))


def _reach(grid: Floats, place: int) -> tuple[float, float]:
    before = grid[max(place - 1, 0)]
    after = grid[min(place + 1, len(grid) - 1)]
    return float(grid[place] + before) / 2, float(grid[place] + after) / 2


def plot_of(state: MapState, width: int, height: int, legend: float) -> MapPlot:
    """The heat's box in a widget of that size, above a legend of that height."""
    small = face(11)
    left = max((small.width(tick.text) for tick in state.y.axis.ticks), default=0.0)
    beside = max((small.width(tick.text) for tick in state.scale.ticks), default=0.0)
    if state.scale.ticks:
        beside += SCALE_WIDTH + 2 * _GAP
    box = QRectF(
        QPointF(EDGE + round(left) + _GAP, _ABOVE),
        QPointF(width - EDGE - round(beside), height - BELOW - legend),
    )
    box.setWidth(max(box.width(), 40.0))
    box.setHeight(max(box.height(), 40.0))
    return MapPlot(box, state.x, state.y)


class Label(NamedTuple):
    """A contour's text in its box."""

    text: str
    box: QRectF


class _Measured(NamedTuple):
    """A line in px, with how far along it each of its points is."""

    line: Floats
    along: Floats

    @property
    def length(self) -> float:
        return float(self.along[-1])


def labels(
    texts: Sequence[tuple[str, Sequence[Floats]]],
    within: QRectF,
    using: Face,
    taken: Iterable[QRectF] = (),
) -> list[Label]:
    """A label for each text that has room: on the longest of its lines, clear of the others.

    Lines are (points, 2) in px.
    """
    boxes = list(taken)
    found = []
    for text, lines in texts:
        longest = max(map(_measured, lines), key=lambda each: each.length)
        if longest.length < _LEAST_LINE:
            continue
        box = _free_box(longest, within, QRectF(0, 0, using.width(text) + 8, 16), boxes)
        if box is not None:
            boxes.append(box.adjusted(-4, -2, 4, 2))
            found.append(Label(text, box))
    return found


def _measured(line: Floats) -> _Measured:
    steps = np.diff(line, axis=0)
    along = np.zeros(len(line))
    np.cumsum(np.hypot(steps[:, 0], steps[:, 1]), out=along[1:])
    return _Measured(line, along)


def _free_box(one: _Measured, within: QRectF, box: QRectF, taken: list[QRectF]) -> QRectF | None:
    places = one.length * _SHARES
    xs = np.interp(places, one.along, one.line[:, 0]).tolist()
    ys = np.interp(places, one.along, one.line[:, 1]).tolist()
    inside = within.adjusted(2, 2, -2, -2)
    for x, y in zip(xs, ys, strict=True):
        placed = QRectF(x - box.width() / 2, y - box.height() / 2, box.width(), box.height())
        if inside.contains(placed) and not any(placed.intersects(other) for other in taken):
            return placed
    return None
