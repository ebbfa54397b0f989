"""What typing and moving rows makes of contracts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.contracts.register_edits import (
    duplicates,
    entered,
    free_id,
    inserted,
    merged,
    moved,
    new_contract,
)
from engine.contracts.cell_text import cell_text, day_text
from engine.contracts.contract import Contract, register_columns
from engine.files.amounts import CellError
from engine.files.register.example import example_register

ONE = Contract("C-007", "Nimbus", date(2026, 4, 1), 36, 100.0)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("monthly_fee", "1.25B", 1250.0),
        ("monthly_fee", "$80m", 80.0),
        ("monthly_fee", "1,250,000,000", 1250.0),
        ("take_or_pay_pct", "80%", 0.8),
        ("take_or_pay_pct", "0.8", 0.8),
        ("term_months", "3y", 36),
        ("term_months", "48 mo", 48),
        ("start", "2027-01-31", date(2027, 1, 31)),
        ("start", "31 Jan 2027", date(2027, 1, 31)),
        ("auto_renew", "yes", True),
        ("capacity_unit", "MW", "mw"),
        ("supplier", "  Cirro stratus ", "Cirro stratus"),
        ("fee_schedule", "1: 600m; 13: 1.25B", ((1, 600.0), (13, 1250.0))),
    ],
)
def test_cells_take_what_people_write(key: str, text: str, value: object) -> None:
    assert getattr(entered(ONE, key, text, ()), key) == value


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("term_months", "3 years ago", "allowed: whole months from 1 to 120"),
        ("term_months", "121", "out of range"),
        ("monthly_fee", "", "can’t be blank"),
        ("start", "", "can’t be blank"),
        ("start", "31/02/2026", "31/02/2026"),
        ("take_or_pay_pct", "150%", "allowed: a share from 0% to 100%"),
        ("auto_renew", "perhaps", "allowed: yes or no"),
        ("supplier", "=cmd()", "allowed: text"),
        ("id", "C-001", "another contract’s"),
    ],
)
def test_what_is_refused_says_what_is_allowed(key: str, text: str, words: str) -> None:
    with pytest.raises(CellError, match=words):
        entered(ONE, key, text, {"C-001"})


def test_blank_puts_back_what_blank_means() -> None:
    full = replace(ONE, notice_months=6, take_or_pay_pct=0.5, exclusivity_pct=0.2, service="x")
    assert entered(full, "notice_months", "", ()).notice_months is None
    assert entered(full, "take_or_pay_pct", "", ()).take_or_pay_pct == 1.0
    assert entered(full, "exclusivity_pct", " ", ()).exclusivity_pct == 0.0
    assert entered(full, "service", "", ()).service == ""
    assert entered(full, "supplier", "", ()).supplier == ""


def test_a_blank_id_is_made() -> None:
    assert entered(ONE, "id", "", {"C-008"}).id == "C-009"


def test_a_capacity_with_its_unit_sets_both() -> None:
    made = entered(ONE, "capacity", "120 MW", ())
    assert (made.capacity, made.capacity_unit) == (120.0, "mw")


def test_every_cell_reads_back_as_the_value_that_it_shows() -> None:
    for contract in example_register().contracts:
        for key, column in register_columns().items():
            text = cell_text(column, contract)
            assert entered(contract, key, text, ()) == contract, (contract.id, key, text)


def test_negative_shares_read_back() -> None:
    falling = replace(ONE, fee_escalator=-0.035)
    text = cell_text(register_columns()["fee_escalator"], falling)
    assert text == "−3.5%"
    assert entered(ONE, "fee_escalator", text, ()) == falling


def test_days_are_written_in_english() -> None:
    assert day_text(date(2028, 2, 29)) == "29 Feb 2028"


def test_ids_go_on_counting() -> None:
    assert free_id("C-007", {"C-007", "C-008"}) == "C-009"
    assert free_id("EX-099", {"EX-099"}) == "EX-100"
    assert free_id("Nimbus", {"Nimbus"}) == "Nimbus-2"


def test_a_new_contract_begins_next_month() -> None:
    assert new_contract((), date(2026, 12, 31)).start == date(2027, 1, 1)
    assert new_contract((ONE,), date(2026, 1, 31)) == Contract(
        "C-008", "New supplier", date(2026, 2, 1), 36, 0.0
    )


def rows(text: str) -> tuple[Contract, ...]:
    return tuple(replace(ONE, id=each) for each in text)


def ids(contracts: object) -> str:
    return "".join(each.id for each in contracts)  # type: ignore[attr-defined]


def test_rows_move_together_and_stop_at_the_ends() -> None:
    assert ids(moved(rows("abcde"), {"c", "d"}, -1)) == "acdbe"
    assert ids(moved(rows("abcde"), {"c", "d"}, 1)) == "abecd"
    assert ids(moved(rows("abcde"), {"a", "b"}, -1)) == "abcde"
    assert ids(moved(rows("abcde"), {"a", "e"}, 1)) == "bacde"


def test_rows_are_added_below_the_one_that_is_named() -> None:
    assert ids(inserted(rows("abc"), rows("x"), "a")) == "axbc"
    assert ids(inserted(rows("abc"), rows("x"), "")) == "abcx"


def test_copies_have_ids_of_their_own() -> None:
    two = (ONE, replace(ONE, id="C-008"))
    assert [each.id for each in duplicates(two, {"C-007", "C-008"})] == ["C-009", "C-010"]
    assert duplicates(two, {"C-007"})[0] == replace(ONE, id="C-009")


def test_imported_ids_that_are_taken_are_made_anew() -> None:
    joined, renamed = merged((ONE,), (replace(ONE, supplier="Other"), replace(ONE, id="Z")))
    assert [each.id for each in joined] == ["C-007", "C-008", "Z"]
    assert renamed == 1
