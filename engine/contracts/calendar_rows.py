"""Contracts laid on the calendar, in each of the three ways in which they may go on.

*Ending*: notice is given on the date, each ends as early as its terms allow, and what that
costs is charged in the month in which the exit takes effect. *Lapsing*: each runs to the end
that it is committed to, and is not renewed. *Lasting*: each is carried on after that end with
the last month's fees and capacity. Everything is the model's own, on the contract's terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.calendar import YearMonth, months_between
from engine.contracts.dates import completed_months
from engine.contracts.evaluation import evaluate_contracts
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array

    Months = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_SUMMED = {"gpus": "delivered_gpus", "firm_fee": "minimum_fee", "full_fee": "scheduled_fee"}
_NEEDS = frozenset(
    (
        *_SUMMED.values(),
        "full_fee",
        "committed_end",
        "exit_month",
        "exit_charge",
        "remaining_obligation",
    )
)


def calendar_rows(
    contracts: Sequence[Contract],
    register: Register,
    as_of: date,
    first: YearMonth,
    columns: int,
    *,
    stop: Callable[[], None] | None = None,
) -> dict[str, Array]:
    """(contracts, columns) by key, a column a calendar month from `first` on.

    The keys are those of the rows of a supply that are sums over contracts. A contract month
    counts in the calendar month in which it begins.
    """
    known = evaluate_contracts(contracts, register, _NEEDS, {}, stop=stop)
    before = evaluate_contracts(
        contracts, register, _NEEDS, {"contract_start_month": 2.0}, months=1, stop=stop
    )
    terms = {key: np.concatenate([before[key], known[key]]).T for key in _NEEDS}
    starts = [each.start for each in contracts]
    offsets = [months_between(first, YearMonth(day.year, day.month)) for day in starts]
    months = np.arange(columns)[None, :] - np.array(offsets, dtype=np.int64)[:, None] + 1
    return _Course(terms, months, completed_months(starts, as_of)[:, None]).rows()


class _Course:
    """Line items of contracts by contract month, 0 for before the first, up to the last of the
    model: `terms`, (contracts, 121) each. `months` are the contract months of the columns,
    (contracts, columns), `completed` those that are over, (contracts, 1).
    """

    def __init__(self, terms: dict[str, Array], months: Months, completed: Months) -> None:
        self._terms = terms
        self._months = months
        self._completed = completed
        self._end = self._now("committed_end").astype(np.int64)
        self._exit = self._now("exit_month").astype(np.int64)
        self._signed = completed < self._end
        self._fees = np.cumsum(terms["minimum_fee"], axis=1)

    def rows(self) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for name, key in _SUMMED.items():
            found[f"ending_{name}"] = self._until(key, self._exit)
            found[f"lapsing_{name}"] = self._until(key, self._end)
            found[f"lasting_{name}"] = self._carried_on(key)
        found["ending_exit_charge"] = self._charges()
        lapsing = np.minimum(self._at("committed_end", self._months).astype(np.int64), self._end)
        ending = np.where(self._months >= self._completed, self._exit, lapsing)
        for name, end in (("ending", ending), ("lapsing", lapsing)):
            fee = np.where(self._owes(end), self._at("full_fee", self._months), 0.0)
            found[f"{name}_locked_fee"] = fee
            found[f"{name}_locked_months"] = fee * (end - np.maximum(self._months, 0))
        return found

    def _at(self, key: str, months: Months) -> Array:
        return np.take_along_axis(self._terms[key], np.clip(months, 0, MONTHS), axis=1)

    def _now(self, key: str) -> Array:
        """(contracts, 1), as of the date."""
        return self._at(key, self._completed)

    def _until(self, key: str, end: Months) -> Array:
        within = (self._months >= 1) & (self._months <= np.minimum(end, MONTHS))
        return np.where(within, self._at(key, self._months), 0.0)

    def _carried_on(self, key: str) -> Array:
        last = np.minimum(self._end, MONTHS)
        within = (self._months >= 1) & (self._signed | (self._months <= last))
        return np.where(within, self._at(key, np.minimum(self._months, last)), 0.0)

    def _charges(self) -> Array:
        owed = self._signed & (self._now("remaining_obligation") > 0) & (self._exit <= MONTHS)
        return np.where(owed & (self._months == self._exit), self._now("exit_charge"), 0.0)

    def _owes(self, end: Months) -> Flags:
        """Whether minimum fees are to come, in each month, until an end."""
        here, there = (np.clip(each, 0, MONTHS) for each in (self._months, end))
        there = np.broadcast_to(there, here.shape)
        to_come = np.take_along_axis(self._fees, there, axis=1)
        owes: Flags = to_come - np.take_along_axis(self._fees, here, axis=1) > 0
        return owes
