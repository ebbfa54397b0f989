"""Bars that float, as in a waterfall: stacked on one that isn't seen.

A stacked chart adds what is above zero apart from what is below, so a bar that crosses zero
has two parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.handouts.deck_look import colour
from widgets.picture import PictureColumn

if TYPE_CHECKING:
    from widgets.picture import PictureTable

# Told apart by the labels too, which say the change.
_UP, _DOWN, _TOTAL = "revenue", "compute", "text_muted"


def floating_columns(table: PictureTable) -> tuple[PictureColumn, ...]:
    """The unseen part, and what stands above and below zero, of bars from column 1 to 2.

    A bar without a beginning stands on zero.
    """
    first, second = table.columns[:2]
    pairs = [
        None if end is None else (min(start or 0.0, end), max(start or 0.0, end))
        for start, end in zip(first.values, second.values, strict=True)
    ]
    unseen = tuple(
        None if pair is None else max(pair[0], 0.0) + min(pair[1], 0.0) for pair in pairs
    )
    above = tuple(None if pair is None else max(pair[1], 0.0) - max(pair[0], 0.0) for pair in pairs)
    below = tuple(None if pair is None else min(pair[0], 0.0) - min(pair[1], 0.0) for pair in pairs)
    return (
        PictureColumn("Begins at", unseen, first.style),
        PictureColumn("Above zero", above, first.style, _UP),
        PictureColumn("Below zero", below, first.style, _UP),
    )


def paint_floating(chart: Any, table: PictureTable) -> None:
    """Rises, falls and totals in their colours; the first series unseen."""
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 40, 100, False
    unseen, *parts = plot.series
    unseen.format.fill.background()
    unseen.format.line.fill.background()
    first, second = table.columns[:2]
    for series in parts:
        series.invert_if_negative = False
        for place, (start, end) in enumerate(zip(first.values, second.values, strict=True)):
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = colour(_ink(start, end))


def _ink(start: float | None, end: float | None) -> str:
    """A bar without a beginning is a total, which stands on zero."""
    if start is None or end is None:
        return _TOTAL
    return _UP if end >= start else _DOWN
