"""Headline figures of businesses small enough to work out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.evaluate import evaluate
from engine.kpis import Kpi, headline, kpi, reason_text
from engine.model.catalogue import catalogue
from engine.scenario import scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURES = list(catalogue().figures)


def figures(*changes: Mapping[str, float]) -> dict[str, Kpi]:
    values: dict[str, float] = {}
    for change in changes:
        values |= change
    return headline(evaluate(scenario("case", values)))


def assert_figures(found: Mapping[str, Kpi], expected: Mapping[str, object]) -> None:
    """A text is the reason why there is none."""
    for key, value in expected.items():
        if isinstance(value, str):
            assert found[key] == Kpi(None, value), key
        else:
            assert found[key].reason == "", key
            assert found[key].value == pytest.approx(value, rel=1e-12, abs=1e-9), key


_ZERO = """
    opening_revenue monthly_spend committed_gpus incumbent_gpus opening_training_hours
    fixed_opex_growth integration_cost security_cost discount_rate supplier_base_revenue
    days_sales_outstanding revenue_growth long_run_growth efficiency_gain market_price_decline
    compute_intensity other_cogs_pct custom_cogs_pct sales_marketing_pct
"""
# 100 a month of fixed cost and nothing else, over a year.
QUIET: dict[str, float] = dict.fromkeys(_ZERO.split(), 0.0) | {
    "opening_fixed_opex": 100.0,
    "opening_cash": 1000.0,
    "horizon_months": 12.0,
}


def test_a_business_that_only_costs() -> None:
    expected = {
        "first_profit_month": "no profitable month in 12 months",
        "first_profit_quarter": "no profitable quarter in 12 months",
        "sustained_profit_month": "no run of 6 profitable months in 12 months",
        "relapses": "profit is never sustained in 12 months",
        "peak_funding": 1200.0,
        "payback_month": "cash spent is not regained in 12 months",
        "cash_out_month": 11.0,
        "closing_cash": -200.0,
        "minimum_cash": -200.0,
        "npv_operating_profit": -1200.0,
        "npv_cash_flow": -1200.0,
        "first_year_gross_margin": "no revenue in the first year",
        "first_three_months_compute_share": "no revenue in the first three months",
        "annual_cost_covering_revenue": 1200.0,
        "lock_in_months": "nothing is committed in month 1",
        "obligation_to_revenue": "no revenue in month 1",
        "exit_window_opens": "no minimum fee is owed: nothing to save",
        "best_exit_saving": "no minimum fee is owed: nothing to save",
        "coverage": "no compute is needed in month 1",
        "fleet_utilisation": "no capacity in the first year",
        "supplier_share": "no compute spend in the first year",
        "supplier_hhi": "no compute spend in the first year",
        "supplier_concentration": "the supplier has no revenue",
        "maturity": (0.0,) * 6,
    }
    found = figures(QUIET)
    assert_figures(found, expected)
    nothing = """
        first_year_lost_revenue total_commitment total_commitment_pv
        remaining_obligation exit_cost effective_lock_in_months obligation_to_cash
        contract_pv spot_pv market_pv regret supplier_npv lease_liability_at_start
    """
    assert_figures(found, dict.fromkeys(nothing.split(), 0.0))
    fleet = "implied_price own_pv own_crossover_month own_crossover_net_month zopa_floor"
    assert_figures(found, dict.fromkeys(fleet.split(), "no GPUs are committed"))


def test_running_out_of_cash_is_read_to_the_horizon() -> None:
    assert_figures(figures(QUIET, {"opening_cash": 1200.0}), {"cash_out_month": NO_RUNWAY})
    assert_figures(figures(QUIET, {"opening_cash": 1199.0}), {"cash_out_month": 12.0})
    raised = {"opening_cash": 500.0, "funding_raise": 10000.0, "funding_month": 6.0}
    assert_figures(
        figures(QUIET, raised),
        {"cash_out_month": NO_RUNWAY, "minimum_cash": 0.0, "closing_cash": 9300.0}
        | {"peak_funding": 1200.0, "npv_cash_flow": -1200.0},
    )
    raised["funding_month"] = 7.0
    assert_figures(figures(QUIET, raised), {"cash_out_month": 6.0, "minimum_cash": -100.0})
    spent = {"obligation_to_cash": "no cash left in month 11"}
    assert_figures(figures(QUIET, {"decision_month": 11.0}), spent)


NO_RUNWAY = "cash never falls below zero in 12 months"


@pytest.mark.parametrize("timing", [0.0, 0.5, 1.0])
def test_discounting(timing: float) -> None:
    found = figures(QUIET, {"discount_rate": 0.21, "npv_timing": timing})
    factor = 1.21 ** (-1 / 12)
    payments = sum(factor ** (place + timing) for place in range(12))
    expected = {"npv_operating_profit": -100 * payments, "npv_cash_flow": -100 * payments}
    assert_figures(found, expected)


# 200 of revenue against 100 of cost; the contract's start costs 250 once.
EARNING: dict[str, float] = {**QUIET, "opening_revenue": 200.0, "integration_cost": 250.0}


def test_a_loss_that_is_earned_back() -> None:
    """-150, then 100 a month: -150, -50, 50... together."""
    expected = {
        "first_profit_month": 2.0,
        "first_profit_quarter": 1.0,
        "sustained_profit_month": 2.0,
        "relapses": False,
        "peak_funding": 150.0,
        "payback_month": 3.0,
        "cash_out_month": NO_RUNWAY,
        "closing_cash": 1950.0,
        "minimum_cash": 850.0,
        "npv_operating_profit": 950.0,
        "npv_cash_flow": 950.0,
        "first_year_gross_margin": 1.0,
        "first_three_months_compute_share": 0.0,
        "annual_cost_covering_revenue": 12 * 350.0,
        "obligation_to_revenue": 0.0,
    }
    found = figures(EARNING)
    assert_figures(found, expected)
    assert found["relapses"].value is False
    assert_figures(
        figures(EARNING, {"decision_month": 2.0}), {"annual_cost_covering_revenue": 1200}
    )


def test_a_business_that_never_needs_money() -> None:
    found = figures(EARNING, {"integration_cost": 0.0})
    expected = {"peak_funding": 0.0, "payback_month": 0.0, "first_profit_month": 1.0}
    assert_figures(found, expected)


def test_payback_is_looked_for_after_the_lowest_point() -> None:
    late = {"contract_start_month": 8.0, "integration_cost": 900.0}
    # 100 a month to 700, then -800 to -100, and 0 in month 9.
    assert_figures(figures(EARNING, late), {"peak_funding": 100.0, "payback_month": 9.0})
    late["integration_cost"] = 1500.0
    reason = "cash spent is not regained in 12 months"
    assert_figures(figures(EARNING, late), {"peak_funding": 700.0, "payback_month": reason})
    late["horizon_months"] = 15.0
    assert_figures(figures(EARNING, late), {"payback_month": 15.0})


def test_sustained_profit_and_relapse() -> None:
    """A profit from month 1, but for a loss in month 8."""
    late = {"contract_start_month": 8.0}
    assert_figures(
        figures(EARNING, late, {"sustain_months": 7.0}),
        {"sustained_profit_month": 1.0, "relapses": True, "first_profit_month": 1.0},
    )
    longer = {"sustain_months": 8.0}
    assert_figures(
        figures(EARNING, late, longer),
        {"sustained_profit_month": "no run of 8 profitable months in 12 months"},
    )
    # The run from month 9 must end by the horizon: months 9 to 16.
    for horizon, expected in ((15.0, "no run of 8 profitable months in 15 months"), (16.0, 9.0)):
        found = figures(EARNING, late, longer, {"horizon_months": horizon})
        assert_figures(found, {"sustained_profit_month": expected})
    assert found["relapses"] == Kpi(False)


@pytest.mark.parametrize("phase", [0.0, 1.0, 2.0])
def test_an_opening_part_quarter_is_not_counted(phase: float) -> None:
    """Month 1 loses 150, the others gain 100: months 1 to 3, 3 to 5 or 2 to 4 are the first."""
    assert_figures(figures(EARNING, {"quarter_phase": phase}), {"first_profit_quarter": 1.0})


def test_quarters_are_counted_from_the_first_complete_one() -> None:
    """A loss in months 1 to 4 of 100 a month, then a profit: what the ordinals are."""
    start = {"opening_revenue": 0.0, "contract_start_month": 1.0, "payment_direction": -1.0}
    paid = {"monthly_spend": 300.0, "ramp_months": 0.0, "delivery_delay_months": 4.0}
    # Delivered, and paid by the supplier, from month 5 on: 200 a month.
    values = QUIET | start | paid
    assert_figures(figures(values), {"first_profit_month": 5.0, "first_profit_quarter": 2.0})
    # Quarters end in months 2 (a part), 5, 8: -100 - 100 + 200 = 0 is no profit yet.
    assert_figures(figures(values, {"quarter_phase": 1.0}), {"first_profit_quarter": 2.0})
    more = {"quarter_phase": 1.0, "monthly_spend": 301.0}
    assert_figures(figures(values, more), {"first_profit_quarter": 1.0})
    # Quarters end in months 1 (a part), 4, 7.
    assert_figures(figures(values, {"quarter_phase": 2.0}), {"first_profit_quarter": 2.0})


def test_the_commitment_of_the_defaults() -> None:
    """Fees of 625, 937.5 and 34 times 1,250; the incumbents' firm hours cost 1,124.2."""
    firm = 0.7 * 550 * 730 / 1000 * 4
    contract_hours = 325 * 0.5 * 730 / 1000 * 0.97
    need = 3500 * 0.095 + 180
    expected = {
        "total_commitment": 44062.5,
        "remaining_obligation": 43437.5,
        "unavoidable_fees": 20937.5,
        "exit_cost": 29062.5,
        "lock_in_months": (1250 * 35 + firm * 47) / (1250 + firm),
        "effective_lock_in_months": 17.0,
        "obligation_to_revenue": 43437.5 / (12 * 3500),
        "implied_price": 1250e6 / (325e3 * 730),
        "coverage": (contract_hours + firm / 4) / need,
        "supplier_concentration": 15 / 24,
        "maturity": (14687.5, 15000.0, 13750.0, 0.0, 0.0, 0.0),
    }
    assert_figures(figures({}), expected)
    undiscounted = {"total_commitment_pv": 44062.5, "lease_liability_at_start": 44062.5}
    undiscounted |= {"remaining_obligation_pv": 43437.5}
    assert_figures(figures({"borrowing_rate": 0.0}), undiscounted)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (30, {"remaining_obligation": 7500.0, "effective_lock_in_months": 6.0}),
        (30, {"maturity": (7500.0, 0.0, 0.0, 0.0, 0.0, 0.0)}),
        (35, {"remaining_obligation": 1250.0, "effective_lock_in_months": 1.0}),
        (36, {"remaining_obligation": 0.0, "effective_lock_in_months": 0.0, "exit_cost": 0.0}),
        # The contract is over; the incumbents' term runs to month 48.
        (40, {"lock_in_months": 8.0, "effective_lock_in_months": 0.0}),
        (60, {"lock_in_months": "nothing is committed in month 60"}),
    ],
)
def test_the_commitment_later(month: int, expected: dict[str, object]) -> None:
    assert_figures(figures({"decision_month": month, "horizon_months": 120}), expected)


def test_maturity_of_a_long_contract() -> None:
    """96 fees of 100, seen after month 1: five years of 12, and 35 months later."""
    values = QUIET | {"monthly_spend": 100.0, "ramp_months": 0.0, "term_months": 96.0}
    assert_figures(figures(values), {"maturity": (1200.0,) * 5 + (3500.0,)})
    assert_figures(
        figures(values, {"decision_month": 50.0}),
        {"maturity": (1200.0, 1200.0, 1200.0, 1000.0, 0.0, 0.0), "remaining_obligation": 4600.0},
    )


def test_before_the_contract_starts() -> None:
    """Signed, to start in month 13: everything is still to come."""
    values = QUIET | {
        "monthly_spend": 100.0,
        "ramp_months": 0.0,
        "term_months": 12.0,
        "contract_start_month": 13.0,
        "lockin_months": 3.0,
        "notice_months": 2.0,
    }
    expected = {
        "total_commitment": 1200.0,
        "remaining_obligation": 1200.0,
        "unavoidable_fees": 500.0,
        "effective_lock_in_months": 5.0,
        "maturity": (100.0, 1100.0, 0.0, 0.0, 0.0, 0.0),
    }
    assert_figures(figures(values), expected)


def test_concentration() -> None:
    """100 for the contract, 300 for three incumbents: shares of a quarter, a quarter each."""
    values = QUIET | {
        "monthly_spend": 100.0,
        "ramp_months": 0.0,
        "incumbent_gpus": 100.0,
        "hours_per_month": 700.0,
        "incumbent_firm_pct": 1.0,
        "incumbent_price": 300 / 70,
        "incumbent_growth": 0.0,
        "incumbent_count": 3.0,
    }
    assert_figures(figures(values), {"supplier_share": 0.25, "supplier_hhi": 2500.0})
    # Months without any spend don't count: here the first six.
    later = {"incumbent_gpus": 0.0, "contract_start_month": 7.0}
    assert_figures(figures(values, later), {"supplier_share": 1.0, "supplier_hhi": 10000.0})
    alone = {"incumbent_count": 1.0, "monthly_spend": 300.0}
    assert_figures(figures(values, alone), {"supplier_share": 0.5, "supplier_hhi": 5000.0})


# 10,000 GPUs for a year: 7m GPU-hours a month, all used, at no discount.
FLEET: dict[str, float] = {
    **QUIET,
    "monthly_spend": 30.0,
    "committed_gpus": 10.0,
    "term_months": 12.0,
    "ramp_months": 0.0,
    "hours_per_month": 700.0,
    "availability": 1.0,
    "opening_training_hours": 7.0,
    "training_growth": 0.0,
    "opening_market_price": 5.0,
    "spot_premium": 0.2,
    "own_capex_per_gpu": 60.0,
    "own_opex_per_gpu": 350.0,
    "own_lead_months": 0.0,
    "own_value_loss": 0.5,
    "supplier_new_build_pct": 0.3,
    "supplier_resold_pct": 0.25,
}


def test_both_sides_of_the_table() -> None:
    """Renting costs 30 a month, on demand 42; owning 600 once, 3.5 a month, 300 left."""
    own = 600 + 12 * 3.5 - 300
    supplier = 12 * (7 * 0.25 * 5 + 3.5) + 0.3 * 600
    expected = {
        "contract_pv": 360.0,
        "spot_pv": 504.0,
        "own_pv": own,
        "market_pv": 420.0,
        "regret": 360.0 - own,
        "own_crossover_month": "owning never becomes cheaper while the contract lives",
        # 26.5 t - 600 + 600 × 0.5^(t / 12) is -4.7 in month 9 and 1.7 in month 10.
        "own_crossover_net_month": 10.0,
        "supplier_npv": 360.0 - supplier,
        "supplier_concentration": 1.0,
        "zopa_floor": 30.0 * supplier / 360,
        "zopa_ceiling": 30.0 * own / 360,
        "fleet_utilisation": 1.0,
        "coverage": 1.0,
        "implied_price": 30 / 7,
    }
    assert_figures(figures(FLEET), expected)


def test_owning_is_compared_up_to_the_exit() -> None:
    """Half a year: locked in for 4 months, 2 months' notice; leaving costs what remains."""
    leaving = {"exit_notice_month": 1.0, "lockin_months": 4.0, "notice_months": 2.0}
    leaving |= {"termination_fee_pct": 1.0, "termination_fee_decline": 0.0, "switching_cost": 0.0}
    found = figures(FLEET, leaving)
    own = 600 + 6 * 3.5 - 600 * 0.5**0.5
    expected = {"contract_pv": 360.0, "own_pv": own, "spot_pv": 252.0, "regret": 360 - own}
    assert own < 252
    assert_figures(found, expected)


def test_an_expensive_contract_is_crossed_by_owning() -> None:
    """103.5 a month against 600 and 3.5 a month: 6 times 100 are the 600."""
    found = figures(FLEET, {"monthly_spend": 103.5})
    assert_figures(found, {"own_crossover_month": 6.0, "own_crossover_net_month": 1.0})


SUPPLIER_PAYS = {
    "nothing to leave": "exit_window_opens exit_window_closes best_exit_month best_exit_saving",
    "no contract cost": "contract_pv",
    "nothing to replace": "spot_pv own_pv market_pv own_crossover_month own_crossover_net_month",
    "nothing to regret": "regret",
    "it receives nothing": "supplier_npv supplier_concentration",
    "no fee to agree on": "zopa_floor zopa_ceiling",
}


def test_the_supplier_pays() -> None:
    found = figures({"payment_direction": -1.0})
    for reason, keys in SUPPLIER_PAYS.items():
        assert_figures(found, dict.fromkeys(keys.split(), f"the supplier pays: {reason}"))
    nothing = ("remaining_obligation", "exit_cost", "lease_liability_at_start")
    assert_figures(found, {**dict.fromkeys(nothing, 0.0), "maturity": (0.0,) * 6})


def test_figures_come_in_order_and_one_by_one() -> None:
    result = evaluate(scenario("case"))
    found = headline(result)
    assert list(found) == FIGURES
    for key, figure in found.items():
        assert kpi(result, key) == figure
        if key == "maturity":
            assert isinstance(figure.value, tuple)
            assert len(figure.value) == 6
        elif key == "relapses":
            assert type(figure.value) is bool
        else:
            assert figure.value is None or type(figure.value) is float


def test_a_figure_as_one_number() -> None:
    assert Kpi(2.5).number() == 2.5
    assert Kpi(True).number() == 1.0
    assert Kpi(None, "nothing to leave").number() is None
    assert Kpi((1.0, 2.0)).number() is None


def test_a_reason_names_inputs() -> None:
    result = evaluate(scenario("case", {"horizon_months": 120}))
    assert reason_text("none in {horizon_months} months", result) == "none in 120 months"
