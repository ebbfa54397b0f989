"""A scenario that contracts of a register feed, by hand-written loops.

The contracts' own months come from the oracle's model, one contract at a time. The rest follows
the words of the issue: contracts are left early, lapse or are carried on; their minimum fees are
paid whether used or not, and hours beyond that share pro rata up to the full fee.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from . import demand_supply, headline, results
from .base import INDICES, MONTHS, Row, Rows, Values, new_row
from .charges_lockin import contract_charges, lock_in
from .inputs import defaults
from .model import evaluate as evaluate_plain
from .timing_price import contract_schedule, market_and_contract_price, scalars, timing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.contracts.contract import Contract

    from .figures import Figure, Figures

REPLACES, SUPPLEMENTS, BESIDE = 1, 2, 3
_GPUS = {"gpu": 1e-3, "k_gpu": 1.0, "mw": 1 / 1.36, "gpu_hour_month": 1 / 730_000}


class Course(NamedTuple):
    """What one contract does in the months of a plan: rows of 120."""

    supplier: str
    gpus: Row
    minimum: Row
    full: Row
    exit_charge: Row
    locked_fee: Row
    months_left: Row


def course(contract: Contract, year: int, month: int, as_of: date, mode: int) -> Course:
    """In a plan that begins in a month of a year."""
    terms = _terms(contract)
    _, after = evaluate_plain({**terms, "contract_start_month": 1.0})
    _, before = evaluate_plain({**terms, "contract_start_month": 2.0})
    over = _over(contract, as_of)

    def row(key: str, k: int) -> float:
        return before[key][0] if k < 1 else after[key][min(k, MONTHS) - 1]

    end, leaves = row("committed_end", over), row("exit_month", over)
    signed = over < end
    found = Course(contract.supplier, *(new_row() for _ in range(6)))
    for t in INDICES:
        k = (year - contract.start.year) * 12 + month - contract.start.month + t + 1
        until = leaves if mode == REPLACES else end
        runs = 1 <= k <= min(until, MONTHS)
        then = k
        if mode == BESIDE and signed and k > min(end, MONTHS):
            runs, then = True, int(min(end, MONTHS))
        found.gpus[t] = row("delivered_gpus", then) if runs else 0.0
        found.minimum[t] = row("minimum_fee", then) if runs else 0.0
        found.full[t] = row("scheduled_fee", then) if runs else 0.0
        owes = signed and row("remaining_obligation", over) > 0 and leaves <= MONTHS
        charged = mode == REPLACES and owes and k == leaves
        found.exit_charge[t] = row("exit_charge", over) if charged else 0.0
        known = min(row("committed_end", min(k, MONTHS)), end)
        if mode == REPLACES and k >= over:
            known = leaves
        to_come = sum(
            row("minimum_fee", later)
            for later in range(max(k, 0) + 1, MONTHS + 1)
            if later <= known
        )
        found.locked_fee[t] = row("full_fee", k) if to_come > 0 else 0.0
        found.months_left[t] = known - max(k, 0)
    return found


def _terms(contract: Contract) -> Values:
    """Missing clauses at their worst, as register.md has them."""
    fee = (
        contract.termination_fee_pct,
        contract.termination_fee_decline,
        contract.termination_fee_floor,
        contract.termination_fee_months,
    )
    share, decline, floor, months = (each or 0.0 for each in fee)
    return {
        **defaults(),
        "monthly_spend": contract.monthly_fee,
        "term_months": float(contract.term_months),
        "take_or_pay_pct": contract.take_or_pay_pct,
        "fee_escalator": contract.fee_escalator,
        "ramp_months": float(0 if contract.ramp_first_pct is None else contract.ramp_months),
        "ramp_first_pct": contract.ramp_first_pct or 0.0,
        "prepay_pct": contract.prepay_pct,
        "prepay_refund_pct": contract.prepay_refund_pct,
        "auto_renew": float(contract.auto_renew),
        "renewal_months": float(contract.renewal_months),
        "renewal_uplift": contract.renewal_uplift,
        "lockin_months": float(contract.lockin_months),
        "notice_months": 12.0 if contract.notice_months is None else contract.notice_months,
        "termination_fee_pct": 1.0 if all(each is None for each in fee) else share,
        "termination_fee_decline": decline,
        "termination_fee_floor": floor,
        "termination_fee_months": float(months),
        "list_discount": contract.list_discount,
        "clawback_pct": contract.clawback_pct,
        "switching_cost": contract.switching_cost,
        "committed_gpus": (contract.capacity or 0.0) * _GPUS[contract.capacity_unit or "gpu"],
        "benchmark_clause": 0.0,
        "availability": 1.0,
    }


def _over(contract: Contract, as_of: date) -> int:
    """Contract months of which the last day has passed, or is the date itself."""
    count = 0
    while count < 4 * MONTHS and _begins(contract.start, count + 1) - as_of <= timedelta(days=1):
        count += 1
    return count


def _begins(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    last = monthrange(start.year + years, month + 1)[1]
    return date(start.year + years, month + 1, min(start.day, last))


# The scenario that they feed ---------------------------------------------------------------


def evaluate(
    inputs: Values, courses: Sequence[Course], own_supplier: str
) -> tuple[Values, Rows, Figures]:
    """Scalars, line items and headline figures."""
    derived = scalars(inputs)
    v = {**inputs, **derived}
    r: Rows = {}
    timing(v, r)
    market_and_contract_price(v, r)
    contract_schedule(v, r)
    demand_supply.demand(v, r)
    demand_supply._supply(v, r)
    _hours(v, r, courses)
    demand_supply._use(v, r)
    demand_supply._what_is_served(r)
    contract_charges(v, r)
    lock_in(v, r)
    results._revenue_and_compute(v, r)
    _costs(v, r, courses)
    results._gross_margin(v, r)
    own_exit = r["exit_expense"]
    r["exit_expense"] = [
        own_exit[t] + sum(each.exit_charge[t] for each in courses) for t in INDICES
    ]
    results._operating_profit(v, r)
    r["exit_expense"] = own_exit
    results.accounting_and_cash(v, r)
    results.alternatives_and_supplier(v, r)
    figures = headline.headline(dict(inputs), derived, r)
    figures["lock_in_months"] = _lock_in(v, r, courses)
    figures["supplier_hhi"] = _hhi(v, r, courses, own_supplier)
    return derived, r, figures


def _hours(v: Values, r: Rows, courses: Sequence[Course]) -> None:
    for t in INDICES:
        gpus = sum(each.gpus[t] for each in courses)
        kept = max(0.0, gpus - v["incumbent_replaced_pct"] * r["delivered_gpus"][t])
        allowed = 1 - v["exclusivity_pct"] * r["live_flag"][t] * v["is_buyer"]
        r["incumbent_hours"][t] = kept * v["hours_per_month"] / 1000 * allowed
        full = sum(each.full[t] for each in courses)
        firm = sum(each.minimum[t] for each in courses) / full if full > 0 else 0.0
        r["incumbent_firm_hours"][t] = gpus * v["hours_per_month"] / 1000 * firm


def _costs(v: Values, r: Rows, courses: Sequence[Course]) -> None:
    for t in INDICES:
        hours = sum(each.gpus[t] for each in courses) * v["hours_per_month"] / 1000
        used = r["incumbent_used"][t] / hours if hours > 0 else 0.0
        minimum = sum(each.minimum[t] for each in courses)
        pro_rata = sum(each.full[t] for each in courses) * used
        r["incumbent_cost"][t] = max(minimum, pro_rata)
        spend = r["contract_charge"][t] + r["incumbent_cost"][t] + r["spot_cost"][t]
        r["compute_cost"][t] = spend - r["resale_income"][t]


def _lock_in(v: Values, r: Rows, courses: Sequence[Course]) -> Figure:
    t = int(v["decision_month"]) - 1
    fee = left = 0.0
    if r["remaining_obligation"][t] > 0:
        fee = r["full_fee"][t]
        left = fee * (r["committed_end"][t] - r["contract_month"][t])
    for each in courses:
        fee += each.locked_fee[t]
        left += each.locked_fee[t] * each.months_left[t]
    return left / fee if fee else None


def _hhi(v: Values, r: Rows, courses: Sequence[Course], own_supplier: str) -> Figure:
    found: Row = []
    for t in range(12):
        contract, others = r["contract_charge"][t], r["incumbent_cost"][t]
        spend = contract + others + r["spot_cost"][t]
        if spend <= 0:
            continue
        full = sum(each.full[t] for each in courses)
        paid: dict[str, float] = defaultdict(float)
        paid[own_supplier] += contract
        for each in courses:
            if full > 0:
                paid[each.supplier] += others * each.full[t] / full
        squares = sum((amount / spend) ** 2 for amount in paid.values())
        squares += (r["spot_cost"][t] / spend) ** 2 / v["incumbent_count"]
        found.append(10000 * squares)
    return sum(found) / len(found) if found else None
