"""The goal bar and the Goal view's states, from the engine's answers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.decide.goal_states import SeekAsked, bar_state, first_goal, seek_state, truth_state
from engine.analysis.goal import Goal, goal_figures
from engine.analysis.goal_seek.probability import seek_probability
from engine.analysis.goal_seek.seek import seek
from engine.analysis.goal_seek.solved import solved
from engine.analysis.goal_text import goal_value
from engine.analysis.what_must_be_true.what import what_must_be_true
from engine.model.catalogue import catalogue
from engine.scenario import scenario
from engine.uncertainty.defaults import shipped

CASE = scenario("As reported")
COST = Goal("exit_cost", "<=", 10_000.0, 12)
QUARTER = Goal("first_profit_quarter", "<=", 2.0)


def test_the_bar_says_whether_it_holds() -> None:
    state = bar_state(CASE, QUARTER)
    assert (state.verdict, state.tone) == ("Holds today: Q3 2026", "good")
    assert state.relations == ("By", "Not before")
    assert not state.month_matters
    state = bar_state(CASE, COST)
    assert (state.verdict, state.tone) == ("Fails today: $15.6B", "bad")
    assert (state.value, state.month, state.month_matters) == ("$10B", "12", True)
    assert state.relations == ("At most", "At least")
    assert bar_state(CASE, COST, "no").fault == "no"


@pytest.mark.parametrize("figure", goal_figures(), ids=lambda figure: figure.key)
def test_what_the_bar_shows_can_be_typed(figure: object) -> None:
    """A first goal on every figure: its value reads back as itself."""
    key: str = figure.key  # type: ignore[attr-defined]
    goal = first_goal(CASE, key)
    state = bar_state(CASE, goal)
    assert goal_value(key, state.value, CASE) == pytest.approx(goal.threshold)
    assert state.verdict.startswith(("Holds today: ", "Fails today: "))
    assert goal.figure in {choice.key for choice in state.figures}


def test_a_first_goal_is_on_the_better_side_of_today() -> None:
    assert first_goal(CASE, "exit_cost", 12) == Goal("exit_cost", "<=", 16_000.0, 12)
    assert first_goal(CASE, "closing_cash").relation == ">="
    assert first_goal(CASE, "first_profit_quarter").threshold == 2.0


def test_the_curve_and_its_answers() -> None:
    found = seek(CASE, "term_months", COST)
    state = seek_state(CASE, SeekAsked("term_months"), found, solved(CASE))
    assert state.answer == "23 months or fewer"
    assert state.detail == "Exit cost at most $10B, read in month 12"
    curve = state.curve
    assert curve is not None
    assert (curve.x_axis.minimum, curve.x_axis.maximum) == (1, 96)
    assert curve.y_axis.minimum <= 10_000 <= curve.y_axis.maximum
    assert [(each.value, each.label, each.nearest) for each in curve.answers] == [
        (23.0, "23 months", True)
    ]
    assert curve.answers[0].y == found.y[22]
    assert curve.holding == ((1.0, 23.0),)
    assert curve.single
    assert len(curve.readouts) == len(curve.x)
    assert curve.readouts[22].startswith("23 months: $")
    assert curve.today_text == "today 36 months"
    assert state.questions[0].label == "Break-even growth"
    assert state.questions[2].answer == "17 months"


def test_every_input_and_figure_has_a_curve() -> None:
    for key in catalogue().inputs:
        found = seek(CASE, key, QUARTER)
        state = seek_state(CASE, SeekAsked(key), found)
        assert state.curve is not None
        axis = state.curve.x_axis
        assert axis.minimum < axis.maximum
        assert axis.ticks
        assert state.answer
    for figure in goal_figures():
        goal = first_goal(CASE, figure.key)
        state = seek_state(CASE, SeekAsked("term_months"), seek(CASE, "term_months", goal))
        assert state.curve is not None
        assert state.curve.y_axis.minimum < state.curve.y_axis.maximum


def test_a_single_value_is_one_answer() -> None:
    """Where only one whole number will do, there are two crossings and one label."""
    goal = Goal("best_exit_month", "<=", 28.0)
    state = seek_state(CASE, SeekAsked("term_months"), seek(CASE, "term_months", goal))
    assert state.curve is not None
    values = [each.value for each in state.curve.answers]
    assert len(values) == len(set(values))


def test_a_date_that_never_comes_has_no_height() -> None:
    found = seek(CASE, "incumbent_gpus", Goal("cash_out_month", ">=", 36.0))
    state = seek_state(CASE, SeekAsked("incumbent_gpus"), found)
    assert state.curve is not None
    assert np.isnan(state.curve.y).any()
    assert math.isnan(state.curve.today_y)
    assert state.curve.gap_text == "never"
    assert any(text.endswith(": never") for text in state.curve.readouts)


def test_under_uncertainty() -> None:
    asked = SeekAsked("monthly_spend", sure=False, level=0.8)
    found = seek_probability(CASE, "monthly_spend", COST, 0.8, shipped(), draws=50)
    state = seek_state(CASE, asked, found)
    assert state.level == "80%"
    assert not state.sure
    assert "with 80% probability · 50 draws, ± 11.1 points" in state.detail
    assert state.curve is not None
    assert state.curve.goal == 0.8
    assert state.curve.goal_text == "80% probability"
    assert state.curve.y_axis.ticks[-1].text == "100%"


def test_before_the_first_answer_and_after_another_input_was_chosen() -> None:
    state = seek_state(CASE, SeekAsked("term_months"), None)
    assert state.curve is None
    assert state.note
    other = seek(CASE, "notice_months", COST)
    assert seek_state(CASE, SeekAsked("term_months"), other).curve is None
    assert truth_state(CASE, None).note


def test_drivers_and_the_joint_way() -> None:
    found = what_must_be_true(CASE, QUARTER, None, shipped().inputs)
    state = truth_state(CASE, found, "monthly_spend")
    assert [row.key for row in state.drivers] == [flip.key for flip in found.flips]
    growth = state.drivers[0]
    assert growth.label == "Revenue growth"
    assert (growth.today, growth.threshold) == ("7.0% / month", "4.127% / month")
    assert growth.away == "29% of its range"
    assert growth.today_place == pytest.approx(0.4)
    assert 0 < growth.place < 0.4
    assert growth.value == found.flips[0].threshold
    assert [row.key for row in state.drivers if row.shown] == ["monthly_spend"]
    assert state.tone == "bad"
    assert found.joint is not None
    assert state.joint_values() == found.joint.values
    assert state.joint_text == (
        f"Together: straight line, {found.joint.distance * 100:.0f}% of their ranges"
    )
    never = [row for row in state.drivers if row.value is None]
    assert all(math.isnan(row.place) and not row.away for row in never)


def test_one_move_alone_is_no_joint_way() -> None:
    found = what_must_be_true(CASE, COST)
    assert found.joint is not None
    assert len(found.joint.moves) == 1
    assert truth_state(CASE, found).joint == ()


def test_the_axis_of_a_count_says_what_is_counted() -> None:
    case, goal = scenario("case"), Goal("exit_cost", "<=", 10_000.0)
    for key, words in (
        ("term_months", " months"),
        ("monthly_spend", "B"),
        ("committed_gpus", " GPUs"),
    ):
        shown = seek_state(case, SeekAsked(key), seek(case, key, goal))
        assert shown.curve is not None
        assert shown.curve.x_axis.ticks[-1].text.endswith(words)
