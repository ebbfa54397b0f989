"""A probability by quarter or by month: bars from 0 to 100% of draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal

from widgets.painting import blend
from widgets.picture import nothing
from widgets.uncertainty.numbers import probability_table
from widgets.uncertainty.plot_card import PlotCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import ProbabilityState

_FILLED = 0.74  # of a bar's share of the axis
_REST, _STEPPED_REST = 0.62, 0.3  # how much of its colour a bar has that is not read
_TEXT_GAP = 4.0  # between two values, and from a value to its bar
_TEXT_MIDDLE = 8.0  # above the bar


class ProbabilityChart(PlotCard):
    """Shows a `ProbabilityState`. A bar explains what its share is of."""

    month_read = Signal(int)  # 0 when no bar is read any more
    explain_requested = Signal(str, int)  # the key of what is explained, and the bar's month

    explains = True

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state: ProbabilityState | None = None
        self.place_read.connect(self._read)
        self.place_chosen.connect(self._explain)

    def show_state(self, state: ProbabilityState) -> None:
        self._state = state
        self.show_frame(state.frame)

    def picture_table(self) -> PictureTable:
        """The share of draws, by quarter or month."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return probability_table(self._state)

    def paint_plot(self, canvas: Canvas, plot: Plot, read: int | None) -> None:
        state = self._state
        assert state is not None
        style, painter = canvas.style, canvas.painter
        half = (1.0 if state.stepped else _FILLED) / 2
        ink, paper = style.colour(state.colour), style.card_paper
        rest = blend(paper, ink.name(), _STEPPED_REST if state.stepped else _REST)
        last = plot.box.bottom
        for place, share in enumerate(state.shares.tolist()):
            at = state.frame.places[place]
            left, right = canvas.snapped(plot.x(at - half)), canvas.snapped(plot.x(at + half))
            top = canvas.snapped(plot.y(share))
            bar = QRectF(left, top, max(1.0, right - left), plot.box.bottom - top)
            painter.fillRect(bar, ink if place == read else rest)
            if state.stepped:
                painter.fillRect(QRectF(left, top - 1.0, bar.width(), 2.0), ink)
                painter.fillRect(QRectF(left, top - 1.0, 2.0, last - top + 2.0), ink)
            last = top
        self._paint_values(canvas, plot, state, read)

    def _paint_values(
        self, canvas: Canvas, plot: Plot, state: ProbabilityState, read: int | None
    ) -> None:
        """As many values as stand clear of each other and of bars; the last ones first.

        None stands where it is said what is read.
        """
        face, shares = canvas.style.tick, state.shares
        free, shown = canvas.width, []
        for place in range(len(state.texts) - 1, -1, -1):
            text = state.texts[place]
            if not text or place == read:
                continue
            wide, x = face.width(text), plot.x(state.frame.places[place])
            left = min(x - wide / 2, canvas.width - wide - _TEXT_GAP)
            middle = plot.y(float(shares[place])) - _TEXT_MIDDLE
            reach = math.ceil(wide / 2 / plot.pixels_per_month - _FILLED / 2)
            beside = shares[max(0, place - reach) : place + reach + 1]
            hidden = plot.y(float(beside.max())) < middle + face.cap / 2 + 1.0
            if hidden or left + wide > free or (read is not None and middle < plot.box.top):
                continue
            shown.append((left, middle, text))
            free = left - _TEXT_GAP
        canvas.texts(face, canvas.style.muted, shown)

    def _read(self, place: int) -> None:
        state = self._state
        if state is not None:
            self.month_read.emit(state.months[place] if 0 <= place < len(state.months) else 0)

    def _explain(self, place: int) -> None:
        state = self._state
        if state is not None and place < len(state.months):
            month = 0 if state.headline else state.months[place]
            self.explain_requested.emit(state.target, month)
