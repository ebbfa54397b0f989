"""The distribution of a headline figure, and beside it the draws that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QTextOption

from widgets.chart.canvas import PILL_HEIGHT
from widgets.chart.overlay import MARGIN
from widgets.language.spoken import said
from widgets.painting import blend
from widgets.picture import nothing
from widgets.uncertainty.mark_places import Stood, Wanted, stand
from widgets.uncertainty.numbers import histogram_table
from widgets.uncertainty.plot_card import PlotCard

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QWidget

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import Absent, HistogramState, Mark

_ROWS = 2  # of marks' texts above the plot
_ROW, _READ = 15.0, PILL_HEIGHT + 2.0  # px high: such a row, and the one of what is read
_TOP = 53.0 + _ROWS * _ROW + _READ
_TEXT_GAP = 8.0
_REST = 0.62  # how much of its colour a bar has that is not read
_BAR_GAP = 1.0  # between bars that are wide enough
_GAUGE_GAP, _GAUGE, _GAUGE_TEXT = 28.0, 34.0, 118.0  # before the second scale, its bar, its words
_EDGE = 12.0
_LINE = 15.0


class _Said(NamedTuple):
    """A mark, where its text stands if it has room, and the x of its line, px."""

    mark: Mark
    stood: Stood | None
    x: float


class Histogram(PlotCard):
    """Bars in shares of all draws; a framed bar from 0 to 100% for those without the figure."""

    explains = True
    top = _TOP

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state: HistogramState | None = None

    def show_state(self, state: HistogramState) -> None:
        self._state = state
        absent = state.absent is not None
        room = _GAUGE_GAP + _GAUGE + _TEXT_GAP + _GAUGE_TEXT + _EDGE
        self.right = room if absent else PlotCard.right
        self.show_frame(state.frame)

    def picture_table(self) -> PictureTable:
        """The share of draws in each bar."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return histogram_table(self._state)

    def paint_plot(self, canvas: Canvas, plot: Plot, read: int | None) -> None:
        state = self._state
        assert state is not None
        ink = canvas.style.colour(state.colour)
        rest = blend(canvas.style.card_paper, ink.name(), _REST)
        edges = [plot.x(edge) for edge in state.edges.tolist()]
        for place, share in enumerate(state.shares.tolist()):
            left, right = canvas.snapped(edges[place]), canvas.snapped(edges[place + 1])
            gap = _BAR_GAP if right - left > 4 * _BAR_GAP else 0.0
            top = canvas.snapped(plot.y(share))
            bar = QRectF(left, top, max(1.0, right - left - gap), plot.box.bottom - top)
            canvas.painter.fillRect(bar, ink if place == read else rest)
        for mark in self._said(canvas, plot, state):
            _paint_mark(canvas, plot, mark)
        if state.absent is not None:
            _paint_absent(canvas, plot, state.absent, read=read == len(state.shares))

    def place_at(self, at: QPointF, plot: Plot) -> int | None:
        state = self._state
        if state is not None and state.absent is not None:
            bar = _gauge(plot)
            wide = bar.adjusted(-_TEXT_GAP, 0, _TEXT_GAP + _GAUGE_TEXT, 0)
            if wide.contains(at):
                return len(state.shares)
        return super().place_at(at, plot)

    def pill_x(self, place: int, plot: Plot) -> float:
        state = self._state
        if state is not None and place == len(state.shares):
            return _gauge(plot).center().x()
        return super().pill_x(place, plot)

    def _said(self, canvas: Canvas, plot: Plot, state: HistogramState) -> list[_Said]:
        """The marks that lie in the plot, and where their texts stand."""
        box, style = plot.box, canvas.style
        marks = [mark for mark in state.marks if plot.first <= mark.value <= plot.last]
        wanted = [
            Wanted(plot.x(mark.value), (style.label if mark.plan else style.value).width(mark.text))
            for mark in marks
        ]
        stood = stand(wanted, _ROWS, MARGIN, box.right)
        return [
            _Said(mark, at, each.x) for mark, at, each in zip(marks, stood, wanted, strict=True)
        ]


def _paint_mark(canvas: Canvas, plot: Plot, said: _Said) -> None:
    """The line, up to its text; in the row under the texts it is said what is read."""
    style, box, mark = canvas.style, plot.box, said.mark
    ink = style.accent if mark.plan else style.text
    top = box.top
    if said.stood is not None:
        middle = box.top - _READ - (said.stood.row + 0.5) * _ROW
        top = middle + _ROW / 2 - 1.0
        face = style.label if mark.plan else style.value
        canvas.texts(face, ink, [(said.stood.left, middle, mark.text)])
    line = box._replace(top=top)
    canvas.vertical(canvas.snapped(said.x), line, 2.0 if mark.plan else 1.0, ink)


def _gauge(plot: Plot) -> QRectF:
    box = plot.box
    return QRectF(box.right + _GAUGE_GAP, box.top, _GAUGE, box.height)


def _paint_absent(canvas: Canvas, plot: Plot, absent: Absent, *, read: bool) -> None:
    """Hatched from the bottom up, in a frame that stands for all draws."""
    style, painter, bar = canvas.style, canvas.painter, _gauge(plot)
    filled = QRectF(bar)
    filled.setTop(bar.bottom() - bar.height() * absent.share)
    painter.fillRect(bar, style.grid(style.card_paper))
    hatch = QBrush(style.text if read else style.muted, Qt.BrushStyle.BDiagPattern)
    painter.fillRect(filled, style.card)
    painter.fillRect(filled, hatch)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(style.text if read else style.muted)
    painter.drawRect(filled.adjusted(0.5, 0.5, -0.5, -0.5))
    _paint_reason(canvas, bar, filled.top(), absent)


def _paint_reason(canvas: Canvas, bar: QRectF, top: float, absent: Absent) -> None:
    """The share and its reason beside the bar's top, or higher where they need the room."""
    style, painter = canvas.style, canvas.painter
    reason = said(f"have none: {absent.reason}")
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.setFont(style.tick.font)
    left = bar.right() + _TEXT_GAP
    room = QRectF(left, 0.0, _GAUGE_TEXT, bar.bottom())
    high = painter.boundingRect(room, reason, option).height() + _LINE
    start = max(bar.top(), min(top, bar.bottom() - high))
    canvas.texts(style.label, style.text, [(left, start + _LINE / 2, absent.text)])
    if start - bar.top() > 2 * _LINE:
        canvas.texts(style.tick, style.muted, [(left, bar.top() + _LINE / 2, "all draws")])
    painter.setFont(style.tick.font)
    painter.setPen(style.muted)
    words = QRectF(left, start + _LINE, _GAUGE_TEXT, bar.bottom() + _LINE - start)
    painter.drawText(words, reason, option)
