"""The expiry ladder of a register."""

from __future__ import annotations

from calendar import monthrange
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from app.axes import whole_places
from app.contracts.kept import Lazy
from app.contracts.money import days_text, money
from engine.contracts.cell_text import day_text
from engine.contracts.dates import month_end, term_end
from engine.contracts.findings.words import counted
from widgets.contracts.pictures_states import LadderBar, LadderState
from widgets.language.spoken import joined
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from datetime import date

    from app.contracts.supplier_looks import Looks
    from engine.contracts.audit import Audit
    from engine.contracts.contract import Contract
    from engine.formula.values import Array

_YEAR = 12
_BACK, _AHEAD = 36, 132  # months that the axis goes back and ahead at most
_TICKS = 7


def place_of(day: date) -> float:
    """A day on an axis of months, the first of January of year 0 being 0."""
    days = monthrange(day.year, day.month)[1]
    return day.year * _YEAR + day.month - 1 + (day.day - 1) / days


def ladder_state(audit: Audit, looks: Looks) -> LadderState:
    """Signed contracts by their end, then those that have expired."""
    starts = np.array([place_of(each.start) for each in audit.contracts])
    lives = np.array([_life(each) for each in audit.contracts])
    ends = starts + np.maximum(lives, audit.committed_end)
    order = np.lexsort((starts + audit.committed_end, ~audit.signed)).tolist()
    return LadderState(
        rows=Lazy(len(order), lambda place: _bar(audit, order[place], looks)),
        contracts=[audit.contracts[place].id for place in order],
        axis=_axis(audit, starts, ends),
        as_of=place_of(audit.as_of),
        summary=_summary(audit, order),
    )


def _life(contract: Contract) -> int:
    """Months with the renewal."""
    return contract.term_months + (contract.renewal_months if contract.auto_renew else 0)


def _axis(audit: Audit, starts: Array, ends: Array) -> Axis:
    """Whole years that hold the contracts which are signed."""
    now = place_of(audit.as_of)
    counted = audit.signed if audit.signed.any() else np.ones_like(audit.signed)
    low = max(float(starts[counted].min(initial=now)), now - _BACK)
    high = min(float(ends[counted].max(initial=now + _YEAR)), now + _AHEAD)
    first, last = int(min(low, now) // _YEAR), int(-(-max(high, now) // _YEAR))
    years = whole_places(first, last - 1, ticks=_TICKS)
    ticks = tuple(Tick(float(year * _YEAR), str(year)) for year in years)
    return Axis(float(first * _YEAR), float(last * _YEAR), ticks)


def _bar(audit: Audit, place: int, looks: Looks) -> LadderBar:
    contract, status = audit.contracts[place], audit.status[place]
    over = not audit.signed[place]
    committed = month_end(contract.start, max(1, int(audit.committed_end[place])))
    last, notice = term_end(contract), audit.next_notice[place]
    renewed = month_end(contract.start, _life(contract))
    lock_in = None
    if contract.lockin_months:
        lock_in = month_end(contract.start, min(contract.lockin_months, contract.term_months))
    owed = money(float(audit.remaining_obligation[place]))
    lines = [
        f"{contract.id}, {contract.supplier}",
        f"{day_text(contract.start)} to {day_text(last)}, {_state_words(status)}",
        f"{'ended' if over else 'committed until'} {day_text(committed)}, {owed} still owed",
    ]
    if renewed > last:
        lines.append(f"renews itself until {day_text(renewed)}")
    if lock_in is not None:
        lines.append(f"lock-in until {day_text(lock_in)}")
    if notice is not None:
        lines.append(f"notice until {day_text(notice)}, {days_text((notice - audit.as_of).days)}")
    return LadderBar(
        contract=contract.id,
        supplier=contract.supplier,
        label=contract.id,
        colour=looks.colour(contract.supplier),
        start=place_of(contract.start),
        term_end=_close(last),
        end=_close(max(last, renewed, committed)),
        text=day_text(committed).split(" ", 1)[1],
        lock_in=None if lock_in is None or over else _close(lock_in),
        notice=None if notice is None else _close(notice),
        over=over,
        tip="\n".join(lines),
        spoken=joined(", ", *lines),
    )


def _state_words(status: str) -> str:
    return status.replace("_", " ")


def _close(day: date) -> float:
    """The end of a day."""
    return place_of(day + timedelta(days=1)) if day.year < 9999 else place_of(day)


def _summary(audit: Audit, order: list[int]) -> str:
    signed = int(audit.signed.sum())
    if not signed:
        return f"{counted(len(order), 'contracts')}, none of which still runs."
    first = audit.contracts[order[0]]
    end = month_end(first.start, int(audit.committed_end[order[0]]))
    return f"{counted(signed, 'contracts')}; the next to end is {first.id}, on {day_text(end)}."
