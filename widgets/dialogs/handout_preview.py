"""One page of a handout as it will be on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.language.spoken import said
from widgets.painting import colour, draw_note, draw_ring, face, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QPicture, QWheelEvent

    from widgets.tokens import Tokens

_EDGE = 6.0  # px around the paper
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Down: 1,
}
_NOTCH = 120  # of a wheel


class HandoutPreview(QWidget):
    """Paints a recorded page as large as there is room. Arrow keys and the wheel turn pages."""

    turned = Signal(int)  # by so many pages

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._page: QPicture | None = None
        self._size = (1.0, 1.0)
        self._note = ""
        self._ring = False
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 260)
        self.setAccessibleName(said("Preview"))

    def sizeHint(self) -> QSize:
        return QSize(660, 470)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_page(self, page: QPicture, width: float, height: float, name: str) -> None:
        """`width` × `height` in the picture's own units; `name` is spoken."""
        self._page, self._size, self._note = page, (width, height), ""
        self.setAccessibleName(said(name))
        self.update()

    def show_note(self, note: str) -> None:
        """Instead of a page."""
        self._page, self._note = None, note
        self.setAccessibleName(said(f"Preview. {note}"))
        self.update()

    def paper(self) -> QRectF:
        """Where the paper is, px."""
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        width, height = self._size
        share = min(room.width() / width, room.height() / height)
        size = (width * share, height * share)
        left = room.left() + (room.width() - size[0]) / 2
        return QRectF(left, room.top() + (room.height() - size[1]) / 2, *size)

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._tokens
        if self._page is None:
            draw_note(
                painter, QRectF(self.rect()), self._note, face(13).font, colour(tokens.text_muted)
            )
            painter.end()
            return
        paper = self.paper()
        painter.save()
        painter.setClipRect(paper)
        painter.translate(paper.topLeft())
        # A picture scales itself by the two devices' dots an inch.
        own = paper.width() / self._size[0] * self._page.logicalDpiX() / self.logicalDpiX()
        painter.scale(own, own)
        painter.drawPicture(0, 0, self._page)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour(tokens.border))
        painter.drawRect(paper)
        if self._ring and self.hasFocus():
            draw_ring(painter, paper.adjusted(-3, -3, 3, 3), colour(tokens.accent), 3.0)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._ring = True
        self.turned.emit(step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _NOTCH)
        if notches:
            self._wheel -= notches * _NOTCH
            self.turned.emit(-notches)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = is_keyboard_focus(event, before=self._ring)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
