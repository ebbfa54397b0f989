"""How the map is drawn, but for what moves on it: the point and the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from widgets.decide.map_image import map_image
from widgets.decide.map_layout import LEGEND, SCALE_WIDTH, MapPlot, labels
from widgets.decide.map_ramp import SHADES, palette
from widgets.painting import MEDIUM, blend, colour, draw_note, draw_text, face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from widgets.decide.map_states import MapState, Scale
    from widgets.states import Tick
    from widgets.tokens import Tokens

    Floats = NDArray[np.float64]

_GAP = 8.0
_SWATCH = QRectF(0, 0, 18, 11)
_AROUND = ((-1.25, -1.0), (1.25, -1.0), (-1.25, 1.0), (1.25, 1.0))  # px beside the letters
_APART = 4.0  # px between labels of an edge
HATCH = Qt.BrushStyle.BDiagPattern


def legend_texts(state: MapState) -> list[tuple[str, str]]:
    """What the legend explains: its sign, and the words."""
    found = []
    if state.goal is not None:
        found.append(("line", state.goal.text))
        if state.goal.lines:
            found.append(("veil", "not met"))
    if state.missing:
        found.append(("hatch", state.missing))
    if state.note:
        found.append(("", state.note))
    return found


def legend_rows(state: MapState, width: float) -> list[list[tuple[str, str]]]:
    """The legend in as many lines as it needs."""
    small = face(11)
    rows: list[list[tuple[str, str]]] = []
    room = 0.0
    for sign, text in legend_texts(state):
        needed = small.width(text) + (_SWATCH.width() + 6 if sign else 0) + 2 * _GAP
        if not rows or needed > room:
            rows.append([])
            room = width
        rows[-1].append((sign, text))
        room -= needed
    return rows


def draw_map(
    painter: QPainter, state: MapState, plot: MapPlot, tokens: Tokens, ratio: float
) -> None:
    """The heat with its hatching, contours, axes and scale. `ratio` is px of the screen a px."""
    box = plot.box
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not state.stepped)
    width, height = round(box.width() * ratio), round(box.height() * ratio)
    painter.drawImage(box, map_image(state, width, height, tokens))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_missing(painter, state, plot, tokens)
    painter.setClipRect(box)
    _draw_contours(painter, state, plot, tokens)
    painter.setClipping(False)
    draw_axes(painter, state, plot, tokens)
    _draw_scale(painter, state.scale, box, tokens)
    if np.isnan(state.values).all():
        _draw_nothing(painter, state, box, tokens)


def _draw_nothing(painter: QPainter, state: MapState, box: QRectF, tokens: Tokens) -> None:
    """No cell has a value: the reason stands in the middle."""
    text = state.missing[:1].upper() + state.missing[1:]
    note = QRectF(0, 0, min(box.width() - 24, 320), 56)
    note.moveCenter(box.center())
    painter.fillRect(note, colour(tokens.card))
    draw_note(painter, note, text, face(13).font, colour(tokens.text_muted))


def _draw_missing(painter: QPainter, state: MapState, plot: MapPlot, tokens: Tokens) -> None:
    gone = np.isnan(state.values)
    if not gone.any():
        return
    rects: dict[tuple[int, int], QRectF] = {}  # by columns, of the row before
    drawn = []
    for row, cells in enumerate(gone):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], cells, [False]]).astype(np.int8)))
        spans = [(int(first), int(after) - 1) for first, after in edges.reshape(-1, 2)]
        drawn += [rect for span, rect in rects.items() if span not in spans]
        rects = {span: _cells_box(plot, row, span, rects.get(span)) for span in spans}
    drawn += rects.values()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(_hatch_ink(tokens), HATCH))
    painter.drawRects(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _cells_box(plot: MapPlot, row: int, span: tuple[int, int], below: QRectF | None) -> QRectF:
    """Neighbouring cells of a row, with the same ones of the rows below."""
    first, last = plot.cell_box(row, span[0]), plot.cell_box(row, span[1])
    bottom = first.bottom() if below is None else below.bottom()
    return QRectF(first.topLeft(), QPointF(last.right(), bottom))


def _hatch_ink(tokens: Tokens) -> QColor:
    return blend(tokens.card, tokens.text_muted, 0.4)


# Lines --------------------------------------------------------------------------------------


def _draw_contours(painter: QPainter, state: MapState, plot: MapPlot, tokens: Tokens) -> None:
    painter.setPen(QPen(blend(tokens.text, tokens.card, 0.35), 1.0))
    drawn = [(each.text, [plot.line(line) for line in each.lines]) for each in state.contours]
    for _text, lines in drawn:
        draw_lines(painter, lines)
    if state.goal is not None:
        lines = [plot.line(line) for line in state.goal.lines]
        for name, width in ((tokens.card, 5.0), (tokens.text, 2.5)):
            painter.setPen(QPen(colour(name), width))
            draw_lines(painter, lines)
    at = plot.point(state.x.present, state.y.present)
    point = QRectF(at.x() - 14, at.y() - 14, 28, 28)
    small = face(11, MEDIUM)
    for label in labels(drawn, plot.box, small, [point]):
        start = QPointF(label.box.left() + 4, small.baseline(label.box.top(), label.box.height()))
        _draw_on_heat(painter, start, label.text, tokens)


def draw_lines(painter: QPainter, lines: Iterable[Floats]) -> None:
    """Lines, each (points, 2) in px."""
    for line in lines:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))


def _draw_on_heat(painter: QPainter, at: QPointF, text: str, tokens: Tokens) -> None:
    """Words with the card's colour around their letters: legible on every shade.

    Drawn beside themselves, which costs a tenth of stroking the letters.
    """
    small = face(11, MEDIUM)
    for across, down in _AROUND:
        draw_text(painter, at + QPointF(across, down), text, small, colour(tokens.card))
    draw_text(painter, at, text, small, colour(tokens.text))


# Axes ---------------------------------------------------------------------------------------


def draw_axes(painter: QPainter, state: MapState, plot: MapPlot, tokens: Tokens) -> None:
    """The box, the labels along both of its edges and what they are of."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(blend(tokens.border, tokens.text_muted, 0.5), 1.0))
    painter.drawRect(plot.box)
    _draw_across(painter, state, plot, tokens)
    _draw_up(painter, state, plot, tokens)


def _draw_across(painter: QPainter, state: MapState, plot: MapPlot, tokens: Tokens) -> None:
    small, box, ink = face(11), plot.box, colour(tokens.text_muted)
    end = -np.inf
    for tick in state.x.axis.ticks:
        x, width = plot.left(tick.position), small.width(tick.text)
        painter.fillRect(QRectF(round(x), box.bottom() + 1, 1, 4), ink)
        if x - width / 2 < end + _APART:
            continue
        end = x + width / 2
        at = QPointF(x - width / 2, small.baseline(box.bottom() + 5, 16))
        draw_text(painter, at, tick.text, small, ink)
    name = face(11, MEDIUM)
    text = name.elided(state.x.name, box.width())
    at = QPointF(box.right() - name.width(text), name.baseline(box.bottom() + 20, 16))
    draw_text(painter, at, text, name, colour(tokens.text))


def _draw_up(painter: QPainter, state: MapState, plot: MapPlot, tokens: Tokens) -> None:
    small, box, ink = face(11), plot.box, colour(tokens.text_muted)
    end = np.inf
    for tick in state.y.axis.ticks:
        y = plot.top(tick.position)
        painter.fillRect(QRectF(box.left() - 5, round(y), 4, 1), ink)
        if y + 7 > end:
            continue
        end = y - 7
        at = QPointF(box.left() - _GAP - small.width(tick.text), small.baseline(y - 8, 16))
        draw_text(painter, at, tick.text, small, ink)
    name = face(11, MEDIUM)
    text = name.elided(state.y.name, box.right() - 16)
    draw_text(painter, QPointF(16, name.baseline(0, 18)), text, name, colour(tokens.text))


def _draw_scale(painter: QPainter, scale: Scale, box: QRectF, tokens: Tokens) -> None:
    """The colours and what they mean, beside the heat."""
    if not scale.ticks:
        return
    bar = QRectF(box.right() + _GAP, box.top(), SCALE_WIDTH, box.height())
    shades = np.ascontiguousarray(palette(tokens, signed=scale.signed)[:SHADES][::-1])
    picture = QImage(shades.data, 1, SHADES, 4, QImage.Format.Format_RGB32)
    painter.drawImage(bar, picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tokens.border), 1.0))
    painter.drawRect(bar)
    small, ink = face(11), colour(tokens.text_muted)
    for tick in _spread(scale.ticks, scale, bar):
        y = bar.bottom() - (tick.position - scale.low) / (scale.high - scale.low) * bar.height()
        painter.fillRect(QRectF(bar.right(), round(y), 3, 1), ink)
        at = QPointF(bar.right() + 6, small.baseline(y - 8, 16))
        draw_text(painter, at, tick.text, small, ink)


def _spread(ticks: Sequence[Tick], scale: Scale, bar: QRectF) -> Sequence[Tick]:
    """Every tick, or every other where they would touch."""
    room = bar.height() / (scale.high - scale.low)
    every = 1
    while len(ticks) > every and (ticks[every].position - ticks[0].position) * room < 14:
        every += 1
    return ticks[::every]


# Legend -------------------------------------------------------------------------------------


def draw_legend(
    painter: QPainter, state: MapState, left: float, top: float, width: float, tokens: Tokens
) -> None:
    small = face(11)
    for place, row in enumerate(legend_rows(state, width)):
        x, y = left, top + place * LEGEND
        for sign, text in row:
            if sign:
                _draw_sign(painter, sign, _SWATCH.translated(x, y + 4), state, tokens)
                x += _SWATCH.width() + 6
            shown = small.elided(text, left + width - x)
            at = QPointF(x, small.baseline(y, LEGEND - 1))
            draw_text(painter, at, shown, small, colour(tokens.text_muted))
            x += small.width(text) + 2 * _GAP


def _draw_sign(painter: QPainter, sign: str, box: QRectF, state: MapState, tokens: Tokens) -> None:
    if sign == "line":
        painter.fillRect(
            QRectF(box.left(), box.center().y() - 1, box.width(), 2.5), colour(tokens.text)
        )
        return
    painter.setPen(QPen(colour(tokens.border), 1.0))
    if sign == "veil":
        colours = palette(tokens, signed=state.scale.signed)
        painter.setBrush(QColor.fromRgba(int(colours[SHADES + SHADES * 3 // 4])))
    else:
        painter.setBrush(QBrush(_hatch_ink(tokens), HATCH))
    painter.drawRect(box)
