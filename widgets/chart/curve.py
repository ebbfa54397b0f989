"""A standing curve of a chart: it takes other values, and is never made anew."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from widgets.vectors import is_vector

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPen
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from widgets.states import Series


@lru_cache(maxsize=8)
def months(count: int) -> NDArray[np.float64]:
    return np.arange(1.0, count + 1.0)


class Curve(pg.PlotCurveItem):  # type: ignore[misc]
    """A standing curve. Its bounds are the view's: to find its own costs more than to draw it."""

    def __init__(self) -> None:
        self._pen: QPen | None = None
        self._paper_pen: QPen | None = None
        self._bounds = QRectF()
        super().__init__(antialias=True, skipFiniteCheck=True)

    def show_values(self, series: Series) -> None:
        values = series.values
        # A sum of squares is finite if they all are, and ten times quicker than to ask each.
        whole = math.isfinite(values.dot(values))
        connect = "all" if whole else "finite"
        self.setData(months(len(values)), values, connect=connect, skipFiniteCheck=whole)

    def show_pen(self, pen: QPen, paper_pen: QPen) -> None:
        """`pen` on the screen; on paper one whose width is no device's."""
        self._paper_pen = paper_pen
        if pen is not self._pen:
            self._pen = pen
            self.setPen(pen)

    def set_bounds(self, bounds: QRectF) -> None:
        self.prepareGeometryChange()
        self._bounds = bounds

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget) -> None:
        if is_vector(painter) and self._paper_pen is not None:
            self._paint_vector(painter, self._paper_pen)
        else:
            super().paint(painter, option, widget)

    def _paint_vector(self, painter: QPainter, pen: QPen) -> None:
        """In view pixels, as a pen can't be as wide in both directions of the plot's own."""
        path = painter.transform().map(self.getPath())
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.restore()
