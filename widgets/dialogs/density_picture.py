"""A distribution drawn large: its density or its values, percentiles, the scenario's value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.controls.density import Hump, Look
from widgets.dialogs.distribution_states import SCENARIO
from widgets.dialogs.numbers import density_table
from widgets.language.spoken import said
from widgets.painting import MEDIUM, blend, colour, draw_rounded, draw_text, face, legible_on
from widgets.picture import nothing
from widgets.uncertainty.mark_places import Stood, Wanted, stand

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.dialogs.distribution_states import DensityPicture, Mark
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_HEIGHT = 196
_EDGE = 16.0
_ROWS, _ROW = 2, 16.0  # of the marks' texts, and px high
_TOP = 10.0 + _ROWS * _ROW + 4.0
_BELOW = 26.0  # for the axis' labels
_BAR = 9.0  # px wide
_FILL, _LINE = 0.22, 0.8  # of the accent in the card's colour


class DensityView(QWidget):
    """Shows one picture; nothing in it can be grasped."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: DensityPicture | None = None
        self._hump = Hump((), ())
        self._small, self._bold = face(11), face(11, MEDIUM)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said("The distribution as it is drawn"))

    def sizeHint(self) -> QSize:
        return QSize(520, _HEIGHT)

    def show_state(self, state: DensityPicture) -> None:
        if state != self._state:
            self._state = state
            self._hump = Hump(state.curve, state.bars)
            self.setAccessibleDescription(said(state.summary))
            self.update()

    def picture_table(self) -> PictureTable:
        """The values that are marked."""
        if self._state is None:
            return nothing("The distribution", "Nothing is shown yet.")
        return density_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, state = self._tokens, self._state
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        draw_rounded(painter, box, colour(tokens.card), colour(tokens.border))
        if state is not None:
            plot = box.adjusted(_EDGE, _TOP, -_EDGE, -_BELOW)
            self._paint_axis(painter, plot, state)
            fill, edge = (blend(tokens.card, tokens.accent, share) for share in (_FILL, _LINE))
            self._hump.paint(painter, plot, Look(fill, edge, 1.5, _BAR, 1.5))
            self._paint_marks(painter, plot, state)
        painter.end()

    def _paint_axis(self, painter: QPainter, plot: QRectF, state: DensityPicture) -> None:
        tokens, using = self._tokens, self._small
        foot = QRectF(plot.left(), plot.bottom(), plot.width(), 1)
        painter.fillRect(foot, blend(tokens.border, tokens.text_muted, 0.4))
        for tick in state.ticks:
            x = plot.left() + tick.position * plot.width()
            painter.fillRect(QRectF(round(x), plot.bottom(), 1, 4), colour(tokens.text_muted))
            width = using.width(tick.text)
            left = min(max(x - width / 2, _EDGE / 2), self.width() - _EDGE / 2 - width)
            at = QPointF(left, using.baseline(plot.bottom() + 5, 16))
            draw_text(painter, at, tick.text, using, colour(tokens.text_muted))

    def _paint_marks(self, painter: QPainter, plot: QRectF, state: DensityPicture) -> None:
        wanted = [
            Wanted(plot.left() + mark.at * plot.width(), self._bold.width(mark.text))
            for mark in state.marks
        ]
        low, high = _EDGE / 2, self.width() - _EDGE / 2
        found = stand(wanted, _ROWS, low, high)
        for mark, want, stood in zip(state.marks, wanted, found, strict=True):
            self._paint_mark(painter, plot, mark, want, stood)

    def _paint_mark(
        self, painter: QPainter, plot: QRectF, mark: Mark, want: Wanted, stood: Stood | None
    ) -> None:
        tokens = self._tokens
        own = mark.kind == SCENARIO
        ink = colour(tokens.compute if own else tokens.text)
        line = QPen(ink if own else blend(tokens.card, tokens.text, 0.55), 1.5 if own else 1.0)
        if own:
            line.setStyle(Qt.PenStyle.DashLine)
        top = plot.top() - 3.0
        if stood is not None:
            row_top = plot.top() - 4.0 - (stood.row + 1) * _ROW
            over = stood.left <= want.x <= stood.left + want.width
            top = row_top + (_ROW if over else 3.0)
            at = QPointF(stood.left, self._bold.baseline(row_top, _ROW))
            words = legible_on(tokens, "compute") if own else ink
            draw_text(painter, at, mark.text, self._bold, words)
        painter.setPen(line)
        x = round(want.x) + 0.5
        painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()))
