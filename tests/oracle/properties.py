"""The properties that hold for every scenario, each as the largest violation found.

A violation is absolute, divided by the largest amount that took part (at least 1), so that it
can be compared with a rounding tolerance whatever the size of the business. 0 is no violation.
"""

from __future__ import annotations

from dataclasses import dataclass

from .base import INDICES, MONTHS, Row, Rows, Values, at
from .headline import headline
from .model import evaluate


@dataclass(frozen=True)
class Run:
    """A scenario's inputs and what the oracle made of them."""

    inputs: Values
    scalars: Values
    rows: Rows


def run(inputs: Values) -> Run:
    """The oracle's run of `inputs`."""
    scalars, rows = evaluate(inputs)
    return Run(inputs, scalars, rows)


def _relative(difference: float, *amounts: float) -> float:
    return abs(difference) / max(1.0, *(abs(amount) for amount in amounts))


def _largest(row: Row) -> float:
    return max(abs(value) for value in row)


def exit_identity_applies(this: Run, month: int) -> bool:
    """Whether leaving can be decided in `month`: the contract runs and nobody has given notice.

    Once notice has been given, `exit_cost` is what that notice costs; the buyer's notice in a
    later month would be another decision, or on a tie would make the buyer the one who left.
    """
    rows = this.rows
    return rows["contract_month"][month - 1] >= 1 and rows["notice_given"][month - 1] == 0


def exit_identity(inputs: Values, month: int) -> float:
    """exit_cost[t] against what is paid in the run in which the buyer gives notice in month t.

    0 where it does not apply.
    """
    return _exit_identity(run(inputs), month)


def largest_exit_identity(inputs: Values) -> float:
    """The exit identity's largest violation over all months."""
    this = run(inputs)
    return max(_exit_identity(this, month) for month in range(1, MONTHS + 1))


def _exit_identity(this: Run, month: int) -> float:
    if not exit_identity_applies(this, month):
        return 0.0
    notice = this.rows["contract_month"][month - 1]
    leaving = run({**this.inputs, "exit_notice_month": notice})
    last = this.inputs["contract_start_month"] - 1 + leaving.scalars["exit_effective_month"]
    paid = sum(leaving.rows["exit_expense"])
    for t in range(month + 1, MONTHS + 1):
        if t <= last:
            paid += leaving.rows["minimum_fee"][t - 1] * leaving.scalars["is_buyer"]
    cost = this.rows["exit_cost"][month - 1]
    return _relative(cost - paid, cost, paid, this.rows["fees_to_date"][-1])


def obligation_unwinds(this: Run) -> float:
    """pv[t+1] = pv[t] * (1 + rate) - minimum_fee[t+1], up to a committed end that stands still.

    For the buyer: when the supplier pays nothing is owed, and minimum_fee is the supplier's.
    """
    rows = this.rows
    pv = rows["remaining_obligation_pv"]
    if this.scalars["is_buyer"] == 0:
        return _largest(pv)
    end = rows["commitment_end_month"]
    rate = this.scalars["monthly_borrowing_rate"]
    worst = 0.0
    for t in range(MONTHS - 1):
        if end[t + 1] == end[t] and rows["month"][t + 1] <= end[t]:
            expected = pv[t] * (1 + rate) - rows["minimum_fee"][t + 1]
            scale = rows["fees_pv_to_date"][-1] / rows["obligation_discount_factor"][t + 1]
            worst = max(worst, _relative(pv[t + 1] - expected, scale))
    return worst


def cash_adds_up(this: Run) -> float:
    """cash_balance[H] = opening_cash + the sum of net_cash_flow to H."""
    last = int(this.inputs["horizon_months"])
    opening = this.inputs["opening_cash"]
    flow = this.rows["net_cash_flow"][:last]
    balance = this.rows["cash_balance"][:last]
    return _relative(balance[-1] - (opening + sum(flow)), opening, *flow, *balance)


def quarters_add_up(this: Run) -> float:
    """quarter_profit at quarter ends sums to operating_profit up to each quarter's end."""
    rows = this.rows
    worst = 0.0
    quarters = 0.0
    months = 0.0
    largest = 0.0
    for t in INDICES:
        months += rows["operating_profit"][t]
        largest = max(largest, abs(rows["operating_profit"][t]), abs(months))
        if rows["quarter_month"][t] == 3:
            quarters += rows["quarter_profit"][t]
            worst = max(worst, _relative(quarters - months, largest))
    return worst


def hours_add_up(this: Run) -> float:
    """Used hours and unserved hours are the need."""
    rows = this.rows
    worst = 0.0
    for t in INDICES:
        used = rows["contract_used"][t] + rows["incumbent_used"][t] + rows["spot_used"][t]
        need = rows["compute_need"][t]
        worst = max(worst, _relative(used + rows["unserved_hours"][t] - need, need))
    return worst


def deposit_clears(this: Run) -> float:
    """contract_cash sums to contract_charge and exit_expense over the 120 months."""
    rows = this.rows
    cash = sum(rows["contract_cash"])
    charged = sum(rows["contract_charge"]) + sum(rows["exit_expense"])
    scale = sum(abs(value) for value in rows["contract_cash"])
    return _relative(cash - charged, scale, _largest(rows["prepay_balance"]))


def served_ratio_is_a_share(this: Run) -> float:
    """served_ratio lies from 0 to 1."""
    return max(max(0.0, -ratio, ratio - 1) for ratio in this.rows["served_ratio"])


def maturity_adds_up(this: Run) -> float:
    """The six buckets of maturity sum to remaining_obligation."""
    maturity = headline(this.inputs, this.scalars, this.rows)["maturity"]
    if not isinstance(maturity, list):
        raise TypeError("maturity is a list of six")
    owed = this.rows["remaining_obligation"][int(this.inputs["decision_month"]) - 1]
    return _relative(sum(maturity) - owed, owed, at(this.rows["fees_to_date"], MONTHS))


def violations(inputs: Values) -> Values:
    """The largest violation of every property but the exit identity, by name, from one run."""
    this = run(inputs)
    checks = (
        obligation_unwinds,
        cash_adds_up,
        quarters_add_up,
        hours_add_up,
        deposit_clears,
        served_ratio_is_a_share,
        maturity_adds_up,
    )
    return {check.__name__: check(this) for check in checks}
