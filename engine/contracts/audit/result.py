"""What an audit is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from engine.contracts.contract import Contract
    from engine.contracts.terms import Terms
    from engine.formula.values import Array

NOT_STARTED, RUNNING, RENEWED, EXPIRED = "not_started", "running", "renewed", "expired"
BUCKETS = 6  # of the maturity: five of 12 months, and what is later


class Portfolio(NamedTuple):
    """The contracts that are signed and not expired, together. Money is $m.

    What is weighted with fees or is a share of them is None where there are none.
    """

    remaining_obligation: float
    remaining_obligation_pv: float
    exit_cost: float
    lock_in_months: float | None
    effective_lock_in_months: float | None
    supplier_hhi: float | None
    exclusive_share: float | None
    maturity: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Audit:
    """Contracts as of a date; equal to itself only.

    Columns are (contracts,) in the order of `contracts`: money in $m, `full_fee` $m a month,
    0 once expired. `contracted_hours` are m GPU-h of the contract month in which the date
    lies, as far as it is committed; 0 where the capacity is not known. `maturity` is
    (contracts, 6), $m: the minimum fees of the next five times 12 months and of all after.
    `months_elapsed` are completed months, at most `committed_end`. `next_notice` is the last
    day on which notice still prevents the next renewal. `signed` says what counts in the
    portfolio: everything but what is expired. `beyond_timeline` says which contracts' life
    goes on after the model's last month: they are computed on what fits. `terms` are the
    contracts' as columns.
    """

    as_of: date
    contracts: tuple[Contract, ...]
    months_elapsed: NDArray[np.int64]
    months_left: NDArray[np.int64]
    committed_end: NDArray[np.int64]
    full_fee: Array
    remaining_obligation: Array
    remaining_obligation_pv: Array
    unavoidable_fees: Array
    exit_cost: Array
    effective_lock_in_months: Array
    contracted_hours: Array
    maturity: Array
    next_notice: tuple[date | None, ...]
    status: tuple[str, ...]
    signed: NDArray[np.bool_]
    beyond_timeline: NDArray[np.bool_]
    portfolio: Portfolio
    places: Mapping[str, int] = field(repr=False)
    terms: Terms = field(repr=False)

    def place(self, contract_id: str) -> int:
        """Where a contract stands in the columns. Raises `KeyError`."""
        return self.places[contract_id]
