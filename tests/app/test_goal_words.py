"""Goals, answers and thresholds in words: rounded so that what is said stays true."""

from __future__ import annotations

import math
import random

import pytest

from app.decide.goal_words import (
    FigureWords,
    answer_words,
    goal_words,
    listed_words,
    percent_words,
    rounded,
    share_words,
    solved_words,
    stretch_words,
    value_words,
)
from app.decide.truth_words import plain, threshold_words, truth_pieces
from engine.analysis.goal import Goal
from engine.analysis.goal_seek.seek import Stretch, seek
from engine.analysis.goal_seek.solved import solved
from engine.analysis.ranges import Range
from engine.analysis.what_must_be_true.what import what_must_be_true
from engine.model.catalogue import catalogue
from engine.scenario import scenario
from engine.uncertainty.defaults import shipped
from widgets.decide.goal_states import FIGURE, INPUT

CASE = scenario("As reported")
INPUTS = catalogue().inputs


def test_rounding_goes_one_way_only() -> None:
    assert rounded(792.682926829184, up=False) == 792.6
    assert rounded(792.682926829184, up=True) == 792.7
    assert rounded(0.04126271129394, up=True) == 0.04127
    assert rounded(-0.1153538, up=False) == -0.1154
    assert rounded(1250.0, up=True) == 1250.0
    assert rounded(0.0, up=True) == 0.0
    draw = random.Random(4)  # noqa: S311 - cases, not secrets
    for _try in range(500):
        value = draw.uniform(-1, 1) * 10 ** draw.randint(-6, 6)
        low, high = rounded(value, up=False), rounded(value, up=True)
        assert low <= value <= high
        assert high - low <= abs(value) * 1.1e-3


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("term_months", 36, "36 months"),
        ("term_months", 1, "1 month"),
        ("monthly_spend", 1250, "$1.25B / month"),
        ("decision_month", 21, "month 21"),
        ("exit_notice_month", 0, "Never"),
        ("outage_start_month", 0, "None"),
        ("payment_direction", -1, "Supplier pays"),
        ("npv_timing", 0.5, "Mid-month"),
        ("revenue_growth", -0.02, "−2.0% / month"),
    ],
)
def test_values_of_inputs(key: str, value: float, text: str) -> None:
    assert value_words(INPUTS[key], value) == text


@pytest.mark.parametrize(
    ("key", "stretch", "text"),
    [
        ("term_months", (1, 36), "36 months or fewer"),
        ("term_months", (4, 96), "4 months or more"),
        ("term_months", (12, 20), "12 to 20 months"),
        ("term_months", (12, 12), "12 months"),
        ("monthly_spend", (0, 792.682926829), "$792.6m / month or less"),
        ("decision_month", (21, 120), "month 21 or later"),
        ("decision_month", (1, 21), "month 21 or earlier"),
        ("outage_start_month", (0, 5), "None, or up to month 5"),
        ("auto_renew", (1, 1), "Yes"),
    ],
)
def test_stretches(key: str, stretch: tuple[float, float], text: str) -> None:
    item = INPUTS[key]
    within = Range(item.minimum, item.maximum)
    assert stretch_words(item, Stretch(*stretch), within) == text


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (Goal("exit_cost", "<=", 10_000.0, 12), "Exit cost at most $10B, read in month 12"),
        (Goal("exit_cost", "<=", 10_000.0), "Exit cost at most $10B, read in month 1"),
        (Goal("first_profit_quarter", "<=", 2.0), "First profitable quarter by Q3 2026"),
        (Goal("first_profit_quarter", "<=", 99.0), "First profitable quarter by quarter 99"),
        (Goal("cash_out_month", ">=", 36.0), "Cash runway not before Mar 2029"),
        (Goal("cash_out_month", ">=", 1e9), "Cash runway not before month 1e+09"),
        (
            Goal("effective_lock_in_months", "<=", 1.0),
            "Effective lock-in at most 1 month, read in month 1",
        ),
    ],
)
def test_goals(goal: Goal, text: str) -> None:
    assert goal_words(goal, FigureWords(CASE)) == text


def test_a_figure_that_is_not_there_says_why() -> None:
    words = FigureWords(CASE)
    assert words.text("cash_out_month", math.nan) == "cash never falls below zero in 48 months"
    assert words.with_ordinal("first_profit_quarter", 2.0) == "Q3 2026 (2)"


def test_answers() -> None:
    goal = Goal("exit_cost", "<=", 10_000.0, 12)
    assert answer_words(seek(CASE, "term_months", goal)) == "23 months or fewer"
    sure = seek(CASE, "ramp_months", Goal("total_commitment", "<=", 1e6))
    assert answer_words(sure) == "Always"
    never = seek(CASE, "ramp_months", Goal("total_commitment", "<=", 1.0))
    assert answer_words(never) == "Never in range"
    texts = [solved_words(each) for each in solved(CASE)]
    assert texts[2:] == ["17 months", "5 months"]


def test_what_is_near_is_not_called_nothing() -> None:
    assert share_words(0.002) == "less than 1% of its range"
    assert share_words(0.01) == "1% of its range"
    assert share_words(1.25) == "1.2 × its range"
    assert percent_words(0.021) == "2%"


def test_lists() -> None:
    assert [listed_words(("a", "b", "c")[:count]) for count in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


GOALS = (
    Goal("first_profit_quarter", "<=", 2.0),
    Goal("exit_cost", "<=", 10_000.0, 12),
    Goal("cash_out_month", ">=", 36.0),
    Goal("total_commitment", ">=", -1.0),
)


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: str(goal.figure))
def test_the_paragraph_is_plain_and_its_numbers_are_links(goal: Goal) -> None:
    found = what_must_be_true(CASE, goal, None, shipped().inputs)
    pieces = truth_pieces(found, CASE)
    text = plain(pieces)
    assert "nan" not in text
    assert "  " not in text
    assert text.endswith(".")
    assert ("holds today" in text) == found.holds
    targets = [piece.target for piece in pieces if piece.target]
    at = "@12" if goal.month else ""
    assert f"{FIGURE}{goal.figure}{at}" in targets
    for flip in found.flips[:3]:
        if flip.threshold is not None:
            assert INPUT + flip.key in targets
            assert threshold_words(flip, holds=found.holds) in text
    for piece in pieces:
        assert piece.text
