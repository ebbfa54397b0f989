"""The card of the undisclosed term: what holds for every term, and where it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from widgets.comparison.parts import Card, Line, Title, over_card
from widgets.controls.parts import ScrollColumn
from widgets.decide.sweep_drawing import AXIS, draw_axis
from widgets.decide.sweep_rows import SweepRows
from widgets.language.spoken import said
from widgets.painting import colour, face, palette

if TYPE_CHECKING:
    from widgets.decide.map_states import SweepState
    from widgets.tokens import Tokens

_WAITING = "Sweeping the term…"
_STALE = "updating…"


class SweepAxis(QWidget):
    """The terms above the rows: it stays in sight while they scroll."""

    def __init__(self, rows: SweepRows, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._rows = rows
        self._state: SweepState | None = None
        self.setFixedHeight(round(AXIS))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_state(self, state: SweepState) -> None:
        if state != self._state:
            self._state = state
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.card))
        if self._state is not None:
            width = float(self._rows.width())
            draw_axis(painter, self._state, width, self._rows.term(), self._tokens)
        painter.end()


class SweepCard(Card):
    """Conclusions over the terms."""

    term_moved = Signal(float)
    gesture_started = Signal()
    gesture_finished = Signal()
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("The term swept"))
        self._title = Title("The undisclosed term, swept", tokens)
        self._summary, self._note, self._updating = Line(tokens), Line(tokens), QLabel()
        self.rows = SweepRows(tokens)
        self._axis = SweepAxis(self.rows, tokens)
        self.column = ScrollColumn(self.rows, over_card(tokens), self)
        self.column.setWidgetResizable(True)
        self._waiting = QLabel(said(_WAITING))
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown = QWidget()
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        top, second = QHBoxLayout(), QHBoxLayout()
        for row in (top, second):
            row.setContentsMargins(16, 0, 16, 0)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._updating)
        second.addWidget(self._summary)
        inner, axis = QVBoxLayout(self._shown), QHBoxLayout()
        inner.setContentsMargins(1, 0, 1, 0)
        inner.setSpacing(0)
        axis.setContentsMargins(0, 0, 0, 0)
        axis.addWidget(self._axis)
        inner.addLayout(axis)
        inner.addWidget(self.column, 1)
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 8)
        whole.setSpacing(4)
        whole.addLayout(top)
        whole.addLayout(second)
        whole.addLayout(self._stack, 1)
        note = QHBoxLayout()
        note.setContentsMargins(16, 0, 16, 0)
        note.addWidget(self._note)
        whole.addLayout(note)

    def _connect(self) -> None:
        self.rows.term_moved.connect(self._move)
        self.rows.gesture_started.connect(self.gesture_started)
        self.rows.gesture_finished.connect(self.gesture_finished)
        self.rows.explain_requested.connect(lambda key: self.explain_requested.emit(key, 0))
        self.rows.row_reached.connect(self._bring_into_view)

    def show_state(self, state: SweepState | None, *, fresh: bool) -> None:
        self._updating.setText(said("" if fresh or state is None else _STALE))
        self._stack.setCurrentWidget(self._waiting if state is None else self._shown)
        if state is None:
            return
        self.rows.show_state(state)
        self._axis.show_state(state)
        self._summary.show_text(state.summary)
        self._note.show_text(state.note)
        self._note.setVisible(bool(state.note))

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        parts = (self._title, self._summary, self._note, self.rows, self._axis)
        for part in parts:
            part.set_tokens(tokens)
        self.column.set_tokens(over_card(tokens))
        self.column.setPalette(palette(tokens, tokens.card))
        muted = palette(tokens._replace(text=tokens.text_muted))
        for label, size in ((self._waiting, 13), (self._updating, 12)):
            label.setFont(face(size).font)
            label.setPalette(muted)

    def _move(self, term: float) -> None:
        self._axis.update()
        self.term_moved.emit(term)

    def _bring_into_view(self, rect: QRect) -> None:
        self.column.ensureVisible(0, rect.center().y(), 0, rect.height())
