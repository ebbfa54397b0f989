"""A chart's numbers as a table, by month: curves, percentiles of fans, dashes and dots."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from widgets.picture import PictureColumn, PictureTable, nothing, numbers
from widgets.states import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from widgets.states import ChartState, Fan


def chart_table(state: ChartState) -> PictureTable:
    """All that is drawn in the months of the axis. Rows are months, `Apr 2026`."""
    if state.note:
        return nothing(state.title, state.note, state.subtitle)
    months = range(max(1, math.ceil(state.x_axis.minimum)), math.floor(state.x_axis.maximum) + 1)
    return PictureTable(
        title=state.title,
        subtitle=state.subtitle,
        kind="stacked" if state.measure.stacked else "lines",
        rows_name="Month",
        rows=tuple(_month_name(state, month) for month in months),
        columns=tuple(_columns(state, months)),
        values_name=state.measure.unit,
        sentence=state.summary,
    )


def _month_name(state: ChartState, month: int) -> str:
    start = state.measure.start
    return f"Month {month}" if start is None else start.plus(month - 1).name()


def _columns(state: ChartState, months: range) -> Iterable[PictureColumn]:
    style = state.measure.style
    names = {each.key: each.label for each in (*state.series, *state.still)}
    for one in (*state.series, *state.still):
        yield _column(one.label, one.values, months, style, one.colour)
    for fan in state.fans:
        yield from _fan_columns(fan, months, style)
    for one in state.ghosts:
        name = f"{one.label}, baseline" if one.label else "Baseline"
        yield _column(name, one.values, months, style, one.colour, dashed=True)
    for one in state.points:
        name = one.label or f"{names.get(one.key, state.title)}, actual"
        yield _column(name, one.values, months, style, one.colour)._replace(dots=True)


def _fan_columns(fan: Fan, months: range, style: str) -> Iterable[PictureColumn]:
    """The curves that have a name, from the lowest percentile up, the plan last."""
    for label in sorted(fan.labels, key=lambda each: (each.row == PLAN, each.row)):
        planned = label.row == PLAN
        values = fan.plan if planned else fan.values[label.row] if fan.own is None else fan.own
        if values is not None:
            yield _column(label.name, values, months, style, fan.colour, dashed=planned)


def _column(
    name: str,
    values: NDArray[np.float64],
    months: range,
    style: str,
    colour: str,
    *,
    dashed: bool = False,
) -> PictureColumn:
    """`values` are (months,) from month 1; the months behind their end have none."""
    known = len(values)
    found = numbers(values[month - 1] if month <= known else None for month in months)
    return PictureColumn(name, found, style, colour, dashed=dashed)
