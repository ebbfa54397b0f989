"""The audit against the model's own line items, month by month, and against the plain oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.contracts.audit import audit, by_month
from engine.contracts.contract import Contract
from engine.contracts.dates import month_end
from engine.contracts.register import Register
from engine.contracts.terms import inputs_of
from engine.evaluate import evaluate
from engine.kpis import kpi
from engine.scenario import scenario
from tests.engine.contracts.random_contracts import AS_OF, random_contract, register_of
from tests.oracle import headline as oracle_headline
from tests.oracle import model as oracle_model
from tests.oracle.inputs import defaults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.evaluate import Result

MONEY = ("remaining_obligation", "remaining_obligation_pv", "unavoidable_fees", "exit_cost")
FIGURES = (*MONEY, "effective_lock_in_months")
LAST = 120
CLOSE = 1e-9
SEEDS = range(60)


def run(contract: Contract, start_month: int, month: int) -> Result:
    """A single run of the model: terms may lie outside the ranges of the sliders."""
    values = {
        **inputs_of(contract),
        "contract_start_month": float(start_month),
        "decision_month": float(month),
    }
    return evaluate(replace(scenario("case"), values=MappingProxyType(values)))


def as_of_month(contract: Contract, month: int) -> date:
    """The day on which that many months are complete, for the first time."""
    day = month_end(contract.start, month) if month else contract.start - timedelta(days=40)
    assert day < date.max
    return day


@pytest.mark.parametrize("seed", SEEDS)
def test_every_month_of_a_contract_is_the_model_s_own(seed: int) -> None:
    contract = random_contract(seed)
    course = by_month(contract)
    life = len(course.ends) - 1
    whole = run(contract, 1, 1)
    assert life == min(whole.value("life_months"), LAST)
    for key in (*MONEY, "minimum_fee", "full_fee", "contracted_hours", "committed_end"):
        assert np.array_equal(getattr(course, key)[1:], whole.row(key)[:life]), key
        assert getattr(course, key)[0] == run(contract, 2, 1).at(key, 1), key
    for month in {0, 1, life // 2, max(life - 1, 0), life}:
        found = audit(Register(contracts=(contract,)), as_of_month(contract, month))
        for key in MONEY:
            assert getattr(found, key)[0] == getattr(course, key)[month], (key, month)


@pytest.mark.parametrize("seed", SEEDS)
def test_headline_figures_of_a_contract_are_the_model_s_own(seed: int) -> None:
    contract = random_contract(seed)
    life = len(by_month(contract).ends) - 1
    for month in {1, life // 3 + 1, life}:
        found = audit(Register(contracts=(contract,)), as_of_month(contract, month))
        result = run(contract, 1, month)
        for key in FIGURES:
            assert getattr(found, key)[0] == kpi(result, key).value, (key, month)
        assert tuple(found.maturity[0]) == kpi(result, "maturity").value
        assert found.months_left[0] == max(0, result.at("committed_end", month) - month)


def plain_inputs(contract: Contract) -> dict[str, float]:
    """The terms as register.md has them, written a second time for the oracle."""
    shares = (contract.termination_fee_pct, contract.termination_fee_decline)
    words = (*shares, contract.termination_fee_floor, contract.termination_fee_months)
    missing = all(each is None for each in words)
    ramps = contract.ramp_first_pct is not None
    return {
        **defaults(),
        "monthly_spend": contract.monthly_fee,
        "term_months": contract.term_months,
        "take_or_pay_pct": contract.take_or_pay_pct,
        "fee_escalator": contract.fee_escalator,
        "ramp_months": contract.ramp_months if ramps else 0,
        "ramp_first_pct": contract.ramp_first_pct or 0.0,
        "prepay_pct": contract.prepay_pct,
        "prepay_refund_pct": contract.prepay_refund_pct,
        "auto_renew": float(contract.auto_renew),
        "renewal_months": contract.renewal_months,
        "renewal_uplift": contract.renewal_uplift,
        "lockin_months": contract.lockin_months,
        "notice_months": 12 if contract.notice_months is None else contract.notice_months,
        "termination_fee_pct": 1.0 if missing else contract.termination_fee_pct or 0.0,
        "termination_fee_decline": contract.termination_fee_decline or 0.0,
        "termination_fee_floor": contract.termination_fee_floor or 0.0,
        "termination_fee_months": contract.termination_fee_months or 0,
        "list_discount": contract.list_discount,
        "clawback_pct": contract.clawback_pct,
        "switching_cost": contract.switching_cost,
        "benchmark_clause": 0.0,
    }


def plain_months(contract: Contract, day: date) -> int:
    """Completed months, counted one by one on the calendar."""
    months = 0
    while True:
        year, month = divmod(contract.start.year * 12 + contract.start.month + months, 12)
        first_after = date(year + (month == 12), month % 12 + 1, 1)
        last = first_after + timedelta(days=31)
        length = (last.replace(day=1) - first_after).days
        begins = first_after.replace(day=min(contract.start.day, length))
        if begins - timedelta(days=1) > day:
            return months
        months += 1


def test_a_register_is_the_oracle_s_contract_by_contract() -> None:
    register = register_of(250, seed=7)
    found = audit(register, AS_OF)
    assert set(found.status) == {"not_started", "running", "renewed", "expired"}
    for place, contract in enumerate(register.contracts):
        months = plain_months(contract, AS_OF)
        month = min(max(months, 1), LAST)
        inputs = plain_inputs(contract) | {
            "contract_start_month": 1.0 if months else 2.0,
            "decision_month": float(month),
        }
        scalars, rows = oracle_model.evaluate(inputs)
        figures = oracle_headline.headline(inputs, scalars, rows)
        committed = rows["committed_end"][month - 1]
        scale = max(contract.monthly_fee * 120, contract.switching_cost, 1e-6)
        for key in FIGURES:
            value = figures[key]
            assert isinstance(value, float)
            assert getattr(found, key)[place] == pytest.approx(value, rel=CLOSE, abs=CLOSE * scale)
        assert found.maturity[place] == pytest.approx(
            np.array(figures["maturity"]), rel=CLOSE, abs=CLOSE * scale
        )
        assert found.months_elapsed[place] == min(months, committed)
        assert found.months_left[place] == committed - min(months, committed)
        assert found.signed[place] == (months < committed)


def test_maturity_adds_up() -> None:
    found = audit(register_of(500), AS_OF)
    assert found.maturity.sum(axis=1) == pytest.approx(found.remaining_obligation, rel=1e-9)
    assert (found.maturity >= 0).all()
    assert sum(found.portfolio.maturity) == pytest.approx(found.portfolio.remaining_obligation)
    assert not found.maturity[~found.signed].any()


def test_a_contract_in_a_crowd_has_the_bits_that_it_has_alone() -> None:
    register = register_of(40, seed=3)
    found = audit(register, AS_OF)
    for place, contract in enumerate(register.contracts):
        alone = audit(Register(contracts=(contract,)), AS_OF)
        assert found.place(contract.id) == place
        for key in (*FIGURES, "full_fee", "months_left", "months_elapsed", "beyond_timeline"):
            assert getattr(found, key)[place] == getattr(alone, key)[0], key
        assert found.next_notice[place] == alone.next_notice[0]
        assert found.status[place] == alone.status[0]


# The end of the timeline, by hand -----------------------------------------------------------

LONG = Contract(
    "long",
    "Northwind",
    date(2026, 1, 1),
    120,
    10.0,
    notice_months=6,
    termination_fee_pct=0.0,
)
RENEWING: Mapping[str, object] = {"auto_renew": True, "renewal_months": 24}


def only(contract: Contract, day: date) -> tuple[float, ...]:
    found = audit(Register(contracts=(contract,)), day)
    return (
        float(found.remaining_obligation[0]),
        float(found.months_left[0]),
        float(found.unavoidable_fees[0]),
        float(found.beyond_timeline[0]),
    )


def test_a_term_of_120_months_fits_once_it_has_begun() -> None:
    assert only(LONG, date(2026, 1, 31)) == (1190.0, 119.0, 60.0, 0.0)
    assert only(LONG, date(2035, 11, 30)) == (10.0, 1.0, 10.0, 0.0)
    assert only(LONG, date(2035, 12, 31)) == (0.0, 0.0, 0.0, 0.0)
    assert only(LONG, date(2046, 1, 1)) == (0.0, 0.0, 0.0, 0.0)


def test_before_its_first_month_the_last_one_does_not_fit_and_that_is_said() -> None:
    assert only(LONG, date(2025, 6, 1)) == (1190.0, 120.0, 60.0, 1.0)
    assert only(replace(LONG, term_months=119), date(2025, 6, 1)) == (1190.0, 119.0, 60.0, 0.0)


def test_a_renewal_beyond_the_timeline_is_cut_and_that_is_said() -> None:
    contract = replace(LONG, term_months=108, **RENEWING)  # type: ignore[arg-type]
    # To month 102 notice is in time; from then on it runs to 132, of which 120 fit.
    assert only(contract, date(2034, 6, 30)) == (60.0, 6.0, 60.0, 1.0)
    assert only(contract, date(2034, 7, 31)) == (170.0, 29.0, 60.0, 1.0)
    assert only(contract, date(2035, 12, 31)) == (0.0, 12.0, 0.0, 1.0)
    found = audit(Register(contracts=(contract,)), date(2036, 6, 30))
    assert found.status == ("renewed",)
    assert (found.months_elapsed[0], found.months_left[0]) == (126, 6)
    assert audit(Register(contracts=(contract,)), date(2036, 12, 31)).status == ("expired",)


# Long registers -----------------------------------------------------------------------------


def test_progress_is_told_and_stopping_ends_the_work() -> None:
    told: list[tuple[int, int]] = []
    audit(register_of(12_000), AS_OF, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (12_000, 12_000)
    assert len(told) > 1
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    class StoppedError(Exception):
        pass

    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked == 4:
            raise StoppedError

    with pytest.raises(StoppedError):
        audit(register_of(12_000), AS_OF, stop=stop)
    assert asked == 4


def test_by_month_knows_where_today_is() -> None:
    contract = replace(LONG, term_months=3)
    days = [date(2025, 1, 1), date(2026, 1, 31), date(2026, 3, 31), date(2026, 4, 30)]
    assert [by_month(contract, as_of=day).today for day in days] == [0, 1, 3, None]
    assert by_month(contract).ends == (
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
    )
    assert by_month(contract).remaining_obligation.tolist() == [30, 20, 10, 0]


def test_hours_are_those_of_the_contract_month_of_the_day() -> None:
    ramped = Contract(
        "a",
        "Northwind",
        date(2026, 3, 10),
        4,
        10.0,
        capacity=100.0,
        capacity_unit="k_gpu",
        ramp_months=1,
        ramp_first_pct=0.5,
        notice_months=1,
        termination_fee_pct=0.0,
    )
    renewing = replace(ramped, id="b", auto_renew=True, renewal_months=12)
    unknown = replace(ramped, id="c", capacity=None)
    register = Register(contracts=(ramped, renewing, unknown))
    # 100,000 GPUs for 730 hours are 73 m GPU-hours; half of them in the first month.
    expected = {
        date(2026, 3, 9): (0, 0, 0),
        date(2026, 3, 10): (36.5, 36.5, 0),
        date(2026, 4, 9): (36.5, 36.5, 0),
        date(2026, 4, 10): (73, 73, 0),
        date(2026, 7, 9): (73, 73, 0),
        date(2026, 7, 10): (0, 73, 0),
        date(2027, 7, 9): (0, 73, 0),
        date(2027, 7, 10): (0, 0, 0),
    }
    for day, hours in expected.items():
        assert audit(register, day).contracted_hours.tolist() == pytest.approx(hours)
