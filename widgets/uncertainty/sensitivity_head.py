"""What stands above the rows of a tornado while they scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from widgets.chart.layout import apart
from widgets.painting import MEDIUM, colour, colour_of, draw_square, draw_text, face
from widgets.uncertainty.sensitivity_drawing import (
    HIGH_HEADING,
    HIGH_TONE,
    LOW_HEADING,
    LOW_TONE,
    SQUARE,
    columns_of,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import TornadoState

HEIGHT = 42
_TICK_GAP = 10.0


class TornadoHead(QWidget):
    """Above the rows: the base, the ticks, and what the columns are."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: TornadoState | None = None
        self._inset = 0  # of the rows' scroll bar, px
        self.setFixedHeight(HEIGHT)

    def show_state(self, state: TornadoState, inset: int) -> None:
        self._state, self._inset = state, inset
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        state, tokens = self._state, self._tokens
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = columns_of(state, self.width() - self._inset)
        small, strong = face(11), face(11, MEDIUM)
        muted = colour(tokens.text_muted)
        for text, right, tone in (
            (LOW_HEADING, where.low_right, LOW_TONE),
            (HIGH_HEADING, where.high_right, HIGH_TONE),
        ):
            x, baseline = right - strong.width(text), strong.baseline(HEIGHT - 20, 18)
            draw_text(painter, QPointF(x, baseline), text, strong, muted)
            square = QRectF(x - SQUARE - 5, HEIGHT - 20 + (18 - SQUARE) / 2, SQUARE, SQUARE)
            draw_square(painter, square, colour_of(tokens, tone))
        ticks = []
        for tick in state.axis.ticks:
            x, wide = where.x(tick.position, state.axis), small.width(tick.text)
            ticks.append((x - wide / 2, x + wide / 2))
        for place in apart(ticks, _TICK_GAP):
            at = QPointF(ticks[place][0], small.baseline(HEIGHT - 20, 18))
            draw_text(painter, at, state.axis.ticks[place].text, small, muted)
        if state.base is not None:
            text = f"now {state.base_text}"
            wide = strong.width(text)
            x = where.x(state.base, state.axis) - wide / 2
            at = QPointF(max(where.left - 40, min(x, where.right + 40 - wide)), 14)
            draw_text(painter, at, text, strong, colour(tokens.text))
        painter.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), colour(tokens.border))
        painter.end()
