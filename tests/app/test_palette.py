"""The command palette: it finds everything, and Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.actions import ACTIONS
from app.presenter import PAGES
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario, presets
from engine.model.catalogue import catalogue
from engine.project import single

if TYPE_CHECKING:
    from pathlib import Path

    from app.welcome.palette_desk import PaletteDesk
    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def desk(opened: Opened) -> PaletteDesk:
    opened.controller.action("palette").trigger()
    return opened.boardroom.welcome.palette


def _first(desk: PaletteDesk, typed: str) -> str:
    desk.palette.field.setText(typed)
    return desk.palette.list.current()


def _enter(desk: PaletteDesk, typed: str) -> None:
    desk.palette.field.setText(typed)
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert not desk.palette.isVisible()


def test_everything_is_in_it(opened: Opened, desk: PaletteDesk) -> None:
    model = catalogue()
    ids = {entry.id for _, entry in desk.find("")}
    actions = {f"action:{spec.id}" for spec in ACTIONS if not spec.id.startswith("page_")}
    disabled = {f"action:{name}" for name in ("undo", "redo")}
    assert actions - {"action:palette"} - disabled <= ids
    assert {f"page:{page}" for page in PAGES} <= ids
    assert {f"input:{key}" for key in model.inputs} <= ids
    assert {f"item:{key}" for key in model.line_items} <= ids
    assert {f"figure:{key}" for key in model.figures} <= ids
    assert {f"preset:{key}" for key in presets()} <= ids
    assert {"view:Decide/2", "view:Uncertainty/0", "view:Contracts/4"} <= ids
    assert f"scenario:{opened.controller.session.project.current}" in ids


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("term", "input:term_months"),
        ("ledger", "page:Ledger"),
        ("exit plan", "view:Decide/2"),
        ("tornado", "view:Uncertainty/2"),
        ("export workbook", "action:export_workbook"),
        ("expwb", "action:export_workbook"),
        ("contrast", "action:theme_contrast"),
        ("exit cost", "figure:exit_cost"),
        ("albatross", "preset:albatross"),
        ("cash balance", "item:cash_balance"),
        ("new scenario", "action:new_scenario"),
    ],
)
def test_what_comes_first(desk: PaletteDesk, typed: str, found: str) -> None:
    assert _first(desk, typed) == found


def test_an_input_and_a_value_set_it(opened: Opened, desk: PaletteDesk) -> None:
    assert _first(desk, "term 48") == "set:term_months"
    assert "36 months" in desk.palette.note.text()
    _enter(desk, "term 48")
    assert opened.value("term_months") == 48.0
    opened.controller.action("undo").trigger()
    assert opened.value("term_months") == 36.0


@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("monthly spend 1.1B", "monthly_spend", 1_100.0),
        ("Monthly spend = $900m", "monthly_spend", 900.0),
        ("term to 3y", "term_months", 36.0),
        ("term: 4y", "term_months", 48.0),
        ("term length 60 mo", "term_months", 60.0),
        ("revenue growth 5%", "revenue_growth", 0.05),
    ],
)
def test_values_as_people_say_them(
    opened: Opened, desk: PaletteDesk, typed: str, key: str, value: float
) -> None:
    _enter(desk, typed)
    assert opened.value(key) == pytest.approx(value, abs=1e-12)


def test_a_value_out_of_range_is_told_and_sets_nothing(opened: Opened, desk: PaletteDesk) -> None:
    desk.palette.field.setText("term 900")
    told = desk.palette.note.text()
    assert told.startswith("Term length: 900 is not allowed; allowed:")
    assert "96" in told
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.palette.isVisible()
    assert opened.value("term_months") == 36.0


def test_nothing_found_says_so(desk: PaletteDesk) -> None:
    desk.palette.field.setText("zzqqx")
    assert desk.palette.note.text() == "Nothing matches “zzqqx”."
    assert desk.palette.list.current() == ""


@pytest.mark.parametrize(
    "typed", ["\0", "<b>x</b> 5", "=" * 300, "𝟛𝟞", "term \u2212", "&&&", "a" * 5000]
)
def test_hostile_typing_is_taken_calmly(desk: PaletteDesk, typed: str) -> None:
    desk.palette.field.setText(typed)
    assert desk.palette.isVisible()


def test_enter_goes_to_a_page_a_view_a_control_and_an_explanation(
    opened: Opened, desk: PaletteDesk
) -> None:
    controller = opened.controller
    _enter(desk, "ledger")
    assert controller.screen.page == "Ledger"
    controller.action("palette").trigger()
    _enter(desk, "exit plan")
    controller.settle()
    assert controller.screen.page == "Decide"
    assert controller.screen.decide is not None
    assert controller.screen.decide.view == 2
    controller.action("palette").trigger()
    _enter(desk, "contract start month")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert opened.window.panel.isAncestorOf(focused)
    controller.action("palette").trigger()
    _enter(desk, "cash balance")
    assert controller.explaining.spot is not None
    assert controller.explaining.spot.subject.key == "cash_balance"


def test_a_preset_and_a_scenario(opened: Opened, desk: PaletteDesk) -> None:
    _enter(desk, "albatross")
    assert opened.controller.session.document.scenario.name == "Albatross"
    opened.controller.action("new_scenario").trigger()
    second = opened.controller.session.project.current
    opened.controller.action("palette").trigger()
    first = next(e.id for e in opened.controller.session.project.entries if e.id != second)
    desk.take(f"scenario:{first}")
    assert opened.controller.session.project.current == first


def test_a_recent_file_opens(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "board.tenor"
    write_project(path, single(preset_scenario("late_delivery")))
    opened.settings.recent = (str(path),)
    opened.controller.action("palette").trigger()
    desk = opened.boardroom.welcome.palette
    assert _first(desk, "board") == f"file:{path}"
    _enter(desk, "board")
    assert opened.controller.session.saved.path == path


def test_the_keyboard_goes_back_where_it_was(opened: Opened) -> None:
    control = opened.window.panel.control("monthly_spend")
    assert control is not None
    control.focus()
    before = QApplication.focusWidget()
    opened.controller.action("palette").trigger()
    desk = opened.boardroom.welcome.palette
    assert desk.palette.field.hasFocus()
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Escape)
    assert not desk.palette.isVisible()
    assert QApplication.focusWidget() is before


def test_keys_move_over_the_rows_and_the_text_stays(desk: PaletteDesk) -> None:
    desk.palette.field.setText("term")
    first = desk.palette.list.current()
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Down)
    assert desk.palette.list.current() != first
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Up)
    assert desk.palette.list.current() == first
    assert desk.palette.field.text() == "term"
    assert desk.palette.field.hasFocus()


def test_asked_for_again_it_closes(opened: Opened, desk: PaletteDesk) -> None:
    opened.controller.action("palette").trigger()
    assert not desk.palette.isVisible()


def test_an_action_that_cannot_be_done_is_not_offered(opened: Opened, desk: PaletteDesk) -> None:
    assert "action:undo" not in {entry.id for _, entry in desk.find("undo")}
    desk.palette.leave()
    opened.controller.edit("term_months", 40.0)
    opened.controller.action("palette").trigger()
    assert "action:undo" in {entry.id for _, entry in desk.find("undo")}


def test_another_theme_dresses_it(opened: Opened, desk: PaletteDesk) -> None:
    before = desk.palette.grab().toImage().pixelColor(40, 6)
    opened.controller.set_theme("dark")
    assert desk.palette.grab().toImage().pixelColor(40, 6) != before
