"""The days on which something falls due under the contracts of a register."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.audit.notice import next_notices
from engine.contracts.dates import month_end, month_start, term_end
from engine.contracts.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register

KINDS = ("notice", "renewal", "lockin_ends", "term_ends", "starts")


class Deadline(NamedTuple):
    """A day, what falls due on it under which contract, by its id, and in a sentence."""

    day: date
    contract: str
    supplier: str
    kind: str  # one of KINDS
    title: str
    text: str


def deadlines(register: Register, as_of: date) -> tuple[Deadline, ...]:
    """What falls due on `as_of` or later, the earliest first.

    Of each contract: the start; the end of the lock-in; the last day of notice against the
    next renewal; the end of the term, and the renewal that follows it or is under way. One
    renewal is modelled, so nothing is known after it.
    """
    notices = next_notices(Terms.of(register.contracts), as_of)
    found = [
        each
        for contract, notice in zip(register.contracts, notices, strict=True)
        for each in _of_contract(contract, notice, as_of)
        if each.day >= as_of
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda each: (each.day, order[each.kind], each.contract)))


def _of_contract(contract: Contract, notice: date | None, as_of: date) -> Iterator[Deadline]:
    """Everything that the contract's life holds, passed or not; of notice the next."""
    who = contract.supplier or contract.id
    what = f"{who}, {contract.service}" if contract.service else who

    def due(day: date, kind: str, title: str, text: str) -> Deadline:
        return Deadline(day, contract.id, contract.supplier, kind, title, text)

    last = term_end(contract)
    renews = contract.auto_renew and contract.renewal_months > 0
    months = _months(contract.renewal_months)
    yield due(contract.start, "starts", "Contract starts", f"{what}: the contract starts.")
    if contract.lockin_months:
        locked = month_end(contract.start, min(contract.lockin_months, contract.term_months))
        text = f"{what}: last day of the lock-in; from then on an exit can take effect, with notice"
        yield due(locked, "lockin_ends", "Lock-in ends", f"{text}.")
    if notice is not None:
        long = f" for {months}" if renews else "; for how long is not stated"
        text = f"{what}: last day for notice; without it the contract renews{long}"
        yield due(notice, "notice", "Notice due", f"{text}.")
    if not renews:
        yield due(last, "term_ends", "Term ends", f"{what}: last day of the contract.")
        return
    text = f"{what}: last day of the term; the contract renews for {months} unless notice was given"
    yield due(last, "term_ends", "Term ends", f"{text}.")
    begins = month_start(contract.start, contract.term_months + 1)
    if begins - last == timedelta(days=1):  # not at the calendar's end
        text = f"{what}: first day of a renewal for {months}, unless notice was given"
        yield due(begins, "renewal", "Renewal begins", f"{text}.")
    end = month_end(contract.start, contract.term_months + contract.renewal_months)
    if last < as_of and end > last:
        text = f"{what}: last day of the renewal that is under way"
        yield due(end, "term_ends", "Renewal ends", f"{text}.")


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
