"""Where the parts of the exit chart stand: two panels and a strip over one row of months."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.chart.layout import Box, Plot
from widgets.painting import face
from widgets.states import Axis
from widgets.tokens import TYPE

if TYPE_CHECKING:
    from widgets.decide.exit_states import ExitChartState

LEFT, RIGHT = 58.0, 12.0  # px beside the panels, at least: room for the value axis
_AROUND = 10.0  # px round its labels
TOP = 40.0  # above the first panel: its title, and the pill of the month that is read
_BETWEEN = 27.0  # between the panels: the second one's title
_STRIP, _ABOVE_STRIP = 14.0, 7.0
_MONTHS, LEGEND = 24.0, 20.0  # below the strip
_LEGEND_FROM = 190.0  # px of height; with less, there is none
_LEAST_COST = 38.0  # px of height; with less, the saving has all of the room
_COST_SHARE = 0.34
_NO_TICKS = Axis(0.0, 1.0, ())


class Stand(NamedTuple):
    """The plots of the two panels, the second one only where it has room, and of the strip.

    `legend` says whether the strip's legend has room below the months.
    """

    saving: Plot
    cost: Plot | None
    strip: Plot
    legend: bool


def stand(state: ExitChartState, width: float, height: float) -> Stand:
    """Where everything stands in a view of that size, px."""
    left = _left(state)
    right = max(width - RIGHT, left + 40.0)
    legend = height >= _LEGEND_FROM
    bottom = max(height - _MONTHS - (LEGEND if legend else 0.0), TOP + 40.0)
    room = bottom - _STRIP - _ABOVE_STRIP - TOP
    cost_high = (room - _BETWEEN) * _COST_SHARE
    shown = cost_high >= _LEAST_COST
    saving_end = TOP + (room - _BETWEEN - cost_high if shown else room)
    saving = Plot.of(Box(left, TOP, right, saving_end), state.x_axis, state.saving.axis)
    cost = None
    if shown:
        top = saving_end + _BETWEEN
        cost = Plot.of(Box(left, top, right, top + cost_high), state.x_axis, state.cost.axis)
    strip = Plot.of(Box(left, bottom - _STRIP, right, bottom), state.x_axis, _NO_TICKS)
    return Stand(saving, cost, strip, legend)


def _left(state: ExitChartState) -> float:
    """Where the panels begin: the labels may be long in the user's language."""
    small = face(TYPE.note)
    ticks = (*state.saving.axis.ticks, *state.cost.axis.ticks)
    widest = max((small.width(tick.text) for tick in ticks), default=0.0)
    return max(LEFT, widest + _AROUND)
