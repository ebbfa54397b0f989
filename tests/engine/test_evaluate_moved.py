"""A result taken over from the case before: the same bits as computed from nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.evaluate import Result, evaluate, needs_of, prepare
from engine.files.shipped import preset_scenario, presets
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from tests.oracle.inputs import random_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.values import Value
    from engine.scenario import Scenario

INPUTS = tuple(catalogue().inputs)
FEW = needs_of(("operating_profit", "remaining_obligation"), ("exit_cost",))
ITEM = CustomItem(
    "mine", "Mine", "$m", "flow", "prev(mine) * growth_rate + minimum_fee / revenue_growth"
)


def _bits(values: Mapping[str, Value]) -> dict[str, bytes]:
    return {key: np.asarray(value).tobytes() for key, value in values.items()}


def _like_from_nothing(result: Result, needs: frozenset[str] | None) -> None:
    assert _bits(result.values) == _bits(evaluate(result.scenario, needs).values)


def _with_item(scenario: Scenario) -> Scenario:
    return replace(scenario, items=(ITEM,))


@pytest.mark.parametrize("key", INPUTS)
def test_every_input_moves_what_rests_on_it(key: str) -> None:
    for seed in range(6):
        before = preset_scenario("as_reported").with_values(random_inputs(seed))
        now = before.with_values({key: random_inputs(seed + 100).get(key, before.values[key])})
        for needs in (None, FEW):
            _like_from_nothing(evaluate(now, needs, evaluate(before, needs)), needs)


@pytest.mark.parametrize("preset", sorted(presets()))
def test_a_long_drag_of_many_inputs_keeps_every_bit(preset: str) -> None:
    draw = np.random.default_rng(5)
    scenario = preset_scenario(preset)
    result = evaluate(scenario, FEW)
    for _ in range(60):
        key = str(draw.choice(INPUTS))
        at = catalogue().inputs[key]
        value = random_inputs(int(draw.integers(1000))).get(key, at.minimum)
        scenario = scenario.with_values({key: value})
        result = evaluate(scenario, FEW, result)
        _like_from_nothing(result, FEW)


@pytest.mark.parametrize("key", ["other_cogs_pct", "revenue_growth", "term_months"])
def test_items_of_the_user_move_too(key: str) -> None:
    before = _with_item(preset_scenario("as_reported"))
    value = random_inputs(3).get(key, 0.5)
    now = before.with_values({key: value})
    _like_from_nothing(evaluate(now, None, evaluate(before)), None)


def test_a_zero_of_another_sign_is_another_value() -> None:
    before = preset_scenario("as_reported").with_values({"revenue_growth": 0.0})
    now = before.with_values({"revenue_growth": -0.0})
    _like_from_nothing(evaluate(now, None, evaluate(before)), None)


def test_what_is_no_move_of_one_input_is_computed_whole() -> None:
    before = preset_scenario("as_reported")
    two = before.with_values({"term_months": 48, "revenue_growth": 0.2})
    other = _with_item(before).with_values({"term_months": 48})
    longer = before.with_values({"term_months": 48})
    for now, last in (
        (two, evaluate(before)),
        (other, evaluate(before)),  # of another model
        (longer, evaluate(before, FEW)),  # of fewer formulas
        (before, evaluate(before)),  # nothing moved
    ):
        _like_from_nothing(evaluate(now, None, last), None)


def test_preparing_changes_no_bit() -> None:
    before = preset_scenario("as_reported")
    prepare("opening_cash", FEW, before)
    now = before.with_values({"opening_cash": 1.0})
    _like_from_nothing(evaluate(now, FEW, evaluate(before, FEW)), FEW)
