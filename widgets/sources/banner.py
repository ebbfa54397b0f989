"""What stands over the page: nothing here is a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    MEDIUM,
    blend,
    colour,
    draw_rounded,
    draw_text,
    draw_triangle,
    face,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens

HEIGHT = 34
STRONG = "As reported, unverified."
REST = "The sources contradict themselves and one another; no claim is presented as fact."
_SHORTER = (  # where there is less room
    "Sources contradict one another; no claim is presented as fact.",
    "Sources conflict; none is presented as fact.",
    "No claim is presented as fact.",
)


class Banner(QWidget):
    """One line that stays, whatever is scrolled below it."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._bold, self._face, self._sign = face(13, BOLD), face(13), face(11, MEDIUM)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said(f"{STRONG} {REST}"))
        self.setToolTip(said(f"{STRONG} {REST}"))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = blend(tokens.card, tokens.disputed, 0.10)
        edge = blend(tokens.card, tokens.disputed, 0.45)
        draw_rounded(painter, QRectF(self.rect()), ground, edge)
        middle = self.height() / 2
        draw_triangle(painter, QPointF(23, middle), 16, 14, 0.0, colour(tokens.disputed))
        sign = QRectF(15, middle - 5, 16, 13)
        painter.setFont(self._sign.font)
        painter.setPen(colour(tokens.card))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "!")
        baseline = self._face.baseline(0, self.height())
        x = 42.0
        draw_text(painter, QPointF(x, baseline), STRONG, self._bold, colour(tokens.text))
        x += self._bold.width(STRONG) + 6
        room = self.width() - x - 12
        fitting = (each for each in (REST, *_SHORTER) if self._face.width(each) <= room)
        words = next(fitting, self._face.elided(_SHORTER[-1], room))
        draw_text(painter, QPointF(x, baseline), words, self._face, colour(tokens.text))
        painter.end()
