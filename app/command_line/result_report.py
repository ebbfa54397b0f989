"""A result as text for people and as JSON for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from app.command_line.json_text import entries, line, whole
from app.figure_text import figure_text
from engine import quantity
from engine.kpis import Kpi, headline

if TYPE_CHECKING:
    from engine.evaluate import Result
    from engine.model.catalogue import Figure


def as_table(result: Result) -> str:
    """The headline figures, one a line: its label, its value or why there is none."""
    figures, scenario = result.model.figures, result.scenario
    width = max(len(figure.label) for figure in figures.values())
    lines = [
        f"{figures[key].label:<{width}}  {_shown(result, figures[key], found)}"
        for key, found in headline(result).items()
    ]
    title = f"{scenario.name}: month 1 is {scenario.start.name()}"
    return "\n".join([title, "", *lines, ""])


def _shown(result: Result, figure: Figure, found: Kpi) -> str:
    if found.value is None:
        return f"none: {found.reason}"
    if isinstance(found.value, tuple):
        style = result.model.style(figure.unit)
        parts = (quantity.short(part, style) for part in found.value)
        return ", ".join(parts)
    return _number_shown(result, figure, float(found.value))


def _number_shown(result: Result, figure: Figure, value: float) -> str:
    text = figure_text(result.scenario, figure, value)
    if result.model.style(figure.unit) == "month":
        return f"{quantity.short(value, 'month')} ({text})"
    return text


def as_json(result: Result) -> str:
    """Everything, in the catalogue's units; each number reads back as the same float.

    `{"name", "start", "inputs": {key: number}, "kpis": {key: number|bool|list|null},
    "reasons": {key: text}, "rows": {key: [120 numbers]}}`; reasons of null figures only. Custom
    line items are the last rows, with null in the months in which they have no value.
    """
    scenario, figures = result.scenario, headline(result)
    parts = {
        "name": line(scenario.name),
        "start": line(str(scenario.start)),
        "inputs": entries(scenario.values.items()),
        "kpis": entries((key, each.value) for key, each in figures.items()),
        "reasons": entries(
            (key, each.reason) for key, each in figures.items() if each.value is None
        ),
        "rows": entries((key, _months(result, key)) for key in result.model.line_items),
    }
    return whole(parts.items())


def _months(result: Result, key: str) -> list[float | None]:
    values: list[float] = result.row(key).tolist()
    return [None if math.isnan(value) else value for value in values]
