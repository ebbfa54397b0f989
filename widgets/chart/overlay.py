"""What is drawn over a chart's curves: the lines of the read months, the marker and the labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.chart.fan_labels import fan_label_stand, paint_fan_labels, place_fan_labels
from widgets.chart.fans import paint_fan_dots
from widgets.chart.labels import label_stand, paint_labels, place_labels
from widgets.chart.layout import (
    BESIDE,
    LINE_ROOM,
    Box,
    Obstacles,
    beside,
    clear,
    clearest,
)
from widgets.chart.spots import BAND, LABEL, MARKER, SUBTITLE, Marks, Spot, Stand, paint_marks

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from widgets.chart.canvas import Canvas
    from widgets.chart.fan_labels import Placed
    from widgets.chart.labels import Label
    from widgets.chart.layout import Plot
    from widgets.chart.style import ChartStyle
    from widgets.states import Band, ChartState, Marker

CORNER = 8.0  # from the band's sides to its text, and from the view's to a note
MARGIN = 12.0  # of title and subtitle
TITLE_MIDDLE, SUBTITLE_MIDDLE = 17.0, 36.0
HANDLE_RADIUS = 5.0
DOT_RADIUS = 3.5
RING_RADIUS = 5.5


class _Frame(NamedTuple):
    """What was painted last, and where: enough to say which texts can be explained."""

    style: ChartStyle
    plot: Plot
    state: ChartState
    width: float
    labels: list[Label]
    fan_labels: list[Placed]


class Overlay:
    """Paints subtitle and overlay.

    It remembers where the texts in the plot stood, so that they do not hop about, and knows
    which texts of the last frame can be explained.
    """

    def __init__(self) -> None:
        self._band_place = 0
        self._marker_place = 0
        self._band_box: Box | None = None
        self._marker_box: Box | None = None
        self._frame: _Frame | None = None
        self._spots: dict[Spot, Stand] | None = None  # measured when they are first asked for

    def spots(self) -> dict[Spot, Stand]:
        """The texts of the last frame that can be explained, and where they stand.

        Subtitle, band and marker come first, then the labels from the top.
        """
        if self._spots is None:
            self._spots = {} if self._frame is None else self._measured(self._frame)
        return self._spots

    def _measured(self, frame: _Frame) -> dict[Spot, Stand]:
        state, found = frame.state, {}
        if state.subtitle_target:
            face = frame.style.subtitle
            subtitle = _subtitle(frame.style, state, frame.width)
            top, right = SUBTITLE_MIDDLE - face.height / 2, MARGIN + face.width(subtitle)
            box = Box(MARGIN, top, right, top + face.height)
            found[Spot(SUBTITLE, state.subtitle_target)] = Stand(box, box.width)
        for place, shown, at in (
            (BAND, state.band, self._band_box),
            (MARKER, state.marker, self._marker_box),
        ):
            if shown is not None and shown.target and at is not None:
                found[Spot(place, shown.target)] = Stand(at, at.width)
        for label in sorted(frame.labels, key=lambda label: label.middle):
            stand = label_stand(label, frame.style, frame.plot, frame.width)
            found[Spot(LABEL, label.series.key)] = stand
        for placed in frame.fan_labels:
            if placed.label.explains:
                stand = fan_label_stand(placed, frame.style, frame.plot, frame.width)
                found[Spot(LABEL, placed.fan.key)] = stand
        return found

    def paint(
        self,
        canvas: Canvas,
        plot: Plot,
        state: ChartState,
        *,
        grabbed: bool,
        marks: Marks,
        above: float = 0.0,
    ) -> None:
        """One frame; `grabbed` shows what the decision month is called.

        Nothing `above` that height need be painted.
        """
        style = canvas.style
        if above < _words_end(style, state):
            subtitle = _subtitle(style, state, canvas.width)
            canvas.texts(style.subtitle, style.muted, [(MARGIN, SUBTITLE_MIDDLE, subtitle)])
            _reading(canvas, state)
        self._spots = self._band_box = self._marker_box = None
        curves = () if state.note or state.fans else (*state.series, *state.still)
        labels = place_labels(curves, plot)
        fan_labels = [] if state.note else place_fan_labels(state.fans, plot)
        self._frame = _Frame(style, plot, state, canvas.width, labels, fan_labels)
        if state.note:
            box = Box(CORNER, plot.box.top, canvas.width - CORNER, plot.box.bottom)
            canvas.note(box, state.note)
        else:
            self._paint_plot(canvas, plot, state, grabbed=grabbed)
            paint_labels(canvas, plot, labels)
            if fan_labels:
                paint_fan_labels(canvas, plot, fan_labels)
        if marks.pointed is not None or marks.marked:
            paint_marks(canvas, self.spots(), marks)

    def _paint_plot(self, canvas: Canvas, plot: Plot, state: ChartState, *, grabbed: bool) -> None:
        """What lies over the curves: texts, the lines of the months, the handle."""
        style = canvas.style
        decision = canvas.snapped(plot.x(state.decision_month))
        self._texts_in_plot(canvas, plot, state, decision)
        inside = plot.first <= state.decision_month <= plot.last
        if inside:
            canvas.vertical(decision, plot.box, 1.5, style.decision_line)
        if state.crosshair_month is not None:
            _crosshair(canvas, plot, state, state.crosshair_month)
        if inside:
            canvas.knob(decision, plot.box.bottom, HANDLE_RADIUS, style.accent)
        if grabbed and state.crosshair_month is None and state.decision_text:
            ink = style.on_accent
            canvas.pill(decision, plot.box, state.decision_text, style.accent, ink)

    def _texts_in_plot(
        self, canvas: Canvas, plot: Plot, state: ChartState, decision: float
    ) -> None:
        """The band's text and the marker, where the curves leave room for them."""
        marker, band = state.marker, state.band
        if marker is None and band is None:
            return
        obstacles = Obstacles(plot, (*state.series, *state.still, *state.ghosts), decision)
        if band is not None and band.text:
            self._band_text(canvas, plot, band, decision, obstacles)
        if marker is not None:
            self._marker(canvas, plot, marker, obstacles)

    def _band_text(
        self, canvas: Canvas, plot: Plot, band: Band, line: float, obstacles: Obstacles
    ) -> None:
        face = canvas.style.value
        boxes = _band_boxes(plot, band, line, face.width(band.text), face.height)
        before = self._band_place if self._band_place < len(boxes) else 0
        found = clearest(len(boxes), boxes.__getitem__, plot.box, obstacles, before)
        if found is not None:
            self._band_place, self._band_box = found
            _stamp_in(canvas, found[1], canvas.style.band_text, band.text)

    def _marker(self, canvas: Canvas, plot: Plot, marker: Marker, obstacles: Obstacles) -> None:
        x, y = plot.x(marker.month), plot.y(marker.value)
        if not plot.box.grown(1.0).holds(x, y):
            return
        face, colour = canvas.style.value, canvas.style.colour(marker.colour)
        ink = canvas.style.ink(marker.colour)
        width, height = face.width(marker.text), face.height
        # Without a clear place the ring stands alone: a text across a curve hides both, and the
        # subtitle says what the ring marks.
        found = clear(
            len(BESIDE),
            lambda place: beside(place, x, y, width, height, plot.box),
            plot.box,
            obstacles,
            self._marker_place,
        )
        if found is not None:
            self._marker_place, self._marker_box = found
            _stamp_in(canvas, found[1], ink, marker.text)
        else:
            self._marker_box = Box(x, y, x, y).grown(RING_RADIUS)
        canvas.ring(x, y, RING_RADIUS, colour)


def _subtitle(style: ChartStyle, state: ChartState, width: float) -> str:
    return style.subtitle.elided(state.subtitle, width - 2 * MARGIN)


def _words_end(style: ChartStyle, state: ChartState) -> float:
    """Below the lowest letters of what stands over the plot."""
    if state.subtitle:
        return SUBTITLE_MIDDLE + style.subtitle.height / 2 + 0.5
    return TITLE_MIDDLE + style.value.height / 2 + 0.5


def _reading(canvas: Canvas, state: ChartState) -> None:
    """Which month the values are of, at the right of the title, where there is room for it."""
    face = canvas.style.value
    left = canvas.width - MARGIN - face.width(state.reading)
    if left > 2 * MARGIN + canvas.style.title.width(state.title):
        canvas.stamp(face, canvas.style.muted, left, TITLE_MIDDLE, state.reading)


def _stamp_in(canvas: Canvas, box: Box, colour: QColor, text: str) -> None:
    canvas.stamp(canvas.style.value, colour, box.left, (box.top + box.bottom) / 2, text)


def _band_boxes(plot: Plot, band: Band, line: float, width: float, height: float) -> list[Box]:
    """The middle of the band's top, then its corners, then beside the `line` through it."""
    low, high = max(plot.x(band.first), plot.box.left), min(plot.x(band.last), plot.box.right)
    top = plot.box.top + 3.0
    middle = max(plot.box.left, min((low + high - width) / 2, plot.box.right - width))
    lefts = [middle]
    if high - low >= width + 2 * CORNER:
        lefts += [low + CORNER, high - CORNER - width]
    if min(low, middle) - LINE_ROOM <= line <= max(high, middle + width) + LINE_ROOM:
        sides = [line - CORNER - width, line + CORNER]
        lefts += sides if line - low > high - line else sides[::-1]
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
    if state.fans:
        paint_fan_dots(canvas, plot, state.fans, month)
    if state.crosshair_text:
        canvas.pill(x, plot.box, state.crosshair_text, style.text, style.card)
