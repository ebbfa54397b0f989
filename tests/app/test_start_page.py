"""The start page: what it offers is what the engine says, and every choice does its thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.welcome.tiles import preset_tiles
from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario, presets
from engine.project import single
from tests.app.answers import Answers
from tests.oracle.model import evaluate
from widgets.welcome.start import WAYS, StartPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened
    from widgets.welcome.states import TileState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _open(opened: Opened) -> StartPage:
    opened.controller.action("start_page").trigger()
    page = opened.boardroom.welcome.start.dialog
    assert page is not None
    return page


@pytest.mark.parametrize("tile", preset_tiles(), ids=lambda tile: tile.key)
def test_a_tile_is_what_the_oracle_says(tile: TileState) -> None:
    preset = presets()[tile.key]
    assert (tile.name, tile.story) == (preset.name, preset.story)
    _, rows = evaluate(dict(preset_scenario(tile.key).values))
    profit = rows["operating_profit"]
    assert len(tile.values) == 48
    assert list(tile.values) == pytest.approx(profit[: len(tile.values)], rel=1e-12)
    within = [month for month, value in enumerate(tile.values, 1) if value > 0]
    assert tile.marked == (within[0] if within else None)


def test_the_first_tile_reads_as_the_card_of_the_window(opened: Opened) -> None:
    shown = {card.key: card.value for card in opened.window.overview.strip.states()}
    first = dict(preset_tiles()[0].figures)
    assert first["First profit"] == shown["first_profit_quarter"]
    assert first["Peak funding"] == shown["peak_funding"]


def test_every_preset_has_a_tile_with_words_for_who_cannot_see_it(opened: Opened) -> None:
    page = _open(opened)
    assert [tile.state().key for tile in page.grid.tiles] == list(presets())
    for tile in page.grid.tiles:
        assert tile.accessibleName().startswith(tile.state().name)
        assert "between" in tile.accessibleDescription()
    page.reject()


def test_a_tile_begins_a_project_and_undo_is_empty(opened: Opened) -> None:
    page = _open(opened)
    tile = next(each for each in page.grid.tiles if each.state().key == "albatross")
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert not page.isVisible()
    session = opened.controller.session
    assert session.document.scenario.name == "Albatross"
    assert len(session.project.entries) == 1
    assert not session.unsaved
    assert opened.boardroom.welcome.start.dialog is None


def test_unsaved_work_is_asked_about_first(opened: Opened) -> None:
    answers = Answers()
    opened.controller.files.commands.questions = answers
    opened.controller.edit("term_months", 40.0)
    page = _open(opened)
    page.grid.tiles[3].click()
    assert answers.asked == ["save changes to As reported"]
    assert opened.value("term_months") == 40.0


def test_recent_files_are_listed_and_open(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "board.tenor"
    write_project(path, single(preset_scenario("late_delivery")))
    opened.settings.recent = (str(tmp_path / "gone.tenor"), str(path))
    page = _open(opened)
    assert page.none.isHidden()
    assert page.recent.first() == str(path)  # what is gone is not offered
    page.recent.step(1)
    QTest.keyClick(page.recent, Qt.Key.Key_Return)
    assert opened.controller.session.saved.path == path


def test_without_recent_files_it_says_so(opened: Opened) -> None:
    page = _open(opened)
    assert not page.none.isHidden()
    assert page.recent.isHidden()
    page.reject()


def test_arrows_go_over_the_tiles(opened: Opened, qtbot: QtBot) -> None:
    page = _open(opened)
    qtbot.waitUntil(page.isActiveWindow)
    page.resize(1080, 700)
    tiles = page.grid.tiles
    qtbot.waitUntil(lambda: tiles[2].y() == tiles[0].y() != tiles[3].y())
    assert tiles[0].hasFocus()
    QTest.keyClick(tiles[0], Qt.Key.Key_Right)
    assert tiles[1].hasFocus()
    QTest.keyClick(tiles[1], Qt.Key.Key_Down)
    assert tiles[4].hasFocus()
    QTest.keyClick(tiles[4], Qt.Key.Key_Up)
    QTest.keyClick(tiles[1], Qt.Key.Key_Left)
    QTest.keyClick(tiles[0], Qt.Key.Key_Left)
    assert tiles[0].hasFocus()
    page.reject()


@pytest.mark.parametrize("width", [600, 860, 1080])
def test_tiles_stand_beside_one_another_without_touching(opened: Opened, width: int) -> None:
    page = _open(opened)
    page.resize(width, 700)
    boxes = [tile.geometry() for tile in page.grid.tiles]
    for place, box in enumerate(boxes):
        assert box.width() >= 200
        assert not any(box.intersects(other) for other in boxes[place + 1 :])
        assert page.grid.rect().contains(box)
    page.reject()


def test_every_way_is_an_action(opened: Opened) -> None:
    for way in WAYS:
        assert opened.controller.action(way.action).isEnabled()


def test_the_tour_begins_from_it(opened: Opened) -> None:
    page = _open(opened)
    page.ways["tour"].click()
    assert not page.isVisible()
    assert opened.boardroom.welcome.tour is not None


def test_the_choice_to_see_it_at_the_start_is_kept(opened: Opened) -> None:
    page = _open(opened)
    assert not page.at_start.isChecked()
    page.at_start.click()
    assert opened.settings.start_page == "yes"
    page.reject()
    assert _open(opened).at_start.isChecked()


def test_another_theme_reaches_it_and_closing_the_window_closes_it(opened: Opened) -> None:
    page = _open(opened)
    before = page.grab().toImage().pixelColor(4, 4)
    opened.controller.set_theme("contrast")
    assert page.grab().toImage().pixelColor(4, 4) != before
    opened.boardroom.stop()
    assert not page.isVisible()


def test_opened_over_and_over_it_leaves_nothing_behind(opened: Opened) -> None:
    def count() -> int:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(opened.window.findChildren(QObject))

    _open(opened).reject()
    before = count()
    for _ in range(3):
        _open(opened).reject()
    assert count() == before
