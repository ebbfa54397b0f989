"""The exit plan, the value of flexibility and the price list, as the issue states them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtTest import QTest

from engine.analysis.exit_plan.flexibility import flexibility
from engine.analysis.exit_plan.plan import exit_plan
from engine.analysis.exit_plan.prices import price_list, tried
from engine.files.shipped import preset_scenario
from engine.scenario import scenario as scenario_of
from tests import issue_five
from tests.app.decide_page import LEFT, NO_KEY, look, part, plain, set_inputs, settle, values, view
from tests.oracle.inputs import presets, random_inputs
from widgets.decide.states import EXIT

if TYPE_CHECKING:
    from engine.scenario import Scenario
    from tests.app.conftest import Opened
    from tests.oracle.base import Values
    from widgets.decide.exit_states import ExitState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def state(opened: Opened) -> ExitState:
    found: ExitState = part(opened)
    assert found.fresh
    return found


def text(found: ExitState) -> str:
    return " ".join("".join(word.text for word in sentence) for sentence in found.sentences)


# The plan -----------------------------------------------------------------------------------


def test_the_reported_case_is_readmes(opened: Opened) -> None:
    """Exit window months 19 to 28, best saving $1,186.7m; first in month 19 = Oct 2027."""
    look(opened, EXIT)
    found = state(opened)
    assert found.chart is not None
    (window,) = found.chart.windows
    assert (window.first, window.last) == (19, 28)
    assert found.chart.best is not None
    assert found.chart.best.month == 19
    assert "$1.19B" in text(found)
    assert "Oct 2027" in text(found)
    assert "Jul 2028" in text(found)
    plan = exit_plan(preset_scenario("as_reported"))
    assert plan.best is not None
    assert round(plan.best.saving, 1) == 1186.7
    assert opened.value("exit_notice_month") == 0
    (chip, *_rest) = found.chips
    assert (chip.key, chip.value) == ("exit_notice_month", 19)
    view(opened, EXIT).plan.buttons[0].click()
    settle(opened)
    assert opened.value("exit_notice_month") == 19
    opened.controller.session.undo()
    assert opened.value("exit_notice_month") == 0


def test_with_the_filings_terms_leaving_pays_from_month_1(opened: Opened) -> None:
    look(opened, EXIT)
    set_inputs(opened, **presets()["s1_terms"])
    found = state(opened)
    assert found.chart is not None
    assert found.chart.windows[0].first == 1
    assert found.chart.months[0].action in ("leave", "pays")
    run = plain(opened)
    assert run.rows["exit_cost"][0] == 6187.5
    assert found.chart.cost.values[0] == 6187.5


def test_nothing_to_leave_says_why(opened: Opened) -> None:
    look(opened, EXIT)
    set_inputs(opened, **presets()["supplier_pays"])
    assert "supplier pays" in state(opened).message.lower()


def contracts() -> list[tuple[str, Scenario, Values]]:
    found = [
        (name, preset_scenario(name), presets()[name])
        for name in ("as_reported", "s1_terms", "flexible_contract", "albatross", "exit_at_12")
    ]
    for seed in (13, 18, 28, 33, 43, 58):  # unusual contracts
        inputs = random_inputs(seed)
        inputs["payment_direction"] = 1.0
        found.append((f"seed {seed}", scenario_of("Tried", inputs), inputs))
    return found


@pytest.mark.parametrize(
    ("scenario", "inputs"),
    [each[1:] for each in contracts()],
    ids=[each[0] for each in contracts()],
)
def test_month_by_month_against_the_oracle(scenario: Scenario, inputs: Values) -> None:
    """Savings discounted; stay, wait or leave; the window; the cost of waiting."""
    plan = exit_plan(scenario)
    inputs = {**inputs, "exit_notice_month": 0.0}
    run = issue_five.run(inputs)
    saving = [
        s * d for s, d in zip(run.rows["exit_saving"], run.rows["discount_factor"], strict=True)
    ]
    ahead = [max([0.0, *saving[t + 1 :]]) for t in range(120)]
    for month in plan.months:
        t = month.month - 1
        assert month.saving == pytest.approx(saving[t], rel=1e-9, abs=1e-6)
        assert month.exit_cost == pytest.approx(run.rows["exit_cost"][t], rel=1e-9, abs=1e-6)
        owed = run.rows["remaining_obligation"][t]
        assert month.obligation == pytest.approx(owed, rel=1e-9, abs=1e-6)
        if month.month < len(plan.months):
            assert month.waiting == pytest.approx(saving[t] - saving[t + 1], rel=1e-9, abs=1e-5)
        clear = 1e-6 * max(1.0, abs(saving[t]), ahead[t])
        if saving[t] > clear and saving[t] > ahead[t] + clear:
            assert month.action == "leave", month
        elif saving[t] < -clear or saving[t] < ahead[t] - clear:
            assert month.action in ("stay", "wait"), month
    window = [month for part in plan.window for month in range(part.first, part.last + 1)]
    for t, each in enumerate(run.rows["exit_saving"], start=1):
        if abs(each) > 1e-6:
            assert (t in window) == (each > 0), t
    figures = run.figures
    if figures["best_exit_month"] is None:
        assert plan.best is None
        assert plan.reason
    else:
        assert plan.best is not None
        assert plan.best.saving == pytest.approx(figures["best_exit_saving"], rel=1e-9)
        assert plan.best.month == figures["best_exit_month"]
    if plan.no_return:
        cost, owed_row = run.rows["exit_cost"], run.rows["remaining_obligation"]
        last = plan.months[-1].month
        for month_ in range(plan.no_return, last + 1):
            assert cost[month_ - 1] >= owed_row[month_ - 1] - 1e-6
        before = plan.no_return - 2
        assert before < 0 or cost[before] < owed_row[before] + 1e-6


@pytest.mark.parametrize("name", ["as_reported", "s1_terms", "albatross"])
def test_the_exit_cost_is_what_the_run_with_that_notice_pays(name: str) -> None:
    """Exit cost: minimum fees to the exit and leaving, in the run with that notice (kpis.md)."""
    plan = exit_plan(preset_scenario(name))
    chance = random.Random(name)  # noqa: S311
    for month in chance.sample(plan.months, 6):
        run = issue_five.run(issue_five.of(name, exit_notice_month=float(month.notice)))
        paid = sum(run.rows["minimum_fee"][month.month : month.leaves])
        paid += sum(run.rows["exit_expense"])
        assert month.exit_cost == pytest.approx(paid, rel=1e-9, abs=1e-6), month


# Flexibility --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["as_reported", "s1_terms", "albatross"])
def test_the_value_of_flexibility_by_hand(name: str) -> None:
    """The mean of each draw's best saving, less the best fixed plan's mean."""
    draws = issue_five.my_draws(120)
    sampled = {key: np.array([each[key] for each in draws]) for key in draws[0]}
    found = flexibility(preset_scenario(name), sampled)
    savings = []
    for each in draws:
        rows = issue_five.run(issue_five.of(name, exit_notice_month=0.0, **each)).rows
        savings.append(np.array(rows["exit_saving"]) * np.array(rows["discount_factor"]))
    table = np.array(savings)
    known = np.maximum(table.max(axis=1), 0).mean()
    fixed = max(0.0, table.mean(axis=0).max())
    assert found.known == pytest.approx(known, rel=1e-9)
    assert found.fixed == pytest.approx(fixed, rel=1e-9, abs=1e-6)
    assert found.value == pytest.approx(max(0.0, known - fixed), rel=1e-9, abs=1e-6)
    assert found.pays == pytest.approx((table.max(axis=1) > 0).mean())
    assert found.draws == 120


def test_the_user_sees_that_it_is_an_upper_bound(opened: Opened) -> None:
    look(opened, EXIT)
    shown = state(opened).flexibility
    assert "upper bound" in shown.bound.lower()
    assert shown.value


# The price list -----------------------------------------------------------------------------


def net_cost(inputs: Values) -> float:
    """What the contract costs above the market, left at its best moment or not at all."""
    stay = {**inputs, "exit_notice_month": 0.0, "supplier_exit_month": 0.0}
    run = issue_five.run(stay)
    costs = [run]
    best = run.figures["best_exit_month"]
    if isinstance(best, float):
        notice = best - (stay["contract_start_month"] - 1)
        costs.append(issue_five.run({**stay, "exit_notice_month": notice}))
    found = []
    for each in costs:
        paid, market = each.figures["contract_pv"], each.figures["market_pv"]
        assert isinstance(paid, float)
        assert isinstance(market, float)
        found.append(paid - market)
    return min(found)


def saved(inputs: Values) -> float:
    found = issue_five.run(inputs).figures["best_exit_saving"]
    return found if isinstance(found, float) else 0.0


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("as_reported", {}),
        ("albatross", {"decision_month": 6.0}),
        ("flexible_contract", {"auto_renew": 1.0, "renewal_uplift": 0.1}),
        ("late_delivery", {"prepay_pct": 0.1, "list_discount": 0.2, "clawback_pct": 0.5}),
    ],
)
def test_prices_are_differences_of_the_oracles_runs(name: str, changes: Values) -> None:
    case = preset_scenario(name).with_values(changes)
    inputs = {**issue_five.of(name, **changes), "exit_notice_month": 0.0}
    listed = price_list(case)
    assert listed.net_cost == pytest.approx(net_cost(inputs), rel=1e-9)
    now = issue_five.run(inputs).figures
    assert len(listed.prices) >= 6
    worths = [price.worth for price in listed.prices]
    assert worths == sorted(worths, reverse=True)
    for price in listed.prices:
        changed = {**inputs, **{each.key: each.after for each in price.changes}}
        assert {each.key: each.before for each in price.changes} == {
            each.key: inputs[each.key] for each in price.changes
        }
        assert changed != inputs
        then = issue_five.run(changed).figures
        for key, change in (
            ("exit_cost", price.exit_cost),
            ("remaining_obligation", price.remaining_obligation),
            ("contract_pv", price.contract_pv),
            ("npv_cash_flow", price.npv),
        ):
            wanted = issue_five.existing([then[key], now[key]])
            assert change == pytest.approx(wanted[0] - wanted[1], rel=1e-9, abs=1e-5), price.clause
        best = saved(changed) - saved(inputs)
        assert price.best_saving == pytest.approx(best, rel=1e-9, abs=1e-5), price.clause
        worth = net_cost(inputs) - net_cost(changed)
        assert price.worth == pytest.approx(worth, rel=1e-9, abs=1e-5), price.clause
        if not np.isnan(price.monthly):
            cheaper = {**inputs, "monthly_spend": inputs["monthly_spend"] - price.monthly}
            same = net_cost(inputs) - net_cost(cheaper)
            assert same == pytest.approx(worth, abs=max(1.0, 1e-3 * abs(worth))), price.clause


def test_the_clauses_asked_for_are_in_the_list() -> None:
    """Notice, lock-in, step-down, benchmark right, fee."""
    listed = {price.clause for price in price_list(preset_scenario("as_reported")).prices}
    changed = {
        each.key
        for price in price_list(preset_scenario("as_reported")).prices
        for each in price.changes
    }
    assert {"notice_months", "lockin_months", "stepdown_month", "benchmark_clause"} <= changed
    assert "termination_fee_pct" in changed
    assert len(listed) >= 8


def test_the_page_lists_them_and_trying_one_is_one_step(opened: Opened) -> None:
    look(opened, EXIT)
    listed = price_list(preset_scenario("as_reported"))
    rows = state(opened).prices.rows
    assert [row.key for row in rows] == [price.clause for price in listed.prices]
    assert [row.worth for row in rows] == [price.worth for price in listed.prices]
    before = opened.controller.session.project
    inputs = values(opened)
    exits = view(opened, EXIT)
    opened.window.resize(1440, 900)
    settle(opened)
    opened.window.grab()
    place = [row.key for row in rows].index("lower_fee")
    table = exits.prices.table
    last = table.model().columnCount() - 1
    index = table.model().index(place, last)
    table.scrollTo(index)
    where = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, NO_KEY, where)
    settle(opened)
    wanted = tried(preset_scenario("as_reported"), "lower_fee")
    moved = {key: value for key, value in values(opened).items() if inputs[key] != value}
    assert moved
    assert moved.items() <= wanted.items()
    after = issue_five.number("exit_cost", "as_reported", **moved)
    (price,) = [price for price in listed.prices if price.clause == "lower_fee"]
    assert after - 29062.5 == pytest.approx(price.exit_cost, rel=1e-9)
    assert state(opened).chart is not None
    assert state(opened).chart.cost.values[0] == pytest.approx(after)  # type: ignore[union-attr]
    opened.controller.session.undo()
    settle(opened)
    assert opened.controller.session.project.same_content(before)
    assert not opened.controller.session.undo_label
