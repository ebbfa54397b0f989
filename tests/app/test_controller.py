"""The window as people use it: drags, typing, undo, presets, resets, exports."""

from __future__ import annotations

import gc
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app import recompute
from app.actions import ACTIONS
from app.control_states import GROUPS, control_groups, input_text, read_input
from engine.model.catalogue import catalogue
from engine.scenario import InputError
from tests.oracle.headline import headline
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.presenter import Screen
    from tests.app.conftest import Opened

STATUS = Path("/proc/self/statm")


def _settle(opened: Opened) -> None:
    opened.controller.recompute.flush()
    QApplication.processEvents()


def _drag(opened: Opened, key: str, *positions: int) -> None:
    control = opened.window.panel.control(key)
    assert control is not None
    control.gesture_started.emit(key)
    for position in positions:
        control.slider.setValue(position)
        _settle(opened)
    control.gesture_finished.emit(key)
    _settle(opened)


def test_a_drag_moves_the_figures_and_is_one_undo_step(opened: Opened) -> None:
    _drag(opened, "term_months", 39, 43, 47)
    assert opened.value("term_months") == 48
    inputs = dict(opened.controller.session.document.scenario.values)
    figures = headline(inputs, *oracle(inputs))
    owed = figures["remaining_obligation"]
    assert isinstance(owed, float)
    cards = {card.key: card.value for card in opened.controller.screen.cards}
    assert cards["remaining_obligation"] == f"${owed / 1000:.1f}B"
    opened.controller.session.undo()
    _settle(opened)
    assert opened.value("term_months") == 36
    assert opened.controller.session.undo_label == ""


def test_undo_names_the_whole_drag_and_is_off_with_nothing_to_undo(opened: Opened) -> None:
    undo = opened.controller.action("undo")
    assert not undo.isEnabled()
    assert not opened.controller.action("redo").isEnabled()
    _drag(opened, "term_months", 39, 43, 47)
    assert undo.isEnabled()
    assert undo.text() == "&Undo Term length 36 → 48"
    opened.controller.session.undo()
    _settle(opened)
    assert not undo.isEnabled()
    assert opened.controller.action("redo").text() == "&Redo Term length 36 → 48"


def test_axes_hold_during_a_drag_and_settle_after(opened: Opened) -> None:
    before = opened.controller.screen.axes
    control = opened.window.panel.control("revenue_growth")
    assert control is not None
    control.gesture_started.emit("revenue_growth")
    control.slider.setValue(control.slider.maximum())
    _settle(opened)
    assert opened.controller.screen.axes is before
    control.gesture_finished.emit("revenue_growth")
    _settle(opened)
    assert opened.controller.screen.axes != before


def test_a_burst_of_moves_is_one_run_with_the_newest(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    results: list[float] = []
    show = opened.controller.presenter.show

    def counting(screen: Screen) -> None:
        results.append(opened.value("monthly_spend"))
        show(screen)

    monkeypatch.setattr(opened.controller.presenter, "show", counting)
    monkeypatch.setattr(recompute, "FRAME_SECONDS", 3600.0)  # all of it is one frame
    control = opened.window.panel.control("monthly_spend")
    assert control is not None
    for position in range(60, 120):
        control.slider.setValue(position)
    _settle(opened)
    assert results == [119 * 25]


def test_the_first_move_of_a_frame_is_shown_at_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "FRAME_SECONDS", 0.0)
    opened.controller.edit("monthly_spend", 2000.0)
    shown = {card.key: card.value for card in opened.window.overview.strip.states()}
    assert shown["remaining_obligation"] == "$69.5B"


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("monthly_spend", "1.25B", 1250),
        ("monthly_spend", "$900m", 900),
        ("monthly_spend", "1,375", 1375),
        ("monthly_spend", "1250000000", 1250),
        ("term_months", "3y", 36),
        ("term_months", "48 mo", 48),
        ("revenue_growth", "6%", 0.06),
        ("revenue_growth", "-2.5", -0.025),
        ("revenue_growth", "−2.5%", -0.025),
        ("auto_renew", "yes", 1),
        ("payment_direction", "supplier pays", -1),
        ("exit_notice_month", "never", 0),
        ("committed_gpus", "220k", 220),
        ("opening_market_price", "$4.10", 4.1),
        ("npv_timing", "mid-month", 0.5),
    ],
)
def test_what_people_type_is_understood(key: str, typed: str, value: float) -> None:
    assert read_input(key, typed) == value


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("monthly_spend", "a lot", "not a number"),
        ("monthly_spend", "6B", r"allowed: \$0 to \$5B / month"),
        ("monthly_spend", "nan", "not a number"),
        ("monthly_spend", "1e999", "too large"),
        ("term_months", "36.5", "whole numbers 1 to 96 months"),
        ("term_months", "3 parsecs", "try 36, 36 mo or 3y"),
        ("revenue_growth", "70%", r"−10.0% to 40.0%"),
        ("auto_renew", "maybe", "allowed: No or Yes"),
        ("npv_timing", "0.3", "allowed"),
        ("monthly_spend", "", "nothing was typed"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(key: str, typed: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_input(key, typed)


def test_every_input_shows_a_text_that_reads_back_as_its_value() -> None:
    for key, item in catalogue().inputs.items():
        for value in (item.default, item.minimum, item.maximum):
            if item.unit == "+1/-1" and value not in (-1, 1):
                continue
            assert read_input(key, input_text(key, value)) == pytest.approx(value, rel=1e-12)


def test_a_refused_text_keeps_the_last_good_state(opened: Opened) -> None:
    before = opened.controller.session.document
    opened.window.panel.text_entered.emit("monthly_spend", "a lot")
    _settle(opened)
    assert opened.controller.session.document is before
    control = opened.window.panel.control("monthly_spend")
    assert control is not None
    assert "not a number" in control.error()


def test_a_preset_and_its_undo(opened: Opened) -> None:
    opened.controller.bar.commands.become_preset("s1_terms")
    _settle(opened)
    cards = {card.key: card.value for card in opened.controller.screen.cards}
    assert cards["exit_cost"] == "$6.19B"
    assert opened.controller.screen.preset == "s1_terms"
    opened.controller.session.undo()
    _settle(opened)
    assert opened.controller.screen.preset == "as_reported"


def test_resets_of_one_of_a_group_and_of_all(opened: Opened) -> None:
    panel = opened.window.panel
    for key, value in (("lockin_months", 3.0), ("notice_months", 3.0), ("term_months", 60.0)):
        opened.controller.edit(key, value)
    panel.reset_requested.emit("notice_months")
    assert opened.controller.session.document.changed_keys() == ["term_months", "lockin_months"]
    panel.group_reset_requested.emit("Exit terms")
    assert opened.controller.session.document.changed_keys() == ["term_months"]
    panel.reset_all_requested.emit()
    assert opened.controller.session.document.changed_keys() == []
    for _ in range(3):
        opened.controller.session.undo()
    assert opened.value("notice_months") == 3
    _settle(opened)


def test_the_decision_month_is_dragged_on_a_chart(opened: Opened) -> None:
    chart = opened.window.overview.charts[2]
    chart.decision_drag_started.emit()
    chart.decision_month_dragged.emit(12)
    _settle(opened)
    chart.decision_drag_finished.emit()
    _settle(opened)
    assert opened.value("decision_month") == 12
    assert {state.decision_month for state in opened.controller.screen.charts} == {12}
    opened.controller.session.undo()
    _settle(opened)
    assert opened.value("decision_month") == 1


def test_hovering_one_chart_reads_all_four(opened: Opened) -> None:
    opened.window.overview.charts[0].month_hovered.emit(20)
    _settle(opened)
    assert {state.crosshair_month for state in opened.controller.screen.charts} == {20}
    opened.window.overview.charts[0].month_hovered.emit(0)
    _settle(opened)
    assert {state.crosshair_month for state in opened.controller.screen.charts} == {None}


def test_arrow_keys_on_a_slider_edit_and_undo(opened: Opened) -> None:
    control = opened.window.panel.control("term_months")
    assert control is not None
    control.slider.setFocus()
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    _settle(opened)
    assert opened.value("term_months") == 38
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.value("term_months") == 37


def test_themes_switch_live(opened: Opened) -> None:
    opened.controller.set_theme("dark")
    _settle(opened)
    picture = opened.window.grab().toImage()
    assert QColor(picture.pixel(picture.width() - 6, 200)).lightness() < 60
    opened.controller.set_theme("light")
    _settle(opened)
    picture = opened.window.grab().toImage()
    assert QColor(picture.pixel(picture.width() - 6, 200)).lightness() > 200


def test_closing_remembers_the_window(opened: Opened) -> None:
    opened.window.close()
    assert opened.settings.geometry
    assert set(opened.settings.open_groups) <= set(GROUPS)


def test_every_input_has_a_control() -> None:
    specs = [spec for _, group in control_groups() for spec in group]
    assert sorted(spec.key for spec in specs) == sorted(catalogue().inputs)
    names = [name for name, _ in control_groups()]
    assert names[:2] == ["Headline", "Exit terms"]
    first = [spec.key for spec in control_groups()[0][1]]
    assert first == ["term_months", "monthly_spend", "revenue_growth"]


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_is_in_its_menu(opened: Opened, spec: object) -> None:
    from app.actions import ActionSpec

    assert isinstance(spec, ActionSpec)
    assert spec.tip
    action = opened.controller.action(spec.id)
    menus = {entry.text(): entry.menu() for entry in opened.window.menuBar().actions()}
    menu = menus[spec.menu]
    if spec.submenu:
        assert isinstance(menu, QMenu)
        menu = {entry.text(): entry.menu() for entry in menu.actions()}[spec.submenu]
    assert isinstance(menu, QMenu)
    assert action in menu.actions()
    letters = [
        other.text.lower().partition("&")[2][:1]
        for other in ACTIONS
        if other.menu == spec.menu and other.submenu == spec.submenu
    ]
    assert len(set(letters)) == len(letters)
    shortcuts = [other.shortcut for other in ACTIONS if other.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)


def test_the_workbook_is_exported_in_the_background(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    from app.files.writers import workbook_writer

    path = tmp_path / "board.xlsx"
    exports = opened.controller.exports
    with qtbot.waitSignal(exports.exports.saved, timeout=60_000):
        exports.save_to(path, workbook_writer(opened.controller.export_case()))
    assert path.stat().st_size > 100_000
    assert "board.xlsx" in opened.window.status.message()
    assert "Open" in opened.window.status.message()


def test_an_export_can_be_cancelled(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    from app.files.writers import workbook_writer

    path = tmp_path / "board.xlsx"
    exports = opened.controller.exports
    with qtbot.waitSignal(exports.exports.failed, timeout=60_000):
        exports.save_to(path, workbook_writer(opened.controller.export_case()))
        opened.window.status.cancel_requested.emit()
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_written_is_told(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    from app.files.writers import data_writer

    path = tmp_path / "nowhere" / "data.csv"
    exports = opened.controller.exports
    with qtbot.waitSignal(exports.exports.failed, timeout=60_000):
        exports.save_to(path, data_writer(opened.controller.export_case().result()))
    assert "does not exist" in opened.window.status.message()


def _resident() -> int:
    pages = STATUS.read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGESIZE")


@pytest.mark.skipif(not STATUS.exists(), reason="reads Linux's /proc")
def test_ten_thousand_slider_events_leave_memory_flat(opened: Opened) -> None:
    chance = random.Random(20261121)  # noqa: S311 - a repeatable hand
    panel = opened.window.panel
    keys = [key for key in catalogue().inputs if panel.control(key) is not None]
    assert len(keys) >= 13

    def move(count: int) -> None:
        for number in range(count):
            control = panel.control(chance.choice(keys))
            assert control is not None
            control.slider.setValue(chance.randint(0, control.slider.maximum()))
            if number % 4 == 0:
                _settle(opened)
            if number % 250 == 0:
                opened.controller.session.undo()
        _settle(opened)
        gc.collect()

    move(2_000)
    before = _resident()
    move(8_000)
    assert _resident() - before < 12 * 2**20
    assert opened.controller.session.undo_label
