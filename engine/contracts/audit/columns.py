"""The columns of an audit: contracts evaluated by the model, read as of a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.contracts.audit.result import BUCKETS
from engine.contracts.evaluation import READ_MONTH, evaluate_terms
from engine.model.catalogue import MONTHS, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from engine.contracts.terms import Terms
    from engine.formula.values import Array

_FIGURES = (
    "remaining_obligation",
    "remaining_obligation_pv",
    "unavoidable_fees",
    "exit_cost",
    "effective_lock_in_months",
)
_MATURITY = "maturity"
_ROWS = ("full_fee", "committed_end")
_HOURS = "contracted_hours"
_READ = {f"{key}_read": f"at({key}, decision_month)" for key in _ROWS}
_READ[f"{_HOURS}_read"] = f"at({_HOURS}, {READ_MONTH})"
_LIFE_END = "life_end"


def columns_of(
    terms: Terms, as_of: date, stop: Callable[[], None] | None
) -> dict[str, NDArray[Any]]:
    """(contracts,) by key, all of an audit's; `maturity` is (contracts, 6)."""
    completed, running = terms.starts.completed(as_of), terms.starts.running(as_of)
    standing = read_in(completed)
    standing[READ_MONTH] = standing["contract_start_month"] - 1.0 + running
    figures = catalogue().figures
    keys = {key: figures[key].value_keys for key in (*_FIGURES, _MATURITY)}
    needs = frozenset((*(part for each in keys.values() for part in each), _LIFE_END))
    found = evaluate_terms(terms, needs, standing, asks=_READ, stop=stop)
    columns: dict[str, NDArray[Any]] = {key: found[keys[key][0]] for key in _FIGURES}
    columns[_MATURITY] = np.stack([found[key] for key in keys[_MATURITY]], axis=1)
    columns |= {key: found[f"{key}_read"] for key in _ROWS}
    columns["beyond_timeline"] = found[_LIFE_END] > MONTHS
    committed = (running >= 1) & (running <= columns["committed_end"])
    columns[_HOURS] = np.where(committed, found[f"{_HOURS}_read"], 0.0)
    return columns | _standing(completed, columns)


def no_columns() -> dict[str, NDArray[Any]]:
    """Those of no contract."""
    amounts = (*_FIGURES, "full_fee", _HOURS)
    whole = ("months_elapsed", "months_left", "committed_end")
    return {
        **{key: np.empty(0) for key in amounts},
        **{key: np.empty(0, np.int64) for key in whole},
        **{key: np.empty(0, np.bool_) for key in ("signed", "beyond_timeline")},
        _MATURITY: np.empty((0, BUCKETS)),
    }


def read_month(completed: NDArray[np.int64]) -> NDArray[np.int64]:
    """The model's month that figures are read in. What is beyond the timeline is over."""
    return np.clip(completed, 1, MONTHS)


def read_in(completed: NDArray[np.int64]) -> dict[str, Array]:
    """The inputs with which figures are those after the last completed month.

    Before any is complete, the contract starts in the model's month 2.
    """
    return {
        "contract_start_month": np.where(completed < 1, 2.0, 1.0),
        "decision_month": read_month(completed).astype(np.float64),
    }


def _standing(
    completed: NDArray[np.int64], columns: Mapping[str, NDArray[Any]]
) -> dict[str, NDArray[Any]]:
    """Where each contract stands: its months, and whether it has not expired."""
    committed = columns["committed_end"].astype(np.int64)
    elapsed = np.minimum(completed, committed)
    signed = completed < committed
    full_fee: Array = np.where(signed, columns["full_fee"], 0.0)
    return {
        "committed_end": committed,
        "months_elapsed": elapsed,
        "months_left": committed - elapsed,
        "signed": signed,
        "full_fee": full_fee,
    }
