"""The curve of a figure against one input, with the answers to be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from widgets.decide.goal_curve_drawing import Faces, Pointed, paint_curve
from widgets.decide.goal_curve_layout import CurvePlot, curve_plot
from widgets.decide.numbers import goal_table
from widgets.language.spoken import said
from widgets.painting import MEDIUM, colour, draw_note, draw_ring, face
from widgets.picture import nothing
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from widgets.decide.goal_states import CurveState
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_REACH = 9.0  # px around an answer's point in which a click is meant for it
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class GoalCurve(Ringed):
    """Left and Right go from answer to answer; Enter or Space, or a click, sets the input."""

    answer_taken = Signal(float)  # the value of the input

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._faces = Faces(face(11), face(11, MEDIUM))
        self._state: CurveState | None = None
        self._note = ""
        self._plot: CurvePlot | None = None
        self._pointed = Pointed()
        self.setAccessibleName(said("Curve"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(480, 280)

    def show_state(self, state: CurveState | None, note: str = "") -> None:
        """Show a curve, or a note where there is none."""
        if state is self._state and note == self._note:
            return
        if state is None or not state.reads_like(self._state):
            self._pointed = Pointed()
        self._state, self._note = state, note
        self._pointed = self._pointed._replace(
            reading=-1,
            answer=min(self._pointed.answer, len(state.answers) - 1) if state else -1,
        )
        self.setAccessibleDescription(said(state.summary if state else note))
        self._lay_out()

    def picture_table(self) -> PictureTable:
        """The curve's points."""
        if self._state is None:
            return (
                nothing("Curve", self._note)
                if self._note
                else nothing("Curve", "Nothing is shown yet.")
            )
        return goal_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def plot(self) -> CurvePlot | None:
        """Where everything stands; None while there is nothing."""
        return self._plot

    def pointed(self) -> Pointed:
        """What stands out."""
        return self._pointed

    def _lay_out(self) -> None:
        state = self._state
        self._plot = (
            curve_plot(state, self.width(), self.height(), self._faces.small, self._faces.label)
            if state is not None
            else None
        )
        self.update()

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._tokens
        if self._plot is None:
            box = QRectF(self.rect()).adjusted(20, 0, -20, 0)
            draw_note(painter, box, self._note, face(12).font, colour(tokens.text_muted))
        else:
            shown = self._pointed._replace(ring=self.has_ring())
            paint_curve(painter, self._plot, tokens, self._faces, shown)
        if self.has_ring() and self._pointed.answer < 0:
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ring(painter, ring, colour(tokens.accent), 6)
        painter.end()

    def _answer_at(self, at: QPointF) -> int:
        """The answer that is meant: by its label, or by its point on the curve."""
        plot = self._plot
        if plot is None:
            return -1
        for label in plot.labels:
            if label.place >= 0 and label.box.contains(at):
                return label.place
        for place, answer in enumerate(plot.state.answers):
            away = plot.point(answer.value, answer.y) - at
            if abs(away.x()) <= _REACH and abs(away.y()) <= _REACH:
                return place
        return -1

    def _point(self, pointed: Pointed) -> None:
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plot, at = self._plot, event.position()
        if plot is None:
            return
        answer = self._answer_at(at)
        reading = plot.nearest(at.x()) if answer < 0 and plot.box.contains(at) else -1
        self._point(Pointed(reading, answer))
        if answer >= 0:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(said(plot.state.answers[answer].spoken))
        else:
            self.unsetCursor()
            self.setToolTip("")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(Pointed())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        answer = self._answer_at(event.position())
        if answer < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._take(answer)

    def _take(self, answer: int) -> None:
        if self._state is not None and 0 <= answer < len(self._state.answers):
            self.answer_taken.emit(self._state.answers[answer].value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        key = Qt.Key(event.key())
        answers = self._state.answers if self._state else ()
        if key in _STEPS and answers:
            place = self._pointed.answer
            ahead = _STEPS[key] > 0
            first = 0 if ahead else len(answers) - 1
            place = first if place < 0 else place + _STEPS[key]
            place = max(0, min(place, len(answers) - 1))
            self._point(Pointed(answer=place))
            self.setAccessibleDescription(said(answers[place].spoken))
            self.update()
        elif key in _PRESS and self._pointed.answer >= 0:
            self._take(self._pointed.answer)
        else:
            super().keyPressEvent(event)
