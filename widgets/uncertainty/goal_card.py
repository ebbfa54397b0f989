"""In how many draws the project's goal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextOption

from widgets.comparison.parts import Card
from widgets.language.spoken import said
from widgets.painting import BOLD, colour, draw_rounded, draw_text, face

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from widgets.tokens import Tokens
    from widgets.uncertainty.states import GoalState

_EDGE, _BAR = 16.0, 8.0
_TITLE_TOP, _TITLE = 8.0, 26.0
_SHARE, _BELOW = 32.0, 10.0


class GoalCard(Card):
    """The goal in words, the share of draws in which it holds, and the share as a bar."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state: GoalState | None = None
        self.setMinimumHeight(120)

    def show_state(self, state: GoalState) -> None:
        if state == self._state:
            return
        self._state = state
        told = (state.sentence, f"holds in {state.text}" if state.text else "", state.note)
        self.setAccessibleName(said("Goal"))
        self.setAccessibleDescription(said(": ".join(filter(None, told))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        state, tokens = self._state, self._tokens
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title, ink = face(14, BOLD), colour(tokens.text)
        at = QPointF(_EDGE, title.baseline(_TITLE_TOP, _TITLE))
        draw_text(painter, at, "Goal", title, ink)
        top, room = _TITLE_TOP + _TITLE, self.width() - 2 * _EDGE
        if state.share is not None:
            top = self._paint_share(painter, state.text, state.share, top, room)
        words = "\n".join(said(text) for text in (state.sentence, state.note) if text)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.setFont(face(12).font)
        painter.setPen(colour(tokens.text_muted))
        painter.drawText(QRectF(_EDGE, top, room, self.height() - top), words, option)
        painter.end()

    def _paint_share(
        self, painter: QPainter, text: str, share: float, top: float, room: float
    ) -> float:
        """The number and its bar; gives where the words begin."""
        tokens, large = self._tokens, face(20, BOLD)
        at = QPointF(_EDGE, large.baseline(top, _SHARE))
        draw_text(painter, at, text, large, colour(tokens.text))
        bar = QRectF(_EDGE, top + _SHARE + 4, room, _BAR)
        draw_rounded(painter, bar, colour(tokens.track), radius=_BAR / 2)
        if share > 0:
            filled = QRectF(bar)
            filled.setWidth(max(_BAR, room * share))
            draw_rounded(painter, filled, colour(tokens.accent), radius=_BAR / 2)
        return bar.bottom() + _BELOW
