"""What goes with the number in the draws: rank correlations and variance shares as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip

from widgets.comparison.marks import draw_underline
from widgets.comparison.parts import over_card
from widgets.controls.parts import ScrollColumn
from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    MEDIUM,
    blend,
    colour,
    colour_of,
    draw_ring,
    draw_rounded,
    draw_text,
    face,
    palette,
    plain_tip,
)
from widgets.picture import nothing
from widgets.ringed import Ringed
from widgets.uncertainty.numbers import RANKS, REST, SHARES, draws_table
from widgets.uncertainty.sensitivity_drawing import HIGH_TONE, LOW_TONE

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from widgets.picture import PictureTable
    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import DrawsRow, DrawsState

LEAST_PITCH, MOST_PITCH, HEAD = 24, 38, 40
_EDGE, _GAP = 14.0, 24.0
_LABELS = 0.26
_RANK_TEXT, _SHARE_TEXT = 46.0, 50.0
_THICKNESS = 14.0
_FAINT = 0.6


class _Columns(NamedTuple):
    """Two plots, each with the room of its texts at its right, px."""

    label_room: float
    rank_left: float
    rank_right: float
    share_left: float
    share_right: float


class DrawsBars(Ringed):
    """Up and Down go from row to row; a click or Enter asks what explains the input."""

    explain_requested = Signal(str)
    row_reached = Signal(QRect)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: DrawsState | None = None
        self._room = 0
        self._row = 0
        self._pointed: int | None = None
        self._text, self._value, self._head = face(12), face(12, MEDIUM), face(11, BOLD)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_state(self, state: DrawsState) -> None:
        last, self._state = self._state, state
        keys = [row.key for row in state.rows]
        key = last.rows[self._row].key if last and self._row < len(last.rows) else ""
        self._row = keys.index(key) if key in keys else 0
        self.setAccessibleName(said(state.summary))
        self._lay_out()
        self._describe()

    def picture_table(self) -> PictureTable:
        """Rank correlations, and shares of the variance of ranks."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return draws_table(self._state)

    def show_room(self, height: int) -> None:
        self._room = height
        self._lay_out()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def _lay_out(self) -> None:
        self.setMinimumHeight(HEAD + self.pitch() * self._count())
        self.update()

    def _count(self) -> int:
        """All rows, the last one being what goes with no input alone."""
        return len(self._state.rows) + 1 if self._state else 1

    def pitch(self) -> int:
        return max(LEAST_PITCH, min(MOST_PITCH, (self._room - HEAD) // self._count()))

    def sizeHint(self) -> QSize:
        return QSize(500, self.minimumHeight())

    def box(self, place: int) -> QRectF:
        """Where a row stands."""
        return QRectF(0, HEAD + place * self.pitch(), self.width(), self.pitch())

    def _columns(self) -> _Columns:
        rows = self._state.rows if self._state else ()
        longest = max(self._text.width(text) for text in (*(row.label for row in rows), REST))
        label_room = min(longest, self.width() * _LABELS)
        left = _EDGE + label_room + _GAP
        room = self.width() - _EDGE - left - _GAP - _RANK_TEXT - _SHARE_TEXT
        half = max(30.0, room / 2)
        share_left = left + half + _RANK_TEXT + _GAP
        return _Columns(label_room, left, left + half, share_left, share_left + half)

    # -- what is said, the hand and the keys

    def _tip(self, place: int) -> str:
        state = self._state
        if state is None or not 0 <= place < self._count():
            return ""
        if place == len(state.rows):
            return f"{REST}: {state.rest_text}. {state.rest_tooltip}"
        return state.rows[place].tooltip

    def _describe(self) -> None:
        self.setAccessibleDescription(said(self._tip(self._row).replace("\n", ". ")))

    def _row_at(self, y: float) -> int | None:
        place = int((y - HEAD) // self.pitch())
        return place if 0 <= place < self._count() else None

    def _explain(self, place: int | None) -> None:
        if place is not None and self._state is not None and place < len(self._state.rows):
            self.explain_requested.emit(self._state.rows[place].key)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._row_at(event.pos().y())
            text = "" if place is None else self._tip(place)
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        there = place is not None and place < self._count() - 1
        self.setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)
        self._pointed = place if there else None
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            place = self._row_at(event.position().y())
            self._row, self._ring = (place or 0), False
            self._explain(place)
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), self._count() - 1
        rows = {
            Qt.Key.Key_Up: self._row - 1,
            Qt.Key.Key_Down: self._row + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        row = rows.get(Qt.Key(key))
        if row is not None:
            self._row, self._ring = max(0, min(row, last)), True
            self._describe()
            self.row_reached.emit(self.box(self._row).toAlignedRect())
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._explain(self._row)
        else:
            super().keyPressEvent(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        state, tokens = self._state, self._tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(tokens.card))
        if state is not None and state.rows:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            where = self._columns()
            self._paint_head(painter, where)
            for place, row in enumerate(state.rows):
                self._paint_row(painter, place, row, where)
            self._paint_rest(painter, state, where)
            if self.has_ring():
                ring = self.box(self._row).adjusted(4, 1, -4, -1)
                draw_ring(painter, ring, colour(tokens.accent), 4)
        painter.end()

    def _paint_head(self, painter: QPainter, where: _Columns) -> None:
        """The headings, and the two scales: -1 to 1, and 0 to 100%."""
        tokens, small = self._tokens, face(11)
        muted = colour(tokens.text_muted)
        for text, left in ((RANKS, where.rank_left), (SHARES, where.share_left)):
            at = QPointF(left, self._head.baseline(2, 18))
            draw_text(painter, at, text, self._head, colour(tokens.text))
        middle = (where.rank_left + where.rank_right) / 2
        bottom = HEAD + self.pitch() * self._count()
        for text, x, zero in (
            ("\N{MINUS SIGN}1", where.rank_left, False),
            ("0", middle, True),
            ("+1", where.rank_right, False),
            ("0%", where.share_left, True),
            ("50%", (where.share_left + where.share_right) / 2, False),
            ("100%", where.share_right, False),
        ):
            wide = small.width(text)
            at = QPointF(round(x - wide / 2), small.baseline(20, 16))
            draw_text(painter, at, text, small, muted)
            line = QRectF(round(x), HEAD - 2, 1, bottom - HEAD)
            painter.fillRect(line, muted if zero else colour(tokens.grid))

    def _paint_row(self, painter: QPainter, place: int, row: DrawsRow, where: _Columns) -> None:
        tokens, box = self._tokens, self.box(place)
        muted = colour(tokens.text_muted)
        ink = muted if row.faint else colour(tokens.text)
        label = self._text.elided(row.label, where.label_room)
        at = QPointF(_EDGE, self._text.baseline(box.top(), box.height()))
        draw_text(painter, at, label, self._text, ink)
        if self._pointed == place:
            draw_underline(painter, at, self._text.width(label), tokens)
        half = (where.rank_right - where.rank_left) / 2
        tone = HIGH_TONE if row.rank > 0 else LOW_TONE
        self._paint_bar(painter, box, where.rank_left + half, row.rank * half, tone, row)
        self._paint_value(painter, box, where.rank_right + _RANK_TEXT, row.rank_text, ink)
        length = row.share * (where.share_right - where.share_left)
        self._paint_bar(painter, box, where.share_left, length, "accent", row)
        self._paint_value(painter, box, where.share_right + _SHARE_TEXT, row.share_text, ink)

    def _bar(self, box: QRectF, start: float, length: float) -> QRectF:
        thick = min(_THICKNESS, box.height() - 8.0)
        left, right = sorted((start, start + length))
        return QRectF(left, box.center().y() - thick / 2, max(1.5, right - left), thick)

    def _paint_bar(
        self,
        painter: QPainter,
        box: QRectF,
        start: float,
        length: float,
        tone: str,
        row: DrawsRow,
    ) -> None:
        bar = self._bar(box, start, length)
        fade = _FAINT if row.faint else 0.0
        ink = blend(getattr(self._tokens, tone), self._tokens.card, fade)
        draw_rounded(painter, bar, ink, radius=min(2.0, bar.width() / 2))

    def _paint_value(
        self, painter: QPainter, box: QRectF, right: float, text: str, ink: QColor
    ) -> None:
        at = QPointF(right - self._value.width(text), self._value.baseline(box.top(), box.height()))
        draw_text(painter, at, text, self._value, ink)

    def _paint_rest(self, painter: QPainter, state: DrawsState, where: _Columns) -> None:
        tokens, box = self._tokens, self.box(len(state.rows))
        muted = colour(tokens.text_muted)
        painter.fillRect(
            QRectF(_EDGE, box.top(), box.width() - 2 * _EDGE, 1), colour(tokens.border)
        )
        at = QPointF(_EDGE, self._text.baseline(box.top(), box.height()))
        label = self._text.elided(REST, where.label_room)
        draw_text(painter, at, label, self._text, muted)
        bar = self._bar(box, where.share_left, state.rest * (where.share_right - where.share_left))
        painter.fillRect(bar, QBrush(colour_of(tokens, "text_muted"), Qt.BrushStyle.BDiagPattern))
        self._paint_value(painter, box, where.share_right + _SHARE_TEXT, state.rest_text, muted)


class FromDraws(ScrollColumn):
    """The rows in a column that scrolls where they don't fit."""

    explain_requested = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        self.bars = DrawsBars(tokens)
        super().__init__(self.bars, over_card(tokens))
        self.setWidgetResizable(True)
        self.setFocusProxy(self.bars)
        self.bars.explain_requested.connect(self.explain_requested)
        self.bars.row_reached.connect(self._bring_into_view)
        self.resized.connect(self._fit)
        self.set_tokens(tokens)

    def show_state(self, state: DrawsState) -> None:
        self.bars.show_state(state)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(over_card(tokens))
        self.bars.set_tokens(tokens)
        self.setPalette(palette(tokens, tokens.card))

    def _fit(self) -> None:
        self.bars.show_room(self.room().height())

    def _bring_into_view(self, rect: QRect) -> None:
        self.ensureVisible(0, rect.center().y(), 0, rect.height())
