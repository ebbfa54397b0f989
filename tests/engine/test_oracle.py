"""The engine against the oracle, and the properties that hold for every scenario."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.evaluate import evaluate, evaluate_batch
from engine.kpis import headline
from engine.model.catalogue import MONTHS, catalogue
from engine.scenario import scenario
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model
from tests.oracle import properties
from tests.oracle.inputs import defaults, presets, random_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Value

PRESETS = presets()
CLOSE = 1e-9
EXACT = 1e-12


def assert_agrees(name: str, inputs: Mapping[str, float]) -> None:
    """Every scalar, line item and figure. A row's differences count against its largest value:
    what is left over where large amounts cancel has no digits of its own.
    """
    scalars, rows = oracle_model.evaluate(dict(inputs))
    result = evaluate(scenario(name, inputs))
    for key, scalar in scalars.items():
        assert result.value(key) == pytest.approx(scalar, rel=CLOSE, abs=0), (name, key)
    for key, row in rows.items():
        expected = np.array(row)
        worst = np.abs(result.row(key) - expected).max()
        assert worst <= CLOSE * np.abs(expected).max(), (name, key)
    figures = headline(result)
    for key, figure in oracle_headline.headline(dict(inputs), scalars, rows).items():
        found = figures[key].value
        if figure is None:
            assert found is None, (name, key)
        else:
            assert found is not None, (name, key, figures[key].reason)
            expected = np.atleast_1d(np.array(figure, dtype=float))
            difference = np.abs(np.atleast_1d(np.array(found, dtype=float)) - expected)
            assert difference.max() <= CLOSE * np.abs(expected).max(), (name, key)


def test_the_oracle_knows_the_same_defaults() -> None:
    assert dict(scenario("case").values) == defaults()
    assert len(PRESETS) == 14


@pytest.mark.parametrize("preset", list(PRESETS))
def test_preset_agrees(preset: str) -> None:
    assert_agrees(preset, PRESETS[preset])


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_random_scenarios_agree(start: int) -> None:
    for seed in range(start, start + 50):
        assert_agrees(f"seed {seed}", random_inputs(seed))


# Properties, on the engine's own results -------------------------------------------------


def cases() -> dict[str, dict[str, float]]:
    return {**PRESETS, **{f"seed {seed}": random_inputs(seed) for seed in range(1000, 1160)}}


@cache
def engine_runs() -> dict[str, properties.Run]:
    """The engine's results in the form that the properties are written for."""
    found: dict[str, properties.Run] = {}
    model = catalogue()
    for name, inputs in cases().items():
        result = evaluate(scenario(name, inputs))
        rows = {key: [float(value) for value in result.row(key)] for key in model.line_items}
        scalars = {key: result.value(key) for key in model.scalars}
        found[name] = properties.Run(inputs, scalars, rows)
    return found


@pytest.mark.parametrize(
    "violation",
    [
        properties.obligation_unwinds,
        properties.cash_adds_up,
        properties.quarters_add_up,
        properties.hours_add_up,
        properties.deposit_clears,
        properties.served_ratio_is_a_share,
    ],
    ids=lambda violation: violation.__name__,
)
def test_property(violation: Callable[[properties.Run], float]) -> None:
    for name, run in engine_runs().items():
        assert violation(run) <= EXACT, name


def test_maturity_adds_up() -> None:
    for name, inputs in cases().items():
        result = evaluate(scenario(name, inputs))
        figures = headline(result)
        maturity, owed = figures["maturity"].value, figures["remaining_obligation"].value
        assert isinstance(maturity, tuple)
        assert isinstance(owed, float)
        scale = max(1.0, result.at("fees_to_date", MONTHS))
        assert abs(sum(maturity) - owed) <= EXACT * scale, name
        assert min(maturity) >= 0, name


def largest_exit_difference(inputs: Mapping[str, float]) -> tuple[float, int]:
    """exit_cost in every month against the run in which notice is given in that month.

    Relative to the fees of the whole contract; and how many months it was compared in.
    """
    base = evaluate(scenario("case", inputs))
    months = np.arange(1, MONTHS + 1)
    applies = (base.row("contract_month") >= 1) & (base.row("notice_given") == 0)
    if not applies.any():
        return 0.0, 0
    noticed = months[applies]
    columns: dict[str, Value] = {**inputs}
    columns["exit_notice_month"] = base.row("contract_month")[applies]
    leaving = evaluate_batch(columns)
    ends = inputs["contract_start_month"] - 1 + np.asarray(leaving["exit_effective_month"])
    fees = np.asarray(leaving["minimum_fee"]) * base.value("is_buyer")
    due = (months[:, None] > noticed) & (months[:, None] <= ends)
    paid = (fees * due).sum(axis=0) + np.asarray(leaving["exit_expense"]).sum(axis=0)
    difference = np.abs(base.row("exit_cost")[applies] - paid)
    scale = max(1.0, base.at("fees_to_date", MONTHS), float(paid.max()))
    return float(difference.max()) / scale, int(applies.sum())


def test_exit_cost_is_what_leaving_costs() -> None:
    compared = 0
    for name, inputs in cases().items():
        worst, months = largest_exit_difference(inputs)
        assert worst <= EXACT, name
        compared += months
    assert compared > 5000
