"""The grid of a plot and the texts of its axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.chart.layout import apart

if TYPE_CHECKING:
    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.chart.style import Face
    from widgets.states import Axis

TICK_GAP = 8.0  # between two texts of an axis
X_GAP, Y_GAP = 9.0, 8.0  # from the plot to an axis's texts


def paint_grid(canvas: Canvas, plot: Plot, axis: Axis, paper: str) -> None:
    """Hairlines at the value axis's ticks, and the one at zero between its ends."""
    style, box = canvas.style, plot.box
    colour = style.grid(paper)
    for tick in axis.ticks:
        canvas.horizontal(plot.y(tick.position), box, colour)
    if plot.low < 0.0 < plot.high:
        canvas.horizontal(plot.y(0.0), box, style.zero(paper))


def paint_axis_texts(canvas: Canvas, plot: Plot, x_axis: Axis, y_axis: Axis) -> None:
    """The texts below and left of the plot."""
    style = canvas.style
    canvas.texts(style.tick, style.muted, _x_texts(plot, style.tick, x_axis))
    canvas.texts(style.tick, style.muted, _y_texts(plot, style.tick, y_axis))


def _x_texts(plot: Plot, face: Face, axis: Axis) -> list[tuple[float, float, str]]:
    """Those of the month axis that leave each other room: left end, middle and text."""
    ticks = [tick for tick in axis.ticks if plot.first <= tick.position <= plot.last]
    widths = [face.width(tick.text) for tick in ticks]
    lefts = [plot.x(tick.position) - width / 2 for tick, width in zip(ticks, widths, strict=True)]
    spans = [(left, left + width) for left, width in zip(lefts, widths, strict=True)]
    middle = plot.box.bottom + X_GAP + face.cap / 2
    return [(lefts[index], middle, ticks[index].text) for index in apart(spans, TICK_GAP)]


def _y_texts(plot: Plot, face: Face, axis: Axis) -> list[tuple[float, float, str]]:
    """Those of the value axis that leave each other room, from the top."""
    ticks = [tick for tick in axis.ticks if plot.low <= tick.position <= plot.high]
    ticks.sort(key=lambda tick: -tick.position)
    middles = [plot.y(tick.position) for tick in ticks]
    spans = [(middle - face.cap / 2, middle + face.cap / 2) for middle in middles]
    right = plot.box.left - Y_GAP
    return [
        (right - face.width(ticks[index].text), middles[index], ticks[index].text)
        for index in apart(spans, TICK_GAP)
    ]
