"""What the exit plan says: sentences, the chart's months, the table, the price list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.decide.exit_states import exit_state
from app.decide.exit_texts import signed
from app.decide.exit_worth_states import flexibility_state, price_list_state
from engine.analysis.exit_plan.flexibility import of_savings
from engine.analysis.exit_plan.plan import exit_plan
from engine.analysis.exit_plan.prices import MeanWorth, price_list
from engine.files.shipped import preset_scenario
from widgets.decide.exit_words import plain

if TYPE_CHECKING:
    from widgets.decide.exit_states import ExitState


def state_of(preset: str, **changes: float) -> ExitState:
    chosen = preset_scenario(preset).with_values(changes)
    return exit_state(exit_plan(chosen), chosen)


def said(state: ExitState) -> list[str]:
    return [plain((sentence,)) for sentence in state.sentences]


def test_the_case_as_reported_in_words() -> None:
    assert said(state_of("as_reported")) == [
        "With all inputs as they stand, give notice in Oct 2027 (month 19), leave in Apr 2028: "
        "saves $1.19B.",
        "Leaving pays from Oct 2027 to Jul 2028, not after month 28.",
        "Point of no return: Sep 2028 (month 30); from then leaving avoids nothing.",
        "Decision month Apr 2026: wait for Oct 2027. Next: lock-in over, Mar 2027.",
    ]


def test_numbers_in_the_sentences_explain_themselves() -> None:
    words = [word for each in state_of("as_reported").sentences for word in each if word.key]
    assert [(word.key, word.month) for word in words] == [
        ("best_exit_month", 0),
        ("best_exit_saving", 0),
        ("exit_window_opens", 0),
        ("exit_window_closes", 0),
        ("exit_cost", 30),
    ]


def test_in_the_decision_month() -> None:
    assert said(state_of("as_reported", decision_month=20))[-1] == (
        "Decision month Nov 2027: give notice now. Next: exit window closes, Jul 2028."
    )
    assert said(state_of("as_reported", decision_month=33))[-1] == (
        "Decision month Dec 2028: stay to the end. Next: contract ends, Mar 2029."
    )
    assert said(state_of("as_reported", decision_month=40))[-1] == (
        "Decision month Jul 2029: the contract has ended."
    )


def test_a_planned_notice_is_set_against_the_best() -> None:
    state = state_of("exit_at_12")
    assert said(state)[3] == (
        "This scenario gives notice in Mar 2027: that costs $1.54B, $2.72B short of the best plan."
    )
    assert [(each.text, each.key, each.value) for each in state.chips] == [
        ("Plan notice in Oct 2027", "exit_notice_month", 19.0),
        ("Plan no notice", "exit_notice_month", 0.0),
    ]
    assert state.chart is not None
    assert state.chart.planned is not None
    assert state.chart.planned.month == 12
    best = state_of("as_reported", exit_notice_month=19)
    assert [each.text for each in best.chips] == ["Plan no notice"]


def test_a_window_with_a_gap() -> None:
    state = state_of("flexible_contract", auto_renew=1)
    assert "from Jan 2027 to Sep 2028 and from Jan 2029 to Sep 2029" in said(state)[1]
    assert state.chart is not None
    assert len(state.chart.windows) == 2


def test_where_staying_is_cheaper() -> None:
    state = state_of("as_reported", switching_cost=5000)
    assert said(state)[0] == (
        "With all inputs as they stand, do not give notice: staying is always cheaper."
    )
    assert state.chips == ()
    assert state.chart is not None
    assert state.chart.best is None


def test_the_months_of_the_strip() -> None:
    chart = state_of("total_15b_60m").chart
    assert chart is not None
    actions = [each.action for each in chart.months]
    assert actions == ["stay"] * 18 + ["pays"] * 12 + ["leave"] * 21 + ["stay"] * 9
    held = [each.month for each in chart.months if each.held]
    assert held == [*range(1, 12), *range(54, 61)]
    assert (chart.x_axis.minimum, chart.x_axis.maximum) == (0.5, 60.5)
    assert chart.months[0].tip.splitlines()[1].startswith("Locked in")


def test_the_table_of_months() -> None:
    table = state_of("as_reported").table
    assert [row.key for row in table.rows] == [str(month) for month in range(1, 37)]
    assert [cell.text for cell in table.rows[18].cells] == [
        "Give notice",
        "$1.19B",
        "$10.5B",
        "$78.1m",
    ]
    assert table.rows[18].label == "Oct 2027 · 19"
    assert table.rows[18].cells[1].mark == "best"
    assert table.rows[0].cells[0].text == "Wait: Oct 2027"
    assert table.rows[30].cells[0].text == "Stay"


def test_nothing_to_leave() -> None:
    state = state_of("supplier_pays")
    assert state.message == "The supplier pays: nothing to leave."
    assert state.chart is None
    assert state.flexibility.message == state.message
    assert state.table.empty


# Flexibility and prices ---------------------------------------------------------------------


def test_flexibility_says_that_it_is_an_upper_bound() -> None:
    savings = np.full((120, 4), -1.0)
    savings[18] = [100.0, 200.0, -50.0, -50.0]
    savings[20] = [50.0, 250.0, -60.0, -50.0]
    state = flexibility_state(of_savings(savings), exit_plan(preset_scenario("as_reported")))
    # Known: (100 + 250) / 4; fixed in advance: 200 / 4 in month 19.
    assert state.value == "$37.5m"
    assert state.error.startswith("± ")
    assert state.bound == "An upper bound: it knows each draw's future."
    assert plain(state.sentences) == (
        "Over the draws, each left at its best moment saves $87.5m on average; "
        "the best plan fixed for all of them, notice in Oct 2027, $50.0m. "
        "Leaving ever pays in 50.0% of 4 draws."
    )
    assert [(bar.month, bar.share) for bar in state.bars] == [(19, 0.25), (21, 0.25)]
    assert state.bars[1].tip == "Dec 2027: best in 25.0% of the draws"
    assert state.never.endswith("none: 50.0%")


def test_without_uncertainty_there_is_nothing_to_wait_for() -> None:
    plan = exit_plan(preset_scenario("as_reported"))
    state = flexibility_state(of_savings(np.zeros((120, 1))), plan)
    assert state.message.startswith("Nothing is uncertain")


def test_the_price_list_in_words() -> None:
    found = price_list(preset_scenario("as_reported"))
    state = price_list_state(found, {"no_fee": MeanWorth(3591.3, 24.0)}, 2000)
    rows = {row.key: row for row in state.rows}
    assert rows["no_fee"].label == "No termination fee"
    assert rows["no_fee"].change == "50% → 0% of remaining; 10% → 0% of remaining"
    assert rows["notice_1"].change == "6 → 1 month"
    assert rows["benchmark"].change == "No → Yes"
    assert rows["step_down"].change == "None → month 13"
    assert rows["no_fee"].cost_text == "−$7.88B"
    assert rows["no_fee"].input_key == "termination_fee_pct"
    details = plain(rows["no_fee"].details)
    assert "Exit cost −$7.88B" in details
    assert "Worth $3.59B ± $24.0m on average over 2,000 draws." in details
    assert "on average" not in plain(rows["notice_1"].details)
    assert "Lock-in of 12 months (lock-in is 12 months or less)" in state.left
    assert [row.worth for row in state.rows] == [each.worth for each in found.prices]


def test_no_price_list_where_the_supplier_pays() -> None:
    state = price_list_state(price_list(preset_scenario("supplier_pays")))
    assert state.message == "The supplier pays: nothing to negotiate."


@pytest.mark.parametrize(
    ("value", "text"), [(120.0, "+$120m"), (-7875.0, "−$7.88B"), (0.0, "$0"), (-0.0, "$0")]
)
def test_changes_have_signs(value: float, text: str) -> None:
    assert signed(value) == text
