"""What can lie over a whole stage: black, or the keys of the presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.language.spoken import said
from widgets.painting import colour, draw_rounded, draw_text
from widgets.presenting.keys import TOLD
from widgets.presenting.scale import LEAST_TEXT, Scale

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_KEY_WIDTH, _ROW, _PADDING, _TITLE = 340, 52, 48, 40
_CARD = (1040, 2 * _PADDING + 70 + _ROW * len(TOLD))


class Black(QWidget):
    """Nothing to look at: the room looks at the presenter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(said("Black screen"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.black)  # light off, whatever the theme
        painter.end()


class KeySheet(QWidget):
    """The keys, over the stage until the next key."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._scale = tokens, Scale()
        self.setAccessibleName(said("Keys of the presentation"))
        self.setAccessibleDescription(said("; ".join(f"{keys}: {what}" for keys, what in TOLD)))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._tokens, self._scale = tokens, scale
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, scale = self._tokens, self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = (scale.px(each) for each in _CARD)
        box = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        edge = colour(tokens.text_muted)
        draw_rounded(painter, box, colour(tokens.card), edge, scale.px(20), max(1, scale.px(3)))
        left, top = box.left() + scale.px(_PADDING), box.top() + scale.px(_PADDING)
        title, bold, plain = scale.bold(_TITLE), scale.bold(LEAST_TEXT), scale.text(LEAST_TEXT)
        ink = colour(tokens.text)
        at = QPointF(left, top + scale.px(36))
        draw_text(painter, at, "Keys of the presentation", title, ink)
        for place, (keys, what) in enumerate(TOLD):
            y = top + scale.px(70 + _ROW * place + 38)
            draw_text(painter, QPointF(left, y), keys, bold, ink)
            draw_text(painter, QPointF(left + scale.px(_KEY_WIDTH), y), what, plain, ink)
        painter.end()
