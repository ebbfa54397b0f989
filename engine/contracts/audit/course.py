"""The portfolio over the coming months: obligation and exit cost by supplier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.audit.columns import read_month
from engine.contracts.audit.portfolio import by_supplier
from engine.contracts.dates import step
from engine.contracts.evaluation import evaluate_terms
from engine.contracts.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array

MONTHS_SHOWN = 60
_ROWS = ("remaining_obligation", "exit_cost")
_PIECE = 5_000  # contracts that are evaluated at once: a row of 120 months takes 5 MB


@dataclass(frozen=True, eq=False)
class Course:
    """What audits on later dates would say: the as-of date, and as many days a month apart.

    `dates` are the as-of date and the same day of the months after, their ends if it is the
    end of one. The arrays are (suppliers, dates), $m. Suppliers are those with the largest
    obligation first.
    """

    dates: tuple[date, ...]
    suppliers: tuple[str, ...]
    remaining_obligation: Array
    exit_cost: Array


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
    dates = tuple(step(as_of, turn) for turn in range(months + 1))
    sums = {key: np.zeros((len(suppliers), len(dates))) for key in _ROWS}
    for first in range(0, len(contracts), _PIECE):
        chosen = contracts[first : first + _PIECE]
        found = _part(chosen, register, dates, stop)
        for key, total in sums.items():
            np.add.at(total, owners[first : first + _PIECE], found[key].T)
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
    terms, needs = Terms.of(contracts, register, stop), frozenset(_ROWS)
    completed = np.stack([terms.starts.completed(day) for day in dates])
    rows = evaluate_terms(terms, needs, {}, stop=stop)
    before = evaluate_terms(terms, needs, {"contract_start_month": 2.0}, months=1, stop=stop)
    read, places = read_month(completed) - 1, np.arange(len(contracts))
    found: dict[str, Array] = {}
    for key in _ROWS:
        if stop is not None:
            stop()
        found[key] = np.where(completed < 1, before[key], rows[key][read, places])
    return found
