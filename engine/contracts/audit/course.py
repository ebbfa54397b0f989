"""The portfolio over the coming months: obligation, exit cost and hours by supplier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.audit.columns import read_month
from engine.contracts.audit.portfolio import by_supplier
from engine.contracts.audit.run import CHUNK
from engine.contracts.dates import completed_months, months_later
from engine.contracts.evaluation import evaluate_contracts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array

MONTHS_SHOWN = 60
_ROWS = ("remaining_obligation", "exit_cost", "contracted_hours", "committed_end")


@dataclass(frozen=True, eq=False)
class Course:
    """What audits on later dates would say: the as-of date, and as many days a month apart.

    `dates` are the as-of date and the same day of the months after; the arrays are
    (suppliers, dates): `remaining_obligation` and `exit_cost` in $m, `contracted_hours` in
    m GPU-h a month, of the contract month that runs then as far as it is committed. Suppliers
    are those with the largest obligation first.
    """

    dates: tuple[date, ...]
    suppliers: tuple[str, ...]
    remaining_obligation: Array
    exit_cost: Array
    contracted_hours: Array


def course(
    register: Register,
    as_of: date,
    months: int = MONTHS_SHOWN,
    *,
    stop: Callable[[], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Course:
    """The audits of `as_of` and of the `months` months after it, by supplier.

    Notice is given on nothing, so a contract that renews itself grows by its renewal once its
    notice has passed. `stop` and `progress` as in `audit`.
    """
    contracts = register.contracts
    suppliers, owners = by_supplier(contracts)
    dates = tuple(months_later(as_of, turn) for turn in range(months + 1))
    sums = {key: np.zeros((len(suppliers), len(dates))) for key in _ROWS[:3]}
    for first in range(0, len(contracts), CHUNK):
        chosen = contracts[first : first + CHUNK]
        found = _part(chosen, register, dates, stop)
        for key, total in sums.items():
            np.add.at(total, owners[first : first + CHUNK], found[key].T)
        if progress is not None:
            progress(first + len(chosen), len(contracts))
    order = np.argsort(-sums["remaining_obligation"].max(axis=1, initial=0.0), kind="stable")
    names = tuple(suppliers[place] for place in order)
    return Course(dates, names, **{key: total[order] for key, total in sums.items()})


def obligation_by_supplier(
    register: Register, as_of: date, months: int = MONTHS_SHOWN
) -> tuple[tuple[str, ...], Array]:
    """Suppliers, and (suppliers, months + 1), $m: what is owed on each of the dates."""
    found = course(register, as_of, months)
    return found.suppliers, found.remaining_obligation


def _part(
    contracts: Sequence[Contract],
    register: Register,
    dates: Sequence[date],
    stop: Callable[[], None] | None,
) -> dict[str, Array]:
    """(dates, contracts) by key."""
    starts = [each.start for each in contracts]
    completed = np.stack([completed_months(starts, day) for day in dates])
    needs = frozenset(_ROWS)
    rows = evaluate_contracts(contracts, register, needs, {}, stop=stop)
    before = evaluate_contracts(
        contracts, register, needs, {"contract_start_month": 2.0}, months=1, stop=stop
    )
    read, places = read_month(completed) - 1, np.arange(len(contracts))
    found = {key: np.where(completed < 1, before[key], rows[key][read, places]) for key in _ROWS}
    hours = rows["contracted_hours"][read_month(completed + 1) - 1, places]
    running = _started(contracts, dates) & (completed < found["committed_end"])
    return {**found, "contracted_hours": np.where(running, hours, 0.0)}


def _started(contracts: Sequence[Contract], dates: Sequence[date]) -> NDArray[np.bool_]:
    """(dates, contracts)."""
    starts = np.array([each.start.toordinal() for each in contracts])
    return np.array([day.toordinal() for day in dates])[:, None] >= starts
