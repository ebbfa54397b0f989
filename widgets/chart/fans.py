"""Fans: percentiles of many draws as filled areas, the median as a line, the plan as dashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.chart.grid import paint_grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPolygonF

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.states import Axis, Fan

BLEED = 4.0  # px that a line may reach over the plot's edge
MEDIAN = 2
_AREAS = ((0, 4), (1, 3))  # the outer one first: the inner lies on it
MEDIAN_DOT, DOT = 3.5, 2.5  # radii where the month is read, px


def paint_fans(canvas: Canvas, plot: Plot, fans: Sequence[Fan], grid: Axis) -> None:
    """Areas, the grid of the value axis anew on them, and lines.

    All stays inside the plot while its axes hold still.
    """
    painter, box, style = canvas.painter, plot.box, canvas.style
    room = box.grown(BLEED)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(box.left, room.top, box.width + BLEED, room.height))
    painter.setPen(Qt.PenStyle.NoPen)
    for fan in fans:
        for first, last in _stretches(np.isfinite(fan.values.sum(axis=0))):
            for (low, high), fill in zip(_AREAS, style.fan_fills(fan.colour), strict=True):
                painter.setBrush(fill)
                painter.drawPolygon(_area(plot, fan.values[low], fan.values[high], first, last))
    paint_grid(canvas, plot, grid, style.card_paper)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for fan in fans:
        painter.setPen(style.median_pen(fan.colour))
        _paint_line(painter, plot, fan.values[MEDIAN])
        if fan.plan is not None:
            painter.setPen(style.plan_pen)
            _paint_line(painter, plot, fan.plan)
    painter.restore()


def paint_fan_dots(canvas: Canvas, plot: Plot, fans: Sequence[Fan], month: int) -> None:
    """Where the month that is read meets the percentiles, `month` being the crosshair's."""
    x = canvas.snapped(plot.x(month))
    for fan in fans:
        if not 1 <= month <= fan.values.shape[1]:
            continue
        for row, value in enumerate(fan.values[:, month - 1].tolist()):
            if plot.low <= value <= plot.high:
                radius = MEDIAN_DOT if row == MEDIAN else DOT
                canvas.disc(x, plot.y(value), radius, canvas.style.colour(fan.colour))


def _paint_line(painter: QPainter, plot: Plot, values: NDArray[np.float64]) -> None:
    for first, last in _stretches(np.isfinite(values)):
        months = np.arange(first + 1.0, last + 1.0)
        painter.drawPolyline(_polygon(plot, months, values[first:last]))


def _area(
    plot: Plot, low: NDArray[np.float64], high: NDArray[np.float64], first: int, last: int
) -> QPolygonF:
    """Along the upper curve, and back along the lower one."""
    months = np.arange(first + 1.0, last + 1.0)
    values = np.concatenate((high[first:last], low[first:last][::-1]))
    return _polygon(plot, np.concatenate((months, months[::-1])), values)


def _polygon(plot: Plot, months: NDArray[np.float64], values: NDArray[np.float64]) -> QPolygonF:
    box = plot.box
    across = box.left + (months - plot.first) * plot.pixels_per_month
    down = box.bottom - (values - plot.low) * plot.pixels_per_unit
    made: QPolygonF = arrayToQPolygonF(across, down)
    return made


def _stretches(there: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The unbroken runs of true places: each from its first to behind its last, two at least."""
    if there.all():
        if len(there) > 1:
            yield 0, len(there)
        return
    edges = np.flatnonzero(np.diff(np.concatenate(([False], there, [False])).astype(np.int8)))
    for first, last in edges.reshape(-1, 2).tolist():
        if last - first > 1:
            yield first, last
