"""The register's contracts as what feeds a scenario in place of its incumbents."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from engine.calendar import YearMonth, months_between
from engine.contracts.calendar_rows import calendar_rows
from engine.model.catalogue import MONTHS
from engine.model.supplied import Part, summed_rows, supply_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from engine.contracts.contract import Contract
    from engine.contracts.register import Register
    from engine.formula.values import Array
    from engine.model.supplied import Supply

MOST_PARTS = 40  # contracts that are told apart; the others are one part
EARLIEST, LATEST = -60, 120  # months from the date: over before, not begun until, is left out
CHUNK = 1_000  # contracts that are laid on the calendar at once
_MODES = ("ending", "lapsing", "lasting")


def supply_of(register: Register, as_of: date, *, stop: Callable[[], None] | None = None) -> Supply:
    """What feeds every scenario, as of a date: all contracts but the one under study.

    `stop` is asked every few milliseconds and ends the work by raising.
    """
    others = [each for each in register.contracts if each.id != register.studied]
    counted = [each for each in others if _counts(each, as_of)]
    first, columns = _calendar(counted, as_of)
    totals = _Totals(counted, _own_supplier(register), columns)
    for chosen in _by_supplier(counted):
        for start in range(0, len(chosen), CHUNK):
            part = chosen[start : start + CHUNK]
            rows = calendar_rows(part, register, as_of, first, columns, stop=stop)
            stacked = np.stack([rows[key] for key in summed_rows()], axis=1)
            totals.add(part, stacked + 0.0)  # no -0, which a file would not keep
    notes = tuple(_notes(others, counted, as_of))
    return supply_from(first, totals.parts(counted), totals.shares(), len(counted), notes)


def _own_supplier(register: Register) -> str:
    """Who supplies the scenario's own commitment; empty where that isn't known."""
    studied = register.contract(register.studied) if register.studied else None
    return register.planned_supplier if studied is None else studied.supplier


def _month(day: date) -> YearMonth:
    return YearMonth(day.year, day.month)


def _life(contract: Contract) -> int:
    return contract.term_months + (contract.renewal_months if contract.auto_renew else 0)


def _counts(contract: Contract, as_of: date) -> bool:
    """Whether it can matter to a plan that begins near the date."""
    begins = months_between(_month(as_of), _month(contract.start))
    return begins <= LATEST and begins + _life(contract) >= EARLIEST


def _calendar(contracts: Sequence[Contract], as_of: date) -> tuple[YearMonth, int]:
    """The first month of the rows, and how many: before and after nothing changes."""
    if not contracts:
        return _month(as_of), 1
    begins = [_month(each.start) for each in contracts]
    first = min(begins).plus(-2)  # a contract may be left before its first month
    return first, months_between(first, max(begins)) + MONTHS + 1


def _by_supplier(contracts: Sequence[Contract]) -> Iterator[list[Contract]]:
    """Contracts in bundles of about a chunk, those of a supplier in one."""
    order: dict[str, int] = {}
    for each in contracts:
        order.setdefault(each.supplier, len(order))
    bundle: list[Contract] = []
    ordered = sorted(contracts, key=lambda each: order[each.supplier])
    for _, own in groupby(ordered, key=lambda each: each.supplier):
        bundle += own
        if len(bundle) >= CHUNK:
            yield bundle
            bundle = []
    if bundle:
        yield bundle


class _Totals:
    """Sums over contracts as they come, supplier by supplier."""

    def __init__(self, contracts: Sequence[Contract], own: str, columns: int) -> None:
        size = {each.id: each.monthly_fee * each.term_months for each in contracts}
        largest = sorted(size, key=lambda key: -size[key])
        most = MOST_PARTS if len(contracts) > MOST_PARTS + 1 else len(contracts)
        self._apart = frozenset(largest[:most])
        self._own = own
        self._found: dict[str, Array] = {}
        self._rest = np.zeros((len(summed_rows()), columns))
        self._places = [summed_rows().index(f"{mode}_full_fee") for mode in _MODES]
        shape = (len(_MODES), columns)
        self._fees, self._squares, self._own_fees = (np.zeros(shape) for _ in range(3))
        self._supplier, self._supplier_fees = "", np.zeros(shape)

    def add(self, contracts: Sequence[Contract], rows: Array) -> None:
        """`rows` are (contracts, summed rows, columns); those of a supplier come together."""
        for contract, values in zip(contracts, rows, strict=True):
            if contract.id in self._apart:
                self._found[contract.id] = values
            else:
                self._rest += values
            if contract.supplier != self._supplier:
                self._end_supplier()
                self._supplier = contract.supplier
            self._supplier_fees += values[self._places]

    def _end_supplier(self) -> None:
        if self._own and self._supplier == self._own:
            self._own_fees += self._supplier_fees
        else:
            self._squares += self._supplier_fees * self._supplier_fees
        self._fees += self._supplier_fees
        self._supplier_fees = np.zeros_like(self._supplier_fees)

    def parts(self, contracts: Sequence[Contract]) -> tuple[Part, ...]:
        """One of each contract that is told apart, in their order, and one of all others."""
        found = [
            Part(each.id, each.supplier, each.service, self._found[each.id].tobytes())
            for each in contracts
            if each.id in self._apart
        ]
        if len(contracts) > len(found):
            found.append(Part("", "", "", self._rest.tobytes()))
        return tuple(found)

    def shares(self) -> dict[str, Array]:
        """(columns,), how the full fees are shared among suppliers."""
        self._end_supplier()
        found: dict[str, Array] = {}
        for place, mode in enumerate(_MODES):
            fees = np.where(self._fees[place] > 0, self._fees[place], 1.0)
            squares = np.where(fees * fees > 0, fees * fees, 1.0)  # 0 of the least fees there are
            found[f"{mode}_concentration"] = self._squares[place] / squares
            found[f"{mode}_own_share"] = self._own_fees[place] / fees
        return found


# What is not counted, in words ---------------------------------------------------------------


def _notes(others: Sequence[Contract], counted: Sequence[Contract], as_of: date) -> Iterator[str]:
    late = [each for each in others if months_between(_month(as_of), _month(each.start)) > LATEST]
    blank = [each for each in counted if not each.capacity]
    long = [each for each in counted if _life(each) > MONTHS]
    if late:
        yield f"{_named(late)} more than {LATEST // 12} years after the register's date: left out."
    if blank:
        yield f"Without a capacity, with fees but no hours: {_listed(blank)}."
    if long:
        yield f"Computed to contract month {MONTHS} only: {_listed(long)}."


def _named(contracts: Sequence[Contract]) -> str:
    return f"{_listed(contracts)} {'begin' if len(contracts) > 1 else 'begins'}"


def _listed(contracts: Sequence[Contract]) -> str:
    shown = ", ".join(each.id for each in contracts[:3])
    return f"{shown} and {len(contracts) - 3} more" if len(contracts) > 3 else shown
