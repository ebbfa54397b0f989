"""Fields in German: what is shown reads back as the same text, and what is typed is understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.contracts.quote_texts import CAPACITY_WORDS, PRICE_WORDS, capacity_text, price_text
from app.contracts.register_edits import entered
from app.control_states import input_text, shown_text
from app.language import translator
from engine.contracts.cell_text import cell_text, day_text
from engine.contracts.contract import register_columns
from engine.files.register.example import example_register
from engine.model.catalogue import catalogue
from tests.widgets.literals import tokens
from widgets.controls.framed_field import FramedField
from widgets.language.spoken import heard, said, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

GERMAN = translator("de")


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with speaking(GERMAN):
        yield


def _same(text: str) -> None:
    assert GERMAN is not None
    assert GERMAN.hear(said(text)) == text


@pytest.mark.parametrize("key", list(catalogue().inputs))
def test_every_control_shows_what_it_reads(key: str) -> None:
    item = catalogue().inputs[key]
    values = (item.minimum, item.default, item.maximum, item.minimum + item.step)
    for value in (*values, item.default * 1.0123456789, -1.0, 0.0, 0.5, 1234.5678):
        _same(input_text(key, value))
        _same(shown_text(key, value))


@pytest.mark.parametrize("key", [k for k, c in register_columns().items() if c.kind != "text"])
def test_every_cell_of_the_register_shows_what_it_reads(key: str) -> None:
    column = register_columns()[key]
    for contract in example_register().contracts:
        text = cell_text(column, contract)
        _same(text)
        if text:
            again = entered(contract, key, heard(said(text)), ())
            assert getattr(again, key) == getattr(contract, key)


def test_every_quote_shows_what_it_reads() -> None:
    for quote in example_register().quotes:
        _same(day_text(quote.day))
        for unit in PRICE_WORDS:
            for price in (quote.price, 99.5, 1450.0, 1.3e6):
                _same(price_text(replace(quote, price=price, price_unit=unit)))
        for unit in CAPACITY_WORDS:
            _same(capacity_text(replace(quote, capacity=12345.5, capacity_unit=unit)))


@pytest.mark.parametrize("month", range(1, 13))
def test_dates_show_what_they_read(month: int) -> None:
    day = date(2026, month, 9)
    _same(day_text(day))
    _same(day.isoformat())
    _same(f"Q{(month + 2) // 3} FY2027")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("22.11.2026", "2026-11-22"),
        ("1.3.26", "2026-03-01"),
        ("1. 3. 2026", "2026-03-01"),
        ("22. November 2026", "22 Nov 2026"),
        ("1. März 2027", "1 Mar 2027"),
        ("Mai 2027", "May 2027"),
        ("13: 1,3 Mrd.; 25: 1,4 Mrd. $", "13: 1.3B; 25: $1.4B"),
        ("2,10 $ / GPU-Stunde", "$2.10 / GPU-hour"),
        ("10 Tsd. GPUs", "10k GPUs"),
        ("12, 24, 36", "12, 24, 36"),
        ("7 Prozent", "7%"),
        ("5 Dollar", "$5"),
        ("1 Jahr", "1 year"),
        ("0.500", "0.500"),
        ("$1.25B", "$1.25B"),
        ("Supplier pays", "Supplier pays"),
    ],
)
def test_what_people_type(typed: str, read: str) -> None:
    assert heard(typed) == read


def test_what_was_left_as_it_was_is_what_it_was() -> None:
    odd = "Compute 1.250 x"  # reads as another text
    assert heard(said(odd), odd) == odd


def _field(qtbot: QtBot, text: str, *, words: bool = False) -> tuple[FramedField, list[str]]:
    field = FramedField("Value", 120, tokens("light"), words=words)
    told: list[str] = []
    qtbot.addWidget(field)
    field.submitted.connect(told.append)
    field.show_text(text)
    field.show()
    return field, told


def test_a_field_speaks_german_and_emits_english(qtbot: QtBot) -> None:
    field, told = _field(qtbot, "$1.25B")
    assert field.text().replace("\u00a0", " ") == "1,25 Mrd. $"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == []
    field.selectAll()
    QTest.keyClicks(field, "1,3 Mrd.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["1.3B"]


def test_a_field_of_names_is_left_alone(qtbot: QtBot) -> None:
    field, told = _field(qtbot, "Revenue 1.250", words=True)
    assert field.text() == "Revenue 1.250"
    field.selectAll()
    QTest.keyClicks(field, "Umsatz 1,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["Umsatz 1,5"]
