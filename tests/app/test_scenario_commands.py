"""The scenario bar's commands: each one step of undo, each refusal a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.scenarios.commands import ScenarioCommands, reference_name
from app.session import Session
from engine.files.shipped import preset_scenario
from engine.project import MAX_SCENARIOS, Project, Reference, project_of, single
from engine.scenario import scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Opened

    Command = Callable[[ScenarioCommands], object]

A, B, C = 1, 2, 3  # the ids of the three scenarios


def three() -> Project:
    return project_of(scenario(name) for name in "ABC")


class Desk:
    """A session of A, B and C, and what commands it."""

    def __init__(self, project: Project | None = None, path: Path | None = None) -> None:
        self.session = Session(project or three(), path)
        self.commands = ScenarioCommands(self.session)

    @property
    def project(self) -> Project:
        return self.session.project

    def names(self) -> list[str]:
        return [entry.scenario.name for entry in self.project.entries]

    def current(self) -> str:
        return self.project.scenario.name


@pytest.fixture
def desk() -> Desk:
    return Desk()


# Every command and its undo ----------------------------------------------------------------

COMMANDS: dict[str, tuple[Command, str]] = {
    "new": (lambda do: do.new(), "new scenario"),
    "duplicate": (lambda do: do.duplicate(B), "copy of B"),
    "add a preset": (lambda do: do.add_preset("albatross"), "preset "),
    "rename": (lambda do: do.rename(B, "Bold"), "name B → Bold"),
    "move": (lambda do: do.move(C, 0), "place of C"),
    "delete": (lambda do: do.delete(A), "deletion of A"),
    "colour": (lambda do: do.colour(B, 7), "colour of B"),
    "pin": (lambda do: do.pin(B), "baseline B"),
    "compare with the saved state": (
        lambda do: do.compare_with(Reference("saved")),
        "baseline saved state",
    ),
    "become a preset": (lambda do: do.become_preset("s1_terms"), "preset "),
}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_is_one_step_that_undo_takes_back(desk: Desk, name: str) -> None:
    command, label = COMMANDS[name]
    before = desk.project
    assert not command(desk.commands)  # no fault
    after = desk.project
    assert after != before
    assert desk.session.unsaved
    assert desk.session.undo_label.startswith(label)
    desk.session.undo()
    assert desk.project == before
    assert desk.session.undo_label == ""
    assert not desk.session.unsaved
    desk.session.redo()
    assert desk.project == after


def test_all_of_it_can_be_undone_in_turn(desk: Desk) -> None:
    states = [desk.project]
    for command, _label in COMMANDS.values():
        assert not command(desk.commands)
        states.append(desk.project)
    for state in reversed(states[:-1]):
        desk.session.undo()
        assert desk.project == state
    for state in states[1:]:
        desk.session.redo()
        assert desk.project == state


@pytest.mark.parametrize(
    "command",
    [
        lambda do: do.rename(A, "A"),
        lambda do: do.rename(A, "  A "),
        lambda do: do.move(B, 1),
        lambda do: do.colour(A, 0),
        lambda do: do.unpin(),
        lambda do: do.select(A),
        lambda do: do.select(99),
        lambda do: do.tick(A, True),
    ],
)
def test_what_changes_nothing_is_no_step(desk: Desk, command: Command) -> None:
    before = desk.project
    assert not command(desk.commands)
    assert desk.project == before
    assert desk.session.undo_label == ""


# What is gone ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        lambda do: do.select(B),
        lambda do: do.tick(B, False),
        lambda do: do.duplicate(B),
        lambda do: do.delete(B),
        lambda do: do.rename(B, "Bold"),
        lambda do: do.rename(B, ""),
        lambda do: do.move(B, 0),
        lambda do: do.colour(B, 7),
        lambda do: do.pin(B),
        lambda do: do.compare_with(Reference("scenario", B)),
    ],
)
def test_a_scenario_that_is_gone_is_left_alone(desk: Desk, command: Command) -> None:
    desk.commands.delete(B)
    before, label = desk.project, desk.session.undo_label
    assert not command(desk.commands)
    assert desk.project is before
    assert desk.session.undo_label == label


def test_deleted_twice_the_last_one_says_nothing() -> None:
    desk = Desk(project_of(scenario(name) for name in "AB"))
    assert desk.commands.delete(B) == ""
    assert desk.commands.delete(B) == ""
    assert desk.names() == ["A"]


@pytest.fixture
def bar(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A window with four scenarios whose bar goes on showing them: there is no next frame."""
    for preset in ("s1_terms", "albatross", "small_models"):
        opened.controller.bar.commands.add_preset(preset)
    opened.controller.settle()
    monkeypatch.setattr(opened.controller.recompute, "_run", lambda: None)
    return opened


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_delete_pressed_twice_within_a_frame_deletes_one(bar: Opened) -> None:
    strip, session = bar.window.bar.strip, bar.controller.session
    number = session.project.current
    strip.setFocus()
    for _ in range(2):
        QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert strip.focused_id() == number  # the frame is the old one
    assert len(session.project.entries) == 3
    assert not session.project.has(number)
    session.undo()
    assert len(session.project.entries) == 4


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_bar_asks_in_vain_for_what_is_gone(bar: Opened) -> None:
    asks, session = bar.window.bar, bar.controller.session
    number = session.project.current
    asks.delete_requested.emit(number)
    before = session.project
    asks.delete_requested.emit(number)
    asks.duplicate_requested.emit(number)
    asks.rename_requested.emit(number, "Bold")
    asks.ticked.emit(number, False)
    asks.moved.emit(number, 0)
    asks.colour_chosen.emit(number, 3)
    asks.pinned.emit(number)
    asks.reference_chosen.emit("scenario", number)
    assert session.project is before


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_list_of_all_may_be_older_than_the_bar(opened: Opened) -> None:
    opened.controller.bar.commands.new()
    opened.controller.settle()
    finder, gone = opened.window.bar.finder, opened.controller.session.project.current
    opened.controller.session.undo()
    opened.controller.settle()
    before = opened.controller.session.project
    finder.chosen.emit(str(gone))
    assert opened.controller.session.project is before


# Looking -----------------------------------------------------------------------------------


def test_selection_and_ticks_are_no_step(desk: Desk) -> None:
    desk.commands.select(C)
    desk.commands.tick(B, False)
    assert desk.current() == "C"
    assert [entry.ticked for entry in desk.project.entries] == [True, False, True]
    assert desk.session.undo_label == ""
    assert not desk.session.unsaved


def test_a_tick_back(desk: Desk) -> None:
    desk.commands.tick(B, False)
    desk.commands.tick(B, True)
    assert desk.project == three()


# More and fewer ----------------------------------------------------------------------------


def test_a_new_scenario_has_the_values_of_the_reported_case(desk: Desk) -> None:
    desk.commands.new()
    assert desk.names() == ["A", "B", "C", "New scenario"]
    assert desk.current() == "New scenario"
    assert desk.project.scenario.values == preset_scenario("as_reported").values
    desk.commands.new()
    assert desk.names()[-1] == "New scenario 2"


def test_a_copy_stands_behind_its_original_and_is_current(desk: Desk) -> None:
    desk.session.edit({"term_months": 48}, "term")
    assert desk.commands.duplicate(A) == ""
    assert desk.names() == ["A", "A 2", "B", "C"]
    assert desk.current() == "A 2"
    assert desk.project.scenario.values["term_months"] == 48
    desk.session.edit({"term_months": 60}, "the copy only")
    assert desk.project.by_id(A).scenario.values["term_months"] == 48


def test_a_copy_of_another_than_the_current_one(desk: Desk) -> None:
    desk.commands.duplicate(C)
    assert desk.names() == ["A", "B", "C", "C 2"]
    assert desk.current() == "C 2"


def test_new_ones_have_colours_of_their_own(desk: Desk) -> None:
    desk.commands.new()
    desk.commands.duplicate(A)
    colours = [entry.colour for entry in desk.project.entries]
    assert len(set(colours)) == len(colours)


def test_a_preset_becomes_a_scenario(desk: Desk) -> None:
    preset = preset_scenario("s1_terms")
    assert desk.commands.add_preset("s1_terms") == ""
    assert desk.project.scenario == preset
    desk.commands.add_preset("s1_terms")
    assert desk.names()[-2:] == [preset.name, f"{preset.name} 2"]
    # Reset to the preset knows where both came from.
    assert {entry.scenario.preset for entry in desk.project.entries[-2:]} == {"s1_terms"}


@pytest.mark.parametrize(
    ("deleted", "left", "current"),
    [(A, ["B", "C"], "B"), (B, ["A", "C"], "A"), (C, ["A", "B"], "A")],
)
def test_deleting_leaves_a_neighbour_current(
    desk: Desk, deleted: int, left: list[str], current: str
) -> None:
    assert desk.commands.delete(deleted) == ""
    assert (desk.names(), desk.current()) == (left, current)


def test_deleting_the_last_in_the_row_makes_its_left_neighbour_current(desk: Desk) -> None:
    desk.commands.select(C)
    desk.commands.delete(C)
    assert desk.current() == "B"


def test_the_last_scenario_stays() -> None:
    desk = Desk(single(scenario("Only")))
    fault = desk.commands.delete(1)
    assert "at least one" in fault
    assert desk.names() == ["Only"]
    assert desk.session.undo_label == ""


def test_a_full_project_says_so() -> None:
    desk = Desk(project_of(scenario(f"Case {number}") for number in range(MAX_SCENARIOS)))
    before = desk.project
    for add in (
        desk.commands.new,
        lambda: desk.commands.duplicate(1),
        lambda: desk.commands.add_preset("s1_terms"),
    ):
        assert str(MAX_SCENARIOS) in add()
    assert desk.project is before
    assert desk.session.undo_label == ""
    desk.commands.delete(1)
    assert desk.commands.new() == ""


# Names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "empty"),
        ("  \t ", "empty"),
        ("B", "Another scenario is named B"),
        (" B  ", "Another scenario is named B"),
        ("x" * 201, "200 characters"),
        ("a\x00b", "control character"),
        ("two\nlines", "control character"),
        ("half \ud800", "control character"),
    ],
)
def test_a_name_that_can_t_be_is_refused_in_words(desk: Desk, name: str, says: str) -> None:
    before = desk.project
    fault = desk.commands.rename(A, name)
    assert says in fault
    assert "\n" not in fault
    assert fault[0].isupper()
    assert desk.project is before
    assert desk.session.undo_label == ""


@pytest.mark.parametrize(
    "name",
    ["x" * 200, "b", "Größer", "=1+1", "50 % longer", "#1", "日本", "🚀 fast", "a/b\\c", "[*]"],
)
def test_any_other_name_goes(desk: Desk, name: str) -> None:
    assert desk.commands.rename(A, name) == ""
    assert desk.names() == [name, "B", "C"]


def test_room_around_a_name_is_left_off(desk: Desk) -> None:
    desk.commands.rename(A, "  Longer term ")
    assert desk.names()[0] == "Longer term"


def test_a_copy_of_the_longest_name_has_a_name_that_can_be() -> None:
    desk = Desk(single(scenario("x" * 200)))
    desk.commands.duplicate(1)
    first, second = desk.names()
    assert len(second) <= 200
    assert first != second


def test_a_name_that_was_given_up_is_free(desk: Desk) -> None:
    desk.commands.rename(A, "Other")
    assert desk.commands.rename(B, "A") == ""
    assert desk.names() == ["Other", "A", "C"]


# Place and colour --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "place", "order"),
    [(C, 0, "CAB"), (A, 2, "BCA"), (A, 1, "BAC"), (A, 99, "BCA"), (B, -5, "BAC")],
)
def test_moving(desk: Desk, number: int, place: int, order: str) -> None:
    desk.commands.move(number, place)
    assert desk.names() == list(order)
    assert desk.current() == "A"


def test_a_colour(desk: Desk) -> None:
    desk.commands.colour(B, 6)
    assert [entry.colour for entry in desk.project.entries] == [0, 6, 2]


# Baseline ----------------------------------------------------------------------------------


def test_pinning_and_unpinning(desk: Desk) -> None:
    desk.session.edit({"term_months": 48}, "A")
    desk.commands.pin(C)
    assert desk.session.document.baseline.name == "C"
    assert reference_name(desk.project) == "C"
    desk.commands.unpin()
    assert desk.project.reference == Reference("preset")
    assert desk.session.document.baseline == preset_scenario("as_reported")
    assert reference_name(desk.project) == f"preset {preset_scenario('as_reported').name}"


def test_a_pinned_scenario_keeps_its_pin_when_it_is_renamed_or_moved(desk: Desk) -> None:
    desk.commands.pin(C)
    desk.commands.rename(C, "Base")
    desk.commands.move(C, 0)
    assert reference_name(desk.project) == "Base"
    desk.commands.duplicate(C)
    assert reference_name(desk.project) == "Base"


def test_deleting_the_pinned_one_leaves_the_preset_and_undo_the_pin(desk: Desk) -> None:
    desk.commands.pin(C)
    desk.commands.delete(C)
    assert desk.project.reference == Reference("preset")
    desk.session.undo()
    assert desk.project.reference == Reference("scenario", C)
    assert desk.session.document.baseline.name == "C"


def test_the_saved_state_has_a_name() -> None:
    desk = Desk(three(), Path("plan.tenor"))
    desk.commands.compare_with(Reference("saved"))
    assert reference_name(desk.project) == "saved state"


# The reading -------------------------------------------------------------------------------


def test_the_current_scenario_becomes_a_preset(desk: Desk) -> None:
    preset = preset_scenario("s1_terms")
    desk.session.edit({"term_months": 90}, "term")
    desk.commands.become_preset("s1_terms")
    assert desk.names() == [preset.name, "B", "C"]
    assert desk.project.scenario == preset
    assert desk.project.entry.id == A


def test_a_preset_s_name_that_is_taken_gets_a_number(desk: Desk) -> None:
    preset = preset_scenario("s1_terms")
    desk.commands.rename(B, preset.name)
    desk.commands.become_preset("s1_terms")
    assert desk.names() == [f"{preset.name} 2", preset.name, "C"]
