"""Widgets that paint a focus ring of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from widgets.painting import colour, draw_ring, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from widgets.tokens import Tokens


class Ringed(QWidget):
    """It knows whether the keyboard is in use: pressing a key on it says so, a click not."""

    _ring = False

    def has_ring(self) -> bool:
        """Whether to draw the ring: it has focus, and the keyboard is in use."""
        return self._ring and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = is_keyboard_focus(event, before=self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class RingedLabel(QLabel):
    """Words with links, in a ring while the keyboard is at them."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = is_keyboard_focus(event, before=self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring and self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ring(painter, box, colour(self._tokens.accent), 4)
            painter.end()
