"""The headline figures on a stage: few words, large figures."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.language.spoken import said
from widgets.painting import colour, colour_of, draw_rounded, draw_text, draw_triangle
from widgets.presenting.scale import LEAST_TEXT, Scale

if TYPE_CHECKING:
    from widgets.painting import Face
    from widgets.states import CardState
    from widgets.tokens import Tokens

HEIGHT = 146  # px of the design, as all below
_GAP, _PADDING, _RADIUS = 12, 16, 14
_VALUE_SIZES = (54, 50, 46, 42, 38, 34)
_LABEL_BASELINE, _VALUE_BASELINE, _CHANGE_BASELINE = 38, 92, 130
_FOOT = 4  # below the change's lowest letters
_ARROW, _ARROW_SPACE = 22, 32
_TURNS = {"up": 0.0, "down": 180.0}
_TONES = ("good", "bad")
_MOST_FITS = 60


class _Fit(NamedTuple):
    """A card's figures as they fit, and the face of its value."""

    value: str
    change: str
    large: Face


class _Place(NamedTuple):
    """Where a card stands, and in it all that a slider changes: the figures."""

    box: QRectF
    whole: QRect
    figures: QRect
    room: float  # for a line of text


class StageStrip(QWidget):
    """A row of equally wide figures. Nothing in it is clicked: the stage is for looking."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._scale = tokens, Scale()
        self._small = self._scale.text(LEAST_TEXT)
        self._states: tuple[CardState, ...] = ()
        self._fits: dict[tuple[CardState, float], _Fit] = {}  # of the states that are shown
        self._places: list[_Place] = []
        self.setAccessibleName(said("Headline figures"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_state(self, states: tuple[CardState, ...]) -> None:
        """Shows the figures; only those that changed are painted."""
        last, self._states = self._states, states
        if len(last) != len(states):
            self._place()
        else:
            for place, (before, now) in enumerate(zip(last, states, strict=True)):
                if before != now:
                    self.update(self._changed(place, before, now))
        if last != states:
            parts = [f"{each.label}: {each.value}, {each.change}" for each in states]
            self.setAccessibleDescription(said("; ".join(parts)))

    def _changed(self, place: int, before: CardState, now: CardState) -> QRect:
        """What differs of a card: its figures, or all of it where its label is another.

        On a stage smaller than designed, as in a preview, figures may touch the label.
        """
        at = self._places[place]
        alike = (before.label, before.brief) == (now.label, now.brief)
        return at.figures if alike and self._scale.unit >= 1.0 else at.whole

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._tokens, self._scale = tokens, scale
        self._small = scale.text(LEAST_TEXT)
        self._fits.clear()
        self._place()

    def shown_texts(self) -> tuple[tuple[str, str, str], ...]:
        """Label, value and change of each as they fit."""
        rooms = [(state, at.room) for at, state in self._placed()]
        fits = [(self._label(state, room), self._fit(state, room)) for state, room in rooms]
        return tuple((label, fit.value, fit.change) for label, fit in fits)

    def _placed(self) -> list[tuple[_Place, CardState]]:
        return list(zip(self._places, self._states, strict=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Boxes of equal width for so many figures."""
        count, gap, high = len(self._states), self._scale.px(_GAP), self.height()
        wide = (self.width() + gap) / max(1, count)
        edges = [round(place * wide) for place in range(count + 1)]
        self._places = [
            self._place_of(QRectF(left, 0.0, right - gap - left, high))
            for left, right in pairwise(edges)
        ]
        self.update()

    def _place_of(self, box: QRectF) -> _Place:
        """Where its figures stand nothing else of a card is but its colour."""
        px, inset = self._scale.px, self._scale.px(_PADDING) // 2
        top = math.ceil(px(_LABEL_BASELINE) + self._small.metrics.descent())
        figures = box.adjusted(inset, top, -inset, -px(_FOOT)).toRect()
        return _Place(box, box.toRect(), figures, box.width() - 2 * px(_PADDING))

    def _label(self, state: CardState, room: float) -> str:
        small = self._small
        return next(
            (text for text in (state.label, state.brief) if text and small.width(text) <= room),
            small.elided(state.brief or state.label, room),
        )

    def _fit(self, state: CardState, room: float) -> _Fit:
        """The figures as they fit; measured once, for a card is painted many times."""
        if (state, room) not in self._fits:
            if len(self._fits) > _MOST_FITS:
                self._fits.clear()
            self._fits[state, room] = self._measured(state, room)
        return self._fits[state, room]

    def _measured(self, state: CardState, room: float) -> _Fit:
        small, value = self._small, said(state.brief_value or state.value)
        for size in _VALUE_SIZES:
            large = self._scale.bold(size)
            if large.width(value) <= room:
                break
        else:
            value = large.elided(value, room)
        left = room - (self._scale.px(_ARROW_SPACE) if state.arrow in _TURNS else 0)
        short = state.brief_change or state.change
        change = state.change if small.width(state.change) <= left else small.elided(short, left)
        return _Fit(value, change, large)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, region = QPainter(self), event.region()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, rest = [], region
        for at, state in self._placed():
            if region.intersects(at.whole):
                dirty = region.intersected(at.whole)
                shown.append((at, state, dirty.boundingRect()))
                rest = rest.subtracted(dirty)
        if not rest.isEmpty():  # between the cards, such as where the pointer was
            painter.fillRect(rest.boundingRect(), colour(self._tokens.window))
        for at, state, part in shown:
            self._paint_ground(painter, at, state, part)
        # All values, then all changes: a painter that changes its font draws slower.
        for at, state, _ in shown:
            self._paint_value(painter, at, state)
        for at, state, _ in shown:
            self._paint_change(painter, at, state)
        painter.end()

    def _paint_ground(self, painter: QPainter, at: _Place, state: CardState, part: QRect) -> None:
        """Under a slider only the figures are painted anew."""
        tokens, scale, box = self._tokens, self._scale, at.box
        fill, edge = colour(tokens.card), colour(tokens.border)
        if at.figures.contains(part):
            painter.fillRect(at.figures, fill)
            return
        painter.fillRect(box, colour(tokens.window))
        draw_rounded(painter, box, fill, edge, scale.px(_RADIUS), max(1.0, scale.unit * 1.5))
        start = QPointF(box.left() + scale.px(_PADDING), scale.px(_LABEL_BASELINE))
        label = self._label(state, at.room)
        draw_text(painter, start, label, self._small, colour(tokens.text_muted))

    def _paint_value(self, painter: QPainter, at: _Place, state: CardState) -> None:
        scale, fit = self._scale, self._fit(state, at.room)
        start = QPointF(at.box.left() + scale.px(_PADDING), scale.px(_VALUE_BASELINE))
        draw_text(painter, start, fit.value, fit.large, colour(self._tokens.text))

    def _paint_change(self, painter: QPainter, at: _Place, state: CardState) -> None:
        tokens, scale, left = self._tokens, self._scale, at.box.left() + self._scale.px(_PADDING)
        start = QPointF(left, scale.px(_CHANGE_BASELINE))
        ink = colour_of(tokens, state.tone if state.tone in _TONES else "text_muted")
        if state.arrow in _TURNS:
            wide = scale.px(_ARROW)
            middle = QPointF(left + wide / 2, start.y() - scale.px(10))
            draw_triangle(painter, middle, wide, wide * 0.8, _TURNS[state.arrow], ink)
            start.setX(left + scale.px(_ARROW_SPACE))
        change = self._fit(state, at.room).change
        draw_text(painter, start, change, self._small, ink)
