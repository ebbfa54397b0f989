"""Contract charges; lock-in: what is owed, what leaving costs and what it saves."""

from __future__ import annotations

from .base import INDICES, Rows, Values, at, cumsum, new_row, prev


def contract_charges(v: Values, r: Rows) -> None:
    """Take-or-pay, make-up hours, overage, SLA credits and resale."""
    committed_fee = r["committed_fee"]
    contract_hours = r["contract_hours"]
    contract_utilisation = r["contract_utilisation"]
    contract_flex_used = r["contract_flex_used"]

    shortfall_payment = r["shortfall_payment"] = new_row()
    for t in INDICES:
        short = max(0.0, v["take_or_pay_pct"] - contract_utilisation[t])
        shortfall_payment[t] = committed_fee[t] * short

    makeup_bank = r["makeup_bank"] = new_row()
    for t in INDICES:
        before = prev(makeup_bank, t, 0.0)
        short = max(0.0, v["take_or_pay_pct"] - contract_utilisation[t])
        earned = v["makeup_pct"] * contract_hours[t] * short
        spent = min(before, contract_flex_used[t])
        cap = v["makeup_cap_months"] * r["contracted_hours"][t]
        makeup_bank[t] = r["live_flag"][t] * min(cap, before + earned - spent)

    overage_charge = r["overage_charge"] = new_row()
    for t in INDICES:
        over = max(0.0, contract_flex_used[t] - prev(makeup_bank, t, 0.0))
        price = over * v["contract_price"] * r["contract_price_index"][t]
        overage_charge[t] = price * v["overage_multiple"]

    sla_credit = r["sla_credit"] = new_row()
    for t in INDICES:
        short = max(0.0, v["sla_target"] - v["availability"] * r["outage_factor"][t])
        sla_credit[t] = committed_fee[t] * min(
            v["sla_credit_cap"], v["sla_credit_multiple"] * short
        )

    contract_charge = r["contract_charge"] = new_row()
    for t in INDICES:
        fee = committed_fee[t] * max(v["take_or_pay_pct"], contract_utilisation[t])
        contract_charge[t] = fee + overage_charge[t] - sla_credit[t]

    resale_income = r["resale_income"] = new_row()
    for t in INDICES:
        idle = max(0.0, contract_hours[t] - r["contract_used"][t])
        price = idle * v["resale_pct"] * r["market_price"][t]
        resale_income[t] = price * (1 - v["resale_haircut"])


def lock_in(v: Values, r: Rows) -> None:
    """The obligation, the exit and its price, and the saving from leaving."""
    _fees(v, r)
    _ends(v, r)
    _obligation(v, r)
    _leaving(v, r)
    _exit_cost(v, r)
    _excess_over_market(v, r)
    _saving(v, r)


def _fees(v: Values, r: Rows) -> None:
    fees_to_date = r["fees_to_date"] = new_row()
    for t in INDICES:
        fees_to_date[t] = cumsum(r["minimum_fee"], t) * v["is_buyer"]

    minimum_fee_pv = r["minimum_fee_pv"] = new_row()
    for t in INDICES:
        discounted = r["minimum_fee"][t] * r["obligation_discount_factor"][t]
        minimum_fee_pv[t] = discounted * v["is_buyer"]

    fees_pv_to_date = r["fees_pv_to_date"] = new_row()
    for t in INDICES:
        fees_pv_to_date[t] = cumsum(minimum_fee_pv, t)


def _ends(v: Values, r: Rows) -> None:
    contract_month = r["contract_month"]

    notice_given = r["notice_given"] = new_row()
    for t in INDICES:
        leaves = v["exit_effective_month"] > 0
        notice_given[t] = float(leaves and contract_month[t] >= v["notice_given_month"])

    committed_end = r["committed_end"] = new_row()
    for t in INDICES:
        last_notice = v["term_months"] - v["notice_months"]
        if notice_given[t] != 0:
            committed_end[t] = v["exit_effective_month"]
        elif v["auto_renew"] != 0 and contract_month[t] > last_notice:
            committed_end[t] = v["life_months"]
        else:
            committed_end[t] = v["term_months"]

    exit_month = r["exit_month"] = new_row()
    for t in INDICES:
        earliest = max(contract_month[t], v["lockin_months"]) + v["notice_months"]
        exit_month[t] = min(committed_end[t], earliest)

    commitment_end_month = r["commitment_end_month"] = new_row()
    for t in INDICES:
        commitment_end_month[t] = v["contract_start_month"] - 1 + committed_end[t]

    earliest_exit_month = r["earliest_exit_month"] = new_row()
    for t in INDICES:
        earliest_exit_month[t] = v["contract_start_month"] - 1 + exit_month[t]


def _obligation(v: Values, r: Rows) -> None:
    fees_to_date = r["fees_to_date"]
    fees_pv_to_date = r["fees_pv_to_date"]

    remaining_obligation = r["remaining_obligation"] = new_row()
    for t in INDICES:
        at_end = at(fees_to_date, r["commitment_end_month"][t])
        remaining_obligation[t] = max(0.0, at_end - fees_to_date[t])

    remaining_obligation_pv = r["remaining_obligation_pv"] = new_row()
    for t in INDICES:
        at_end = at(fees_pv_to_date, r["commitment_end_month"][t])
        ahead = max(0.0, at_end - fees_pv_to_date[t])
        remaining_obligation_pv[t] = ahead / r["obligation_discount_factor"][t]

    unavoidable_fees = r["unavoidable_fees"] = new_row()
    for t in INDICES:
        at_exit = at(fees_to_date, r["earliest_exit_month"][t])
        unavoidable_fees[t] = max(0.0, at_exit - fees_to_date[t])

    fees_after = r["fees_after"] = new_row()
    for t in INDICES:
        in_term = r["contract_month"][t] <= v["term_months"]
        last = at(fees_to_date, v["term_end"]) if in_term else at(fees_to_date, v["life_end"])
        fees_after[t] = max(0.0, last - fees_to_date[t])


def _leaving(v: Values, r: Rows) -> None:
    fees_to_date = r["fees_to_date"]
    fees_after = r["fees_after"]

    deposit_outstanding = r["deposit_outstanding"] = new_row()
    for t in INDICES:
        started = float(r["contract_month"][t] >= 1)
        ahead = max(0.0, at(fees_to_date, v["term_end"]) - fees_to_date[t])
        deposit_outstanding[t] = started * v["prepay_pct"] * ahead

    prepay_balance = r["prepay_balance"] = new_row()
    for t in INDICES:
        held = r["live_flag"][t] * (1 - r["exit_flag"][t])
        prepay_balance[t] = held * deposit_outstanding[t]

    exit_fee_pct = r["exit_fee_pct"] = new_row()
    for t in INDICES:
        decline = v["termination_fee_decline"] * max(0.0, r["contract_year"][t] - 1)
        exit_fee_pct[t] = max(v["termination_fee_floor"], v["termination_fee_pct"] - decline)

    termination_fee = r["termination_fee"] = new_row()
    for t in INDICES:
        fee = (
            exit_fee_pct[t] * fees_after[t]
            + v["termination_fee_months"] * r["full_fee"][t] * v["is_buyer"]
            + v["clawback_rate"] * fees_to_date[t]
        )
        termination_fee[t] = min(fees_after[t], fee)

    leaving_charge = r["leaving_charge"] = new_row()
    for t in INDICES:
        if fees_after[t] > 0:
            deposit_left = max(0.0, deposit_outstanding[t] - termination_fee[t])
            forfeited = (1 - v["prepay_refund_pct"]) * deposit_left
            leaving_charge[t] = termination_fee[t] + forfeited + v["switching_cost"]
        else:
            leaving_charge[t] = 0.0

    supplier_leaving_charge = r["supplier_leaving_charge"] = new_row()
    for t in INDICES:
        supplier_leaving_charge[t] = v["switching_cost"] if fees_after[t] > 0 else 0.0


def _exit_cost(v: Values, r: Rows) -> None:
    obligation_discount_factor = r["obligation_discount_factor"]
    remaining_obligation = r["remaining_obligation"]

    exit_charge = r["exit_charge"] = new_row()
    for t in INDICES:
        if r["notice_given"][t] != 0 and v["buyer_exits"] == 0:
            exit_charge[t] = at(r["supplier_leaving_charge"], r["earliest_exit_month"][t])
        else:
            exit_charge[t] = at(r["leaving_charge"], r["earliest_exit_month"][t])

    exit_cost = r["exit_cost"] = new_row()
    for t in INDICES:
        if remaining_obligation[t] > 0:
            exit_cost[t] = r["unavoidable_fees"][t] + exit_charge[t]
        else:
            exit_cost[t] = 0.0

    exit_cost_pv = r["exit_cost_pv"] = new_row()
    for t in INDICES:
        if remaining_obligation[t] > 0:
            exits = r["earliest_exit_month"][t]
            fees = max(0.0, at(r["fees_pv_to_date"], exits) - r["fees_pv_to_date"][t])
            charge = exit_charge[t] * at(obligation_discount_factor, exits)
            exit_cost_pv[t] = (fees + charge) / obligation_discount_factor[t]
        else:
            exit_cost_pv[t] = 0.0


def _excess_over_market(v: Values, r: Rows) -> None:
    obligation_discount_factor = r["obligation_discount_factor"]

    market_value = r["market_value"] = new_row()
    for t in INDICES:
        gpus = v["committed_gpus"] * r["capacity_ramp"][t] * r["step_factor"][t]
        hours = gpus * r["term_flag"][t] * v["hours_per_month"] / 1000
        market_value[t] = hours * r["market_price"][t] * v["is_buyer"]

    excess_pv = r["excess_pv"] = new_row()
    for t in INDICES:
        excess = r["scheduled_fee"][t] * v["is_buyer"] - market_value[t]
        excess_pv[t] = excess * obligation_discount_factor[t]

    excess_pv_to_date = r["excess_pv_to_date"] = new_row()
    for t in INDICES:
        excess_pv_to_date[t] = cumsum(excess_pv, t)

    above_market_exposure = r["above_market_exposure"] = new_row()
    for t in INDICES:
        if r["remaining_obligation"][t] > 0:
            at_end = at(excess_pv_to_date, r["commitment_end_month"][t])
            ahead = at_end - excess_pv_to_date[t]
            above_market_exposure[t] = ahead / obligation_discount_factor[t]
        else:
            above_market_exposure[t] = 0.0


def _saving(v: Values, r: Rows) -> None:
    obligation_discount_factor = r["obligation_discount_factor"]
    excess_pv_to_date = r["excess_pv_to_date"]

    leaving_saving_pv = r["leaving_saving_pv"] = new_row()
    for t in INDICES:
        if r["fees_after"][t] > 0:
            in_term = r["contract_month"][t] <= v["term_months"]
            last = at(excess_pv_to_date, v["term_end"] if in_term else v["life_end"])
            charge = r["leaving_charge"][t] * obligation_discount_factor[t]
            leaving_saving_pv[t] = last - excess_pv_to_date[t] - charge
        else:
            leaving_saving_pv[t] = 0.0

    exit_saving = r["exit_saving"] = new_row()
    for t in INDICES:
        if r["remaining_obligation"][t] > 0 and r["notice_given"][t] == 0:
            saved = at(leaving_saving_pv, r["earliest_exit_month"][t])
            exit_saving[t] = saved / obligation_discount_factor[t]
        else:
            exit_saving[t] = 0.0

    exit_expense = r["exit_expense"] = new_row()
    for t in INDICES:
        charges = r["leaving_charge"] if v["buyer_exits"] != 0 else r["supplier_leaving_charge"]
        exit_expense[t] = r["exit_flag"][t] * v["is_buyer"] * charges[t]
