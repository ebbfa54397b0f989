"""Where the lines of a spider and their names stand, and how they are drawn."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from widgets.chart.layout import Box, Plot, apart, spread
from widgets.comparison.marks import draw_underline
from widgets.painting import (
    MEDIUM,
    blend,
    colour,
    draw_dot,
    draw_ring,
    draw_text,
    face,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter

    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import SpiderState

NAME = -1  # in place of a point: the leg's name
COLOURED = 8  # legs with a colour of their own; the others are muted
X_NAME = "move from where it stands, as a share of the input's range"
_LEAST_LEFT, _TICK_ROOM, _TOP, _BOTTOM = 44.0, 14.0, 10.0, 42.0
_NAMES = 0.28  # of the width, at most
_LEADER, _LEAST_GAP = 26.0, 14.0
_REACH = 9.0  # px from a line at which it is met
_OTHERS, _OTHER_NAMES = 0.72, 0.4  # of the card is in what is not pointed out
_EDGE = 14.0


class Web:
    """One layout: it stands until the state or the size changes."""

    def __init__(self, state: SpiderState, room: QRectF, tokens: Tokens) -> None:
        self._state = state
        self._tokens = tokens
        self._name, self._tick = face(12, MEDIUM), face(11)
        ticks = [self._tick.width(tick.text) for tick in state.y_axis.ticks]
        left = max(_LEAST_LEFT, max(ticks, default=0.0) + _TICK_ROOM)
        longest = max(self._name.width(leg.label) for leg in state.legs)
        names = min(longest, room.width() * _NAMES)
        right = max(left + 40.0, room.width() - _EDGE - names - _LEADER)
        box = Box(left, _TOP, right, max(_TOP + 40.0, room.height() - _BOTTOM))
        self.plot = Plot.of(box, state.x_axis, state.y_axis)
        self._names = room.width() - _EDGE - right - _LEADER
        self.lines = [self._line(place) for place in range(len(state.legs))]
        self.names = self._placed()

    def _line(self, leg: int) -> list[QPointF | None]:
        return [
            None
            if point.number is None
            else QPointF(self.plot.x(point.move), self.plot.y(point.number))
            for point in self._state.legs[leg].points
        ]

    def _placed(self) -> dict[int, float]:
        """The middles of the names, by leg: as many as fit, apart, near their lines' ends."""
        box = self.plot.box
        most = int(box.height // _LEAST_GAP) + 1
        ends = [(place, end) for place in range(len(self.lines)) if (end := self.end(place))]
        kept = ends[:most]
        middles = spread([end.y() for _, end in kept], _LEAST_GAP, box.top, box.bottom)
        return {place: middle for (place, _), middle in zip(kept, middles, strict=True)}

    def end(self, leg: int) -> QPointF | None:
        """Where a leg ends at the right; None where it exists nowhere."""
        return next((point for point in reversed(self.lines[leg]) if point), None)

    def name_box(self, leg: int) -> QRectF:
        wide = min(self._name.width(self._state.legs[leg].label), self._names)
        middle = self.names[leg]
        left = self.plot.box.right + _LEADER
        return QRectF(left, middle - _LEAST_GAP / 2, wide, _LEAST_GAP)

    def meet(self, at: QPointF) -> tuple[int, int] | None:
        """The leg and its nearest point, or `NAME`, at a pixel."""
        for leg in self.names:
            if self.name_box(leg).contains(at):
                return leg, NAME
        away = {leg: _distance(line, at) for leg, line in enumerate(self.lines)}
        leg = min(away, key=lambda each: away[each])
        if away[leg] > _REACH:
            return None
        there = [(abs(p.x() - at.x()), n) for n, p in enumerate(self.lines[leg]) if p]
        return leg, min(there)[1]

    # -- painting

    def paint(self, painter: QPainter, shown: tuple[int, int] | None, *, ring: bool) -> None:
        self._paint_axes(painter)
        order = [leg for leg in reversed(range(len(self.lines))) if not shown or leg != shown[0]]
        for leg in order:
            self._paint_leg(painter, leg, fade=bool(shown))
        if shown is not None:
            self._paint_leg(painter, shown[0], fade=False, strong=True)
            self._paint_point(painter, shown, ring=ring)
        for leg in self.names:
            self._paint_name(painter, leg, shown)

    def _ink(self, leg: int) -> str:
        tokens = self._tokens
        return getattr(tokens, f"scenario_{leg + 1}") if leg < COLOURED else tokens.text_muted

    def _paint_axes(self, painter: QPainter) -> None:
        state, tokens, box = self._state, self._tokens, self.plot.box
        muted, grid = colour(tokens.text_muted), colour(tokens.grid)
        for tick in state.y_axis.ticks:
            y = round(self.plot.y(tick.position))
            painter.fillRect(QRectF(box.left, y, box.width, 1), grid)
            wide = self._tick.width(tick.text)
            at = QPointF(box.left - 8 - wide, self._tick.baseline(y - 8, 16))
            draw_text(painter, at, tick.text, self._tick, muted)
        ticks = []
        for tick in state.x_axis.ticks:
            x, wide = self.plot.x(tick.position), self._tick.width(tick.text)
            ticks.append((x - wide / 2, x + wide / 2))
        for place in apart(ticks, 12.0):
            tick = state.x_axis.ticks[place]
            at = QPointF(ticks[place][0], self._tick.baseline(box.bottom + 3, 16))
            draw_text(painter, at, tick.text, self._tick, muted)
        wide = self._tick.width(X_NAME)
        at = QPointF(box.left + (box.width - wide) / 2, self._tick.baseline(box.bottom + 20, 16))
        draw_text(painter, at, X_NAME, self._tick, muted)
        painter.setPen(QPen(muted, 1, Qt.PenStyle.DashLine))
        zero = round(self.plot.x(0.0)) + 0.5
        painter.drawLine(QPointF(zero, box.top), QPointF(zero, box.bottom))
        if state.base is not None:
            level = round(self.plot.y(state.base)) + 0.5
            painter.drawLine(QPointF(box.left, level), QPointF(box.right, level))

    def _pen_ink(self, leg: int, *, fade: bool) -> QColor:
        ink = self._ink(leg)
        return blend(ink, self._tokens.card, _OTHERS) if fade else colour(ink)

    def _paint_leg(self, painter: QPainter, leg: int, *, fade: bool, strong: bool = False) -> None:
        width = 2.75 if strong else 1.75 if leg < COLOURED else 1.0
        pen = QPen(self._pen_ink(leg, fade=fade), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stretch in _stretches(self.lines[leg]):
            drawn = _in_steps(stretch) if self._state.stepped else stretch
            painter.drawPolyline(QPolygonF(drawn))
        for point in (self.lines[leg][0], self.lines[leg][-1]):
            if point is not None:
                draw_dot(painter, point, 5.0, self._pen_ink(leg, fade=fade))

    def _paint_point(self, painter: QPainter, shown: tuple[int, int], *, ring: bool) -> None:
        leg, place = shown
        if place == NAME:
            return
        line = self.lines[leg]
        point = line[min(place, len(line) - 1)]
        if point is None:  # it does not exist there: the place is all that can be shown
            point = QPointF(
                self.plot.x(self._state.legs[leg].points[min(place, len(line) - 1)].move),
                self.plot.box.bottom,
            )
        draw_dot(painter, point, 10.0, colour(self._tokens.card))
        draw_dot(painter, point, 7.0, colour(self._ink(leg)))
        if ring:
            around = QRectF(point.x() - 7, point.y() - 7, 14, 14)
            draw_ring(painter, around, colour(self._tokens.accent), 7)

    def _paint_name(self, painter: QPainter, leg: int, shown: tuple[int, int] | None) -> None:
        end, box = self.end(leg), self.name_box(leg)
        if end is None:
            return
        fade = shown is not None and shown[0] != leg
        painter.setPen(QPen(blend(self._ink(leg), self._tokens.card, 0.8 if fade else 0.55), 1))
        knee = QPointF(self.plot.box.right + 4, end.y())
        last = QPointF(box.left() - 5, box.center().y())
        painter.drawPolyline(QPolygonF([QPointF(end.x() + 4, end.y()), knee, last]))
        label = self._name.elided(self._state.legs[leg].label, self._names)
        at = QPointF(box.left(), self._name.baseline(box.top(), box.height()))
        ink = blend(self._ink(leg), self._tokens.card, _OTHER_NAMES if fade else 0.0)
        draw_text(painter, at, label, self._name, ink)
        if shown == (leg, NAME):
            draw_underline(painter, at, self._name.width(label), self._tokens)


def _stretches(line: Sequence[QPointF | None]) -> list[list[QPointF]]:
    """The unbroken parts of a line; a lonely point is none."""
    found: list[list[QPointF]] = [[]]
    for point in line:
        if point is not None:
            found[-1].append(point)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if len(stretch) > 1]


def _in_steps(stretch: list[QPointF]) -> list[QPointF]:
    """Level to half way to the next point, and there up or down to its level."""
    found = [stretch[0]]
    for one, other in pairwise(stretch):
        middle = (one.x() + other.x()) / 2
        found += [QPointF(middle, one.y()), QPointF(middle, other.y()), other]
    return found


def _distance(line: Sequence[QPointF | None], at: QPointF) -> float:
    """From a pixel to the nearest part of a line, px."""
    nearest = math.inf
    for point in line:
        if point is not None:
            nearest = min(nearest, math.hypot(point.x() - at.x(), point.y() - at.y()))
    for stretch in _stretches(line):
        for one, other in pairwise(stretch):
            nearest = min(nearest, _to_segment(one, other, at))
    return nearest


def _to_segment(one: QPointF, other: QPointF, at: QPointF) -> float:
    dx, dy = other.x() - one.x(), other.y() - one.y()
    length = dx * dx + dy * dy
    if not length:
        return math.hypot(one.x() - at.x(), one.y() - at.y())
    along = ((at.x() - one.x()) * dx + (at.y() - one.y()) * dy) / length
    along = max(0.0, min(along, 1.0))
    return math.hypot(one.x() + along * dx - at.x(), one.y() + along * dy - at.y())
