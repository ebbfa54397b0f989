"""Months as dates, quarters of calendar and fiscal years."""

from __future__ import annotations

import pytest

from engine.calendar import DEFAULT_START, YearMonth, parse_year_month, quarter_phase
from engine.evaluate import evaluate
from engine.scenario import scenario


def test_default_start() -> None:
    assert YearMonth(2026, 4) == DEFAULT_START
    assert str(DEFAULT_START) == "2026-04"
    assert DEFAULT_START.name() == "Apr 2026"
    assert DEFAULT_START.quarter() == "Q2 2026"


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, "2026-04"),
        (1, "2026-05"),
        (8, "2026-12"),
        (9, "2027-01"),
        (119, "2036-03"),
        (-3, "2026-01"),
        (-4, "2025-12"),
        (-16, "2024-12"),
    ],
)
def test_plus(months: int, expected: str) -> None:
    assert str(DEFAULT_START.plus(months)) == expected


def test_months_pass_one_by_one() -> None:
    month = DEFAULT_START
    for count in range(1, 200):
        following = month.plus(1)
        assert following > month
        assert 1 <= following.month <= 12
        assert following == DEFAULT_START.plus(count)
        assert following.plus(-count) == DEFAULT_START
        month = following


@pytest.mark.parametrize(
    ("month", "fiscal_start", "expected"),
    [
        ("2026-01", 1, "Q1 2026"),
        ("2026-12", 1, "Q4 2026"),
        # A fiscal year is named after the calendar year in which it ends.
        ("2026-07", 7, "Q1 FY2027"),
        ("2026-06", 7, "Q4 FY2026"),
        ("2026-10", 10, "Q1 FY2027"),
        ("2026-04", 10, "Q3 FY2026"),
        ("2026-02", 2, "Q1 FY2027"),
        ("2026-01", 2, "Q4 FY2026"),
        ("2026-12", 12, "Q1 FY2027"),
        ("2026-11", 12, "Q4 FY2026"),
        ("2027-01", 12, "Q1 FY2027"),
    ],
)
def test_quarter(month: str, fiscal_start: int, expected: str) -> None:
    assert parse_year_month(month).quarter(fiscal_start) == expected


@pytest.mark.parametrize("fiscal_start", range(1, 13))
def test_quarters_last_three_months_from_the_fiscal_start(fiscal_start: int) -> None:
    first = YearMonth(2026, fiscal_start)
    names = [first.plus(month).quarter(fiscal_start) for month in range(24)]
    assert [name[:2] for name in names] == [f"Q{place // 3 % 4 + 1}" for place in range(24)]
    assert len(set(names)) == 8


@pytest.mark.parametrize("fiscal_start", range(1, 13))
@pytest.mark.parametrize("month", range(1, 13))
def test_phase_follows_from_start_and_fiscal_year(month: int, fiscal_start: int) -> None:
    start = YearMonth(2026, month)
    phase = quarter_phase(start, fiscal_start)
    assert phase in (0, 1, 2)
    # As many months before the start belong to the quarter in which it lies.
    quarter = start.quarter(fiscal_start)
    before = [start.plus(-back).quarter(fiscal_start) == quarter for back in (1, 2, 3)]
    assert sum(before) == phase


def test_the_models_quarters_are_the_calendars() -> None:
    for month in range(1, 13):
        start = YearMonth(2026, month)
        values = {"quarter_phase": float(quarter_phase(start, 1))}
        row = evaluate(scenario("x", values, start)).row("quarter_month")
        for place in range(24):
            ends = start.plus(place).quarter() != start.plus(place + 1).quarter()
            assert (row[place] == 3) == ends


@pytest.mark.parametrize("text", ["2026-04", " 2026-04 ", "1900-01", "2200-12"])
def test_parse(text: str) -> None:
    assert str(parse_year_month(text)) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026", "2026-4", "2026-00", "2026-13", "1899-12", "2201-01", "2026/04", "26-04"),
        *("2026-04-01", "April 2026", "-2026-04", "2026-04\n2027-01", "２０２６-04", "2026-0٤"),
    ],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write it as 2026-04") as caught:
        parse_year_month(text)
    assert "\n" not in str(caught.value)
