"""Many draws in blocks and on threads: the bits of single runs, and no month too few."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.evaluate import evaluate, evaluate_batch, evaluate_draws, needs_of
from engine.formula.columns import Columns
from engine.formula.definition import Definition
from engine.formula.formulas import Formulas
from engine.formula.program import compile_program
from engine.formula.syntax import parse
from engine.model.catalogue import MONTHS, catalogue, definitions
from engine.scenario import scenario
from tests.oracle.inputs import defaults, presets, random_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Value = float | NDArray[np.float64]

MODEL = catalogue()
KEYS = tuple(item.key for item in MODEL.formulas())
EVERYTHING = needs_of(KEYS, MODEL.figures)
UNCERTAIN = (
    "revenue_growth",
    "long_run_growth",
    "market_price_decline",
    "efficiency_gain",
    "training_growth",
    "opening_market_price",
    "delivery_delay_months",
    "outage_start_month",
)


def bits(value: object) -> bytes:
    """A value's bits, with both zeros alike: nothing divides by them."""
    return (np.asarray(value, dtype=np.float64) + 0.0).tobytes()


def varied(*draws: Mapping[str, float]) -> dict[str, Value]:
    """Inputs that are the same in all draws as numbers, the others as columns."""
    found: dict[str, Value] = {}
    for key in MODEL.inputs:
        values = [draw[key] for draw in draws]
        found[key] = values[0] if len(set(values)) == 1 else np.array(values)
    return found


def few_varied(seed: int, keys: tuple[str, ...], count: int) -> dict[str, Value]:
    fixed = random_inputs(seed)
    others = [random_inputs(seed + 1000 + place) for place in range(count)]
    return varied(*(fixed | {key: other[key] for key in keys} for other in others))


def draw(inputs: Mapping[str, Value], place: int) -> dict[str, float]:
    return {
        key: float(value[place]) if isinstance(value, np.ndarray) else value
        for key, value in inputs.items()
    }


def column(value: Value, place: int) -> NDArray[np.float64]:
    """One draw's values."""
    array = np.asarray(value)
    known = array.ndim != 1 and array.shape[-1:] in ((), (1,))
    return array.reshape(-1) if known else array[..., place]


def careful(
    inputs: Mapping[str, Value],
    needs: frozenset[str],
    months: int = MONTHS,
    block: int = 1000,
    workers: int = 1,
) -> dict[str, Value]:
    """As `evaluate_draws`; a fault of arithmetic raises."""
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        return evaluate_draws(inputs, needs, months=months, block=block, workers=workers)


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("block", [1, 7, 1000])
def test_any_blocks_and_workers_give_the_bits_of_single_runs(block: int, workers: int) -> None:
    draws = [random_inputs(seed) for seed in range(200, 230)]
    found = careful(varied(*draws), EVERYTHING, block=block, workers=workers)
    assert set(found) == EVERYTHING
    for place, values in enumerate(draws):
        single = evaluate(scenario("case", values))
        for key, value in found.items():
            assert bits(column(value, place)) == bits(single.values[key]), key


@pytest.mark.parametrize("seed", range(12))
def test_some_inputs_varied(seed: int) -> None:
    """What is known in some months only, in every style of scenario."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    keys = UNCERTAIN if seed % 2 else tuple(rng.sample(sorted(MODEL.inputs), rng.choice((1, 3, 9))))
    inputs = few_varied(seed, keys, 9)
    found = careful(inputs, EVERYTHING, block=4)
    for place in range(9):
        single = evaluate(scenario("case", draw(inputs, place)))
        for key, value in found.items():
            assert bits(column(value, place)) == bits(single.values[key]), key


@pytest.mark.parametrize("block", [1, 7, 1000])
@pytest.mark.parametrize("preset", ["as_reported", "flexible_contract", "exit_at_12"])
def test_a_simulation_has_the_bits_of_single_runs(preset: str, block: int) -> None:
    rng = np.random.default_rng(3)
    inputs: dict[str, Value] = {**presets()[preset]}
    for key in UNCERTAIN:
        item = MODEL.inputs[key]
        drawn = rng.uniform(max(item.minimum, -0.3), min(item.maximum, 24), 40)
        inputs[key] = np.round(drawn) if item.whole else drawn
    needs = needs_of(("operating_profit", "exit_cost"), ("sustained_profit_month", "regret"))
    found = careful(inputs, needs, months=48, block=block)
    for place in range(40):
        single = evaluate(scenario("case", draw(inputs, place)))
        for key, value in found.items():
            expected = np.asarray(single.values[key])
            expected = expected[:48] if expected.ndim else expected
            assert bits(column(value, place)) == bits(expected), key


# No month too few ------------------------------------------------------------------------


@pytest.mark.parametrize("months", [1, 13, 48])
@pytest.mark.parametrize("seed", range(6))
def test_the_first_months_of_every_line_item_are_those_of_all_months(
    seed: int, months: int
) -> None:
    """Each alone, so that nothing else asks for its months."""
    keys = (UNCERTAIN, ("term_months", "monthly_spend"), ("growth_half_life_months",))[seed % 3]
    inputs = few_varied(seed, keys, 3)
    whole = evaluate_batch(inputs)
    for key in KEYS:
        part = careful(inputs, frozenset({key}), months=months)[key]
        full = np.asarray(whole[key])
        if full.ndim == 2 and np.ndim(part) == 2:
            assert np.shape(part)[0] == months
            full = np.broadcast_to(full[:months], (months, 3))
            part = np.broadcast_to(part, (months, 3))
        assert bits(part) == bits(full), key


@pytest.mark.parametrize("seed", range(10))
def test_every_figure_alone_is_what_it_is_among_all(seed: int) -> None:
    keys = (UNCERTAIN, ("term_months", "monthly_spend"), ("contract_start_month",))[seed % 3]
    inputs = few_varied(seed, keys, 3)
    whole = evaluate_batch(inputs)
    for figure in MODEL.figures:
        for key, part in careful(inputs, needs_of((), (figure,)), months=1).items():
            assert bits(np.broadcast_to(part, 3)) == bits(np.broadcast_to(whole[key], 3)), key


def test_what_is_asked_and_nothing_else_comes_back() -> None:
    inputs: dict[str, Value] = {**defaults(), "opening_cash": np.array([1.0, 2.0, 3.0])}
    needs = frozenset({"cash_balance", "revenue", "life_months", "opening_cash", "cash_out"})
    found = evaluate_draws(inputs, needs, months=24)
    assert set(found) == needs
    assert np.shape(found["cash_balance"]) == (24, 3)
    assert np.shape(found["revenue"]) == (24, 1)
    assert found["life_months"] == 36
    assert np.shape(found["cash_out"]) == (3,)
    assert bits(found["opening_cash"]) == bits([1.0, 2.0, 3.0])


def test_a_column_of_one_draw_and_a_column_of_many() -> None:
    inputs: dict[str, Value] = {
        **defaults(),
        "opening_cash": np.array([5.0]),
        "revenue_growth": np.array([0.05, 0.07]),
    }
    found = evaluate_draws(inputs, frozenset({"cash_balance"}))["cash_balance"]
    single = evaluate(scenario("case", {"opening_cash": 5.0, "revenue_growth": 0.07}))
    assert bits(np.asarray(found)[:, 1]) == bits(single.row("cash_balance"))


# Formulas of the user's ------------------------------------------------------------------

HOSTILE = (
    "revenue / (contract_month - 3)",
    "pow(market_price - 4, (month - 1) / 12)",
    "pow(1 + market_price_decline, month / 12)",
    "pow(0, 5 - month)",
    "pow(1 - efficiency_gain, (month - delivery_delay_months) / 12)",
    "pow(revenue_growth * 1000000, month * 9)",
    "exp(month * 20 * revenue_growth)",
    "prev(mine) * revenue + 1",
    "prev(mine) + 1 / (month - 5)",
    "prev(mine) * (1 + revenue_growth)",
    "where(operating_profit / (month - 4) > 0, prev(mine) + 1, revenue_growth)",
    "where(prev(mine) > 3, 0, prev(mine) + revenue_growth)",
    "min(prev(mine), 1 / delivery_delay_months) + max(0, unserved_hours)",
    "at(market_price, prev(mine) + delivery_delay_months)",
    "sum_to(market_price, prev(mine) / 2)",
    "sum_to(market_price, 12 / (outage_start_month - 2))",
    "sum_to(market_price, month)",
    "at(market_price, month / (outage_start_month - month))",
    "at(month, month - delivery_delay_months)",
    "first(profit_run) + total(other)",
    "first(live_flag) + first(other)",
    "highest(market_price) - lowest_so_far(market_price) + prev(market_price)",
    "where(delivery_delay_months / 0, 1, 2)",
    "where(delivery_delay_months > 3, other, prev(other))",
    "revenue_growth * (prev(mine) > 2) + (prev(mine) <= 2)",
    "-cumsum(other) != 0",
)


@pytest.mark.parametrize("formula", HOSTILE)
def test_formulas_without_care(formula: str) -> None:
    other = Definition("other", parse("1 / delivery_delay_months"), parse("0"), guarded=True)
    mine = Definition("mine", parse(formula), parse("delivery_delay_months"), guarded=True)
    listed = [*definitions(MODEL), other, mine]
    inputs = few_varied(2, UNCERTAIN, 11)
    program = compile_program(listed, tuple(MODEL.inputs), {"mine", "other"})
    single = program.bind(MONTHS)
    runs = [dict(zip(program.keys, single(draw(inputs, each)), strict=True)) for each in range(11)]
    columns = Columns(Formulas(listed, MONTHS), tuple(MODEL.inputs), {"mine", "other"})
    for block, workers, months in ((1, 1, MONTHS), (4, 2, 30), (1000, 1, 3)):
        found = columns.run(inputs, ("mine", "other"), months=months, block=block, workers=workers)
        for place, run in enumerate(runs):
            for key, value in found.items():
                own, expected = column(value, place), np.asarray(run[key])[:months]
                assert np.array_equal(own, expected, equal_nan=True), (key, place)


# Work on several threads, and its end ----------------------------------------------------


class StopError(Exception):
    pass


@pytest.mark.parametrize("workers", [1, 2])
def test_it_is_asked_whether_to_stop_before_every_block(workers: int) -> None:
    inputs: dict[str, Value] = {**defaults(), "revenue_growth": np.linspace(0, 0.1, 50)}
    asked: list[int] = []
    evaluate_draws(
        inputs, frozenset({"revenue"}), block=10, workers=workers, stop=lambda: asked.append(1)
    )
    assert len(asked) == 5

    def stop() -> None:
        asked.append(1)
        if len(asked) > 6:
            raise StopError

    threads = threading.active_count()
    with pytest.raises(StopError):
        evaluate_draws(inputs, frozenset({"revenue"}), block=1, workers=workers, stop=stop)
    assert len(asked) <= 6 + workers
    assert threading.active_count() == threads


def test_threads_that_evaluate_at_once_do_not_meet() -> None:
    cases = [few_varied(seed, UNCERTAIN, 60) for seed in range(4)]
    needs = needs_of(("operating_profit",), ("peak_funding",))
    alone = [evaluate_draws(case, needs, block=16) for case in cases]
    found: dict[int, list[dict[str, Value]]] = {}

    def run(place: int) -> None:
        found[place] = [evaluate_draws(cases[place], needs, block=16) for _ in range(8)]

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(cases))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place, expected in enumerate(alone):
        for again in found[place]:
            assert {key: bits(value) for key, value in again.items()} == {
                key: bits(value) for key, value in expected.items()
            }


def test_inputs_are_left_as_they_are() -> None:
    inputs = few_varied(4, UNCERTAIN, 9)
    before = {key: bits(value) for key, value in inputs.items()}
    evaluate_draws(inputs, EVERYTHING, block=4)
    assert {key: bits(value) for key, value in inputs.items()} == before


# The plan that is kept from one run to the next


def _with_plan_of(earlier: dict[str, Value], later: dict[str, Value]) -> dict[str, Value]:
    """What a run gives right after another of the same columns."""
    needs = needs_of(("operating_profit", "exit_cost"), ("sustained_profit_month",))
    columns = Columns(Formulas(definitions(MODEL), MONTHS), tuple(MODEL.inputs), needs)
    columns.run(earlier, needs, months=48)
    found = columns.run(later, needs, months=48)
    fresh = Columns(Formulas(definitions(MODEL), MONTHS), tuple(MODEL.inputs), needs)
    expected = fresh.run(later, needs, months=48)
    assert found.keys() == expected.keys()
    for key, value in expected.items():
        np.testing.assert_array_equal(found[key], value, err_msg=key)
    return found


def _drawn(low: float, high: float, count: int, **changed: Value) -> dict[str, Value]:
    growth = np.linspace(low, high, count)
    return {**defaults(), "revenue_growth": growth, **changed}


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(_drawn(0.01, 0.05, 37), id="more draws"),
        pytest.param(_drawn(-0.05, 0.05, 5), id="another sign"),
        pytest.param(_drawn(0.01, 0.05, 5, monthly_spend=900.0), id="another input"),
        pytest.param(_drawn(0.01, 0.05, 5, opening_cash=-0.0), id="minus nothing"),
        pytest.param(
            _drawn(0.0, 0.0, 5, revenue_growth=0.02, efficiency_gain=np.linspace(0, 0.1, 5)),
            id="another column",
        ),
    ],
)
def test_a_kept_plan_is_used_for_the_same_case_only(later: dict[str, Value]) -> None:
    _with_plan_of(_drawn(0.01, 0.05, 5), later)


def test_a_kept_plan_has_the_months_and_keys_that_are_asked() -> None:
    columns = Columns(Formulas(definitions(MODEL), MONTHS), tuple(MODEL.inputs))
    inputs = _drawn(0.01, 0.05, 4)
    found = columns.run(inputs, ("operating_profit",), months=12)
    assert np.shape(found["operating_profit"]) == (12, 4)
    found = columns.run(inputs, ("exit_cost", "operating_profit"), months=24)
    assert list(found) == ["exit_cost", "operating_profit"]
    assert np.shape(found["operating_profit"]) == (24, 4)
