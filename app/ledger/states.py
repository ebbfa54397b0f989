"""What the Ledger page shows of a result: line items by month, fiscal quarter or fiscal year."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.charts import horizon
from app.ledger.units import unit_text
from engine.model.catalogue import MONTHS
from engine.periods import aggregate, periods
from widgets.language.spoken import own
from widgets.ledger.numbers import places_of
from widgets.ledger.states import LedgerLine, LedgerState, PeriodHead

if TYPE_CHECKING:
    from engine.calendar import YearMonth
    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.model.shape import Shape
    from engine.periods import Period


class LedgerView(NamedTuple):
    """How the user looks at it. Not part of undo."""

    period: str = "month"  # a kind of `engine.periods.LENGTHS`
    whole: bool = False  # all months of the timeline, not only those to the horizon


def ledger_state(
    result: Result, view: LedgerView, previous: LedgerState | None, *, held: bool = False
) -> LedgerState:
    """`result` is whole. What did not change is taken from `previous`, as the same objects.

    With `held`, while a hand drags, decimals stand as they were.
    """
    scenario = result.scenario
    lines, kinds = _lines(scenario.shape)
    shown = MONTHS if view.whole else horizon(result)
    grouped, heads = _columns(scenario.start, scenario.fiscal_start, view.period, shown)
    rows = np.stack([result.row(line.key) for line in lines])
    same = previous is not None and previous.lines is lines and previous.period == view.period
    values = _values(rows, kinds, grouped)
    places = (
        previous.places
        if previous and same and held
        else places_of(values, [line.style for line in lines])
    )
    return LedgerState(
        period=view.period,
        whole=view.whole,
        lines=lines,
        heads=heads,
        values=values,
        months=rows[:, :shown],
        places=places,
        horizon=horizon(result),
        decision=int(scenario.values["decision_month"]),
    )


_Kinds = dict[str, list[int]]  # the lines of each kind, by place


@lru_cache(maxsize=4)
def _lines(shape: Shape) -> tuple[tuple[LedgerLine, ...], _Kinds]:
    """The line items of a model, and the places of each kind's."""
    model = shape.model
    sections = list(dict.fromkeys(item.section for item in model.line_items.values()))
    ordered = sorted(model.line_items.values(), key=lambda item: sections.index(item.section))
    lines = tuple(
        LedgerLine(
            item.key,
            own(item.label) if item.key in model.custom else item.label,
            unit_text(model, item),
            item.section.capitalize(),
            item.kind,
            "points" if item.unit.startswith("points") else model.style(item.unit),
            own(item.meaning) if item.key in model.custom else item.meaning,
        )
        for item in ordered
    )
    kinds: _Kinds = {}
    for place, line in enumerate(lines):
        kinds.setdefault(line.kind, []).append(place)
    return lines, kinds


def _values(rows: Array, kinds: _Kinds, grouped: tuple[Period, ...]) -> Array:
    """(lines, months) to (lines, periods), each kind as it adds up."""
    values = np.empty((len(rows), len(grouped)))
    for kind, places in kinds.items():
        values[places] = aggregate(rows[places], kind, grouped)
    return values


@lru_cache(maxsize=8)
def _columns(
    start: YearMonth, fiscal_start: int, kind: str, months: int
) -> tuple[tuple[Period, ...], tuple[PeriodHead, ...]]:
    """The periods, and the same as columns. The same objects while nothing changed."""
    grouped = periods(start, fiscal_start, kind, months)
    heads = tuple(
        PeriodHead(
            each.first,
            each.last,
            each.name,
            _detail(each),
            each.partial,
            kind != "year" and start.plus(each.first - 1).month == fiscal_start,
        )
        for each in grouped
    )
    return grouped, heads


def _detail(period: Period) -> str:
    if period.partial:
        return f"{period.months} of {period.whole} months"
    if period.whole == 1:
        return f"month {period.first}"
    return f"months {period.first}–{period.last}"
