"""Scalars; timing; market and contract price; contract schedule."""

from __future__ import annotations

import math

from .base import INDICES, Rows, Values, new_row, prev


def scalars(i: Values) -> Values:
    """The 17 scalars, in order."""
    s: Values = {}
    s["monthly_discount_rate"] = math.pow(1 + i["discount_rate"], 1 / 12) - 1
    s["monthly_borrowing_rate"] = math.pow(1 + i["borrowing_rate"], 1 / 12) - 1
    if i["committed_gpus"] > 0:
        hours = max(i["committed_gpus"] * i["hours_per_month"], 1e-06)
        s["contract_price"] = 1000 * i["monthly_spend"] / hours
    else:
        s["contract_price"] = 0.0
    s["life_months"] = i["term_months"] + i["auto_renew"] * i["renewal_months"]
    s["term_end"] = i["contract_start_month"] - 1 + i["term_months"]
    s["life_end"] = i["contract_start_month"] - 1 + s["life_months"]
    s["buyer_exit_effective_month"] = _effective_month(i, s, i["exit_notice_month"])
    s["supplier_exit_effective_month"] = _effective_month(i, s, i["supplier_exit_month"])
    buyer_exit = s["buyer_exit_effective_month"]
    supplier_exit = s["supplier_exit_effective_month"]
    s["buyer_exits"] = float(
        buyer_exit > 0 and (buyer_exit <= supplier_exit if supplier_exit > 0 else True)
    )
    s["exit_effective_month"] = buyer_exit if s["buyer_exits"] != 0 else supplier_exit
    s["notice_given_month"] = (
        i["exit_notice_month"] if s["buyer_exits"] != 0 else i["supplier_exit_month"]
    )
    s["is_buyer"] = 1.0 if i["payment_direction"] > 0 else 0.0
    s["ramp_opening"] = 1.0 if i["ramp_months"] <= 0 else i["ramp_first_pct"]
    s["ramp_slope"] = (
        0.0 if i["ramp_months"] <= 0 else (1 - i["ramp_first_pct"]) / max(1.0, i["ramp_months"])
    )
    s["clawback_rate"] = i["clawback_pct"] * i["list_discount"] / max(0.01, 1 - i["list_discount"])
    s["opening_fast_share"] = min(i["fast_share"], 1 - i["frontier_share"])
    s["opening_tier_intensity"] = (
        i["frontier_share"] * i["frontier_intensity"]
        + s["opening_fast_share"] * i["fast_intensity"]
        + (1 - i["frontier_share"] - s["opening_fast_share"])
    )
    return s


def _effective_month(i: Values, s: Values, notice_month: float) -> float:
    """The contract month in which notice given in `notice_month` ends the contract; 0 if none."""
    if notice_month <= 0:
        return 0.0
    renewed = i["auto_renew"] != 0 and notice_month > i["term_months"] - i["notice_months"]
    committed = s["life_months"] if renewed else i["term_months"]
    return min(committed, max(notice_month, i["lockin_months"]) + i["notice_months"])


def timing(v: Values, r: Rows) -> None:
    """Months, contract months, flags and the two discount factors."""
    _contract_clock(v, r)
    _calendar(v, r)
    _discounting(v, r)


def _contract_clock(v: Values, r: Rows) -> None:
    month = r["month"] = new_row()
    for t in INDICES:
        month[t] = prev(month, t, 0.0) + 1

    contract_month = r["contract_month"] = new_row()
    for t in INDICES:
        contract_month[t] = max(0.0, month[t] - v["contract_start_month"] + 1)

    term_flag = r["term_flag"] = new_row()
    for t in INDICES:
        term_flag[t] = float(1 <= contract_month[t] <= v["life_months"])

    live_flag = r["live_flag"] = new_row()
    for t in INDICES:
        if v["exit_effective_month"] > 0:
            live_flag[t] = term_flag[t] * float(contract_month[t] <= v["exit_effective_month"])
        else:
            live_flag[t] = term_flag[t]

    exit_flag = r["exit_flag"] = new_row()
    for t in INDICES:
        leaves = v["exit_effective_month"] > 0
        exit_flag[t] = float(leaves and contract_month[t] == v["exit_effective_month"])


def _calendar(v: Values, r: Rows) -> None:
    contract_month = r["contract_month"]

    year_month = r["year_month"] = new_row()
    for t in INDICES:
        if contract_month[t] < 1:
            year_month[t] = 0.0
        elif prev(year_month, t, 0.0) >= 12:
            year_month[t] = 1.0
        else:
            year_month[t] = prev(year_month, t, 0.0) + 1

    contract_year = r["contract_year"] = new_row()
    for t in INDICES:
        contract_year[t] = prev(contract_year, t, 0.0) + float(year_month[t] == 1)

    quarter_month = r["quarter_month"] = new_row()
    for t in INDICES:
        before = prev(quarter_month, t, v["quarter_phase"])
        quarter_month[t] = 1.0 if before >= 3 else before + 1


def _discounting(v: Values, r: Rows) -> None:
    month = r["month"]

    discount_factor = r["discount_factor"] = new_row()
    for t in INDICES:
        periods = month[t] - 1 + v["npv_timing"]
        discount_factor[t] = math.pow(1 + v["monthly_discount_rate"], -periods)

    obligation_discount_factor = r["obligation_discount_factor"] = new_row()
    for t in INDICES:
        obligation_discount_factor[t] = math.pow(1 + v["monthly_borrowing_rate"], -month[t])


def market_and_contract_price(v: Values, r: Rows) -> None:
    """Market price, the price customers pay, and the contract's own price index."""
    month = r["month"]
    year_month = r["year_month"]

    market_price = r["market_price"] = new_row()
    for t in INDICES:
        years = (month[t] - 1) / 12
        market_price[t] = v["opening_market_price"] * math.pow(1 - v["market_price_decline"], years)

    api_price_index = r["api_price_index"] = new_row()
    for t in INDICES:
        years = (month[t] - 1) / 12
        unit_cost = math.pow((1 - v["efficiency_gain"]) * (1 - v["market_price_decline"]), years)
        api_price_index[t] = 1 - v["price_pass_through"] * (1 - unit_cost)

    benchmark_cap = r["benchmark_cap"] = new_row()
    for t in INDICES:
        if v["benchmark_clause"] != 0 and v["contract_price"] > 0 and year_month[t] == 1:
            allowed = market_price[t] * (1 + v["benchmark_threshold"])
            benchmark_cap[t] = allowed / max(v["contract_price"], 1e-06)
        else:
            benchmark_cap[t] = 1000000.0

    contract_price_index = r["contract_price_index"] = new_row()
    for t in INDICES:
        if r["contract_month"][t] <= 1:
            contract_price_index[t] = 1.0
        else:
            escalation = 1 + v["fee_escalator"] * float(year_month[t] == 1)
            escalated = prev(contract_price_index, t, 1.0) * escalation
            floor = escalated * (1 - v["benchmark_max_cut"])
            contract_price_index[t] = min(escalated, max(benchmark_cap[t], floor))


def contract_schedule(v: Values, r: Rows) -> None:
    """Ramp, step-down, the fees scheduled, and the GPUs delivered."""
    _ramps(v, r)
    _fees_and_gpus(v, r)


def _ramps(v: Values, r: Rows) -> None:
    contract_month = r["contract_month"]

    capacity_ramp = r["capacity_ramp"] = new_row()
    for t in INDICES:
        if contract_month[t] > v["delivery_delay_months"]:
            since = contract_month[t] - v["delivery_delay_months"] - 1
            capacity_ramp[t] = min(1.0, v["ramp_opening"] + v["ramp_slope"] * since)
        else:
            capacity_ramp[t] = 0.0

    fee_ramp = r["fee_ramp"] = new_row()
    for t in INDICES:
        if v["pay_on_delivery"] > 0:
            fee_ramp[t] = capacity_ramp[t]
        elif contract_month[t] >= 1:
            since = contract_month[t] - 1
            fee_ramp[t] = min(1.0, v["ramp_opening"] + v["ramp_slope"] * since)
        else:
            fee_ramp[t] = 0.0

    step_factor = r["step_factor"] = new_row()
    for t in INDICES:
        stepped = v["stepdown_month"] > 0 and contract_month[t] >= v["stepdown_month"]
        step_factor[t] = 1 - v["stepdown_pct"] if stepped else 1.0


def _fees_and_gpus(v: Values, r: Rows) -> None:
    contract_month = r["contract_month"]
    capacity_ramp = r["capacity_ramp"]
    step_factor = r["step_factor"]

    full_fee = r["full_fee"] = new_row()
    for t in INDICES:
        full_fee[t] = v["monthly_spend"] * step_factor[t] * r["contract_price_index"][t]

    scheduled_fee = r["scheduled_fee"] = new_row()
    for t in INDICES:
        uplift = 1 + v["renewal_uplift"] if contract_month[t] > v["term_months"] else 1.0
        scheduled_fee[t] = full_fee[t] * r["fee_ramp"][t] * r["term_flag"][t] * uplift

    minimum_fee = r["minimum_fee"] = new_row()
    for t in INDICES:
        minimum_fee[t] = scheduled_fee[t] * v["take_or_pay_pct"]

    committed_fee = r["committed_fee"] = new_row()
    for t in INDICES:
        committed_fee[t] = scheduled_fee[t] * r["live_flag"][t] * v["is_buyer"]

    delivered_gpus = r["delivered_gpus"] = new_row()
    for t in INDICES:
        installed = v["committed_gpus"] * capacity_ramp[t] * step_factor[t]
        delivered_gpus[t] = installed * r["live_flag"][t] * v["is_buyer"]
