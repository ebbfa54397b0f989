"""The numbers of the view's pictures as tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.calendar import YearMonth
from widgets.picture import ABSENT, PictureColumn, PictureTable, nothing, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from widgets.contracts.pictures_states import (
        CurvesState,
        LadderBar,
        LadderState,
        MonthCell,
        SharesState,
        StackState,
    )
    from widgets.contracts.quotes_states import ScaleState

_YEAR = 12
MOST_ROWS = 1000  # of a ladder: there may be 100,000


def ladder_table(state: LadderState) -> PictureTable:
    """When each contract starts, when it may be left, and when it ends. Months, as texts."""
    title = "Expiry ladder"
    if state.message or not state.rows:
        return nothing(title, state.message or "There are no contracts.")
    bars = [state.rows[place] for place in range(min(len(state.rows), MOST_ROWS))]
    more = len(state.rows) - len(bars)
    return PictureTable(
        title,
        f"the first {len(bars):,} of {len(state.rows):,}" if more else "",
        "table",
        "Contract",
        tuple(bar.label for bar in bars),
        tuple(_ladder_columns(bars)),
        sentence=state.summary,
    )


def _ladder_columns(bars: Sequence[LadderBar]) -> Iterable[PictureColumn]:
    none = (None,) * len(bars)
    yield _texts("Supplier", none, (bar.supplier for bar in bars))
    yield _texts("Start", none, (_month(bar.start) for bar in bars))
    yield _texts("Lock-in ends", none, (_last_month(bar.lock_in) for bar in bars))
    yield _texts("Last notice", none, (_last_month(bar.notice) for bar in bars))
    yield _texts("Term ends", none, (_last_month(bar.term_end) for bar in bars))
    yield _texts("Ends", none, (_last_month(bar.end) for bar in bars))


def _texts(name: str, values: tuple[None, ...], texts: Iterable[str]) -> PictureColumn:
    return PictureColumn(name, values, "count", texts=tuple(texts))


def _month(place: float) -> str:
    """The month of a place on the axis of days."""
    year, month = divmod(math.floor(place), _YEAR)
    return YearMonth(year, month + 1).name()


def _last_month(place: float | None) -> str:
    """Where a day ends, which may be where the next month begins."""
    return ABSENT if place is None else _month(math.ceil(place) - 1)


def stack_table(state: StackState) -> PictureTable:
    """What is owed to each supplier, by day."""
    title = "Obligation by supplier"
    if state.message:
        return nothing(title, state.message)
    columns = tuple(
        PictureColumn(area.label, numbers(area.values), "money", area.colour)
        for area in state.areas
    )
    return PictureTable(
        title, "", "stacked", "Day", state.moments, columns, "$", sentence=state.summary
    )


def curves_table(state: CurvesState) -> PictureTable:
    """What leaving each contract costs, by day."""
    title = "Exit cost by contract"
    if state.message:
        return nothing(title, state.message)
    first = state.x_axis.minimum
    places = range(len(state.moments))
    columns = []
    for curve in state.curves:
        known = {
            round(day - first): value for day, value in zip(curve.days, curve.values, strict=True)
        }
        values = numbers(known.get(place) for place in places)
        columns.append(PictureColumn(curve.label, values, "money", curve.colour))
    return PictureTable(
        title,
        state.note,
        "lines",
        "Day",
        state.moments,
        tuple(columns),
        "$",
        sentence=state.summary,
    )


def shares_table(state: SharesState) -> PictureTable:
    """Each supplier's share of the full monthly fees."""
    title = "Concentration"
    if state.message:
        return nothing(title, state.message)
    column = PictureColumn(
        "% of full monthly fees", numbers(bar.share for bar in state.bars), "percent", "accent"
    )
    return PictureTable(
        title,
        state.headline,
        "lying_bars",
        "Supplier",
        tuple(bar.label for bar in state.bars),
        (column,),
        "% of full monthly fees",
        sentence=state.summary,
    )


def months_table(months: tuple[MonthCell, ...], kinds: Mapping[str, str]) -> PictureTable:
    """How many days of each kind a month has."""
    title = "Months with deadlines"
    if not months:
        return nothing(title, "There are no deadlines.")
    counts = [dict(month.counts) for month in months]
    columns = tuple(
        PictureColumn(name, numbers(count.get(kind, 0) for count in counts), "count")
        for kind, name in kinds.items()
    )
    rows = tuple(month.spoken.partition(":")[0] for month in months)
    said = sum(sum(count.values()) for count in counts)
    return PictureTable(
        title,
        "",
        "table",
        "Month",
        rows,
        columns,
        sentence=f"{said:,} deadlines in {len(months)} months.",
    )


def scale_table(state: ScaleState) -> PictureTable:
    """The market's range, and the prices that are marked on it."""
    prices = (*((mark.text, mark.value) for mark in state.marks),)
    rows = ("Low end of the market's range", *(text for text, _ in prices), "High end")
    values = numbers((state.low, *(value for _, value in prices), state.high))
    return PictureTable(
        "Price against the market",
        "",
        "table",
        "Mark",
        rows,
        (PictureColumn("$ per GPU-hour", values, "price", "market"),),
        "$ per GPU-hour",
        sentence=state.summary,
    )
