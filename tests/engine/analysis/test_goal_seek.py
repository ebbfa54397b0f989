"""Goal seek on the model: hand-worked terms, the plain oracle, and both sides of each crossing."""

from __future__ import annotations

import math
import random
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from engine.analysis.goal import DEFAULT_GOAL, Goal, goal_figures, is_read_in_a_month
from engine.analysis.goal_seek.points import SeekError
from engine.analysis.goal_seek.seek import Crossing, Seek, Stretch, seek
from engine.analysis.goal_seek.solved import questions, solved
from engine.analysis.ranges import Range
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario
from tests.oracle.headline import headline
from tests.oracle.inputs import defaults, random_inputs, whole_numbers
from tests.oracle.model import evaluate as oracle

AS_REPORTED = scenario("As reported")
LATE_FIGURES = ("month #", "quarter #")


def plainly_holds(goal: Goal, number: float | None) -> bool:
    """What a goal means, said again: a date that does not exist is never."""
    if number is None:
        if catalogue().figures[goal.figure].unit not in LATE_FIGURES:
            return False
        return goal.relation == ">="
    return number <= goal.threshold if goal.relation == "<=" else number >= goal.threshold


def holds_at(case: Scenario, key: str, value: float, goal: Goal) -> bool:
    """One whole evaluation, read in the goal's month."""
    moved = case.with_values({key: value})
    if goal.month and key != "decision_month":
        moved = moved.with_values({"decision_month": float(goal.month)})
    return plainly_holds(goal, kpi(evaluate(moved), goal.figure).number())


# By hand -------------------------------------------------------------------------------


def test_the_spend_at_which_leaving_costs_ten_billion() -> None:
    """Notice after month 12 takes effect after 6 months more: 6 fees, and 18 that remain.

    The termination fee was 50% of what remains and fell by 15 points in the first year; 250 is
    the switching cost.
    """
    found = seek(AS_REPORTED, "monthly_spend", Goal("exit_cost", "<=", 10_000.0, 12))
    by_hand = (10_000 - 250) / (6 + 18 * (0.50 - 0.15))
    assert found.kind == "values"
    assert [each.side for each in found.crossings] == ["<="]
    assert found.nearest == found.crossings[0]
    assert found.nearest.value == pytest.approx(by_hand, rel=1e-12)
    assert found.stretches == (Stretch(0.0, found.nearest.value),)
    assert found.figure_today == pytest.approx(1250 * 12.3 + 250)
    assert not found.holds_today


def test_a_share_with_a_known_root() -> None:
    """12 s / (12 s + 9,000) is 60% at s = 1,125."""
    found = seek(AS_REPORTED, "monthly_spend", Goal("supplier_concentration", "<=", 0.6))
    assert found.nearest is not None
    assert found.nearest.value == pytest.approx(1125, rel=1e-12)


def test_no_lease_means_always_and_never() -> None:
    """A commitment of 36 × 1,250 less the ramp is above $1B, and below $1T, at any growth."""
    always = seek(AS_REPORTED, "ramp_months", Goal("total_commitment", "<=", 1e6))
    assert (always.kind, always.crossings, always.nearest) == ("always", (), None)
    assert always.stretches == (Stretch(0.0, 24.0),)
    never = seek(AS_REPORTED, "ramp_months", Goal("total_commitment", "<=", 1e3))
    assert (never.kind, never.stretches) == ("never", ())


def test_what_never_happens_is_late() -> None:
    """Cash never runs out as reported: the runway is long enough, though there is no month."""
    goal = Goal("cash_out_month", ">=", 36.0)
    found = seek(AS_REPORTED, "incumbent_gpus", goal)
    assert math.isnan(found.figure_today)
    assert found.holds_today
    assert len(found.crossings) == 2
    assert np.isnan(found.y).any()
    assert not np.isinf(found.y).any()


# Whole numbers and choices -------------------------------------------------------------


@cache
def by_oracle(key: str, value: float, month: int) -> dict[str, object]:
    values = {**defaults(), key: value, "decision_month": float(month)}
    scalars, rows = oracle(values)
    return dict(headline(values, scalars, rows))


@pytest.mark.parametrize(
    ("key", "goal"),
    [
        ("term_months", Goal("exit_cost", "<=", 10_000.0, 12)),
        ("term_months", Goal("first_profit_quarter", "<=", 2.0, 1)),
        ("delivery_delay_months", Goal("first_profit_month", "<=", 6.0, 1)),
        ("notice_months", Goal("effective_lock_in_months", "<=", 18.0, 1)),
        ("outage_start_month", Goal("npv_cash_flow", ">=", 64_000.0, 1)),
        ("auto_renew", Goal("remaining_obligation", "<=", 20_000.0, 30)),
        ("payment_direction", Goal("exit_cost", "<=", 10_000.0, 1)),
    ],
)
def test_every_whole_number_against_the_oracle(key: str, goal: Goal) -> None:
    found = seek(AS_REPORTED, key, goal)
    item = catalogue().inputs[key]
    step = item.step if key == "payment_direction" else 1
    values = np.arange(item.minimum, item.maximum + 1, step).tolist()
    expected = [
        plainly_holds(goal, by_oracle(key, value, goal.month)[goal.figure])  # type: ignore[arg-type]
        for value in values
    ]
    assert found.x.tolist() == values
    inside = [any(low <= value <= high for low, high in found.stretches) for value in values]
    assert inside == expected
    flips = sum(a != b for a, b in pairwise(expected))
    assert len(found.crossings) == flips


def test_the_timing_takes_halves() -> None:
    found = seek(AS_REPORTED, "npv_timing", Goal("npv_cash_flow", ">=", 0.0))
    assert found.x.tolist() == [0.0, 0.5, 1.0]


def test_the_decision_month_itself_is_sought() -> None:
    found = seek(AS_REPORTED, "decision_month", Goal("exit_cost", "<=", 10_000.0, 12))
    costs = evaluate(AS_REPORTED).row("exit_cost")
    first = int(np.flatnonzero(costs <= 10_000)[0]) + 1
    assert found.crossings == (Crossing(first, first - 1, ">="),)


# Any goal ------------------------------------------------------------------------------


def random_case(seed: int) -> tuple[Scenario, str, Goal]:
    draw = random.Random(seed)  # noqa: S311 - cases, not secrets
    case = scenario(f"random {seed}", random_inputs(seed))
    keys = [key for key in catalogue().inputs if key not in {*whole_numbers(), "npv_timing"}]
    figure = draw.choice(goal_figures()).key
    goal = Goal(figure, draw.choice(("<=", ">=")), 0.0, draw.choice((0, 0, 7, 24)))
    key = draw.choice(keys)
    spread = seek(case, key, goal).y
    known = spread[np.isfinite(spread)]
    threshold = draw.choice(known.tolist()) if known.size else 1.0
    if draw.random() < 0.7 and known.size:
        threshold = draw.uniform(known.min(), known.max())
    return case, key, goal._replace(threshold=threshold)


@pytest.mark.parametrize("seed", range(40))
def test_the_goal_holds_on_one_side_of_each_crossing(seed: int) -> None:
    case, key, goal = random_case(seed)
    found = seek(case, key, goal)
    item = catalogue().inputs[key]
    for crossing in found.crossings[:12]:
        assert item.minimum <= crossing.value <= item.maximum
        assert holds_at(case, key, crossing.value, goal)
        assert not holds_at(case, key, crossing.beyond, goal)
        assert (crossing.value > crossing.beyond) == (crossing.side == ">=")
        close = max(1e-12 * abs(crossing.value), 1e-15 * (item.maximum - item.minimum))
        assert abs(crossing.value - crossing.beyond) <= close * 1.01
    assert found.holds_today == holds_at(case, key, case.values[key], goal)
    stretches_are_true(case, found, random.Random(seed))  # noqa: S311


def stretches_are_true(case: Scenario, found: Seek, draw: random.Random) -> None:
    """At random values; an island that the grid may miss is none of these cases."""
    for _try in range(12):
        value = draw.uniform(*found.within)
        inside = any(low <= value <= high for low, high in found.stretches)
        assert inside == holds_at(case, found.key, value, found.goal)


# The rest ------------------------------------------------------------------------------


def test_within_a_narrower_range() -> None:
    goal = Goal("exit_cost", "<=", 10_000.0, 12)
    assert seek(AS_REPORTED, "monthly_spend", goal, Range(1000, 1500)).kind == "never"
    assert seek(AS_REPORTED, "monthly_spend", goal, Range(0, 700)).kind == "always"
    outside = seek(AS_REPORTED, "monthly_spend", goal, Range(700, 900))
    assert outside.figure_today == pytest.approx(15_625)
    assert (outside.x[0], outside.x[-1]) == (700, 900)


@pytest.mark.parametrize(
    ("key", "within", "says"),
    [
        ("spend", None, "'spend' is not an input"),
        ("term_months", Range(0, 10), "allowed: whole numbers 1 to 96"),
        ("term_months", Range(20, 10), "allowed: whole numbers 1 to 96"),
        ("term_months", Range(3.2, 3.8), "no value of it lies within"),
    ],
)
def test_what_cannot_be_sought(key: str, within: Range | None, says: str) -> None:
    with pytest.raises(SeekError, match=says):
        seek(AS_REPORTED, key, DEFAULT_GOAL, within)


def test_a_contract_beyond_the_timeline_is_said() -> None:
    renewed = {"contract_start_month": 24, "auto_renew": 1, "renewal_months": 24}
    late = AS_REPORTED.with_values(renewed)
    (notice,) = seek(late, "term_months", DEFAULT_GOAL).notices
    assert notice.startswith("Term length of 74 or more: the contract ends after")
    assert seek(AS_REPORTED, "term_months", DEFAULT_GOAL).notices == ()
    ending = late.with_values({"term_months": 90})
    assert seek(ending, "monthly_spend", DEFAULT_GOAL).notices == ending.notices()


def test_it_ends_when_told_to() -> None:
    class EnoughError(Exception):
        pass

    def stop() -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        seek(AS_REPORTED, "revenue_growth", DEFAULT_GOAL, stop=stop)


def test_which_figures_are_read_in_a_month() -> None:
    assert is_read_in_a_month("exit_cost")
    assert not is_read_in_a_month("first_profit_quarter")
    assert "maturity" not in {figure.key for figure in goal_figures()}


# Ready questions -----------------------------------------------------------------------


def test_the_ready_questions_are_those_of_the_specification() -> None:
    assert [question.label for question in questions()] == [
        "Break-even growth",
        "Largest affordable monthly spend",
        "Longest tolerable term",
        "Latest tolerable delay",
    ]
    for question in questions():
        assert question.input in catalogue().inputs
        assert question.goal.figure in {figure.key for figure in goal_figures()}


def test_their_answers_hold_and_the_next_value_does_not() -> None:
    for each in solved(AS_REPORTED):
        assert each.kind == "value"
        assert each.answer is not None
        question = each.question
        assert holds_at(AS_REPORTED, question.input, each.answer.value, question.goal)
        assert not holds_at(AS_REPORTED, question.input, each.answer.beyond, question.goal)
        wanted = {"least": ">=", "most": "<="}[question.want]
        assert each.answer.side == wanted


def test_a_question_without_an_answer_says_which() -> None:
    rich = AS_REPORTED.with_values({"opening_cash": 200_000})
    kinds = {each.question.key: each.kind for each in solved(rich)}
    assert kinds["largest_affordable_monthly_spend"] == "always"
    late = AS_REPORTED.with_values({"revenue_growth": -0.1, "opening_revenue": 0})
    kinds = {each.question.key: each.kind for each in solved(late)}
    assert kinds["latest_tolerable_delay"] == "never"
