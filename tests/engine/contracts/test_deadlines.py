"""What falls due when, by worked cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.contracts.contract import Contract
from engine.contracts.deadlines import KINDS, deadlines
from engine.contracts.register import Register
from engine.files.register.example import example_register

AS_OF = date(2026, 11, 22)
Days = list[tuple[str, str]]


def due(as_of: date = AS_OF, **terms: Any) -> Days:
    values: dict[str, Any] = {"start": date(2026, 1, 1), "term_months": 12} | terms
    contract = Contract(id="A", supplier="Nimbus", monthly_fee=1.0, **values)
    found = deadlines(Register(contracts=(contract,)), as_of)
    return [(str(each.day), each.kind) for each in found]


def test_a_plain_term() -> None:
    assert due() == [("2026-12-31", "term_ends")]


def test_a_contract_that_has_not_started() -> None:
    assert due(start=date(2027, 1, 31), term_months=1) == [
        ("2027-01-31", "starts"),
        ("2027-02-27", "term_ends"),  # the next month begins on its last day, the 28th
    ]


def test_a_lock_in_and_one_longer_than_the_term() -> None:
    assert due(lockin_months=11) == [("2026-11-30", "lockin_ends"), ("2026-12-31", "term_ends")]
    assert due(lockin_months=99)[0] == ("2026-12-31", "lockin_ends")
    assert due(lockin_months=6) == [("2026-12-31", "term_ends")]


def test_a_renewal_with_notice_in_months() -> None:
    assert due(auto_renew=True, renewal_months=6, notice_months=1) == [
        ("2026-11-30", "notice"),
        ("2026-12-31", "term_ends"),
        ("2027-01-01", "renewal"),
    ]


def test_a_renewal_with_notice_in_days() -> None:
    # 31 December less 39 days is 22 November: still in time on the day itself.
    terms: dict[str, Any] = {"auto_renew": True, "renewal_months": 6, "notice_months": 1}
    assert due(**terms, renewal_notice_days=39)[0] == ("2026-11-22", "notice")
    assert due(**terms, renewal_notice_days=40)[0] == ("2026-12-31", "term_ends")


def test_a_renewal_under_way() -> None:
    terms: dict[str, Any] = {"auto_renew": True, "renewal_months": 6, "notice_months": 1}
    assert due(date(2027, 2, 1), **terms) == [("2027-06-30", "term_ends")]


def test_after_the_end_nothing_falls_due() -> None:
    assert due(date(2027, 1, 1)) == []
    assert due(date(2026, 12, 31)) == [("2026-12-31", "term_ends")]
    assert due(date(2027, 7, 1), auto_renew=True, renewal_months=6) == []


def test_a_renewal_of_no_stated_length_needs_notice_all_the_same() -> None:
    assert due(auto_renew=True, renewal_months=0, notice_months=1) == [
        ("2026-11-30", "notice"),
        ("2026-12-31", "term_ends"),
    ]


def test_leap_days() -> None:
    terms: dict[str, Any] = {"start": date(2024, 2, 29), "term_months": 36}
    assert due(**terms) == [("2027-02-27", "term_ends")]
    assert due(**terms, lockin_months=34)[0] == ("2026-12-28", "lockin_ends")


@pytest.mark.parametrize("start", [date(1900, 1, 1), date(2200, 12, 31), date(9999, 12, 31)])
def test_any_start(start: date) -> None:
    assert due(start, start=start, term_months=120, auto_renew=True, renewal_months=60)


def test_the_example_s_deadlines_in_order() -> None:
    register = example_register()
    found = deadlines(register, AS_OF)
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert {each.kind for each in found} == set(KINDS)
    assert {each.contract for each in found} <= {each.id for each in register.contracts}
    assert all(each.day >= AS_OF and each.title and each.text.endswith(".") for each in found)
    first = found[0]
    # EX-024 began on 29 February 2024 for 36 months: it ends on 27 February 2027.
    assert (first.contract, first.day, first.kind) == ("EX-024", date(2026, 11, 29), "notice")
    assert first.text == (
        "Lumen Arc, Interconnect and backbone: last day for notice; "
        "without it the contract renews for 12 months."
    )
