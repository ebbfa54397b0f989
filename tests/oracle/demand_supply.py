"""Demand; supply and use."""

from __future__ import annotations

import math

from .base import INDICES, Rows, Values, new_row, prev


def demand(v: Values, r: Rows) -> None:
    """Revenue demanded, and the GPU-hours that it and training need."""
    _volume(v, r)
    _tiers(v, r)
    _need(v, r)


def _volume(v: Values, r: Rows) -> None:
    month = r["month"]

    growth_rate = r["growth_rate"] = new_row()
    for t in INDICES:
        if month[t] <= 1:
            growth_rate[t] = 0.0
        else:
            halvings = (month[t] - 2) / max(v["growth_half_life_months"], 0.01)
            excess = v["revenue_growth"] - v["long_run_growth"]
            growth_rate[t] = v["long_run_growth"] + excess * math.pow(0.5, halvings)

    demand_base = r["demand_base"] = new_row()
    for t in INDICES:
        demand_base[t] = prev(demand_base, t, v["opening_revenue"]) * (1 + growth_rate[t])

    demand_volume = r["demand_volume"] = new_row()
    for t in INDICES:
        response = math.pow(r["api_price_index"][t], -v["demand_elasticity"])
        demand_volume[t] = demand_base[t] * response

    anchor_revenue = r["anchor_revenue"] = new_row()
    for t in INDICES:
        anchor_revenue[t] = r["scheduled_fee"][t] * r["live_flag"][t] * (1 - v["is_buyer"])


def _tiers(v: Values, r: Rows) -> None:
    month = r["month"]

    tier_move = r["tier_move"] = new_row()
    for t in INDICES:
        drift = v["tier_shift"] * (month[t] - 1) / 12
        tier_move[t] = max(-v["opening_fast_share"], min(v["frontier_share"], drift))

    frontier_revenue_share = r["frontier_revenue_share"] = new_row()
    for t in INDICES:
        frontier_revenue_share[t] = v["frontier_share"] - tier_move[t]

    fast_revenue_share = r["fast_revenue_share"] = new_row()
    for t in INDICES:
        fast_revenue_share[t] = v["opening_fast_share"] + tier_move[t]

    tier_intensity = r["tier_intensity"] = new_row()
    for t in INDICES:
        tier_intensity[t] = (
            frontier_revenue_share[t] * v["frontier_intensity"]
            + fast_revenue_share[t] * v["fast_intensity"]
            + max(0.0, 1 - frontier_revenue_share[t] - fast_revenue_share[t])
        )

    tier_intensity_index = r["tier_intensity_index"] = new_row()
    for t in INDICES:
        tier_intensity_index[t] = tier_intensity[t] / max(v["opening_tier_intensity"], 1e-06)


def _need(v: Values, r: Rows) -> None:
    month = r["month"]

    inference_need = r["inference_need"] = new_row()
    for t in INDICES:
        volume = r["demand_volume"][t] + r["anchor_revenue"][t]
        efficiency = math.pow(1 - v["efficiency_gain"], (month[t] - 1) / 12)
        hours = volume * v["compute_intensity"] * r["tier_intensity_index"][t]
        inference_need[t] = hours * efficiency

    compute_need = r["compute_need"] = new_row()
    for t in INDICES:
        growth = math.pow(1 + v["training_growth"], (month[t] - 1) / 12)
        compute_need[t] = inference_need[t] + v["opening_training_hours"] * growth


def supply_and_use(v: Values, r: Rows) -> None:
    """Hours available from each source, the order in which they are used, and what is unserved."""
    _supply(v, r)
    _use(v, r)
    _what_is_served(r)


def _supply(v: Values, r: Rows) -> None:
    month = r["month"]
    live_flag = r["live_flag"]
    delivered_gpus = r["delivered_gpus"]

    outage_factor = r["outage_factor"] = new_row()
    for t in INDICES:
        start = v["outage_start_month"]
        down = start > 0 and start <= month[t] < start + v["outage_months"]
        outage_factor[t] = 1 - v["outage_severity"] if down else 1.0

    contracted_hours = r["contracted_hours"] = new_row()
    for t in INDICES:
        contracted_hours[t] = delivered_gpus[t] * v["hours_per_month"] / 1000 * v["availability"]

    contract_hours = r["contract_hours"] = new_row()
    for t in INDICES:
        contract_hours[t] = contracted_hours[t] * outage_factor[t]

    incumbent_hours = r["incumbent_hours"] = new_row()
    for t in INDICES:
        growth = math.pow(1 + v["incumbent_growth"], (month[t] - 1) / 12)
        kept = v["incumbent_gpus"] * growth - v["incumbent_replaced_pct"] * delivered_gpus[t]
        allowed = 1 - v["exclusivity_pct"] * live_flag[t] * v["is_buyer"]
        incumbent_hours[t] = max(0.0, kept) * v["hours_per_month"] / 1000 * allowed

    incumbent_firm_hours = r["incumbent_firm_hours"] = new_row()
    for t in INDICES:
        growth = math.pow(1 + v["incumbent_growth"], (month[t] - 1) / 12)
        firm_gpus = v["incumbent_firm_pct"] * v["incumbent_gpus"] * growth
        in_term = float(month[t] <= v["incumbent_term_months"])
        incumbent_firm_hours[t] = firm_gpus * v["hours_per_month"] / 1000 * in_term

    spot_limit = r["spot_limit"] = new_row()
    for t in INDICES:
        allowed = 1 - v["exclusivity_pct"] * live_flag[t] * v["is_buyer"]
        spot_limit[t] = v["spot_capacity"] * allowed


def _use(v: Values, r: Rows) -> None:
    compute_need = r["compute_need"]
    contract_hours = r["contract_hours"]

    contract_base_used = r["contract_base_used"] = new_row()
    for t in INDICES:
        contract_base_used[t] = min(compute_need[t], contract_hours[t])

    incumbent_used = r["incumbent_used"] = new_row()
    for t in INDICES:
        left = compute_need[t] - contract_base_used[t]
        incumbent_used[t] = min(left, r["incumbent_hours"][t])

    contract_flex_used = r["contract_flex_used"] = new_row()
    for t in INDICES:
        left = compute_need[t] - contract_base_used[t] - incumbent_used[t]
        contract_flex_used[t] = min(left, contract_hours[t] * v["flex_capacity_pct"])

    contract_used = r["contract_used"] = new_row()
    for t in INDICES:
        contract_used[t] = contract_base_used[t] + contract_flex_used[t]

    spot_used = r["spot_used"] = new_row()
    for t in INDICES:
        left = compute_need[t] - contract_used[t] - incumbent_used[t]
        spot_used[t] = min(left, r["spot_limit"][t])

    unserved_hours = r["unserved_hours"] = new_row()
    for t in INDICES:
        left = compute_need[t] - contract_used[t] - incumbent_used[t] - spot_used[t]
        unserved_hours[t] = max(0.0, left)


def _what_is_served(r: Rows) -> None:
    inference_need = r["inference_need"]
    contract_hours = r["contract_hours"]

    served_ratio = r["served_ratio"] = new_row()
    for t in INDICES:
        if inference_need[t] > 0:
            lost = r["unserved_hours"][t] / max(inference_need[t], 1e-06)
            served_ratio[t] = max(0.0, 1 - lost)
        else:
            served_ratio[t] = 1.0

    contract_utilisation = r["contract_utilisation"] = new_row()
    for t in INDICES:
        if contract_hours[t] > 0:
            used = r["contract_used"][t] / max(contract_hours[t], 1e-06)
            contract_utilisation[t] = min(1.0, used)
        else:
            contract_utilisation[t] = 0.0
