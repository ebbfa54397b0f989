"""The line over a stage's figures: what the scene says, and where in the talk it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.language.spoken import said
from widgets.painting import colour, draw_text, one_line
from widgets.presenting.scale import LEAST_TEXT, Scale

if TYPE_CHECKING:
    from widgets.tokens import Tokens

HEIGHT = 64  # px of the design
_SIZES = (46, 42, 38, 34)
_GAP = 40
_MOST_CORNER = 0.4  # of the width


class Heading(QWidget):
    """One line at the left, a smaller one at the right."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._scale = tokens, Scale()
        self._text = self._corner = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_texts(self, text: str, corner: str) -> None:
        text, corner = one_line(text), one_line(corner)
        if (text, corner) != (self._text, self._corner):
            self._text, self._corner = text, corner
            self.setAccessibleName(said(text))
            self.setAccessibleDescription(said(corner))
            self.update()

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._tokens, self._scale = tokens, scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, scale = self._tokens, self._scale
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(tokens.window))
        small = scale.text(LEAST_TEXT)
        corner = small.elided(self._corner, self.width() * _MOST_CORNER)
        right = self.width() - small.width(corner)
        room = right - scale.px(_GAP)
        faces = [scale.bold(size) for size in _SIZES]
        large = next((each for each in faces if each.width(self._text) <= room), faces[-1])
        base = faces[0].baseline(0, self.height())
        at = QPointF(0.0, base)
        draw_text(painter, at, large.elided(self._text, room), large, colour(tokens.text))
        draw_text(painter, QPointF(right, base), corner, small, colour(tokens.text_muted))
        painter.end()
