"""New, open, save and recent files: nothing is lost unasked, and every refusal is told."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.files.commands import MOST_RECENT, FileCommands
from app.session import Session
from app.settings import Settings
from engine.files.project.file import project_text, read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import Project, project_of, single
from engine.scenario import scenario
from tests.app.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.files.dialogs import Answer

NEWER = '{"tenor": 99, "scenarios": [{"name": "Of tomorrow"}]}'
ROOT = os.name != "posix" or os.geteuid() == 0


class Office:
    """File commands, the session they serve, and a user who answers."""

    def __init__(self, project: Project | None = None, path: Path | None = None) -> None:
        self.session = Session(project or single(preset_scenario("as_reported")), path)
        self.settings = Settings()
        self.answers = Answers()
        self.said: list[str] = []
        self.workbooks: list[Path] = []
        self.commands = FileCommands(
            self.session, self.settings, self.answers, self.said.append, self.workbooks.append
        )

    def edit(self, term: float = 48) -> None:
        self.session.edit({"term_months": term}, "term")

    def term(self) -> float:
        return self.session.document.scenario.values["term_months"]

    def names(self) -> list[str]:
        return [entry.scenario.name for entry in self.session.project.entries]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A file of two scenarios."""
    path = tmp_path / "plan.tenor"
    write_project(path, _two())
    return path


@pytest.fixture
def opened_office(plan: Path) -> Office:
    office = Office()
    assert office.commands.open_path(plan)
    return office


def _two() -> Project:
    return project_of([scenario("Short", {"term_months": 12}), scenario("Long")])


def _files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# Saving ------------------------------------------------------------------------------------


def test_the_first_save_asks_where(office: Office, tmp_path: Path) -> None:
    office.edit()
    office.answers.to_save = tmp_path / "plan.tenor"
    assert office.commands.save()
    assert len(office.answers.asked) == 1
    assert office.answers.asked[0].startswith("save ")
    assert read_project(tmp_path / "plan.tenor") == office.session.project
    assert not office.session.unsaved
    assert office.said == ["Saved plan.tenor"]
    assert office.commands.name == "plan.tenor"
    assert _files(tmp_path) == ["plan.tenor"]


def test_later_saves_do_not_ask(opened_office: Office, plan: Path) -> None:
    opened_office.edit()
    assert opened_office.commands.save()
    opened_office.edit(50)
    assert opened_office.commands.save()
    assert opened_office.answers.asked == []
    assert read_project(plan).scenario.values["term_months"] == 50


def test_save_as_keeps_the_old_file(opened_office: Office, plan: Path) -> None:
    old = plan.read_bytes()
    opened_office.edit()
    opened_office.answers.to_save = plan.with_name("other.tenor")
    assert opened_office.commands.save_as()
    assert opened_office.session.saved.path == plan.with_name("other.tenor")
    assert plan.read_bytes() == old
    opened_office.edit(50)
    assert opened_office.commands.save()
    assert read_project(plan.with_name("other.tenor")).scenario.values["term_months"] == 50
    assert plan.read_bytes() == old


def test_save_as_proposes_the_name_that_it_has(opened_office: Office, plan: Path) -> None:
    opened_office.commands.save_as()
    assert opened_office.answers.asked == [f"save plan in {plan.parent}"]


@pytest.mark.parametrize("save", [FileCommands.save, FileCommands.save_as])
def test_a_save_without_an_answer_saves_nothing(
    office: Office, save: Callable[[FileCommands], bool]
) -> None:
    office.edit()
    assert not save(office.commands)
    assert office.session.unsaved
    assert office.answers.faults == []
    assert office.said == []


def test_undo_goes_on_after_saving(opened_office: Office) -> None:
    opened_office.edit()
    opened_office.commands.save()
    opened_office.session.undo()
    assert opened_office.term() == 12
    assert opened_office.session.unsaved


# What can't be written ---------------------------------------------------------------------


def _refuses(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("tempfile.mkstemp", fail)


def _assert_kept(office: Office, path: Path, old: bytes, says: str) -> None:
    """The message was shown, the old file is intact, the work is in memory and unsaved."""
    (fault,) = office.answers.faults
    assert path.name in fault
    assert says in fault
    assert path.read_bytes() == old
    assert office.term() == 48
    assert office.session.unsaved
    assert office.session.undo_label == "term"
    assert office.said == []
    assert [name for name in _files(path.parent) if name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "no permission"),
    ],
)
def test_a_disk_that_refuses(
    opened_office: Office, plan: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    old = plan.read_bytes()
    opened_office.edit()
    with monkeypatch.context() as patched:
        _refuses(code, patched)
        assert not opened_office.commands.save()
    _assert_kept(opened_office, plan, old, says)
    assert opened_office.commands.save()  # once there is room again
    assert not opened_office.session.unsaved
    assert opened_office.answers.asked == []


@pytest.mark.skipif(ROOT, reason="root may write everywhere")
def test_a_folder_that_is_read_only(opened_office: Office, plan: Path) -> None:
    old = plan.read_bytes()
    opened_office.edit()
    plan.parent.chmod(0o500)
    try:
        assert not opened_office.commands.save()
    finally:
        plan.parent.chmod(0o700)
    _assert_kept(opened_office, plan, old, "no permission")


def test_a_folder_that_is_no_more(office: Office, tmp_path: Path) -> None:
    office.edit()
    office.answers.to_save = tmp_path / "gone" / "plan.tenor"
    assert not office.commands.save_as()
    (fault,) = office.answers.faults
    assert "does not exist" in fault
    assert office.session.saved.path is None
    assert office.session.unsaved
    assert office.settings.recent == ()


def test_a_save_as_that_fails_leaves_the_old_file_its_own(
    opened_office: Office, plan: Path
) -> None:
    opened_office.edit()
    opened_office.answers.to_save = plan.parent / "gone" / "plan.tenor"
    assert not opened_office.commands.save_as()
    assert opened_office.session.saved.path == plan
    assert opened_office.commands.save()
    assert read_project(plan).scenario.values["term_months"] == 48


# A file that another program changed -------------------------------------------------------


def _changed_by_another(path: Path) -> str:
    text = project_text(single(scenario("Of another program")))
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(1, 1))  # however coarse the disk's clock
    return text


def test_a_file_changed_meanwhile_is_not_overwritten_unasked(
    opened_office: Office, plan: Path
) -> None:
    text = _changed_by_another(plan)
    opened_office.edit()
    assert not opened_office.commands.save()
    assert opened_office.answers.asked == ["overwrite plan.tenor"]
    assert plan.read_text(encoding="utf-8") == text
    assert opened_office.session.unsaved


def test_a_file_changed_meanwhile_is_overwritten_where_the_user_says_so(
    opened_office: Office, plan: Path
) -> None:
    _changed_by_another(plan)
    opened_office.edit()
    opened_office.answers.overwrite = True
    assert opened_office.commands.save()
    assert read_project(plan) == opened_office.session.project
    opened_office.edit(50)
    assert opened_office.commands.save()
    assert opened_office.answers.asked == ["overwrite plan.tenor"]  # not again


def test_a_file_given_on_the_command_line_is_watched_too(plan: Path) -> None:
    office = Office(read_project(plan), plan)
    _changed_by_another(plan)
    office.edit()
    assert not office.commands.save()
    assert office.answers.asked == ["overwrite plan.tenor"]


def test_a_file_that_is_gone_is_written_anew(opened_office: Office, plan: Path) -> None:
    plan.unlink()
    opened_office.edit()
    assert opened_office.commands.save()
    assert opened_office.answers.asked == []
    assert read_project(plan) == opened_office.session.project


def test_a_change_while_the_user_was_asked_is_noticed(
    office: Office, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dialog may stand for long; what another program writes meanwhile is not lost."""
    office.edit()

    def answer(_name: str) -> Answer:
        _changed_by_another(plan)
        return "discard"

    monkeypatch.setattr(office.answers, "save_changes", answer)
    assert office.commands.open_path(plan)
    if office.names() != ["Of another program"]:  # else it was read after the answer
        office.edit(50)
        assert not office.commands.save()
        assert office.answers.asked == ["overwrite plan.tenor"]


# Opening -----------------------------------------------------------------------------------


def test_opening(office: Office, plan: Path) -> None:
    office.answers.to_open = plan
    assert office.commands.open()
    assert office.names() == ["Short", "Long"]
    assert office.session.saved.path == plan
    assert not office.session.unsaved
    assert office.session.undo_label == ""


def test_opening_nothing(office: Office) -> None:
    assert not office.commands.open()
    assert office.answers.faults == []


def test_a_workbook_goes_elsewhere(office: Office, tmp_path: Path) -> None:
    office.edit()
    for name in ("board.xlsx", "BOARD.XLSX"):
        assert office.commands.open_path(tmp_path / name)
    assert office.workbooks == [tmp_path / "board.xlsx", tmp_path / "BOARD.XLSX"]
    assert office.term() == 48
    assert office.answers.asked == []  # its changes come into this project


UNREADABLE: dict[str, tuple[str, str]] = {
    "newer": (NEWER, "newer Tenor"),
    "cut short": (NEWER[:-9], ""),
    "no JSON": ("not a project", ""),
    "of nothing": ("", ""),
    "without scenarios": ('{"tenor": 2, "scenarios": []}', "scenarios"),
    "out of range": (
        '{"tenor": 2, "scenarios": [{"name": "A", "inputs": {"term_months": 97}}]}',
        "term_months",
    ),
}


@pytest.mark.parametrize("name", list(UNREADABLE))
def test_a_file_that_can_t_be_read_changes_nothing(
    office: Office, tmp_path: Path, name: str
) -> None:
    content, says = UNREADABLE[name]
    path = tmp_path / "bad.tenor"
    path.write_text(content, encoding="utf-8")
    office.edit()
    before = office.session.project
    assert not office.commands.open_path(path)
    (fault,) = office.answers.faults
    assert "bad.tenor" in fault
    assert says in fault
    assert "\n" not in fault
    assert office.session.project is before
    assert office.session.undo_label == "term"
    assert office.answers.asked == []  # nothing is asked for nothing
    assert office.settings.recent == ()
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("name", ["there is none.tenor", "notes.txt", "folder.tenor"])
def test_what_is_no_project_is_refused(office: Office, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.tenor").mkdir()
    assert not office.commands.open_path(tmp_path / name)
    assert len(office.answers.faults) == 1


# Unsaved work ------------------------------------------------------------------------------

PATHS: dict[str, Callable[[Office, Path], bool]] = {
    "new": lambda office, _plan: office.commands.new(),
    "open": lambda office, plan: office.commands.open_path(plan),
    "close": lambda office, _plan: office.commands.may_lose(),
}


def _working_office(tmp_path: Path) -> Office:
    """A session on a saved file, with unsaved work."""
    path = tmp_path / "mine.tenor"
    write_project(path, single(scenario("Mine")))
    office = Office()
    office.commands.open_path(path)
    office.edit()
    return office


@pytest.mark.parametrize("way", list(PATHS))
def test_unsaved_work_stays_where_the_user_cancels(tmp_path: Path, plan: Path, way: str) -> None:
    office = _working_office(tmp_path)
    before = office.session.project
    assert not PATHS[way](office, plan)
    assert office.answers.asked == ["save changes to mine.tenor"]
    assert office.session.project is before
    assert office.session.unsaved
    assert read_project(tmp_path / "mine.tenor") == single(scenario("Mine"))


@pytest.mark.parametrize("way", list(PATHS))
def test_unsaved_work_goes_where_the_user_discards_it(tmp_path: Path, plan: Path, way: str) -> None:
    office = _working_office(tmp_path)
    office.answers.changes = "discard"
    assert PATHS[way](office, plan)
    assert read_project(tmp_path / "mine.tenor") == single(scenario("Mine"))
    assert (office.term() == 48) == (way == "close")


@pytest.mark.parametrize("way", list(PATHS))
def test_unsaved_work_is_saved_where_the_user_says_so(tmp_path: Path, plan: Path, way: str) -> None:
    office = _working_office(tmp_path)
    office.answers.changes = "save"
    assert PATHS[way](office, plan)
    assert read_project(tmp_path / "mine.tenor").scenario.values["term_months"] == 48
    assert not office.session.unsaved
    assert (office.term() == 48) == (way == "close")


@pytest.mark.parametrize("way", list(PATHS))
def test_unsaved_work_stays_where_it_can_t_be_saved(
    tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    office = _working_office(tmp_path)
    office.answers.changes = "save"
    _refuses(errno.ENOSPC, monkeypatch)
    assert not PATHS[way](office, plan)
    assert len(office.answers.faults) == 1
    assert office.term() == 48
    assert office.session.unsaved


@pytest.mark.parametrize("way", list(PATHS))
def test_unsaved_work_stays_where_no_file_is_chosen_for_it(
    office: Office, plan: Path, way: str
) -> None:
    office.edit()
    office.answers.changes = "save"  # and then no name
    assert not PATHS[way](office, plan)
    assert office.term() == 48
    assert office.session.unsaved


@pytest.mark.parametrize("way", list(PATHS))
def test_nothing_is_asked_where_nothing_is_lost(tmp_path: Path, plan: Path, way: str) -> None:
    office = _working_office(tmp_path)
    office.session.undo()
    office.session.look(office.session.project)
    assert PATHS[way](office, plan)
    assert office.answers.asked == []


def test_work_without_a_file_is_called_by_its_scenario(office: Office) -> None:
    office.edit()
    office.commands.new()
    assert office.answers.asked == [f"save changes to {preset_scenario('as_reported').name}"]


def test_new_begins_with_the_reported_case(opened_office: Office) -> None:
    assert opened_office.commands.new()
    assert opened_office.session.project == single(preset_scenario("as_reported"))
    assert opened_office.session.saved.path is None
    opened_office.edit()
    opened_office.commands.save()  # asks where: the old file is not the new project's
    assert opened_office.answers.asked[-1].startswith("save ")


def test_opening_the_same_file_again_after_saving_shows_what_was_saved(
    opened_office: Office, plan: Path
) -> None:
    opened_office.edit()
    opened_office.answers.changes = "save"
    assert opened_office.commands.open_path(plan)
    assert read_project(plan).scenario.values["term_months"] == 48
    assert opened_office.term() == 48


# Recent files ------------------------------------------------------------------------------


def test_recent_files_are_those_opened_or_saved_last(office: Office, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.tenor" for number in range(MOST_RECENT + 3)]
    for path in paths:
        write_project(path, _two())
        office.commands.open_path(path)
    assert office.commands.recent() == paths[:2:-1]
    office.commands.open_path(paths[5])
    assert office.commands.recent()[0] == paths[5]
    assert len(office.commands.recent()) == MOST_RECENT
    assert office.settings.folder == str(tmp_path)


def test_what_was_saved_is_recent(office: Office, plan: Path) -> None:
    office.commands.open_path(plan)
    office.answers.to_save = plan.with_name("new.tenor")
    office.commands.save_as()
    assert office.commands.recent() == [plan.with_name("new.tenor"), plan]


def test_recent_files_that_are_gone_are_left_out(opened_office: Office, plan: Path) -> None:
    plan.unlink()
    assert opened_office.commands.recent() == []
    write_project(plan, _two())
    assert opened_office.commands.recent() == [plan]


def test_the_list_can_be_cleared(opened_office: Office) -> None:
    opened_office.commands.clear_recent()
    assert opened_office.commands.recent() == []


# Odd names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "größer & länger.tenor",
        "日本 🚀.tenor",
        "a#b.tenor",
        "plan.tenor#Long.tenor",
        "100 %.tenor",
        "=1+1.tenor",
        "plan.v2.TENOR",
        " leading.tenor",
        "x" * 200 + ".tenor",
    ],
)
def test_files_of_odd_names(office: Office, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    office.edit()
    office.answers.to_save = path
    assert office.commands.save()
    assert office.answers.faults == []
    assert office.commands.new()
    assert office.commands.recent() == [path]
    assert office.commands.open_path(path)
    assert office.session.saved.path == path
    assert office.term() == 48
    assert _files(tmp_path) == [name]


@pytest.mark.parametrize("name", ["a/b\\c", "[*]", "..", "CON", "=1+1", "日本", "x" * 200, "?*:|"])
def test_scenarios_of_odd_names_can_be_saved(office: Office, tmp_path: Path, name: str) -> None:
    project = single(replace(preset_scenario("as_reported"), name=name))
    office.session.change(project, "name")
    assert not office.commands.save()  # no answer: only what is proposed
    (asked,) = office.answers.asked
    proposed = asked.removeprefix("save ").removesuffix(" in ")
    assert proposed.strip(".")
    assert not set(proposed) & set('/\\?*:|"<>\0')
    office.answers.to_save = tmp_path / f"{proposed}.tenor"
    assert office.commands.save()
    assert read_project(tmp_path / f"{proposed}.tenor") == project
