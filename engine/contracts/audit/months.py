"""One contract month by month: what is owed and what leaving costs, from signing to its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.dates import completed, month_end
from engine.contracts.evaluation import evaluate_contracts
from engine.contracts.register import EMPTY
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from datetime import date

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array

_ROWS = (
    "full_fee",
    "minimum_fee",
    "remaining_obligation",
    "remaining_obligation_pv",
    "unavoidable_fees",
    "exit_cost",
    "exit_month",
    "committed_end",
    "contracted_hours",
)


@dataclass(frozen=True, eq=False)
class ContractMonths:
    """A contract's line items after contract month 0 (before any), 1, 2, ... to its life's end.

    `ends` are the months' last days, month 0's the day before the start; the arrays are
    (months,), $m, but `exit_month` and `committed_end`, which are contract months, and
    `contracted_hours`, m GPU-h. `minimum_fee` and the hours are those of the month itself.
    `today` is the place of the last month that is complete, None where that is after the last.
    """

    contract: Contract
    ends: tuple[date, ...]
    full_fee: Array
    minimum_fee: Array
    remaining_obligation: Array
    remaining_obligation_pv: Array
    unavoidable_fees: Array
    exit_cost: Array
    exit_month: Array
    committed_end: Array
    contracted_hours: Array
    today: int | None


def by_month(
    contract: Contract, register: Register = EMPTY, as_of: date | None = None
) -> ContractMonths:
    """The contract's course, renewal included, as far as it fits the model's timeline."""
    # The first column is the contract before its start, the second from its start on.
    found = evaluate_contracts(
        (contract, contract),
        register,
        frozenset((*_ROWS, "life_months")),
        {"contract_start_month": np.array([2.0, 1.0])},
    )
    last = min(int(found["life_months"][0]), MONTHS)
    rows = {key: np.concatenate([found[key][:1, 0], found[key][:last, 1]]) for key in _ROWS}
    done = None if as_of is None else completed(contract.start, as_of)
    return ContractMonths(
        contract=contract,
        ends=tuple(month_end(contract.start, month) for month in range(last + 1)),
        today=done if done is not None and done <= last else None,
        **rows,
    )
