"""How the curve of goal seek is painted: shaded stretches, the goal's line, the answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from widgets.painting import (
    blend,
    colour,
    colour_of,
    draw_dot,
    draw_ring,
    draw_rounded,
    draw_text,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from widgets.decide.goal_curve_layout import CurvePlot, Label
    from widgets.painting import Face
    from widgets.tokens import Tokens

_HOLDS = 0.13  # of the good colour, under the stretches in which the goal holds
_LABEL_PADDING = 7.0
_DOTS_APART = 6.0  # px between points that are drawn each
_GAP_BAR = 3.0


class Faces(NamedTuple):
    """The type that it is written in."""

    small: Face
    label: Face


class Pointed(NamedTuple):
    """What stands out: the point that is read, the answer that is chosen or pointed at."""

    reading: int = -1
    answer: int = -1
    ring: bool = False


def paint_curve(
    painter: QPainter, plot: CurvePlot, tokens: Tokens, faces: Faces, pointed: Pointed
) -> None:
    """All of it, from the ground up."""
    _paint_stretches(painter, plot, tokens)
    _paint_axes(painter, plot, tokens, faces)
    _paint_goal(painter, plot, tokens, faces)
    _paint_gaps(painter, plot, tokens, faces)
    painter.save()
    painter.setClipRect(plot.box.adjusted(-6, -6, 6, 6))
    _paint_line(painter, plot, tokens)
    painter.restore()
    _paint_today(painter, plot, tokens)
    for label in plot.labels:
        _paint_label(painter, plot, label, tokens, faces, pointed)
    for place, answer in enumerate(plot.state.answers):
        if math.isfinite(answer.y):
            strong = place == pointed.answer
            _paint_point(painter, plot.point(answer.value, answer.y), tokens, strong=strong)
    if pointed.reading >= 0:
        _paint_reading(painter, plot, tokens, faces, pointed.reading)


def _paint_stretches(painter: QPainter, plot: CurvePlot, tokens: Tokens) -> None:
    ground = blend(tokens.card, tokens.good, _HOLDS)
    box, state = plot.box, plot.state
    half = _half_step(plot) if state.single else 0.0
    for low, high in state.holding:
        left = max(box.left(), plot.x(low) - half)
        right = min(box.right(), plot.x(high) + half)
        painter.fillRect(QRectF(left, box.top(), max(1.5, right - left), box.height()), ground)


def _half_step(plot: CurvePlot) -> float:
    """Half of the way between two whole values, px: each has its own stretch."""
    x = plot.state.x
    return (plot.x(float(x[1])) - plot.x(float(x[0]))) / 2 if len(x) > 1 else 8.0


def _paint_axes(painter: QPainter, plot: CurvePlot, tokens: Tokens, faces: Faces) -> None:
    box, state, small = plot.box, plot.state, faces.small
    muted = colour(tokens.text_muted)
    for tick in state.y_axis.ticks:
        y = round(plot.y(tick.position))
        painter.fillRect(QRectF(box.left(), y, box.width(), 1), colour(tokens.grid))
        at = QPointF(box.left() - 8 - small.width(tick.text), small.baseline(y - 8, 16))
        draw_text(painter, at, tick.text, small, muted)
    painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), colour(tokens.border))
    last = -math.inf
    for tick in state.x_axis.ticks:
        width = small.width(tick.text)
        left = min(max(plot.x(tick.position) - width / 2, 0.0), box.right() + 12 - width)
        if left < last + 10:
            continue
        draw_text(painter, QPointF(left, box.bottom() + 17), tick.text, small, muted)
        last = left + width


def _paint_goal(painter: QPainter, plot: CurvePlot, tokens: Tokens, faces: Faces) -> None:
    state, box, small = plot.state, plot.box, faces.small
    y = plot.y(state.goal)
    painter.setPen(QPen(colour(tokens.text), 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    ground = plot.goal_box
    draw_rounded(painter, ground, colour(tokens.card), radius=3)
    at = QPointF(ground.left() + 4, small.baseline(ground.top(), ground.height()))
    text = small.elided(state.goal_text, ground.width() - 7)
    draw_text(painter, at, text, small, colour(tokens.text))


def _paint_gaps(painter: QPainter, plot: CurvePlot, tokens: Tokens, faces: Faces) -> None:
    """A bar at the foot of the plot, wherever there is no figure."""
    box, state, small = plot.box, plot.state, faces.small
    half = _half_step(plot) if state.single else 0.0
    muted = blend(tokens.card, tokens.text_muted, 0.45)
    for first, last in _missing(plot):
        left = max(box.left(), plot.x(first) - half)
        right = min(box.right(), plot.x(last) + half)
        bar = QRectF(left, box.bottom() - _GAP_BAR - 1, max(2.0, right - left), _GAP_BAR)
        draw_rounded(painter, bar, muted, radius=1.5)
        text = small.elided(state.gap_text, bar.width() - 8)
        if text == state.gap_text:
            at = QPointF(bar.center().x() - small.width(text) / 2, bar.top() - 5)
            draw_text(painter, at, text, small, colour(tokens.text_muted))


def _missing(plot: CurvePlot) -> list[tuple[float, float]]:
    """The stretches without a value, from point to point."""
    found: list[tuple[float, float]] = []
    begun: float | None = None
    last = 0.0
    for x, y in zip(plot.state.x.tolist(), plot.state.y.tolist(), strict=True):
        if math.isnan(y):
            begun, last = (x if begun is None else begun), x
        elif begun is not None:
            found.append((begun, last))
            begun = None
    return found if begun is None else [*found, (begun, last)]


def _paint_line(painter: QPainter, plot: CurvePlot, tokens: Tokens) -> None:
    state = plot.state
    ink = colour_of(tokens, state.colour)
    pieces: list[list[QPointF]] = [[]]
    for x, y in zip(state.x.tolist(), state.y.tolist(), strict=True):
        if math.isfinite(y):
            pieces[-1].append(plot.point(x, y))
        elif pieces[-1]:
            pieces.append([])
    apart = plot.box.width() / max(1, len(state.x) - 1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    dotted = state.single and apart >= _DOTS_APART
    painter.setPen(QPen(blend(tokens.card, ink.name(), 0.45) if dotted else ink, 2.0))
    for piece in pieces:
        if len(piece) > 1:
            painter.drawPolyline(QPolygonF(piece))
    for piece in pieces:
        if dotted or len(piece) == 1:
            for point in piece:
                draw_dot(painter, point, 5.0, ink)


def _paint_today(painter: QPainter, plot: CurvePlot, tokens: Tokens) -> None:
    state, box = plot.state, plot.box
    if not box.left() - 1 <= plot.x(state.today) <= box.right() + 1:
        return
    if math.isfinite(state.today_y):
        point = plot.point(state.today, state.today_y)
        draw_dot(painter, point, 11.0, colour(tokens.card))
        painter.setBrush(colour(tokens.card))
        painter.setPen(QPen(colour(tokens.text), 2.0))
        painter.drawEllipse(point, 4.0, 4.0)


def _paint_label(
    painter: QPainter,
    plot: CurvePlot,
    label: Label,
    tokens: Tokens,
    faces: Faces,
    pointed: Pointed,
) -> None:
    """Today's is plain; an answer's is a button, that of the nearest one filled."""
    is_today = label.place < 0
    strong = label.place == pointed.answer and not is_today
    ink = tokens.text_muted if is_today else tokens.accent
    line = blend(tokens.card, ink, 0.6)
    top = label.box.bottom()
    painter.fillRect(QRectF(round(label.x) - 0.5, top, 1.0, plot.box.bottom() - top), line)
    if is_today:
        draw_rounded(painter, label.box, colour(tokens.card), blend(tokens.card, ink, 0.5), 6)
    else:
        soft = tokens.accent_soft if plot.state.answers[label.place].nearest else tokens.card
        ground = colour(tokens.accent if strong else soft)
        draw_rounded(painter, label.box, ground, colour(tokens.accent), 6)
    words = tokens.text_muted if is_today else tokens.text_on_accent if strong else tokens.text
    at = QPointF(
        label.box.left() + _LABEL_PADDING,
        faces.label.baseline(label.box.top(), label.box.height()),
    )
    draw_text(painter, at, label.text, faces.label, colour(words))
    if strong and pointed.ring:
        draw_ring(painter, label.box.adjusted(-2.5, -2.5, 2.5, 2.5), colour(tokens.accent), 8)


def _paint_point(painter: QPainter, point: QPointF, tokens: Tokens, *, strong: bool) -> None:
    draw_dot(painter, point, 14.0 if strong else 11.0, colour(tokens.card))
    draw_dot(painter, point, 11.0 if strong else 8.0, colour(tokens.accent))


def _paint_reading(
    painter: QPainter, plot: CurvePlot, tokens: Tokens, faces: Faces, place: int
) -> None:
    """The point under the pointer: a line, a dot, and what it is."""
    state, box = plot.state, plot.box
    x, y = float(state.x[place]), float(state.y[place])
    at_x = plot.x(x)
    line = blend(tokens.card, tokens.text_muted, 0.5)
    painter.fillRect(QRectF(round(at_x) - 0.5, box.top(), 1.0, box.height()), line)
    if math.isfinite(y):
        draw_dot(painter, plot.point(x, y), 9.0, colour(tokens.card))
        draw_dot(painter, plot.point(x, y), 6.0, colour_of(tokens, state.colour))
    text = state.readouts[place]
    width = faces.label.width(text) + 2 * _LABEL_PADDING
    left = at_x + 8 if at_x + 8 + width <= box.right() else at_x - 8 - width
    middle = plot.y(y) if math.isfinite(y) else box.center().y()
    top = min(max(middle - 30, box.top() + 2), box.bottom() - 26)
    ground = QRectF(max(0.0, left), top, width, 22)
    draw_rounded(painter, ground, colour(tokens.field), colour(tokens.border), 5)
    at = QPointF(ground.left() + _LABEL_PADDING, faces.label.baseline(top, 22))
    draw_text(painter, at, text, faces.label, colour(tokens.text))
