"""The Overview's four charts, declared as data and resolved to what the widgets draw."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import month_axis, value_axis
from engine import quantity
from engine.actuals import actual_row
from engine.calendar import months_between
from engine.kpis import kpi
from widgets.states import Axis, Band, ChartState, Marker, Measure, Series

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.actuals import Actuals
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.formula.values import Array


class Line(NamedTuple):
    """One curve: a line item or measure, the label at its end, its colour's token."""

    key: str
    label: str
    colour: str
    while_live: bool = False  # has no value outside the contract's life


class ChartSpec(NamedTuple):
    """One chart. `subtitle` says what the figures are, from the result at the read month."""

    key: str
    title: str
    style: str
    lines: tuple[Line, ...]
    subtitle: Callable[[Result], str]
    subtitle_target: str  # the headline figure that the subtitle speaks of
    marker: Callable[[Result], Marker | None] = lambda _result: None
    band: Callable[[Result], Band | None] = lambda _result: None
    note: Callable[[Result], str] = lambda _result: ""  # instead of curves, where there are none
    zero: bool = True
    unit: str = "$"


class Reading(NamedTuple):
    """Which month is read, and where from: the crosshair or the decision month."""

    month: int
    crosshair: int | None


def chart_axes(
    spec: ChartSpec, result: Result, baseline: Result, points: tuple[Series, ...] = ()
) -> tuple[Axis, Axis]:
    """The month axis and the value axis that hold the scenario, its baseline and the actuals."""
    months = horizon(result)
    start = result.scenario.start
    rows = [
        _values(line, each, start, months) for each in (result, baseline) for line in spec.lines
    ]
    rows += [each.values for each in points]
    return month_axis(result.scenario, months), value_axis(rows, spec.style, zero=spec.zero)


def chart_state(
    spec: ChartSpec,
    result: Result,
    axes: tuple[Axis, Axis],
    reading: Reading,
    ghosts: tuple[Series, ...],
    points: tuple[Series, ...] = (),
) -> ChartState:
    """What one chart shows. Axes are given, since they hold still during a drag."""
    months = round(axes[0].maximum)
    series = tuple(_series(line, spec.style, result, months, reading.month) for line in spec.lines)
    decision = int(result.scenario.values["decision_month"])
    return ChartState(
        title=spec.title,
        subtitle=spec.subtitle(result),
        subtitle_target=spec.subtitle_target,
        x_axis=axes[0],
        y_axis=axes[1],
        series=series,
        ghosts=ghosts,
        decision_month=decision,
        decision_text=month_text(result, decision),
        summary=_summary(spec, result, series, reading.month),
        reading=month_text(result, reading.month)
        + (" · dashed: baseline" if ghosts else "")
        + (" · dots: actuals" if points else ""),
        crosshair_month=reading.crosshair,
        crosshair_text=month_text(result, reading.month) if reading.crosshair else "",
        marker=spec.marker(result),
        band=spec.band(result),
        note=spec.note(result),
        points=points,
        measure=Measure(spec.style, spec.unit, result.scenario.start),
    )


def ghost_series(
    spec: ChartSpec, baseline: Result, start: YearMonth, months: int
) -> tuple[Series, ...]:
    """The baseline's curves on a timeline that begins in `start`. They have no labels."""
    return tuple(
        Series(line.key, line.label, line.colour, _values(line, baseline, start, months), "")
        for line in spec.lines
    )


def actual_points(
    spec: ChartSpec, actuals: Actuals | None, start: YearMonth, months: int
) -> tuple[Series, ...]:
    """The months that are known, as dots in the colours of their curves."""
    if actuals is None:
        return ()
    found = [
        actual_series(actuals, line.key, line.colour, start, months)
        for line in spec.lines
        if line.key in actuals.rows
    ]
    return tuple(each for each in found if each is not None)


def actual_series(
    actuals: Actuals, key: str, colour: str, start: YearMonth, months: int
) -> Series | None:
    """One line item's actual months on the plan's timeline; None where none falls into it."""
    row = actual_row(actuals, key, start)[:months]
    return None if np.isnan(row).all() else Series(key, "", colour, row, "")


def horizon(result: Result) -> int:
    return int(result.scenario.values["horizon_months"])


def month_text(result: Result, month: int) -> str:
    """`Q1 2027 · month 12`."""
    return _month_text(result.scenario.start, result.scenario.fiscal_start, month)


@lru_cache(maxsize=256)  # a frame asks for two of them a dozen times
def _month_text(start: YearMonth, fiscal_start: int, month: int) -> str:
    return f"{start.plus(month - 1).quarter(fiscal_start)} · month {month}"


def on_timeline(row: Array, result: Result, start: YearMonth, months: int) -> Array:
    """(months,), a row of a result by calendar month from `start`; NaN where it has none."""
    shift = months_between(result.scenario.start, start)
    if not shift:
        return row[:months]
    found = np.full(months, np.nan)
    first, last = max(0, -shift), min(months, len(row) - shift)
    if first < last:
        found[first:last] = row[first + shift : last + shift]
    return found


def _values(line: Line, result: Result, start: YearMonth, months: int) -> Array:
    row = result.row(line.key)
    if line.while_live:
        row = np.where(result.row("live_flag") > 0, row, np.nan)
    return on_timeline(row, result, start, months)


def _series(line: Line, style: str, result: Result, months: int, month: int) -> Series:
    values = _values(line, result, result.scenario.start, months)
    value = values[month - 1] if month <= months else np.nan
    text = "" if np.isnan(value) else quantity.short(float(value), style)
    return Series(line.key, line.label, line.colour, values, text or "—")


def _summary(spec: ChartSpec, result: Result, series: tuple[Series, ...], month: int) -> str:
    read = ", ".join(f"{each.label} {each.value_text}" for each in series)
    return f"{spec.title}: in {month_text(result, month)}, {read}."


# The charts --------------------------------------------------------------------------------


def _profit_subtitle(result: Result) -> str:
    first = kpi(result, "first_profit_month")
    return "per month · " + (first.reason or "first profit " + _name(result, first.number()))


def _name(result: Result, month: float | None) -> str:
    return result.scenario.start.plus(int(month or 1) - 1).name()


def _first_profit(result: Result) -> Marker | None:
    first = kpi(result, "first_profit_month").number()
    if first is None:
        return None
    value = result.at("operating_profit", int(first))
    return Marker(first, value, "first profit", "profit", "first_profit_month")


def _cash_subtitle(result: Result) -> str:
    peak = kpi(result, "peak_funding").number() or 0.0
    payback = kpi(result, "payback_month")
    if peak == 0:
        return "before funding · never below zero"
    back = payback.reason or f"back at zero {_name(result, payback.number())}"
    return f"before funding · peak need {quantity.short(peak, 'money')}, {back}"


def _trough(result: Result) -> Marker | None:
    depth = result.value("cash_trough")
    if depth >= 0:
        return None
    row = result.row("cumulative_cash")[: horizon(result)]
    return Marker(float(row.argmin() + 1), depth, "peak funding", "cash", "peak_funding")


def _lock_in_subtitle(result: Result) -> str:
    opens = kpi(result, "exit_window_opens")
    if opens.value is None:
        return f"what is owed and what leaving costs · {opens.reason}"
    saving = quantity.short(kpi(result, "best_exit_saving").number() or 0.0, "money")
    best = _name(result, kpi(result, "best_exit_month").number())
    return f"what is owed and what leaving costs · notice in {best} saves {saving}"


def _nothing_owed(result: Result) -> str:
    if result.row("fees_to_date")[-1] > 0:
        return ""
    if not result.value("is_buyer"):
        return "The supplier pays: nothing to leave"
    return "No minimum fee is owed: leaving is free"


def _exit_window(result: Result) -> Band | None:
    opens = kpi(result, "exit_window_opens").number()
    closes = kpi(result, "exit_window_closes").number()
    if opens is None or closes is None:
        return None
    return Band(opens, closes, "leaving pays", "exit_window_opens")


def _price_subtitle(result: Result) -> str:
    if not result.value("is_buyer"):
        return "$ per GPU-hour · the supplier pays"
    exposure = kpi(result, "above_market_exposure").number() or 0.0
    if exposure == 0:
        return "$ per GPU-hour"
    side = "above" if exposure > 0 else "below"
    return f"$ per GPU-hour · fees ahead {quantity.short(abs(exposure), 'money')} {side} market"


OVERVIEW = (
    ChartSpec(
        "profitability",
        "Profitability",
        "money",
        (
            Line("revenue", "Revenue", "revenue"),
            Line("compute_cost", "Compute", "compute"),
            Line("operating_profit", "Operating profit", "profit"),
        ),
        _profit_subtitle,
        "first_profit_month",
        marker=_first_profit,
        unit="$ per month",
    ),
    ChartSpec(
        "cash",
        "Cumulative cash",
        "money",
        (
            Line("cash_balance", "Cash balance", "revenue"),
            Line("cumulative_cash", "Cumulative", "cash"),
        ),
        _cash_subtitle,
        "peak_funding",
        marker=_trough,
    ),
    ChartSpec(
        "lock_in",
        "Lock-in",
        "money",
        (
            Line("remaining_obligation", "Remaining", "remaining"),
            Line("exit_cost", "Exit cost", "exit_cost"),
            Line("unavoidable_fees", "Unavoidable", "unavoidable"),
        ),
        _lock_in_subtitle,
        "best_exit_saving",
        band=_exit_window,
        note=_nothing_owed,
    ),
    ChartSpec(
        "price",
        "Contract against market",
        "price",
        (
            Line("contract_unit_price", "Contract", "contract", while_live=True),
            Line("market_price", "Market", "market"),
        ),
        _price_subtitle,
        "above_market_exposure",
        zero=False,
        unit="$ per GPU-hour",
    ),
)

# What the subtitles, markers, bands and notes above ask of a result, besides the curves.
CHART_FORMULAS = (
    *(line.key for spec in OVERVIEW for line in spec.lines),
    "live_flag",
    "cash_trough",
    "fees_to_date",
    "is_buyer",
)
CHART_FIGURES = (
    "first_profit_month",
    "peak_funding",
    "payback_month",
    "exit_window_opens",
    "exit_window_closes",
    "best_exit_month",
    "best_exit_saving",
    "above_market_exposure",
)
