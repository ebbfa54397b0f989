"""The card of flexibility: what it is worth to decide later, and when leaving is best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from widgets.comparison.parts import Title
from widgets.decide.exit_states import FlexibilityState
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.note_card import UPDATING, NoteCard
from widgets.decide.numbers import months_table
from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    colour,
    draw_ring,
    draw_text,
    face,
    palette,
    plain_tip,
)
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from widgets.picture import PictureTable
    from widgets.states import Axis
    from widgets.tokens import Tokens

_AXIS = 16.0  # px below the bars
_WORDS = 14.0  # and above them
_EDGE = 15
_LEAST_BAR = 2.0


class MonthBars(Ringed):
    """How often each month is the best one to leave in. Left and Right walk the bars."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = FlexibilityState()
        self._at = -1
        self._face = face(11)
        self.setMinimumHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(300, 80)

    def show_state(self, state: FlexibilityState) -> None:
        self._state = state
        self._at = min(self._at, len(state.bars) - 1)
        self.setAccessibleName(said(state.summary))
        self._describe()
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def picture_table(self) -> PictureTable:
        """How often each month is the best one to leave in."""
        return months_table(self._state)

    def bars(self) -> list[QRectF]:
        """Where each bar is, px."""
        axis, bars = self._state.x_axis, self._state.bars
        if axis is None or not bars:
            return []
        most = max(bar.share for bar in bars)
        high = self.height() - _AXIS - _WORDS
        step = self.width() / (axis.maximum - axis.minimum)
        wide = max(_LEAST_BAR, step - 2.0)
        found = []
        for bar in bars:
            left = (bar.month - axis.minimum) * step - wide / 2
            tall = max(_LEAST_BAR, high * bar.share / most)
            found.append(QRectF(left, _WORDS + high - tall, wide, tall))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, axis = self._tokens, self._state.x_axis
        painter = QPainter(self)
        base = self.height() - _AXIS
        painter.fillRect(QRectF(0, base, self.width(), 1), colour(tokens.border))
        for place, box in enumerate(self.bars()):
            painter.fillRect(box, colour(tokens.accent))
            if place == self._at and self.has_ring():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw_ring(painter, box.adjusted(-2, -2, 2, 2), colour(tokens.text), 2)
        muted = colour(tokens.text_muted)
        if axis is not None:
            self._draw_months(painter, axis, base + 2)
        never = self._state.never
        at = QPointF(self.width() - self._face.width(never), self._face.baseline(0, 14))
        draw_text(painter, at, never, self._face, muted)
        self._draw_best(painter)
        painter.end()

    def _draw_best(self, painter: QPainter) -> None:
        """Beside the tallest bar what it says, where there is room below the words above."""
        bars = self._state.bars
        if not bars:
            return
        place = max(range(len(bars)), key=lambda place: bars[place].share)
        box, text = self.bars()[place], bars[place].tip
        left, width = box.right() + 6.0, self._face.width(text)
        others = [each for at, each in enumerate(self.bars()) if at != place]
        low = _WORDS + 2.0
        if left + width > self.width() or any(
            each.top() < low + _WORDS and left < each.right() and each.left() < left + width
            for each in others
        ):
            return
        at = QPointF(left, self._face.baseline(low, _WORDS))
        draw_text(painter, at, text, self._face, colour(self._tokens.text))

    def _draw_months(self, painter: QPainter, axis: Axis, top: float) -> None:
        end = -math.inf
        for tick in axis.ticks:
            share = (tick.position - axis.minimum) / (axis.maximum - axis.minimum)
            width = self._face.width(tick.text)
            x = max(0.0, min(share * self.width() - width / 2, self.width() - width))
            if x > end + 8.0:
                at = QPointF(round(x), self._face.baseline(top, _AXIS - 2))
                draw_text(painter, at, tick.text, self._face, colour(self._tokens.text_muted))
                end = x + width

    # -- reading

    def _bar_at(self, x: float) -> int:
        """The bar nearest to the pointer, within a few pixels."""
        away = [abs(box.center().x() - x) for box in self.bars()]
        place = away.index(min(away)) if away else -1
        return place if place >= 0 and away[place] <= 6.0 else -1

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._bar_at(event.pos().x())
            tip = self._state.bars[place].tip if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        bars = self._state.bars
        if event.key() not in steps or not bars:
            super().keyPressEvent(event)
            return
        self._at = max(0, min(self._at + steps[Qt.Key(event.key())], len(bars) - 1))
        self._ring = True
        self._describe()
        box = self.bars()[self._at].toRect()
        tip = plain_tip(bars[self._at].tip)
        QToolTip.showText(self.mapToGlobal(box.topLeft()), said(tip), self, box)
        self.update()

    def _describe(self) -> None:
        bars = self._state.bars
        read = bars[self._at].tip if 0 <= self._at < len(bars) else self._state.summary
        self.setAccessibleDescription(said(read))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at = max(self._at, 0)
        self._describe()


class FlexibilityCard(NoteCard):
    """The value with the words that it is an upper bound, what it rests on, and the bars."""

    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Freedom to decide later"))
        self._title = Title("Freedom to decide later", tokens)
        self.value = QLabel(self)
        self.value.setFont(face(20, BOLD).font)
        self.bound = QLabel(self)
        self.bound.setFont(face(12).font)
        self.bound.setWordWrap(True)
        self.words = LinkedText(tokens, self)
        self.words.explain_requested.connect(self.explain_requested)
        self.bars = MonthBars(tokens, self)
        for label in (self.value, self.bound):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.value)
        top.addWidget(self.bound, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE - INSET, 9, _EDGE - INSET, 8)
        for label in (self._title, self.value):
            label.setContentsMargins(INSET, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.bars, 1)
        column.addStretch(0)  # keeps the title on top where there are no bars

    def show_state(self, state: FlexibilityState) -> None:
        self.show_note(state.message)
        self.value.setText(said(state.value))
        self.value.setToolTip(said(state.error))
        self.value.setAccessibleDescription(said(state.error))
        self.bound.setText(said(state.bound if state.fresh else UPDATING))
        self.words.show_sentences(state.sentences)
        self.bars.show_state(state)
        known = not state.message
        for part in (self.value, self.bound, self.words):
            part.setVisible(known)
        self.bars.setVisible(known and bool(state.bars))
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.words, self.bars):
            part.set_tokens(tokens)
        self.value.setPalette(palette(tokens))
        self.bound.setPalette(palette(tokens._replace(text=tokens.text_muted)))
