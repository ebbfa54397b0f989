"""What the tour points with: a ring around a part of the window, a veil over the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from widgets.painting import colour, draw_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens

_GAP, _EDGE, _RING, _RADIUS = 16, 12, 4, 10  # px
RIM = _RING + 2  # px: the ring and its line stay inside the window
_UNVEILED = "contrast"  # the theme in which nothing is to be faint
_VEIL = 0.5  # how much of the window's ground lies over what isn't spoken of


class Spotlight(QWidget):
    """Lies over the whole window and takes nothing from it: what is beneath can be used."""

    def __init__(self, tokens: Tokens, window: QWidget) -> None:
        super().__init__(window)
        self._tokens = tokens
        self._hole = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_hole(self, hole: QRect) -> None:
        """What is spoken of, in the window's coordinates; empty for nothing in particular."""
        self._hole = hole
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veiled = QPainterPath()
        veiled.addRect(QRectF(self.rect()))
        ring = QRectF(self._hole).adjusted(-_RING, -_RING, _RING, _RING)
        if not self._hole.isEmpty():
            hole = QPainterPath()
            hole.addRoundedRect(ring, _RADIUS, _RADIUS)
            veiled = veiled.subtracted(hole)
        if tokens.name != _UNVEILED:
            painter.setOpacity(_VEIL)
            painter.fillPath(veiled, colour(tokens.window))
            painter.setOpacity(1.0)
        if not self._hole.isEmpty():
            draw_ring(painter, ring, colour(tokens.accent), _RADIUS)
            draw_ring(painter, ring.adjusted(-1, -1, 1, 1), colour(tokens.accent), _RADIUS + 1)
        painter.end()


def beside(hole: QRect, size: QSize, room: QRect) -> QPoint:
    """Where a bubble of a size stands: right of what it speaks of, or below, above, left of it.

    Where none of these is free, the one that hides the least; amid the room without a hole.
    """
    if hole.isEmpty():
        return QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
    middle = hole.center()
    across, along = middle.x() - size.width() // 2, middle.y() - size.height() // 2
    wanted = (
        QPoint(hole.right() + _GAP, along),
        QPoint(across, hole.bottom() + _GAP),
        QPoint(across, hole.top() - _GAP - size.height()),
        QPoint(hole.left() - _GAP - size.width(), along),
    )
    places = [_within(at, size, room) for at in wanted]
    return min(places, key=lambda at: _area(QRect(at, size).intersected(hole)))


def _within(at: QPoint, size: QSize, room: QRect) -> QPoint:
    most_x, most_y = room.width() - size.width() - _EDGE, room.height() - size.height() - _EDGE
    return QPoint(max(_EDGE, min(at.x(), most_x)), max(_EDGE, min(at.y(), most_y)))


def _area(box: QRect) -> int:
    return max(0, box.width()) * max(0, box.height())
