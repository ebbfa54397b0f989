"""Fees by a schedule: by hand, and against what the model's own step can express."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest

from engine.contracts.audit import audit, by_month
from engine.contracts.contract import Contract
from engine.contracts.register import Register
from engine.contracts.terms import inputs_of
from engine.evaluate import evaluate
from engine.scenario import scenario
from tests.engine.contracts.random_contracts import register_of

START = date(2026, 1, 1)
STEPPED = Contract(
    "a",
    "Northwind",
    START,
    12,
    10.0,
    fee_schedule=((1, 10.0), (4, 20.0), (7, 30.0)),
    notice_months=3,
    termination_fee_pct=0.5,
)


def test_every_month_has_its_fee() -> None:
    found = by_month(STEPPED)
    assert found.minimum_fee[1:].tolist() == [10] * 3 + [20] * 3 + [30] * 6
    assert found.remaining_obligation[:3].tolist() == [270, 260, 250]
    assert found.full_fee[[1, 3, 4, 12]].tolist() == [10, 10, 20, 30]
    # After month 2: three months of notice, then half of the remaining 210.
    assert found.unavoidable_fees[2] == 10 + 20 + 20
    assert found.exit_cost[2] == 50 + 100


def test_the_audit_reads_the_same_months() -> None:
    found = audit(Register(contracts=(STEPPED,)), date(2026, 4, 30))
    assert found.remaining_obligation[0] == 40 + 180
    assert found.full_fee[0] == 20
    assert found.exit_cost[0] == 20 + 20 + 30 + 75


def test_months_of_fee_are_those_of_the_month() -> None:
    contract = replace(STEPPED, termination_fee_pct=None, termination_fee_months=2)
    # Notice after month 1, so the exit is in month 4: two fees of 20.
    assert by_month(contract).exit_cost[1] == 10 + 10 + 20 + 40


def test_an_escalator_and_a_ramp_work_on_the_schedule() -> None:
    contract = replace(STEPPED, term_months=14, fee_escalator=0.1, take_or_pay_pct=0.5)
    found = by_month(contract)
    assert found.minimum_fee[[1, 12, 13]] == pytest.approx([5, 15, 16.5])
    ramped = by_month(replace(STEPPED, ramp_months=4, ramp_first_pct=0.5))
    assert ramped.minimum_fee[1:6] == pytest.approx([5, 6.25, 7.5, 17.5, 20])


def test_one_fee_throughout_is_no_schedule() -> None:
    for contract in register_of(20, seed=5).contracts:
        plain = by_month(contract)
        for schedule in (((1, contract.monthly_fee),), ((1, contract.monthly_fee),) * 3):
            found = by_month(replace(contract, monthly_fee=1.0, fee_schedule=schedule))
            assert np.array_equal(found.exit_cost, plain.exit_cost)
            assert np.array_equal(found.remaining_obligation_pv, plain.remaining_obligation_pv)


@pytest.mark.parametrize("seed", range(12))
def test_one_step_is_the_model_s_own_step(seed: int) -> None:
    contract = register_of(1, seed=100 + seed).contracts[0]
    month, share = 2 + seed * 5, 0.1 + 0.07 * seed
    step = {"stepdown_month": float(month), "stepdown_pct": share}
    values = MappingProxyType({**inputs_of(contract), **step})
    result = evaluate(replace(scenario("case"), values=values))
    fee = contract.monthly_fee
    schedule = ((1, fee), (month, fee * (1 - share)))
    found = by_month(replace(contract, fee_schedule=schedule))
    months = len(found.ends) - 1
    for key in ("minimum_fee", "remaining_obligation", "remaining_obligation_pv", "exit_cost"):
        expected = result.row(key)[:months]
        scale = max(abs(expected).max(), 1e-9)
        assert getattr(found, key)[1:] == pytest.approx(expected, rel=1e-12, abs=1e-12 * scale)


def test_schedules_of_any_length_stand_side_by_side() -> None:
    steps = (0, 1, 2, 3, 5, 9, 17, 60, 119)
    contracts = tuple(
        replace(
            STEPPED,
            id=f"c{count}",
            term_months=120,
            fee_schedule=tuple((1 + turn, 1.0 + turn) for turn in range(count + 1)),
        )
        for count in steps
    )
    found = audit(Register(contracts=contracts), date(2026, 1, 31))
    # After month 1: the fees 2, 3, ... to the last one, which holds to the end.
    expected = [sum(min(month, count + 1) for month in range(2, 121)) for count in steps]
    assert found.remaining_obligation.tolist() == expected
