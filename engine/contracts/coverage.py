"""How much of the compute that a scenario needs the contracts of a register cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.calendar import YearMonth, months_between
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from engine.contracts.audit import Audit
    from engine.evaluate import Result


class Coverage(NamedTuple):
    """`hours` are contracted, `need` is the scenario's of the same calendar month, m GPU-h.

    `need` is None where the month is not on the scenario's timeline, `share` also where
    nothing is needed. `unknown` contracts run then, but their capacity is not known.
    """

    month: YearMonth
    hours: float
    need: float | None
    share: float | None
    unknown: int


def coverage(audit: Audit, result: Result) -> Coverage:
    """In the calendar month of the audit's date."""
    month = YearMonth(audit.as_of.year, audit.as_of.month)
    hours = float(audit.contracted_hours.sum())
    turn = months_between(result.scenario.start, month) + 1
    need = result.at("compute_need", turn) if 1 <= turn <= MONTHS else None
    started = audit.terms.starts.ordinals() <= audit.as_of.toordinal()
    unknown = audit.signed & started & (audit.terms.inputs["committed_gpus"] == 0)
    return Coverage(month, hours, need, hours / need if need else None, int(unknown.sum()))
