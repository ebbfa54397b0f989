"""The buttons of the Sources page: filters, framed words, and a line that is a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.buttons import RingButton
from widgets.icons import draw_icon
from widgets.language.spoken import joined, own, said
from widgets.painting import (
    MEDIUM,
    REGULAR,
    blend,
    colour,
    draw_ring,
    draw_rounded,
    draw_text,
    face,
    pointed_edge,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens

_CHIP_HEIGHT, _CHIP_PADDING = 22, 8
_ICON, _ICON_GAP = 14, 6  # px


class FilterChip(RingButton):
    """One of several filters, of which one is on."""

    def __init__(self, key: str, text: str, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.key = key
        self._face = face(11, MEDIUM)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        if said(text) != self.text():
            self.setText(said(text))
            self.setAccessibleName(joined(": ", "Show", text))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._face.width(own(self.text()))) + 2 * _CHIP_PADDING, _CHIP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, on = self._tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        edge = pointed_edge(tokens) if self.underMouse() else colour(tokens.border)
        fill = colour(tokens.accent_soft if on else tokens.field)
        radius = box.height() / 2
        draw_rounded(painter, box, fill, colour(tokens.accent) if on else edge, radius)
        if self.has_ring():
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), radius - 1)
        ink = colour(tokens.text if on or self.underMouse() else tokens.text_muted)
        at = QPointF(_CHIP_PADDING, self._face.baseline(0, self.height()))
        draw_text(painter, at, own(self.text()), self._face, ink)
        painter.end()


class FramedButton(RingButton):
    """Words in a frame: what the user does here most."""

    def __init__(
        self, text: str, tokens: Tokens, parent: QWidget | None = None, *, icon: str = ""
    ) -> None:
        """`icon` is the name of the drawing before the words, if there is one."""
        super().__init__(tokens, parent)
        self._face = face(12, MEDIUM)
        self._icon = icon
        self.setText(said(text))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(self._width()) + 24, 26)

    def _width(self) -> float:
        """Of the words, and of the icon before them."""
        return self._face.width(own(self.text())) + (_ICON + _ICON_GAP if self._icon else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        pointed = self.underMouse() or self.isDown()
        fill = colour(tokens.accent_soft if pointed else tokens.card)
        edge = colour(tokens.accent) if pointed else blend(tokens.border, tokens.accent, 0.5)
        draw_rounded(painter, box, fill, edge, 6, 2.0 if self.has_ring() else 1.0)
        if self.has_ring():
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 5)
        x, ink = round((self.width() - self._width()) / 2), colour(tokens.accent)
        if self._icon:
            top = (self.height() - _ICON) / 2
            draw_icon(painter, self._icon, QRectF(x, top, _ICON, _ICON), ink)
            x += _ICON + _ICON_GAP
        at = QPointF(x, self._face.baseline(0, self.height()))
        draw_text(painter, at, own(self.text()), self._face, ink)
        painter.end()


class LinkLine(RingButton):
    """One line that is clicked: a short bold name, then words that give way."""

    HEIGHT = 22

    def __init__(
        self, name: str, words: str, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(tokens, parent)
        self._name, self._words = name, words
        self._bold, self._face = face(12, MEDIUM), face(12, REGULAR)
        self.setText(joined(" ", name, words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        gap = 6 if self._name and self._words else 0
        width = self._bold.width(self._name) + self._face.width(self._words) + gap
        return QSize(round(width) + 10, self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse():
            draw_rounded(painter, box, colour(tokens.accent_soft), radius=4)
        if self.has_ring():
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 4)
        baseline = self._face.baseline(0, self.height())
        x = 4.0
        if self._name:
            draw_text(painter, QPointF(x, baseline), self._name, self._bold, colour(tokens.accent))
            x += self._bold.width(self._name) + 6
        words = self._face.elided(self._words, self.width() - x - 4)
        ink = colour(tokens.text if self._name else tokens.accent)
        draw_text(painter, QPointF(x, baseline), words, self._face, ink)
        painter.end()
