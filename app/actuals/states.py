"""Actuals against the plan, as a table: months across, plan and actual and variance down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import quantity
from engine.actuals import variance
from engine.model.catalogue import catalogue
from engine.quantity import MINUS
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.dialogs.actuals import ActualsState

if TYPE_CHECKING:
    from engine.actuals import Actuals, ItemVariance, MonthVariance
    from engine.calendar import YearMonth
    from engine.evaluate import Result

_EMPTY = "No actuals yet: import months from CSV or Excel"
_OUTSIDE = "None of the actual months falls into this scenario's 120 months"
_COSTS = ("compute_cost", "fixed_opex")
_BLANK = Cell("", number=False)


def actuals_state(actuals: Actuals | None, result: Result) -> ActualsState:
    """What the dialog shows of the current scenario."""
    title = f"Actuals against plan: {result.scenario.name}"
    if actuals is None:
        return ActualsState(title, "", TableState("", (), (), _EMPTY))
    found = variance(actuals, result)
    dates = _dates(found)
    table = _table(found, dates)
    count = actuals.months()
    span = f"{actuals.start.name()} to {actuals.start.plus(count - 1).name()}"
    source = f"{actuals.source or 'Actuals'} · {_counted(count)}, {span}"
    return ActualsState(title, source, table, tuple(each.name() for each in dates), True)


def known_months(actuals: Actuals, result: Result) -> tuple[YearMonth, ...]:
    """The months of the books that the plan has too."""
    return _dates(variance(actuals, result))


def _dates(found: tuple[ItemVariance, ...]) -> tuple[YearMonth, ...]:
    known = {month.date for item in found for month in item.months if month.actual is not None}
    return tuple(sorted(known))


def _table(found: tuple[ItemVariance, ...], dates: tuple[YearMonth, ...]) -> TableState:
    if not dates:
        return TableState("", (), (), _OUTSIDE)
    columns = tuple(Column(place, date.name(), "") for place, date in enumerate(dates, start=1))
    rows: list[Row] = []
    for item in found:
        months = {month.date: month for month in item.months}
        rows += _rows(item.key, [months.get(date) for date in dates])
    return TableState("By month", columns, tuple(rows))


def _rows(key: str, months: list[MonthVariance | None]) -> list[Row]:
    item = catalogue().line_items[key]
    rows = [
        Row(key, item.label),
        Row(f"{key}.plan", "Plan", tuple(_money(each and each.plan) for each in months)),
        Row(f"{key}.actual", "Actual", tuple(_money(each and each.actual) for each in months)),
        Row(
            f"{key}.difference",
            "Actual less plan",
            tuple(_signed(key, each and each.difference) for each in months),
        ),
        Row(f"{key}.share", "as a share of plan", tuple(_share(key, each) for each in months)),
    ]
    if item.kind == "flow":
        to_date = tuple(_signed(key, each and each.to_date) for each in months)
        rows.append(Row(f"{key}.to_date", "to date", to_date))
    return rows


def _money(value: float | None) -> Cell:
    if value is None:
        return _BLANK
    return Cell(quantity.short(value, "money"), copy_text=f"{value:.15g}")


def _signed(key: str, value: float | None) -> Cell:
    if value is None:
        return _BLANK
    text = quantity.short(abs(value), "money")
    if not any(digit in "123456789" for digit in text):
        return Cell("$0", copy_text=f"{value:.15g}")
    sign = "+" if value > 0 else MINUS
    return Cell(f"{sign}{text}", copy_text=f"{value:.15g}", tone=_tone(key, value))


def _share(key: str, month: MonthVariance | None) -> Cell:
    if month is None or month.share is None:
        return _BLANK
    sign = "+" if month.share > 0 else MINUS if month.share < 0 else ""
    text = f"{sign}{abs(month.share):.1%}"
    share = f"{month.share:.15g}"
    return Cell(text, copy_text=share, kind="percent", tone=_tone(key, month.share))


def _tone(key: str, value: float) -> str:
    """More revenue and cash is good, more cost is bad."""
    return "good" if (value > 0) != (key in _COSTS) else "bad"


def _counted(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
