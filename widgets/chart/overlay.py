"""What is drawn over a chart's curves: the lines of the read months, the marker and the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPainter

from widgets.chart.layout import BESIDE, Box, Obstacles, beside, clearest, end_value, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.states import Band, ChartState, Marker, Series

LABEL_GAP = 9.0  # from the plot to the labels
LINE_HEIGHT = 14.0  # of a label's two lines
BLOCK_GAP = 4.0  # between two labels
VALUE_GAP = 6.0  # before the value where it shares the name's line
EDGE = 4.0  # from the labels to the view's edge
CORNER = 8.0  # from the band's sides to its text, and from the view's to a note
MARGIN = 12.0  # of title and subtitle
TITLE_MIDDLE, SUBTITLE_MIDDLE = 17.0, 36.0
HANDLE_RADIUS = 5.0
DOT_RADIUS = 3.5
RING_RADIUS = 5.5


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


class Overlay:
    """Paints subtitle and overlay.

    It remembers where the texts in the plot stood, so that they do not hop about.
    """

    def __init__(self) -> None:
        self._band_place = 0
        self._marker_place = 0

    def paint(self, canvas: Canvas, plot: Plot, state: ChartState, *, grabbed: bool) -> None:
        """One frame; `grabbed` shows what the decision month is called."""
        style, box = canvas.style, plot.box
        room = canvas.width - 2 * MARGIN
        subtitle = style.subtitle.elided(state.subtitle, room)
        canvas.texts(style.subtitle, style.muted, [(MARGIN, SUBTITLE_MIDDLE, subtitle)])
        _reading(canvas, state)
        if state.note:
            canvas.note(Box(CORNER, box.top, canvas.width - CORNER, box.bottom), state.note)
            return
        canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        decision = canvas.snapped(plot.x(state.decision_month))
        self._texts_in_plot(canvas, plot, state, decision)
        canvas.vertical(decision, plot.box, 1.5, style.decision_line)
        if state.crosshair_month is not None:
            _crosshair(canvas, plot, state, state.crosshair_month)
        canvas.disc(decision, plot.box.bottom, HANDLE_RADIUS, style.accent)
        if grabbed and state.crosshair_month is None and state.decision_text:
            ink = style.on_accent
            canvas.pill(decision, plot.box, state.decision_text, style.accent, ink)
        _labels(canvas, plot, (*state.series, *state.still))

    def _texts_in_plot(
        self, canvas: Canvas, plot: Plot, state: ChartState, decision: float
    ) -> None:
        """The band's text and the marker, where the curves leave room for them."""
        marker, band = state.marker, state.band
        if marker is None and band is None:
            return
        obstacles = Obstacles(plot, (*state.series, *state.still, *state.ghosts), decision)
        if band is not None and band.text:
            self._band_text(canvas, plot, band, obstacles)
        if marker is not None:
            self._marker(canvas, plot, marker, obstacles)

    def _band_text(self, canvas: Canvas, plot: Plot, band: Band, obstacles: Obstacles) -> None:
        face = canvas.style.value
        boxes = _band_boxes(plot, band, face.width(band.text), face.height)
        before = self._band_place if self._band_place < len(boxes) else 0
        found = clearest(len(boxes), boxes.__getitem__, plot.box, obstacles, before)
        if found is not None:
            self._band_place = found[0]
            _stamp_in(canvas, found[1], canvas.style.band_text, band.text)

    def _marker(self, canvas: Canvas, plot: Plot, marker: Marker, obstacles: Obstacles) -> None:
        x, y = plot.x(marker.month), plot.y(marker.value)
        if not plot.box.grown(1.0).holds(x, y):
            return
        face, colour = canvas.style.value, canvas.style.colour(marker.colour)
        width, height = face.width(marker.text), face.height
        found = clearest(
            len(BESIDE),
            lambda place: beside(place, x, y, width, height, plot.box),
            plot.box,
            obstacles,
            self._marker_place,
        )
        # Without a clear place the ring stands alone: a text across a curve hides both, and the
        # subtitle says what the ring marks.
        if found is not None and not obstacles.hits(found[1]):
            self._marker_place = found[0]
            _stamp_in(canvas, found[1], colour, marker.text)
        canvas.ring(x, y, RING_RADIUS, colour)


def _reading(canvas: Canvas, state: ChartState) -> None:
    """Which month the values are of, at the right of the title, where there is room for it."""
    face = canvas.style.value
    left = canvas.width - MARGIN - face.width(state.reading)
    if left > 2 * MARGIN + canvas.style.title.width(state.title):
        canvas.stamp(face, canvas.style.muted, left, TITLE_MIDDLE, state.reading)


def _stamp_in(canvas: Canvas, box: Box, colour: QColor, text: str) -> None:
    canvas.stamp(canvas.style.value, colour, box.left, (box.top + box.bottom) / 2, text)


def _band_boxes(plot: Plot, band: Band, width: float, height: float) -> list[Box]:
    """The middle of the band's top, then its corners."""
    low, high = max(plot.x(band.first), plot.box.left), min(plot.x(band.last), plot.box.right)
    top = plot.box.top + 3.0
    middle = max(plot.box.left, min((low + high - width) / 2, plot.box.right - width))
    lefts = [middle]
    if high - low >= width + 2 * CORNER:
        lefts += [low + CORNER, high - CORNER - width]
    return [Box(left, top, left + width, top + height) for left in lefts]


def _crosshair(canvas: Canvas, plot: Plot, state: ChartState, month: int) -> None:
    style = canvas.style
    x = canvas.snapped(plot.x(month))
    if month != state.decision_month:
        canvas.vertical(x, plot.box, 1.0, style.crosshair_line)
    for series in (*state.series, *state.still):
        if not 1 <= month <= len(series.values):
            continue
        value = float(series.values[month - 1])
        if plot.low <= value <= plot.high:
            canvas.disc(x, plot.y(value), DOT_RADIUS, style.colour(series.colour))
    if state.crosshair_text:
        canvas.pill(x, plot.box, state.crosshair_text, style.text, style.card)


def _labels(canvas: Canvas, plot: Plot, series: Sequence[Series]) -> None:
    """All names, then all values: a painter that changes its font draws slower."""
    style = canvas.style
    left = plot.box.right + LABEL_GAP
    room = canvas.width - left - EDGE
    values = []
    for label in place_labels(series, plot):
        text = style.value.elided(label.series.value_text, room)
        middle, room_left, start = label.middle, room, left
        if label.lines == 1:
            # The name gives way to the value, for the colour too says which curve it is.
            room_left -= style.value.width(text) + VALUE_GAP
        else:
            middle -= LINE_HEIGHT / 2
        name = style.label.elided(label.series.label, room_left)
        canvas.stamp(style.label, style.colour(label.series.colour), left, middle, name)
        if label.lines == 1:
            start += style.label.width(name) + VALUE_GAP
        else:
            middle += LINE_HEIGHT
        values.append((start, middle, text))
    canvas.texts(style.value, style.muted, values)
