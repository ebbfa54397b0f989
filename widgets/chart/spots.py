"""The texts of a chart that explain what they say: curves' labels, and texts about figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF

from widgets.painting import draw_ring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Box

LABEL, MARKER, BAND, SUBTITLE = "label", "marker", "band", "subtitle"
RING = (4.0, 1.0)  # from a text to the ring round it, across and down


class Spot(NamedTuple):
    """One such text. The key is the series' of a label, else the figure's."""

    place: str  # LABEL, MARKER, BAND or SUBTITLE
    key: str


class Stand(NamedTuple):
    """Where such a text stands, in view pixels, and how wide its last line is."""

    box: Box
    last: float


class Marks(NamedTuple):
    """What is marked in a frame: the text under the pointer, and the keyboard's choice."""

    pointed: Spot | None = None
    chosen: Spot | None = None
    marked: bool = False  # whether the choice is shown


def resolved(chosen: Spot | None, spots: Sequence[Spot]) -> Spot | None:
    """The chosen text while it is there; else the first label, or the first text of all."""
    if chosen in spots:
        return chosen
    return next((spot for spot in spots if spot.place == LABEL), spots[0] if spots else None)


def paint_marks(canvas: Canvas, stands: Mapping[Spot, Stand], marks: Marks) -> None:
    """A line under what is pointed at, a ring round what the keyboard is at."""
    style = canvas.style
    pointed = stands.get(marks.pointed) if marks.pointed else None
    if pointed is not None:
        line = pointed.box._replace(right=pointed.box.left + pointed.last)
        canvas.horizontal(line.bottom, line, style.accent)
    at = resolved(marks.chosen, tuple(stands)) if marks.marked else None
    if at is not None:
        box, (across, down) = stands[at].box, RING
        corners = (box.left - across, box.top - down, box.right + across, box.bottom + down)
        # A line whose middle runs along pixels' middles is sharp.
        left, top, right, bottom = (canvas.snapped(each) + 0.5 for each in corners)
        draw_ring(canvas.painter, QRectF(left, top, right - left, bottom - top), style.accent, 4)
