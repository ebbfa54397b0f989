"""Prices along one line: the market's range, and what is marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.chart.layout import spread
from widgets.contracts.numbers import scale_table
from widgets.language.spoken import said
from widgets.painting import (
    MEDIUM,
    blend,
    colour,
    colour_of,
    draw_dot,
    draw_rounded,
    draw_text,
    face,
)
from widgets.picture import nothing

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.contracts.quotes_states import ScaleMark, ScaleState
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_NAME = "Price against the market"
HEIGHT = 62
_MIDDLE, _RANGE = 31.0, 10.0  # px: where the line lies; how high the range is
_DOT = 9.0
_GAP = 10.0  # px between two labels
_ABOVE, _BELOW = 15.0, 55.0  # baselines


class PriceScale(QWidget):
    """Read only; what it shows is said by its accessible description."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state: ScaleState | None = None
        self._face = face(11, MEDIUM)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def show_state(self, state: ScaleState | None) -> None:
        if state != self._state:
            self._state = state
            self.setAccessibleName(said(_NAME))
            self.setAccessibleDescription(said(state.summary if state else ""))
            self.update()

    def picture_table(self) -> PictureTable:
        """The market's range and the marks on it."""
        if self._state is None:
            return nothing(_NAME, "Nothing is shown yet.")
        return scale_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def place(self, value: float) -> float:
        """Where a price stands, px."""
        state = self._state
        if state is None or state.maximum <= state.minimum:
            return 0.0
        room = self.width() - _DOT - 2
        share = (value - state.minimum) / (state.maximum - state.minimum)
        return _DOT / 2 + 1 + room * max(0.0, min(share, 1.0))

    def label_boxes(self, *, above: bool) -> list[tuple[ScaleMark, QRectF]]:
        """Where the labels of one side stand: under or over their marks, apart, none cut."""
        if self._state is None:
            return []
        marks = sorted(
            (mark for mark in self._state.marks if mark.above == above), key=lambda mark: mark.value
        )
        widths = [self._face.width(mark.text) for mark in marks]
        base = _ABOVE if above else _BELOW
        return [
            (mark, QRectF(left, base - 12, width, 15))
            for mark, left, width in zip(marks, self._lefts(marks, widths), widths, strict=True)
        ]

    def _lefts(self, marks: list[ScaleMark], widths: list[float]) -> list[float]:
        """Left ends, each as near to the middle under its mark as the others leave it."""
        behind = [0.0]
        for width in widths:
            behind.append(behind[-1] + width + _GAP)
        wanted = [
            self.place(mark.value) - width / 2 - before
            for mark, width, before in zip(marks, widths, behind, strict=False)
        ]
        free = max(0.0, self.width() - behind[-1] + _GAP)
        placed = spread(wanted, 0.0, 0.0, free)
        lefts, least = [], 0.0
        for left, before in zip(placed, behind, strict=False):
            least = max(least, left)  # in the marks' order
            lefts.append(least + before)
        return lefts

    def paintEvent(self, _event: QPaintEvent) -> None:
        state, tokens = self._state, self._tokens
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRectF(0, _MIDDLE - 1, self.width(), 2)
        draw_rounded(painter, line, colour(tokens.track), radius=1)
        low, high = self.place(state.low), self.place(state.high)
        band = QRectF(low, _MIDDLE - _RANGE / 2, max(high - low, 2.0), _RANGE)
        draw_rounded(painter, band, blend(tokens.card, tokens.market, 0.35), radius=3)
        for mark in state.marks:
            centre = QPointF(self.place(mark.value), _MIDDLE)
            draw_dot(painter, centre, _DOT + 3, colour(tokens.card))
            draw_dot(painter, centre, _DOT, colour_of(tokens, mark.colour))
        for above in (True, False):
            for mark, box in self.label_boxes(above=above):
                at = QPointF(box.left(), _ABOVE if above else _BELOW)
                draw_text(painter, at, mark.text, self._face, colour_of(tokens, mark.colour))
        painter.end()
