"""A preset as a tile: its name, a small picture of what comes of it, its story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.buttons import RingButton
from widgets.explain.wrapping import wrapped
from widgets.language.spoken import joined
from widgets.painting import (
    BOLD,
    blend,
    colour,
    draw_dot,
    draw_rounded,
    draw_text,
    edge_of,
    face,
    plain_tip,
)
from widgets.tokens import TYPE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.tokens import Tokens
    from widgets.welcome.states import TileState

_PADDING, _GAP = 14, 8
_PICTURE = 56  # px high
_STORY_LINES = 5
_WIDTH = 250
_SHADE = 0.22  # how much colour is mixed into the ground between curve and zero
_DOT = 7.0
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class PresetTile(RingButton):
    """A button as large as a card. Enter, Space or a click chooses the preset."""

    chosen = Signal(str)

    def __init__(self, state: TileState, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state = state
        self._name, self._value, self._small = (
            face(TYPE.base, BOLD),
            face(TYPE.row, BOLD),
            face(TYPE.row),
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(joined("\n\n", state.story, state.picture)))
        figures = joined(", ", *(joined(" ", *figure) for figure in state.figures))
        self.setAccessibleName(joined(": ", state.name, figures))
        self.setAccessibleDescription(joined(" ", state.story, state.picture))
        self.clicked.connect(lambda: self.chosen.emit(state.key))

    def state(self) -> TileState:
        return self._state

    def sizeHint(self) -> QSize:
        name, small = self._name.metrics.height(), self._small.metrics.height()
        lines = len(self._state.figures) + _STORY_LINES
        rows = name + _GAP + _PICTURE + _GAP + lines * small + _GAP
        return QSize(_WIDTH, round(rows + 2 * _PADDING))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()  # they go over the tiles, whose places only the grid knows
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = edge_of(tokens, focused=self.has_ring(), pointed=self.underMouse())
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), edge, width=width)
        room = self.width() - 2 * _PADDING
        top = float(_PADDING)
        at = QPointF(_PADDING, self._name.baseline(top, self._name.metrics.height()))
        name = self._name.elided(state.name, room)
        draw_text(painter, at, name, self._name, colour(tokens.text))
        top += self._name.metrics.height() + _GAP
        self._paint_curve(painter, QRectF(_PADDING, top, room, _PICTURE))
        top += _PICTURE + _GAP
        top = self._paint_figures(painter, top, room) + _GAP
        for line in wrapped(state.story, room, self._small, _STORY_LINES):
            at = QPointF(_PADDING, self._small.baseline(top, self._small.metrics.height()))
            draw_text(painter, at, line, self._small, colour(tokens.text_muted))
            top += self._small.metrics.height()
        painter.end()

    def _paint_figures(self, painter: QPainter, top: float, room: float) -> float:
        """The figures one below the other: names muted, values at the right. Where they end."""
        tokens, height = self._tokens, self._small.metrics.height()
        for name, value in self._state.figures:
            baseline = self._small.baseline(top, height)
            shown = self._value.elided(value, room)
            left = room - self._value.width(shown)
            at = QPointF(_PADDING + left, baseline)
            draw_text(painter, at, shown, self._value, colour(tokens.text))
            named = self._small.elided(name, left - _GAP)
            at = QPointF(_PADDING, baseline)
            draw_text(painter, at, named, self._small, colour(tokens.text_muted))
            top += height
        return top

    def _paint_curve(self, painter: QPainter, box: QRectF) -> None:
        """The profit by month: shaded down or up to zero, the first profit marked by a dot."""
        tokens, values = self._tokens, self._state.values
        low, high = min(0.0, *values), max(0.0, *values)
        scale = (box.height() - 4) / ((high - low) or 1.0)
        step = box.width() / max(1, len(values) - 1)

        def at(place: int, value: float) -> QPointF:
            return QPointF(box.left() + place * step, box.bottom() - 2 - (value - low) * scale)

        zero = at(0, 0.0).y()
        points = [at(place, value) for place, value in enumerate(values)]
        ends = [QPointF(box.right(), zero), QPointF(box.left(), zero)]
        painter.setPen(Qt.PenStyle.NoPen)
        for ink, top, bottom in (
            (tokens.good, box.top(), zero),
            (tokens.bad, zero, box.bottom()),
        ):
            painter.save()
            painter.setClipRect(QRectF(box.left(), top, box.width(), max(0.0, bottom - top)))
            painter.setBrush(blend(tokens.card, ink, _SHADE))
            painter.drawPolygon(QPolygonF([*points, *ends]))
            painter.restore()
        painter.setPen(QPen(colour(tokens.text_muted), 1))
        painter.drawLine(QPointF(box.left(), zero), QPointF(box.right(), zero))
        painter.setPen(QPen(colour(tokens.profit), 1.8))
        painter.drawPolyline(QPolygonF(points))
        if self._state.marked is not None and self._state.marked <= len(values):
            place = self._state.marked - 1
            draw_dot(painter, points[place], _DOT, colour(tokens.profit))
