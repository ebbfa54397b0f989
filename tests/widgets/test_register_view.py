"""Around the register's table: what is empty, all terms of one contract, toolbar, last line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contracts.contract import Contract, register_columns
from tests.widgets.literals import Heard, tokens
from widgets.contracts.page import ContractsPage
from widgets.contracts.register_states import CellFault, RegisterState
from widgets.contracts.register_view import RegisterView
from widgets.contracts.states import REGISTER, VIEWS, ContractsState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.contracts.register_form import RegisterForm

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ONE = Contract("A-1", "Nimbus", date(2026, 4, 1), 36, 1250.0, service="GPUs", auto_renew=True)
TWO = replace(ONE, id="A-2", supplier="Cirro", service="", auto_renew=False)
STATE = RegisterState((ONE, TWO), range(2), selected="A-1", note="2 contracts")


@pytest.fixture
def view(qtbot: QtBot) -> RegisterView:
    made = RegisterView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def form(view: RegisterView) -> RegisterForm:
    assert view.form is not None
    return view.form


def test_an_empty_register_says_how_to_begin(view: RegisterView) -> None:
    heard = Heard(view, ("rows_asked", "file_asked"))
    view.show_state(RegisterState())
    assert view.empty.isVisible()
    for button in view.empty.buttons.values():
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert heard.all == [
        ("file_asked", "example"),
        ("file_asked", "import"),
        ("rows_asked", "add", []),
        ("file_asked", "template"),
    ]


def test_rows_may_be_pasted_before_there_is_a_table(view: RegisterView) -> None:
    heard = Heard(view, ("pasted",))
    view.show_state(RegisterState())
    QGuiApplication.clipboard().setText("supplier\tstart")
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard.all == [("pasted", "supplier\tstart", "", "")]


def test_the_form_has_every_term_with_its_meaning(view: RegisterView) -> None:
    view.show_state(STATE)
    shown = form(view)
    assert sorted(shown.terms) == sorted(register_columns())
    assert shown.title.text() == "A-1"
    assert shown.supplier.accessibleName() == "Nimbus · GPUs"
    fee = shown.terms["monthly_fee"]
    assert fee.field is not None
    assert fee.field.text() == "$1.25B"
    assert fee.meaning.text() == register_columns()["monthly_fee"].meaning


def test_terms_are_typed_in_the_form_as_in_the_table(view: RegisterView) -> None:
    view.show_state(STATE)
    heard = Heard(view, ("cell_entered",))
    field = form(view).terms["term_months"].field
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "4y")
    QTest.keyClick(field, Qt.Key.Key_Return)
    renews = form(view).terms["auto_renew"].switch
    assert renews is not None
    assert renews.isChecked()
    QTest.keyClick(renews, Qt.Key.Key_Space)
    assert heard.all == [
        ("cell_entered", "A-1", "term_months", "4y"),
        ("cell_entered", "A-1", "auto_renew", "No"),
    ]


def test_the_form_says_why_a_text_was_refused(view: RegisterView) -> None:
    fault = CellFault("soon", "'soon' is not a number of months")
    view.show_state(STATE._replace(faults={("A-1", "term_months"): fault}))
    term = form(view).terms["term_months"]
    assert term.field is not None
    assert term.field.text() == "soon"
    assert term.field.accessibleDescription() == fault.message
    assert term.meaning.text() == fault.message


def test_the_form_follows_the_selection_and_may_be_hidden(view: RegisterView) -> None:
    view.show_state(STATE._replace(selected="A-2"))
    assert form(view).title.text() == "A-2"
    view.toolbar.details.click()
    assert not form(view).isVisible()
    view.toolbar.details.click()
    view.show_state(STATE._replace(selected=""))
    assert form(view).title.text() == "No contract selected"


def test_the_last_line_tells_what_was_refused(view: RegisterView) -> None:
    refused = ("row 1, Term: no", "row 2, Term: no")
    view.show_state(STATE._replace(told="2 cells refused", refused=refused))
    assert view.told.line.accessibleName() == "2 cells refused"
    menu = view.told.refused_menu()
    assert [each.text() for each in menu.actions()] == list(refused)
    menu.deleteLater()
    heard = Heard(view, ("told_closed",))
    view.told.close_button.click()
    assert heard.all == [("told_closed",)]
    view.show_state(STATE)
    assert view.told.line.accessibleName() == "2 contracts"
    assert not view.told.close_button.isVisible()


def test_the_toolbar_asks_for_rows_and_files(view: RegisterView) -> None:
    view.show_state(STATE)
    heard = Heard(view, ("rows_asked", "file_asked", "searched"))
    view.toolbar.rows["delete"].click()
    view.toolbar.files["export"].click()
    view.toolbar.search.setText("nim")
    assert heard.all == [
        ("rows_asked", "delete", ["A-1"]),
        ("file_asked", "export"),
        ("searched", "nim"),
    ]


def test_a_search_that_is_over_leaves_the_field(view: RegisterView) -> None:
    view.show_state(STATE)
    view.toolbar.search.setText("nim")
    view.show_state(STATE._replace(search=""))
    assert view.toolbar.search.text() == ""


def test_headings_stand_whole(view: RegisterView) -> None:
    view.show_state(STATE)
    for part in (view.table.left, view.table.right):
        for place in range(part.heads.count()):
            if not part.isColumnHidden(place):
                assert part.columnWidth(place) >= part.heads.needed(place)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_in_both_themes(view: RegisterView, theme: str) -> None:
    view.show_state(STATE)
    view.set_tokens(tokens(theme))
    picture = view.grab().toImage()
    colours = {picture.pixelColor(x, 300).name() for x in range(0, picture.width(), 3)}
    assert tokens(theme).card in colours


def test_the_page_makes_a_view_when_it_is_seen(qtbot: QtBot) -> None:
    page = ContractsPage(tokens("light"))
    qtbot.addWidget(page)
    heard = Heard(page, ("view_made", "view_chosen", "cancel_requested"))
    page.show_state(ContractsState(REGISTER, STATE, "auditing…", busy=True))
    assert heard.take() == [("view_made", REGISTER)]
    assert [each.text() for each in page.segments.buttons] == list(VIEWS)
    page.segments.buttons[1].click()
    page._cancel.click()
    assert heard.take() == [("view_chosen", 1), ("cancel_requested",)]


def test_the_fees_are_seen_beside_the_form_in_a_small_window(view: RegisterView) -> None:
    view.resize(980, 480)  # what 1280×720 leaves
    view.show_state(STATE)
    QApplication.processEvents()
    assert form(view).isVisible()
    part = view.table.right
    keys = [each.column.key for each in view.table.register.columns]
    box = part.visualRect(view.table.register.index(0, keys.index("monthly_fee")))
    assert box.right() < part.viewport().width()


def test_tab_leads_to_cells_from_which_the_arrows_go_on(view: RegisterView) -> None:
    view.show_state(STATE)
    view.table.begin_edit("A-1", "supplier")
    view.table.right.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.table.current() == ("A-1", "service")
    QTest.keyClick(view.table.right, Qt.Key.Key_Down)
    assert view.table.current() == ("A-2", "service")
    view.table.left.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert view.table.current() == ("A-2", "id")
