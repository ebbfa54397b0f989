"""The three ways and the other side of the table, against the oracle and by hand."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from engine.analysis.alternatives import (
    WAYS,
    Case,
    Costs,
    alternatives,
    largest_regrets,
    regret_by_case,
)
from engine.analysis.other_side import bargain, supplier_view, zone
from engine.evaluate import evaluate
from engine.scenario import scenario
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model
from tests.oracle.inputs import defaults, presets, random_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESETS = presets()
CLOSE = 1e-9


def figures_of(inputs: Mapping[str, float]) -> Any:
    scalars, rows = oracle_model.evaluate(dict(inputs))
    return oracle_headline.headline(dict(inputs), scalars, rows), rows


@cache
def preset_figures(preset: str) -> Any:
    return figures_of(PRESETS[preset])


def close(expected: float | None) -> Any:
    return None if expected is None else pytest.approx(expected, rel=CLOSE, abs=1e-6)


@pytest.mark.parametrize("preset", list(PRESETS))
def test_costs_and_regrets_are_the_oracles(preset: str) -> None:
    expected, _rows = preset_figures(preset)
    found = alternatives(evaluate(scenario(preset, PRESETS[preset])))
    costs = [expected[figure] for figure in ("contract_pv", "spot_pv", "own_pv")]
    assert list(found.costs.costs) == [close(cost) for cost in costs]
    existing = [cost for cost in costs if cost is not None]
    for cost, regret in zip(costs, found.costs.regrets, strict=True):
        assert regret == close(None if cost is None else cost - min(existing))
    if costs[0] is not None:
        assert found.costs.regrets[0] == close(expected["regret"])
    assert found.crossover == expected["own_crossover_month"]
    assert found.crossover_net == expected["own_crossover_net_month"]


def test_paths_are_what_was_paid_so_far() -> None:
    inputs = PRESETS["as_reported"]
    _figures, rows = preset_figures("as_reported")
    found = alternatives(evaluate(scenario("case", inputs)))
    assert found.end == 36
    assert found.paths is not None
    months = range(1, 37)
    contract = list(accumulate(rows["contract_cash"][t - 1] for t in months))
    own = list(accumulate(rows["own_build_cost"][t - 1] for t in months))
    on_demand = list(
        accumulate(
            rows["contract_used"][t - 1]
            * rows["market_price"][t - 1]
            * (1 + inputs["spot_premium"])
            for t in months
        )
    )
    residual = rows["own_residual"][:36]
    assert found.paths.contract == pytest.approx(contract, rel=CLOSE)
    assert found.paths.own == pytest.approx(own, rel=CLOSE)
    assert found.paths.on_demand == pytest.approx(on_demand, rel=CLOSE)
    net = [spent - worth for spent, worth in zip(own, residual, strict=True)]
    assert found.paths.own_net == pytest.approx(net, rel=CLOSE)
    assert found.residual == pytest.approx(residual[35], rel=CLOSE)
    crossed = next(t for t, paid, spent in zip(months, contract, own, strict=True) if paid >= spent)
    assert found.crossover == crossed


def test_no_contract_to_compare_where_the_supplier_pays() -> None:
    found = alternatives(evaluate(scenario("case", PRESETS["supplier_pays"])))
    assert found.costs == Costs((None, None, None), (None, None, None))
    assert found.costs.best is None
    assert found.paths is None
    assert found.residual is None


def test_least_of_the_largest_regrets_by_hand() -> None:
    case = scenario("case")
    cases = [
        Case(case, Costs((10.0, 12.0, None), (0.0, 2.0, None))),
        Case(case, Costs((15.0, 9.0, 11.0), (6.0, 0.0, 2.0))),
        Case(case, Costs((None, None, None), (None, None, None))),
    ]
    assert largest_regrets(cases) == (6.0, 2.0, 2.0)
    assert cases[1].costs.best == "on_demand"
    assert largest_regrets(cases[2:]) == (None, None, None)


def test_regrets_under_every_preset() -> None:
    found = regret_by_case(scenario(name, inputs) for name, inputs in PRESETS.items())
    assert [case.scenario.name for case in found] == list(PRESETS)
    for case in found:
        expected, _rows = preset_figures(case.scenario.name)
        costs = (expected["contract_pv"], expected["spot_pv"], expected["own_pv"])
        assert case.costs.costs == tuple(close(cost) for cost in costs)
    assert len(WAYS) == 3


def test_regrets_stop_when_asked() -> None:
    asked: list[int] = []

    def stop() -> None:
        asked.append(1)
        if len(asked) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        regret_by_case((scenario(name, inputs) for name, inputs in PRESETS.items()), stop)


# The other side ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "preset", ["as_reported", "flexible_contract", "total_15b_60m", "late_delivery"]
)
def test_the_suppliers_account_adds_up(preset: str) -> None:
    inputs = PRESETS[preset]
    expected, rows = preset_figures(preset)
    found = supplier_view(scenario(preset, inputs))
    assert found.npv == close(expected["supplier_npv"])
    assert found.dependence == close(expected["supplier_concentration"])
    parts = found.receipts - found.forgone - found.running - found.capital
    assert found.npv == pytest.approx(parts, rel=1e-9)
    discount = rows["discount_factor"]
    hours = [gpus * inputs["hours_per_month"] / 1000 for gpus in rows["delivered_gpus"]]
    forgone = sum(
        hour * inputs["supplier_resold_pct"] * price * factor
        for hour, price, factor in zip(hours, rows["market_price"], discount, strict=True)
    )
    running = sum(
        inputs["own_opex_per_gpu"] * gpus / 1000 * factor
        for gpus, factor in zip(rows["delivered_gpus"], discount, strict=True)
    )
    received = sum(
        paid * factor for paid, factor in zip(rows["supplier_receipts"], discount, strict=True)
    )
    assert found.forgone == pytest.approx(forgone, rel=1e-9)
    assert found.running == pytest.approx(running, rel=1e-9)
    assert found.receipts == pytest.approx(received, rel=1e-9)
    assert found.idle == 1 - inputs["supplier_resold_pct"]
    assert found.annuity == pytest.approx(rows["supplier_receipts"], rel=1e-9)


def test_the_supplier_has_no_view_of_what_it_pays() -> None:
    found = supplier_view(scenario("case", PRESETS["supplier_pays"]))
    assert found.npv is None
    assert found.dependence is None


def test_zone_and_bargain_cell_by_cell() -> None:
    terms, spends = np.array([12.0, 47.0, 96.0]), np.array([400.0, 1250.0])
    case = scenario("case")
    found = zone(case, terms, spends)
    assert found.buyer.shape == found.supplier.shape == (2, 3)
    for row, spend in enumerate(spends):
        for column, term in enumerate(terms):
            inputs = defaults() | {"term_months": term, "monthly_spend": spend}
            figures, _rows = figures_of(inputs)
            gain = min(figures["spot_pv"], figures["own_pv"]) - figures["contract_pv"]
            assert found.buyer[row, column] == pytest.approx(gain, rel=1e-8)
            assert found.supplier[row, column] == pytest.approx(figures["supplier_npv"], rel=1e-8)
    fees = bargain(case, terms)
    for place, term in enumerate(terms):
        figures, _rows = figures_of(defaults() | {"term_months": term})
        assert fees.floor[place] == pytest.approx(figures["zopa_floor"], rel=CLOSE)
        assert fees.ceiling[place] == pytest.approx(figures["zopa_ceiling"], rel=CLOSE)


def test_no_zone_where_there_is_no_deal() -> None:
    case = scenario("case", PRESETS["supplier_pays"])
    terms, spends = np.array([12.0, 36.0]), np.array([500.0, 1000.0])
    found = zone(case, terms, spends)
    assert np.isnan(found.buyer).all()
    assert np.isnan(found.supplier).all()
    fees = bargain(case, terms)
    assert np.isnan(fees.floor).all()
    assert np.isnan(fees.ceiling).all()


def test_random_contracts_have_an_account_that_adds_up() -> None:
    for seed in range(12):
        inputs = random_inputs(seed)
        found = supplier_view(scenario("case", inputs))
        figures, _rows = figures_of(inputs)
        if figures["supplier_npv"] is None:
            assert found.npv is None
            continue
        scale = abs(found.receipts) + found.forgone + found.running + found.capital
        parts = found.receipts - found.forgone - found.running - found.capital
        assert found.npv == pytest.approx(parts, abs=1e-9 * scale)
        assert found.npv == pytest.approx(figures["supplier_npv"], abs=1e-9 * scale)
