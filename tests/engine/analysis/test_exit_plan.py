"""The exit plan against contracts worked by hand and against the oracle's runs."""

from __future__ import annotations

import pytest

from engine.analysis.exit_plan.plan import Deadline, ExitPlan, Stretch, exit_plan, plan_of
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario
from engine.scenario import scenario
from tests.engine.analysis import exit_oracle as oracle
from tests.engine.analysis.exit_oracle import preset, small_contract
from tests.oracle.inputs import random_inputs

RENEWED = preset("flexible_contract", auto_renew=1.0)
CASES = {
    "as_reported": preset("as_reported"),
    "s1_terms": preset("s1_terms"),
    "renewed": RENEWED,
    "deposit": preset("as_reported", prepay_pct=0.2, prepay_refund_pct=0.5, clawback_pct=0.5),
    "late": preset("as_reported", contract_start_month=4.0, npv_timing=0.5),
}


def plan_for(inputs: dict[str, float]) -> ExitPlan:
    return exit_plan(scenario("case", inputs))


def test_a_contract_worked_by_hand() -> None:
    plan = plan_for(small_contract())
    assert [each.month for each in plan.months] == [1, 2, 3, 4, 5, 6]
    # Notice in month t ends it after t + 1: 40 is saved in each of 5 - t months, less 10.
    assert [each.saving for each in plan.months] == pytest.approx([150, 110, 70, 30, 0, 0])
    assert [each.exit_cost for each in plan.months] == pytest.approx([110, 110, 110, 110, 100, 0])
    assert [each.obligation for each in plan.months] == pytest.approx([500, 400, 300, 200, 100, 0])
    assert [each.waiting for each in plan.months] == pytest.approx([40, 40, 40, 30, 0, 0])
    assert [each.cost_change for each in plan.months] == pytest.approx([0, 0, 0, -10, -100, 0])
    assert [each.leaves for each in plan.months] == [2, 3, 4, 5, 6, 6]
    assert [each.action for each in plan.months] == ["leave"] * 4 + ["stay"] * 2
    assert [each.hold for each in plan.months] == [""] * 4 + ["late"] * 2
    assert plan.window == (Stretch(1, 4),)
    assert plan.best == plan.months[0]
    assert (plan.last_saving, plan.no_return) == (4, 5)
    assert plan.deadlines == (
        Deadline("opens", 1),
        Deadline("best", 1),
        Deadline("closes", 4),
        Deadline("no_return", 4),
        Deadline("ends", 6),
    )
    assert plan.next_deadlines(5) == (Deadline("ends", 6),)


def test_waiting_is_better_while_the_fee_falls() -> None:
    # A fee of half of what remains in year 1, nothing in year 2: month 12 ends after month 13.
    plan = plan_for(
        small_contract(term_months=24.0, termination_fee_pct=0.5, termination_fee_decline=0.5)
    )
    saving = [each.saving for each in plan.months]
    # Leaving after month e in year 1: 40 and half of 100 for each of 24 - e months.
    assert saving[:3] == pytest.approx([-10 * (24 - e) - 10 for e in (2, 3, 4)])
    assert saving[11] == pytest.approx(40 * 11 - 10)
    assert plan.best is not None
    assert plan.best.month == 12
    assert [each.action for each in plan.months[:13]] == ["wait"] * 11 + ["leave"] * 2
    assert {each.later_month for each in plan.months[:11]} == {12}
    assert plan.months[0].later == pytest.approx(430)
    assert plan.window == (Stretch(12, 22),)


def test_lock_in_holds_notice_up() -> None:
    plan = plan_for(small_contract(lockin_months=3.0))
    # Up to month 3 the exit is after month 4 all the same.
    assert [each.saving for each in plan.months] == pytest.approx([70, 70, 70, 30, 0, 0])
    assert [each.hold for each in plan.months] == ["locked", "locked", "", "", "late", "late"]
    assert plan.best is not None
    assert plan.best.month == 1
    assert Deadline("free", 3) in plan.deadlines


def test_a_lock_in_to_the_end_leaves_no_way_out() -> None:
    plan = plan_for(small_contract(lockin_months=6.0))
    assert plan.no_return == 1
    assert plan.best is None
    assert plan.reason == "staying is always cheaper"
    assert {each.hold for each in plan.months} == {"late"}


def test_dear_switching_avoids_nothing() -> None:
    plan = plan_for(small_contract(switching_cost=1000.0))
    assert (plan.no_return, plan.last_saving, plan.window) == (1, 0, ())
    assert {each.action for each in plan.months} == {"stay"}


def test_the_last_month_to_stop_the_renewal() -> None:
    plan = plan_for(small_contract(auto_renew=1.0, renewal_months=6.0))
    # Notice must be given a month before the term's end.
    assert Deadline("renewal", 5) in plan.deadlines
    assert plan.months[-1].month == 12
    # In month 6 the renewal is owed; notice ends it after month 7.
    assert plan.months[5].saving == pytest.approx(40 * 5 - 10)


def test_before_the_start_nothing_can_be_planned() -> None:
    plan = plan_for(small_contract(contract_start_month=3.0))
    assert [each.notice for each in plan.months] == [0, 0, 1, 2, 3, 4, 5, 6]
    assert [each.hold for each in plan.months[:3]] == ["before", "before", ""]


def test_the_facts_of_the_specification() -> None:
    plan = exit_plan(preset_scenario("as_reported"))
    assert plan.window == (Stretch(19, 28),)
    assert plan.best is not None
    assert (plan.best.month, round(plan.best.saving, 1)) == (19, 1186.7)
    assert (plan.months[0].obligation, plan.months[0].exit_cost) == (43437.5, 29062.5)
    soft = exit_plan(preset_scenario("s1_terms"))
    assert soft.window[0].first == 1
    assert soft.months[0].exit_cost == 6187.5


@pytest.mark.parametrize("name", list(CASES))
def test_every_month_agrees_with_the_run_that_gives_notice_in_it(name: str) -> None:
    inputs = CASES[name]
    stay = oracle.run(inputs)
    for each in plan_for(inputs).months:
        if each.notice < 1 or each.obligation == 0:
            continue
        expected = oracle.saving_by_leaving(stay, each.month)
        assert each.saving == pytest.approx(expected, rel=1e-9, abs=1e-6), (name, each.month)
        leave = oracle.run(inputs, exit_notice_month=float(each.notice))
        last = int(inputs["contract_start_month"] - 1 + leave.scalars["exit_effective_month"])
        assert each.leaves == last
        fees = leave.rows["minimum_fee"][each.month : last]
        cost = sum(fees) + sum(leave.rows["exit_expense"])
        assert each.exit_cost == pytest.approx(cost, rel=1e-12), (name, each.month)


@pytest.mark.parametrize("seed", range(40))
def test_windows_and_actions_by_plain_loops(seed: int) -> None:
    inputs = {**random_inputs(seed), "exit_notice_month": 0.0}
    stay, plan = oracle.run(inputs), plan_for(inputs)
    saving = oracle.discounted(stay)
    paying = [month for month in range(1, 121) if stay.rows["exit_saving"][month - 1] > 0]
    listed = [m for each in plan.window for m in range(each.first, each.last + 1)]
    assert listed == paying
    assert plan.last_saving == max(paying, default=0)
    assert all(a.last + 1 < b.first for a, b in zip(plan.window, plan.window[1:], strict=False))
    for each in plan.months:
        later = max((value for value in saving[each.month :] if value > 0), default=0.0)
        now = saving[each.month - 1]
        expected = "leave" if now > 0 and now >= later else "wait" if later > 0 else "stay"
        assert each.action == expected, each.month
    scale = max((each.obligation for each in plan.months), default=0.0)
    for each in plan.months[plan.no_return - 1 :] if plan.no_return else ():
        assert each.exit_cost >= each.obligation - 1e-9 * scale


def test_a_planned_notice_is_set_aside() -> None:
    planned = preset_scenario("exit_at_12")
    assert exit_plan(planned).months == exit_plan(preset_scenario("as_reported")).months


def test_a_whole_result_gives_the_same_plan() -> None:
    chosen = preset_scenario("flexible_contract")
    assert plan_of(evaluate(chosen)).months == exit_plan(chosen).months


def test_the_supplier_gives_notice() -> None:
    plan = exit_plan(preset_scenario("supplier_walks"))
    assert [each.hold for each in plan.months[5:8]] == ["given"] * 3
    assert plan.last_saving == 5


def test_nothing_to_leave() -> None:
    plan = exit_plan(preset_scenario("supplier_pays"))
    assert plan.months == ()
    assert plan.reason == "the supplier pays: nothing to leave"
    free = plan_for(small_contract(take_or_pay_pct=0.0))
    assert free.months == ()
    assert free.reason == "no minimum fee is owed: nothing to save"
    assert free.at(1) is None
