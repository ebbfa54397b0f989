"""Many contracts evaluated by the model at once, fee schedules included.

The model has one fee that ramps, steps and escalates. Under a schedule the full fee's formula
is the model's own with another fee in the place of the monthly spend: that of the schedule's
step. So nothing is stated a second time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.terms import Terms, taken
from engine.formula.columns import BLOCK, Columns
from engine.formula.definition import Definition, needed
from engine.formula.formulas import Formulas
from engine.formula.syntax import Name, Number, parse, substituted
from engine.model.catalogue import MONTHS, catalogue, definitions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array, Value

_FEE, _SPEND = "full_fee", "monthly_spend"
READ_MONTH = "read_month"  # an input of ours: formulas that are asked may read a series there
_NOTHING: Mapping[str, str] = {}
_NEVER = 1e6  # a contract month that no contract has


def evaluate_contracts(
    contracts: Sequence[Contract],
    register: Register,
    needs: frozenset[str],
    standing: Mapping[str, Value],
    *,
    months: int = MONTHS,
    stop: Callable[[], None] | None = None,
) -> dict[str, Array]:
    """What the model gives for contracts. See `evaluate_terms`."""
    terms = Terms.of(contracts, register, stop)
    return evaluate_terms(terms, needs, standing, months=months, stop=stop)


def evaluate_terms(
    terms: Terms,
    needs: frozenset[str],
    standing: Mapping[str, Value],
    *,
    asks: Mapping[str, str] = _NOTHING,
    months: int = MONTHS,
    stop: Callable[[], None] | None = None,
) -> dict[str, Array]:
    """What the model gives for the terms of contracts: each of `needs` and `asks` by key.

    A series is (months, contracts), a single value (contracts,). `standing` holds inputs that
    are not the contracts' own: a float, or (contracts,). `asks` are formulas over the model
    that have one value, such as a series at `READ_MONTH`, which `standing` then holds: that
    spares its months. `stop` is asked every few milliseconds and ends the work by raising.
    """
    count = len(terms.contracts)
    inputs = {READ_MONTH: 1.0, **terms.inputs, **standing}
    keys = (*needs, *asks)
    found: dict[str, Array] = {}
    for steps, places in _groups(terms.changes).items():
        if stop is not None:
            stop()
        chosen = inputs
        if len(places) < count:
            chosen = taken(inputs, places)
        if steps:
            chosen = chosen | _steps([terms.contracts[place] for place in places.tolist()], steps)
        program = _program(needs, tuple(asks.items()), steps)
        values = program.run(chosen, keys, months=months, block=BLOCK, stop=stop)
        for key in keys:
            value = np.asarray(values[key], dtype=np.float64)
            shape = (*value.shape[: max(value.ndim - 1, 0)], count)
            if value.shape == shape and len(places) == count:
                found[key] = value
                continue
            if key not in found:
                found[key] = np.empty(shape)
            found[key][..., places] = value
    return found


def _groups(changes: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """The places of contracts by how many steps their program has: none, 1, 2, 4, 8, ..."""
    if not changes.any():
        return {0: np.arange(len(changes))}
    kinds, owners = np.unique(changes, return_inverse=True)
    steps = [1 << (change - 1).bit_length() if change else 0 for change in kinds.tolist()]
    of_each = np.array(steps)[owners]
    return {each: np.flatnonzero(of_each == each) for each in sorted(set(steps))}


# Schedules -----------------------------------------------------------------------------------


def _steps(contracts: Sequence[Contract], steps: int) -> dict[str, Value]:
    """Inputs of the steps: from which contract month on, and the fee."""
    changes = [each.fee_schedule[1:] for each in contracts]
    found: dict[str, Value] = {}
    for step in range(steps):
        pairs = [each[step] if step < len(each) else (_NEVER, 0.0) for each in changes]
        found[_from(step)] = np.array([month for month, _ in pairs], dtype=np.float64)
        found[_fee(step)] = np.array([fee for _, fee in pairs], dtype=np.float64)
    return found


def _from(step: int) -> str:
    return f"fee_step_{step + 1}_month"


def _fee(step: int) -> str:
    return f"fee_step_{step + 1}_fee"


@lru_cache(maxsize=16)
def _program(needs: frozenset[str], asks: tuple[tuple[str, str], ...], steps: int) -> Columns:
    inputs = [name(step) for step in range(steps) for name in (_from, _fee)]
    formulas = _with_steps(steps) + [Definition(key, parse(text)) for key, text in asks]
    targets = needs.union(key for key, _ in asks)
    chosen = Formulas(needed(formulas, targets), MONTHS)
    return Columns(chosen, (*catalogue().inputs, READ_MONTH, *inputs))


def _with_steps(steps: int) -> list[Definition]:
    """The model's definitions, the full fee looking at the steps."""
    found: list[Definition] = []
    for item in definitions(catalogue()):
        if item.key != _FEE:
            found.append(item)
            continue
        before = _SPEND
        for step in range(steps):
            key = f"fee_step_{step + 1}"
            text = f"where(contract_month >= {_from(step)}, {_fee(step)}, {before})"
            found.append(Definition(key, parse(text), Number(0.0)))
            before = key
        found.append(item._replace(formula=substituted(item.formula, Name(_SPEND), Name(before))))
    return found
