"""Months, quarters and years by hand, and what line items come to in them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.calendar import YearMonth, parse_year_month, quarter_phase
from engine.evaluate import evaluate
from engine.periods import LENGTHS, Period, aggregate, periods
from engine.scenario import scenario

APRIL = YearMonth(2026, 4)


def _spans(found: tuple[Period, ...]) -> list[tuple[int, int, str]]:
    return [each[:3] for each in found]


def test_months() -> None:
    found = periods(APRIL, 1, "month")
    assert len(found) == 120
    assert found[0] == Period(1, 1, "Apr 2026", 1)
    assert found[9] == Period(10, 10, "Jan 2027", 1)
    assert found[-1] == Period(120, 120, "Mar 2036", 1)
    assert not any(each.partial for each in found)


def test_quarters_of_calendar_years() -> None:
    found = periods(APRIL, 1, "quarter", 8)
    assert _spans(found) == [(1, 3, "Q2 2026"), (4, 6, "Q3 2026"), (7, 8, "Q4 2026")]
    assert [each.partial for each in found] == [False, False, True]
    assert [each.months for each in found] == [3, 3, 2]


def test_quarters_of_fiscal_years_begin_partial() -> None:
    # May is the second month of the quarter April to June of a year that begins in July.
    found = periods(YearMonth(2026, 5), 7, "quarter", 9)
    assert _spans(found) == [
        (1, 2, "Q4 FY2026"),
        (3, 5, "Q1 FY2027"),
        (6, 8, "Q2 FY2027"),
        (9, 9, "Q3 FY2027"),
    ]
    assert [each.partial for each in found] == [True, False, False, True]


def test_calendar_years() -> None:
    found = periods(APRIL, 1, "year")
    assert found[0] == Period(1, 9, "2026", 12)
    assert found[1] == Period(10, 21, "2027", 12)
    assert found[-1] == Period(118, 120, "2036", 12)
    assert len(found) == 11
    assert [each.partial for each in found] == [True, *[False] * 9, True]


def test_fiscal_years() -> None:
    # A year that begins in April and ends in March 2027 is FY2027.
    found = periods(APRIL, 4, "year")
    assert found[0] == Period(1, 12, "FY2027", 12)
    assert len(found) == 10
    assert not any(each.partial for each in found)
    found = periods(APRIL, 2, "year", 12)
    assert _spans(found) == [(1, 10, "FY2027"), (11, 12, "FY2028")]


@pytest.mark.parametrize("kind", LENGTHS)
@pytest.mark.parametrize("months", [1, 2, 47, 120])
@pytest.mark.parametrize("start", ["2026-01", "2026-04", "2027-12"])
@pytest.mark.parametrize("fiscal_start", [1, 2, 7, 12])
def test_every_month_is_in_one_period(
    kind: str, months: int, start: str, fiscal_start: int
) -> None:
    found = periods(parse_year_month(start), fiscal_start, kind, months)
    held = [month for each in found for month in range(each.first, each.last + 1)]
    assert held == list(range(1, months + 1))
    assert not any(each.partial for each in found[1:-1])
    assert len({each.name for each in found}) == len(found)


def test_flows_are_summed_one_month_after_another() -> None:
    row = np.array([0.1, 0.2, 0.3, 1e16, 1.0, -1e16, 7.0, 5.0])
    found = aggregate(row, "flow", periods(YearMonth(2026, 1), 1, "quarter", 8))
    assert found.tolist() == [(0.1 + 0.2) + 0.3, (1e16 + 1.0) - 1e16, 7.0 + 5.0]
    assert row[0] == 0.1


def test_years_have_the_bits_of_plain_sums() -> None:
    row = np.random.default_rng(4).normal(0, 1e3, 120)
    grouped = periods(YearMonth(2026, 11), 4, "year")
    found = aggregate(row, "flow", grouped)
    for each, total in zip(grouped, found, strict=True):
        plain = 0.0
        for value in row[each.first - 1 : each.last]:
            plain += float(value)
        assert total == plain


@pytest.mark.parametrize("kind", ["balance", "rate"])
def test_balances_and_rates_are_the_last_month_s(kind: str) -> None:
    row = np.arange(1.0, 121.0)
    found = aggregate(row, kind, periods(APRIL, 1, "year"))
    assert found.tolist() == [9, 21, 33, 45, 57, 69, 81, 93, 105, 117, 120]


def test_a_month_is_itself() -> None:
    row = np.arange(120.0)
    for kind in ("flow", "balance", "rate"):
        assert aggregate(row, kind, periods(APRIL, 1, "month")).tolist() == row.tolist()


def test_several_rows_at_once() -> None:
    rows = np.arange(240.0).reshape(2, 120)
    grouped = periods(APRIL, 1, "quarter", 50)
    for kind in ("flow", "balance"):
        both = aggregate(rows, kind, grouped)
        assert both.shape == (2, 17)
        for row, found in zip(rows, both, strict=True):
            assert found.tolist() == aggregate(row, kind, grouped).tolist()


def test_a_month_without_a_value_leaves_its_sum_without_one() -> None:
    row = np.ones(12)
    row[4] = math.nan
    grouped = periods(APRIL, 1, "quarter", 12)
    assert np.isnan(aggregate(row, "flow", grouped)).tolist() == [False, True, False, False]
    assert np.isnan(aggregate(row, "balance", grouped)).tolist() == [False] * 4
    row[5] = math.nan
    assert np.isnan(aggregate(row, "rate", grouped)).tolist() == [False, True, False, False]


@pytest.mark.parametrize("start", ["2026-04", "2026-05", "2026-06"])
@pytest.mark.parametrize("fiscal_start", [1, 2, 6])
def test_quarters_are_those_of_the_model(start: str, fiscal_start: int) -> None:
    """`quarter_profit` counts up within the model's own quarters, and ends as their sum."""
    first = parse_year_month(start)
    phase = quarter_phase(first, fiscal_start)
    result = evaluate(scenario("", {"quarter_phase": float(phase)}))
    grouped = periods(first, fiscal_start, "quarter")
    ours = aggregate(result.row("operating_profit"), "flow", grouped)
    model = aggregate(result.row("quarter_profit"), "balance", grouped)
    assert ours.tolist() == model.tolist()
