"""The contract under study as the scenario's own commitment: its terms as inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.calendar import YearMonth, months_between
from engine.contracts.register import EMPTY
from engine.contracts.terms import inputs_of
from engine.model.catalogue import catalogue
from engine.scenario import InputError, check_value

if TYPE_CHECKING:
    from engine.contracts.contract import Contract
    from engine.contracts.register import Register

_GROUPS = ("Commitment", "Exit terms")  # what a contract says, or leaves at the default
_SLA = "sla_target"
_MORE = ("monthly_spend", "term_months", _SLA)
_CAPACITY = "committed_gpus"
_DECISIONS = ("exit_notice_month", "supplier_exit_month")  # of the scenario, not of the contract
_START, _BENCHMARK = "contract_start_month", "benchmark_clause"


class StudyError(ValueError):
    """A contract that the scenario can't hold. The message says which of its terms, and why."""


def study_inputs(
    contract: Contract, start: YearMonth, register: Register = EMPTY
) -> dict[str, float]:
    """The inputs by which a scenario that begins in `start` commits to a contract.

    Missing clauses are at their worst, as the audit has them; a capacity that is not known is
    left to the scenario. Raises `StudyError` where the model's range does not hold a term.
    """
    if len({fee for _, fee in contract.fee_schedule}) > 1:
        raise StudyError(f"{contract.id}: its fee changes by schedule, and a commitment has one")
    found = inputs_of(contract, register)
    found |= {_START: _first_month(contract, start), _BENCHMARK: float(contract.benchmark_clause)}
    # No promise is as good as the lowest that the model knows: no credit is due under either.
    found[_SLA] = found[_SLA] or catalogue().inputs[_SLA].minimum
    faults = []
    for key in _keys(contract):
        try:
            check_value(key, found[key])
        except InputError as error:
            faults.append(f"{catalogue().inputs[key].label}: {error.fault}")
    if faults:
        raise StudyError(f"{contract.id}: {'; '.join(faults)}")
    return {key: found[key] for key in _keys(contract)}


def _keys(contract: Contract) -> list[str]:
    capacity = (_CAPACITY,) if contract.capacity is not None else ()
    inputs = catalogue().inputs.values()
    terms = [each.key for each in inputs if each.group in _GROUPS and each.key not in _DECISIONS]
    return [*_MORE, *capacity, *terms]


def _first_month(contract: Contract, start: YearMonth) -> float:
    """The model month in which the contract begins."""
    began = YearMonth(contract.start.year, contract.start.month)
    month = months_between(start, began) + 1
    item = catalogue().inputs[_START]
    if not item.minimum <= month <= item.maximum:
        last = start.plus(int(item.maximum) - 1)
        raise StudyError(
            f"{contract.id}: it begins in {began.name()}; a commitment can begin from "
            f"{start.name()}, the scenario's first month, to {last.name()}"
        )
    return float(month)
