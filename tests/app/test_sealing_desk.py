"""Snapshots at a real window: sealed, opened, checked, copied by the first edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.app.answers import Answers

if TYPE_CHECKING:
    from pathlib import Path

    from app.sealing.desk import SealingDesk
    from tests.app.conftest import Opened
    from widgets.sealed_banner import SealedState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def snapshot(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the window showed, sealed by its menu."""
    path = tmp_path / "board.tenorseal"
    chosen = (str(path.with_suffix("")), "")  # as typed, without the ending
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    opened.controller.edit("term_months", 48)
    opened.controller.action("seal_snapshot").trigger()
    _desk(opened).settle()
    assert "fingerprint" in opened.window.status.message()
    assert path.is_file()
    return path


def _desk(opened: Opened) -> SealingDesk:
    return opened.boardroom.sealing


def _open(opened: Opened, path: Path) -> Answers:
    answers = Answers()
    answers.changes = "discard"
    opened.controller.files.commands.questions = answers
    opened.window.file_dropped.emit(str(path))
    _desk(opened).settle()
    opened.controller.settle()
    QApplication.processEvents()
    return answers


def _banner(opened: Opened) -> SealedState | None:
    banner = _desk(opened).banner
    return banner.state() if banner is not None and banner.isVisible() else None


def test_sealing_leaves_the_work_as_it_is(opened: Opened, snapshot: Path) -> None:
    assert opened.controller.session.unsaved
    assert _banner(opened) is None


def test_a_snapshot_opens_and_says_that_it_holds(opened: Opened, snapshot: Path) -> None:
    opened.controller.edit("term_months", 24)
    _open(opened, snapshot)
    assert opened.value("term_months") == 48
    assert not opened.controller.session.unsaved
    assert "board.tenorseal" in opened.window.windowTitle()
    state = _banner(opened)
    assert state is not None
    assert "every number matches" in state.text
    assert (state.tone, state.details, state.back) == ("good", True, False)
    assert opened.controller.files.commands.recent() == [snapshot]


def test_an_edit_makes_a_copy_and_undo_takes_it_back(opened: Opened, snapshot: Path) -> None:
    before = snapshot.read_bytes()
    _open(opened, snapshot)
    opened.controller.edit("term_months", 60)
    state = _banner(opened)
    assert state is not None
    assert state.text.startswith("A copy of board.tenorseal")
    assert state.back
    assert "board.tenorseal" not in opened.window.windowTitle()
    opened.controller.session.undo()
    assert _banner(opened) is not None
    assert "every number matches" in _banner(opened).text  # type: ignore[union-attr]
    opened.controller.edit("term_months", 60)
    banner = _desk(opened).banner
    assert banner is not None
    banner.back.click()
    assert opened.value("term_months") == 48
    assert snapshot.read_bytes() == before


def test_saving_makes_a_project_of_it(opened: Opened, snapshot: Path, tmp_path: Path) -> None:
    answers = _open(opened, snapshot)
    answers.to_save = tmp_path / "plan.tenor"
    opened.controller.action("save_project").trigger()
    QApplication.processEvents()
    assert _banner(opened) is None
    assert opened.controller.session.saved.path == answers.to_save


def test_looking_at_other_pages_is_no_edit(opened: Opened, snapshot: Path) -> None:
    _open(opened, snapshot)
    for page in ("Scenarios", "Ledger", "Overview"):
        opened.controller.show_page(page)
        opened.controller.settle()
    state = _banner(opened)
    assert state is not None
    assert not state.back


def test_a_changed_file_is_told_and_its_report_lists_what(opened: Opened, snapshot: Path) -> None:
    place = '"key": "exit_cost", "values": ['
    text = snapshot.read_text(encoding="utf-8")
    snapshot.write_text(text.replace(place, f"{place}9", 1), encoding="utf-8")
    _open(opened, snapshot)
    state = _banner(opened)
    assert state is not None
    assert state.tone == "bad"
    assert "was changed after it was sealed" in state.text
    banner = _desk(opened).banner
    assert banner is not None
    banner.details.click()
    report = _desk(opened).report
    assert report is not None
    assert report.table is not None
    assert report.table.rowCount() == 1
    cell = report.table.item(0, 1)
    assert cell is not None
    assert cell.text() == "Exit cost"
    report.reject()
    assert _desk(opened).report is None


def test_a_check_that_was_cancelled_can_be_had_again(opened: Opened, snapshot: Path) -> None:
    _open(opened, snapshot)
    desk = _desk(opened)
    desk._found = None  # as after a cancelled check
    desk._cancelled()
    state = _banner(opened)
    assert state is not None
    assert "not checked" in state.text
    assert desk.banner is not None
    desk.banner.again.click()
    desk.settle()
    state = _banner(opened)
    assert state is not None
    assert "every number matches" in state.text


def test_what_is_no_snapshot_is_refused_and_nothing_is_lost(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "bad.tenorseal"
    path.write_text("{}")
    opened.controller.edit("term_months", 24)
    answers = _open(opened, path)
    (fault,) = answers.faults
    assert "is not a sealed snapshot" in fault
    assert opened.value("term_months") == 24
    assert _banner(opened) is None


def test_unsaved_work_is_asked_about_first(opened: Opened, snapshot: Path) -> None:
    opened.controller.edit("term_months", 24)
    answers = Answers()  # who cancels
    opened.controller.files.commands.questions = answers
    opened.controller.files.commands.open_path(snapshot)
    _desk(opened).settle()
    assert answers.asked
    assert opened.value("term_months") == 24


def test_the_strip_follows_the_theme(opened: Opened, snapshot: Path) -> None:
    _open(opened, snapshot)
    light = opened.window.grab().toImage()
    opened.controller.set_theme("dark")
    QApplication.processEvents()
    dark = opened.window.grab().toImage()
    at = (700, opened.window.menuBar().height() + 4)
    assert light.pixelColor(*at).lightness() > 200 > dark.pixelColor(*at).lightness()
