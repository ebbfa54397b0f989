"""A chart on its card: title, subtitle and plot, with a decision month that can be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy

from widgets.chart.changes import changes
from widgets.chart.style import ChartStyle
from widgets.chart.view import ChartView
from widgets.painting import draw_rounded, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from widgets.states import ChartState
    from widgets.tokens import Tokens

INSET = 4  # from the card's edge to the view, which is a rectangle inside the round corners

YEAR = 12
KEY_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -YEAR,
    Qt.Key.Key_PageUp: YEAR,
}


class Chart(QFrame):
    """Shows a `ChartState`. It only emits what the user did; the page shows the state that follows.

    Left and Right move the decision month by one month, Page Up and Page Down by twelve. Keys held
    down make one drag, from the first press to the release.
    """

    month_hovered = Signal(int)  # 0 when the pointer leaves
    decision_drag_started = Signal()
    decision_month_dragged = Signal(int)
    decision_drag_finished = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._style = ChartStyle(tokens)
        self._state: ChartState | None = None
        self._ring = False
        self._moved_to: int | None = None  # by the key that is held down
        self._view = ChartView(self._style, self)
        self._view.month_hovered.connect(self.month_hovered)
        self._view.drag_started.connect(self.decision_drag_started)
        self._view.dragged.connect(self.decision_month_dragged)
        self._view.drag_finished.connect(self.decision_drag_finished)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 160)

    def plot_size(self) -> QSize:
        """The size of the plot, axes and labels within the card."""
        return self._view.size()

    def set_tokens(self, tokens: Tokens) -> None:
        """Show the same state in another theme."""
        self._tokens = tokens
        self._restyle()

    def show_state(self, state: ChartState) -> None:
        """Show a state, touching only what differs from the last one."""
        changed = changes(self._state, state)
        self._state = state
        if not changed:
            return
        if "title" in changed:
            self.setAccessibleName(state.title)
        if "summary" in changed:
            self.setAccessibleDescription(state.summary)
        self._view.show_state(state, changed)

    def _restyle(self) -> None:
        self._style = ChartStyle(self._tokens)
        self._view.set_style(self._style)
        self.update()

    # Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.FontChange:
            self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.setGeometry(self.rect().adjusted(INSET, INSET, -INSET, -INSET))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style, card = self._style, QRectF(self.rect())
        if self._ring and self.hasFocus():
            draw_rounded(painter, card, style.card, style.accent, width=2.0)
        else:
            draw_rounded(painter, card, style.card, style.border)

    # The keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ring(is_keyboard_focus(event, before=self._ring))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._finish_move()
        self._view.set_marked(False)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEY_STEPS.get(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        state = self._state
        if step is None or plain != Qt.KeyboardModifier.NoModifier or state is None or state.note:
            super().keyPressEvent(event)
            return
        self._show_ring(True)
        if self._moved_to is None:
            self._moved_to = state.decision_month
            self.decision_drag_started.emit()
        month = self._view.clamped(self._moved_to + step)
        if month != self._moved_to:
            self._moved_to = month
            self.decision_month_dragged.emit(month)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.key() not in KEY_STEPS:
            super().keyReleaseEvent(event)
            return
        self._finish_move()

    def _finish_move(self) -> None:
        if self._moved_to is not None:
            self._moved_to = None
            self.decision_drag_finished.emit()

    def _show_ring(self, ring: bool) -> None:
        """The focus ring; with it the decision month's name, as if it were being dragged."""
        self._ring = ring
        self._view.set_marked(ring)
        self.update()
