"""Putting inputs back: one, a group, all; to the baseline, the preset, the saved file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu

from app.resets import TARGETS, Resets
from app.session import Session
from app.theme import tokens
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.project import Project, Reference, project_of
from engine.scenario import scenario
from widgets.controls.panel import ControlPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened

# What each target holds of three inputs. The preset is the reported case, with its defaults.
PRESET = {"term_months": 36.0, "lockin_months": 12.0, "notice_months": 6.0}
SAVED = {"term_months": 48.0, "lockin_months": 3.0, "notice_months": 4.0}
BASE = {"term_months": 60.0, "lockin_months": 24.0, "notice_months": 9.0}
NOW = {"term_months": 72.0, "lockin_months": 5.0, "notice_months": 9.0}
HELD = {"preset": PRESET, "saved": SAVED, "baseline": BASE}
EXIT_TERMS = {"lockin_months", "notice_months"}


def _project() -> Project:
    """The case that is edited, and the pinned one."""
    return project_of([scenario("Mine", SAVED), scenario("Base", BASE)])


@pytest.fixture
def session() -> Session:
    made = Session(_project(), Path("plan.tenor"))
    made.change(_pinned(made.project), "pin")
    made.edit(NOW, "three")
    return made


def _pinned(project: Project) -> Project:
    return replace(project, reference=Reference("scenario", 2))


@pytest.fixture
def resets(qtbot: QtBot, session: Session) -> Resets:
    panel = ControlPanel(tokens("light"))
    qtbot.addWidget(panel)
    return Resets(panel, session)


def _held(session: Session) -> dict[str, float]:
    return {key: session.document.scenario.values[key] for key in PRESET}


def test_the_preset_that_the_cases_stand_on_has_these_values() -> None:
    values = preset_scenario("as_reported").values
    assert {key: values[key] for key in PRESET} == PRESET


def test_the_groups_are_as_the_tests_take_them() -> None:
    inputs = catalogue().inputs
    assert {key for key in PRESET if inputs[key].group == "Exit terms"} == EXIT_TERMS


@pytest.mark.parametrize("target", TARGETS)
def test_one(resets: Resets, session: Session, target: str) -> None:
    resets.reset(["term_months"], target)
    assert _held(session) == {**NOW, "term_months": HELD[target]["term_months"]}


@pytest.mark.parametrize("target", TARGETS)
def test_a_group(resets: Resets, session: Session, target: str) -> None:
    group = [key for key, item in catalogue().inputs.items() if item.group == "Exit terms"]
    resets.reset(group, target)
    assert _held(session) == {**HELD[target], "term_months": NOW["term_months"]}


@pytest.mark.parametrize("target", TARGETS)
def test_all(resets: Resets, session: Session, target: str) -> None:
    session.edit({"monthly_spend": 1.0, "decision_month": 7.0}, "more")
    resets.reset_all(target)
    expected = {**preset_scenario("as_reported").values, **HELD[target]}
    assert dict(session.document.scenario.values) == expected


@pytest.mark.parametrize("target", TARGETS)
def test_it_is_one_step_which_undo_takes_back(
    resets: Resets, session: Session, target: str
) -> None:
    before = session.project
    resets.reset_all(target)
    assert session.project != before
    assert "reset of" in session.undo_label
    assert {"baseline": "baseline", "preset": "preset", "saved": "saved file"}[
        target
    ] in session.undo_label
    session.undo()
    assert session.project == before
    assert session.undo_label == "three"


def test_the_step_names_one_input_and_counts_several(resets: Resets, session: Session) -> None:
    resets.reset(["term_months"], "preset")
    assert session.undo_label == "reset of Term length to the preset"
    session.undo()
    resets.reset_all("baseline")
    assert session.undo_label == "reset of 2 inputs to the baseline"  # the notice is as it is there


def test_only_the_current_scenario_is_reset(resets: Resets, session: Session) -> None:
    resets.reset_all("preset")
    assert session.project.by_id(2).scenario == scenario("Base", BASE)
    assert session.project.scenario.name == "Mine"


def test_what_is_as_it_should_be_is_no_step(resets: Resets, session: Session) -> None:
    resets.reset(["notice_months"], "baseline")
    assert session.undo_label == "three"


def test_a_scenario_that_was_never_saved_has_nothing_to_go_back_to(
    resets: Resets, session: Session
) -> None:
    session.change(session.project.added(scenario("New", NOW)), "new")
    assert resets.target("saved") is None
    resets.reset_all("saved")
    assert _held(session) == NOW
    assert session.undo_label == "new"


def test_the_preset_is_the_one_that_the_scenario_began_as(resets: Resets, session: Session) -> None:
    session.change(session.project.added(preset_scenario("s1_terms")), "preset")
    session.edit({"term_months": 90.0}, "term")
    resets.reset_all("preset")
    assert session.document.scenario == preset_scenario("s1_terms")


# Menus -------------------------------------------------------------------------------------


def _lines(menu: QMenu) -> list[tuple[str, bool]]:
    return [(action.text(), action.isEnabled()) for action in menu.actions()]


def test_the_menu_of_one_says_what_each_target_holds(resets: Resets) -> None:
    assert _lines(resets.menu(["notice_months"])) == [
        ("Reset to the baseline: 9 months", False),
        ("Reset to the preset: 6 months", True),
        ("Reset to the saved file: 4 months", True),
    ]


def test_the_menu_of_several_counts_what_would_change(resets: Resets) -> None:
    assert _lines(resets.menu(["lockin_months", "notice_months"])) == [
        ("Reset to the baseline: 1 input", True),
        ("Reset to the preset: 2 inputs", True),
        ("Reset to the saved file: 2 inputs", True),
    ]


def test_the_menu_says_what_was_never_saved(resets: Resets, session: Session) -> None:
    session.change(session.project.added(scenario("New", NOW)), "new")
    assert _lines(resets.menu(["term_months"]))[2] == (
        "Reset to the saved file: not saved yet",
        False,
    )


@pytest.mark.parametrize(("place", "term"), [(0, 60.0), (1, 36.0), (2, 48.0)])
def test_a_line_of_the_menu_does_what_it_says(
    resets: Resets, session: Session, place: int, term: float
) -> None:
    resets.menu(["term_months"]).actions()[place].trigger()
    assert session.document.scenario.values["term_months"] == term


# In the window -----------------------------------------------------------------------------


@pytest.fixture
def popped(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QMenu]]:
    """The menus that were opened, without opening them."""
    menus: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: menus.append(menu))
    yield menus
    for menu in menus:
        menu.deleteLater()


def test_a_right_click_on_a_control_offers_all_three(opened: Opened, popped: list[QMenu]) -> None:
    panel = opened.window.panel
    opened.controller.edit("term_months", 48)
    panel.menu_requested.emit("term_months", panel.rect().center())
    (menu,) = popped
    resets, (explain, drawn) = _lines(menu)[:3], menu.actions()[-2:]
    assert [enabled for _, enabled in resets] == [True, True, False]
    menu.actions()[1].trigger()
    assert opened.value("term_months") == 36
    explain.trigger()
    opened.controller.settle()
    shown = opened.controller.screen.explain
    assert shown is not None
    assert shown.title == "Term length"
    asked: list[str] = []
    panel.distribution_requested.disconnect()
    panel.distribution_requested.connect(asked.append)
    drawn.trigger()
    assert asked == ["term_months"]


def test_a_right_click_on_a_group_offers_all_three(opened: Opened, popped: list[QMenu]) -> None:
    panel = opened.window.panel
    for key, value in (("term_months", 48), ("lockin_months", 3), ("notice_months", 3)):
        opened.controller.edit(key, value)
    panel.group_menu_requested.emit("Exit terms", panel.rect().center())
    (menu,) = popped
    assert _lines(menu)[0] == ("Reset to the baseline: 2 inputs", True)
    menu.actions()[0].trigger()
    assert opened.controller.session.document.changed_keys() == ["term_months"]


@pytest.mark.parametrize(
    ("action", "term"), [("reset_all", 60), ("reset_all_preset", 36), ("reset_all_saved", 48)]
)
def test_the_edit_menu(opened: Opened, action: str, term: float) -> None:
    session = opened.controller.session
    session.open(_pinned(_project()), Path("plan.tenor"))
    session.edit(NOW, "three")
    opened.controller.action(action).trigger()
    assert session.document.scenario.values["term_months"] == term
    opened.controller.settle()
    opened.controller.action("undo").trigger()
    assert session.document.scenario.values["term_months"] == 72
