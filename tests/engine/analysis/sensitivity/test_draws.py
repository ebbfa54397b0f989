"""Sensitivity in the draws of the real model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from engine.analysis.sensitivity.draws import sensitivity_from_draws, values_in
from engine.analysis.simulation.result import Simulation
from engine.explanation.subjects import Subject
from engine.scenario import Scenario, scenario
from engine.uncertainty.case import Distribution, Uncertainty
from tests.engine.analysis.sensitivity.referee import figure, line_item
from tests.oracle.inputs import defaults

DRAWS = 400


def simulation(case: Scenario) -> Simulation:
    """Uniform draws of three inputs, the last two going together; figures not kept."""
    chance = np.random.default_rng(11)
    growth, price, efficiency = chance.uniform(size=(3, DRAWS))
    samples = {
        "revenue_growth": 0.02 + 0.1 * growth,
        "incumbent_price": 3 + 2 * price,
        "monthly_spend": 1000 + 250 * price + 250 * efficiency,
    }
    made = Uncertainty(
        tuple((key, Distribution("uniform", (("low", 0.0), ("high", 1.0)))) for key in samples)
    )
    nothing = np.empty(0)
    return Simulation(case, made, DRAWS, 11, samples, {}, nothing, nothing, {})


def test_values_are_the_oracle_s_in_each_draw() -> None:
    case = scenario("case")
    drawn = simulation(case)
    found = values_in(drawn, Subject("npv_operating_profit"))
    row = values_in(drawn, Subject("operating_profit", 9))
    for place in (0, 57, 399):
        values = {**defaults(), **{key: each[place] for key, each in drawn.samples.items()}}
        assert found[place] == pytest.approx(figure(values, "npv_operating_profit"), rel=1e-9)
        assert row[place] == pytest.approx(line_item(values, "operating_profit", 9), rel=1e-9)


def test_figures_that_were_kept_are_taken() -> None:
    drawn = replace(simulation(scenario("case")), figures={"regret": np.arange(400.0)})
    assert values_in(drawn, Subject("regret")) is drawn.figures["regret"]


def test_ranks_of_the_real_model() -> None:
    drawn = simulation(scenario("case"))
    found = sensitivity_from_draws(drawn, Subject("npv_operating_profit"))
    values = values_in(drawn, Subject("npv_operating_profit"))
    for each in found.inputs:
        expected = stats.spearmanr(drawn.samples[each.key], values).statistic
        assert each.rank == pytest.approx(expected)
    assert found.inputs[0].key == "revenue_growth"
    assert (found.draws, found.missing, found.fault) == (DRAWS, 0, "")


def test_what_cannot_reach_it_is_left_out_though_it_goes_together() -> None:
    found = sensitivity_from_draws(simulation(scenario("case")), Subject("total_commitment"))
    assert [each.key for each in found.inputs] == ["monthly_spend"]
    assert found.beyond == ("revenue_growth", "incumbent_price")
    assert found.inputs[0].share == pytest.approx(1.0, abs=0.01)


def test_a_figure_that_never_varies_or_never_exists() -> None:
    drawn = simulation(scenario("case"))
    found = sensitivity_from_draws(drawn, Subject("effective_lock_in_months"))
    assert (found.fault, found.inputs) == ("never varies", ())
    assert sensitivity_from_draws(drawn, Subject("cash_out_month")).fault == "too few"
