"""The chip with a goal's verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.controls.framed_field import HEIGHT
from widgets.language.spoken import said
from widgets.painting import (
    MEDIUM,
    blend,
    colour,
    draw_dot,
    draw_rounded,
    draw_text,
    face,
    plain_tip,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens

_PADDING = 10.0
_DOT, _DOT_ROOM = 7.0, 13.0


class VerdictChip(QWidget):
    """A sentence with a dot of its tone; it gives way where there is little room."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._face = face(12, MEDIUM)
        self._text, self._tone = "", "muted"
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def show_verdict(self, text: str, tone: str) -> None:
        if (text, tone) == (self._text, self._tone):
            return
        self._text, self._tone = text, tone
        self.setAccessibleName(said(text))
        self.setToolTip(plain_tip(text))
        self.updateGeometry()
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        if not self._text:
            return QSize(0, HEIGHT)
        return QSize(round(self._face.width(self._text) + _DOT_ROOM + 2 * _PADDING) + 1, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 90), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        tokens = self._tokens
        inks = {"good": tokens.good, "bad": tokens.bad}
        ink = inks.get(self._tone, tokens.text_muted)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        ground, edge = blend(tokens.window, ink, 0.1), blend(tokens.window, ink, 0.4)
        draw_rounded(painter, box, ground, edge, box.height() / 2)
        middle = QPointF(_PADDING + _DOT / 2, box.center().y())
        draw_dot(painter, middle, _DOT, colour(ink))
        room = self.width() - 2 * _PADDING - _DOT_ROOM + 1
        at = QPointF(_PADDING + _DOT_ROOM, self._face.baseline(0, self.height()))
        draw_text(painter, at, self._face.elided(self._text, room), self._face, colour(tokens.text))
        painter.end()
