"""Conclusions, each with a strip of terms: thick where it holds, thin where it doesn't."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.decide.map_gesture import ByHand
from widgets.decide.numbers import sweep_table
from widgets.decide.sweep_drawing import (
    RIGHT,
    draw_answer,
    draw_row_texts,
    draw_strip,
    fits_beside,
    strip_term,
)
from widgets.language.spoken import own, said
from widgets.painting import colour, draw_ring
from widgets.picture import nothing

if TYPE_CHECKING:
    from widgets.decide.map_states import SweepRow, SweepState
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_ONE_LINE, _TWO_LINES = 40, 56  # px of a row, by the lines of its words
_STRIP = 20  # px at its bottom that belong to the strip
_YEAR = 12
_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -_YEAR,
    Qt.Key.Key_PageUp: _YEAR,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class _Spot(NamedTuple):
    """What is pointed at: a row's words, or its strip."""

    row: int
    strip: bool


class SweepRows(ByHand):
    """A press on a strip sets the term, one on the words explains the figure.

    Up and Down go along the rows, Left and Right change the term by a month, Enter explains.
    """

    term_moved = Signal(float)
    explain_requested = Signal(str)  # the key of a figure
    row_reached = Signal(QRect)  # where the row is that the keyboard came to

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: SweepState | None = None
        self._at: float | None = None  # the term of the hand, while it acts
        self._row = 0
        self._pointed: _Spot | None = None
        self._pressed: _Spot | None = None
        self._measured: tuple[tuple[SweepRow, ...], int, list[int]] = ((), 0, [])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(said("Conclusions by term"))

    def show_state(self, state: SweepState) -> None:
        if state == self._state:
            return
        self._state = state
        self._row = min(self._row, max(len(state.rows) - 1, 0))
        self.setMinimumHeight(sum(self._heights()))
        self._describe()
        self.update()

    def picture_table(self) -> PictureTable:
        """Whether each conclusion holds, by term."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return sweep_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def term(self) -> float:
        """The present term, or the hand's."""
        assert self._state is not None
        return self._state.present if self._at is None else self._at

    def row_rect(self, place: int) -> QRect:
        """Where a row stands."""
        heights = self._heights()
        return QRect(0, sum(heights[:place]), self.width(), heights[place])

    def sizeHint(self) -> QSize:
        return QSize(400, sum(self._heights()))

    def _heights(self) -> list[int]:
        """Measured once for the same words and width: texts are slow to measure."""
        rows = self._state.rows if self._state is not None else ()
        if self._measured[0] is not rows or self._measured[1] != self.width():
            width = self.width()
            heights = [_ONE_LINE if fits_beside(row, width) else _TWO_LINES for row in rows]
            self._measured = rows, width, heights
        return self._measured[2]

    def _describe(self) -> None:
        if self._state is not None and self._state.rows:
            row = self._state.rows[self._row]
            answer = said(row.spoken.rpartition("; ")[2])
            told = f"{said(row.sentence)}: {said(row.verdict)}; {answer}"
            self.setAccessibleDescription(own(f"{told}. {said(self._state.present_text)}"))

    # -- the pointer

    def _spot(self, at: QPointF) -> _Spot | None:
        top = 0
        for place, height in enumerate(self._heights()):
            if top <= at.y() < top + height:
                return _Spot(place, at.y() >= top + height - _STRIP)
            top += height
        return None

    def _move_to(self, term: float) -> None:
        state = self._state
        if state is None:
            return
        chosen = float(max(state.first, min(round(term), state.last)))
        if chosen != self.term():
            self._at = chosen
            self.term_moved.emit(chosen)
            self.update()

    def _finish(self) -> None:
        self._at = None
        super()._finish()
        self.update()

    def _drag_to(self, x: float) -> None:
        if self._state is not None:
            self._move_to(strip_term(self._state, self.width(), x))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(event.position())
        if event.button() != Qt.MouseButton.LeftButton or spot is None:
            event.ignore()
            return
        self._row, self._ring = spot.row, False
        self._describe()
        self._pressed = None if spot.strip else spot
        if spot.strip:
            self._gesture.press()
            self._drag_to(event.position().x())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture.dragging:
            self._drag_to(event.position().x())
            return
        spot = self._spot(event.position())
        if spot != self._pointed:
            self._pointed = spot
            shape = Qt.CursorShape.ArrowCursor
            if spot is not None:
                shape = (
                    Qt.CursorShape.SizeHorCursor
                    if spot.strip
                    else Qt.CursorShape.PointingHandCursor
                )
            self.setCursor(shape)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        if self._gesture.dragging:
            self._gesture.release()
        elif pressed is not None and self._spot(event.position()) == pressed:
            self._explain(pressed.row)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    def _explain(self, place: int) -> None:
        if self._state is not None:
            self.explain_requested.emit(self._state.rows[place].figure)

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, state = Qt.Key(event.key()), self._state
        if state is None or not state.rows:
            super().keyPressEvent(event)
            return
        places = {
            Qt.Key.Key_Up: self._row - 1,
            Qt.Key.Key_Down: self._row + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(state.rows) - 1,
        }
        if key in places:
            self._go_to(max(0, min(places[key], len(state.rows) - 1)))
        elif key in _MOVES:
            self._ring = True
            self._gesture.hold(event)
            self._move_to(self.term() + _MOVES[key])
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self._explain(self._row)
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: int) -> None:
        self._row, self._ring = place, True
        self._describe()
        self.row_reached.emit(self.row_rect(place))
        self.update()

    # -- painting

    def resizeEvent(self, _event: object) -> None:
        self.setMinimumHeight(sum(self._heights()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.card))
        if state is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in range(len(state.rows)):
                self._paint_row(painter, state, place)
        painter.end()

    def _paint_row(self, painter: QPainter, state: SweepState, place: int) -> None:
        row, box, tokens = state.rows[place], QRectF(self.row_rect(place)), self._tokens
        draw_answer(painter, row, box, tokens)
        words = QRectF(box.left(), box.top(), box.width(), box.height() - _STRIP)
        linked = self._pointed == _Spot(place, strip=False)
        draw_row_texts(painter, row, words, tokens, underlined=linked)
        strip = QRectF(box.left(), box.bottom() - _STRIP, box.width(), _STRIP)
        draw_strip(painter, state, row, strip, self.term(), tokens)
        if self.has_ring() and place == self._row:
            ring = box.adjusted(6, 1, -RIGHT + 10, -1)
            draw_ring(painter, ring, colour(tokens.accent), 4)
