"""What must be true, against single runs, loops over whole numbers, and a known distance."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from engine.analysis.goal import Goal, goal_figures
from engine.analysis.ranges import Range, plausible_ranges
from engine.analysis.what_must_be_true.flips import HEADLINE_THREE, flips
from engine.analysis.what_must_be_true.what import MustBeTrue, what_must_be_true
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario
from engine.uncertainty.defaults import shipped
from tests.oracle.inputs import random_inputs

AS_REPORTED = scenario("As reported")
GOALS = (
    Goal("first_profit_quarter", "<=", 2.0),
    Goal("exit_cost", "<=", 10_000.0, 12),
    Goal("npv_cash_flow", ">=", 50_000.0),
    Goal("cash_out_month", ">=", 36.0),
    Goal("regret", "<=", 5_000.0),
)
SHARE = Goal("supplier_concentration", "<=", 0.7)
TWO = {"monthly_spend": Range(1000, 1500), "supplier_base_revenue": Range(7000, 11000)}


def holds(case: Scenario, goal: Goal, changes: dict[str, float]) -> bool:
    moved = case.with_values(changes)
    if goal.month:
        moved = moved.with_values({"decision_month": float(goal.month)})
    number = kpi(evaluate(moved), goal.figure).number()
    if number is None:
        when = catalogue().figures[goal.figure].unit in ("month #", "quarter #")
        return when and goal.relation == ">="
    return number <= goal.threshold if goal.relation == "<=" else number >= goal.threshold


def checked(case: Scenario, found: MustBeTrue) -> None:
    """Every threshold flips the answer, and so does the joint way, which is no farther."""
    goal = found.goal
    assert found.holds == holds(case, goal, {})
    for flip in found.flips:
        if flip.threshold is not None:
            assert holds(case, goal, {flip.key: flip.threshold}) != found.holds
            assert flip.change == flip.threshold - case.values[flip.key]
            if flip.counts:
                width = flip.within.high - flip.within.low
                assert flip.share == pytest.approx(abs(flip.change) / width)
    shares = [flip.share for flip in found.flips if not math.isnan(flip.share)]
    assert shares == sorted(shares)
    if found.joint is None:
        assert not shares
        return
    assert holds(case, goal, found.joint.values) != found.holds
    assert found.joint.least <= found.joint.distance
    assert found.joint.distance <= min(shares, default=math.inf) * (1 + 1e-12)
    away = 0.0
    for move in found.joint.moves:
        within = next(each.within for each in found.flips if each.key == move.key)
        away += ((move.after - move.before) / (within.high - within.low)) ** 2
    assert found.joint.distance == pytest.approx(math.sqrt(away))


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: str(goal.figure))
def test_thresholds_and_the_joint_way(goal: Goal) -> None:
    checked(AS_REPORTED, what_must_be_true(AS_REPORTED, goal, None, shipped().inputs))


@pytest.mark.parametrize("seed", range(6))
def test_any_goal_of_any_scenario(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - cases, not secrets
    case = scenario("random", random_inputs(seed))
    figure = draw.choice(goal_figures()).key
    number = kpi(evaluate(case), figure).number()
    near = 1.0 if number is None else number * draw.uniform(0.8, 1.2)
    goal = Goal(figure, draw.choice(("<=", ">=")), near)
    checked(case, what_must_be_true(case, goal, None, shipped().inputs))


def test_which_drivers() -> None:
    found = flips(AS_REPORTED, GOALS[0], uncertain=("market_price_decline", "outage_start_month"))
    keys = {flip.key for flip in found}
    assert set(HEADLINE_THREE) <= keys
    assert "outage_start_month" in keys
    assert keys <= {*plausible_ranges(), *HEADLINE_THREE, "outage_start_month"}
    growth = next(flip for flip in found if flip.key == "revenue_growth")
    assert growth.within == plausible_ranges()["revenue_growth"]
    assert growth.plausible
    term = next(flip for flip in found if flip.key == "term_months")
    assert term.within == Range(1, 96)
    assert not term.plausible


def test_between_none_and_a_month_there_is_no_distance() -> None:
    found = flips(AS_REPORTED, GOALS[0], uncertain=("outage_start_month",))
    outage = next(flip for flip in found if flip.key == "outage_start_month")
    assert outage.threshold is not None
    assert math.isnan(outage.share)
    assert not outage.counts


def test_the_nearest_of_several_whole_numbers() -> None:
    """By trying every one of them."""
    goal = GOALS[1]
    term = next(flip for flip in flips(AS_REPORTED, goal) if flip.key == "term_months")
    others = [
        value
        for value in range(1, 97)
        if holds(AS_REPORTED, goal, {"term_months": float(value)}) != term.seek.holds_today
    ]
    assert term.threshold == min(others, key=lambda value: abs(value - 36))


def test_a_range_of_the_users_own_is_the_yardstick() -> None:
    own = {**plausible_ranges(), "revenue_growth": Range(0.0, 0.2)}
    plain = {flip.key: flip for flip in flips(AS_REPORTED, GOALS[0])}["revenue_growth"]
    wide = {flip.key: flip for flip in flips(AS_REPORTED, GOALS[0], own)}["revenue_growth"]
    assert wide.threshold == plain.threshold
    assert wide.share == pytest.approx(plain.share * 0.1 / 0.2)


def test_the_distance_to_a_plane() -> None:
    """12 s / (12 s + b) = 0.7 is the line 3.6 s = 0.7 b: a point's distance from it is known."""
    found = what_must_be_true(AS_REPORTED, SHARE, TWO)
    assert {flip.key for flip in found.flips} == set(TWO)
    slope = np.array([3.6 * 500, -0.7 * 4000])  # in widths of the ranges
    margin = 3.6 * 1250 - 0.7 * 9000
    assert found.joint is not None
    exact = abs(margin) / float(np.linalg.norm(slope))
    assert found.joint.distance == pytest.approx(exact, rel=2e-3)
    assert found.joint.distance >= exact * (1 - 1e-9)
    assert found.joint.least == pytest.approx(exact, rel=2e-3)
    moved = {move.key: (move.after - move.before) for move in found.joint.moves}
    step = -margin * slope / float(slope @ slope) * np.array([500, 4000])
    assert moved["monthly_spend"] == pytest.approx(step[0], rel=0.05)
    assert moved["supplier_base_revenue"] == pytest.approx(step[1], rel=0.05)


def test_no_pair_on_a_grid_is_nearer() -> None:
    """Of two drivers, a plain grid of 60 × 60 finds nothing nearer than the joint way."""
    goal = GOALS[0]
    keys = ("revenue_growth", "opening_revenue")
    ranges = {key: plausible_ranges()[key] for key in keys}
    found = what_must_be_true(AS_REPORTED, goal, ranges)
    assert found.joint is not None
    best = math.inf
    for growth in np.linspace(-0.35, 0.35, 30):
        for revenue in np.linspace(-0.35, 0.35, 30):
            away = math.hypot(growth, revenue)
            if away < min(best, found.joint.distance):
                changes = {
                    "revenue_growth": 0.07 + growth * 0.10,
                    "opening_revenue": 3500 + revenue * 1000,
                }
                if not holds(AS_REPORTED, goal, changes):
                    best = away
    assert found.joint.distance <= best * 1.005


def test_nothing_flips_it() -> None:
    found = what_must_be_true(AS_REPORTED, Goal("total_commitment", ">=", -1.0))
    assert found.holds
    assert found.joint is None
    assert all(flip.threshold is None for flip in found.flips)


def test_it_ends_when_told_to() -> None:
    class EnoughError(Exception):
        pass

    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked > 20:
            raise EnoughError

    with pytest.raises(EnoughError):
        what_must_be_true(AS_REPORTED, GOALS[0], stop=stop)
