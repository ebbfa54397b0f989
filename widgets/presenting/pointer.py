"""The pointer on a stage: a dot that is seen from the back of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.painting import colour, draw_dot
from widgets.presenting.scale import Scale

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_DOT, _RIM = 26, 34  # px of the design


class Pointer(QWidget):
    """Lies over the stage while the pointer is on. The mouse moves it, or whoever calls."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._scale = tokens, Scale()
        self._at: QPoint | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.hide()

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._tokens, self._scale = tokens, scale
        self.update()

    def at(self) -> QPoint | None:
        """Where the dot is."""
        return self._at

    def put(self, at: QPoint | None) -> None:
        """Moves the dot; None takes it away."""
        if at == self._at:
            return
        for place in (self._at, at):
            if place is not None:
                self.update(self._around(place))
        self._at = at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.put(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.put(None)

    def _around(self, at: QPoint) -> QRect:
        reach = self._scale.px(_RIM) // 2 + 2
        return QRect(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._at is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self._at)
        draw_dot(painter, centre, self._scale.px(_RIM), colour(self._tokens.card))
        draw_dot(painter, centre, self._scale.px(_DOT), colour(self._tokens.bad))
        painter.end()
