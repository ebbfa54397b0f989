"""The labels beside a fan: the percentiles' names and values, never on one another."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from widgets.chart.layout import Box, end_value, spread
from widgets.chart.spots import Stand
from widgets.states import PLAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.chart.style import ChartStyle
    from widgets.states import Fan, FanLabel

RIGHT = 104.0  # px beside the plot of a chart with fans, at least
GAP = 8.0  # from the plot to the labels
EDGE = 4.0  # from the labels to the view's edge
ROW = 13.0  # px from a label to the next
VALUE_GAP = 5.0
_LONGEST, _WIDEST = "median", "−$8.88B"  # a name and a value; other languages' may be wider
_BELOW_MEDIAN = 1.5  # the plan's rank among the rows, where all are equal


def room_beside(style: ChartStyle) -> float:
    """Px beside the plot of a chart with fans, for names and values in the user's language."""
    widest = style.pill.width(_LONGEST) + VALUE_GAP + style.tick.width(_WIDEST)
    return max(RIGHT, math.ceil(GAP + widest + EDGE))


class Placed(NamedTuple):
    """A label whose capitals are centred on `middle`, px."""

    fan: Fan
    label: FanLabel
    middle: float


def place_fan_labels(fans: Sequence[Fan], plot: Plot) -> list[Placed]:
    """Beside the ends of their curves, moved apart as little as needed; as many as fit.

    Where there is no room for all, the first of a fan are kept.
    """
    low, high = plot.box.top - ROW / 2, plot.box.bottom + ROW / 2
    room = int((high - low) / ROW)
    each = max(1, room // max(1, len(fans)))
    kept = []
    for fan in fans:
        for label in sorted(fan.labels[:each], key=_rank):
            values = fan.plan if label.row == PLAN else fan.values[label.row]
            end = None if values is None else end_value(values)
            if end is not None:
                kept.append((fan, label, max(plot.box.top, min(plot.y(end), plot.box.bottom))))
    middles = spread([y for _, _, y in kept], ROW, low + ROW / 2, high - ROW / 2)
    return [
        Placed(fan, label, middle) for (fan, label, _), middle in zip(kept, middles, strict=True)
    ]


def _rank(label: FanLabel) -> float:
    """From the top: the highest percentile first, also where all end in one point."""
    return -(_BELOW_MEDIAN if label.row == PLAN else label.row)


def paint_fan_labels(canvas: Canvas, plot: Plot, placed: Sequence[Placed]) -> None:
    """All names, then all values: a painter that changes its colour draws slower."""
    style = canvas.style
    left = plot.box.right + GAP
    room = canvas.width - left - EDGE
    values = []
    for each in placed:
        name, value = _fitted(each.label, style, room)
        ink = style.text if each.label.row == PLAN else style.ink(each.fan.colour)
        canvas.stamp(style.pill, ink, left, each.middle, name)
        values.append((left + style.pill.width(name) + VALUE_GAP, each.middle, value))
    canvas.texts(style.tick, style.muted, values)


def fan_label_stand(placed: Placed, style: ChartStyle, plot: Plot, width: float) -> Stand:
    """Where a label stands in a view of that `width`."""
    left = plot.box.right + GAP
    name, value = _fitted(placed.label, style, width - left - EDGE)
    wide = style.pill.width(name) + VALUE_GAP + style.tick.width(value)
    half = ROW / 2
    return Stand(Box(left, placed.middle - half, left + wide, placed.middle + half), wide)


def _fitted(label: FanLabel, style: ChartStyle, room: float) -> tuple[str, str]:
    """The name gives way to the value."""
    value = style.tick.elided(label.text, room)
    return style.pill.elided(label.name, room - style.tick.width(value) - VALUE_GAP), value
