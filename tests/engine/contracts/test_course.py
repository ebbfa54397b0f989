"""The portfolio over the coming months is what audits on those dates say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.contracts.audit import audit, course, obligation_by_supplier
from engine.contracts.contract import Contract
from engine.contracts.register import EMPTY, Register
from tests.engine.contracts.random_contracts import AS_OF, register_of

REGISTER = register_of(120, seed=11)


def test_each_date_is_an_audit_of_that_date() -> None:
    found = course(REGISTER, AS_OF, 40)
    assert len(found.dates) == 41
    for turn in (0, 1, 2, 7, 23, 40):
        then = audit(REGISTER, found.dates[turn])
        for key in ("remaining_obligation", "exit_cost"):
            assert getattr(found, key)[:, turn].sum() == pytest.approx(
                getattr(then.portfolio, key), rel=1e-12
            )
        for name, owed in zip(found.suppliers, found.remaining_obligation[:, turn], strict=True):
            mine = [each.supplier == name for each in REGISTER.contracts]
            assert owed == pytest.approx(then.remaining_obligation[mine].sum(), rel=1e-12)


def test_dates_are_counted_from_the_first() -> None:
    found = course(REGISTER, date(2027, 12, 31), 3)
    assert found.dates == (
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
    )


def test_suppliers_come_with_the_largest_first() -> None:
    suppliers, owed = obligation_by_supplier(REGISTER, AS_OF, 24)
    assert owed.shape == (len(suppliers), 25)
    assert set(suppliers) == {each.supplier for each in REGISTER.contracts}
    peaks = owed.max(axis=1).tolist()
    assert peaks == sorted(peaks, reverse=True)


def test_hours_are_those_of_the_month_that_runs() -> None:
    contract = Contract(
        "a",
        "Northwind",
        date(2026, 3, 1),
        4,
        10.0,
        capacity=100.0,
        capacity_unit="k_gpu",
        ramp_months=1,
        ramp_first_pct=0.5,
        notice_months=1,
        termination_fee_pct=0.0,
    )
    found = course(Register(contracts=(contract,)), date(2026, 1, 15), 7)
    # 100,000 GPUs for 730 hours are 73 m GPU-hours; half of them in the first month.
    assert found.contracted_hours[0].tolist() == pytest.approx([0, 0, 36.5, 73, 73, 73, 0, 0])
    renewing = replace(contract, auto_renew=True, renewal_months=12)
    found = course(Register(contracts=(renewing,)), date(2026, 1, 15), 7)
    assert found.contracted_hours[0].tolist() == pytest.approx([0, 0, 36.5, 73, 73, 73, 73, 73])


def test_nothing_has_no_course() -> None:
    found = course(EMPTY, AS_OF, 12)
    assert found.suppliers == ()
    assert found.remaining_obligation.shape == (0, 13)
