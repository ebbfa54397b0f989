"""The standing curves of a chart: they take other values, and are never made anew."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPath, arrayToQPolygonF, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QTransform
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from widgets.states import Series


@lru_cache(maxsize=8)
def months(count: int) -> NDArray[np.float64]:
    return np.arange(1.0, count + 1.0)


class Curves(QGraphicsItem):
    """All curves of a chart as one item. Its bounds are the view's: to find its own, or to let Qt
    call each, costs about as much as to draw them.

    The view makes the painter ready: smooth, and without a brush. It stands in for pyqtgraph's own
    items, which look after a curve for longer than Qt draws it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.vector = False  # whether they are painted for paper
        self.shown: Sequence[Curve] = ()
        self._bounds = QRectF()

    def set_bounds(self, bounds: QRectF) -> None:
        self.prepareGeometryChange()
        self._bounds = bounds

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        if self.vector:
            to_view = painter.transform()
            painter.save()
            painter.resetTransform()
            for curve in self.shown:
                curve.paint_vector(painter, to_view)
            painter.restore()
        else:
            for curve in self.shown:
                curve.paint(painter)


class Curve:
    """A line and a pen."""

    def __init__(self) -> None:
        self._line = QPolygonF()
        self._points: NDArray[np.float64] = np.empty((0, 2))  # the line's own memory
        self._x: NDArray[np.float64] = months(0)  # which its points have
        self._broken: QPainterPath | None = None  # instead, where values between are missing
        self._pen = self._paper_pen = QPen(Qt.PenStyle.NoPen)

    def line(self) -> QPolygonF | None:
        """Months and values as they are drawn; None where values between are missing."""
        return self._line if self._broken is None else None

    def show_values(self, series: Series) -> None:
        """The view asks for the repaint, for all of its curves at once."""
        drawn = _closed(series.values)
        if drawn is None:
            self._broken = arrayToQPath(months(len(series.values)), series.values, "finite")
            return
        self._broken = None
        x, values = drawn
        if len(values) != len(self._points):
            self._line = arrayToQPolygonF(x, values)
            self._points = ndarray_from_qpolygonf(self._line)
        elif x is not self._x:
            self._points[:, 0] = x
        self._x = x
        self._points[:, 1] = values

    def show_pen(self, pen: QPen, paper_pen: QPen) -> None:
        """`pen` on the screen; on paper one whose width is no device's."""
        self._pen, self._paper_pen = pen, paper_pen

    def paint(self, painter: QPainter) -> None:
        painter.setPen(self._pen)
        if self._broken is None:
            painter.drawPolyline(self._line)
        else:
            painter.drawPath(self._broken)

    def paint_vector(self, painter: QPainter, to_view: QTransform) -> None:
        """In view pixels, as a pen can't be as wide in both directions of the plot's own."""
        painter.setPen(self._paper_pen)
        if self._broken is None:
            painter.drawPolyline(to_view.map(self._line))
        else:
            painter.drawPath(to_view.map(self._broken))


def _closed(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """A line's months and values; None where values between are missing.

    Those that are missing at its ends stand on the first or the last that is there.
    """
    x = months(len(values))
    # A sum of squares is finite if they all are, and ten times quicker than to ask each.
    if math.isfinite(values.dot(values)):
        return x, values
    there = np.flatnonzero(np.isfinite(values))
    if not len(there) or there[-1] - there[0] >= len(there):
        return None
    nearest = np.arange(len(values)).clip(there[0], there[-1])
    return x[nearest], values[nearest]
