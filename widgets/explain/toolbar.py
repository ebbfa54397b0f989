"""The row above the page: back, forward, the model reference, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from widgets.buttons import RingButton, TextButton
from widgets.language.spoken import own, said
from widgets.painting import blend, colour, draw_ring, draw_rounded, one_line, plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from widgets.tokens import Tokens

HEIGHT = 44
_SIZE = 30
_LEFT = 9  # the arrow itself stands where the page's text begins
_BACK = (((3.0, -5.0), (-2.5, 0.0), (3.0, 5.0)),)
_FORWARD = (((-3.0, -5.0), (2.5, 0.0), (-3.0, 5.0)),)
_CLOSE = (((-4.5, -4.5), (4.5, 4.5)), ((-4.5, 4.5), (4.5, -4.5)))

_Strokes = tuple[tuple[tuple[float, float], ...], ...]


class SignButton(RingButton):
    """A small square button with a sign of a few strokes."""

    def __init__(self, strokes: _Strokes, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._strokes = strokes

    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ink = blend(tokens.panel, tokens.text_muted, 0.4)
        if self.isEnabled():
            pointed = self.underMouse() or self.isDown()
            ink = colour(tokens.text if pointed else tokens.text_muted)
            if pointed:
                draw_rounded(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent_soft))
        if self.has_ring():
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 6)
        pen = QPen(ink, 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle = box.center()
        for stroke in self._strokes:
            painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in stroke]))
        painter.end()


class Toolbar(QWidget):
    """Says in its tooltips what back and forward would show."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.back = SignButton(_BACK, tokens, self)
        self.forward = SignButton(_FORWARD, tokens, self)
        self.reference = TextButton("Model reference", 12, tokens, self)
        self.close_button = SignButton(_CLOSE, tokens, self)
        self.reference.setToolTip(
            said("Every input, line item and headline figure, with its formula")
        )
        self.reference.setAccessibleName(said("Model reference"))
        self.close_button.setToolTip(said("Close (Esc)"))
        self.close_button.setAccessibleName(said("Close the explanation"))
        self.show_ways("", "")

    def buttons(self) -> Sequence[RingButton]:
        """All four, from left to right."""
        return (self.back, self.forward, self.reference, self.close_button)

    def show_ways(self, back: str, forward: str) -> None:
        """What back and forward would show; empty where there is no way."""
        for button, word, key, title in (
            (self.back, "Back", "Alt+Left", one_line(back)),
            (self.forward, "Forward", "Alt+Right", one_line(forward)),
        ):
            name = said(f"{word} to {title}" if title else word)
            button.setEnabled(bool(title))
            if name != button.accessibleName():
                button.setAccessibleName(name)
                button.setToolTip(plain_tip(own(f"{name} ({said(key)})")))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for button in self.buttons():
            button.set_tokens(tokens)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        top = (HEIGHT - _SIZE) // 2
        self.back.setGeometry(_LEFT, top, _SIZE, _SIZE)
        self.forward.setGeometry(_LEFT + _SIZE, top, _SIZE, _SIZE)
        right = self.width() - _LEFT - _SIZE + 2
        self.close_button.setGeometry(right, top, _SIZE, _SIZE)
        size = self.reference.sizeHint()
        left = right - size.width() - 4
        self.reference.setGeometry(left, (HEIGHT - size.height()) // 2, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.panel))
        painter.fillRect(0, HEIGHT - 1, self.width(), 1, colour(self._tokens.border))
        painter.end()
