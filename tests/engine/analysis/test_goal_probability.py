"""The probability of a goal along an input, against plain loops over single scenarios."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.analysis.goal import DEFAULT_GOAL, Goal
from engine.analysis.goal_seek.points import SeekError
from engine.analysis.goal_seek.probability import seek_probability
from engine.analysis.ranges import Range
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.scenario import scenario
from engine.uncertainty.defaults import shipped
from engine.uncertainty.sampling import sample

AS_REPORTED = scenario("As reported")
COST = Goal("exit_cost", "<=", 16_000.0, 12)
CASH = Goal("minimum_cash", ">=", 0.0)
DRAWS = 40


def share(key: str, value: float, goal: Goal, seed: int) -> float:
    """One whole evaluation a draw."""
    drawn = sample(shipped(), DRAWS, seed)
    good = 0
    for draw in range(DRAWS):
        changes = {each: float(values[draw]) for each, values in drawn.items()}
        changes[key] = value
        if goal.month:
            changes["decision_month"] = float(goal.month)
        number = kpi(evaluate(AS_REPORTED.with_values(changes)), goal.figure).number()
        if number is not None:
            met = number <= goal.threshold if goal.relation == "<=" else number >= goal.threshold
            good += met
    return good / DRAWS


@pytest.mark.parametrize(
    ("key", "goal", "level"),
    [
        ("monthly_spend", COST, 0.8),
        ("revenue_growth", CASH, 0.75),  # itself uncertain: held at the value
        ("delivery_delay_months", COST, 0.5),
    ],
)
def test_the_curve_and_its_crossings(key: str, goal: Goal, level: float) -> None:
    found = seek_probability(AS_REPORTED, key, goal, level, shipped(), draws=DRAWS, seed=7)
    for place in range(0, len(found.x), 8):
        expected = share(key, float(found.x[place]), goal, 7)
        assert found.chances[place] == pytest.approx(expected, abs=1e-12)
    for crossing in found.crossings:
        assert share(key, crossing.value, goal, 7) >= level
        assert share(key, crossing.beyond, goal, 7) < level
        assert crossing.value == pytest.approx(crossing.beyond, rel=2e-6) or key.endswith("months")
    assert found.chance_today == pytest.approx(share(key, AS_REPORTED.values[key], goal, 7))
    assert found.reached_today == (found.chance_today >= level)
    assert found.kind == ("values" if found.crossings else found.kind)


def test_the_same_draws_every_time() -> None:
    first = seek_probability(AS_REPORTED, "monthly_spend", COST, 0.9, shipped(), draws=60)
    again = seek_probability(AS_REPORTED, "monthly_spend", COST, 0.9, shipped(), draws=60)
    assert first.chances.tobytes() == again.chances.tobytes()
    assert first.crossings == again.crossings
    assert first.seed == shipped().seed


def test_whole_numbers_are_exact() -> None:
    found = seek_probability(
        AS_REPORTED, "term_months", COST, 0.9, shipped(), draws=DRAWS, within=Range(6, 60), points=9
    )
    for crossing in found.crossings:
        assert crossing.value.is_integer()
        assert abs(crossing.value - crossing.beyond) == 1


def test_a_shift_moves_the_draws() -> None:
    plain = seek_probability(AS_REPORTED, "monthly_spend", CASH, 0.9, shipped(), draws=60)
    slower = seek_probability(
        AS_REPORTED, "monthly_spend", CASH, 0.9, shipped(), draws=60,
        shifts={"revenue_growth": -0.03},
    )  # fmt: skip
    assert slower.chance_today < plain.chance_today


def test_the_sampling_error_is_said() -> None:
    found = seek_probability(AS_REPORTED, "monthly_spend", COST, 0.8, shipped(), draws=100)
    assert found.error == pytest.approx(1.96 * math.sqrt(0.8 * 0.2 / 100))


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    seek_probability(
        AS_REPORTED, "monthly_spend", COST, 0.8, shipped(), draws=10, progress=told.append
    )
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert all(0 < each <= 1 for each in told)


def test_it_ends_when_told_to() -> None:
    class EnoughError(Exception):
        pass

    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise EnoughError

    with pytest.raises(EnoughError):
        seek_probability(AS_REPORTED, "monthly_spend", COST, 0.8, shipped(), draws=10, stop=stop)
    assert asked == 4


@pytest.mark.parametrize("level", [0.0, -0.1, 1.01, float("nan")])
def test_a_level_that_is_none(level: float) -> None:
    with pytest.raises(SeekError, match="allowed: above 0 to 1"):
        seek_probability(AS_REPORTED, "monthly_spend", COST, level, shipped(), draws=10)


def test_an_unknown_input() -> None:
    with pytest.raises(SeekError, match="not an input"):
        seek_probability(AS_REPORTED, "spend", DEFAULT_GOAL, 0.8, shipped(), draws=10)


def test_certain_of_all_draws() -> None:
    found = seek_probability(AS_REPORTED, "monthly_spend", COST, 1.0, shipped(), draws=30)
    assert found.error == 0.0
    for low, high in found.stretches:
        inside = (found.x >= low) & (found.x <= high)
        assert np.all(found.chances[inside] == 1.0)


def test_it_may_be_stopped_while_it_draws() -> None:
    def asked() -> int:
        count = 0

        def stop() -> None:
            nonlocal count
            count += 1

        seek_probability(AS_REPORTED, "term_months", COST, 0.8, shipped(), 10, 77_041, stop=stop)
        return count

    first = asked()
    assert first > asked()  # the draws are kept: the second time there are none to make
