"""A row's months as a small curve, with the line of zero where it goes below."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.painting import blend, colour, draw_dot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from widgets.tokens import Tokens

_DOT = 3.6


def draw_sparkline(
    painter: QPainter, box: QRectF, values: NDArray[np.float64], horizon: int, tokens: Tokens
) -> None:
    """`values` are (months,); those after the horizon are fainter. NaN leaves a gap."""
    low, high = float(values.min()), float(values.max())
    if not math.isfinite(low) or not math.isfinite(high):
        known = values[np.isfinite(values)]
        if not known.size:
            return
        low, high = float(known.min()), float(known.max())
    x = _places(box.left(), box.right(), len(values))
    y = _heights(values, low, high, box)
    faint = blend(tokens.card, tokens.text_muted, 0.45)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if low < 0 < high:
        zero = float(_heights(np.zeros(1), low, high, box)[0])
        painter.setPen(QPen(faint, 1.0, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(box.left(), zero), QPointF(box.right(), zero))
    painter.setPen(faint)
    if low == high == 0:  # nothing ever happens here
        _draw_curve(painter, x, y)
        return
    if horizon < len(values):
        _draw_curve(painter, x[horizon - 1 :], y[horizon - 1 :])
    ink = colour(tokens.accent)
    painter.setPen(ink)
    _draw_curve(painter, x[:horizon], y[:horizon])
    end = min(horizon, len(values)) - 1
    if math.isfinite(y[end]):
        draw_dot(painter, QPointF(x[end], y[end]), _DOT, ink)


@lru_cache(maxsize=8)
def _places(left: float, right: float, count: int) -> NDArray[np.float64]:
    """Where the months stand, the same in every row. Shared: callers do not change it."""
    return np.linspace(left, right, count)


def _heights(
    values: NDArray[np.float64], low: float, high: float, box: QRectF
) -> NDArray[np.float64]:
    """A row that never changes runs through the middle."""
    reach = high / 2 - low / 2  # the halves of two huge numbers still differ by a finite one
    if reach <= 0:
        return np.where(np.isfinite(values), box.center().y(), np.nan)
    return np.asarray(box.bottom() - (values / 2 - low / 2) * (box.height() / reach))


def _draw_curve(painter: QPainter, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    """A curve through the months, broken where one has no value."""
    there = np.isfinite(y)
    if there.all():
        painter.drawPolyline(arrayToQPolygonF(x, y))
        return
    edges = np.flatnonzero(np.diff(there.astype(np.int8), prepend=0, append=0))
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - first == 1:
            painter.drawPoint(QPointF(x[first], y[first]))
        else:
            painter.drawPolyline(arrayToQPolygonF(x[first:end], y[first:end]))
