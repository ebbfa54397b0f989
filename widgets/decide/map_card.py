"""The card of the trade-off map: what is drawn over what, the map, the cell that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout

from widgets.buttons import TextButton
from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.parts import Card, Line
from widgets.decide.map_plot import MapPlotView
from widgets.language.spoken import said
from widgets.painting import face, palette

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.decide.map_states import TradeoffState
    from widgets.tokens import Tokens

_WAITING = "Computing the map…"
_STALE = "updating…"
_WORDY = 560  # px of width from which words stand between the choosers


class MapCard(Card):
    """Says which figure over which inputs was chosen, and where the point was moved to."""

    point_moved = Signal(float, float)
    gesture_started = Signal()
    gesture_finished = Signal()
    axes_chosen = Signal(str, str)  # the inputs that lie across and that stand up
    figure_chosen = Signal(str)
    explain_requested = Signal(str, int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Trade-off map"))
        self._state: TradeoffState | None = None
        self.figure = ItemChooser("Figure on the map", tokens, self, title=True)
        self.across = ItemChooser("Input across", tokens, self)
        self.up = ItemChooser("Input upwards", tokens, self)
        self.swap = TextButton("Swap", 12, tokens, self)
        self.swap.setAccessibleName(said("Swap the axes"))
        self.plot = MapPlotView(tokens, self)
        self._reading, self._updating = Line(tokens), QLabel()
        self._note = QLabel(said(_WAITING))
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._words = [QLabel(said(word), self) for word in ("by", "and")]
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)

    def _lay_out(self) -> None:
        by, between = self._words
        top, below = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.setSpacing(6)
        for part in (self.figure, by, self.across, between, self.up, self.swap):
            top.addWidget(part)
        top.addStretch(1)
        below.setContentsMargins(16, 0, 16, 0)
        below.addWidget(self._reading, 1)
        below.addWidget(self._updating)
        self._reading.setFixedHeight(20)
        self._stack.addWidget(self._note)
        self._stack.addWidget(self.plot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 8)
        whole.setSpacing(4)
        whole.addLayout(top)
        whole.addLayout(below)
        inner = QHBoxLayout()
        inner.setContentsMargins(2, 0, 2, 0)  # the plot paints its ground: not over the border
        inner.addLayout(self._stack)
        whole.addLayout(inner, 1)

    def _connect(self) -> None:
        self.plot.point_moved.connect(self.point_moved)
        self.plot.gesture_started.connect(self.gesture_started)
        self.plot.gesture_finished.connect(self.gesture_finished)
        self.plot.reading_changed.connect(self._read)
        self.plot.explain_requested.connect(self._explain)
        self.figure.chosen.connect(self.figure_chosen)
        self.across.chosen.connect(self._choose_across)
        self.up.chosen.connect(self._choose_up)
        self.swap.clicked.connect(self._swap)

    def show_state(self, state: TradeoffState) -> None:
        self._state = state
        self.figure.show_choices(state.figures)
        self.figure.show_current(state.figure)
        for chooser, key in ((self.across, state.x_key), (self.up, state.y_key)):
            chooser.show_choices(state.inputs)
            chooser.show_current(key)
        self._updating.setText(said("" if state.fresh or state.map is None else _STALE))
        if state.map is None or state.fault:
            self._note.setText(said(state.fault or _WAITING))
            self._stack.setCurrentWidget(self._note)
        else:
            self.plot.show_state(state.map)
            self._stack.setCurrentWidget(self.plot)
        self._read(self.plot.reading())

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        parts = (self.figure, self.across, self.up, self.swap, self.plot)
        for part in parts:
            part.set_tokens(tokens)
        self._reading.set_tokens(tokens._replace(text_muted=tokens.text))
        muted = palette(tokens._replace(text=tokens.text_muted))
        for word in (*self._words, self._updating):
            word.setFont(face(12).font)
            word.setPalette(muted)
        self._note.setFont(face(13).font)
        self._note.setPalette(muted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for word in self._words:
            word.setVisible(self.width() >= _WORDY)

    def reading(self) -> str:
        """The cell that is pointed at, else the present point."""
        return self._reading.accessibleName()

    def _read(self, text: str) -> None:
        shown = self._state.map if self._state is not None else None
        self._reading.show_text(text or (shown.here if shown is not None else ""))

    def _explain(self) -> None:
        if self._state is not None:
            self.explain_requested.emit(self._state.figure, 0)

    def _choose_across(self, key: str) -> None:
        """The other axis's input is taken from it: the two swap."""
        state = self._state
        if state is not None:
            self.axes_chosen.emit(key, state.x_key if key == state.y_key else state.y_key)

    def _choose_up(self, key: str) -> None:
        state = self._state
        if state is not None:
            self.axes_chosen.emit(state.y_key if key == state.x_key else state.x_key, key)

    def _swap(self) -> None:
        if self._state is not None:
            self.axes_chosen.emit(self._state.y_key, self._state.x_key)
