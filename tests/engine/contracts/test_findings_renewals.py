"""Findings about renewals, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from .finding_cases import clean, found, of_kind, only

# The term is 2026; notice of three months is due by 30 Sep 2026; the renewal is 2027.
RENEWING = clean(
    term_months=12, auto_renew=True, renewal_months=12, renewal_uplift=0.1, benchmark_clause=True
)
DEADLINE = date(2026, 9, 30)


def test_a_notice_window_closes() -> None:
    each = only("notice_window", RENEWING, day=date(2026, 9, 20))
    assert each.contract == "C1"
    assert each.amount == each.amount_high == pytest.approx(12 * 110)
    assert each.message == (
        "Notice to Northwind is due by 30 Sep 2026, in 10 days, or the contract renews for "
        "12 months, which costs $1.32B."
    )
    assert "give notice by 30 Sep 2026" in each.action


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "in 1 day"), (180, "in 180 days")])
def test_the_days_left(days: int, words: str) -> None:
    each = only("notice_window", RENEWING, day=DEADLINE - timedelta(days=days))
    assert f"due by 30 Sep 2026, {words}, or" in each.message


@pytest.mark.parametrize("days", [-1, 181])
def test_before_and_after_the_window_there_is_none(days: int) -> None:
    assert not of_kind("notice_window", RENEWING, day=DEADLINE - timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "severity"),
    [(0, "high"), (30, "high"), (31, "medium"), (90, "medium"), (91, "low"), (180, "low")],
)
def test_the_severity_moves_with_the_days(days: int, severity: str) -> None:
    # $13.2m is 1.1 % of what the six owe together: by itself medium.
    little = replace(RENEWING, monthly_fee=1.7 * 100 / 12)
    each = only("notice_window", little, day=DEADLINE - timedelta(days=days))
    assert each.severity == severity


def test_take_or_pay_and_uplift_are_in_the_stake() -> None:
    half = replace(RENEWING, take_or_pay_pct=0.5, renewal_uplift=0.2, renewal_months=6)
    each = only("notice_window", half, day=date(2026, 9, 1))
    assert each.amount == pytest.approx(6 * 100 * 1.2 * 0.5)


def test_the_deadline_in_days_counts() -> None:
    days = replace(RENEWING, renewal_notice_days=31)
    each = only("notice_window", days, day=date(2026, 9, 1))
    assert "due by 30 Nov 2026, in 90 days" in each.message


def test_no_window_without_a_renewal() -> None:
    for contract in (clean(term_months=12), clean(term_months=12, auto_renew=True)):
        assert not of_kind("notice_window", contract, day=date(2026, 9, 20))


def test_a_renewal_that_is_owed_already() -> None:
    each = only("renewal_trap", RENEWING, day=date(2026, 10, 31))
    assert each.amount == each.amount_high == pytest.approx(12 * 110)
    assert each.message == (
        "Northwind renews after 31 Dec 2026 for 12 months, which costs $1.32B: the day for notice "
        "has passed."
    )


def test_a_notice_that_is_not_stated_is_said_to_be_assumed() -> None:
    # Twelve months before the end of 2027.
    unknown = replace(RENEWING, term_months=24, notice_months=None)
    window = only("notice_window", unknown, day=date(2026, 12, 1))
    assert window.message.startswith(
        "Notice to Northwind is not stated; at 12 months it is due by 31 Dec 2026, in 30 days"
    )
    trap = only("renewal_trap", unknown, day=date(2027, 2, 1))
    assert "its notice is not stated, and at 12 months the day for it has passed" in trap.message
    for day in (date(2026, 3, 1), date(2026, 12, 1)):
        assert not of_kind("renewal_trap", unknown, day=day)
    stated = replace(unknown, renewal_notice_days=30)
    assert (
        "due by 1 Dec 2027, in 30 days"
        in only("notice_window", stated, day=date(2027, 11, 1)).message
    )


def test_a_renewal_that_runs() -> None:
    each = only("renewal_trap", RENEWING, day=date(2027, 4, 30))
    assert each.amount == each.amount_high == pytest.approx(8 * 110)
    assert each.message == (
        "Northwind renewed itself after 31 Dec 2026 and binds until 31 Dec 2027: $880m is still "
        "owed."
    )


def test_a_renewal_that_is_over() -> None:
    assert not of_kind("renewal_trap", RENEWING, day=date(2027, 12, 31))
    each = only("expired", RENEWING, day=date(2027, 12, 31))
    assert "the one renewal that is counted ended on 31 Dec 2027" in each.message
    assert (each.severity, each.amount) == ("medium", 0.0)


@pytest.mark.parametrize("terms", [{"notice_months": 0}, {"renewal_months": 0}])
def test_a_renewal_that_is_not_counted(terms: dict[str, int]) -> None:
    contract = replace(RENEWING, **terms)  # type: ignore[arg-type]
    each = only("expired", contract, day=date(2027, 1, 15))
    assert each.message == (
        "The term with Northwind ended on 31 Dec 2026; it renews by itself, but as of "
        "15 Jan 2027 no renewal is counted."
    )
    assert each.severity == "medium"


@pytest.mark.parametrize(("notice", "early"), [(6, True), (5, False)])
def test_notice_long_before_the_end(notice: int, early: bool) -> None:
    # Six months before the end of 2028 is 184 days, five are 153.
    long = replace(RENEWING, term_months=36, notice_months=notice)
    traps = of_kind("renewal_trap", long)
    assert [each.contract for each in traps] == ["C1"] * early
    if early:
        assert "due by 30 Jun 2028, 184 days before the term ends" in traps[0].message
        assert traps[0].amount == pytest.approx(1320)
    assert not of_kind("notice_window", long)


def test_a_stated_uplift_costs_what_it_adds() -> None:
    each = only("renewal_uplift", replace(RENEWING, benchmark_clause=False))
    assert each.amount == each.amount_high == pytest.approx(120)
    assert each.message == (
        "Northwind renews by itself at a fee that is 10.0% higher, which costs $120m."
    )


def test_an_unstated_uplift_is_a_range() -> None:
    each = only("renewal_uplift", replace(RENEWING, benchmark_clause=False, renewal_uplift=0.0))
    assert each.amount == 0
    assert each.amount_high == pytest.approx(0.2 * 1200)
    assert "a rise of 20.0% would cost $240m" in each.message


@pytest.mark.parametrize(
    "terms",
    [{"benchmark_clause": True}, {"renewal_uplift": -0.05}, {"auto_renew": False}],
)
def test_fees_that_are_capped(terms: dict[str, object]) -> None:
    contract = replace(RENEWING, **({"benchmark_clause": False} | terms))  # type: ignore[arg-type]
    assert not of_kind("renewal_uplift", contract)


def test_once_the_renewal_runs_its_fee_is_settled() -> None:
    contract = replace(RENEWING, benchmark_clause=False)
    assert of_kind("renewal_uplift", contract, day=date(2026, 12, 30))
    assert not of_kind("renewal_uplift", contract, day=date(2026, 12, 31))


def test_a_fee_schedule_is_in_the_stake() -> None:
    stepped = replace(RENEWING, fee_schedule=((1, 100.0), (13, 200.0)))
    each = only("notice_window", stepped, day=date(2026, 9, 20))
    assert each.amount == pytest.approx(12 * 220)


def test_nothing_to_say_about_a_clean_register() -> None:
    assert found(clean()) == ()
