"""A chart on its card: title, subtitle and plot, with a decision month that can be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy

from widgets.chart.changes import changes
from widgets.chart.numbers import chart_table
from widgets.chart.overlay import MARGIN, SUBTITLE_MIDDLE
from widgets.chart.spots import BAND, LABEL, MARKER, SUBTITLE, Spot
from widgets.chart.style import ChartStyle
from widgets.chart.view import ChartView
from widgets.cut_texts import asks_above, tell_whole
from widgets.language.spoken import joined, said
from widgets.painting import draw_rounded, is_keyboard_focus
from widgets.picture import nothing

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from widgets.picture import PictureTable
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
EXPLAIN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
CHOICE_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
SPOKEN = {SUBTITLE: "the subtitle's figure", BAND: "the band", MARKER: "the marker"}


class Chart(QFrame):
    """Shows a `ChartState`. It only emits what the user did; the page shows the state that follows.

    Left and Right move the decision month by one month, Page Up and Page Down by twelve. Keys held
    down make one drag, from the first press to the release.

    A click on a curve's label explains its value in the month that is read; one on a subtitle,
    marker or band with a target explains that figure. Up, Down and 1 to 9 choose one of these
    texts, Enter and Space explain it.
    """

    month_hovered = Signal(int)  # 0 when the pointer leaves
    decision_drag_started = Signal()
    decision_month_dragged = Signal(int)
    decision_drag_finished = Signal()
    explain_requested = Signal(str, int)  # a series' key, and the month that is read
    figure_requested = Signal(str)  # the target of the subtitle, the marker or the band

    def __init__(self, tokens: Tokens, parent: QWidget | None = None, *, zoom: float = 1.0) -> None:
        """`zoom` enlarges all that is drawn: for a stage that is read from afar."""
        super().__init__(parent)
        self._tokens = tokens
        self._style = ChartStyle(tokens)
        self._state: ChartState | None = None
        self._ring = False
        self._moved_to: int | None = None  # by the key that is held down
        self._chosen_name = ""
        self._view = ChartView(self._style, self, zoom)
        self._view.month_hovered.connect(self.month_hovered)
        self._view.drag_started.connect(self.decision_drag_started)
        self._view.dragged.connect(self.decision_month_dragged)
        self._view.drag_finished.connect(self.decision_drag_finished)
        self._view.spot_clicked.connect(self._explain)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 160)

    def plot_size(self) -> QSize:
        """The size of the plot, axes and labels within the card."""
        return self._view.size()

    def picture_table(self) -> PictureTable:
        """What is drawn, by month."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return chart_table(self._state)

    def state(self) -> ChartState | None:
        """What is shown now."""
        return self._state

    def set_zoom(self, zoom: float) -> None:
        """Enlarge all that is drawn."""
        self._view.set_zoom(zoom)

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
            self.setAccessibleName(said(state.title))
        if "summary" in changed:
            self._describe(state)
        self._view.show_state(state, changed)

    def _restyle(self) -> None:
        self._style = ChartStyle(self._tokens)
        self._view.set_style(self._style)
        self.update()

    # Qt

    def event(self, event: QEvent) -> bool:
        state = self._state
        if state is not None and asks_above(event, 1.5 * SUBTITLE_MIDDLE):
            style, room = self._style, self._view.width() - 2 * MARGIN
            texts = ((state.title, style.title), (state.subtitle, style.subtitle))
            return tell_whole(self, event, texts, room)
        return super().event(event)

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
        key, state = event.key(), self._state
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier or state is None:
            super().keyPressEvent(event)
        elif key in KEY_STEPS and not state.note:
            self._step(KEY_STEPS[key], state)
        elif key in EXPLAIN_KEYS and self._view.spots():
            self._show_ring(True)
            if not event.isAutoRepeat():
                self.request_explanation()
        elif not self._choose(key):
            super().keyPressEvent(event)

    def _step(self, step: int, state: ChartState) -> None:
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

    # Explaining

    def request_explanation(self) -> bool:
        """Ask for what the chosen text says, or the first label's. False if there is none."""
        spot = self._view.chosen()
        if spot is not None:
            self._explain(spot)
        return spot is not None

    def _explain(self, spot: Spot) -> None:
        state = self._state
        if state is None:
            return
        self._take(spot, state)
        if spot.place == LABEL:
            month = state.crosshair_month or state.read_month or state.decision_month
            self.explain_requested.emit(spot.key, self._view.clamped(month))
        else:
            self.figure_requested.emit(spot.key)

    def _choose(self, key: int) -> bool:
        """Go to the text above or below, or to the label of that number. False if there is none."""
        spots, state = self._view.spots(), self._state
        chosen = self._view.chosen()
        if chosen is None or state is None:
            return False
        if key in CHOICE_STEPS:
            at = spots.index(chosen) + CHOICE_STEPS[key]
            spot = spots[max(0, min(at, len(spots) - 1))]
        else:
            labels = [each for each in spots if each.place == LABEL]
            if not Qt.Key.Key_1 <= key < Qt.Key.Key_1 + min(len(labels), 9):
                return False
            spot = labels[key - Qt.Key.Key_1]
        self._show_ring(True)
        self._take(spot, state)
        return True

    def _take(self, spot: Spot, state: ChartState) -> None:
        """Make a text the chosen one."""
        self._view.choose(spot)
        series = {each.key: each.label for each in (*state.series, *state.still)}
        series |= {fan.key: f"{state.title} as planned" for fan in state.fans}
        self._chosen_name = series.get(spot.key, "") if spot.place == LABEL else SPOKEN[spot.place]
        self._describe(state)

    def _describe(self, state: ChartState) -> None:
        """What is read, and what the keys do."""
        named = said(self._chosen_name or "the first")
        hint = f"Enter explains {named}; Up, Down and 1 to 9 choose."
        curves = (*state.series, *(fan for fan in state.fans if fan.plan is not None))
        some = bool(state.subtitle_target) or (bool(curves) and not state.note)
        self.setAccessibleDescription(joined(" ", state.summary, hint if some else ""))

    def _show_ring(self, ring: bool) -> None:
        """The focus ring; with it the decision month's name, as if it were being dragged."""
        self._ring = ring
        self._view.set_marked(ring)
        self.update()
