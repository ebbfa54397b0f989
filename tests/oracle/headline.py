"""The headline figures, each written from its definition; None where it does not exist."""

from __future__ import annotations

from itertools import pairwise

from .alternatives import alternatives
from .base import MONTHS, Row, Rows, Values, at
from .figures import Figure, Figures, sum_of


def headline(inputs: Values, scalars: Values, rows: Rows) -> Figures:
    """Every figure, in the order of the table. Months are model months, counted from 1."""
    v = {**inputs, **scalars}
    figures: Figures = {}
    figures.update(_profitability(v, rows))
    figures.update(_funding(v, rows))
    figures.update(_margins(v, rows))
    figures.update(_obligation(v, rows))
    figures.update(_leaving(rows))
    figures.update(_supply(v, rows))
    figures.update(alternatives(v, rows))
    figures.update(_maturity(v, rows))
    return figures


def _horizon(v: Values) -> int:
    return int(v["horizon_months"])


def _first_where(row: Row, last: int, above_zero: bool) -> Figure:
    """First month up to `last` with a value above zero, or below zero."""
    for t in range(1, last + 1):
        if (row[t - 1] > 0) if above_zero else (row[t - 1] < 0):
            return float(t)
    return None


def _profitability(v: Values, r: Rows) -> Figures:
    sustained = _sustained_profit_month(v, r)
    return {
        "first_profit_month": _first_where(r["operating_profit"], _horizon(v), above_zero=True),
        "first_profit_quarter": _first_profit_quarter(v, r),
        "sustained_profit_month": sustained,
        "relapses": _relapses(v, r, sustained),
    }


def _first_profit_quarter(v: Values, r: Rows) -> Figure:
    """An opening part-quarter is neither a candidate nor given an ordinal."""
    ordinal = 0
    for t in range(3, _horizon(v) + 1):
        if r["quarter_month"][t - 1] == 3:
            ordinal += 1
            if r["quarter_profit"][t - 1] > 0:
                return float(ordinal)
    return None


def _sustained_profit_month(v: Values, r: Rows) -> float | None:
    length = int(v["sustain_months"])
    for first in range(1, _horizon(v) - length + 2):
        run = r["operating_profit"][first - 1 : first - 1 + length]
        if all(value > 0 for value in run):
            return float(first)
    return None


def _relapses(v: Values, r: Rows, sustained: float | None) -> Figure:
    if sustained is None:
        return None
    months = range(int(sustained), _horizon(v) + 1)
    return any(r["operating_profit"][t - 1] <= 0 for t in months)


def _unfunded_flow(v: Values, r: Rows) -> Row:
    """Net cash flow without the funding raise."""
    flow = list(r["net_cash_flow"])
    flow[int(v["funding_month"]) - 1] -= v["funding_raise"]
    return flow


def _funding(v: Values, r: Rows) -> Figures:
    last = _horizon(v)
    flow = _unfunded_flow(v, r)
    cumulative: Row = []
    running = 0.0
    for t in range(1, last + 1):
        running += flow[t - 1]
        cumulative.append(running)
    profit = r["operating_profit"]
    discount = r["discount_factor"]
    return {
        "peak_funding": max(0.0, -min(cumulative)),
        "payback_month": _payback_month(cumulative),
        "cash_out_month": _first_where(r["cash_balance"], last, above_zero=False),
        "closing_cash": r["cash_balance"][last - 1],
        "minimum_cash": min(r["cash_balance"][:last]),
        "npv_operating_profit": sum_of(last, lambda t: profit[t] * discount[t]),
        "npv_cash_flow": sum_of(last, lambda t: flow[t] * discount[t]),
    }


def _payback_month(cumulative: Row) -> Figure:
    lowest = min(cumulative)
    if lowest >= 0:
        return 0.0
    month_of_lowest = cumulative.index(lowest) + 1
    for t in range(month_of_lowest + 1, len(cumulative) + 1):
        if cumulative[t - 1] >= 0:
            return float(t)
    return None


def _margins(v: Values, r: Rows) -> Figures:
    dm = int(v["decision_month"])
    year_revenue = sum(r["revenue"][:12])
    opening_revenue = sum(r["revenue"][:3])
    margin: Figure = None
    share: Figure = None
    if year_revenue != 0:
        margin = sum(r["gross_profit"][:12]) / year_revenue
    if opening_revenue != 0:
        share = sum(r["compute_cost"][:3]) / opening_revenue
    return {
        "first_year_gross_margin": margin,
        "first_three_months_compute_share": share,
        "annual_cost_covering_revenue": 12 * r["cost_covering_revenue"][dm - 1],
        "first_year_lost_revenue": sum(r["lost_revenue"][:12]),
    }


def _obligation(v: Values, r: Rows) -> Figures:
    dm = int(v["decision_month"])
    figures: Figures = {
        "total_commitment": at(r["fees_to_date"], v["term_end"]),
        "total_commitment_pv": at(r["fees_pv_to_date"], v["term_end"]),
    }
    for key in (
        "remaining_obligation",
        "remaining_obligation_pv",
        "unavoidable_fees",
        "exit_cost",
        "above_market_exposure",
        "onerous_provision",
    ):
        figures[key] = r[key][dm - 1]
    owed = r["remaining_obligation"][dm - 1]
    cash = r["cash_balance"][dm - 1]
    revenue = r["revenue"][dm - 1]
    figures["lock_in_months"] = _lock_in_months(v, r)
    figures["effective_lock_in_months"] = (
        max(0.0, r["exit_month"][dm - 1] - r["contract_month"][dm - 1]) if owed > 0 else 0.0
    )
    figures["obligation_to_cash"] = owed / cash if cash > 0 else None
    figures["obligation_to_revenue"] = owed / (12 * revenue) if 12 * revenue > 0 else None
    return figures


def _lock_in_months(v: Values, r: Rows) -> Figure:
    dm = int(v["decision_month"])
    fee = 0.0
    left = 0.0
    if r["remaining_obligation"][dm - 1] > 0:
        fee = r["full_fee"][dm - 1]
        left = r["committed_end"][dm - 1] - r["contract_month"][dm - 1]
    incumbent_fee = r["incumbent_firm_hours"][dm - 1] * v["incumbent_price"]
    incumbent_left = max(0.0, v["incumbent_term_months"] - dm)
    if fee + incumbent_fee == 0:
        return None
    return (fee * left + incumbent_fee * incumbent_left) / (fee + incumbent_fee)


def _leaving(r: Rows) -> Figures:
    saving = r["exit_saving"]
    opens: Figure = None
    closes: Figure = None
    best_month: Figure = None
    best_saving: float | None = None
    for t in range(1, MONTHS + 1):
        if saving[t - 1] > 0:
            if opens is None:
                opens = float(t)
            closes = float(t)
            value = saving[t - 1] * r["discount_factor"][t - 1]
            if best_saving is None or value > best_saving:
                best_month = float(t)
                best_saving = value
    return {
        "exit_window_opens": opens,
        "exit_window_closes": closes,
        "best_exit_month": best_month,
        "best_exit_saving": best_saving,
    }


def _supply(v: Values, r: Rows) -> Figures:
    dm = int(v["decision_month"])
    need = r["compute_need"][dm - 1]
    coverage: Figure = None
    if need != 0:
        coverage = (r["contract_hours"][dm - 1] + r["incumbent_firm_hours"][dm - 1]) / need
    used = sum(r["contract_used"][:12]) + sum(r["incumbent_used"][:12])
    available = sum(r["contract_hours"][:12]) + sum(r["incumbent_hours"][:12])
    share, hhi = _concentration(v, r)
    return {
        "implied_price": v["contract_price"] if v["committed_gpus"] != 0 else None,
        "coverage": coverage,
        "fleet_utilisation": used / available if available != 0 else None,
        "supplier_share": share,
        "supplier_hhi": hhi,
    }


def _concentration(v: Values, r: Rows) -> tuple[Figure, Figure]:
    """Means over the months of the first year in which anything is spent on compute."""
    shares: Row = []
    indices: Row = []
    for t in range(1, 13):
        contract = r["contract_charge"][t - 1]
        incumbent = r["incumbent_cost"][t - 1]
        spot = r["spot_cost"][t - 1]
        spend = contract + incumbent + spot
        if spend > 0:
            others = (incumbent / spend) ** 2 + (spot / spend) ** 2
            shares.append(contract / spend)
            squares = (contract / spend) ** 2 + others / v["incumbent_count"]
            indices.append(10000 * squares)
    if not shares:
        return None, None
    return sum(shares) / len(shares), sum(indices) / len(indices)


def _maturity(v: Values, r: Rows) -> Figures:
    dm = int(v["decision_month"])
    end = r["commitment_end_month"][dm - 1]
    cuts = [dm + 12 * years for years in range(6)] + [end]
    bounded = [max(float(dm), min(cut, end)) for cut in cuts]
    buckets: Row = []
    for opens, closes in pairwise(bounded):
        buckets.append(at(r["fees_to_date"], closes) - at(r["fees_to_date"], opens))
    return {"maturity": buckets}
