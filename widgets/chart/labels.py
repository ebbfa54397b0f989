"""The labels beside the ends of a chart's curves: each curve's name, and its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.chart.layout import Box, end_value, spread
from widgets.chart.spots import Stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.chart.style import ChartStyle
    from widgets.states import Series

LABEL_GAP = 9.0  # from the plot to the labels
LINE_HEIGHT = 14.0  # of a label's two lines
BLOCK_GAP = 4.0  # between two labels
VALUE_GAP = 6.0  # before the value where it shares the name's line
EDGE = 4.0  # from the labels to the view's edge


class Label(NamedTuple):
    """A curve's name and value, `middle` being the view pixel they are centred on."""

    series: Series
    middle: float
    lines: int


def place_labels(series: Sequence[Series], plot: Plot) -> list[Label]:
    """Labels beside the ends of their curves, moved apart as little as needed.

    Two lines each; one line each where two do not fit; and only as many as fit.
    """
    ends = [(one, end_value(one.values)) for one in series if one.label]
    there = [(one, plot.y(end)) for one, end in ends if end is not None]
    low, high = plot.box.top - LINE_HEIGHT / 2, plot.box.bottom + BLOCK_GAP
    lines = 2 if len(there) * (2 * LINE_HEIGHT + BLOCK_GAP) - BLOCK_GAP <= high - low else 1
    block = lines * LINE_HEIGHT
    gap = block + (BLOCK_GAP if lines == 2 else 0.0)
    there = there[: int((high - low - block) / gap) + 1]
    wanted = [max(plot.box.top, min(y, plot.box.bottom)) for _, y in there]
    middles = spread(wanted, gap, low + block / 2, high - block / 2)
    return [Label(one, middle, lines) for (one, _), middle in zip(there, middles, strict=True)]


def paint_labels(canvas: Canvas, plot: Plot, labels: Sequence[Label]) -> None:
    """All names, then all values: a painter that changes its font draws slower."""
    style = canvas.style
    left = plot.box.right + LABEL_GAP
    room = canvas.width - left - EDGE
    values = []
    for label in labels:
        name, value = _fitted(label, style, room)
        middle, start = label.middle, left
        if label.lines == 2:
            middle -= LINE_HEIGHT / 2
        canvas.stamp(style.label, style.ink(label.series.colour), left, middle, name)
        if label.lines == 1:
            start += style.label.width(name) + VALUE_GAP
        else:
            middle += LINE_HEIGHT
        values.append((start, middle, value))
    canvas.texts(style.value, style.muted, values)


def label_stand(label: Label, style: ChartStyle, plot: Plot, width: float) -> Stand:
    """Where a label stands in a view of that `width`."""
    left = plot.box.right + LABEL_GAP
    name, value = _fitted(label, style, width - left - EDGE)
    wide, last = style.label.width(name), style.value.width(value)
    if label.lines == 1:
        wide = last = wide + VALUE_GAP + last
    half = label.lines * LINE_HEIGHT / 2
    box = Box(left, label.middle - half, left + max(wide, last), label.middle + half)
    return Stand(box, last)


def _fitted(label: Label, style: ChartStyle, room: float) -> tuple[str, str]:
    """Name and value as they fit in so many pixels."""
    value = style.value.elided(label.series.value_text, room)
    if label.lines == 1:
        # The name gives way to the value, for the colour too says which curve it is.
        room -= style.value.width(value) + VALUE_GAP
    return style.label.elided(label.series.label, room), value
