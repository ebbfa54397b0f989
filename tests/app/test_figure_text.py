"""Headline figures in words: any value of one, not just the scenario's own."""

from __future__ import annotations

import pytest

from app.control_states import setting_text
from app.figure_text import calendar_text, calendar_value, figure_text
from engine.calendar import YearMonth
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario

QUARTER = catalogue().figures["first_profit_quarter"]
RUNWAY = catalogue().figures["cash_out_month"]
SPRING = scenario("")
FISCAL = scenario("", {"quarter_phase": 2.0}, YearMonth(2026, 4), 2)


@pytest.mark.parametrize(
    ("case", "texts"),
    [
        (SPRING, ("Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027")),
        (FISCAL, ("Q2 FY2027", "Q3 FY2027", "Q4 FY2027", "Q1 FY2028")),
    ],
)
def test_each_quarter_has_its_own_date(case: Scenario, texts: tuple[str, ...]) -> None:
    for number, text in enumerate(texts, start=1):
        assert figure_text(case, QUARTER, number) == text
        assert calendar_text(case, QUARTER, number) == text


def test_quarters_are_compared_by_their_date() -> None:
    """A case that begins a quarter later counts one less to the same quarter."""
    summer = scenario("", start=YearMonth(2026, 7))
    assert calendar_value(SPRING, QUARTER, 3) == calendar_value(summer, QUARTER, 2)
    assert calendar_value(SPRING, QUARTER, 5) - calendar_value(SPRING, QUARTER, 2) == 3


def test_other_figures() -> None:
    figures = catalogue().figures
    assert figure_text(SPRING, RUNWAY, 3.0) == "Jun 2026"
    assert figure_text(SPRING, RUNWAY, 0.0) == "from the start"
    assert figure_text(SPRING, figures["exit_cost"], 6_530.0) == "$6.53B"
    assert figure_text(SPRING, figures["effective_lock_in_months"], 1.0) == "1 month"
    assert calendar_text(SPRING, figures["exit_cost"], 6_530.0) == ""


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("term_months", 36.0, "36 months"),
        ("delivery_delay_months", 1.0, "1 month"),
        ("decision_month", 21.0, "month 21"),
        ("stepdown_month", 13.0, "contract month 13"),
        ("exit_notice_month", 0.0, "Never"),
        ("monthly_spend", 1_250.0, "$1.25B / month"),
        ("revenue_growth", 0.033557551786478665, "≈3.356% / month"),
        ("npv_timing", 0.5, "Mid-month"),
    ],
)
def test_inputs_with_their_unit(key: str, value: float, text: str) -> None:
    assert setting_text(key, value) == text
