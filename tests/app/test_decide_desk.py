"""The Decide page in the window: its goal, its views, and what is asked of the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.decide.frame import goal_of
from app.presenter import DECIDE_PAGE, OVERVIEW_PAGE
from engine.analysis.exit_plan.prices import tried
from engine.analysis.goal import DEFAULT_GOAL, Goal
from widgets.decide.exit_view import ExitView
from widgets.decide.map_states import TradeoffState
from widgets.decide.map_view import MapView
from widgets.decide.states import EXIT, GOAL, MAP, OTHERS

if TYPE_CHECKING:
    from app.decide.desk import DecideDesk
    from tests.app.conftest import Opened
    from widgets.decide.page import DecidePage
    from widgets.decide.states import DecideState


@pytest.fixture
def page(opened: Opened) -> DecidePage:
    opened.controller.show_page(DECIDE_PAGE)
    opened.controller.settle()
    made = opened.window.decide
    assert made is not None
    return made


def desk(opened: Opened) -> DecideDesk:
    return opened.controller.pages.decide


def shown(opened: Opened) -> DecideState:
    opened.controller.recompute.flush()
    found = opened.controller.screen.decide
    assert found is not None
    return found


def see(opened: Opened, view: int) -> None:
    desk(opened).show_view(view)
    opened.controller.settle()


def test_it_begins_with_a_goal_that_is_no_change_of_the_project(
    opened: Opened, page: DecidePage
) -> None:
    assert opened.controller.session.project.goal is None
    assert goal_of(opened.controller.session.project) == DEFAULT_GOAL
    assert shown(opened).bar.verdict.startswith("Holds today")
    assert not opened.controller.session.unsaved


def test_a_goal_is_one_step_of_undo_each(opened: Opened, page: DecidePage) -> None:
    session = opened.controller.session
    page.goal_bar.figure_chosen.emit("exit_cost")
    assert session.project.goal is not None
    assert session.project.goal.figure == "exit_cost"
    page.goal_bar.value_entered.emit("10B")
    page.goal_bar.month_entered.emit("12")
    assert session.project.goal == Goal("exit_cost", "<=", 10_000.0, 12)
    assert shown(opened).bar.verdict.startswith("Fails today")
    page.goal_bar.relation_chosen.emit(">=")
    assert shown(opened).bar.verdict.startswith("Holds today")
    for _ in range(4):
        session.undo()
    assert session.project.goal is None


@pytest.mark.parametrize("typed", ["", "ten", "Q9 2026", "1e400"])
def test_a_goal_that_can_not_be_read_is_refused_in_place(
    typed: str, opened: Opened, page: DecidePage
) -> None:
    page.goal_bar.value_entered.emit(typed)
    assert opened.controller.session.project.goal is None
    assert shown(opened).bar.fault
    page.goal_bar.value_entered.emit("Q4 2026")
    assert not shown(opened).bar.fault
    assert goal_of(opened.controller.session.project).threshold == 3


def test_every_view_comes_to_its_answers_and_stands_still(opened: Opened, page: DecidePage) -> None:
    for view in (GOAL, MAP, EXIT, OTHERS):
        see(opened, view)
        assert shown(opened).view == view
        assert not shown(opened).busy
        assert not any(slot.busy for slot in desk(opened).desk(view).slots)
        assert all(slot.answer is not None for slot in desk(opened).desk(view).slots)
        before = shown(opened).part
        opened.controller.recompute.run_now()
        assert shown(opened).part is before


def test_the_goal_bar_is_there_where_the_goal_is_asked(opened: Opened, page: DecidePage) -> None:
    for view, seen in ((GOAL, True), (MAP, True), (EXIT, False), (OTHERS, False)):
        see(opened, view)
        assert page.goal_bar.isVisibleTo(page) == seen


def test_dragging_the_point_moves_both_inputs_as_one_step(opened: Opened, page: DecidePage) -> None:
    see(opened, MAP)
    view = page.view(MAP)
    assert isinstance(view, MapView)
    view.gesture_started.emit()
    view.point_moved.emit(48.0, 1000.0)
    view.point_moved.emit(60.0, 900.0)
    view.gesture_finished.emit()
    assert opened.value("term_months") == 60
    assert opened.value("monthly_spend") == 900
    opened.controller.session.undo()
    assert opened.value("term_months") == 36
    assert opened.value("monthly_spend") == 1250


def test_moving_the_point_asks_for_no_other_map(opened: Opened, page: DecidePage) -> None:
    see(opened, MAP)
    maps, _sweep = desk(opened).desk(MAP).slots
    before = maps.answer
    opened.controller.edit("term_months", 60.0)
    opened.controller.settle()
    assert maps.answer is before
    opened.controller.edit("revenue_growth", 0.05)
    opened.controller.settle()
    assert maps.answer is not before


def test_in_the_hand_the_axes_stand_still_to_their_ends(opened: Opened, page: DecidePage) -> None:
    opened.controller.edit("monthly_spend", 14.88)
    see(opened, MAP)
    maps, _sweep = desk(opened).desk(MAP).slots
    view = page.view(MAP)
    assert isinstance(view, MapView)

    def spends() -> tuple[float, float]:
        opened.controller.settle()
        assert maps.answer is not None
        return maps.answer.values.y[0], maps.answer.values.y[-1]

    view.gesture_started.emit()
    for spend in (2.5, 14.0, 25.0):
        view.point_moved.emit(36.0, spend)
        assert spends() == (2.5, 25.0)
    view.gesture_finished.emit()
    assert spends() == (25.0, 250.0)


def test_a_clause_is_tried_as_one_step(opened: Opened, page: DecidePage) -> None:
    see(opened, EXIT)
    view = page.view(EXIT)
    assert isinstance(view, ExitView)
    session = opened.controller.session
    expected = tried(session.document.scenario, "no_fee")
    assert expected
    view.clause_tried.emit("no_fee")
    assert {key: opened.value(key) for key in expected} == expected
    session.undo()
    assert opened.value("termination_fee_pct") == 0.5


def test_what_is_stopped_is_said_and_asked_anew_after_a_change(
    opened: Opened, page: DecidePage
) -> None:
    opened.controller.edit("revenue_growth", 0.05)
    slots = desk(opened).desk(GOAL).slots
    page.cancel_requested.emit()
    opened.controller.settle()
    if any(slot.stopped for slot in slots):  # unless it was ready before
        assert shown(opened).status.startswith("stopped")
    opened.controller.edit("revenue_growth", 0.06)
    opened.controller.settle()
    assert all(slot.fresh and not slot.stopped for slot in slots)
    assert shown(opened).status == ""


def test_leaving_the_page_and_closing_the_window_leave_nothing_running(
    opened: Opened, page: DecidePage
) -> None:
    worker = opened.controller.pages.tools.worker
    opened.controller.edit("revenue_growth", 0.05)
    opened.controller.show_page(OVERVIEW_PAGE)
    opened.controller.edit("revenue_growth", 0.06)
    opened.window.close()
    assert not any(worker.busy(channel) for channel in ("seek", "truth", "solved", "map"))


@pytest.mark.parametrize(("view", "waits"), [(GOAL, (1, 2)), (MAP, (1,)), (EXIT, (0, 2))])
def test_an_answer_that_waits_for_the_hand_is_not_shown_as_current(
    opened: Opened, page: DecidePage, view: int, waits: tuple[int, ...]
) -> None:
    see(opened, view)
    opened.controller.settle()
    slots = [desk(opened).desk(view).slots[place] for place in waits]
    session = opened.controller.session
    assert all(slot.fresh for slot in slots)
    session.begin_gesture()
    opened.controller.edit("monthly_spend", 1725.0)
    shown(opened)
    assert not any(slot.fresh for slot in slots)
    opened.controller.edit("monthly_spend", 1250.0)  # the hand goes back to where it began
    shown(opened)
    assert all(slot.fresh for slot in slots)
    opened.controller.edit("monthly_spend", 1725.0)
    session.end_gesture()
    opened.controller.settle()
    assert all(slot.fresh for slot in slots)


def test_the_sweep_says_that_it_waits_while_the_map_is_current(
    opened: Opened, page: DecidePage
) -> None:
    see(opened, MAP)
    opened.controller.settle()
    with opened.controller.session.gesture():
        opened.controller.edit("term_months", 60.0)  # swept: the same for every term
        part = shown(opened).part
        assert isinstance(part, TradeoffState)
        assert part.fresh
        assert part.sweep_fresh
        opened.controller.edit("monthly_spend", 1725.0)
        part = shown(opened).part
        assert isinstance(part, TradeoffState)
        assert part.fresh
        assert not part.sweep_fresh


def test_a_refusal_gives_way_to_the_verdict_when_anything_changes(
    opened: Opened, page: DecidePage
) -> None:
    page.goal_bar.value_entered.emit("banana")
    assert "banana" in shown(opened).bar.fault
    opened.controller.edit("monthly_spend", 1725.0)
    assert shown(opened).bar.fault == ""
    assert shown(opened).bar.verdict.startswith("Fails today")
