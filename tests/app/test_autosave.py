"""Unsaved work is kept beside the window within a second or two, and never longer than it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import pytest

from app.files import autosave as autosave_module
from app.files.autosave import Autosave
from app.files.commands import FileCommands
from app.files.recovery import RecoveryFile
from app.session import Session
from app.settings import Settings
from engine.files.project.file import read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import single
from engine.scenario import scenario
from tests.app.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def _files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def _refused(*_given: object, **_named: object) -> None:
    raise PermissionError(13, os.strerror(13))


class Desk(NamedTuple):
    """A session with its autosave, without a window."""

    session: Session
    autosave: Autosave
    file: RecoveryFile
    commands: FileCommands
    answers: Answers

    def edit(self, term: float) -> None:
        self.session.edit({"term_months": term}, "term")

    def kept(self) -> float | None:
        """The term that the recovery file holds."""
        if not self.file.path.exists():
            return None
        return read_project(self.file.path).scenario.values["term_months"]


@pytest.fixture
def desk(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(autosave_module, "WAIT_MILLISECONDS", 1)
    session, answers = Session(single(preset_scenario("as_reported"))), Answers()
    file = RecoveryFile(tmp_path / "recovery")
    commands = FileCommands(session, Settings(), answers, lambda _line: None, lambda _path: None)
    made = Desk(session, Autosave(session, file), file, commands, answers)
    yield made
    made.autosave.finish()


def _wait_for(qtbot: QtBot, desk: Desk, term: float) -> None:
    qtbot.waitUntil(lambda: desk.kept() == term)


def test_nothing_is_kept_while_nothing_is_unsaved(desk: Desk, qtbot: QtBot) -> None:
    qtbot.wait(20)
    assert _files(desk.file.path.parent) == []


def test_every_change_is_kept_soon(desk: Desk, qtbot: QtBot) -> None:
    for term in (40, 41, 42):
        desk.edit(term)
        _wait_for(qtbot, desk, term)


def test_a_drag_is_kept_while_it_goes_on(desk: Desk, qtbot: QtBot) -> None:
    with desk.session.gesture():
        desk.edit(40)
        _wait_for(qtbot, desk, 40)
        desk.edit(41)
        _wait_for(qtbot, desk, 41)


def test_changes_that_never_pause_are_kept_all_the_same(desk: Desk, qtbot: QtBot) -> None:
    terms = iter(range(1, 97))

    def kept() -> bool:
        desk.edit(next(terms, 96))
        return desk.kept() is not None

    qtbot.waitUntil(kept)


def test_the_file_is_known_with_the_work(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.answers.to_save = tmp_path / "plan.tenor"
    desk.commands.save_as()
    desk.edit(40)
    _wait_for(qtbot, desk, 40)
    assert read_project(desk.file.path).extra["recovery_of"] == str(tmp_path / "plan.tenor")


def test_undo_to_what_is_saved_leaves_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.edit(40)
    _wait_for(qtbot, desk, 40)
    desk.session.undo()
    qtbot.waitUntil(lambda: _files(desk.file.path.parent) == [])
    desk.session.redo()
    _wait_for(qtbot, desk, 40)


def test_saving_leaves_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.edit(40)
    _wait_for(qtbot, desk, 40)
    desk.answers.to_save = tmp_path / "plan.tenor"
    assert desk.commands.save()
    qtbot.waitUntil(lambda: _files(desk.file.path.parent) == [], timeout=1000)


def test_saving_at_once_leaves_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.edit(40)
    desk.autosave.keep()  # it may still be under way when the project is saved
    desk.answers.to_save = tmp_path / "plan.tenor"
    assert desk.commands.save()
    qtbot.waitUntil(lambda: _files(desk.file.path.parent) == [], timeout=1000)


def test_opening_another_file_leaves_nothing(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    write_project(tmp_path / "other.tenor", single(scenario("Other")))
    desk.edit(40)
    _wait_for(qtbot, desk, 40)
    desk.answers.changes = "discard"
    assert desk.commands.open_path(tmp_path / "other.tenor")
    qtbot.waitUntil(lambda: _files(desk.file.path.parent) == [])


def test_closing_leaves_nothing(desk: Desk) -> None:
    desk.edit(40)
    desk.autosave.keep()
    desk.autosave.finish()
    assert _files(desk.file.path.parent) == []


def test_a_fault_is_told_once_and_tried_again(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    desk.autosave.failed.connect(told.append)
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkstemp", _refused)
        desk.edit(40)
        qtbot.waitUntil(lambda: bool(told))
        desk.edit(41)
        qtbot.wait(50)
    assert len(told) == 1
    assert "no permission" in told[0]
    assert "\n" not in told[0]
    desk.edit(42)
    _wait_for(qtbot, desk, 42)
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkstemp", _refused)
        desk.edit(43)
        qtbot.waitUntil(lambda: len(told) == 2)  # a new fault is told again


def test_keep_now_has_kept_when_it_returns(desk: Desk) -> None:
    desk.edit(40)
    desk.autosave.keep_now()
    assert desk.kept() == 40
    desk.edit(41)
    desk.autosave.keep_now()
    assert desk.kept() == 41
