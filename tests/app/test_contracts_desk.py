"""The Contracts page in the window: its register, what undo takes back, and its views."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.contracts.auditing import AT_ONCE
from app.presenter import CONTRACTS_PAGE, PAGES
from engine.contracts.contract import Contract
from engine.files.register.example import example_register
from engine.files.register.read import read_register
from engine.model.switch import REPLACES, SUPPLEMENTS
from widgets.contracts.states import AUDIT, PLAN, REGISTER, VIEWS

if TYPE_CHECKING:
    from pathlib import Path

    from app.contracts.desk import ContractsDesk
    from engine.contracts.register import Register
    from tests.app.conftest import Opened
    from widgets.contracts.register_states import RegisterState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TODAY = date(2026, 11, 22)
ONE = Contract("A-1", "Nimbus", date(2026, 4, 1), 36, 100.0, notice_months=6)
TWO = replace(ONE, id="A-2", supplier="Cirro", monthly_fee=50.0)
FILE = (
    "Contract No;Vendor;Start date;Term (years);Monthly fee $m\n"
    "A-1;Nimbus;2026-04-01;3;12,5\nX-1;Cirro;31/02/2026;3;12\nX-2;Cirro;2026-05-01;2;3\n"
)


@pytest.fixture
def page(opened: Opened) -> Opened:
    opened.controller.show_page(CONTRACTS_PAGE)
    desk(opened).clock = lambda: TODAY
    settle(opened)
    return opened


def desk(opened: Opened) -> ContractsDesk:
    return opened.controller.pages.contracts


def settle(opened: Opened) -> None:
    opened.controller.settle()
    QApplication.processEvents()


def register(opened: Opened) -> Register:
    return opened.controller.session.project.register


def hold(opened: Opened, *contracts: Contract) -> None:
    session = opened.controller.session
    changed = replace(register(opened), contracts=contracts)
    session.change(replace(session.project, register=changed), "Contracts")
    settle(opened)


def view(opened: Opened, place: int = REGISTER) -> Any:
    assert opened.window.contracts is not None
    return opened.window.contracts.view(place)


def shown(opened: Opened) -> RegisterState:
    settle(opened)
    found = opened.controller.screen.contracts
    assert found is not None
    part: Any = found.part
    return part  # type: ignore[no-any-return]


def undo(opened: Opened) -> None:
    opened.controller.session.undo()
    settle(opened)


# The page ------------------------------------------------------------------------------------


def test_it_stands_between_decide_and_the_ledger() -> None:
    assert PAGES[3:6] == ("Decide", CONTRACTS_PAGE, "Ledger")


def test_keys_lead_to_the_pages_in_their_order(opened: Opened) -> None:
    for place, name in enumerate(PAGES, 1):
        action = opened.controller.action(f"page_{name.lower()}")
        assert action.shortcut().toString() == f"Ctrl+{place}"


@pytest.mark.parametrize("place", range(len(VIEWS)))
def test_every_view_stands_empty_and_with_the_example(page: Opened, place: int) -> None:
    desk(page).show_view(place)
    settle(page)
    page.window.grab()
    page.controller.registers.example()
    settle(page)
    page.window.grab()
    assert page.window.contracts is not None
    assert page.window.contracts.segments.buttons[place].isChecked()


@pytest.mark.parametrize("place", range(len(VIEWS)))
def test_every_view_has_an_action(opened: Opened, place: int) -> None:
    opened.controller.action(f"contracts_{VIEWS[place].lower()}").trigger()
    settle(opened)
    assert opened.controller.screen.page == CONTRACTS_PAGE
    assert opened.controller.screen.contracts is not None
    assert opened.controller.screen.contracts.view == place


def test_the_audit_is_of_the_clocks_day_or_of_the_registers(page: Opened) -> None:
    hold(page, ONE)
    desk(page).show_view(AUDIT)
    settle(page)
    audited = desk(page)._auditing.found.audit
    assert audited is not None
    assert audited.as_of == TODAY
    view(page, AUDIT).as_of_typed.emit("31 Jan 2027")
    settle(page)
    assert register(page).as_of == date(2027, 1, 31)
    view(page, AUDIT).as_of_stepped.emit(1)
    assert register(page).as_of == date(2027, 2, 28)
    view(page, AUDIT).today_requested.emit()
    assert register(page).as_of is None
    undo(page)
    assert register(page).as_of == date(2027, 2, 28)


def test_a_large_register_is_audited_beside_the_window(page: Opened) -> None:
    many = tuple(replace(ONE, id=f"K-{each}") for each in range(AT_ONCE + 1))
    session = page.controller.session
    changed = replace(register(page), contracts=many)
    session.change(replace(session.project, register=changed), "Many")
    page.controller.recompute.flush()
    assert page.controller.screen.contracts is not None
    assert page.controller.screen.contracts.busy
    settle(page)
    assert not page.controller.screen.contracts.busy
    found = desk(page)._auditing
    assert found.fresh
    assert found.found.audit is not None
    assert len(found.found.audit.contracts) == AT_ONCE + 1


def test_dragging_a_slider_builds_no_part_anew(page: Opened) -> None:
    hold(page, ONE)
    before = shown(page)
    page.controller.edit("term_months", 30.0)
    assert shown(page) is before


# Selection -----------------------------------------------------------------------------------


def test_what_is_selected_in_one_view_is_selected_in_all(page: Opened) -> None:
    page.controller.registers.example()
    view(page).table.contract_selected.emit("EX-006")
    for place in range(len(VIEWS)):
        desk(page).show_view(place)
        settle(page)
    assert desk(page).selected == "EX-006"
    view(page, AUDIT).contract_selected.emit("EX-002")
    desk(page).show_view(REGISTER)
    assert shown(page).selected == "EX-002"
    assert view(page).table.current()[0] == "EX-002"


def test_the_first_is_selected_by_itself_and_where_another_is_gone(page: Opened) -> None:
    hold(page, ONE, TWO)
    assert shown(page).selected == "A-1"
    assert view(page).form.title.text() == "A-1"
    desk(page).select("A-2")
    assert shown(page).selected == "A-2"
    hold(page, ONE)
    assert shown(page).selected == "A-1"
    hold(page)
    assert shown(page).selected == ""


# Cells ---------------------------------------------------------------------------------------


def test_a_cell_is_one_step_of_undo(page: Opened) -> None:
    hold(page, ONE, TWO)
    view(page).cell_entered.emit("A-2", "monthly_fee", "1.25B")
    assert register(page).contracts == (ONE, replace(TWO, monthly_fee=1250.0))
    label = page.controller.session.undo_label
    assert label == "Monthly fee of A-2 $50m → $1.25B"
    undo(page)
    assert register(page).contracts == (ONE, TWO)


def test_a_refused_text_is_kept_until_it_is_mended(page: Opened) -> None:
    hold(page, ONE)
    view(page).cell_entered.emit("A-1", "term_months", "soon")
    fault = shown(page).faults["A-1", "term_months"]
    assert fault.typed == "soon"
    assert "allowed: whole months from 1 to 120" in fault.message
    assert register(page).contracts == (ONE,)
    view(page).cell_entered.emit("A-1", "term_months", "24")
    assert shown(page).faults == {}
    assert register(page).contracts[0].term_months == 24


def test_undo_takes_the_place_of_what_was_typed_in_vain(page: Opened) -> None:
    hold(page, ONE)
    view(page).cell_entered.emit("A-1", "term_months", "24")
    view(page).cell_entered.emit("A-1", "term_months", "soon")
    undo(page)
    assert shown(page).faults == {}
    assert register(page).contracts == (ONE,)


def test_another_id_stays_selected_and_studied(page: Opened) -> None:
    hold(page, ONE, TWO)
    page.controller.session.change(
        replace(page.controller.session.project, register=replace(register(page), studied="A-1")),
        "Study",
    )
    desk(page).select("A-1")
    view(page).cell_entered.emit("A-1", "id", "B-1")
    assert shown(page).selected == "B-1"
    assert register(page).studied == "B-1"


def test_clearing_keeps_what_can_not_be_blank(page: Opened) -> None:
    hold(page, ONE)
    view(page).cells_cleared.emit([("A-1", "notice_months"), ("A-1", "monthly_fee")])
    assert register(page).contracts == (replace(ONE, notice_months=None),)
    state = shown(page)
    assert len(state.refused) == 1
    assert "Monthly fee can’t be blank" in state.told


def test_pasting_is_one_step_and_tells(page: Opened) -> None:
    hold(page, ONE, TWO)
    view(page).pasted.emit("24\t$5m\n12\tx", "A-1", "term_months")
    state = shown(page)
    assert [each.term_months for each in register(page).contracts] == [24, 12]
    assert state.told.startswith("2 contracts changed · 1 cell refused: row 2, Monthly fee")
    undo(page)
    assert register(page).contracts == (ONE, TWO)
    assert shown(page).told == ""


def test_a_copied_table_pastes_into_another_register_as_it_is(page: Opened) -> None:
    page.controller.registers.example()
    settle(page)
    view(page).toolbar.copy.click()
    copied = QGuiApplication.clipboard().text()
    undo(page)
    assert register(page).contracts == ()
    view(page).pasted.emit(copied, "", "")
    assert shown(page).told == "25 contracts added"
    assert register(page).contracts == example_register().contracts


# Rows ----------------------------------------------------------------------------------------


def test_adding_opens_the_field_of_the_supplier(page: Opened) -> None:
    hold(page, ONE)
    page.controller.action("add_contract").trigger()
    settle(page)
    made = register(page).contracts[1]
    assert made == Contract("A-2", "New supplier", date(2026, 12, 1), 36, 0.0)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "Supplier of A-2"
    undo(page)
    assert register(page).contracts == (ONE,)


def test_the_first_contract_is_added_from_the_empty_page(page: Opened) -> None:
    view(page).empty.buttons["add"].click()
    settle(page)
    assert len(register(page).contracts) == 1


def test_rows_are_duplicated_deleted_and_moved(page: Opened) -> None:
    hold(page, ONE, TWO)
    view(page).rows_asked.emit("duplicate", ["A-1"])
    assert [each.id for each in register(page).contracts] == ["A-1", "A-3", "A-2"]
    assert shown(page).selected == "A-3"
    view(page).rows_asked.emit("down", ["A-1"])
    assert [each.id for each in register(page).contracts] == ["A-3", "A-1", "A-2"]
    view(page).rows_asked.emit("delete", ["A-1", "A-2"])
    assert [each.id for each in register(page).contracts] == ["A-3"]
    assert shown(page).selected == "A-3"
    assert page.controller.session.undo_label == "Delete 2 contracts"


def test_search_and_order_are_views_only(page: Opened) -> None:
    hold(page, ONE, TWO, replace(ONE, id="A-3", capacity=5.0))
    view(page).searched.emit("nimbus")
    assert list(shown(page).shown) == [0, 2]
    assert shown(page).note.startswith("2 of 3 contracts")
    view(page).searched.emit("nowhere")
    assert shown(page).note == "None of 3 contracts has these words"
    view(page).searched.emit("")
    view(page).sort_chosen.emit("monthly_fee", True)
    assert list(shown(page).shown) == [0, 2, 1]
    view(page).sort_chosen.emit("capacity", True)
    assert list(shown(page).shown) == [2, 0, 1]  # what is blank comes last
    assert [each.id for each in register(page).contracts] == ["A-1", "A-2", "A-3"]
    assert page.controller.session.undo_label == "Contracts"


# Files ---------------------------------------------------------------------------------------


def test_the_example_opens_with_one_click(page: Opened) -> None:
    view(page).empty.buttons["example"].click()
    settle(page)
    assert register(page).contracts == example_register().contracts
    assert len(register(page).contracts) == 25
    undo(page)
    assert register(page).contracts == ()


def test_the_example_says_what_it_took_the_place_of(page: Opened) -> None:
    hold(page, ONE)
    page.controller.registers.example()
    assert shown(page).told.endswith("undo brings back the contract that was here")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_exported_reads_back(
    page: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    page.controller.registers.example()
    path = tmp_path / f"mine{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    view(page).file_asked.emit("export")
    page.controller.exports.exports._work.wait()
    assert read_register(path).contracts == register(page).contracts


def test_a_template_has_every_column_and_no_row(
    page: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "template.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.controller.action("contracts_template").trigger()
    page.controller.exports.exports._work.wait()
    head, *rest = path.read_text(encoding="utf-8").splitlines()
    assert head.startswith("id,supplier")
    assert rest == []


def test_deadlines_go_into_a_calendar(
    page: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(page, replace(ONE, auto_renew=True, renewal_months=12))
    path = tmp_path / "deadlines.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.controller.action("export_calendar").trigger()
    page.controller.exports.exports._work.wait()
    text = path.read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20280930" in text  # the last day of month 30 = 36 - 6


def imported(opened: Opened, path: Path) -> Any:
    found = opened.controller.registers.importing
    found.open(path)
    found.settle()
    assert found.dialog is not None
    return found.dialog


def test_an_import_adds_what_is_understood(page: Opened, tmp_path: Path) -> None:
    hold(page, TWO, ONE)
    path = tmp_path / "register.csv"
    path.write_text(FILE, encoding="utf-8")
    dialog = imported(page, path)
    dialog.accept()
    settle(page)
    assert [each.id for each in register(page).contracts] == ["A-2", "A-1", "A-3", "X-2"]
    assert register(page).contracts[2].monthly_fee == 12.5
    assert "1 had an id that was taken" in shown(page).told
    assert "1 cell was refused" in shown(page).told
    assert len(shown(page).refused) == 1
    assert "31/02/2026" in shown(page).refused[0]
    assert len(page.settings.register_mappings) == 1
    undo(page)
    assert register(page).contracts == (TWO, ONE)


def test_an_import_may_replace(page: Opened, tmp_path: Path) -> None:
    hold(page, TWO)
    path = tmp_path / "register.csv"
    path.write_text(FILE, encoding="utf-8")
    dialog = imported(page, path)
    dialog.replace.click()
    dialog.accept()
    settle(page)
    assert [each.id for each in register(page).contracts] == ["A-1", "X-2"]


def test_a_mapping_is_remembered(page: Opened, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("supplier;b;start;term_months\nq;7m;2026-01-01;12\n", encoding="utf-8")
    dialog = imported(page, path)
    assert not dialog.accept_button.isEnabled()
    dialog.column_mapped.emit(1, "monthly_fee")
    assert dialog.accept_button.isEnabled()
    dialog.accept()
    again = imported(page, path)
    assert again.columns.choices[1].currentText() == "Monthly fee"
    assert again.accept_button.isEnabled()
    again.reject()


def test_a_file_that_is_none_is_told_at_the_foot(page: Opened, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK nothing")
    found = page.controller.registers.importing
    found.open(path)
    found.settle()
    assert found.dialog is None
    assert "broken.xlsx" in page.window.status.message()


def test_a_table_that_is_dropped_on_the_register_is_imported(page: Opened, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(FILE, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    target = page.window.contracts
    assert target is not None
    what = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(10, 10), *what, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(10, 10), *what, none))
    found = page.controller.registers.importing
    found.settle()
    assert found.dialog is not None
    found.dialog.reject()


# Into the plan ---------------------------------------------------------------------------------


def fed(opened: Opened) -> Any:
    return opened.controller.session.project.supply


def take(opened: Opened) -> None:
    desk(opened).show_view(PLAN)
    settle(opened)
    view(opened, PLAN).apply_requested.emit()
    settle(opened)


def test_a_plan_that_is_fed_follows_the_register(page: Opened) -> None:
    page.controller.registers.example()
    take(page)
    before = fed(page)
    assert before is not None
    assert register(page).as_of == TODAY
    desk(page).show_view(REGISTER)
    settle(page)
    view(page).cell_entered.emit("EX-018", "term_months", "24")
    assert fed(page) is not None
    assert fed(page) != before
    undo(page)
    assert fed(page) == before
    view(page).cell_entered.emit("EX-018", "reference", "elsewhere")
    assert fed(page) is not None


def test_a_plan_that_is_fed_keeps_a_day(page: Opened) -> None:
    page.controller.registers.example()
    take(page)
    desk(page).show_view(AUDIT)
    settle(page)
    view(page, AUDIT).as_of_typed.emit("2027-01-31")
    view(page, AUDIT).today_requested.emit()
    assert register(page).as_of == TODAY
    assert fed(page) is not None


def test_a_plan_lets_go_of_very_many_contracts(
    page: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.controller.registers.example()
    take(page)
    monkeypatch.setattr("app.contracts.commands.MOST_FOLLOWED", 20)
    desk(page).show_view(REGISTER)
    settle(page)
    view(page).cell_entered.emit("EX-018", "term_months", "24")
    assert fed(page) is None
    assert "take the register anew" in page.window.status.message()
    undo(page)
    assert fed(page) is not None


def test_a_figure_of_the_plan_explains_itself_under_the_scenarios_own_mode(page: Opened) -> None:
    page.controller.registers.example()
    take(page)
    view(page, PLAN).mode_requested.emit(REPLACES)
    settle(page)
    view(page, PLAN).modes.explain_requested.emit(SUPPLEMENTS, "peak_funding")
    assert not page.controller.explaining.is_open
    view(page, PLAN).modes.explain_requested.emit(REPLACES, "peak_funding")
    assert page.controller.explaining.is_open


def test_the_line_of_a_picture_of_the_plan_explains_itself(page: Opened) -> None:
    page.controller.registers.example()
    desk(page).show_view(PLAN)
    settle(page)
    view(page, PLAN).fees.chart.explain_requested.emit("compute_cost", 3)
    settle(page)
    assert page.controller.explaining.is_open
