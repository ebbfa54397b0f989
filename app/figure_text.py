"""Headline figures and line items in words, for tables of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import quantity
from engine.calendar import YearMonth, months_between
from engine.model.catalogue import catalogue
from engine.quarters import quarter_ends, quarter_name

if TYPE_CHECKING:
    from engine.kpis import Kpi
    from engine.model.catalogue import Figure
    from engine.scenario import Scenario

_ERA = YearMonth(1900, 1)
# What a figure is per, where its written value doesn't show it.
_PER = {"$m/month": " a month", "$m/yr": " a year", "$/GPU-h": " / GPU-hour"}
DATED = ("month", "quarter")  # styles of figures that have a place in the calendar
PARTS = (*(f"year {year}" for year in range(1, 6)), "later")  # of a listed figure


def figure_parts(figure: Figure, found: Kpi) -> tuple[float | None, ...]:
    """The figure's numbers: one, or six of a listed one; None where there is none."""
    if isinstance(found.value, tuple):
        return found.value
    return (found.number(),) * len(figure.formulas)


def part_label(figure: Figure, part: int) -> str:
    """`Maturity of the obligation, year 1`."""
    return f"{figure.label}, {PARTS[part]}" if figure.listed else figure.label


def calendar_value(scenario: Scenario, figure: Figure, value: float) -> float:
    """The number by which a figure is compared: months and quarters by their date.

    Two cases that begin in different months count theirs from different dates.
    """
    style = catalogue().style(figure.unit)
    if style == "month" and value >= 1:
        return months_between(_ERA, scenario.start) + value
    if style == "quarter":
        end = months_between(_ERA, scenario.start) + quarter_ends(scenario)[int(value) - 1]
        return (end - scenario.fiscal_start) // 3
    return value


def calendar_text(scenario: Scenario, figure: Figure, value: float) -> str:
    """A figure that is a month or a quarter, as its date; empty for all others."""
    style = catalogue().style(figure.unit)
    return figure_text(scenario, figure, value) if style in DATED else ""


def figure_text(scenario: Scenario, figure: Figure, value: float) -> str:
    """A figure's number as people read it: `Q3 2026`, `12 months`, `$6.53B`."""
    style = catalogue().style(figure.unit)
    if style == "quarter":
        return quarter_name(scenario, value)
    text = quantity.short(value, style)
    if style == "month":
        return scenario.start.plus(int(value) - 1).name() if value >= 1 else "from the start"
    if figure.unit == "months":
        return f"{text} {'month' if value == 1 else 'months'}"
    return text + _PER.get(figure.unit, "")
