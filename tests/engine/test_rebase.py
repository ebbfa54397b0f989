"""Re-basing: a plan that came true goes on as it was; what can't is told.

The rows of the plan and of the re-based scenario both come from the oracle, which knows
nothing of the rules.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from engine.actuals import KEYS, Actuals
from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.formula.check import check_definitions
from engine.formula.definition import Definition
from engine.model.catalogue import catalogue
from engine.model.tables import read_table
from engine.rebase import FACTS, Rebased, RebaseError, rebase, rule_definitions
from engine.scenario import scenario
from tests.oracle import model as oracle
from tests.oracle.inputs import presets, random_inputs, ranges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.oracle.base import Rows, Values

GONE = (1, 6, 12, 18)
CLOSE = 1e-9
START = YearMonth(2026, 4)
MONTHS = 120

# What leaves which figures inexact, by preset: everything else in the presets is exact.
INEXACT = {
    ("supplier_pays", 1): {"supplier_hours"},
    ("supplier_pays", 6): {"supplier_hours"},
    ("supplier_pays", 12): {"supplier_hours"},
    ("supplier_pays", 18): {"supplier_hours"},
    ("run_rate_500m", 12): {"range_opening_cash"},
    ("run_rate_500m", 18): {"range_opening_cash"},
    ("late_delivery", 1): {"ramp"},
    ("late_delivery", 6): {"ramp"},
    ("flexible_contract", 1): {"price_turn"},
    ("flexible_contract", 6): {"price_turn"},
    ("flexible_contract", 18): {"price_turn"},
    ("exit_at_12", 1): {"exit_fee_turn"},
    ("exit_at_12", 6): {"exit_fee_turn"},
}


@cache
def _rows(items: tuple[tuple[str, float], ...]) -> Rows:
    return oracle.evaluate(dict(items))[1]


def rows_of(values: Mapping[str, float]) -> Rows:
    return _rows(tuple(values.items()))


def came_true(inputs: Values, gone: int) -> Actuals:
    rows = rows_of(inputs)
    return Actuals(START, {key: tuple(rows[key][:gone]) for key in KEYS})


def rebased(inputs: Values, gone: int) -> Rebased:
    return rebase(evaluate(scenario("Plan", inputs)), came_true(inputs, gone))


def notes(found: Rebased) -> dict[str, str]:
    return {note.key: note.text for note in found.notes}


def touched(found: Rebased) -> set[str]:
    return set().union(*(note.items for note in found.notes))


def difference(inputs: Values, found: Rebased, key: str, gone: int) -> float:
    """The largest difference to the plan's row, from the months that both have, of its size."""
    old, new = rows_of(inputs)[key][gone:], rows_of(found.scenario.values)[key][: MONTHS - gone]
    worst = max(abs(a - b) for a, b in zip(old, new, strict=True))
    return worst / max(max(map(abs, old)), 1e-12)


def changed(**values: float) -> Values:
    return {**presets()["as_reported"], **values}


# The tables ----------------------------------------------------------------------------------


def test_every_input_has_a_rule_and_a_reason() -> None:
    table = read_table("rebase")
    assert [row["input"] for row in table] == list(catalogue().inputs)
    assert all(row["rule"] and row["why"].endswith(".") for row in table)


def test_rules_are_sound_formulas_in_the_right_units() -> None:
    model = catalogue()
    rules, unit_names = rule_definitions()
    units = {key: model.units[item.unit].unit for key, item in model.inputs.items()}
    units |= {item.key: model.units[item.unit].unit for item in model.formulas()}
    units |= {key: model.units[name].unit for key, name in unit_names.items()}
    formulas = [Definition(item.key, item.formula, item.opening) for item in model.formulas()]
    check_definitions([*formulas, *rules], [*model.inputs, *FACTS], units)


def test_notes_name_what_there_is() -> None:
    model, table = catalogue(), read_table("rebase_notes")
    known = {*model.inputs, *rule_definitions()[1], "last", "start"}
    assert len({row["key"] for row in table}) == len(table)
    for row in table:
        assert row["kind"] in ("moved", "approximated")
        assert set(re.findall(r"\{(\w+)\}", row["text"])) <= known
        assert row["text"].endswith(".")
        assert {*row["items"].split(), *row["ripples"].split()} <= set(model.line_items)


# A plan that came true -----------------------------------------------------------------------


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("preset", list(presets()))
def test_a_preset_that_came_true_goes_on_as_planned(preset: str, gone: int) -> None:
    inputs = presets()[preset]
    found = rebased(inputs, gone)
    free = catalogue().line_items.keys() - touched(found)
    for key in free:
        assert difference(inputs, found, key, gone) <= CLOSE, key
    told = {
        note.key for note in found.notes if note.kind == "approximated" and note.items & {*KEYS}
    }
    assert told == INEXACT.get((preset, gone), set())
    assert "fixed_opex" in free


def test_a_year_of_the_reported_case_is_exact_in_lock_in_too() -> None:
    found = rebased(presets()["as_reported"], 12)
    exact = catalogue().line_items.keys() - touched(found)
    assert {*KEYS, "operating_profit", "remaining_obligation", "exit_cost", "exit_saving"} <= exact
    assert {"unavoidable_fees", "above_market_exposure", "onerous_provision"} <= exact
    assert all(note.kind == "moved" for note in found.notes)


@pytest.mark.parametrize("start", range(0, 160, 40))
def test_random_plans_that_came_true_go_on_as_planned(start: int) -> None:
    compared = 0
    for seed in range(start, start + 40):
        inputs = random_inputs(seed)
        if max(inputs["frontier_intensity"], inputs["fast_intensity"]) < 1e-3:
            continue  # no tier needs hours: the index divides rounding by rounding
        gone = GONE[seed % len(GONE)]
        found = rebased(inputs, gone)
        for key in catalogue().line_items.keys() - touched(found):
            assert difference(inputs, found, key, gone) <= CLOSE, (seed, gone, key)
            compared += key in KEYS
    assert compared > 60


def test_values_stay_within_their_ranges() -> None:
    for seed in range(300, 360):
        values = rebased(random_inputs(seed), 18).scenario.values
        for key, (low, high) in ranges().items():
            assert low <= values[key] <= high, (seed, key)


# By hand ---------------------------------------------------------------------------------------


def test_half_a_year_of_the_reported_case() -> None:
    found = rebased(presets()["as_reported"], 6)
    values = found.scenario.values
    assert found.month == YearMonth(2026, 9)
    assert found.scenario.start == YearMonth(2026, 10)
    assert found.scenario.name == "Plan, from Oct 2026"
    assert found.scenario.preset == "as_reported"
    counts = {
        "term_months": 30,  # 36 - 6
        "lockin_months": 6,  # 12 - 6
        "notice_months": 6,  # counts from notice
        "ramp_months": 0,  # two months, over
        "incumbent_term_months": 42,  # 48 - 6
        "horizon_months": 42,  # the same last month
        "decision_month": 1,  # passed
        "contract_start_month": 1,
        "quarter_phase": 0,  # October begins a quarter
        "integration_cost": 0,  # spent
        "security_cost": 10,
        "monthly_spend": 1250,
    }
    assert {key: values[key] for key in counts} == counts
    assert values["opening_market_price"] == pytest.approx(4.8402608, rel=1e-7)  # 5.25 × √0.85
    assert values["incumbent_gpus"] == pytest.approx(684.7444779, rel=1e-7)  # 550 × √1.55
    assert values["incumbent_price"] == pytest.approx(3.8470768, rel=1e-7)  # 4 × √0.925
    assert values["opening_training_hours"] == pytest.approx(220.4540769, rel=1e-7)  # 180 × √1.5
    # 0.0125 + 0.0575 × 0.5^(6/8)
    assert values["revenue_growth"] == pytest.approx(0.0466897046, rel=1e-7)
    # 700 × 1.35^(6/12): month 1 is the seventh month
    assert values["opening_fixed_opex"] == pytest.approx(813.3265027, rel=1e-7)
    # √(0.65 × 0.85) = 0.7433034; the index is 1 - 0.5 × (1 - 0.7433034) = 0.8716517
    assert values["price_pass_through"] == pytest.approx(1 - 0.5 / 0.8716517, rel=1e-6)
    # 0.095 × √0.65 / 0.8716517
    assert values["compute_intensity"] == pytest.approx(0.0878693, rel=1e-5)


def test_revenue_below_plan_lowers_what_follows_by_as_much() -> None:
    inputs = changed(days_sales_outstanding=60)
    rows = rows_of(inputs)
    last = 0.9 * rows["revenue"][5]
    books = Actuals(
        START, {"revenue": (None,) * 5 + (last,), "cash_balance": (None,) * 5 + (15e3,)}
    )
    found = rebase(evaluate(scenario("Plan", inputs)), books)
    values = found.scenario.values
    assert values["opening_revenue"] == pytest.approx(0.9 * rows["revenue"][6], rel=1e-12)
    # Sixty days of sales are two months' revenue: growth ties up twice what it adds.
    tied = 2 * 0.9 * (rows["revenue"][6] - rows["revenue"][5])
    assert values["opening_cash"] == pytest.approx(15e3 - tied, rel=1e-12)
    # Fixed expense has no actual: the plan's stands in.
    assert "no_fixed_opex" in notes(found)
    assert values["opening_fixed_opex"] == pytest.approx(700 * 1.35**0.5, rel=1e-12)


def test_fixed_expense_above_plan_leaves_the_contract_s_part_alone() -> None:
    books = Actuals(START, {"fixed_opex": (1110.0,)})  # 10 security and 100 integration in it
    values = rebase(evaluate(scenario("Plan")), books).scenario.values
    assert values["opening_fixed_opex"] == pytest.approx(1000 * 1.35 ** (1 / 12), rel=1e-12)


def test_a_note_tells_of_compute_cost_that_has_no_input() -> None:
    books = Actuals(START, {"revenue": (3500.0,), "compute_cost": (2500.0,)})
    text = notes(rebase(evaluate(scenario("Plan")), books))["compute_cost"]
    assert "$2.50B in Apr 2026" in text


def test_any_actual_month_can_be_chosen() -> None:
    inputs = presets()["as_reported"]
    plan, books = evaluate(scenario("Plan", inputs)), came_true(inputs, 12)
    chosen = rebase(plan, books, YearMonth(2026, 6))
    assert chosen.scenario.start == YearMonth(2026, 7)
    assert chosen.scenario.values == rebased(inputs, 3).scenario.values


def test_the_last_month_is_the_last_with_a_figure() -> None:
    books = Actuals(START, {"revenue": (3500.0, 3700.0, None), "cash_balance": (None,) * 3})
    assert rebase(evaluate(scenario("Plan")), books).month == YearMonth(2026, 5)


# Contracts -------------------------------------------------------------------------------------


def assert_exact(inputs: Values, gone: int, *more: str) -> Rebased:
    """All four figures, profit and `more` go on as planned, and no note says otherwise."""
    found = rebased(inputs, gone)
    for key in (*KEYS, "operating_profit", *more):
        assert key not in touched(found), key
        assert difference(inputs, found, key, gone) <= CLOSE, key
    return found


LOCK_IN = ("remaining_obligation", "unavoidable_fees", "exit_cost")


def test_a_contract_that_has_not_begun_only_comes_nearer() -> None:
    inputs = changed(contract_start_month=13, exit_notice_month=18, stepdown_month=7)
    values = assert_exact(inputs, 6, *LOCK_IN).scenario.values
    assert values["contract_start_month"] == 7
    for key in ("term_months", "exit_notice_month", "stepdown_month", "lockin_months"):
        assert values[key] == inputs[key]
    assert values["integration_cost"] == 100


def test_a_contract_that_is_over_costs_no_more() -> None:
    found = assert_exact(changed(term_months=10), 12, *LOCK_IN)
    assert found.scenario.values["monthly_spend"] == 0
    assert "contract_ended" in notes(found)


def test_notice_that_has_been_given_ends_the_contract_in_the_same_month() -> None:
    inputs = changed(exit_notice_month=4, lockin_months=8, termination_fee_decline=0)
    found = assert_exact(inputs, 6, *LOCK_IN, "exit_expense")
    assert "8 months from Sep 2026" in notes(found)["notice_given"]  # max(4, 8) + 6 - 6
    # The exit is in contract month 14, so after 14 months the contract is over.
    assert "contract_ended" not in notes(rebased(inputs, 13))
    assert "contract_ended" in notes(rebased(inputs, 14))


@pytest.mark.parametrize("gone", [2, 6, 12])
def test_the_supplier_s_notice(gone: int) -> None:
    inputs = {**presets()["supplier_walks"], "supplier_exit_month": 5.0, "exit_notice_month": 9.0}
    found = assert_exact(inputs, gone, *LOCK_IN)
    supplier = found.scenario.values["supplier_exit_month"]
    assert supplier == {2: 3, 6: 1, 12: 0}[gone]


@pytest.mark.parametrize("notice", [2, 11, 15])
@pytest.mark.parametrize("gone", [6, 12, 18])
def test_renewal_and_notice_in_it(notice: int, gone: int) -> None:
    """Twelve months, renewed by twelve unless notice is given six months before."""
    inputs = changed(
        term_months=12,
        auto_renew=1,
        exit_notice_month=notice,
        lockin_months=0,
        termination_fee_decline=0,
    )
    assert_exact(inputs, gone, *LOCK_IN)


def test_the_renewal_s_uplift_is_in_the_fee() -> None:
    inputs = changed(term_months=12, auto_renew=1, renewal_uplift=0.1, termination_fee_decline=0)
    found = assert_exact(inputs, 15, *LOCK_IN)
    assert found.scenario.values["monthly_spend"] == pytest.approx(1375)
    assert found.scenario.values["term_months"] == 9
    assert "renewal_fee" in notes(found)


def test_a_deposit_is_not_paid_twice() -> None:
    inputs = changed(prepay_pct=0.2)
    found = assert_exact(inputs, 6)
    assert "deposit" in notes(found)
    # 20% of what is left of the minimum fees, less a month's growth in receivables
    rows = rows_of(inputs)
    deposit = 0.2 * 30 * 1250
    tied = rows["revenue"][6] - rows["revenue"][5]
    opening = rows["cash_balance"][5] + deposit - tied
    assert found.scenario.values["opening_cash"] == pytest.approx(opening, rel=1e-12)


@pytest.mark.parametrize(("gone", "start", "left"), [(5, 4, 3), (8, 1, 3), (9, 1, 2), (11, 0, 3)])
def test_an_outage(gone: int, start: int, left: int) -> None:
    inputs = changed(outage_start_month=9, outage_months=3)
    values = assert_exact(inputs, gone).scenario.values
    assert values["outage_start_month"] == start
    if start:
        assert values["outage_months"] == left


@pytest.mark.parametrize(("gone", "raised", "month"), [(5, 900, 2), (7, 0, 1)])
def test_a_funding_round(gone: int, raised: float, month: int) -> None:
    inputs = changed(funding_raise=900, funding_month=7)
    found = assert_exact(inputs, gone)
    assert found.scenario.values["funding_raise"] == raised
    assert found.scenario.values["funding_month"] == month
    assert ("funding_raised" in notes(found)) is (raised == 0)


@pytest.mark.parametrize("gone", [2, 4, 7])
def test_delay_and_ramp_that_the_fee_follows(gone: int) -> None:
    inputs = changed(delivery_delay_months=3, ramp_months=5, ramp_first_pct=0.2)
    values = assert_exact(inputs, gone, *LOCK_IN[:2]).scenario.values
    assert values["delivery_delay_months"] == max(0, 3 - gone)
    assert values["ramp_months"] == {2: 5, 4: 4, 7: 1}[gone]


def test_step_down_market_and_tiers() -> None:
    inputs = changed(
        stepdown_month=3,
        tier_shift=0.3,
        custom_shift=0.2,
        custom_cogs_pct=0.2,
        market_price_decline=-0.2,
        incumbent_replaced_pct=0.5,
        demand_elasticity=1.7,
    )
    assert assert_exact(inputs, 6).scenario.values["stepdown_month"] == 1


def test_claw_back_on_fees_already_paid_stays_in_the_exit_cost() -> None:
    inputs = changed(list_discount=0.2, clawback_pct=0.5, termination_fee_decline=0)
    found = rebased(inputs, 12)
    assert "clawback" in notes(found)
    # 0.5 × 0.2 / 0.8 of two ramping months (0.5, 0.75) and ten full ones at $1,250m
    assert found.scenario.values["switching_cost"] == pytest.approx(250 + 0.125 * 11.25 * 1250)
    # The cap on the termination fee binds later only.
    old, new = rows_of(inputs)["exit_cost"][12:22], rows_of(found.scenario.values)["exit_cost"][:10]
    assert new == pytest.approx(old, rel=CLOSE)


def test_saved_make_up_hours_are_told_to_be_lost() -> None:
    inputs = changed(
        take_or_pay_pct=0.9,
        makeup_pct=1,
        flex_capacity_pct=0.2,
        compute_intensity=0.001,
        opening_training_hours=10,
        training_growth=2,
    )
    assert rows_of(inputs)["makeup_bank"][5] > 0
    assert "makeup_bank" in touched(rebased(inputs, 6))


def test_a_fee_that_rises_by_the_year_keeps_its_level() -> None:
    inputs = changed(fee_escalator=0.05, termination_fee_decline=0)
    assert_exact(inputs, 12, *LOCK_IN)
    late = rebased(inputs, 18)
    assert "6 months later" in notes(late)["price_turn"]
    assert {"compute_cost", "remaining_obligation"} <= touched(late)
    assert late.scenario.values["monthly_spend"] == pytest.approx(1250 * 1.05)


# What can't be ---------------------------------------------------------------------------------


def test_a_value_outside_its_range_is_cut_and_told() -> None:
    books = Actuals(START, {"cash_balance": (-250.0,)})
    found = rebase(evaluate(scenario("Plan")), books)
    assert found.scenario.values["opening_cash"] == 0
    assert found.notes[0].kind == "approximated"
    text = notes(found)["range_opening_cash"]
    assert "allowed: 0 to 200000" in text
    assert "It is set to $0." in text
    assert "cash_balance" in touched(found)


def test_the_horizon_keeps_its_least() -> None:
    found = rebased(changed(horizon_months=24), 18)
    assert found.scenario.values["horizon_months"] == 12
    assert "range_horizon_months" in notes(found)


@pytest.mark.parametrize("start", [YearMonth(2026, 1), YearMonth(2035, 4), YearMonth(1900, 1)])
def test_months_outside_the_plan_are_refused(start: YearMonth) -> None:
    books = Actuals(start, {"revenue": (3500.0,)})
    with pytest.raises(RebaseError, match=r"allowed: Apr 2026 to Mar 2035"):
        rebase(evaluate(scenario("Plan")), books)


def test_a_month_without_a_figure_is_refused() -> None:
    books = Actuals(START, {"revenue": (3500.0, 3600.0)})
    with pytest.raises(RebaseError, match="no figure for Jul 2026"):
        rebase(evaluate(scenario("Plan")), books, YearMonth(2026, 7))


def test_the_plan_need_not_be_computed_whole() -> None:
    plan = scenario("Plan")
    books = Actuals(START, {"revenue": (3500.0,)})
    partial = evaluate(plan, frozenset({"revenue"}))
    assert rebase(partial, books) == rebase(evaluate(plan), books)


def test_a_long_name_stays_short_enough_for_files() -> None:
    books = Actuals(START, {"revenue": (3500.0,)})
    found = rebase(evaluate(scenario("x" * 200)), books)
    assert len(found.scenario.name) < 200
