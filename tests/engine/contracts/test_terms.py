"""What a contract's cells become as inputs of the model, blanks above all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from engine.contracts.contract import Contract
from engine.contracts.register import Register
from engine.contracts.terms import inputs_of, inputs_of_many
from tests.engine.contracts.random_contracts import register_of
from tests.oracle.inputs import defaults

PLAIN = Contract("a", "X", date(2026, 4, 1), 36, 1250.0)


def test_a_blank_ramp_is_none() -> None:
    assert inputs_of(replace(PLAIN, ramp_months=6))["ramp_months"] == 0
    given = inputs_of(replace(PLAIN, ramp_months=6, ramp_first_pct=0.0))
    assert (given["ramp_months"], given["ramp_first_pct"]) == (6, 0.0)


def test_missing_clauses_are_at_their_worst() -> None:
    found = inputs_of(PLAIN)
    assert found["notice_months"] == 12
    assert found["termination_fee_pct"] == 1
    assert found["termination_fee_decline"] == found["termination_fee_floor"] == 0


@pytest.mark.parametrize(
    "change",
    [
        {"termination_fee_pct": 0.0},
        {"termination_fee_decline": 0.1},
        {"termination_fee_floor": 0.05},
        {"termination_fee_months": 3},
        {"termination_fee_months": 0},
    ],
)
def test_any_termination_column_is_a_clause(change: dict[str, float]) -> None:
    contract = replace(PLAIN, **change)  # type: ignore[arg-type]
    found = inputs_of(contract)
    assert found["termination_fee_pct"] == 0
    assert {key: found[key] for key in change} == change


def test_no_notice_is_another_thing_than_none_written() -> None:
    contract = replace(PLAIN, notice_months=0)
    assert inputs_of(contract)["notice_months"] == 0


@pytest.mark.parametrize(
    ("capacity", "unit", "thousands"),
    [
        (325_000.0, "gpu", 325.0),
        (325.0, "k_gpu", 325.0),
        (442.0, "mw", 325.0),  # 1.36 kW a GPU
        (237_250_000.0, "gpu_hour_month", 325.0),  # 730 hours a month
        (None, "gpu", 0.0),
        (325.0, "", 0.0),
    ],
)
def test_capacity_in_thousand_gpus(capacity: float | None, unit: str, thousands: float) -> None:
    found = inputs_of(replace(PLAIN, capacity=capacity, capacity_unit=unit))
    assert found["committed_gpus"] == pytest.approx(thousands, rel=1e-12)


def test_the_register_changes_what_a_megawatt_is() -> None:
    contract = replace(PLAIN, capacity=400.0, capacity_unit="mw")
    found = inputs_of(contract, Register(kw_per_gpu=2.0, borrowing_rate=0.11))
    assert found["committed_gpus"] == 200.0
    assert found["borrowing_rate"] == 0.11
    assert inputs_of(contract)["borrowing_rate"] == 0.08


def test_no_benchmark_path_is_applied() -> None:
    assert inputs_of(replace(PLAIN, benchmark_clause=True))["benchmark_clause"] == 0


def test_what_the_register_does_not_say_is_the_model_s() -> None:
    found = inputs_of(PLAIN)
    assert set(found) == set(defaults())
    for key in ("stepdown_month", "delivery_delay_months", "exit_notice_month"):
        assert found[key] == 0
    assert found["payment_direction"] == 1


def test_many_are_each_one() -> None:
    register = register_of(50)
    found = inputs_of_many(register.contracts, register)
    for place, contract in enumerate(register.contracts):
        alone = inputs_of(contract, register)
        for key, value in found.items():
            column = np.broadcast_to(value, (50,))
            assert column[place] == alone[key], key
