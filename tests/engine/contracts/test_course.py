"""The portfolio over the coming months is what audits on those dates say."""

from __future__ import annotations

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
    found = course(REGISTER, date(2027, 12, 30), 3)
    assert [each.day for each in found.dates] == [30, 30, 29, 30]


def test_from_the_end_of_a_month_all_months_are_complete() -> None:
    # On 30 Jul the month is not complete, on 31 Jul it is: the steps are even.
    contract = Contract("a", "Northwind", date(2026, 1, 1), 24, 10.0, notice_months=24)
    found = course(Register(contracts=(contract,)), date(2026, 6, 30), 4)
    assert [(each.month, each.day) for each in found.dates] == [
        (6, 30),
        (7, 31),
        (8, 31),
        (9, 30),
        (10, 31),
    ]
    assert found.remaining_obligation[0].tolist() == pytest.approx([180, 170, 160, 150, 140])


def test_suppliers_come_with_the_largest_first() -> None:
    suppliers, owed = obligation_by_supplier(REGISTER, AS_OF, 24)
    assert owed.shape == (len(suppliers), 25)
    assert set(suppliers) == {each.supplier for each in REGISTER.contracts}
    peaks = owed.max(axis=1).tolist()
    assert peaks == sorted(peaks, reverse=True)


def test_nothing_has_no_course() -> None:
    found = course(EMPTY, AS_OF, 12)
    assert found.suppliers == ()
    assert found.remaining_obligation.shape == (0, 13)
