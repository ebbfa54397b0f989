"""Which inputs a formula rests on, against what changing the others does."""

from __future__ import annotations

import random

import numpy as np
import pytest

from engine.analysis.reach import inputs_behind
from engine.evaluate import evaluate, evaluate_batch, needs_of
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem
from engine.model.shape import Shape
from engine.scenario import scenario
from tests.oracle.inputs import random_inputs

MODEL = catalogue()


def test_known_cases() -> None:
    assert inputs_behind(frozenset({"contract_price"})) >= {"monthly_spend", "committed_gpus"}
    assert "opening_cash" not in inputs_behind(needs_of((), ("peak_funding",)))
    assert "opening_cash" in inputs_behind(needs_of((), ("closing_cash",)))
    assert inputs_behind(frozenset({"month"})) == frozenset()
    assert inputs_behind(frozenset()) == frozenset()


def test_custom_line_items() -> None:
    """What the user wrote rests on what it mentions, its opening value and itself included."""
    plain = CustomItem("saved", "Saved", "$m", "flow", "switching_cost * availability")
    running = CustomItem("kept", "Kept", "$m", "balance", "prev(kept) + saved", "opening_cash")
    other = plain._replace(formula="0 * integration_cost")
    mentioned = {"switching_cost", "availability"}
    assert inputs_behind(frozenset({"saved"}), Shape((plain,))) == mentioned
    shape = Shape((plain, running))
    assert inputs_behind(frozenset({"kept"}), shape) == mentioned | {"opening_cash"}
    assert inputs_behind(frozenset({"saved"}), Shape((other, running))) == {"integration_cost"}
    for needs in (frozenset({"revenue"}), needs_of((), MODEL.figures)):
        assert inputs_behind(needs, shape) == inputs_behind(needs)
    with pytest.raises(KeyError):
        inputs_behind(frozenset({"saved"}))


def test_an_input_rests_on_itself() -> None:
    assert inputs_behind(frozenset({"monthly_spend"})) == {"monthly_spend"}


def test_every_input_matters_to_something() -> None:
    """Nothing in the catalogue is for show."""
    formulas = [item.key for item in MODEL.formulas()]
    assert inputs_behind(needs_of(formulas, MODEL.figures)) == frozenset(MODEL.inputs)


@pytest.mark.parametrize("seed", range(10))
def test_the_others_change_nothing(seed: int) -> None:
    """All inputs but those behind a formula at other values: the same bits."""
    one, other = random_inputs(seed), random_inputs(seed + 500)
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    before = evaluate(scenario("case", one)).values
    for key in chance.sample(sorted(before), 40):
        behind = inputs_behind(frozenset({key}))
        mixed = {name: (one if name in behind else other)[name] for name in one}
        after = evaluate(scenario("case", mixed), frozenset({key})).values[key]
        assert np.asarray(after).tobytes() == np.asarray(before[key]).tobytes(), key


@pytest.mark.parametrize("figure", ["peak_funding", "exit_cost", "regret"])
def test_a_part_of_many_draws_has_the_bits_of_the_whole(figure: str) -> None:
    needs = needs_of(("revenue",), (figure,))
    draws = [random_inputs(seed) for seed in range(20)]
    columns = {key: np.array([values[key] for values in draws]) for key in MODEL.inputs}
    whole, part = evaluate_batch(columns), evaluate_batch(columns, needs)
    assert needs <= set(part) < set(whole)
    for key, value in part.items():
        assert np.asarray(value).tobytes() == np.asarray(whole[key]).tobytes(), key
