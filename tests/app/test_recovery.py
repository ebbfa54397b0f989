"""Unsaved work: kept beside the window, offered after a crash, gone once it is saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from app.files import autosave as autosave_module
from app.files.recovery import RecoveryFile, left_behind, release
from engine.extra import NOTHING
from engine.files.atomic import FileError
from engine.files.project.file import read_project, write_project
from engine.project import Project, project_of, single
from engine.scenario import scenario
from tests.app.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from app.files.dialogs import Answer
    from tests.app.conftest import Opened

ROOT = Path(__file__).parents[2]
_TWO = project_of([scenario("Short", {"term_months": 12}), scenario("Long")])
WORK = replace(_TWO, last_id=0)  # as it is read: what was given and deleted is not kept

posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")


def _files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


# Processes that work and die ---------------------------------------------------------------

_WINDOW = """
import os, signal, sys
from pathlib import Path
from app.files.recovery import RecoveryFile
from engine.files.project.file import read_project

folder, project, origin, ending = sys.argv[1:5]
file = RecoveryFile(Path(folder))
if ending == "half":
    def half(path, data):
        path.open("wb", 0).write(data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
    Path.write_bytes = half
file.write(read_project(Path(project)), Path(origin) if origin else None)
print(file.path, flush=True)
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""


def _start(
    tmp_path: Path, project: Project, origin: Path | None, ending: str = "line"
) -> subprocess.Popen[str]:
    """A process that keeps the work and then waits to be killed."""
    given = tmp_path / "given.tenor"
    write_project(given, project)
    folder = str(tmp_path / "recovery")
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _WINDOW, folder, str(given), str(origin or ""), ending],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _window(tmp_path: Path, project: Project, origin: Path | None) -> Iterator[Path]:
    """The recovery file of another window, which lives within and is killed at the end."""
    process = _start(tmp_path, project, origin)
    try:
        assert process.stdout is not None
        yield Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


def _killed_window(tmp_path: Path, project: Project, origin: Path | None = None) -> Path:
    with _window(tmp_path, project, origin) as path:
        pass
    return path


# The file ----------------------------------------------------------------------------------


def test_nothing_is_there_before_there_is_work(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    RecoveryFile(folder).clear()
    assert _files(folder) == []
    assert left_behind(folder) == []


def test_two_windows_have_two_files(tmp_path: Path) -> None:
    one, other = RecoveryFile(tmp_path), RecoveryFile(tmp_path)
    one.write(WORK, None)
    other.write(WORK, None)
    assert one.path != other.path
    one.clear()
    assert other.path.exists()
    other.clear()
    assert _files(tmp_path) == []


def test_work_of_this_very_process_is_not_offered(tmp_path: Path) -> None:
    file = RecoveryFile(tmp_path)
    file.write(WORK, None)
    assert left_behind(tmp_path) == []
    assert file.path.exists()
    file.clear()


def test_the_work_reads_back_as_it_was(tmp_path: Path) -> None:
    extra = MappingProxyType({"of_tomorrow": [1, 2], "note": "kept"})
    work = Project(WORK.entries, 2, WORK.reference, extra=extra)
    origin = tmp_path / "größer # 1.tenor"
    path = _killed_window(tmp_path, work, origin)
    (found,) = left_behind(tmp_path / "recovery")
    assert found.file == path
    assert found.project == work  # no field of recovery's own is left in it
    assert found.origin == origin
    release(found, remove=True)
    assert _files(tmp_path / "recovery") == []


def test_work_that_was_never_saved_has_no_origin(tmp_path: Path) -> None:
    _killed_window(tmp_path, WORK)
    (found,) = left_behind(tmp_path / "recovery")
    assert found.origin is None
    assert found.project.extra == NOTHING
    release(found, remove=True)


@pytest.mark.parametrize("code", ["mkdir", "write"])
def test_a_folder_that_can_t_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    if code == "mkdir":
        (tmp_path / "recovery").write_text("a file, where the folder should be")
    else:
        monkeypatch.setattr("tempfile.mkstemp", _refused)
    with pytest.raises(FileError, match="can't be written"):
        RecoveryFile(tmp_path / "recovery").write(WORK, None)


def _refused(*_given: object, **_named: object) -> None:
    raise PermissionError(13, os.strerror(13))


# Who still lives ---------------------------------------------------------------------------


@posix
def test_a_window_that_lives_keeps_its_work(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    with _window(tmp_path, WORK, None) as path:
        assert left_behind(folder) == []
        assert path.exists()
        assert read_project(path).entries == WORK.entries
    (found,) = left_behind(folder)
    assert found.file == path
    release(found, remove=True)
    assert _files(folder) == []


@posix
def test_one_window_lives_and_another_died(tmp_path: Path) -> None:
    dead = _killed_window(tmp_path, WORK)
    with _window(tmp_path, WORK, None) as living:
        (found,) = left_behind(tmp_path / "recovery")
        assert found.file == dead
        release(found, remove=True)
        assert living.exists()


@posix
def test_what_is_offered_once_is_not_offered_to_another_window(tmp_path: Path) -> None:
    _killed_window(tmp_path, WORK)
    (found,) = left_behind(tmp_path / "recovery")
    assert left_behind(tmp_path / "recovery") == []
    release(found, remove=False)
    (again,) = left_behind(tmp_path / "recovery")
    assert again.project == WORK
    release(again, remove=True)


@posix
def test_the_newest_is_offered_first(tmp_path: Path) -> None:
    for age, name in ((300, "Older"), (100, "Newest"), (500, "Oldest")):
        path = _killed_window(tmp_path, single(scenario(name)))
        os.utime(path, (1e9 - age, 1e9 - age))
    found = left_behind(tmp_path / "recovery")
    assert [each.project.scenario.name for each in found] == ["Newest", "Older", "Oldest"]
    for each in found:
        release(each, remove=True)
    assert _files(tmp_path / "recovery") == []


# What a kill leaves ------------------------------------------------------------------------


@posix
def test_a_kill_in_the_middle_of_a_write_leaves_nothing_for_long(tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    process = _start(tmp_path, WORK, None, "half")
    assert process.wait() == -signal.SIGKILL
    process.communicate()
    assert any(name.endswith(".part") for name in _files(folder))
    assert left_behind(folder) == []
    assert [name for name in _files(folder) if name.endswith(".part")] == []


@posix
def test_a_half_written_file_of_a_window_that_lives_stays(tmp_path: Path) -> None:
    with _window(tmp_path, WORK, None) as path:
        part = path.with_name(f".{path.name}.abcdefgh.part")
        part.write_text("half of it")
        left_behind(tmp_path / "recovery")
        assert part.exists()


@posix
def test_a_half_written_file_beside_whole_work(tmp_path: Path) -> None:
    path = _killed_window(tmp_path, WORK)
    part = path.with_name(f".{path.name}.abcdefgh.part")
    part.write_text("half of it")
    (found,) = left_behind(tmp_path / "recovery")
    assert found.project == WORK
    assert not part.exists()
    release(found, remove=True)


@posix
@pytest.mark.parametrize("content", ['{"tenor": 99, "scenarios": [{"name": "A"}]}', "{", "", "[]"])
def test_what_can_t_be_read_stays_and_is_not_offered(tmp_path: Path, content: str) -> None:
    path = _killed_window(tmp_path, WORK)
    path.write_text(content, encoding="utf-8")
    for _ in range(2):
        assert left_behind(tmp_path / "recovery") == []
        assert path.read_text(encoding="utf-8") == content


@posix
def test_a_lock_whose_file_is_gone_goes_too(tmp_path: Path) -> None:
    """As `left_behind` says of what it cleans."""
    path = _killed_window(tmp_path, WORK)
    path.unlink()
    assert left_behind(tmp_path / "recovery") == []
    assert _files(tmp_path / "recovery") == []


# Recovery ----------------------------------------------------------------------------------


def _desk_window(opened: Opened, tmp_path: Path, *recovery: Answer) -> Answers:
    """The window keeps its work from now on, and offers what was left behind."""
    answers = Answers()
    answers.recovery = list(recovery)
    files = opened.controller.files
    files.commands.questions = answers
    files.keep_work(tmp_path / "recovery")
    files.offer_recovery(tmp_path / "recovery")
    return answers


def _saved_plan(tmp_path: Path) -> tuple[Path, Project]:
    """A file, and the work on it that was not saved: another term, and one scenario more."""
    plan = tmp_path / "plan.tenor"
    write_project(plan, WORK)
    changed = WORK.with_scenario(WORK.scenario.with_values({"term_months": 18}))
    return plan, changed.added(scenario("Third"))


@posix
def test_recovered_work_is_unsaved_work_of_its_file(opened: Opened, tmp_path: Path) -> None:
    plan, work = _saved_plan(tmp_path)
    _killed_window(tmp_path, work, plan)
    answers = _desk_window(opened, tmp_path, "save")
    ((found, others),) = answers.offered
    assert (found.origin, others) == (plan, 0)
    session = opened.controller.session
    assert session.project.entries == work.entries
    assert session.saved.path == plan
    assert session.unsaved
    assert session.undo_label == ""
    kept = session.saved.scenario(1)
    assert kept is not None
    assert kept.values["term_months"] == 12
    assert session.saved.scenario(3) is None
    assert read_project(plan) == WORK  # the file itself is as it was
    assert opened.window.isWindowModified()
    assert "plan.tenor" in opened.window.windowTitle()
    assert session.document.scenario.name == "Third"
    # It was kept anew before the old copy went.
    (kept_file,) = (tmp_path / "recovery").glob("*.tenor")
    assert kept_file != found.file
    assert read_project(kept_file).entries == work.entries
    assert opened.controller.files.commands.save()
    assert read_project(plan).entries == work.entries
    assert not session.unsaved
    opened.window.close()
    assert _files(tmp_path / "recovery") == []


@posix
def test_after_saving_recovered_work_nothing_is_left(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "WAIT_MILLISECONDS", 1)
    plan, work = _saved_plan(tmp_path)
    _killed_window(tmp_path, work, plan)
    _desk_window(opened, tmp_path, "save")
    assert opened.controller.files.commands.save()
    qtbot.waitUntil(lambda: _files(tmp_path / "recovery") == [], timeout=1000)


@posix
def test_recovered_work_without_a_file_is_unsaved(opened: Opened, tmp_path: Path) -> None:
    _killed_window(tmp_path, WORK)
    _desk_window(opened, tmp_path, "save")
    session = opened.controller.session
    assert session.project.entries == WORK.entries
    assert session.saved.path is None
    assert session.unsaved


@posix
@pytest.mark.parametrize("what", ["gone", "damaged"])
def test_recovered_work_whose_file_is_no_more_is_unsaved(
    opened: Opened, tmp_path: Path, what: str
) -> None:
    plan, work = _saved_plan(tmp_path)
    _killed_window(tmp_path, work, plan)
    if what == "gone":
        plan.unlink()
    else:
        plan.write_text("{", encoding="utf-8")
    _desk_window(opened, tmp_path, "save")
    session = opened.controller.session
    assert session.project.entries == work.entries
    assert session.unsaved


@posix
def test_a_scenario_added_after_recovery_is_not_taken_for_one_that_the_file_holds(
    opened: Opened, tmp_path: Path
) -> None:
    plan, _ = _saved_plan(tmp_path)
    _killed_window(tmp_path, single(WORK.scenario), plan)  # the second was deleted
    _desk_window(opened, tmp_path, "save")
    session = opened.controller.session
    assert session.saved.scenario(session.project.current) == WORK.scenario
    for _ in range(3):
        opened.controller.bar.commands.new()
        assert session.saved.scenario(session.project.current) is None


@posix
def test_work_that_is_discarded_is_gone(opened: Opened, tmp_path: Path) -> None:
    _killed_window(tmp_path, WORK)
    before = opened.controller.session.project
    _desk_window(opened, tmp_path, "discard")
    assert opened.controller.session.project is before
    assert _files(tmp_path / "recovery") == []


@posix
def test_work_may_be_asked_about_later(opened: Opened, tmp_path: Path) -> None:
    path = _killed_window(tmp_path, WORK)
    before = opened.controller.session.project
    _desk_window(opened, tmp_path, "cancel")
    assert opened.controller.session.project is before
    assert path.exists()
    (again,) = left_behind(tmp_path / "recovery")
    assert again.file == path
    release(again, remove=True)


@posix
def test_of_several_one_is_opened_and_the_others_wait(opened: Opened, tmp_path: Path) -> None:
    for age, name in ((300, "Third"), (100, "First"), (200, "Second")):
        path = _killed_window(tmp_path, single(scenario(name)))
        os.utime(path, (1e9 - age, 1e9 - age))
    answers = _desk_window(opened, tmp_path, "discard", "save")
    assert [others for _, others in answers.offered] == [2, 1]
    assert opened.controller.session.document.scenario.name == "Second"
    (waiting,) = left_behind(tmp_path / "recovery")
    assert waiting.project.scenario.name == "Third"
    release(waiting, remove=True)


@posix
def test_the_old_copy_stays_until_the_work_is_kept_anew(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full when Tenor starts must not cost the last copy."""
    path = _killed_window(tmp_path, WORK)
    monkeypatch.setattr("tempfile.mkstemp", _refused)
    _desk_window(opened, tmp_path, "save")
    assert opened.controller.session.project.entries == WORK.entries
    assert path.exists()
