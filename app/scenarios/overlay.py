"""The Scenarios page's overlay: one line item of every ticked scenario, or one figure of each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import month_axis, value_axis
from app.charts import horizon, month_text, on_timeline
from app.figure_text import figure_text
from engine import quantity
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.model.shape import PLAIN, Shape
from widgets.comparison.states import Bar, BarsState, Choice, OverlayState
from widgets.language.spoken import joined, own
from widgets.states import Axis, ChartState, Measure, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.charts import Reading
    from app.scenarios.tables import Case
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.model.catalogue import Catalogue, Figure, Formula

# A line item on a timeline: its key, the first month, how many, and the month that is read.
Asked = tuple[str, "YearMonth", int, int]
# Curves by scenario, each with what it was made of.
Curves = dict[int, tuple["Case", Asked, Series]]
_MOST_NAMED = 8  # curves whose names surely find room
DEFAULT_ITEM = "row:operating_profit"
_FIGURES = "Headline figures"
_NO_VALUE = "No value in any month: a click on it in the ledger says why"
_NOTHING = "Tick a scenario in the bar above to draw it here"


class Drawn(NamedTuple):
    """What is drawn beside the cases' curves, and on which axes.

    `axes` are given where they hold still during a drag; `points` are actual months;
    `ghosts` is the baseline, where it is none of the cases.
    """

    reading: Reading
    axes: tuple[Axis, Axis] | None = None
    points: tuple[Series, ...] = ()
    ghosts: tuple[Series, ...] = ()


@lru_cache(maxsize=8)
def item_choices(shape: Shape = PLAIN) -> tuple[Choice, ...]:
    """All line items by section, the user's own too, and the headline figures of one number."""
    model = shape.model
    figures = [
        Choice(key, each.label, _FIGURES, hint=f"{each.meaning} ({each.unit})")
        for key, each in model.figures.items()
        if not each.listed
    ]
    rows = [
        Choice(
            f"row:{key}",
            each.label,
            each.section.capitalize(),
            monthly=True,
            hint=f"{each.meaning} ({each.unit})",
        )
        for key, each in model.line_items.items()
    ]
    return (*figures, *rows)


def overlay_state(
    item: str,
    cases: Sequence[Case],
    current: int,
    drawn: Drawn,
    known: Curves | None = None,
) -> OverlayState:
    """The chosen item of the cases.

    `known` lends the curves of the cases that did not change, and takes those of this frame.
    """
    if not item.startswith("row:"):
        return OverlayState(item, bars=_bars(catalogue().figures[item], cases))
    found = _model(cases).line_items[item.removeprefix("row:")]
    curves = {} if known is None else known
    return OverlayState(item, chart=_chart(found, cases, current, drawn, curves))


def _model(cases: Sequence[Case]) -> Catalogue:
    return cases[0].result.model if cases else catalogue()


def overlay_axes(
    item: str, cases: Sequence[Case], current: int, points: Sequence[Series]
) -> tuple[Axis, Axis]:
    """The axes that hold the chosen line item of every case."""
    found = _model(cases).line_items[item.removeprefix("row:")]
    read = _read(cases, current).result
    start, months = read.scenario.start, horizon(read)
    rows = [on_timeline(each.result.row(found.key), each.result, start, months) for each in cases]
    rows += [each.values[:months] for each in points]
    style = catalogue().style(found.unit)
    return month_axis(read.scenario, months), value_axis(rows, style, zero=style != "price")


def ghost_of(item: str, baseline: Result, read: Result) -> Series:
    """The baseline's curve on the timeline of the case that is read."""
    row = baseline.row(item.removeprefix("row:"))
    values = on_timeline(row, baseline, read.scenario.start, horizon(read))
    return Series("baseline", "", "text_muted", values, "")


# Curves ----------------------------------------------------------------------------------------


def _chart(
    item: Formula,
    cases: Sequence[Case],
    current: int,
    drawn: Drawn,
    known: Curves,
) -> ChartState:
    reading, axes, points, ghosts = drawn
    if not cases:
        empty = Axis(1.0, 2.0, ())
        return ChartState(item.label, "", empty, empty, (), (), 1, "", _NOTHING, note=_NOTHING)
    x_axis, y_axis = axes or overlay_axes(f"row:{item.key}", cases, current, points)
    months = round(x_axis.maximum)
    read = _read(cases, current).result
    start = read.scenario.start
    asked = (item.key, start, months, reading.month)
    curves = {each.entry.id: _known_series(each, item, asked, known) for each in cases}
    moving = tuple(series for number, series in curves.items() if number == current)
    still = tuple(series for number, series in curves.items() if number != current)
    decision = int(read.scenario.values["decision_month"])
    when = month_text(read, reading.month)
    return ChartState(
        title=item.label,
        subtitle=_subtitle(item, len(cases)),
        x_axis=x_axis,
        y_axis=y_axis,
        series=moving,
        ghosts=ghosts,
        decision_month=decision,
        decision_text=month_text(read, decision),
        summary=joined(": ", f"{item.label} in {when}", _read_out((*moving, *still)[:8])),
        crosshair_month=reading.crosshair,
        crosshair_text=when if reading.crosshair else "",
        reading=when
        + (" · dashed: baseline" if ghosts else "")
        + (" · dots: actuals" if points else ""),
        still=still,
        points=points,
        measure=Measure(catalogue().style(item.unit), item.unit, start),
        note=_NO_VALUE if all(np.isnan(each.values).all() for each in (*moving, *still)) else "",
    )


def _read_out(curves: Sequence[Series]) -> str:
    return joined(", ", *(joined(" ", each.label, each.value_text) for each in curves))


def _subtitle(item: Formula, count: int) -> str:
    """What the curves are; and, where not every one has room for its name, how many."""
    many = f"{count} scenarios, named where there is room" if count > _MOST_NAMED else ""
    per = {"flow": "per month", "balance": "at the month\u2019s end"}.get(item.kind, "")
    return " · ".join(filter(None, (many, per, item.meaning)))


def _read(cases: Sequence[Case], current: int) -> Case:
    """The case whose months the axis has: the current one, or the first where it is not shown."""
    return next((each for each in cases if each.entry.id == current), cases[0])


def _known_series(case: Case, item: Formula, asked: Asked, known: Curves) -> Series:
    """The last frame's curve if nothing about it changed: with fifty, only one moves."""
    last = known.get(case.entry.id)
    if last is not None and last[0] is case and last[1] == asked:
        return last[2]
    _key, start, months, month = asked
    series = _series(case, item, start, months, month)
    known[case.entry.id] = (case, asked, series)
    return series


def _series(case: Case, item: Formula, start: YearMonth, months: int, month: int) -> Series:
    values = on_timeline(case.result.row(item.key), case.result, start, months)
    value = float(values[month - 1]) if month <= len(values) else np.nan
    style = catalogue().style(item.unit)
    text = "—" if np.isnan(value) else quantity.short(value, style)
    return Series(f"{case.entry.id}", own(case.entry.scenario.name), case.colour, values, text)


# Bars ------------------------------------------------------------------------------------------


def _bars(figure: Figure, cases: Sequence[Case]) -> BarsState:
    bars = tuple(_bar(figure, each) for each in cases)
    read = joined(", ", *(joined(" ", each.label, each.text) for each in bars[:8]))
    return BarsState(
        title=figure.label,
        subtitle=figure.meaning,
        bars=bars,
        summary=joined(": ", figure.label, read) if bars else f"{figure.label}: ",
        note="" if cases else _NOTHING,
        style=catalogue().style(figure.unit),
    )


def _bar(figure: Figure, case: Case) -> Bar:
    found = kpi(case.result, figure.key)
    value = found.number()
    text = "none" if value is None else figure_text(case.result.scenario, figure, value)
    name = own(case.entry.scenario.name)
    return Bar(
        case.entry.id,
        name,
        case.colour,
        value,
        text,
        found.reason,
        case.baseline,
        tooltip=joined(" – ", joined(": ", name, text), found.reason),
    )
