"""What a test asks about, and its number read from a whole result the plain way."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.model.custom import CustomItem

if TYPE_CHECKING:
    from engine.scenario import Scenario


class Asked(NamedTuple):
    key: str
    month: int | None = None
    last: int | None = None
    part: int | None = None
    summed: bool = False


# The first has no value where revenue is what it was at the start, as in month 1.
ITEMS = (
    CustomItem(
        "profit_on_growth", "", "x", "rate", "operating_profit / (revenue - opening_revenue)"
    )._replace(label="Profit on growth"),
    CustomItem("cash_twice", "Twice the cash", "$m", "balance", "2 * cash_balance"),
    CustomItem("fees_or_none", "Fees", "$m", "flow", "committed_fee / (live_flag * month)"),
    CustomItem(
        "pot", "Pot", "$m", "balance", "prev(pot)", "at(revenue, 5) / (term_months - lockin_months)"
    ),
)


def number(case: Scenario, asked: Asked) -> float | None:
    """The number from the whole model; None where there is none."""
    result, model = evaluate(case), case.model
    if asked.key in model.inputs:
        return case.values[asked.key]
    if asked.key in model.figures and asked.month is None:
        found = kpi(result, asked.key).value
        if isinstance(found, tuple):
            assert asked.part is not None
            return found[asked.part]
        return None if found is None else float(found)
    formula = next(each for each in model.formulas() if each.key == asked.key)
    if not formula.series:
        return result.value(asked.key)
    assert asked.month is not None
    if asked.month == 0:
        # What the month before month 1 holds, as an item that looks back at it has it.
        item = CustomItem("before", "Before", "x", "rate", f"prev({asked.key})")
        item = item._replace(unit=formula.unit)
        return number(replace(case, items=(*case.items, item)), Asked("before", 1))
    months = result.row(asked.key)[asked.month - 1 : asked.last or asked.month].tolist()
    summed = asked.summed or formula.kind == "flow"
    value = reduce(add, months) if summed else months[-1]
    return None if math.isnan(value) else value
