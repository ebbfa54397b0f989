"""The values that a line item in the making would have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.dialogs.numbers import preview_table
from widgets.language.spoken import joined, said
from widgets.ledger.sparkline import draw_sparkline
from widgets.painting import BOLD, colour, draw_note, draw_rounded, draw_text, face
from widgets.picture import nothing

if TYPE_CHECKING:
    from widgets.dialogs.line_item_states import Preview
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_HEIGHT, _EDGE, _CURVE = 92, 14, 250
_NOTHING = "Its values are shown here as soon as everything is right"


class ItemPreview(QWidget):
    """One value with its month, all months as a curve, and what is missing among them."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: Preview | None = None
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value, self._small = face(20, BOLD), face(12)

    def sizeHint(self) -> QSize:
        return QSize(520, _HEIGHT)

    def picture_table(self) -> PictureTable:
        """The values by month."""
        if self._state is None:
            return nothing("Preview", "Nothing is shown yet.")
        return preview_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_state(self, state: Preview | None) -> None:
        self._state = state
        parts = (state.value, state.when, state.note) if state else (_NOTHING,)
        self.setAccessibleName(said("Preview"))
        self.setAccessibleDescription(joined(". ", *parts))
        self.update()

    def state(self) -> Preview | None:
        return self._state

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        draw_rounded(painter, box, colour(tokens.card), colour(tokens.border))
        if state is None:
            draw_note(painter, box, _NOTHING, self._small.font, colour(tokens.text_muted))
        else:
            self._paint_texts(painter, state)
            right = box.right() - _EDGE
            curve = QRectF(right - _CURVE, 16, _CURVE, 38)
            draw_sparkline(painter, curve, state.values, state.horizon, tokens)
            at = QPointF(right - self._small.width(state.span), 76)
            draw_text(painter, at, state.span, self._small, colour(tokens.text_muted))
        painter.end()

    def _paint_texts(self, painter: QPainter, state: Preview) -> None:
        tokens = self._tokens
        room = self.width() - _CURVE - 3 * _EDGE
        value = self._value.elided(state.value, room)
        draw_text(painter, QPointF(_EDGE, 34), value, self._value, colour(tokens.text))
        when = self._small.elided(state.when, room)
        draw_text(painter, QPointF(_EDGE, 54), when, self._small, colour(tokens.text_muted))
        note = self._small.elided(
            state.note, self.width() - 3 * _EDGE - self._small.width(state.span)
        )
        draw_text(painter, QPointF(_EDGE, 76), note, self._small, colour(tokens.bad))
