"""The register and the audit in German: what is shown, what is typed, and what stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.language import translator
from engine.contracts.contract import Contract
from tests.widgets.literals import Heard, tokens
from widgets.contracts.audit_table_cells import one_line_heading
from widgets.contracts.audit_tables import balanced
from widgets.contracts.register_states import RegisterState, table_columns
from widgets.contracts.register_view import RegisterView
from widgets.language.spoken import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEYS = [each.column.key for each in table_columns()]
ONE = Contract("Total", "Angebot", date(2026, 3, 31), 36, 1250.0, auto_renew=True)
STATE = RegisterState((ONE, replace(ONE, id="A-2", supplier="Price")), range(2))
NBSP = "\u00a0"


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[RegisterView]:
    with speaking(translator("de")):
        made = RegisterView(tokens("light"))
        qtbot.addWidget(made)
        made.resize(1000, 600)
        made.show_state(STATE)
        with qtbot.waitExposed(made):
            made.show()
        yield made


def _cell(view: RegisterView, row: int, key: str) -> QModelIndex:
    return view.table.register.index(row, KEYS.index(key))


def _type(view: RegisterView, key: str, text: str) -> None:
    view.begin_edit("A-2", key)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # a field lets its text settle before it is taken


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("start", "31. Mär 2026"),
        ("monthly_fee", f"1,25{NBSP}Mrd.{NBSP}$"),
        ("auto_renew", "Ja"),
        ("id", "Total"),  # the user's own words are nobody's to translate
        ("supplier", "Angebot"),
    ],
)
def test_quantities_are_german_and_names_are_the_users(
    view: RegisterView, key: str, text: str
) -> None:
    assert _cell(view, 0, key).data() == text


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("monthly_fee", "1,5 Mrd. $", "$1.5B"),
        ("start", "1. Okt 2026", "1 Oct 2026"),
        ("term_months", "3 Jahre", "3 years"),
        ("supplier", "Angebot", "Angebot"),
    ],
)
def test_what_is_typed_goes_out_as_it_is_read(
    view: RegisterView, key: str, typed: str, told: str
) -> None:
    heard = Heard(view, ("cell_entered",))
    _type(view, key, typed)
    assert heard.all == [("cell_entered", "A-2", key, told)]


def test_a_cell_that_is_left_as_it_was_changes_nothing(view: RegisterView) -> None:
    heard = Heard(view, ("cell_entered",))
    for key in ("monthly_fee", "start", "auto_renew"):
        shown = _cell(view, 1, key).data()
        _type(view, key, shown)
    assert heard.all == []


def test_rows_that_are_sorted_do_not_move_whatever_the_menu_is_called(view: RegisterView) -> None:
    index = _cell(view, 0, "term_months")
    names = {action.text(): action.isEnabled() for action in view.table.menu(index).actions()}
    assert names["Nach oben\tAlt+Auf"]
    view.show_state(STATE._replace(sorted_by="term_months"))
    names = {action.text(): action.isEnabled() for action in view.table.menu(index).actions()}
    assert not names["Nach oben\tAlt+Auf"]


def test_a_copied_table_can_be_pasted_again(view: RegisterView) -> None:
    view.table.copy_all()
    head, first, _ = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t") == KEYS
    assert {"Total", "Angebot", "2026-03-31", "1250000000", "Yes"} <= set(first.split("\t"))


def test_a_heading_of_two_lines_is_one_for_screen_readers() -> None:
    assert one_line_heading("Months\nleft") == "Months left"
    assert one_line_heading("Unavoid-\nable") == "Unavoidable"


@pytest.mark.parametrize(
    ("widths", "needs", "made"),
    [
        ([100, 50, 50], [80, 40, 50], [100, 50, 50]),  # all have what they need
        ([100, 50, 50], [80, 60, 50], [90, 60, 50]),
        ([100, 50, 50], [95, 70, 55], [95, 54, 51]),  # there is too little for all
    ],
)
def test_columns_take_room_where_there_is_some(
    widths: list[int], needs: list[int], made: list[int]
) -> None:
    assert balanced(widths, needs) == made
