"""Contracts that feed scenarios, against hand-written loops and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.analysis.bridge import Target, bridge
from engine.calendar import YearMonth
from engine.contracts.contract import Contract
from engine.contracts.plan import applied, refreshed, removed
from engine.contracts.register import EMPTY, Register
from engine.contracts.study import StudyError, study_inputs
from engine.contracts.supply import LATEST, MOST_PARTS, supply_of
from engine.evaluate import evaluate, evaluate_batch, evaluate_draws
from engine.kpis import headline, kpi
from engine.model.supplied import given_rows, summed_rows
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from engine.project import project_of
from engine.scenario import InputError, Scenario, scenario, with_supply, without_supply
from tests.engine.contracts.random_contracts import AS_OF, register_of
from tests.oracle import supplied as oracle
from tests.oracle.inputs import random_inputs

if TYPE_CHECKING:
    from engine.formula.values import Value

START = YearMonth(2026, 4)
MODES = (REPLACES, SUPPLEMENTS, BESIDE)
CLOSE = 1e-9
# 100 thousand GPUs at $100m a month from April 2026 on, half of it take-or-pay.
PLAIN = Contract(
    id="a",
    supplier="Ada",
    start=date(2026, 4, 1),
    term_months=24,
    monthly_fee=100.0,
    capacity=100.0,
    capacity_unit="k_gpu",
    take_or_pay_pct=0.5,
    notice_months=3,
    termination_fee_months=2,
)


def _case(register: Register, mode: float, as_of: date = AS_OF, **inputs: float) -> Scenario:
    plain = scenario("case", inputs)
    return with_supply(plain, supply_of(register, as_of), mode)


# Against the oracle --------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("mode", MODES)
def test_random_registers_agree_with_the_oracle(seed: int, mode: int) -> None:
    register = register_of(6, seed)
    register = replace(register, planned_supplier=register.contracts[0].supplier)
    inputs = random_inputs(seed)
    case = with_supply(scenario("case", inputs), supply_of(register, AS_OF), mode)
    found, figures = evaluate(case), headline(evaluate(case))
    courses = [
        oracle.course(each, START.year, START.month, AS_OF, mode) for each in register.contracts
    ]
    own = register.planned_supplier
    _, rows, wanted = oracle.evaluate(dict(inputs), courses, own)
    for key, row in rows.items():
        expected = np.array(row)
        worst = np.abs(found.row(key) - expected).max()
        assert worst <= CLOSE * np.abs(expected).max(), key
    for key in ("lock_in_months", "supplier_hhi", "coverage", "fleet_utilisation", "peak_funding"):
        if wanted[key] is None:
            assert figures[key].value is None, key
        else:
            assert figures[key].value == pytest.approx(wanted[key], rel=CLOSE), key


# By hand ---------------------------------------------------------------------------------------


def test_one_contract_month_by_month() -> None:
    """Term 24 from month 1; on 31 July four months are complete: out after month 7."""
    register, as_of = Register(contracts=(PLAIN,)), date(2026, 7, 31)
    early, lapse, on = (evaluate(_case(register, mode, as_of)) for mode in MODES)
    for result, last in ((early, 7), (lapse, 24), (on, 120)):
        runs = np.arange(1, 121) <= last
        assert result.row("register_gpus").tolist() == (100.0 * runs).tolist()
        assert result.row("register_firm_fee").tolist() == (50.0 * runs).tolist()
        assert result.row("register_full_fee").tolist() == (100.0 * runs).tolist()
    # Two monthly fees, in the month of the exit.
    charges = early.row("register_exit_charge")
    assert charges[6] == 200.0
    assert charges.sum() == 200.0
    assert not lapse.row("register_exit_charge").any()
    gap = early.row("operating_profit")[6] - lapse.row("operating_profit")[6]
    assert gap == pytest.approx(-200.0)


def test_hours_beyond_the_firm_share_are_paid_pro_rata() -> None:
    """73 m GPU-hours a month at $100m, of which $50m are owed in any case."""
    register = Register(contracts=(PLAIN,))
    for need, cost in ((0.0, 50.0), (20.0, 50.0), (36.5, 50.0), (58.4, 80.0), (500.0, 100.0)):
        result = evaluate(
            _case(
                register,
                SUPPLEMENTS,
                committed_gpus=0.0,
                opening_training_hours=0.0,
                opening_revenue=need * 10,
                compute_intensity=0.1,
                incumbent_replaced_pct=0.0,
            )
        )
        assert result.row("incumbent_used")[0] == pytest.approx(min(need, 73.0))
        assert result.row("incumbent_cost")[0] == pytest.approx(cost)


def test_exclusivity_and_replacement_act_as_on_the_incumbent_block() -> None:
    register = Register(contracts=(PLAIN,))
    case = _case(register, BESIDE, exclusivity_pct=0.25, incumbent_replaced_pct=0.1)
    result = evaluate(case)
    kept = 100.0 - 0.1 * result.row("delivered_gpus")
    barred = 0.25 * result.row("live_flag")
    assert result.row("incumbent_hours") == pytest.approx(kept * 0.73 * (1 - barred))


def test_a_contract_counts_in_the_months_in_which_its_months_begin() -> None:
    """From 31 October: months begin on 31 October, 30 November, 31 December."""
    late = replace(PLAIN, start=date(2026, 10, 31), term_months=3)
    result = evaluate(_case(Register(contracts=(late,)), SUPPLEMENTS))
    assert np.flatnonzero(result.row("register_firm_fee")).tolist() == [6, 7, 8]


def test_a_contract_that_began_before_goes_on_at_its_contract_month() -> None:
    """Fees rise by a tenth each contract year: April 2026 is contract month 13."""
    old = replace(PLAIN, start=date(2025, 4, 15), term_months=36, fee_escalator=0.1)
    result = evaluate(_case(Register(contracts=(old,)), SUPPLEMENTS))
    fees = result.row("register_full_fee")
    assert fees[:12] == pytest.approx([110.0] * 12)
    assert fees[12:24] == pytest.approx([121.0] * 12)
    assert not fees[24:].any()


def test_what_feeds_moves_with_the_start_month() -> None:
    supply = supply_of(register_of(12), AS_OF)
    here = with_supply(scenario("here"), supply, SUPPLEMENTS)
    there = replace(here, start=START.plus(7))
    assert there.supply is here.supply
    for key in given_rows():
        rows = here.rows[key], there.rows[key]
        assert rows[0][7:].tolist() == rows[1][:-7].tolist()


def test_lock_in_weighs_every_contract() -> None:
    """In month 1: $100m for 23 more months, $300m for 11; nothing of the commitment."""
    second = replace(PLAIN, id="b", term_months=12, monthly_fee=300.0)
    register = Register(contracts=(PLAIN, second))
    case = _case(register, SUPPLEMENTS, date(2026, 4, 30), monthly_spend=0.0)
    figure = kpi(evaluate(case), "lock_in_months")
    assert figure.value == pytest.approx((100 * 23 + 300 * 11) / 400)


def test_concentration_counts_suppliers_one_by_one() -> None:
    """Without a commitment and without on-demand hours, two suppliers at 3 to 1."""
    second = replace(PLAIN, id="b", supplier="Bo", monthly_fee=300.0)
    third = replace(PLAIN, id="c", monthly_fee=0.0)  # the first one's supplier
    register = Register(contracts=(PLAIN, second, third))
    case = _case(register, SUPPLEMENTS, monthly_spend=0.0, spot_capacity=0.0)
    found = kpi(evaluate(case), "supplier_hhi").value
    assert found == pytest.approx(10000 * (0.25**2 + 0.75**2))


def test_the_studied_contract_is_left_out_and_its_supplier_is_the_commitments() -> None:
    second = replace(PLAIN, id="b", monthly_fee=300.0)
    register = Register(contracts=(PLAIN, second), studied="b")
    result = evaluate(_case(register, SUPPLEMENTS, spot_capacity=0.0))
    assert result.row("register_full_fee")[0] == 100.0
    # One supplier has it all: the commitment and the other contract.
    assert kpi(result, "supplier_hhi").value == pytest.approx(10000.0)


# Off, batches, bridges -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_switched_off_everything_is_the_plain_model_bit_for_bit(seed: int) -> None:
    plain = scenario("case", random_inputs(seed))
    fed = with_supply(plain, supply_of(register_of(9), AS_OF), OFF)
    one, other = evaluate(plain), evaluate(fed)
    for key, value in one.values.items():
        np.testing.assert_array_equal(value, other.values[key], err_msg=key)
    assert headline(one) == headline(other)
    assert without_supply(fed) == plain


def test_a_draw_has_the_bits_of_its_own_run() -> None:
    case = _case(register_of(9), REPLACES)
    draws = [random_inputs(seed) for seed in range(8)]
    columns: dict[str, Value] = {
        key: np.array([values[key] for values in draws]) for key in draws[0]
    }
    columns[SWITCH] = np.arange(8.0) % 4
    batch = evaluate_batch(columns, None, case)
    some = evaluate_draws(columns, frozenset({"cash_balance", "incumbent_cost"}), case, block=3)
    for place, values in enumerate(draws):
        own = evaluate(case.with_values({**values, SWITCH: float(place % 4)}))
        for key, found in batch.items():
            value = np.broadcast_to(found, (*np.shape(found)[:-1], 8))[..., place]
            np.testing.assert_array_equal(value, own.values[key], err_msg=key)
        for key, row in some.items():
            np.testing.assert_array_equal(np.asarray(row)[:, place], own.row(key))


def test_only_the_chosen_case_is_wide() -> None:
    case = _case(register_of(9), SUPPLEMENTS)
    columns: dict[str, Value] = {**case.values, "opening_cash": np.array([1.0, 2.0])}
    found = evaluate_draws(columns, frozenset({"incumbent_cost", "cash_balance"}), case)
    assert np.shape(found["incumbent_cost"]) == (120, 1)
    assert np.shape(found["cash_balance"]) == (120, 2)


@pytest.mark.parametrize("target", [Target("peak_funding"), Target("incumbent_cost", 30)])
def test_a_bridge_between_modes_sums(target: Target) -> None:
    first = _case(register_of(9), OFF)
    second = first.with_values({SWITCH: REPLACES, "monthly_spend": 900.0, "spot_capacity": 10.0})
    found = bridge(first, second, target)
    assert found.rounding == pytest.approx(0, abs=1e-6)
    assert found.after - found.before != 0
    assert SWITCH in [step.key for step in found.steps()]


def test_a_bridge_to_another_start_tells_it_with_the_switch() -> None:
    first = _case(register_of(9), SUPPLEMENTS)
    second = replace(first, start=START.plus(5))
    found = bridge(first, second, Target("incumbent_cost", 10))
    (step,) = found.steps()
    assert (step.key, step.size) == (SWITCH, found.after - found.before)


# Edges -----------------------------------------------------------------------------------------


def test_no_contracts_are_no_supply_of_hours() -> None:
    result = evaluate(_case(EMPTY, SUPPLEMENTS))
    assert not result.row("incumbent_hours").any()
    assert not result.row("incumbent_cost").any()
    supply = supply_of(EMPTY, AS_OF)
    assert (supply.contracts, supply.parts, supply.notes) == (0, (), ())


@pytest.mark.parametrize("mode", MODES)
def test_expired_contracts_cost_nothing_from_then_on(mode: int) -> None:
    ended = replace(PLAIN, start=date(2024, 1, 1), term_months=30)  # to June 2026
    result = evaluate(_case(Register(contracts=(ended,)), mode))
    assert np.flatnonzero(result.row("register_firm_fee")).tolist() == [0, 1, 2]
    assert not result.row("register_exit_charge").any()


def test_contracts_beyond_all_plans_are_left_out_and_named() -> None:
    far = replace(PLAIN, id="far", start=date(2026 + LATEST // 12 + 2, 1, 1))
    gone = replace(PLAIN, id="gone", start=date(1990, 1, 1))
    blank = replace(PLAIN, id="blank", capacity=None, capacity_unit="")
    supply = supply_of(Register(contracts=(PLAIN, far, gone, blank)), AS_OF)
    assert [part.id for part in supply.parts] == ["a", "blank"]
    assert supply.notes == (
        "far begins more than 10 years after the register's date: left out.",
        "Without a capacity, with fees but no hours: blank.",
    )
    case = with_supply(scenario("case"), supply, SUPPLEMENTS)
    assert case.notices() == supply.notes


def test_starts_after_the_horizon_and_after_the_timeline() -> None:
    soon = replace(PLAIN, start=date(2035, 4, 1))  # month 109
    result = evaluate(_case(Register(contracts=(soon,)), BESIDE))
    fees = result.row("register_firm_fee")
    assert not fees[:108].any()
    assert fees[108:].all()
    far = replace(_case(Register(contracts=(soon,)), BESIDE), start=YearMonth(1999, 1))
    assert not evaluate(far).row("register_firm_fee").any()


def test_many_contracts_are_told_apart_as_far_as_they_can_be() -> None:
    register = register_of(MOST_PARTS + 40)
    supply = supply_of(register, AS_OF)
    assert len(supply.parts) == MOST_PARTS + 1
    assert supply.parts[-1].id == ""
    sums = np.sum([part.table() for part in supply.parts], axis=0)
    table = dict(zip(given_rows(), supply.table(), strict=True))
    for place, key in enumerate(summed_rows()):
        np.testing.assert_allclose(table[key], sums[place], rtol=1e-12, atol=1e-9)


def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = supply_of(register_of(40), AS_OF)
    monkeypatch.setattr("engine.contracts.supply.CHUNK", 3)
    assert np.allclose(supply_of(register_of(40), AS_OF).table(), whole.table(), rtol=1e-12)


def test_work_can_be_stopped() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        supply_of(register_of(3), AS_OF, stop=stop)


def test_a_register_in_any_order_gives_the_same_plan() -> None:
    register = register_of(20)
    turned = replace(register, contracts=register.contracts[::-1])
    np.testing.assert_allclose(
        supply_of(register, AS_OF).table(), supply_of(turned, AS_OF).table(), rtol=1e-9, atol=1e-9
    )


# Projects --------------------------------------------------------------------------------------


def test_a_project_is_fed_and_freed_again() -> None:
    plain = replace(
        project_of([scenario("one"), scenario("two", {"term_months": 24})]),
        register=register_of(5),
    )
    fed = applied(plain, AS_OF, REPLACES)
    assert fed.register.as_of == AS_OF
    assert [entry.scenario.values[SWITCH] for entry in fed.entries] == [REPLACES] * 2
    assert all(entry.scenario.supply is fed.supply for entry in fed.entries)
    switched = fed.with_scenario(fed.scenario.with_values({SWITCH: BESIDE}))
    assert switched.entries[1].scenario.values[SWITCH] == REPLACES
    assert refreshed(switched).scenario.values[SWITCH] == BESIDE
    # A scenario that comes in is fed as the current one is.
    more = switched.added(scenario("three"))
    assert more.scenario.supply is fed.supply
    assert more.scenario.values[SWITCH] == BESIDE
    free = removed(more)
    assert free.supply is None
    assert all(SWITCH not in entry.scenario.values for entry in free.entries)
    assert removed(fed).entries == plain.entries


def test_what_a_baseline_is_fed_with() -> None:
    fed = _case(register_of(5), BESIDE)
    baseline = scenario("preset").like(fed)
    assert baseline.supply is fed.supply
    assert baseline.values[SWITCH] == OFF
    assert scenario("preset").like(without_supply(fed)) == scenario("preset")


@pytest.mark.parametrize("value", [-1, 4, 1.5, float("nan")])
def test_the_switch_takes_whole_numbers_from_0_to_3(value: float) -> None:
    with pytest.raises(InputError, match="allowed: whole numbers 0 to 3"):
        _case(EMPTY, value)


def test_without_contracts_there_is_no_switch() -> None:
    with pytest.raises(InputError, match="unknown input"):
        scenario("case").with_values({SWITCH: 1})


# The contract under study ----------------------------------------------------------------------


def test_the_terms_of_the_studied_contract_become_the_commitment() -> None:
    contract = replace(PLAIN, start=date(2026, 7, 20), lockin_months=6, benchmark_clause=True)
    found = study_inputs(contract, START)
    case = scenario("case", found)
    wanted = {
        "monthly_spend": 100.0,
        "term_months": 24.0,
        "contract_start_month": 4.0,
        "take_or_pay_pct": 0.5,
        "notice_months": 3.0,
        "termination_fee_months": 2.0,
        "termination_fee_pct": 0.0,
        "lockin_months": 6.0,
        "committed_gpus": 100.0,
        "benchmark_clause": 1.0,
        "switching_cost": 0.0,
    }
    assert {key: case.values[key] for key in wanted} == wanted
    assert not {"exit_notice_month", "availability", "incumbent_gpus"} & set(found)
    assert "committed_gpus" not in study_inputs(replace(contract, capacity=None), START)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"start": date(2025, 4, 1)},
            "it begins in Apr 2025; a commitment can begin from",
        ),
        ({"start": date(2029, 4, 1)}, "the scenario's first month, to Mar 2028"),
        ({"term_months": 120}, "120 is not allowed; allowed: whole numbers 1 to 96"),
        ({"monthly_fee": 6000.0}, "6000 is not allowed; allowed: 0 to 5000"),
        ({"fee_schedule": ((1, 50.0), (7, 100.0))}, "its fee changes by schedule"),
    ],
)
def test_what_a_scenario_cannot_hold_is_refused_in_words(
    changes: dict[str, object], said: str
) -> None:
    with pytest.raises(StudyError, match=said):
        study_inputs(replace(PLAIN, **changes), START)  # type: ignore[arg-type]


@pytest.mark.parametrize("fee", [5e-324, 1e-200, 0.0])
def test_the_least_fees_there_are_share_nothing_by_zero(fee: float) -> None:
    tiny = Contract("a", "Ada", date(2026, 4, 1), 24, fee)
    supply = supply_of(Register((tiny,)), date(2026, 4, 30))
    assert np.isfinite(supply.table()).all()
