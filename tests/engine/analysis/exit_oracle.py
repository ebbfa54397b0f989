"""Exit plans in plain loops over the oracle's runs: the referee of `engine.analysis.exit_plan`."""

from __future__ import annotations

from typing import NamedTuple

from tests.oracle import headline, model
from tests.oracle.inputs import defaults, presets

Values = dict[str, float]
Rows = dict[str, list[float]]
FREE = {"exit_notice_month": 0.0, "supplier_exit_month": 0.0}


class Run(NamedTuple):
    inputs: Values
    scalars: Values
    rows: Rows

    def figure(self, key: str) -> float:
        found = headline.headline(self.inputs, self.scalars, self.rows)[key]
        return 0.0 if found is None else float(found)  # type: ignore[arg-type]


def run(inputs: Values, **changes: float) -> Run:
    chosen = {**inputs, **changes}
    scalars, rows = model.evaluate(chosen)
    return Run(chosen, scalars, rows)


def small_contract(**changes: float) -> Values:
    """100 a month for six months, worth 60 on the market; no interest; one month of notice.

    Leaving after month e saves 40 for every month after it and costs 10 to switch.
    """
    return {
        **defaults(),
        "monthly_spend": 100.0,
        "term_months": 6.0,
        "ramp_months": 0.0,
        "lockin_months": 0.0,
        "notice_months": 1.0,
        "termination_fee_pct": 0.0,
        "termination_fee_floor": 0.0,
        "switching_cost": 10.0,
        "committed_gpus": 100.0,
        "hours_per_month": 730.0,
        "opening_market_price": 60.0 / 73.0,
        "market_price_decline": 0.0,
        "discount_rate": 0.0,
        "borrowing_rate": 0.0,
        **changes,
    }


def preset(key: str, **changes: float) -> Values:
    return {**presets()[key], **changes}


def discounted(this: Run) -> list[float]:
    """The saving of each month at today's value."""
    saving, discount = this.rows["exit_saving"], this.rows["discount_factor"]
    return [value * factor for value, factor in zip(saving, discount, strict=True)]


def saving_by_leaving(stay: Run, month: int) -> float:
    """What notice in a model month saves at today's value, from the run that gives it.

    The excess over the market that the staying run pays after the exit, less what the leaving
    run pays for leaving.
    """
    notice = stay.rows["contract_month"][month - 1]
    leave = run(stay.inputs, exit_notice_month=notice)
    before = stay.inputs["contract_start_month"] - 1
    last = int(before + leave.scalars["exit_effective_month"])
    over = stay.scalars["exit_effective_month"] == 0
    assert over, "the staying run must not leave"
    in_term = leave.scalars["exit_effective_month"] <= stay.inputs["term_months"]
    end = int(before + (stay.inputs["term_months"] if in_term else stay.scalars["life_months"]))
    odf = stay.rows["obligation_discount_factor"]
    excess = [
        (fee - worth) * factor
        for fee, worth, factor in zip(
            stay.rows["scheduled_fee"], stay.rows["market_value"], odf, strict=True
        )
    ]
    cost = leave.rows["exit_expense"][last - 1] * odf[last - 1] if last <= 120 else 0.0
    saved = sum(excess[last:end]) - cost
    return saved / odf[month - 1] * stay.rows["discount_factor"][month - 1]


def net_cost(inputs: Values) -> float:
    """The contract above the market, left in its month of the largest saving or not at all."""
    stay = run(inputs, **FREE)
    staying = stay.figure("contract_pv") - stay.figure("market_pv")
    best, notice = 0.0, 0.0
    for saving, month in zip(discounted(stay), stay.rows["contract_month"], strict=True):
        if 1 <= month <= 96 and saving > best:
            best, notice = saving, month
    if not notice:
        return staying
    leave = run({**inputs, **FREE}, exit_notice_month=notice)
    return min(staying, leave.figure("contract_pv") - leave.figure("market_pv"))
