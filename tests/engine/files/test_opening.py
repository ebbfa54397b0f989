"""Opening by what people call a scenario."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.files.atomic import FileError
from engine.files.opening import open_project, open_scenario, split_name
from engine.files.project.file import read_project, write_project
from engine.files.shipped import preset_scenario, presets
from engine.project import project_of, single


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A project of three scenarios: the first, the second, one with signs in its name."""
    path = tmp_path / "plan.tenor"
    plain = preset_scenario("as_reported")
    names = ("First", "Second case", "a.tenor#b")
    write_project(path, project_of([replace(plain, name=name) for name in names]))
    return path


@pytest.mark.parametrize("key", list(presets()))
def test_a_preset(key: str) -> None:
    assert open_scenario(key) == preset_scenario(key)


def test_the_only_scenario_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "Plan B.TENOR"
    write_project(path, single(preset_scenario("albatross")))
    assert open_scenario(str(path)) == preset_scenario("albatross")


@pytest.mark.parametrize("name", ["First", "Second case", "a.tenor#b"])
def test_one_of_several_by_name(several: Path, name: str) -> None:
    assert open_scenario(f"{several}#{name}").name == name


def test_several_without_a_name_are_listed(several: Path) -> None:
    with pytest.raises(FileError, match=r"write .*plan.tenor#NAME with one of 'First', 'Second"):
        open_scenario(str(several))


@pytest.mark.parametrize("name", ["", "first", "Third"])
def test_an_unknown_name_lists_the_known(several: Path, name: str) -> None:
    with pytest.raises(FileError, match=f"holds no scenario '{name}'; allowed: 'First', 'Second"):
        open_scenario(f"{several}#{name}")


def test_a_misspelt_preset_suggests_the_nearest() -> None:
    with pytest.raises(FileError) as caught:
        open_scenario("as_reportd")
    message = str(caught.value)
    assert message.startswith("as_reportd: is no preset and no file; did you mean as_reported?")
    assert all(key in message for key in presets())


def test_a_word_like_nothing_known_lists_what_is_allowed() -> None:
    with pytest.raises(FileError, match=r"qq: is no preset and no file; allowed: as_reported, s1"):
        open_scenario("qq")


@pytest.mark.parametrize("name", ["plan.json", "plan.xls", "folder/plan"])
def test_a_file_of_another_kind(name: str) -> None:
    with pytest.raises(FileError, match=r"is not a file that Tenor opens; allowed: .tenor, or"):
        open_scenario(name)


@pytest.mark.parametrize("suffix", [".tenor", ".xlsx"])
def test_a_missing_file(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(FileError, match="can't be read: there is no such file"):
        open_scenario(str(tmp_path / f"plan{suffix}"))


@pytest.mark.parametrize("suffix", [".tenor", ".xlsx", ""])
def test_a_folder(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / f"plan{suffix}"
    folder.mkdir()
    with pytest.raises(FileError, match=r"it is a folder|not a file that Tenor opens"):
        open_scenario(str(folder))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.tenor")
    with pytest.raises(FileError, match="it is not a regular file"):
        open_scenario(str(tmp_path / "plan.tenor"))


@pytest.mark.parametrize("text", ["", ".", "#", "x" * 5000, "x" * 5000 + ".tenor", "\0.tenor"])
def test_odd_texts_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(FileError):
        open_scenario(text)


def test_files_that_are_not_what_they_say(tmp_path: Path) -> None:
    project, workbook = tmp_path / "plan.tenor", tmp_path / "plan.xlsx"
    project.write_bytes(b"PK\x03\x04 no text at all \xff")
    workbook.write_text('{"tenor": 1}')
    with pytest.raises(FileError, match="is not a project file"):
        open_scenario(str(project))
    with pytest.raises(FileError, match="is not a workbook"):
        open_scenario(str(workbook))


# Names in files ----------------------------------------------------------------------------

ODD_NAMES = (
    "#",
    "a#b",
    "a/b",
    "../x",
    "a.tenor#b",
    " spaces ",
    "日本 🚀",
    "-1",
    "as_reported",
    "'",
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_of_any_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / "plan.tenor"
    plain = preset_scenario("as_reported")
    write_project(path, project_of([plain, replace(plain, name=name)]))
    assert open_scenario(f"{path}#{name}").name == name
    assert open_project(f"{path}#{name}")[0].scenario.name == name


COMPOSED, DECOMPOSED = "Caf\u00e9", "Cafe\u0301"


@pytest.mark.parametrize(("held", "asked"), [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)])
def test_a_name_that_looks_the_same_is_found(tmp_path: Path, held: str, asked: str) -> None:
    path = tmp_path / "plan.tenor"
    plain = preset_scenario("as_reported")
    write_project(path, project_of([plain, replace(plain, name=held)]))
    assert open_scenario(f"{path}#{asked}").name == held
    write_project(path, project_of([replace(plain, name=held), replace(plain, name=asked)]))
    assert open_scenario(f"{path}#{asked}").name == asked  # the same code points come first


@pytest.mark.parametrize("name", ["a#b.tenor", "x.tenor#1.tenor", "İ.tenor", "PLAN.Tenor"])
def test_files_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "old.tenor#2"
    folder.mkdir()
    path = folder / name
    plain = preset_scenario("as_reported")
    write_project(path, project_of([plain, replace(plain, name="Other")]))
    assert open_scenario(f"{path}#Other").name == "Other"
    assert open_project(str(path))[1] == path


def test_a_scenario_that_is_called_like_a_file(several: Path) -> None:
    plain = preset_scenario("as_reported")
    write_project(several, project_of([plain, replace(plain, name="costs.xlsx")]))
    assert open_scenario(f"{several}#costs.xlsx").name == "costs.xlsx"


def test_where_there_is_no_file_the_first_mark_counts() -> None:
    assert split_name("no.tenor#a.tenor#b") == (Path("no.tenor"), "a.tenor#b")
    assert split_name("no.tenor#") == (Path("no.tenor"), "")
    assert split_name("no#name") == (Path("no#name"), None)


# Projects ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", list(presets()))
def test_a_preset_as_a_project_has_no_file(key: str) -> None:
    assert open_project(key) == (single(preset_scenario(key)), None)


def test_a_file_as_a_project(several: Path) -> None:
    project = read_project(several)
    assert open_project(str(several)) == (project, several)
    assert project.scenario.name == "First"


def test_a_name_makes_its_scenario_the_current_one(several: Path) -> None:
    project, path = open_project(f"{several}#Second case")
    assert path == several
    assert project == replace(read_project(several), current=2)


def test_the_current_one_is_the_files(several: Path) -> None:
    write_project(several, replace(read_project(several), current=3))
    assert open_project(str(several))[0].scenario.name == "a.tenor#b"
    assert open_project(f"{several}#First")[0].scenario.name == "First"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("plan.xlsx", "is a workbook, not a project"),
        ("as_reportd", r"is no preset and no file; did you mean as_reported\?"),
        ("plan.json", "is not a file that Tenor opens"),
        ("nowhere.tenor", "can't be read: there is no such file"),
        ("nowhere.tenor#x", "nowhere.tenor: can't be read: there is no such file"),
        ("\0.tenor", "can't be read"),
        ("x" * 5000 + ".tenor", "can't be read"),
    ],
)
def test_what_is_no_project(text: str, fault: str) -> None:
    with pytest.raises(FileError, match=fault):
        open_project(text)


def test_an_unknown_name_of_a_project(several: Path) -> None:
    with pytest.raises(FileError, match="holds no scenario 'Third'; allowed: 'First', 'Second"):
        open_project(f"{several}#Third")
