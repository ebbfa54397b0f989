"""The complete quarters of a scenario: ends and names, by the calendar."""

from __future__ import annotations

import pytest

from engine.analysis.reach import inputs_behind
from engine.calendar import YearMonth, quarter_phase
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.quarters import quarter_ends, quarter_name
from engine.scenario import Scenario, scenario


def case(start: YearMonth, fiscal_start: int = 1) -> Scenario:
    phase = float(quarter_phase(start, fiscal_start))
    return scenario("", {"quarter_phase": phase}, start, fiscal_start)


@pytest.mark.parametrize(("phase", "ends"), [(0, (3, 6, 9, 12)), (1, (5, 8, 11)), (2, (4, 7, 10))])
def test_an_opening_part_quarter_is_not_counted(phase: int, ends: tuple[int, ...]) -> None:
    made = scenario("", {"quarter_phase": float(phase)})
    assert quarter_ends(made, 12) == ends
    assert quarter_ends(made)[: len(ends)] == ends


def test_what_ends_after_the_last_month_is_not_counted() -> None:
    assert quarter_ends(scenario(""), 11) == (3, 6, 9)
    assert quarter_ends(scenario(""), 2) == ()
    assert len(quarter_ends(scenario(""))) == 40
    assert len(quarter_ends(scenario("", {"quarter_phase": 2.0}))) == 39


def test_ends_rest_on_the_offset_alone() -> None:
    """They are kept by it."""
    assert inputs_behind(frozenset(("complete_quarter",))) == {"quarter_phase"}


@pytest.mark.parametrize(
    ("start", "fiscal_start", "names"),
    [
        (YearMonth(2026, 4), 1, ("Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027")),
        # One month of Q2 is gone: Q3 is the first complete quarter.
        (YearMonth(2026, 5), 1, ("Q3 2026", "Q4 2026", "Q1 2027", "Q2 2027")),
        (YearMonth(2026, 12), 1, ("Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027")),
        # A fiscal year from February: May to July is Q2 of the year that ends in January 2027.
        (YearMonth(2026, 5), 2, ("Q2 FY2027", "Q3 FY2027", "Q4 FY2027", "Q1 FY2028")),
        (YearMonth(2026, 4), 2, ("Q2 FY2027", "Q3 FY2027", "Q4 FY2027", "Q1 FY2028")),
        (YearMonth(2026, 9), 7, ("Q2 FY2027", "Q3 FY2027", "Q4 FY2027", "Q1 FY2028")),
    ],
)
def test_names(start: YearMonth, fiscal_start: int, names: tuple[str, ...]) -> None:
    made = case(start, fiscal_start)
    assert tuple(quarter_name(made, number) for number in range(1, 5)) == names


def test_beyond_the_timeline_there_is_no_date() -> None:
    made = scenario("")
    assert quarter_name(made, 40) == "Q1 2036"
    assert quarter_name(made, 41) == "quarter 41"
    assert quarter_name(made, 0) == "quarter 0"


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("fiscal_start", [1, 2, 3, 10])
def test_the_first_profitable_quarter_is_counted_alike(month: int, fiscal_start: int) -> None:
    made = case(YearMonth(2026, month), fiscal_start).with_values({"switching_cost": 5_000.0})
    result = evaluate(made)
    number = kpi(result, "first_profit_quarter").number()
    assert number is not None
    assert quarter_ends(made)[int(number) - 1] == result.value("first_quarter_end")
