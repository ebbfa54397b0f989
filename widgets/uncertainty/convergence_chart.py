"""How an estimate settles as the draws grow in number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from widgets.picture import nothing
from widgets.uncertainty.numbers import convergence_table
from widgets.uncertainty.plot_card import PlotCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Plot
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens
    from widgets.uncertainty.states import ConvergenceState

_DOT = 3.5
_LABEL_GAP = 8.0
_RIGHT = 92.0
_BLEED = 4.0


class ConvergenceChart(PlotCard):
    """Shows a `ConvergenceState`: a line in its band, and where it stands now."""

    right = _RIGHT

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._state: ConvergenceState | None = None

    def show_state(self, state: ConvergenceState) -> None:
        self._state = state
        self.show_frame(state.frame)

    def picture_table(self) -> PictureTable:
        """The estimate and its band, by the number of draws."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return convergence_table(self._state)

    def paint_plot(self, canvas: Canvas, plot: Plot, read: int | None) -> None:
        state, painter, style = self._state, canvas.painter, canvas.style
        assert state is not None
        draws, box = state.frame.places, plot.box
        painter.save()
        painter.setClipRect(QRectF(box.left, box.top, box.width + _BLEED, box.height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fan_fills(state.colour)[0])
        there = _points(plot, draws, state.high)
        painter.drawPolygon(QPolygonF([*there, *reversed(_points(plot, draws, state.low))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.median_pen(state.colour))
        painter.drawPolyline(QPolygonF(_points(plot, draws, state.estimate)))
        painter.restore()
        if read is not None:
            at = plot.y(float(state.estimate[read]))
            canvas.vertical(plot.x(draws[read]), box, 1.0, style.crosshair_line)
            canvas.disc(plot.x(draws[read]), at, _DOT, style.colour(state.colour))
        end = max(box.top, min(plot.y(float(state.estimate[-1])), box.bottom))
        left = box.right + _LABEL_GAP
        text = style.label.elided(state.text, canvas.width - left)
        canvas.texts(style.label, style.colour(state.colour), [(left, end, text)])


def _points(plot: Plot, draws: Iterable[float], values: NDArray[np.float64]) -> list[QPointF]:
    pairs = zip(draws, values.tolist(), strict=True)
    return [QPointF(plot.x(draw), plot.y(value)) for draw, value in pairs]
