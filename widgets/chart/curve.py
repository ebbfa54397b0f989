"""A standing curve of a chart: it takes other values, and is never made anew."""

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
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from widgets.states import Series


@lru_cache(maxsize=8)
def months(count: int) -> NDArray[np.float64]:
    return np.arange(1.0, count + 1.0)


class Curve(QGraphicsItem):
    """A line and a pen. Its bounds are the view's: to find its own costs more than to draw it.

    It stands in for pyqtgraph's own item, which looks after a curve for longer than Qt draws it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.vector = False  # whether it is painted for paper
        self._line = QPolygonF()
        self._points: NDArray[np.float64] = np.empty((0, 2))  # the line's own memory
        self._broken: QPainterPath | None = None  # instead, where values are missing
        self._pen = self._paper_pen = QPen(Qt.PenStyle.NoPen)
        self._bounds = QRectF()

    def values(self) -> NDArray[np.float64]:
        """Of a curve without gaps, those that are drawn."""
        return self._points[:, 1]

    def show_values(self, series: Series) -> None:
        """The view asks for the repaint, for all of its curves at once."""
        values = series.values
        # A sum of squares is finite if they all are, and ten times quicker than to ask each.
        if not math.isfinite(values.dot(values)):
            self._broken = arrayToQPath(months(len(values)), values, "finite")
            return
        self._broken = None
        if len(values) != len(self._points):
            self._line = arrayToQPolygonF(months(len(values)), values)
            self._points = ndarray_from_qpolygonf(self._line)
        self._points[:, 1] = values

    def show_pen(self, pen: QPen, paper_pen: QPen) -> None:
        """`pen` on the screen; on paper one whose width is no device's."""
        self._pen, self._paper_pen = pen, paper_pen

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.vector:
            self._paint_vector(painter)
            return
        painter.setPen(self._pen)
        if self._broken is None:
            painter.drawPolyline(self._line)
        else:
            painter.drawPath(self._broken)

    def _paint_vector(self, painter: QPainter) -> None:
        """In view pixels, as a pen can't be as wide in both directions of the plot's own."""
        to_view = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setPen(self._paper_pen)
        if self._broken is None:
            painter.drawPolyline(to_view.map(self._line))
        else:
            painter.drawPath(to_view.map(self._broken))
        painter.restore()
