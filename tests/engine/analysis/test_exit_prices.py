"""The price list: every price is the difference of two of the oracle's runs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.analysis.exit_plan.clauses import clauses, missing
from engine.analysis.exit_plan.prices import Price, mean_worths, price_list, tried
from engine.files.shipped import preset_scenario
from engine.model.catalogue import catalogue
from engine.scenario import scenario
from tests.engine.analysis import exit_oracle as oracle
from tests.engine.analysis.exit_oracle import preset, small_contract
from tests.oracle.inputs import random_inputs

# What the clauses make of the case as reported, by hand.
AS_REPORTED = {
    "notice_1": {"notice_months": 1},
    "no_lockin": {"lockin_months": 0},
    "lower_fee": {"termination_fee_pct": 0.25},
    "no_fee": {"termination_fee_pct": 0, "termination_fee_floor": 0},
    "step_down": {"stepdown_month": 13},
    "benchmark": {"benchmark_clause": 1},
    "take_or_pay_80": {"take_or_pay_pct": 0.8},
    "makeup": {"makeup_pct": 1},
    "sla_99": {"sla_target": 0.99},
    "resale": {"resale_pct": 1},
}
HARD = preset(
    "as_reported",
    lockin_months=18.0,
    notice_months=9.0,
    termination_fee_months=6.0,
    prepay_pct=0.2,
    prepay_refund_pct=0.2,
    list_discount=0.2,
    clawback_pct=0.5,
    auto_renew=1.0,
    renewal_uplift=0.1,
    fee_escalator=0.03,
    pay_on_delivery=0.0,
    delivery_delay_months=3.0,
    exclusivity_pct=0.5,
    stepdown_month=20.0,
    decision_month=7.0,
)
CASES = {
    "as_reported": preset("as_reported"),
    "s1_terms": preset("s1_terms"),
    "flexible": preset("flexible_contract"),
    "hard": HARD,
}
_FIGURES = {
    "exit_cost": "exit_cost",
    "remaining_obligation": "remaining_obligation",
    "best_saving": "best_exit_saving",
    "contract_pv": "contract_pv",
    "npv": "npv_cash_flow",
}


def after(price: Price) -> dict[str, float]:
    return {each.key: each.after for each in price.changes}


def test_what_the_clauses_make_of_the_case_as_reported() -> None:
    found = price_list(preset_scenario("as_reported"))
    assert {each.clause: after(each) for each in found.prices} == AS_REPORTED
    reasons = dict(found.left)
    assert reasons.keys() == clauses().keys() - AS_REPORTED.keys()
    assert reasons["lockin_12"] == "lock-in is 12 months or less"
    assert reasons["deposit_back"] == "there is no deposit"
    worths = [each.worth for each in found.prices]
    assert worths == sorted(worths, reverse=True)


def test_a_hard_contract_can_ask_for_everything_but_what_needs_nothing() -> None:
    found = price_list(scenario("hard", HARD))
    assert dict(found.left) == {}
    changes = {each.clause: after(each) for each in found.prices}
    assert changes["lockin_12"] == {"lockin_months": 12}
    assert changes["lower_fee"] == {"termination_fee_pct": 0.25, "termination_fee_months": 3}
    assert changes["step_down"] == {"stepdown_month": 13}
    assert changes["no_escalator"] == {"fee_escalator": 0}


@pytest.mark.parametrize("name", list(CASES))
def test_every_price_is_the_difference_of_two_runs(name: str) -> None:
    inputs = CASES[name]
    found = price_list(scenario(name, inputs))
    free = {**inputs, **oracle.FREE}
    base = oracle.run(free)
    today = oracle.net_cost(inputs)
    assert found.net_cost == pytest.approx(today, rel=1e-9)
    for price in found.prices:
        other = oracle.run(free, **after(price))
        for field, figure in _FIGURES.items():
            expected = other.figure(figure) - base.figure(figure)
            scale = max(1.0, abs(base.figure(figure)))
            found_change = getattr(price, field)
            assert found_change == pytest.approx(expected, rel=1e-9, abs=1e-10 * scale), (
                price.clause,
                field,
            )
        worth = today - oracle.net_cost({**inputs, **after(price)})
        assert price.worth == pytest.approx(worth, rel=1e-8, abs=1e-6), price.clause


@pytest.mark.parametrize("name", list(CASES))
def test_the_monthly_fee_is_worth_the_same(name: str) -> None:
    inputs = CASES[name]
    found = price_list(scenario(name, inputs))
    for price in found.prices:
        assert not math.isnan(price.monthly), price.clause
        cheaper = oracle.net_cost(
            {**inputs, "monthly_spend": inputs["monthly_spend"] - price.monthly}
        )
        assert found.net_cost - cheaper == pytest.approx(price.worth, abs=0.5), price.clause


def test_a_price_by_hand() -> None:
    # See small_contract: notice in month 1 ends it after month 2, having paid 2 × 40 above the
    # market and 10 to switch. With a lock-in of 3 months it ends after month 4 instead.
    found = price_list(scenario("case", small_contract(lockin_months=3.0)))
    assert found.net_cost == pytest.approx(4 * 40 + 10)
    prices = {each.clause: each for each in found.prices}
    free = prices["no_lockin"]
    assert free.worth == pytest.approx(2 * 40)
    assert free.notice == 1
    assert free.best_saving == pytest.approx(80)
    # Four months of fee are paid: 20 a month off is worth as much.
    assert free.monthly == pytest.approx(20, abs=1e-6)
    assert free.exit_cost == pytest.approx(110 - 310)


def test_terms_that_only_loosen_are_never_worth_less_than_nothing() -> None:
    loosening = {"notice_1", "lockin_12", "no_lockin", "lower_fee", "no_fee", "no_clawback"}
    for name in ("as_reported", "s1_terms", "total_15b_60m", "flexible_contract", "albatross"):
        for price in price_list(preset_scenario(name)).prices:
            if price.clause in loosening:
                assert price.worth >= 0, (name, price.clause)


def test_planned_notices_do_not_matter() -> None:
    assert price_list(preset_scenario("exit_at_12")) == price_list(preset_scenario("as_reported"))
    assert price_list(preset_scenario("supplier_walks")) == price_list(preset_scenario("s1_terms"))


def test_trying_a_clause_takes_it_off_the_list() -> None:
    for seed in range(25):
        values = {**random_inputs(seed), "payment_direction": 1.0}
        chosen = scenario("case", values)
        for price in price_list(chosen).prices:
            new = chosen.with_values(tried(chosen, price.clause))
            assert missing(clauses()[price.clause], new.values), (seed, price.clause)


def test_the_table_names_inputs() -> None:
    inputs = catalogue().inputs
    for clause in clauses().values():
        assert clause.label
        assert clause.meaning.endswith(".")
        assert clause.applies is None or clause.without
        assert all(key in inputs for key, _ in clause.changes)


def test_nothing_to_negotiate_where_the_supplier_pays() -> None:
    found = price_list(preset_scenario("supplier_pays"))
    assert found.prices == ()
    assert found.reason == "the supplier pays: nothing to negotiate"
    assert mean_worths(preset_scenario("supplier_pays"), {}) == {}


def test_mean_worths_by_plain_loops() -> None:
    chosen = preset_scenario("as_reported")
    draws = {
        "market_price_decline": np.array([-0.1, 0.2, 0.4]),
        "notice_months": np.array([0.0, 6.0, 12.0]),
    }
    found = mean_worths(chosen, draws)
    cases = [
        {**chosen.values, **{key: float(values[place]) for key, values in draws.items()}}
        for place in range(3)
    ]
    for key, change in (
        ("no_fee", {"termination_fee_pct": 0.0, "termination_fee_floor": 0.0}),
        ("benchmark", {"benchmark_clause": 1.0}),
    ):
        worths = [oracle.net_cost(case) - oracle.net_cost({**case, **change}) for case in cases]
        assert found[key].mean == pytest.approx(sum(worths) / 3, rel=1e-8)
        assert found[key].error == pytest.approx(np.std(worths, ddof=1) / 3**0.5, rel=1e-6)
    # Each draw's own notice is cut to a month, none is lengthened.
    cut = [
        oracle.net_cost({**case, "notice_months": min(case["notice_months"], 1)}) for case in cases
    ]
    expected = sum(oracle.net_cost(case) - new for case, new in zip(cases, cut, strict=True)) / 3
    assert found["notice_1"].mean == pytest.approx(expected, rel=1e-8, abs=1e-6)


def test_without_uncertainty_the_mean_is_the_price() -> None:
    chosen = preset_scenario("as_reported")
    prices = {each.clause: each.worth for each in price_list(chosen).prices}
    means = {key: each.mean for key, each in mean_worths(chosen, {}).items()}
    assert means == pytest.approx(prices, abs=1e-6)


def test_it_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        price_list(preset_scenario("as_reported"), stop)
    with pytest.raises(StoppedError):
        mean_worths(preset_scenario("as_reported"), {}, stop)
