"""Actuals beside the plan: aligned by calendar, differences by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.actuals import Actuals, actual_row, variance
from engine.calendar import YearMonth
from engine.evaluate import Result, evaluate
from engine.scenario import scenario

APRIL = YearMonth(2026, 4)


def plan(start: YearMonth = APRIL, **rows: list[float]) -> Result:
    """A result whose rows begin with given values and are 0 after them."""
    given = {key: np.array(row + [0.0] * (120 - len(row))) for key, row in rows.items()}
    return Result(replace(scenario("Plan"), start=start), given)


def test_a_flow_has_differences_shares_and_a_sum_to_date() -> None:
    books = Actuals(APRIL, {"revenue": (90.0, None, 130.0)})
    (item,) = variance(books, plan(revenue=[100.0, 110.0, 120.0]))
    assert item.key == "revenue"
    assert [month.date.name() for month in item.months] == ["Apr 2026", "May 2026", "Jun 2026"]
    first, second, third = item.months
    assert first[1:] == (1, 100.0, 90.0, -10.0, -0.1, -10.0)
    assert second[1:] == (2, 110.0, None, None, None, -10.0)
    assert third[1:] == (3, 120.0, 130.0, 10.0, 10 / 120, 0.0)


def test_a_balance_has_no_sum_to_date() -> None:
    books = Actuals(APRIL, {"cash_balance": (-30.0,)})
    (item,) = variance(books, plan(cash_balance=[-20.0]))
    assert item.months[0].to_date is None
    assert item.months[0].share == pytest.approx(-0.5)  # worse by half of the plan's size


def test_nothing_planned_gives_no_share() -> None:
    (item,) = variance(Actuals(APRIL, {"revenue": (5.0,)}), plan(revenue=[0.0]))
    assert item.months[0].difference == 5.0
    assert item.months[0].share is None


def test_items_come_in_one_order_whatever_the_file_had() -> None:
    books = Actuals(APRIL, {"cash_balance": (1.0,), "revenue": (1.0,)})
    found = variance(books, plan(revenue=[1.0], cash_balance=[1.0]))
    assert [item.key for item in found] == ["revenue", "cash_balance"]


@pytest.mark.parametrize(
    ("start", "months"),
    [
        (YearMonth(2026, 2), [1]),  # the plan begins in the books' third month
        (YearMonth(2026, 7), [4, 5, 6]),
        (YearMonth(2036, 2), [119, 120]),
        (YearMonth(2036, 4), []),
        (YearMonth(2020, 1), []),
    ],
)
def test_months_are_aligned_by_calendar(start: YearMonth, months: list[int]) -> None:
    books = Actuals(start, {"revenue": (1.0, 2.0, 3.0)})
    (item,) = variance(books, evaluate(scenario("Plan")))
    assert [month.month for month in item.months] == months
    row = actual_row(books, "revenue", APRIL)
    assert row.shape == (120,)
    assert (np.flatnonzero(~np.isnan(row)) + 1).tolist() == months
    assert [row[month.month - 1] for month in item.months] == [m.actual for m in item.months]


def test_a_row_that_the_books_lack_is_all_nan() -> None:
    books = Actuals(APRIL, {"revenue": (1.0, None)})
    assert np.isnan(actual_row(books, "compute_cost", APRIL)).all()
    assert np.isnan(actual_row(books, "revenue", APRIL)[1:]).all()


def test_the_last_month_and_single_values() -> None:
    books = Actuals(APRIL, {"revenue": (1.0, 2.0, None), "fixed_opex": (None, None, None)})
    assert books.months() == 3
    assert books.last() == YearMonth(2026, 5)
    assert books.value("revenue", YearMonth(2026, 5)) == 2.0
    assert books.value("revenue", YearMonth(2026, 6)) is None
    assert books.value("revenue", YearMonth(2026, 3)) is None
    assert books.value("cash_balance", APRIL) is None
