"""The card of the three ways: their costs, in words since when owning is cheaper, the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.buttons import RingButton
from widgets.chart.chart import Chart
from widgets.comparison.marks import MARK_SPACE, draw_underline, paint_mark
from widgets.comparison.parts import Card, Line, Title
from widgets.decide.exit_words import INSET, LinkedText
from widgets.decide.others_states import WayState
from widgets.language.spoken import said
from widgets.painting import (
    BOLD,
    MEDIUM,
    colour,
    draw_note,
    draw_ring,
    draw_text,
    face,
    plain_tip,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.decide.others_states import BuildState
    from widgets.tokens import Tokens

DECISION = "decision_month"
_FIGURES = 4
_VALUED = "at today's value, + above the cheapest"
_LABEL, _VALUE, _DETAIL = 16.0, 22.0, 16.0  # px of height of a figure's lines
_PAD = 4.0


class WayFigure(RingButton):
    """One way's cost and what it costs more than the cheapest. A click explains it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state = WayState("", "", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(_LABEL + _VALUE + _DETAIL))

    def state(self) -> WayState:
        return self._state

    def show_state(self, state: WayState) -> None:
        if state == self._state:
            return
        self._state = state
        self.setToolTip(plain_tip(state.tip))
        self.setAccessibleName(said(f"{state.label}: {state.value}, {state.detail}"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(110, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small, value, room = face(11), face(17, BOLD), self.width() - 2 * _PAD
        muted = colour(tokens.text_muted)
        at = QPointF(_PAD, small.baseline(0, _LABEL))
        draw_text(painter, at, small.elided(state.label, room), small, muted)
        at = QPointF(_PAD, value.baseline(_LABEL, _VALUE))
        text = value.elided(state.value, room)
        draw_text(painter, at, text, value, colour(tokens.text))
        if self.underMouse() or self.isDown():
            draw_underline(painter, at, value.width(text), tokens)
        self._paint_detail(painter, room)
        if self.has_ring():
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ring(painter, box, colour(tokens.accent), 4)
        painter.end()

    def _paint_detail(self, painter: QPainter, room: float) -> None:
        """The cheapest has a mark and heavier letters besides its colour."""
        tokens, state = self._tokens, self._state
        using = face(11, MEDIUM) if state.best else face(11)
        ink = colour(tokens.good if state.best else tokens.text_muted)
        baseline = using.baseline(_LABEL + _VALUE, _DETAIL)
        x = _PAD
        if state.best:
            middle = baseline - using.metrics.capHeight() / 2
            paint_mark(painter, QPointF(x + 4, middle), "best", tokens)
            x += MARK_SPACE
        text = using.elided(state.detail, room + _PAD - x)
        draw_text(painter, QPointF(x, baseline), text, using, ink)


class BuildCard(Card):
    """Build, rent or sign."""

    explain_requested = Signal(str, int)
    value_edited = Signal(str, float)
    gesture_started = Signal()
    gesture_finished = Signal()
    month_hovered = Signal(int)  # 0: none

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Build, rent or sign"))
        self._message = ""
        self._title, self._valued = Title("Build, rent or sign", tokens), Line(tokens)
        self.figures = tuple(WayFigure(tokens, self) for _ in range(_FIGURES))
        self.words = LinkedText(tokens, self)
        self.chart = Chart(_frameless(tokens), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top, figures, words = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(15, 0, 15, 0)
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self._valued, 1)
        edge = round(15 - _PAD)
        figures.setContentsMargins(edge, 0, edge, 0)
        figures.setSpacing(8)
        for figure in self.figures:
            figures.addWidget(figure, 1)
        words.setContentsMargins(15 - INSET, 0, 15 - INSET, 0)
        words.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(3)
        for row in (top, figures, words):
            column.addLayout(row)
        column.addWidget(self.chart, 1)
        column.addStretch(0)  # keeps the title on top where there is no chart

    def _connect(self) -> None:
        self.words.explain_requested.connect(self.explain_requested)
        for figure in self.figures:
            figure.clicked.connect(lambda _on=False, figure=figure: self._explain(figure))
        chart = self.chart
        chart.explain_requested.connect(self.explain_requested)
        chart.figure_requested.connect(lambda key: self.explain_requested.emit(key, 0))
        chart.month_hovered.connect(self.month_hovered)
        chart.decision_drag_started.connect(self.gesture_started)
        chart.decision_drag_finished.connect(self.gesture_finished)
        chart.decision_month_dragged.connect(
            lambda month: self.value_edited.emit(DECISION, float(month))
        )

    def show_state(self, state: BuildState) -> None:
        self._message = state.message
        self._valued.show_text(_VALUED if state.ways else "")
        for place, figure in enumerate(self.figures):
            shown = place < len(state.ways)
            if shown:
                figure.show_state(state.ways[place])
            figure.setVisible(shown)
        self.words.show_sentences(state.sentences)
        self.words.setVisible(bool(state.sentences))
        if state.chart is not None:
            self.chart.show_state(state.chart)
        self.chart.setVisible(state.chart is not None)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self._valued, self.words):
            part.set_tokens(tokens)
        for figure in self.figures:
            figure.set_tokens(tokens)
        self.chart.set_tokens(_frameless(tokens))

    def _explain(self, figure: WayFigure) -> None:
        state = figure.state()
        self.explain_requested.emit(state.key, state.month)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._message:
            painter = QPainter(self)
            box = QRectF(self.rect()).adjusted(24, 34, -24, -12)
            ink = colour(self._tokens.text_muted)
            draw_note(painter, box, self._message, face(13).font, ink)
            painter.end()


def _frameless(tokens: Tokens) -> Tokens:
    """The card around it has the border."""
    return tokens._replace(border=tokens.card)
