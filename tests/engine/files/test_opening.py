"""Opening by what people call a scenario."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.files.atomic import FileError
from engine.files.opening import open_scenario
from engine.files.project import write_project
from engine.files.shipped import preset_scenario, presets

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A project of three scenarios: the first, the second, one with signs in its name."""
    path = tmp_path / "plan.tenor"
    plain = preset_scenario("as_reported")
    names = ("First", "Second case", "a.tenor#b")
    write_project(path, [replace(plain, name=name) for name in names])
    return path


@pytest.mark.parametrize("key", list(presets()))
def test_a_preset(key: str) -> None:
    assert open_scenario(key) == preset_scenario(key)


def test_the_only_scenario_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "Plan B.TENOR"
    write_project(path, [preset_scenario("albatross")])
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
