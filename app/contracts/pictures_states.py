"""What the Pictures view shows of an audit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.axes import value_axis
from app.contracts.courses import beyond, courses
from app.contracts.deadline_rows import deadlines_state
from app.contracts.kept import Kept
from app.contracts.ladder_states import ladder_state
from app.contracts.money import money, share_text
from app.contracts.portfolio_tiles import hhi_words
from app.contracts.supplier_looks import MOST_COLOURS, OTHERS, looks_of
from engine.calendar import YearMonth
from engine.contracts.audit.portfolio import portfolio
from engine.contracts.cell_text import day_text
from engine.contracts.deadlines import deadlines
from engine.contracts.findings.words import counted
from widgets.contracts.linked import NOTHING, Pointed
from widgets.contracts.pictures_states import (
    Area,
    CostCurve,
    CurvesState,
    PicturesState,
    ShareBar,
    SharesState,
    StackState,
)
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.contracts.case import Case
    from app.contracts.supplier_looks import Looks
    from engine.contracts.audit import Audit, Course
    from engine.contracts.register import Register
    from engine.formula.values import Array
    from widgets.contracts.pictures_states import DeadlinesState, LadderState

_NO_CONTRACTS = (
    "There are no contracts to draw yet. Enter them in the register, import a list, or open the "
    "example there."
)
_AUDITING = "The audit of {count} is not there yet."
_COMPUTING = "Computing the coming months of {count}…"
_NOTHING_OWED = "Nothing is owed from here on."
_NO_COST = "Leaving costs nothing from here on."
_NO_FEES = "No fees are signed."
_NAMED = 3  # curves with their names
_TICKS = 5


class Pictures(NamedTuple):
    """All pictures of an audit."""

    audit: Audit
    ladder: LadderState
    stack: StackState
    curves: CurvesState
    deadlines: DeadlinesState
    shares: SharesState


def pictures_of(
    register: Register, audit: Audit, also: str = "", stop: Callable[[], None] | None = None
) -> Pictures:
    """`also` is a contract whose exit cost is drawn though it is not among the largest.

    Of a large register it takes seconds; `stop` is asked meanwhile and may raise.
    """
    looks, found = looks_of(audit), courses(register, audit, also, stop)
    return Pictures(
        audit,
        ladder_state(audit, looks),
        _stack(found.suppliers, looks),
        _curves(found.contracts, audit, looks),
        deadlines_state(
            deadlines(replace(register, contracts=audit.contracts), audit.as_of), audit
        ),
        _shares(audit, looks),
    )


def pictures_state(
    case: Case, found: Pictures | None = None, *, wait: bool = False
) -> PicturesState:
    """The view of the case's audit. Without the pictures they are made here.

    `wait` says that they will come.
    """
    count = counted(len(case.register.contracts), "contracts")
    if not case.register.contracts:
        return PicturesState(message=_NO_CONTRACTS, empty=True)
    audit = case.audit
    if audit is None:
        return PicturesState(message=_AUDITING.format(count=count))
    if found is None and not wait:
        found = _kept(case.register, audit, beyond(audit, case.selected))
    if found is None:
        return PicturesState(message=_COMPUTING.format(count=count))
    current = case.fresh and found.audit is audit
    return PicturesState(
        ladder=found.ladder,
        stack=found.stack,
        curves=found.curves,
        deadlines=found.deadlines,
        shares=found.shares,
        selected=_selected(case, found.audit),
        note="" if current else f"of {day_text(found.audit.as_of)}, updating…",
    )


def _selected(case: Case, audit: Audit) -> Pointed:
    place = audit.places.get(case.selected)
    return NOTHING if place is None else Pointed(case.selected, audit.contracts[place].supplier)


# What is owed over the months -------------------------------------------------------------


def _stack(found: Course, looks: Looks) -> StackState:
    owed = found.remaining_obligation
    if not owed.size or owed.max() <= 0:
        return StackState(message=_NOTHING_OWED)
    rows = dict(zip(found.suppliers, owed, strict=True))
    named = [each for each in looks.order[:MOST_COLOURS] if rows[each].max() > 0]
    areas = [
        _area(looks.largest[each], each, each, looks.colour(each), rows[each]) for each in named
    ]
    rest = [each for each in found.suppliers if each not in named and rows[each].max() > 0]
    if rest:
        label = rest[0] if len(rest) == 1 else f"{len(rest):,} others"
        whose = rest[0] if len(rest) == 1 else ""
        whole = np.sum([rows[each] for each in rest], axis=0)
        areas.append(_area(looks.largest.get(whose, ""), whose, label, OTHERS, whole))
    totals = owed.sum(axis=0)
    first, last = money(float(totals[0])), money(float(totals[-1]))
    return StackState(
        areas=tuple(areas[::-1]),
        x_axis=_months_axis(found.dates),
        y_axis=value_axis([totals], "money", ticks=4),
        moments=tuple(day_text(day) for day in found.dates),
        totals=tuple(money(value) for value in totals.tolist()),
        summary=f"{first} owed on {day_text(found.dates[0])}, {last} on "
        f"{day_text(found.dates[-1])}; most to {areas[0].label}.",
    )


def _area(contract: str, supplier: str, label: str, colour: str, values: Array) -> Area:
    numbers = tuple(values.tolist())
    return Area(contract, supplier, label, colour, numbers, tuple(map(money, numbers)))


def _months_axis(dates: Sequence[date]) -> Axis:
    """Places of dates a month apart; labelled in January, a year or more apart."""
    last = len(dates) - 1
    every = max(1, -(-last // (12 * _TICKS)))
    januaries = [place for place, day in enumerate(dates) if day.month == 1]
    chosen = [place for place in januaries if dates[place].year % every == 0] or [0]
    ticks = [Tick(float(place), str(dates[place].year)) for place in chosen]
    if len(ticks) == 1:
        ends = (0, last) if not januaries else (0, chosen[0], last)
        names = [YearMonth(dates[place].year, dates[place].month).name() for place in ends]
        ticks = [Tick(float(place), name) for place, name in zip(ends, names, strict=True)]
    return Axis(0.0, float(max(last, 1)), tuple(ticks))


# What leaving costs -----------------------------------------------------------------------


def _curves(found: Course, audit: Audit, looks: Looks) -> CurvesState:
    costs = found.exit_cost
    if not costs.size or costs.max() <= 0:
        return CurvesState(message=_NO_COST)
    days = [day_text(day) for day in found.dates]
    order = np.argsort(-costs[:, 0], kind="stable").tolist()
    curves = []
    for row in order:
        supplier = audit.contracts[audit.places[found.suppliers[row]]].supplier
        values = costs[row].tolist()
        last = int(np.max(np.flatnonzero(costs[row] > 0), initial=0)) + 2
        curves.append(
            CostCurve(
                found.suppliers[row],
                supplier,
                found.suppliers[row],
                looks.colour(supplier),
                tuple(float(place) for place in range(len(days)))[:last],
                tuple(values)[:last],
                tuple(map(money, values[:last])),
            )
        )
    left = int((audit.signed & (audit.exit_cost > 0)).sum()) - len(curves)
    first = curves[0]
    said = f"{first.label}, {first.supplier}, on {days[0]}: {first.texts[0]}"
    return CurvesState(
        curves=tuple(curves),
        x_axis=_months_axis(found.dates),
        y_axis=value_axis([costs], "money", ticks=4),
        moments=tuple(days),
        named=_NAMED,
        note=f"the {len(curves)} largest of {len(curves) + left:,}" if left > 0 else "",
        summary=f"Dearest to leave is {said}.",
    )


# Concentration ----------------------------------------------------------------------------


def _shares(audit: Audit, looks: Looks) -> SharesState:
    whole = sum(looks.fees.values())
    index = audit.portfolio.supplier_hhi
    if whole <= 0 or index is None:
        return SharesState(message=_NO_FEES)
    fees = {each: looks.fees[each] for each in looks.order if looks.fees[each] > 0}
    order = sorted(fees, key=fees.__getitem__, reverse=True)
    bars = []
    for supplier in order:
        share = looks.fees[supplier] / whole
        text, fee = share_text(share), money(looks.fees[supplier])
        tip = f"{supplier}: {text} of full monthly fees, {fee} a month"
        contract, colour = looks.largest[supplier], looks.colour(supplier)
        bars.append(ShareBar(contract, supplier, supplier, colour, share, text, tip))
    headline = f"HHI {index:,.0f}: {hhi_words(index)}"
    without = _without(audit, order[0])
    note = "" if without is None else f"It would be {without:,.0f} without {order[0]}"
    return SharesState(
        bars=tuple(bars),
        headline=headline,
        note=note,
        summary=". ".join(filter(None, (headline, note, bars[0].tip))) + ".",
    )


def _without(audit: Audit, supplier: str) -> float | None:
    """The index of the contracts of all others; None where there are none."""
    others = np.array([each.supplier != supplier for each in audit.contracts])
    keys = (
        "full_fee",
        "remaining_obligation",
        "remaining_obligation_pv",
        "exit_cost",
        "months_left",
        "effective_lock_in_months",
        "maturity",
    )
    columns = {key: getattr(audit, key) for key in keys}
    rest = portfolio(audit.contracts, {**columns, "signed": audit.signed & others})
    return rest.supplier_hhi


_kept = Kept(pictures_of)
