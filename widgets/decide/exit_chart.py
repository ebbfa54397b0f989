"""The chart of the exit plan: saving and exit cost by month, and what to do in each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.chart.canvas import Canvas
from widgets.chart.style import ChartStyle
from widgets.decide.exit_drawing import Marking, draw_chart
from widgets.decide.exit_layout import Stand, stand
from widgets.decide.numbers import exit_table
from widgets.language.spoken import said
from widgets.painting import colour, draw_ring, plain_tip
from widgets.picture import nothing
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.decide.exit_states import ExitChartState
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_YEAR = 12
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -_YEAR,
    Qt.Key.Key_PageUp: _YEAR,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}
_HINT = "Left and Right go from month to month; Up and Down choose a curve, Enter explains it."


class ExitChart(Ringed):
    """Left, Right, Page Up, Page Down, Home and End go along the months; Enter explains.

    A click explains the curve of the panel that it hits, in the month that it hits.
    """

    month_reached = Signal(int)  # by a key or a click
    explain_requested = Signal(str, int)  # line item, month

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._style = ChartStyle(tokens)
        self._state: ExitChartState | None = None
        self._month = 0  # that the keys are at; 0: none yet
        self._pointed = 0
        self._panel = 0
        self.setAccessibleName(said("Saving from leaving, by month"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)

    def sizeHint(self) -> QSize:
        return QSize(560, 300)

    def show_state(self, state: ExitChartState | None) -> None:
        self._state = state
        months = len(state.months) if state else 0
        self._month = min(self._month, months)
        self._pointed = min(self._pointed, months)
        self._describe()
        self.update()

    def show_month(self, month: int) -> None:
        """Read a month, as the table beside it does."""
        if self._state is not None and 1 <= month <= len(self._state.months):
            self._month = month
            self._describe()
            self.update()

    def month(self) -> int:
        """The month that is read: the pointer's, the keys', or the best one."""
        if self._pointed or self._month or self._state is None:
            return self._pointed or self._month
        best = self._state.best
        return best.month if best else self._state.decision_month

    def picture_table(self) -> PictureTable:
        """Saving and exit cost, by month of notice."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return exit_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._style = ChartStyle(tokens)
        self.update()

    def stand(self) -> Stand | None:
        """Where the panels are, px; None where there is nothing to show."""
        if self._state is None or not self._state.months:
            return None
        return stand(self._state, float(self.width()), float(self.height()))

    def _describe(self) -> None:
        state, month = self._state, self.month()
        if state is None:
            return
        read = state.months[month - 1].reading if 1 <= month <= len(state.months) else ""
        self.setAccessibleDescription(said(" ".join(filter(None, (state.summary, read, _HINT)))))

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        found, state = self.stand(), self._state
        if found is None or state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.has_ring()
        marking = Marking(self.month(), self._panel, shown)
        canvas = Canvas(painter, self._style, self.width())
        draw_chart(canvas, found, state, self._tokens, marking)
        if shown:
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ring(painter, box, colour(self._tokens.accent), 5)
        painter.end()

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, state = Qt.Key(event.key()), self._state
        if state is None or not state.months:
            super().keyPressEvent(event)
        elif key in _STEPS:
            start = self.month()
            self._reach(max(1, min(start + _STEPS[key], len(state.months))))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._panel = int(key == Qt.Key.Key_Down)
            self._mark()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._mark()
            if not event.isAutoRepeat():
                self.request_explanation()
        else:
            super().keyPressEvent(event)

    def _mark(self) -> None:
        self._ring = True
        self.update()

    def _reach(self, month: int) -> None:
        self._month, self._pointed = month, 0
        self._mark()
        self._describe()
        self.month_reached.emit(month)

    def request_explanation(self) -> bool:
        """Ask for the chosen curve's value in the month that is read. False if there is none."""
        state, found = self._state, self.stand()
        if state is None or found is None:
            return False
        panel = state.cost if self._panel and found.cost is not None else state.saving
        self.explain_requested.emit(panel.key, self.month())
        return True

    # -- the mouse

    def _month_at(self, x: float, y: float) -> int:
        found = self.stand()
        if found is None:
            return 0
        across = found.saving.box.left <= x <= found.saving.box.right
        down = found.saving.box.top <= y <= found.strip.box.bottom
        return found.strip.month(x) if across and down else 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        month = self._month_at(at.x(), at.y())
        pointing = Qt.CursorShape.PointingHandCursor
        self.setCursor(pointing if month else Qt.CursorShape.ArrowCursor)
        if month != self._pointed:
            self._pointed = month
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = 0
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, found = event.position(), self.stand()
        month = self._month_at(at.x(), at.y())
        if event.button() != Qt.MouseButton.LeftButton or not month or found is None:
            return
        self._month, self._ring = month, False
        self._describe()
        self.update()
        self.month_reached.emit(month)
        if at.y() < found.strip.box.top:
            self._panel = int(found.cost is not None and at.y() > found.saving.box.bottom)
            self.request_explanation()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            month = self._month_at(event.pos().x(), event.pos().y())
            state = self._state
            tip = state.months[month - 1].tip if month and state else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)
