"""What leaving costs by month, a curve a contract."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from widgets.chart.background import paint_standing
from widgets.chart.layout import Box, Plot
from widgets.contracts.linked_picture import LinkedPicture
from widgets.contracts.numbers import curves_table
from widgets.contracts.picture_key import LINE, KeyEntry, draw_key, key_middles, key_room
from widgets.contracts.pictures_stack import BOTTOM, TOP, left_of, standing
from widgets.contracts.pictures_states import CurvesState
from widgets.language.spoken import joined, own
from widgets.painting import blend, colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from widgets.chart.canvas import Canvas
    from widgets.contracts.pictures_states import CostCurve
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

_REACH = 14.0  # px from a curve at which it is met
_MOST_MEANT = 4  # names of curves that are meant
_FAINT, _NAMED = 0.72, 0.35  # of the card in a curve


class CurvesPicture(LinkedPicture):
    """The selected contract's curve is strong, all others are faint."""

    by_contract = True

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Exit cost by contract", tokens)
        self._state = CurvesState()

    def show_state(self, state: CurvesState) -> None:
        if state is not self._state:
            self._state = state
            self.show_parts(state.message)

    def picture_table(self) -> PictureTable:
        """What leaving each contract costs, by day."""
        return curves_table(self._state)

    def items(self) -> Sequence[CostCurve]:
        return self._state.curves

    def moments(self) -> int:
        first, last = self._state.x_axis.minimum, self._state.x_axis.maximum
        return int(last - first) + 1 if self._state.curves else 0

    def summary(self) -> str:
        return self._state.summary

    def spoken(self, place: int) -> str:
        curve = self._state.curves[place]
        return joined(", ", own(curve.label), own(curve.supplier), self._read(curve))

    def _day(self) -> float:
        """The place on the axis that is read."""
        return self._state.x_axis.minimum + self.moment

    def _read(self, curve: CostCurve) -> str:
        """`30 Sep 2027: $1.2B`."""
        at = self._nearest(curve, self._day())
        return f"{self._state.moments[at]}: {curve.texts[at]}"

    def _nearest(self, curve: CostCurve, day: float) -> int:
        """The place of the last of its days that is not after one."""
        return max(0, bisect.bisect_right(curve.days, day + 0.5) - 1)

    def _plot(self) -> Plot:
        state, selected = self._state, self.selected.contract
        names = [own(curve.label) for curve in state.curves[: state.named]]
        names += [own(curve.label) for curve in state.curves if curve.contract == selected]
        right = self.width() - key_room(self.style_of, names, self.width())
        left = left_of(state.y_axis, self.style_of)
        box = Box(left, TOP, max(left + 40.0, right), max(TOP + 30.0, self.height() - BOTTOM))
        return Plot.of(box, self._state.x_axis, self._state.y_axis)

    def moment_at(self, point: QPointF) -> int:
        plot = self._plot()
        if not plot.box.holds(point.x(), point.y()):
            return self.moment
        months = round((point.x() - plot.box.left) / plot.pixels_per_month)
        return max(0, min(months, self.moments() - 1))

    def hit(self, point: QPointF) -> int:
        plot = self._plot()
        if point.x() > plot.box.right:
            keyed = self._keyed()
            beside = [abs(middle - point.y()) for middle in self._middles(plot, keyed)]
            found = min(range(len(keyed)), key=beside.__getitem__, default=-1)
            return keyed[found] if found >= 0 and beside[found] <= LINE else -1
        if not plot.box.holds(point.x(), point.y()):
            return -1
        day = plot.first + (point.x() - plot.box.left) / plot.pixels_per_month
        far = [abs(self._height(curve, day, plot) - point.y()) for curve in self._state.curves]
        nearest = min(range(len(far)), key=far.__getitem__, default=-1)
        return nearest if nearest >= 0 and far[nearest] <= _REACH else -1

    def _height(self, curve: CostCurve, day: float, plot: Plot) -> float:
        """Where a curve is at a day, px; far off where it has no value."""
        if not curve.days or not curve.days[0] - 0.5 <= day <= curve.days[-1] + 0.5:
            return float("inf")
        return plot.y(curve.values[self._nearest(curve, day)])

    # -- painting

    def draw(self, canvas: Canvas) -> None:
        state, plot, painter = self._state, self._plot(), canvas.painter
        axes = standing(state.x_axis, state.y_axis)
        paint_standing(canvas, plot, axes, canvas.style.card_paper)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setClipRect(QRectF(plot.box.left, 0, plot.box.width + 2.0, self.height()))
        strong = [place for place, curve in enumerate(state.curves) if self._strong(curve)]
        for place in range(len(state.curves) - 1, -1, -1):
            if place not in strong:
                self._draw_curve(canvas, plot, place, strong=False)
        for place in reversed(strong):
            self._draw_curve(canvas, plot, place, strong=True)
        painter.setClipping(False)
        self._draw_names(canvas, plot, strong)
        self._draw_reading(canvas, plot, strong)

    def _strong(self, curve: CostCurve) -> bool:
        here = (curve.contract, curve.supplier)
        return self.selected.contract == curve.contract or self.at.covers(*here)

    def _ink(self, place: int, *, strong: bool) -> QColor:
        ink, card = getattr(self.tokens, self._state.curves[place].colour), self.tokens.card
        paper = _NAMED if place < self._state.named else _FAINT
        return colour(ink) if strong else blend(ink, card, paper)

    def _draw_curve(self, canvas: Canvas, plot: Plot, place: int, *, strong: bool) -> None:
        curve = self._state.curves[place]
        pen = QPen(self._ink(place, strong=strong), 2.4 if strong else 1.3)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        canvas.painter.setPen(pen)
        points = zip(curve.days, curve.values, strict=True)
        canvas.painter.drawPolyline(QPolygonF([QPointF(plot.x(x), plot.y(y)) for x, y in points]))

    def _keyed(self) -> list[int]:
        """The curves that are named at the right: the largest, and those that are meant."""
        curves = self._state.curves
        strong = [place for place, curve in enumerate(curves) if self._strong(curve)]
        return sorted({*range(min(self._state.named, len(curves))), *strong[:_MOST_MEANT]})

    def _middles(self, plot: Plot, keyed: list[int]) -> list[float]:
        """Of names, beside what their curves come to on the day that is read."""
        curves, day = self._state.curves, self._day()
        heights = (self._height(curves[place], day, plot) for place in keyed)
        return key_middles([min(height, plot.box.bottom) for height in heights], plot.box)

    def _draw_names(self, canvas: Canvas, plot: Plot, strong: list[int]) -> None:
        keyed, style, entries = self._keyed(), canvas.style, []
        for place in keyed:
            curve, meant = self._state.curves[place], place in strong
            amount = curve.texts[self._nearest(curve, self._day())]
            ink = style.text if meant or not strong else style.muted
            sign = self._ink(place, strong=meant)
            entries.append(KeyEntry(own(curve.label), amount, sign, ink))
        draw_key(canvas, plot.box, self.width(), entries, self._middles(plot, keyed))

    def _draw_reading(self, canvas: Canvas, plot: Plot, strong: list[int]) -> None:
        """The curve that the hand is at; without it the selected one."""
        if not strong:
            return
        at = self.current()
        selected = (
            each for each in strong if self._state.curves[each].contract == self.selected[0]
        )
        place = at if at >= 0 else next(selected, strong[0])
        curve = self._state.curves[place]
        nearest = self._nearest(curve, self._day())
        x, y = plot.x(curve.days[nearest]), plot.y(curve.values[nearest])
        canvas.vertical(canvas.snapped(x), plot.box, 1.0, canvas.style.crosshair_line)
        canvas.painter.setRenderHint(canvas.painter.RenderHint.Antialiasing)
        canvas.disc(x, y, 3.5, canvas.style.colour(curve.colour))
        text = joined(" · ", own(curve.label), self._read(curve))
        canvas.pill(x, plot.box, text, canvas.style.text, canvas.style.card)
