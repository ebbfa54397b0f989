"""Goals as people type them."""

from __future__ import annotations

import pytest

from engine.analysis.goal import Goal
from engine.analysis.goal_text import GoalTextError, goal_value, month_value, parse_goal
from engine.calendar import YearMonth
from engine.scenario import scenario

CASE = scenario("As reported")  # month 1 is April 2026
FISCAL = scenario(
    "Fiscal", {"quarter_phase": 1}, start=YearMonth(2026, 3), fiscal_start=2
)  # its quarters end in April, July, ...


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("exit_cost <= 10B", Goal("exit_cost", "<=", 10_000.0)),
        ("Exit cost at most $10B at month 12", Goal("exit_cost", "<=", 10_000.0, 12)),
        ("exit_cost<=10000@12", Goal("exit_cost", "<=", 10_000.0, 12)),
        ("EXIT COST ≤ 10 bn in month Mar 2027", None),
        ("first_profit_quarter <= 2", Goal("first_profit_quarter", "<=", 2.0)),
        ("first profitable quarter by Q3 2026", Goal("first_profit_quarter", "<=", 2.0)),
        ("first_profit_month by Sep 2026", Goal("first_profit_month", "<=", 6.0)),
        ("first_profit_month by 2026-09", Goal("first_profit_month", "<=", 6.0)),
        ("cash runway >= 3y", Goal("cash_out_month", ">=", 36.0)),
        ("cash_out_month not before month 36", Goal("cash_out_month", ">=", 36.0)),
        ("payback_month <= 0", Goal("payback_month", "<=", 0.0)),
        ("coverage at least 110%", Goal("coverage", ">=", 1.1)),
        ("coverage >= 1.1", Goal("coverage", ">=", 1.1)),
        ("relapses <= no", Goal("relapses", "<=", 0.0)),
        ("npv_cash_flow >= -5B", Goal("npv_cash_flow", ">=", -5000.0)),
        ("npv_cash_flow >= −5B", Goal("npv_cash_flow", ">=", -5000.0)),
        ("effective_lock_in_months no more than 1y 6m", None),
    ],
)
def test_read(text: str, goal: Goal | None) -> None:
    if goal is None:
        found = parse_goal(text.replace("Mar 2027", "12"), CASE)
        assert found in (
            Goal("exit_cost", "<=", 10_000.0, 12),
            Goal("effective_lock_in_months", "<=", 18.0),
        )
    else:
        assert parse_goal(text, CASE) == goal


@pytest.mark.parametrize(
    ("text", "says", "place"),
    [
        ("exit_csot <= 3", "did you mean exit_cost?", 0),
        ("revenue <= 3", "is not a headline figure", 0),
        ("maturity <= 3", "is a list", 0),
        ("exit_cost 3", "has no <= or >=", 11),
        ("", "has no <= or >=", 0),
        ("exit_cost < 10B", "allowed: <= and >=", 10),
        ("exit_cost == 10B", "allowed: <= and >=", 10),
        ("exit_cost <= ", "nothing to compare with; try $10B", 13),
        ("exit_cost <= ten", "'ten' is not a number", 13),
        ("first_profit_quarter <= Q2 2050", "allowed: Q2 2026 to Q1 2036", 24),
        ("first_profit_quarter <= 41", "allowed: 1 to 40", 24),
        ("first_profit_quarter <= 2.5", "is not a quarter", 24),
        ("first_profit_month <= 2.5", "allowed: 0 to 120, or Apr 2026 to Mar 2036", 22),
        ("exit_cost <= 10B at month 130", "allowed: 1 to 120", 26),
        ("exit_cost <= 10B at month 0", "allowed: 1 to 120", 26),
        ("<= 4", "no figure is named", 0),
        ("exit_cost <= 1e999", "too large", 13),
        ("effective_lock_in_months <= -5", "'-5' is below 0; allowed: 0 or more", 28),
        ("x" * 300 + " <= 3", "at most 200 characters", 200),
        ("exit_cost <= 10\x00B", "is not", 13),
    ],
)
def test_refused(text: str, says: str, place: int) -> None:
    with pytest.raises(GoalTextError) as caught:
        parse_goal(text, CASE)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.place == place


def test_a_window_shows_percentages() -> None:
    assert goal_value("coverage", "110", CASE) == 1.1
    assert goal_value("coverage", "110", CASE, shown=False) == 110
    assert goal_value("exit_cost", "10000000000", CASE) == 10_000.0
    assert goal_value("exit_cost", "$10B", CASE) == 10_000.0


def test_fiscal_quarters_are_those_of_the_scenario() -> None:
    """Month 1 is March, the second of its quarter: the first complete one ends in July."""
    assert goal_value("first_profit_quarter", "Q2 FY2027", FISCAL) == 1
    assert goal_value("first_profit_quarter", "q3 2027", FISCAL) == 2
    with pytest.raises(GoalTextError, match="no complete quarter"):
        goal_value("first_profit_quarter", "Q1 FY2027", FISCAL)


@pytest.mark.parametrize(("text", "month"), [("12", 12), ("month 12", 12), ("Mar 2027", 12)])
def test_months(text: str, month: int) -> None:
    assert month_value(text, CASE) == month
