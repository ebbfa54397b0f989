"""The calendar of deadlines: the days of the next two years, by month and in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.contracts.kept import Lazy
from app.contracts.money import days_text
from engine.calendar import YearMonth, months_between
from engine.contracts.cell_text import day_text
from widgets.contracts.pictures_states import (
    LOCK_IN,
    NOTICE,
    OTHER,
    RENEWAL,
    START,
    TERM_END,
    DeadlineRow,
    DeadlinesState,
    MonthCell,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.audit import Audit
    from engine.contracts.deadlines import Deadline

MONTHS = 24
_NONE = "Nothing falls due in the next two years."
_MARKS = {
    "notice": NOTICE,
    "renewal": RENEWAL,
    "lockin_ends": LOCK_IN,
    "term_ends": TERM_END,
    "starts": START,
}
_KINDS = {
    NOTICE: "Notice is due",
    RENEWAL: "Renewals",
    LOCK_IN: "Lock-in ends",
    TERM_END: "Term ends",
    START: "Starts",
    OTHER: "Others",
}


def deadlines_state(deadlines: Sequence[Deadline], audit: Audit) -> DeadlinesState:
    """`deadlines` are in the order of their days, from the audit's on."""
    first = YearMonth(audit.as_of.year, audit.as_of.month)
    months = [months_between(first, YearMonth(each.day.year, each.day.month)) for each in deadlines]
    places = [month for month in months if month < MONTHS]
    found = deadlines[: len(places)]
    return DeadlinesState(
        rows=Lazy(len(found), lambda place: _row(found[place], places[place], audit)),
        contracts=[each.contract for each in found],
        row_months=places,
        months=tuple(_months(first, found, places)),
        kinds=tuple((kind, name) for kind, name in _KINDS.items()),
        message=_NONE,
    )


def _row(deadline: Deadline, month: int, audit: Audit) -> DeadlineRow:
    place = audit.places.get(deadline.contract)
    supplier = "" if place is None else audit.contracts[place].supplier
    day, away = day_text(deadline.day), days_text((deadline.day - audit.as_of).days)
    return DeadlineRow(
        deadline.contract,
        supplier,
        _MARKS.get(deadline.kind, OTHER),
        day,
        away,
        deadline.title,
        deadline.text,
        month,
        f"{deadline.contract}, {supplier}\n{day}, {away}: {deadline.title}\n{deadline.text}",
    )


def _months(first: YearMonth, found: Sequence[Deadline], places: Sequence[int]) -> list[MonthCell]:
    counts: list[Counter[str]] = [Counter() for _ in range(MONTHS)]
    titles: list[Counter[str]] = [Counter() for _ in range(MONTHS)]
    for deadline, place in zip(found, places, strict=True):
        counts[place][_MARKS.get(deadline.kind, OTHER)] += 1
        titles[place][deadline.title] += 1
    cells = []
    for place in range(MONTHS):
        month = first.plus(place)
        label, year = month.name().split()
        if place == 0 or month.month == 1:
            label += f" \N{RIGHT SINGLE QUOTATION MARK}{year[-2:]}"
        said = ", ".join(f"{count:,} × {title}" for title, count in titles[place].items())
        marks = ((kind, counts[place][kind]) for kind in (*_MARKS.values(), OTHER))
        shown = tuple((kind, count) for kind, count in marks if count)
        cells.append(MonthCell(label, shown, f"{month.name()}: {said or 'nothing'}"))
    return cells
