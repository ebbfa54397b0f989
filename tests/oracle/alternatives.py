"""Headline figures that set the contract against its alternatives and see the supplier's side."""

from __future__ import annotations

import math

from .base import MONTHS, Rows, Values, at
from .figures import Figure, Figures, sum_of

# The table says "120 months" at contract_pv only. What is compared with it must run as long, or
# the contract would be set against a part of its alternative; the commitments run to their end.
_LAST = MONTHS


def alternatives(v: Values, r: Rows) -> Figures:
    """contract_pv to lease_liability_at_start, in the order of the table."""
    buyer = v["is_buyer"] == 1
    fleet = buyer and v["committed_gpus"] > 0
    contract_pv = _contract_pv(r) if buyer else None
    spot_pv = _spot_pv(v, r) if buyer else None
    own_pv = _own_pv(v, r) if fleet else None
    existing = [pv for pv in (contract_pv, spot_pv, own_pv) if pv is not None]
    regret: Figure = None
    if contract_pv is not None:
        regret = contract_pv - min(existing)
    floor, ceiling = _bargaining_range(v, r, contract_pv, spot_pv, own_pv)
    return {
        "contract_pv": contract_pv,
        "spot_pv": spot_pv,
        "own_pv": own_pv,
        "market_pv": _market_pv(r) if buyer else None,
        "regret": regret,
        "own_crossover_month": _own_crossover(v, r, net=False) if fleet else None,
        "own_crossover_net_month": _own_crossover(v, r, net=True) if fleet else None,
        "supplier_npv": _receipts_pv(r) - _supplier_cost_pv(v, r) if buyer else None,
        "supplier_concentration": _supplier_concentration(v) if buyer else None,
        "zopa_floor": floor,
        "zopa_ceiling": ceiling,
        "lease_liability_at_start": _lease_liability_at_start(v, r),
    }


def _contract_pv(r: Rows) -> float:
    cash = r["contract_cash"]
    resale = r["resale_income"]
    discount = r["discount_factor"]
    return sum_of(_LAST, lambda t: (cash[t] - resale[t]) * discount[t])


def _spot_pv(v: Values, r: Rows) -> float:
    used = r["contract_used"]
    price = r["market_price"]
    discount = r["discount_factor"]
    return sum_of(_LAST, lambda t: used[t] * price[t] * (1 + v["spot_premium"]) * discount[t])


def _last_contract_month(v: Values) -> int:
    """T: the model month in which the contract ends, by exit or by itself."""
    leaves = v["exit_effective_month"]
    end = v["contract_start_month"] - 1 + (leaves if leaves > 0 else v["life_months"])
    return int(min(MONTHS, end))


def _own_pv(v: Values, r: Rows) -> float:
    last = _last_contract_month(v)
    cost = r["own_build_cost"]
    discount = r["discount_factor"]
    paid = sum_of(_LAST, lambda t: cost[t] * discount[t])
    return paid - at(r["own_residual"], last) * at(discount, last)


def _market_pv(r: Rows) -> float:
    value = r["market_value"]
    live = r["live_flag"]
    discount = r["discount_factor"]
    return sum_of(_LAST, lambda t: value[t] * live[t] * discount[t])


def _own_crossover(v: Values, r: Rows, *, net: bool) -> Figure:
    contract = 0.0
    own = 0.0
    for t in range(1, _last_contract_month(v) + 1):
        contract += r["contract_cash"][t - 1]
        own += r["own_build_cost"][t - 1]
        residual = r["own_residual"][t - 1] if net else 0.0
        if r["contract_month"][t - 1] >= 1 and contract >= own - residual:
            return float(t)
    return None


def _receipts_pv(r: Rows) -> float:
    receipts = r["supplier_receipts"]
    discount = r["discount_factor"]
    return sum_of(_LAST, lambda t: receipts[t] * discount[t])


def _supplier_cost_pv(v: Values, r: Rows) -> float:
    """c: what the supplier could have sold otherwise, what it runs, and what it still builds."""
    gpus = r["delivered_gpus"]
    price = r["market_price"]
    discount = r["discount_factor"]
    hours = v["hours_per_month"] / 1000
    forgone = sum_of(
        _LAST, lambda t: gpus[t] * hours * v["supplier_resold_pct"] * price[t] * discount[t]
    )
    running = sum_of(_LAST, lambda t: v["own_opex_per_gpu"] * gpus[t] / 1000 * discount[t])
    capex = v["own_capex_per_gpu"] * v["committed_gpus"] * v["supplier_new_build_pct"]
    return forgone + running + capex * at(discount, v["contract_start_month"])


def _supplier_concentration(v: Values) -> Figure:
    sold = 12 * v["monthly_spend"]
    everything = sold + v["supplier_base_revenue"]
    return sold / everything if everything != 0 else None


def _bargaining_range(
    v: Values, r: Rows, contract_pv: float | None, spot_pv: float | None, own_pv: float | None
) -> tuple[Figure, Figure]:
    """The least the supplier can take and the most the buyer should pay, as a monthly spend."""
    if contract_pv is None or spot_pv is None or own_pv is None:
        return None, None
    receipts_pv = _receipts_pv(r)
    floor: Figure = None
    ceiling: Figure = None
    if receipts_pv > 0:
        floor = v["monthly_spend"] * _supplier_cost_pv(v, r) / receipts_pv
    if contract_pv > 0:
        ceiling = v["monthly_spend"] * min(spot_pv, own_pv) / contract_pv
    return floor, ceiling


def _lease_liability_at_start(v: Values, r: Rows) -> float:
    to_start = math.pow(1 + v["monthly_borrowing_rate"], v["contract_start_month"] - 1)
    return sum(r["minimum_fee_pv"]) * to_start
