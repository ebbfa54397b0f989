"""Painted buttons: one of words, a switch, and what all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from widgets.language.spoken import own, said
from widgets.painting import (
    MEDIUM,
    colour,
    draw_dot,
    draw_ring,
    draw_rounded,
    draw_text,
    face,
    is_keyboard_focus,
)

if TYPE_CHECKING:
    from widgets.tokens import Tokens


class RingButton(QAbstractButton):
    """A button that Enter presses as Space does, with a focus ring for keyboard users."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def face_rect(self) -> QRect:
        """What is seen of it; lists and menus open below."""
        return self.rect()

    def has_ring(self) -> bool:
        """Whether to draw the focus ring: it has focus, and the keyboard is in use."""
        return self._ring and self.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = is_keyboard_focus(event, before=self._ring)
        super().focusInEvent(event)


class TextButton(RingButton):
    """A button that is only words in the accent colour."""

    def __init__(self, text: str, size: int, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._face = face(size, MEDIUM)
        self.setText(said(text))

    def sizeHint(self) -> QSize:
        return QSize(round(self._face.width(own(self.text()))) + 16, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            draw_rounded(painter, box, colour(tokens.accent_soft), radius=4)
        if self.has_ring():
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 4)
        ink = colour(tokens.accent if self.isEnabled() else tokens.text_muted)
        text = own(self.text())
        x = (self.width() - self._face.width(text)) / 2
        at = QPointF(round(x), self._face.baseline(0, self.height()))
        draw_text(painter, at, text, self._face, ink)
        painter.end()


class Switch(RingButton):
    """A choice of two, the second to the right. `clicked` is only ever the user.

    `neutral` says that neither side means "on", as in who pays whom.
    """

    WIDTH = 34
    HEIGHT = 20

    def __init__(self, tokens: Tokens, parent: QWidget | None = None, *, neutral: bool) -> None:
        super().__init__(tokens, parent)
        self._neutral = neutral
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return QSize(self.WIDTH, self.HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
        wanted = sides.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        elif wanted != self.isChecked():
            self.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        filled = on and not self._neutral
        pill = QRectF(2, 2, self.width() - 4, self.height() - 4)
        if self.has_ring():
            ring = pill.adjusted(-2, -2, 2, 2)
            accent = colour(tokens.accent)
            draw_rounded(painter, ring, colour(tokens.panel), accent, ring.height() / 2, 1.5)
            pill = pill.adjusted(1, 1, -1, -1)
        edge = colour(tokens.text_muted if self.underMouse() else tokens.edge)
        draw_rounded(
            painter,
            pill,
            colour(tokens.accent if filled else tokens.track),
            None if filled else edge,
            pill.height() / 2,
        )
        reach = pill.height() / 2
        x = pill.right() - reach if on else pill.left() + reach
        knob = tokens.text_on_accent if filled else tokens.text_muted
        if self._neutral:
            knob = tokens.accent
        draw_dot(painter, QPointF(x, pill.center().y()), pill.height() - 6, colour(knob))
        painter.end()
