"""The buttons of the scenario bar: arrows, plus, the list of all, what is compared with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.buttons import RingButton
from widgets.language.spoken import joined, own, said
from widgets.painting import (
    MEDIUM,
    blend,
    colour,
    draw_ring,
    draw_rounded,
    draw_text,
    draw_triangle,
    face,
    one_line,
    plain_tip,
    pointed_edge,
)
from widgets.scenario_bar.chip import HEIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from widgets.tokens import Tokens

_RING = 3  # px around the face that the focus ring takes
_PADDING = 11.0
_ARROW_SPACE = 14.0


class BarButton(RingButton):
    """A button as high as a chip. Its focus ring lies outside, within the widget."""

    radius = HEIGHT / 2

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(HEIGHT + 2 * _RING, HEIGHT + 2 * _RING)

    def face_rect(self) -> QRect:
        """As ever, without the room for the ring."""
        return self.rect().adjusted(_RING, _RING, -_RING, -_RING)

    def below(self) -> QPoint:
        """Where on the screen a menu opens."""
        corner = self.face_rect().bottomLeft()
        corner.setY(corner.y() + 4)
        return self.mapToGlobal(corner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.face_rect())
        if self.has_ring():
            ring = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
            draw_ring(painter, ring, colour(tokens.accent), self.radius + 2.25)
        pointed = self.isEnabled() and (self.underMouse() or self.isDown())
        edge = pointed_edge(tokens) if pointed else colour(tokens.border)
        draw_rounded(painter, box, colour(tokens.card), edge, self.radius)
        self.paint_face(painter, box, tokens)
        painter.end()

    def paint_face(self, painter: QPainter, box: QRectF, tokens: Tokens) -> None:
        """What stands on the button."""
        raise NotImplementedError


class PlusButton(BarButton):
    """Adds a scenario."""

    def paint_face(self, painter: QPainter, box: QRectF, tokens: Tokens) -> None:
        ink = colour(tokens.text if self.underMouse() else tokens.text_muted)
        pen = QPen(ink, 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        at = box.center()
        painter.drawLine(QPointF(at.x() - 4.5, at.y()), QPointF(at.x() + 4.5, at.y()))
        painter.drawLine(QPointF(at.x(), at.y() - 4.5), QPointF(at.x(), at.y() + 4.5))


class ScrollButton(BarButton):
    """Scrolls the chips; for the mouse only, since the keyboard has the arrow keys."""

    def __init__(self, turn: float, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._turn = turn
        self.setAutoRepeat(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(20, HEIGHT + 2 * _RING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = colour(tokens.text_muted)
        if not self.isEnabled():
            ink = blend(tokens.window, tokens.text_muted, 0.4)
        elif self.underMouse():
            ink = colour(tokens.text)
        middle = QPointF(self.width() / 2, self.height() / 2)
        draw_triangle(painter, middle, 9.0, 6.0, self._turn, ink)
        painter.end()


class DropButton(BarButton):
    """Words and a triangle. What leads the words in is muted and goes first in a narrow place."""

    radius = 6.0

    def __init__(self, lead: str, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._lead = lead
        self._words = ""
        self._face = face(12)
        self._strong = face(12, MEDIUM)

    def show_text(self, text: str, tip: str = "") -> bool:
        """Shows other words. True if there are any."""
        words = one_line(said(text))
        if words == self._words:
            return False
        self._words = words
        self.setText(words)
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(joined(" ", self._lead, words))
        self.update()
        return True

    def sizeHint(self) -> QSize:
        width = self._lead_width() + self._strong.width(self._words)
        width += 2 * _PADDING + _ARROW_SPACE + 2 * _RING
        return QSize(math.ceil(width), HEIGHT + 2 * _RING)

    def _lead_width(self) -> float:
        return self._face.width(own(f"{said(self._lead)} ")) if self._lead else 0.0

    def shown_text(self) -> str:
        """The words as they fit."""
        return self._strong.elided(self._words, self._room())

    def _room(self) -> float:
        inside = self.face_rect().width() - 2 * _PADDING - _ARROW_SPACE
        return inside - self._lead_width()

    def paint_face(self, painter: QPainter, box: QRectF, tokens: Tokens) -> None:
        baseline = self._face.baseline(box.top(), box.height())
        x = box.left() + _PADDING
        if self._lead:
            muted = colour(tokens.text_muted)
            draw_text(painter, QPointF(x, baseline), self._lead, self._face, muted)
            x += self._lead_width()
        ink = colour(tokens.text)
        draw_text(painter, QPointF(x, baseline), self.shown_text(), self._strong, ink)
        middle = QPointF(box.right() - _PADDING - 3.0, box.center().y() + 0.5)
        draw_triangle(painter, middle, 7.0, 4.5, 180.0, colour(tokens.text_muted))
