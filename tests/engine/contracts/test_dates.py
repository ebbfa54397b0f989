"""Contract months as dates, by hand: month ends, leap years, the ends of the calendar."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from engine.contracts.contract import Contract
from engine.contracts.dates import (
    Days,
    completed,
    completed_months,
    dates_of,
    month_end,
    month_start,
    months_later,
    step,
    term_end,
)

JAN_31, LEAP_DAY = date(2026, 1, 31), date(2028, 2, 29)


@pytest.mark.parametrize(
    ("start", "k", "first", "last"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 4, 1), 12, date(2027, 3, 1), date(2027, 3, 31)),
        (date(2026, 4, 15), 1, date(2026, 4, 15), date(2026, 5, 14)),
        (date(2026, 12, 15), 1, date(2026, 12, 15), date(2027, 1, 14)),
        # Counted from the start: a short month doesn't pull the later ones in.
        (JAN_31, 1, date(2026, 1, 31), date(2026, 2, 27)),
        (JAN_31, 2, date(2026, 2, 28), date(2026, 3, 30)),
        (JAN_31, 3, date(2026, 3, 31), date(2026, 4, 29)),
        (JAN_31, 4, date(2026, 4, 30), date(2026, 5, 30)),
        (JAN_31, 26, date(2028, 2, 29), date(2028, 3, 30)),  # a leap year
        (date(2026, 1, 30), 2, date(2026, 2, 28), date(2026, 3, 29)),
        (date(2026, 1, 29), 2, date(2026, 2, 28), date(2026, 3, 28)),
        (date(2028, 1, 29), 2, date(2028, 2, 29), date(2028, 3, 28)),
        (LEAP_DAY, 1, date(2028, 2, 29), date(2028, 3, 28)),
        (LEAP_DAY, 12, date(2029, 1, 29), date(2029, 2, 27)),
        (LEAP_DAY, 13, date(2029, 2, 28), date(2029, 3, 28)),
        (LEAP_DAY, 49, date(2032, 2, 29), date(2032, 3, 28)),
        (date(1999, 12, 31), 3, date(2000, 2, 29), date(2000, 3, 30)),  # 2000 was one
        (date(2100, 1, 31), 2, date(2100, 2, 28), date(2100, 3, 30)),  # 2100 is none
        # Before the contract.
        (date(2026, 4, 15), 0, date(2026, 3, 15), date(2026, 4, 14)),
        (date(2026, 3, 31), 0, date(2026, 2, 28), date(2026, 3, 30)),
        (date(2026, 3, 31), -14, date(2024, 12, 31), date(2025, 1, 30)),
    ],
)
def test_a_contract_month(start: date, k: int, first: date, last: date) -> None:
    assert month_start(start, k) == first
    assert month_end(start, k) == last
    assert month_start(start, k + 1) == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "as_of", "months"),
    [
        (JAN_31, date(2025, 6, 1), 0),
        (JAN_31, date(2026, 1, 31), 0),
        (JAN_31, date(2026, 2, 26), 0),
        (JAN_31, date(2026, 2, 27), 1),  # its last day: complete at that day's close
        (JAN_31, date(2026, 2, 28), 1),
        (JAN_31, date(2026, 3, 29), 1),
        (JAN_31, date(2026, 3, 30), 2),
        (JAN_31, date(2028, 2, 28), 25),
        (JAN_31, date(2028, 2, 27), 24),
        (LEAP_DAY, date(2029, 2, 26), 11),
        (LEAP_DAY, date(2029, 2, 27), 12),
        (LEAP_DAY, date(2032, 2, 28), 48),
        (LEAP_DAY, date(2032, 2, 27), 47),
        (date(2026, 4, 1), date(2026, 4, 29), 0),
        (date(2026, 4, 1), date(2026, 4, 30), 1),
        (date(2026, 4, 1), date(2036, 4, 30), 121),
        (date(9999, 1, 1), date.max, 11),
    ],
)
def test_completed_months(start: date, as_of: date, months: int) -> None:
    assert completed(start, as_of) == months


def test_completed_months_are_those_that_have_ended() -> None:
    starts = [date(2023, 11, 27) + timedelta(days=day) for day in range(130)]
    for day in range(900):
        as_of = date(2023, 11, 1) + timedelta(days=day)
        found = completed_months(starts, as_of).tolist()
        for start, months in zip(starts, found, strict=True):
            assert month_end(start, months) <= as_of or months == 0
            assert month_end(start, months + 1) > as_of


def test_a_term_ends_on_the_day_before_its_first_month_after() -> None:
    contract = Contract("a", "X", LEAP_DAY, 12, 1.0)
    assert term_end(contract) == date(2029, 2, 27)
    assert term_end(Contract("a", "X", LEAP_DAY, 48, 1.0)) == date(2032, 2, 28)
    assert term_end(Contract("a", "X", JAN_31, 1, 1.0)) == date(2026, 2, 27)


def test_the_calendar_has_an_end() -> None:
    assert months_later(date(9999, 12, 31), 1) == date.max
    assert months_later(date(1, 1, 1), -1) == date.min
    assert month_end(date(9999, 6, 1), 120) == date.max


def test_month_ends_stay_month_ends() -> None:
    day = date(2027, 12, 31)
    days = [day := step(day, 1) for _ in range(4)]
    assert days == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]
    assert step(date(2028, 4, 30), -2) == date(2028, 2, 29)
    assert step(date(2028, 2, 28), 1) == date(2028, 3, 28)
    assert step(date.max, 1) == date.max
    assert step(date(1, 1, 31), -1) == date.min


def test_many_days_at_once_are_as_one() -> None:
    draw = random.Random(3)  # noqa: S311 - days, not secrets
    last = date.max.toordinal()
    days = [date.fromordinal(draw.randint(1, last)) for _ in range(300)]
    days += [date.min, date.max, date(2024, 2, 29), date(2025, 1, 31)]
    months = [draw.choice((draw.randint(-130, 130), draw.randint(-(10**5), 10**5))) for _ in days]
    every = Days.of(days)
    assert every.ordinals().tolist() == [each.toordinal() for each in days]
    ends = dates_of(every.month_ends(np.array(months)))
    assert ends == [month_end(day, k) for day, k in zip(days, months, strict=True)]
    assert every.running(date(2026, 5, 31)).tolist() == [
        0 if day > date(2026, 5, 31) else completed(day, date(2026, 5, 30)) + 1 for day in days
    ]
