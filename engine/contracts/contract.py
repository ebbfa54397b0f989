"""A contract as the register holds it: the columns of `register_columns.tsv`.

Terms mean what the model's inputs of the same name mean. None stands for a blank cell: for a
clause that is missing, or for what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from engine.extra import NOTHING, Extra
from engine.model.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MOST_CONTRACTS = 200_000
CAPACITY_UNITS = ("gpu", "k_gpu", "mw", "gpu_hour_month")


class RegisterColumn(NamedTuple):
    """One column. `kind`: text, date, whole, money, number, share, flag, unit or schedule.

    `minimum` and `maximum` are in the unit that a `Contract` holds; None for kinds without.
    """

    key: str
    label: str
    kind: str
    unit: str
    minimum: float | None
    maximum: float | None
    group: str
    meaning: str


@cache
def register_columns() -> Mapping[str, RegisterColumn]:
    """Every column by key, in order. The keys are the fields of `Contract`."""
    rows = read_table("register_columns")
    return {row["key"]: _column(row) for row in rows}


def _column(row: Mapping[str, str]) -> RegisterColumn:
    bounds = (float(row[each]) if row[each] else None for each in ("minimum", "maximum"))
    low, high = bounds
    return RegisterColumn(
        row["key"], row["label"], row["kind"], row["unit"], low, high, row["group"], row["meaning"]
    )


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract. Money is $m, shares are fractions, dates are days.

    `fee_schedule` holds (contract month, full monthly fee from it on), the first from month 1;
    empty where the fee is `monthly_fee` throughout.
    """

    id: str
    supplier: str
    start: date
    term_months: int
    monthly_fee: float
    service: str = ""
    reference: str = ""
    fee_schedule: tuple[tuple[int, float], ...] = ()
    capacity: float | None = None
    capacity_unit: str = ""
    take_or_pay_pct: float = 1.0
    ramp_months: int = 0
    ramp_first_pct: float | None = None
    fee_escalator: float = 0.0
    prepay_pct: float = 0.0
    prepay_refund_pct: float = 0.0
    lockin_months: int = 0
    notice_months: int | None = None
    auto_renew: bool = False
    renewal_months: int = 0
    renewal_uplift: float = 0.0
    renewal_notice_days: int | None = None
    termination_fee_pct: float | None = None
    termination_fee_decline: float | None = None
    termination_fee_floor: float | None = None
    termination_fee_months: int | None = None
    list_discount: float = 0.0
    clawback_pct: float = 0.0
    switching_cost: float = 0.0
    exclusivity_pct: float = 0.0
    benchmark_clause: bool = False
    assignment_right: bool = False
    sla_target: float = 0.0
    currency_note: str = ""
    extra: Extra = field(
        default_factory=lambda: NOTHING
    )  # what a file held that this version does not know
