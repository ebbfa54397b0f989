"""Goal seek and what must be true on the Decide page, as the issue states them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.analysis.goal import Goal
from engine.files.project.file import read_project, write_project
from tests.app.command_calls import answer
from tests.app.decide_page import (
    click,
    look,
    page,
    part,
    plain_figure,
    screen,
    set_inputs,
    settle,
    type_into,
    view,
)
from tests.app.test_issue_seeks import SIMPLE
from tests.oracle.inputs import ranges, whole_numbers
from widgets.decide.states import GOAL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.app.conftest import Opened
    from widgets.decide.goal_states import SeekState, TruthState

    Capture = pytest.CaptureFixture[str]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def seek(opened: Opened) -> SeekState:
    found: SeekState = part(opened).seek
    assert found.fresh
    return found


def truth(opened: Opened) -> TruthState:
    found: TruthState = part(opened).truth
    assert found.fresh
    return found


def ask(opened: Opened, figure: str, relation: str, value: str, month: str = "") -> None:
    """A goal through the bar, as a user sets it."""
    bar = page(opened).goal_bar
    bar.figure_chosen.emit(figure)
    settle(opened)
    bar.sides.buttons[("<=", ">=").index(relation)].click()
    settle(opened)
    if month:
        type_into(bar.month, month)
        settle(opened)
    type_into(bar.value, value)
    settle(opened)


def goal(opened: Opened) -> Goal | None:
    return opened.controller.session.project.goal


# The goal bar -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "relation", "value", "month", "wanted"),
    [
        ("exit_cost", "<=", "10B", "12", Goal("exit_cost", "<=", 10000.0, 12)),
        ("exit_cost", ">=", "$850m", "", Goal("exit_cost", ">=", 850.0, 0)),
        ("first_profit_quarter", "<=", "Q4 2026", "", Goal("first_profit_quarter", "<=", 3.0)),
        ("first_profit_quarter", "<=", "3", "", Goal("first_profit_quarter", "<=", 3.0)),
        ("first_year_gross_margin", ">=", "55%", "", Goal("first_year_gross_margin", ">=", 0.55)),
        (
            "effective_lock_in_months",
            "<=",
            "1y",
            "6",
            Goal("effective_lock_in_months", "<=", 12, 6),
        ),
    ],
)
def test_goals_are_typed_as_people_type(
    opened: Opened, figure: str, relation: str, value: str, month: str, wanted: Goal
) -> None:
    look(opened, GOAL)
    ask(opened, figure, relation, value, month)
    found = goal(opened)
    assert found is not None
    assert found._replace(threshold=0) == wanted._replace(threshold=0)
    assert found.threshold == pytest.approx(wanted.threshold, rel=1e-12)
    assert screen(opened).bar.fault == ""


def test_the_verdict_is_the_oracles(opened: Opened) -> None:
    look(opened, GOAL)
    set_inputs(opened, **SIMPLE)
    for value, holds in (("19B", True), ("18.9B", False)):
        ask(opened, "exit_cost", "<=", value, "12")
        assert plain_figure(opened, "exit_cost", decision_month=12.0) == 19000
        assert (screen(opened).bar.tone == "bad") != holds, screen(opened).bar


@pytest.mark.parametrize("text", ["much", "-", "Q5 2026", "10 %%", "1e999", "nan"])
def test_a_goal_that_cannot_be_is_refused_in_place(opened: Opened, text: str) -> None:
    look(opened, GOAL)
    ask(opened, "exit_cost", "<=", "10B")
    before = opened.controller.session.project
    type_into(page(opened).goal_bar.value, text)
    settle(opened)
    fault = screen(opened).bar.fault
    assert fault
    assert "\n" not in fault
    assert text in fault
    assert page(opened).goal_bar.verdict.text() == fault
    assert opened.controller.session.project == before
    type_into(page(opened).goal_bar.value, "11B")
    settle(opened)
    assert screen(opened).bar.fault == ""
    assert goal(opened) == Goal("exit_cost", "<=", 11000.0)


def test_a_goal_is_a_step_and_is_kept_in_the_file(opened: Opened, tmp_path: Path) -> None:
    look(opened, GOAL)
    ask(opened, "exit_cost", "<=", "10B", "12")
    path = tmp_path / "plan.tenor"
    write_project(path, opened.controller.session.project)
    assert read_project(path).goal == Goal("exit_cost", "<=", 10000.0, 12)
    while opened.controller.session.undo_label:
        opened.controller.session.undo()
    settle(opened)
    assert goal(opened) is None
    opened.controller.session.redo()
    assert goal(opened) is not None


# Goal seek ----------------------------------------------------------------------------------


def test_the_hand_worked_answer_and_a_click_on_it(opened: Opened) -> None:
    """Exit cost 10B at month 12: a monthly spend of 650 (see test_issue_seeks)."""
    look(opened, GOAL)
    set_inputs(opened, **SIMPLE)
    ask(opened, "exit_cost", "<=", "10B", "12")
    view(opened, GOAL).input_chosen.emit("monthly_spend")
    settle(opened)
    found = seek(opened)
    assert found.curve is not None
    (mark,) = found.curve.answers
    assert mark.value == pytest.approx(650, rel=1e-9)
    assert mark.nearest
    assert found.curve.holding == ((0.0, mark.value),)
    assert "$650m" in found.answer
    assert found.curve.today == 1250
    assert found.curve.today_y == 19000
    before = opened.controller.session.project
    curve = view(opened, GOAL).seek.curve
    opened.window.grab()
    plot = curve.plot()
    assert plot is not None
    click(curve, plot.point(mark.value, mark.y).toPoint())
    settle(opened)
    assert opened.value("monthly_spend") == mark.value
    assert screen(opened).bar.tone != "bad"
    opened.controller.session.undo()
    assert opened.controller.session.project.same_content(before)


def test_all_crossings_are_marked_and_taken_by_keyboard(opened: Opened, capsys: Capture) -> None:
    look(opened, GOAL)
    ask(opened, "supplier_hhi", ">=", "2700")
    view(opened, GOAL).input_chosen.emit("monthly_spend")
    settle(opened)
    state = seek(opened).curve
    assert state is not None
    asked = ("seek", "as_reported", "--input", "monthly_spend", "--goal", "supplier_hhi >= 2700")
    found = answer(capsys, *asked)
    assert [mark.value for mark in state.answers] == [
        crossing["value"] for crossing in found["crossings"]
    ]
    assert [list(stretch) for stretch in state.holding] == found["stretches"]
    assert [mark.nearest for mark in state.answers] == [False, True]
    for place in range(0, len(state.x), 40):
        y = plain_figure(opened, "supplier_hhi", monthly_spend=float(state.x[place]))
        assert float(state.y[place]) == pytest.approx(y, rel=1e-9)
    curve = view(opened, GOAL).seek.curve
    curve.setFocus()
    QTest.keyClick(curve, Qt.Key.Key_Right)
    QTest.keyClick(curve, Qt.Key.Key_Return)
    settle(opened)
    assert opened.value("monthly_spend") == state.answers[0].value


@pytest.mark.parametrize(
    ("relation", "value", "says"), [("<=", "900B", "always"), (">=", "900B", "never in range")]
)
def test_always_and_never(opened: Opened, relation: str, value: str, says: str) -> None:
    look(opened, GOAL)
    ask(opened, "exit_cost", relation, value)
    view(opened, GOAL).input_chosen.emit("monthly_spend")
    settle(opened)
    assert seek(opened).answer.lower() == says
    curve = seek(opened).curve
    assert curve is not None
    assert curve.answers == ()


def test_a_probability_is_sought(opened: Opened, capsys: Capture, tmp_path: Path) -> None:
    look(opened, GOAL)
    ask(opened, "first_profit_quarter", "<=", "3")
    goal_view = view(opened, GOAL)
    goal_view.input_chosen.emit("revenue_growth")
    goal_view.certainty_chosen.emit(False)
    goal_view.level_entered.emit("70%")
    settle(opened)
    state = seek(opened)
    assert not state.sure
    assert state.curve is not None
    path = tmp_path / "plan.tenor"
    write_project(path, opened.controller.session.project)
    asked = ("seek", path, "--input", "revenue_growth", "--goal", "first_profit_quarter <= 3")
    found = answer(capsys, *asked, "--probability", "0.7")
    marks = [mark.value for mark in state.curve.answers]
    assert marks == [crossing["value"] for crossing in found["crossings"]]
    assert np.array_equal(state.curve.x, found["curve"]["x"])
    goal_view.level_entered.emit("often")
    settle(opened)
    assert part(opened).seek.fault


# What must be true --------------------------------------------------------------------------

GOALS = (
    ("first_profit_quarter", "<=", "2", 2.0),
    ("npv_cash_flow", ">=", "30B", 30000.0),
    ("exit_cost", "<=", "10B", 10000.0),
)


@pytest.mark.parametrize(("figure", "relation", "text", "threshold"), GOALS)
def test_what_must_be_true_flips_at_its_thresholds(
    opened: Opened, figure: str, relation: str, text: str, threshold: float
) -> None:
    """What a row's button would set flips the answer; half way there it still stands."""
    look(opened, GOAL)
    ask(opened, figure, relation, text)

    def holds(**changes: float) -> bool:
        found = plain_figure(opened, figure, **changes)
        found = math.inf if found is None else found
        return found <= threshold if relation == "<=" else found >= threshold

    today = holds()
    state = truth(opened)
    assert len(state.drivers) >= 5
    flipping = [driver for driver in state.drivers if driver.value is not None]
    assert flipping
    for driver in state.drivers:
        now = opened.value(driver.key)
        if driver.value is None:
            low, high = ranges()[driver.key]
            assert holds(**{driver.key: low}) == today == holds(**{driver.key: high}), driver
            continue
        # The oracle rounds otherwise: it flips within a billionth of the way there.
        beyond = 0.0 if driver.key in whole_numbers() else 1e-9 * (driver.value - now)
        assert holds(**{driver.key: driver.value + beyond}) != today, driver
        middle = (now + driver.value) / 2
        if driver.key in whole_numbers():
            middle = float(
                math.floor(
                    min(middle, driver.value - 1) if driver.value > now else math.ceil(middle)
                )
            )
        if driver.key != "outage_start_month":
            assert holds(**{driver.key: middle}) == today, driver
    joint = state.joint_values()
    if not joint:  # one input alone is nearer than several together
        return
    assert holds(**joint) != today
    before = opened.controller.session.project
    view(opened, GOAL).truth.rows.joint_taken.emit()
    settle(opened)
    assert {key: opened.value(key) for key in joint} == joint
    opened.controller.session.undo()
    assert opened.controller.session.project.same_content(before)


def test_the_paragraph_is_plain_and_its_numbers_lead_on(opened: Opened) -> None:
    look(opened, GOAL)
    state = truth(opened)
    text = "".join(piece.text for piece in state.pieces)
    assert text.count("\n") == 0
    targets = {piece.target for piece in state.pieces if piece.target}
    assert "figure:first_profit_quarter" in targets
    for piece in state.pieces:
        if not piece.target:
            bare = piece.text.replace("(", " ").replace(")", " ").split()
            assert not any(word.startswith("$") for word in bare), piece
    view(opened, GOAL).truth.target_chosen.emit("figure:first_profit_quarter")
    settle(opened)
    explained = opened.controller.screen.explain
    assert explained is not None
    assert explained.target.split("|")[1] == "first_profit_quarter"
    view(opened, GOAL).truth.target_chosen.emit("input:revenue_growth")
    settle(opened)
    assert seek(opened).input == "revenue_growth"
