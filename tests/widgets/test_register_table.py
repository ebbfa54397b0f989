"""The register's table: typed, pasted, gone through by keys, large or small."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from engine.contracts.contract import Contract, register_columns
from tests.widgets.literals import Heard, tokens
from widgets.contracts.register_states import FROZEN, CellFault, RegisterState, table_columns
from widgets.contracts.register_view import RegisterView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.contracts.register_table import RegisterTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEYS = [each.column.key for each in table_columns()]
ONE = Contract("A-1", "Nimbus", date(2026, 4, 1), 36, 1250.0, notice_months=6)
CONTRACTS = (
    ONE,
    replace(ONE, id="A-2", supplier="Cirro", term_months=24, auto_renew=True),
    replace(ONE, id="A-3", supplier="Lumen", monthly_fee=80.0, take_or_pay_pct=0.5),
)
STATE = RegisterState(CONTRACTS, range(3), note="3 contracts")


@pytest.fixture
def view(qtbot: QtBot) -> RegisterView:
    made = RegisterView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show_state(STATE)
    with qtbot.waitExposed(made):
        made.show()
    return made


def go(table: RegisterTable, row: int, key: str) -> None:
    index = table.register.index(row, KEYS.index(key))
    table.left.selectionModel().setCurrentIndex(
        index, table.left.selectionModel().SelectionFlag.ClearAndSelect
    )
    (table.left if table.left.shows(index) else table.right).setFocus()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, key, modifiers)


def texts(table: RegisterTable, row: int) -> dict[str, str]:
    model = table.register
    return {key: str(model.data(model.index(row, place))) for place, key in enumerate(KEYS)}


def test_every_column_is_there_once_and_groups_stand_together() -> None:
    assert sorted(KEYS) == sorted(register_columns())
    assert KEYS[:FROZEN] == ["id", "supplier"]
    groups = [each.group for each in table_columns()]
    assert groups == sorted(groups, key=groups.index)


def test_cells_are_shown_as_people_read_them(view: RegisterView) -> None:
    shown = texts(view.table, 0)
    assert shown["monthly_fee"] == "$1.25B"
    assert shown["start"] == "1 Apr 2026"
    assert shown["term_months"] == "36"
    assert shown["take_or_pay_pct"] == "100%"
    assert shown["auto_renew"] == "No"
    assert shown["termination_fee_pct"] == ""


def test_typing_edits_and_enter_goes_down(view: RegisterView) -> None:
    heard = Heard(view, ("cell_entered",))
    go(view.table, 0, "term_months")
    QTest.keyClicks(view.table.right, "4")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "8")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()  # a field lets its text settle before it is taken
    assert heard.all == [("cell_entered", "A-1", "term_months", "48")]
    assert view.table.current() == ("A-2", "term_months")


def test_f2_begins_with_the_value_and_escape_gives_it_up(view: RegisterView) -> None:
    heard = Heard(view, ("cell_entered",))
    go(view.table, 0, "monthly_fee")
    press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "$1.25B"
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard.all == []


def test_arrows_go_from_the_columns_that_stay_to_the_others(view: RegisterView) -> None:
    table = view.table
    go(table, 1, "supplier")
    press(Qt.Key.Key_Right)
    assert table.right.hasFocus()
    assert table.current() == ("A-2", KEYS[FROZEN])
    press(Qt.Key.Key_Left)
    assert table.left.hasFocus()
    assert table.current() == ("A-2", "supplier")
    press(Qt.Key.Key_End)
    assert table.current() == ("A-2", KEYS[-1])
    press(Qt.Key.Key_Home)
    assert table.current() == ("A-2", "id")
    press(Qt.Key.Key_End, CONTROL)
    assert table.current() == ("A-3", KEYS[-1])


def test_tab_in_a_field_goes_on_beside_it_across_the_edge(view: RegisterView) -> None:
    heard = Heard(view, ("cell_entered",))
    go(view.table, 0, "supplier")
    press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.setText("Aurelia")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert heard.all == [("cell_entered", "A-1", "supplier", "Aurelia")]
    after = QApplication.focusWidget()
    assert isinstance(after, QLineEdit)
    assert after.accessibleName() == f"{register_columns()[KEYS[FROZEN]].label} of A-1"


def test_the_space_bar_turns_a_yes_into_a_no(view: RegisterView) -> None:
    heard = Heard(view, ("cell_entered",))
    go(view.table, 1, "auto_renew")
    press(Qt.Key.Key_Space)
    assert heard.all == [("cell_entered", "A-2", "auto_renew", "No")]


def test_delete_clears_what_is_selected(view: RegisterView) -> None:
    heard = Heard(view, ("cells_cleared",))
    go(view.table, 0, "take_or_pay_pct")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Delete)
    cells = [("A-1", "take_or_pay_pct"), ("A-2", "take_or_pay_pct")]
    assert [(name, sorted(told)) for name, told in heard.all] == [("cells_cleared", cells)]


def test_rows_are_asked_for_by_keys(view: RegisterView) -> None:
    heard = Heard(view, ("rows_asked",))
    go(view.table, 1, "start")
    press(Qt.Key.Key_Insert)
    press(Qt.Key.Key_Delete, CONTROL)
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    told = [("rows_asked", what, ["A-2"]) for what in ("add", "delete", "up", "down")]
    assert heard.all == told


def test_what_is_copied_is_a_table_of_numbers(view: RegisterView) -> None:
    go(view.table, 0, "start")
    for _ in range(3):
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == (
        "2026-04-01\t36\t1250000000\t\n2026-04-01\t24\t1250000000\t\n"
    )


def test_pasting_tells_where_it_begins(view: RegisterView) -> None:
    heard = Heard(view, ("pasted",))
    QGuiApplication.clipboard().setText("1\t2")
    go(view.table, 2, "ramp_months")
    press(Qt.Key.Key_V, CONTROL)
    assert heard.all == [("pasted", "1\t2", "A-3", "ramp_months")]


def test_a_refused_text_stays_in_its_cell_with_one_line_why(view: RegisterView) -> None:
    table = view.table
    go(table, 0, "term_months")
    fault = CellFault("soon", "'soon' is not a number of months")
    view.show_state(STATE._replace(faults={("A-1", "term_months"): fault}))
    assert texts(table, 0)["term_months"] == "soon"
    assert view.told.line.accessibleName() == "A-1, Term: 'soon' is not a number of months"
    heard = Heard(view, ("fault_forgotten",))
    press(Qt.Key.Key_Escape)
    assert heard.all == [("fault_forgotten", "A-1", "term_months")]
    view.show_state(STATE)
    assert texts(table, 0)["term_months"] == "36"
    assert view.told.line.accessibleName() == "3 contracts"


def test_a_fresh_fault_brings_the_keyboard_back(view: RegisterView) -> None:
    go(view.table, 1, "term_months")
    fault = CellFault("soon", "no")
    view.show_state(STATE._replace(faults={("A-1", "term_months"): fault}))
    assert view.table.current() == ("A-1", "term_months")


def test_selecting_elsewhere_moves_the_row_and_tells_nobody(view: RegisterView) -> None:
    heard = Heard(view, ("contract_selected",))
    go(view.table, 0, "start")
    heard.all.clear()
    view.show_state(STATE._replace(selected="A-3"))
    assert view.table.current() == ("A-3", "start")
    assert heard.all == []
    press(Qt.Key.Key_Up)
    assert heard.all == [("contract_selected", "A-2")]


def test_the_current_cell_is_found_again_in_another_order(view: RegisterView) -> None:
    go(view.table, 2, "monthly_fee")
    view.show_state(STATE._replace(shown=[2, 1, 0], selected="A-3", sorted_by="monthly_fee"))
    assert view.table.current() == ("A-3", "monthly_fee")
    assert view.table.left.selectionModel().currentIndex().row() == 0


def test_headings_sort_up_down_and_not(view: RegisterView) -> None:
    heard = Heard(view, ("sort_chosen",))
    heads = view.table.right.heads
    place = KEYS.index("term_months")
    at = QPoint(heads.sectionViewportPosition(place) + 20, 30)
    for state in (STATE, STATE._replace(sorted_by="term_months"), None):
        if state is not None:
            view.show_state(state)
        else:
            view.show_state(STATE._replace(sorted_by="term_months", descending=True))
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, NO_KEY, at)
    assert heard.all == [
        ("sort_chosen", "term_months", False),
        ("sort_chosen", "term_months", True),
        ("sort_chosen", "", False),
    ]


def test_the_menu_moves_rows_only_in_their_own_order(view: RegisterView) -> None:
    index = view.table.register.index(0, 3)
    for state, own in ((STATE, True), (STATE._replace(sorted_by="start"), False)):
        view.show_state(state)
        menu = view.table.menu(index)
        enabled = {each.text().split("\t")[0]: each.isEnabled() for each in menu.actions()}
        assert enabled["Move up"] is own
        assert enabled["In the register’s own order"] is not own
        menu.deleteLater()


def test_a_new_contract_is_typed_at_once(view: RegisterView) -> None:
    new = replace(ONE, id="A-4", supplier="New supplier")
    view.show_state(STATE._replace(contracts=(*CONTRACTS, new), shown=range(4), begun="A-4"))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "Supplier of A-4"


def test_a_hundred_thousand_rows_make_only_the_texts_that_are_seen(
    view: RegisterView, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(column: object, contract: Contract) -> str:
        made.append(contract.id)
        return contract.id

    monkeypatch.setattr("widgets.contracts.register_model.cell_text", counted)
    many = tuple(replace(ONE, id=f"K-{place:06d}") for place in range(100_000))
    view.show_state(RegisterState(many, range(len(many)), selected="K-099999"))
    QApplication.processEvents()
    view.grab()
    assert view.table.register.rowCount() == 100_000
    assert view.table.current()[0] == "K-099999"
    assert 0 < len(set(made)) < 60


def test_both_parts_scroll_together(view: RegisterView) -> None:
    many = tuple(replace(ONE, id=f"K-{place:03d}") for place in range(200))
    view.show_state(RegisterState(many, range(200)))
    QApplication.processEvents()
    view.table.right.verticalScrollBar().setValue(520)
    assert view.table.left.verticalScrollBar().value() == 520


def test_cells_say_aloud_what_they_are(view: RegisterView) -> None:
    model = view.table.register
    spoken = model.data(model.place("A-2", "auto_renew"), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A-2, Cirro: Renews itself Yes"
    blank = model.data(model.place("A-2", "capacity"), Qt.ItemDataRole.AccessibleTextRole)
    assert blank == "A-2, Cirro: Capacity blank"


def test_all_cells_of_a_large_register_are_areas_not_cells(view: RegisterView) -> None:
    many = tuple(replace(ONE, id=f"K-{place:06d}") for place in range(100_000))
    view.show_state(RegisterState(many, range(len(many))))
    heard = Heard(view, ("cells_cleared", "rows_asked"))
    go(view.table, 0, "start")
    press(Qt.Key.Key_A, CONTROL)
    assert view.table.chosen().count() == len(many) * len(KEYS)
    press(Qt.Key.Key_Delete)  # too many to be cleared one by one
    press(Qt.Key.Key_Delete, CONTROL)
    ((_, what, ids),) = heard.all
    assert (what, len(ids)) == ("delete", 100_000)


def test_the_whole_table_is_copied_with_the_names_that_files_have(view: RegisterView) -> None:
    view.toolbar.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == KEYS
    assert len(lines) == 4
    assert lines[1].split("\t")[:2] == ["A-1", "Nimbus"]
