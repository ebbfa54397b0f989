"""Profit and loss; accounting and cash; alternatives and supplier."""

from __future__ import annotations

import math

from .base import INDICES, Rows, Values, at, cumsum, new_row, prev, total


def profit_and_loss(v: Values, r: Rows) -> None:
    """Revenue to operating profit, by month and quarter to date."""
    _revenue_and_compute(v, r)
    _gross_margin(v, r)
    _operating_profit(v, r)


def _revenue_and_compute(v: Values, r: Rows) -> None:
    month = r["month"]

    revenue = r["revenue"] = new_row()
    for t in INDICES:
        wanted = r["demand_volume"][t] * r["api_price_index"][t] + r["anchor_revenue"][t]
        revenue[t] = wanted * r["served_ratio"][t]

    lost_revenue = r["lost_revenue"] = new_row()
    for t in INDICES:
        wanted = r["demand_volume"][t] * r["api_price_index"][t] + r["anchor_revenue"][t]
        lost_revenue[t] = wanted * (1 - r["served_ratio"][t])

    incumbent_cost = r["incumbent_cost"] = new_row()
    for t in INDICES:
        hours = max(r["incumbent_used"][t], r["incumbent_firm_hours"][t])
        decline = v["market_price_decline"] * v["incumbent_price_indexation"]
        index = math.pow(1 - decline, (month[t] - 1) / 12)
        incumbent_cost[t] = hours * v["incumbent_price"] * index

    spot_cost = r["spot_cost"] = new_row()
    for t in INDICES:
        spot_cost[t] = r["spot_used"][t] * r["market_price"][t] * (1 + v["spot_premium"])

    compute_cost = r["compute_cost"] = new_row()
    for t in INDICES:
        spend = r["contract_charge"][t] + incumbent_cost[t] + spot_cost[t]
        compute_cost[t] = spend - r["resale_income"][t]


def _gross_margin(v: Values, r: Rows) -> None:
    revenue = r["revenue"]
    compute_need = r["compute_need"]
    unserved_hours = r["unserved_hours"]

    custom_revenue_share = r["custom_revenue_share"] = new_row()
    for t in INDICES:
        share = v["custom_share"] + v["custom_shift"] * (r["month"][t] - 1) / 12
        custom_revenue_share[t] = max(0.0, min(1.0, share))

    custom_revenue = r["custom_revenue"] = new_row()
    for t in INDICES:
        custom_revenue[t] = revenue[t] * custom_revenue_share[t]

    metered_revenue = r["metered_revenue"] = new_row()
    for t in INDICES:
        metered_revenue[t] = revenue[t] - custom_revenue[t]

    blended_cogs_pct = r["blended_cogs_pct"] = new_row()
    for t in INDICES:
        metered = v["other_cogs_pct"] * (1 - custom_revenue_share[t])
        blended_cogs_pct[t] = metered + v["custom_cogs_pct"] * custom_revenue_share[t]

    gross_profit = r["gross_profit"] = new_row()
    for t in INDICES:
        if compute_need[t] > unserved_hours[t]:
            inference_served = max(0.0, r["inference_need"][t] - unserved_hours[t])
            serving_share = inference_served / max(compute_need[t] - unserved_hours[t], 1e-06)
        else:
            serving_share = 0.0
        after_cogs = revenue[t] * (1 - blended_cogs_pct[t])
        gross_profit[t] = after_cogs - r["compute_cost"][t] * serving_share


def _operating_profit(v: Values, r: Rows) -> None:
    revenue = r["revenue"]
    blended_cogs_pct = r["blended_cogs_pct"]
    compute_cost = r["compute_cost"]

    fixed_opex = r["fixed_opex"] = new_row()
    for t in INDICES:
        growth = math.pow(1 + v["fixed_opex_growth"], (r["month"][t] - 1) / 12)
        integration = v["integration_cost"] * float(r["contract_month"][t] == 1)
        added = r["live_flag"][t] * v["is_buyer"] * (v["security_cost"] + integration)
        fixed_opex[t] = v["opening_fixed_opex"] * growth + added

    operating_profit = r["operating_profit"] = new_row()
    for t in INDICES:
        margin = revenue[t] * (1 - blended_cogs_pct[t] - v["sales_marketing_pct"])
        operating_profit[t] = margin - compute_cost[t] - fixed_opex[t] - r["exit_expense"][t]

    quarter_profit = r["quarter_profit"] = new_row()
    for t in INDICES:
        before = 0.0 if r["quarter_month"][t] == 1 else prev(quarter_profit, t, 0.0)
        quarter_profit[t] = before + operating_profit[t]

    profit_run = r["profit_run"] = new_row()
    for t in INDICES:
        profit_run[t] = prev(profit_run, t, 0.0) + 1 if operating_profit[t] > 0 else 0.0

    cost_covering_revenue = r["cost_covering_revenue"] = new_row()
    for t in INDICES:
        margin_pct = max(0.01, 1 - blended_cogs_pct[t] - v["sales_marketing_pct"])
        cost_covering_revenue[t] = (compute_cost[t] + fixed_opex[t]) / margin_pct


def accounting_and_cash(v: Values, r: Rows) -> None:
    """Onerous test, lease basis and cash."""
    _onerous_provision(v, r)
    operating_profit = r["operating_profit"]
    prepay_balance = r["prepay_balance"]
    revenue = r["revenue"]

    lease_basis_profit = r["lease_basis_profit"] = new_row()
    for t in INDICES:
        to_start = math.pow(1 + v["monthly_borrowing_rate"], v["contract_start_month"] - 1)
        straight_line = total(r["minimum_fee_pv"]) * to_start / max(1.0, v["life_months"])
        swapped = r["live_flag"][t] * v["is_buyer"] * (r["minimum_fee"][t] - straight_line)
        lease_basis_profit[t] = operating_profit[t] + swapped

    net_cash_flow = r["net_cash_flow"] = new_row()
    for t in INDICES:
        deposit_paid = prepay_balance[t] - prev(prepay_balance, t, 0.0)
        revenue_growth = revenue[t] - prev(revenue, t, v["opening_revenue"])
        receivables = revenue_growth * v["days_sales_outstanding"] / 30
        raised = v["funding_raise"] * float(r["month"][t] == v["funding_month"])
        net_cash_flow[t] = operating_profit[t] - deposit_paid - receivables + raised

    cash_balance = r["cash_balance"] = new_row()
    for t in INDICES:
        cash_balance[t] = prev(cash_balance, t, v["opening_cash"]) + net_cash_flow[t]


def _onerous_provision(v: Values, r: Rows) -> None:
    compute_need = r["compute_need"]
    unserved_hours = r["unserved_hours"]
    discount = r["obligation_discount_factor"]

    contract_benefit_pv = r["contract_benefit_pv"] = new_row()
    for t in INDICES:
        if compute_need[t] > unserved_hours[t]:
            share = r["contract_used"][t] / max(compute_need[t] - unserved_hours[t], 1e-06)
        else:
            share = 0.0
        margin_pct = 1 - r["blended_cogs_pct"][t] - v["sales_marketing_pct"]
        contract_benefit_pv[t] = share * r["revenue"][t] * margin_pct * discount[t]

    benefit_pv_to_date = r["benefit_pv_to_date"] = new_row()
    for t in INDICES:
        benefit_pv_to_date[t] = cumsum(contract_benefit_pv, t)

    onerous_provision = r["onerous_provision"] = new_row()
    for t in INDICES:
        if r["remaining_obligation"][t] > 0:
            to_end = at(benefit_pv_to_date, r["commitment_end_month"][t]) - benefit_pv_to_date[t]
            to_exit = at(benefit_pv_to_date, r["earliest_exit_month"][t]) - benefit_pv_to_date[t]
            loss_staying = r["remaining_obligation_pv"][t] - to_end / discount[t]
            loss_leaving = r["exit_cost_pv"][t] - to_exit / discount[t]
            onerous_provision[t] = max(0.0, min(loss_staying, loss_leaving))
        else:
            onerous_provision[t] = 0.0


def alternatives_and_supplier(v: Values, r: Rows) -> None:
    """The contract's cash, the supplier's side, and building instead."""
    contract_month = r["contract_month"]
    prepay_balance = r["prepay_balance"]

    contract_cash = r["contract_cash"] = new_row()
    for t in INDICES:
        paid = r["contract_charge"][t] + prepay_balance[t] - prev(prepay_balance, t, 0.0)
        contract_cash[t] = paid + r["exit_expense"][t]

    supplier_receipts = r["supplier_receipts"] = new_row()
    for t in INDICES:
        switching = r["exit_flag"][t] * v["is_buyer"] * r["supplier_leaving_charge"][t]
        supplier_receipts[t] = contract_cash[t] - switching

    own_build_cost = r["own_build_cost"] = new_row()
    for t in INDICES:
        started = float(contract_month[t] == 1)
        capex = v["committed_gpus"] * v["own_capex_per_gpu"] * started
        if contract_month[t] <= v["own_lead_months"]:
            running = r["contract_used"][t] * r["market_price"][t] * (1 + v["spot_premium"])
        else:
            running = v["committed_gpus"] * v["own_opex_per_gpu"] / 1000
        own_build_cost[t] = v["is_buyer"] * r["live_flag"][t] * (capex + running)

    own_residual = r["own_residual"] = new_row()
    for t in INDICES:
        started = float(contract_month[t] >= 1)
        years = max(0.0, contract_month[t] - v["own_lead_months"]) / 12
        bought = v["is_buyer"] * started * v["committed_gpus"] * v["own_capex_per_gpu"]
        own_residual[t] = bought * math.pow(1 - v["own_value_loss"], years)
