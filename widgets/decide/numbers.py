"""The numbers of the page's pictures as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import quantity
from widgets.picture import PictureColumn, PictureTable, nothing, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from widgets.decide.exit_states import ExitChartState, FlexibilityState
    from widgets.decide.goal_states import CurveState
    from widgets.decide.map_states import MapAxis, MapState, SweepState
    from widgets.decide.others_states import ZoneMap


def exit_table(state: ExitChartState) -> PictureTable:
    """Saving and exit cost, by month of notice."""
    start = state.start
    rows = tuple(
        f"Month {each.month}" if start is None else start.plus(each.month - 1).name()
        for each in state.months
    )
    columns = tuple(
        PictureColumn(panel.title, numbers(panel.values), "money", panel.colour)
        for panel in (state.saving, state.cost)
    )
    return PictureTable(
        "Saving from leaving and exit cost, by month of notice",
        "",
        "lines",
        "Month",
        rows,
        columns,
        "$",
        sentence=state.summary,
    )


def months_table(state: FlexibilityState) -> PictureTable:
    """How often each month is the best one to leave in."""
    title = "How often each month is the best one to leave in"
    if state.message or not state.bars:
        return nothing(title, state.message or "No month is.")
    column = PictureColumn(
        "% of draws", numbers(bar.share for bar in state.bars), "percent", "accent"
    )
    return PictureTable(
        title,
        state.never,
        "bars",
        "Month",
        tuple(bar.name for bar in state.bars),
        (column,),
        "% of draws",
        sentence=state.summary,
    )


def goal_table(state: CurveState) -> PictureTable:
    """A figure, or a probability, by the values of one input."""
    column = PictureColumn(
        state.figure_name, numbers(state.y.tolist()), state.style, state.colour, texts=state.texts
    )
    return PictureTable(
        f"{state.figure_name} by {state.input_name[:1].lower()}{state.input_name[1:]}",
        state.goal_text,
        "lines",
        state.input_name,
        state.names,
        (column,),
        sentence=state.summary,
    )


def map_table(state: MapState) -> PictureTable:
    """The figure: a row for each value of the standing axis, a column for each of the lying one."""
    rows = tuple(_places(state.y))
    return _map(state, rows, state.values, f"{state.y.name} by {state.x.name}")


def zone_table(zone: ZoneMap) -> PictureTable:
    """What the buyer gains, and below it what the supplier gains."""
    state, values = zone.map, zone.map.values
    places = tuple(_places(state.y))
    rows = (
        *(f"Buyer's gain at {place}" for place in places),
        *(f"Supplier's gain at {place}" for place in places),
    )
    both = [*values.tolist(), *zone.supplier.tolist()]
    return _map(state, rows, both, f"{state.y.name} by {state.x.name}")


def _map(
    state: MapState,
    rows: tuple[str, ...],
    values: NDArray[np.float64] | list[list[float]],
    rows_name: str,
) -> PictureTable:
    columns = tuple(
        PictureColumn(name, numbers(row[place] for row in values), state.style)
        for place, name in enumerate(_places(state.x))
    )
    return PictureTable(
        state.title, state.here, "table", rows_name, rows, columns, sentence=state.summary
    )


def _places(axis: MapAxis) -> Iterable[str]:
    return (quantity.short(float(value), axis.style) for value in axis.grid)


def sweep_table(state: SweepState) -> PictureTable:
    """Whether each conclusion holds, by term: 1 where it does, 0 where it doesn't."""
    terms = range(state.first, state.last + 1)
    columns = []
    for row in state.rows:
        holds = [
            next((answer for first, last, answer in row.spans if first <= term <= last), None)
            for term in terms
        ]
        found = numbers(None if each is None else float(each) for each in holds)
        columns.append(PictureColumn(row.sentence, found, "flag"))
    return PictureTable(
        "The undisclosed term, swept",
        state.present_text,
        "table",
        "Term, months",
        tuple(f"{term}" for term in terms),
        tuple(columns),
        sentence=state.summary,
    )
