"""Scenes in the project and in its file: kept whole, refused with their place."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from engine.files.atomic import FileError
from engine.files.project.file import parse_project, project_text, read_project, write_project
from engine.files.shipped import preset_scenario
from engine.project import project_of
from engine.scene import MAX_NOTES, MAX_SCENES, MAX_TEXT, Scene, moved

if TYPE_CHECKING:
    from pathlib import Path

    from engine.project import Project

FIRST = Scene(
    1, "overview", "", ("profitability", "lock_in"), "Where we stand", "Breathe.\nSlowly."
)
SECOND = Scene(2, "decide", "exit-plan", (), "How we would leave")


def _project() -> Project:
    cases = [
        replace(preset_scenario("as_reported"), name="Plan"),
        replace(preset_scenario("s1_terms"), name="Softer terms"),
    ]
    return replace(project_of(cases), scenes=(FIRST, SECOND))


def test_scenes_read_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "board.tenor"
    write_project(path, _project())
    assert read_project(path).scenes == (FIRST, SECOND)


def test_a_file_names_the_scenario_and_says_version_6() -> None:
    document = json.loads(project_text(_project()))
    assert document["tenor"] == 6
    assert [scene["scenario"] for scene in document["scenes"]] == ["Plan", "Softer terms"]


def test_a_project_without_scenes_is_still_written_for_older_versions() -> None:
    document = json.loads(project_text(replace(_project(), scenes=())))
    assert document["tenor"] == 5
    assert "scenes" not in document


def test_scenes_belong_to_what_is_saved_and_undone() -> None:
    project = _project()
    assert not project.same_content(replace(project, scenes=(FIRST,)))
    assert project.same_content(replace(project, current=2))


def test_a_deleted_scenario_takes_its_scenes_along() -> None:
    assert _project().removed(2).scenes == (FIRST,)


def test_scenes_follow_their_scenarios_to_other_ids() -> None:
    shuffled = project_of([entry.scenario for entry in reversed(_project().entries)])
    scenes = _project().numbered_like(shuffled).scenes
    assert [scene.scenario for scene in scenes] == [2, 1]


@pytest.mark.parametrize(
    ("place", "by", "order"), [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 5, "abc")]
)
def test_a_scene_moves_to_the_ends_at_most(place: int, by: int, order: str) -> None:
    scenes = tuple(Scene(1, "overview", text=letter) for letter in "abc")
    assert "".join(scene.text for scene in moved(scenes, place, by)) == order


def test_what_a_later_version_says_of_a_scene_is_kept() -> None:
    scene = {"scenario": "Mine", "page": "overview", "seconds": 90}
    project = parse_project(_file([scene]), "x")
    assert json.loads(project_text(project))["scenes"][0]["seconds"] == 90


def _file(scenes: Any) -> bytes:
    document = {"tenor": 6, "scenarios": [{"name": "Mine"}], "scenes": scenes}
    return json.dumps(document).encode()


def _scene(**fields: Any) -> list[dict[str, Any]]:
    return [{"scenario": "Mine", "page": "overview"} | fields]


_CHARTS = "scene 1, charts: allowed: a list of up to 4 names, each once"
FAULTS: list[tuple[Any, str]] = [
    (7, "scenes: 7 is not a list"),
    ([7], "scenes, number 1: 7 is not an object"),
    ([{}], "scene 1, scenario: null is none; allowed: the name of one of the scenarios"),
    (_scene(scenario="Other"), "scene 1, scenario: 'Other' is none; allowed: the name of one"),
    ([{"scenario": "Mine"}], "scene 1, page: null is not allowed; allowed: text of up to 64"),
    (_scene(view=3), "scene 1, view: 3 is not allowed; allowed: text of up to 64 characters"),
    (_scene(charts="cash"), _CHARTS),
    (_scene(charts=[""]), _CHARTS),
    (_scene(charts=[1]), _CHARTS),
    (_scene(charts=["cash", "cash"]), _CHARTS),
    (_scene(charts=list("abcde")), _CHARTS),
    (_scene(text="x" * (MAX_TEXT + 1)), "scene 1, text: "),
    (_scene(text="two\nlines"), "scene 1, text: 'two\\nlines' is not allowed; allowed: one line"),
    (_scene(notes="x" * (MAX_NOTES + 1)), "scene 1, notes: "),
    (_scene() * (MAX_SCENES + 1), "scenes: 201 of them; allowed: up to 200"),
]


@pytest.mark.parametrize(("scenes", "fault"), FAULTS, ids=[fault[:40] for _, fault in FAULTS])
def test_a_fault_names_the_scene_and_what_is_allowed(scenes: Any, fault: str) -> None:
    with pytest.raises(FileError) as caught:
        parse_project(_file(scenes), "plan.tenor")
    assert str(caught.value).startswith(f"plan.tenor: {fault}")
