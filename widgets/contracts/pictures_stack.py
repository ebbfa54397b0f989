"""What is owed to each supplier over the coming months, as areas one on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPen, QPolygonF

from widgets.chart.background import paint_standing
from widgets.chart.layout import Box, Plot
from widgets.contracts.linked_picture import LinkedPicture
from widgets.contracts.numbers import stack_table
from widgets.contracts.picture_key import LINE, KeyEntry, draw_key, key_middles, key_room
from widgets.contracts.pictures_states import StackState
from widgets.language.spoken import joined, own, said
from widgets.painting import blend, colour
from widgets.states import ChartState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from widgets.chart.canvas import Canvas
    from widgets.chart.style import ChartStyle
    from widgets.contracts.pictures_states import Area
    from widgets.picture import PictureTable
    from widgets.states import Axis
    from widgets.tokens import Tokens

LEFT, TOP, BOTTOM = 46.0, 22.0, 24.0
_TICK_ROOM = 11.0  # px, beside a text of the upright axis
_QUIET, _DIMMED = 0.62, 0.4  # of the card in areas that are not meant: pointed at, selected


def left_of(axis: Axis, style: ChartStyle) -> float:
    """Where a plot begins, so that the texts of its upright axis stand whole, px."""
    widest = max((style.tick.width(tick.text) for tick in axis.ticks), default=0.0)
    return max(LEFT, widest + _TICK_ROOM)


def _name(area: Area) -> str:
    """A supplier's own name; those without one are others together."""
    return own(area.label) if area.supplier else said(area.label)


def standing(x_axis: Axis, y_axis: Axis) -> ChartState:
    """A chart of nothing but its grid and its axes."""
    return ChartState("", "", x_axis, y_axis, (), (), 0, "", "")


class StackPicture(LinkedPicture):
    """An area a supplier; its name stands at the right, over what is owed where there is room."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("Obligation by supplier", tokens)
        self._state = StackState()
        self._edges: list[list[float]] = [[]]

    def show_state(self, state: StackState) -> None:
        if state is self._state:
            return
        self._state = state
        edges = [[0.0] * len(state.moments)]
        for area in state.areas:
            edges.append([low + value for low, value in zip(edges[-1], area.values, strict=True)])
        self._edges = edges
        self.show_parts(state.message)

    def picture_table(self) -> PictureTable:
        """What is owed to each supplier, by day."""
        return stack_table(self._state)

    def items(self) -> Sequence[Area]:
        return self._state.areas[::-1]  # as they are seen, from the top

    def moments(self) -> int:
        return len(self._state.moments)

    def summary(self) -> str:
        return self._state.summary

    def spoken(self, place: int) -> str:
        area, state = self.items()[place], self._state
        when = f"{state.moments[self.moment]}: {area.texts[self.moment]}"
        return joined(", ", _name(area), when)

    def _plot(self) -> Plot:
        names = (_name(area) for area in self._state.areas)
        labels = key_room(self.style_of, names, self.width())
        left = left_of(self._state.y_axis, self.style_of)
        right = max(left + 40.0, self.width() - labels)
        box = Box(left, TOP, right, max(TOP + 30.0, self.height() - BOTTOM))
        return Plot.of(box, self._state.x_axis, self._state.y_axis)

    def moment_at(self, point: QPointF) -> int:
        plot = self._plot()
        inside = plot.box.holds(point.x(), point.y())
        return max(0, min(plot.month(point.x()), self.moments() - 1)) if inside else self.moment

    def hit(self, point: QPointF) -> int:
        plot, count = self._plot(), len(self._state.areas)
        if point.x() > plot.box.right:
            at = [abs(middle - point.y()) for middle in self._label_middles(plot)]
            nearest = min(range(count), key=at.__getitem__, default=-1)
            return nearest if nearest >= 0 and at[nearest] <= LINE else -1
        if not plot.box.holds(point.x(), point.y()):
            return -1
        moment = max(0, min(plot.month(point.x()), self.moments() - 1))
        value = plot.low + (plot.box.bottom - point.y()) / plot.pixels_per_unit
        for place in range(count):
            if self._edges[place][moment] <= value < self._edges[place + 1][moment]:
                return count - 1 - place
        return -1

    # -- painting

    def draw(self, canvas: Canvas) -> None:
        state, plot, painter = self._state, self._plot(), canvas.painter
        axes = standing(state.x_axis, state.y_axis)
        paint_standing(canvas, plot, axes, canvas.style.card_paper)
        painter.setClipping(False)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        for place, area in enumerate(state.areas):
            painter.setBrush(self._ink(area))
            painter.setPen(QPen(colour(self.tokens.card), 1.0))
            painter.drawPolygon(self._shape(plot, place))
        self._draw_moment(canvas, plot)
        self._draw_labels(canvas, plot)

    def _ink(self, area: Area) -> QColor:
        """The areas that are not meant step back where others are."""
        ink = getattr(self.tokens, area.colour)
        meant = self.at if any(self.at) else self.selected
        if any(meant) and not self._covered(area):
            return blend(ink, self.tokens.card, _QUIET if any(self.at) else _DIMMED)
        return blend(ink, self.tokens.card, 0.12)

    def _covered(self, area: Area) -> bool:
        meant = self.at if any(self.at) else self.selected
        return bool(meant.supplier) and meant.supplier == area.supplier

    def _shape(self, plot: Plot, place: int) -> QPolygonF:
        low, high = self._edges[place], self._edges[place + 1]
        on = [QPointF(plot.x(x), plot.y(value)) for x, value in enumerate(high)]
        back = [QPointF(plot.x(x), plot.y(value)) for x, value in enumerate(low)]
        return QPolygonF(on + back[::-1])

    def _draw_moment(self, canvas: Canvas, plot: Plot) -> None:
        state = self._state
        if not state.moments:
            return
        x = canvas.snapped(plot.x(self.moment))
        canvas.vertical(x, plot.box, 1.0, canvas.style.crosshair_line)
        text = f"{state.moments[self.moment]}: {state.totals[self.moment]}"
        if (at := self.current()) >= 0:
            area = self.items()[at]
            when = f"{state.moments[self.moment]}: {area.texts[self.moment]}"
            text = joined(" · ", _name(area), when)
        canvas.pill(x, plot.box, text, canvas.style.text, canvas.style.card)

    def _label_middles(self, plot: Plot) -> list[float]:
        """Of the items, from the top: beside the last date with an area, as near as may be."""
        wanted = []
        for place in range(len(self._state.areas) - 1, -1, -1):
            low, high = self._edges[place][self.moment], self._edges[place + 1][self.moment]
            wanted.append(plot.y((low + high) / 2))
        return key_middles(wanted, plot.box)

    def _draw_labels(self, canvas: Canvas, plot: Plot) -> None:
        style, entries = canvas.style, []
        for area in self.items():
            strong = self._covered(area) or not any(self.at)
            ink = style.text if strong else style.muted
            entries.append(KeyEntry(_name(area), area.texts[self.moment], self._ink(area), ink))
        draw_key(canvas, plot.box, self.width(), entries, self._label_middles(plot))
