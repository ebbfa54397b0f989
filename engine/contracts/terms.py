"""Contracts as inputs of the model: what the audit, the findings and the plan evaluate.

The terms of a contract are the model's inputs of the same name. What a contract doesn't say is
the model's default, except market prices, which belong to the scenario: no benchmark path is
applied, and the hours are those that the contract promises.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.contract import CAPACITY_UNITS, register_columns
from engine.contracts.dates import Days, month_number
from engine.contracts.quotes.units import capacity_factors
from engine.contracts.register import EMPTY
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array, Value

    Places = NDArray[np.int64]

BEST_NOTICE, WORST_NOTICE = 0, 12  # months, where the clause is missing
BEST_FEE, WORST_FEE = 0.0, 1.0  # of the remaining minimum fees, likewise

# Columns that are inputs; these have a value in every contract.
_COLUMNS = (
    "term_months",
    "take_or_pay_pct",
    "fee_escalator",
    "prepay_pct",
    "prepay_refund_pct",
    "auto_renew",
    "renewal_months",
    "renewal_uplift",
    "exclusivity_pct",
    "lockin_months",
    "list_discount",
    "clawback_pct",
    "switching_cost",
    "sla_target",
)
# These may be blank; then they are as nothing, or a clause is missing.
_BLANKS = (
    "ramp_first_pct",
    "notice_months",
    "termination_fee_pct",
    "termination_fee_decline",
    "termination_fee_floor",
    "termination_fee_months",
)
_FEE = ("termination_fee_pct", "termination_fee_decline", "termination_fee_floor")
_PIECE = 1_000
_UNITS: Mapping[str, int] = {unit: code for code, unit in enumerate(CAPACITY_UNITS)}
# What is read of a contract beside its columns of numbers.
_READ: Mapping[str, Callable[[Contract], float]] = {
    "start_month": lambda each: month_number(each.start),
    "start_day": lambda each: each.start.day,
    "changes": lambda each: max(len(each.fee_schedule) - 1, 0),
    "first_fee": lambda each: each.fee_schedule[0][1] if each.fee_schedule else each.monthly_fee,
    "unit": lambda each: _UNITS.get(each.capacity_unit, -1),
}
_WHOLE = ("start_month", "start_day", "changes")
_NUMBERS = ("whole", "money", "number", "share", "flag")  # kinds of columns
_NO_MARKET = {"benchmark_clause": 0.0, "availability": 1.0}


def inputs_of(contract: Contract, register: Register = EMPTY) -> dict[str, float]:
    """The model's inputs for one contract that starts in month 1. See `inputs_of_many`."""
    found = inputs_of_many((contract,), register)
    return {key: float(np.asarray(value).item()) for key, value in found.items()}


def inputs_of_many(contracts: Sequence[Contract], register: Register = EMPTY) -> dict[str, Value]:
    """All inputs of the model: a float where it is the same for all, else (contracts,).

    Missing clauses are at their worst. The fee of a schedule is that of its first month, a
    capacity that isn't known 0. The rates are those of the register.
    """
    return dict(Terms.of(contracts, register).inputs)


@dataclass(frozen=True, eq=False)
class Terms:
    """Contracts as columns, read once to be evaluated as often as one likes.

    `columns` are the register's numbers and flags by key, each (contracts,); blank is NaN.
    `inputs` are as `inputs_of_many` gives them. `changes` (contracts,) says how often a
    schedule changes the fee.
    """

    contracts: Sequence[Contract]
    starts: Days
    columns: Mapping[str, Array]
    inputs: Mapping[str, Value]
    changes: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        contracts: Sequence[Contract],
        register: Register = EMPTY,
        stop: Callable[[], None] | None = None,
    ) -> Terms:
        """All of them. `stop` is asked every few milliseconds and ends the work by raising."""
        columns = {key: np.empty(len(contracts)) for key in (*_numbers(), *_READ)}
        readers: dict[str, Callable[[Contract], float]] = {
            **{key: attrgetter(key) for key in _numbers()},
            **_READ,
        }
        # In pieces that fit the cache: that takes half the time.
        for first in range(0, len(contracts), _PIECE):
            if stop is not None:
                stop()
            piece = contracts[first : first + _PIECE]
            for key, read in readers.items():
                columns[key][first : first + _PIECE] = list(map(read, piece))  # None: NaN
        read_only = {key: columns.pop(key) for key in _READ}
        month, day, changes = (read_only[key].astype(np.int64) for key in _WHOLE)
        inputs = _inputs(columns, read_only, register)
        return cls(contracts, Days(month, day), columns, inputs, changes)

    def taken(self, places: slice | Places) -> Terms:
        """Some of them."""
        if isinstance(places, slice):
            contracts = self.contracts[places]
        else:
            contracts = [self.contracts[place] for place in places.tolist()]
        return Terms(
            contracts,
            self.starts.taken(places),
            {key: column[places] for key, column in self.columns.items()},
            taken(self.inputs, places),
            self.changes[places],
        )


def taken(inputs: Mapping[str, Value], places: slice | Places) -> dict[str, Value]:
    """Inputs of some contracts."""
    return {
        key: value[places] if isinstance(value, np.ndarray) else value
        for key, value in inputs.items()
    }


@cache
def _numbers() -> tuple[str, ...]:
    """The columns of the register that hold numbers and flags."""
    return tuple(key for key, each in register_columns().items() if each.kind in _NUMBERS)


def _inputs(
    columns: Mapping[str, Array], read: Mapping[str, Array], register: Register
) -> dict[str, Value]:
    found: dict[str, Value] = {key: item.default for key, item in catalogue().inputs.items()}
    found |= _NO_MARKET
    if register.borrowing_rate is not None:
        found["borrowing_rate"] = register.borrowing_rate
    found |= {key: columns[key] for key in _COLUMNS}
    found |= _blank_columns(columns)
    found["monthly_spend"] = read["first_fee"]
    found["committed_gpus"] = _capacities(columns["capacity"], read["unit"], register.kw_per_gpu)
    return found


def _blank_columns(columns: Mapping[str, Array]) -> dict[str, Value]:
    typed = {key: columns[key] for key in _BLANKS}
    blank = {key: np.isnan(column) for key, column in typed.items()}
    missing_fee = np.logical_and.reduce([blank[key] for key in (*_FEE, "termination_fee_months")])
    found = {key: np.where(blank[key], 0.0, column) for key, column in typed.items()}
    found["notice_months"][blank["notice_months"]] = WORST_NOTICE
    found["termination_fee_pct"][missing_fee] = WORST_FEE
    ramp = np.where(blank["ramp_first_pct"], 0.0, columns["ramp_months"])
    return {**found, "ramp_months": ramp}


def _capacities(typed: Array, units: Array, kw_per_gpu: float) -> Array:
    """(contracts,), thousand GPUs; 0 where the capacity is not known."""
    found = np.zeros(len(typed))
    for unit, factor in capacity_factors(kw_per_gpu).items():
        known = (units == _UNITS[unit]) & ~np.isnan(typed)
        found[known] = [factor.there(each) for each in typed[known].tolist()]
    return found
