"""What stands still in a chart while a slider moves, painted once and then only copied.

Title, grid, axis texts, ghosts, other scenarios and actual months are painted on two papers: the
card's colour and the band's. A frame copies the first and, where the band is, the second over it;
so the band may move with every tick while the costly dashed lines are kept, and every colour stays
opaque.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from widgets.chart.canvas import Canvas
from widgets.chart.grid import paint_axis_texts, paint_grid
from widgets.chart.overlay import MARGIN, TITLE_MIDDLE

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from widgets.chart.layout import Plot
    from widgets.chart.style import ChartStyle
    from widgets.states import ChartState, Series

POINT_RADIUS = 2.5


class Background:
    """The two papers of one chart."""

    def __init__(self) -> None:
        self._papers: dict[str, QPixmap] = {}
        self._scale = 0.0

    def invalidate(self) -> None:
        """Paint the papers anew when they are next needed."""
        self._papers.clear()

    def paint(self, canvas: Canvas, size: QSize, plot: Plot, state: ChartState) -> None:
        """Copy the papers to a view of `size` logical pixels; on paper paint them anew."""
        if canvas.vector:
            _paint_vectors(canvas, size, plot, state)
            return
        painter, style, scale = canvas.painter, canvas.style, canvas.scale
        if scale != self._scale:
            self._scale = scale
            self.invalidate()
        painter.save()
        # In device pixels: a copy between pixels of one size is several times quicker than one
        # that Qt takes for scaled, which is what it does at a ratio of 1.5.
        painter.scale(1.0 / scale, 1.0 / scale)
        painter.drawPixmap(0, 0, self._paper(style.card_paper, size, plot, style, state))
        band = state.band
        if band is not None and not state.note:
            left = round(max(plot.x(band.first), plot.box.left) * scale)
            right = round(min(plot.x(band.last), plot.box.right) * scale)
            top, bottom = round(plot.box.top * scale), round(plot.box.bottom * scale)
            if right > left:
                paper = self._paper(style.band_paper, size, plot, style, state)
                painter.drawPixmap(left, top, paper, left, top, right - left, bottom - top)
        painter.restore()

    def _paper(
        self,
        colour: str,
        size: QSize,
        plot: Plot,
        style: ChartStyle,
        state: ChartState,
    ) -> QPixmap:
        paper = self._papers.get(colour)
        if paper is None:
            scale = self._scale
            paper = QPixmap(math.ceil(size.width() * scale), math.ceil(size.height() * scale))
            paper.fill(QColor(colour))
            painter = QPainter(paper)
            painter.scale(scale, scale)
            canvas = Canvas(painter, style, size.width())
            _paint_title(canvas, state)
            if not state.note:
                paint_standing(canvas, plot, state, colour)
            painter.end()
            self._papers[colour] = paper
        return paper


def _paint_vectors(canvas: Canvas, size: QSize, plot: Plot, state: ChartState) -> None:
    """The same without pixmaps: what lies on the band is painted once more in its colours."""
    painter, style, band = canvas.painter, canvas.style, state.band
    painter.fillRect(QRectF(0.0, 0.0, size.width(), size.height()), style.card)
    _paint_title(canvas, state)
    if state.note:
        return
    paint_axis_texts(canvas, plot, state.x_axis, state.y_axis)
    painter.save()
    _paint_still(canvas, plot, state, style.card_paper)
    painter.restore()
    if band is None:
        return
    box = plot.box
    left, right = max(plot.x(band.first), box.left), min(plot.x(band.last), box.right)
    if right > left:
        shown = QRectF(left, box.top, right - left, box.height)
        painter.save()
        painter.setClipRect(shown)
        painter.fillRect(shown, QColor(style.band_paper))
        _paint_still(canvas, plot, state, style.band_paper, shown)
        painter.restore()


def _paint_title(canvas: Canvas, state: ChartState) -> None:
    style = canvas.style
    title = style.title.elided(state.title, canvas.width - 2 * MARGIN)
    canvas.texts(style.title, style.text, [(MARGIN, TITLE_MIDDLE, title)])


def paint_standing(canvas: Canvas, plot: Plot, state: ChartState, paper: str) -> None:
    """Grid, axis texts and the curves that stand still, on a paper of this colour."""
    paint_axis_texts(canvas, plot, state.x_axis, state.y_axis)
    _paint_still(canvas, plot, state, paper)


def _paint_still(
    canvas: Canvas, plot: Plot, state: ChartState, paper: str, part: QRectF | None = None
) -> None:
    """On all of the plot, or on a part of it."""
    style, painter, box = canvas.style, canvas.painter, plot.box
    paint_grid(canvas, plot, state.y_axis, paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = QRectF(box.left, box.top - 2, box.width, box.height + 4)
    painter.setClipRect(inside if part is None else part)
    for series, pen_of in ((state.ghosts, style.ghost_pen), (state.still, style.still_pen)):
        for one in series:
            painter.setPen(pen_of(one.colour, paper))
            for line in _lines(one, plot):
                painter.drawPolyline(line)
    paint_points(canvas, plot, state)


def paint_points(canvas: Canvas, plot: Plot, state: ChartState) -> None:
    """Single months as dots; fans would hide them, so they are painted anew on fans."""
    for points in state.points:
        ink = canvas.style.colour(points.colour)
        for month, value in enumerate(points.values.tolist(), start=1):
            if math.isfinite(value) and plot.box.grown(1.0).holds(plot.x(month), plot.y(value)):
                canvas.dot(plot.x(month), plot.y(value), POINT_RADIUS, ink)


def _lines(series: Series, plot: Plot) -> list[QPolygonF]:
    """The unbroken stretches of a curve, in view pixels."""
    lines: list[list[QPointF]] = [[]]
    for month, value in enumerate(series.values.tolist(), start=1):
        if math.isfinite(value):
            lines[-1].append(QPointF(plot.x(month), plot.y(value)))
        elif lines[-1]:
            lines.append([])
    return [QPolygonF(line) for line in lines if len(line) > 1]
