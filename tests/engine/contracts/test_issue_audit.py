"""The audit as register.md states it: every figure here was worked by hand from the text."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.contracts.audit import audit
from engine.contracts.contract import Contract
from engine.contracts.register import Register

if TYPE_CHECKING:
    from engine.contracts.audit import Audit

YEAR = date(2026, 1, 1)


def flat(**terms: object) -> Contract:
    """$100m a month for 12 months of 2026, notice 3 months, half of what is left as a fee."""
    given: dict[str, object] = {
        "id": "C1",
        "supplier": "Northwind",
        "start": YEAR,
        "term_months": 12,
        "monthly_fee": 100.0,
        "notice_months": 3,
        "termination_fee_pct": 0.5,
    }
    return Contract(**(given | terms))  # type: ignore[arg-type]


def audited(day: date, *contracts: Contract) -> Audit:
    return audit(Register(contracts=contracts), day)


def figure(found: Audit, key: str, place: int = 0) -> float:
    return float(getattr(found, key)[place])


def present_value(*fees: float, rate: float = 0.08) -> float:
    """Of fees one, two, ... months from now, at a rate a year."""
    return math.fsum(fee / (1 + rate) ** (turn / 12) for turn, fee in enumerate(fees, 1))


# A flat fee ----------------------------------------------------------------------------------


def test_a_flat_fee_half_way() -> None:
    found = audited(date(2026, 6, 30), flat(switching_cost=10.0))
    assert figure(found, "months_elapsed") == 6
    assert figure(found, "months_left") == 6
    assert figure(found, "remaining_obligation") == pytest.approx(600)
    assert figure(found, "remaining_obligation_pv") == pytest.approx(present_value(*[100.0] * 6))
    assert figure(found, "unavoidable_fees") == pytest.approx(300)  # three months' notice
    assert figure(found, "exit_cost") == pytest.approx(300 + 150 + 10)
    assert figure(found, "effective_lock_in_months") == 3
    assert list(found.maturity[0]) == pytest.approx([600, 0, 0, 0, 0, 0])
    assert found.next_notice == (None,)
    assert found.status == ("running",)


def test_the_take_or_pay_share_is_what_is_owed() -> None:
    found = audited(date(2026, 6, 30), flat(take_or_pay_pct=0.4))
    assert figure(found, "remaining_obligation") == pytest.approx(240)
    assert figure(found, "unavoidable_fees") == pytest.approx(120)
    assert figure(found, "exit_cost") == pytest.approx(120 + 60)


def test_the_rate_is_the_registers() -> None:
    register = Register(contracts=(flat(),), borrowing_rate=0.2)
    found = audit(register, date(2026, 9, 30))
    assert figure(found, "remaining_obligation_pv") == pytest.approx(
        present_value(100, 100, 100, rate=0.2)
    )


@pytest.mark.parametrize(
    ("start", "day", "elapsed"),
    [
        (date(2026, 1, 1), date(2026, 1, 30), 0),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 1, 1), date(2026, 2, 27), 1),
        (date(2026, 1, 1), date(2026, 2, 28), 2),
        (date(2026, 1, 15), date(2026, 2, 13), 0),
        (date(2026, 1, 15), date(2026, 2, 14), 1),
        # Months that begin on the 31st are clamped: 31 Jan, 28 Feb, 31 Mar, 30 Apr.
        (date(2026, 1, 31), date(2026, 2, 26), 0),
        (date(2026, 1, 31), date(2026, 2, 27), 1),
        (date(2026, 1, 31), date(2026, 3, 29), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 2),
        (date(2026, 1, 31), date(2026, 4, 28), 2),
        (date(2026, 1, 31), date(2026, 4, 29), 3),
        # In a leap year the second month begins on 29 Feb.
        (date(2028, 1, 31), date(2028, 2, 27), 0),
        (date(2028, 1, 31), date(2028, 2, 28), 1),
        (date(2028, 1, 30), date(2028, 2, 28), 1),
        # From 29 Feb on: 29 Mar, ..., 29 Jan, 28 Feb of the next year.
        (date(2028, 2, 29), date(2028, 3, 28), 1),
        (date(2028, 2, 29), date(2029, 2, 26), 11),
        (date(2028, 2, 29), date(2029, 2, 27), 12),
    ],
)
def test_completed_months(start: date, day: date, elapsed: int) -> None:
    found = audited(day, flat(start=start, term_months=24))
    assert figure(found, "months_elapsed") == elapsed
    assert figure(found, "months_left") == 24 - elapsed
    assert figure(found, "remaining_obligation") == pytest.approx(100.0 * (24 - elapsed))


@pytest.mark.parametrize("day", [date(2025, 3, 3), date(2025, 12, 31), date(2026, 1, 30)])
def test_before_a_month_is_complete_everything_is_ahead(day: date) -> None:
    found = audited(day, flat())
    assert figure(found, "months_elapsed") == 0
    assert figure(found, "months_left") == 12
    assert figure(found, "remaining_obligation") == pytest.approx(1200)
    assert figure(found, "remaining_obligation_pv") == pytest.approx(present_value(*[100.0] * 12))
    assert figure(found, "unavoidable_fees") == pytest.approx(300)
    assert figure(found, "exit_cost") == pytest.approx(300 + 450)
    assert figure(found, "effective_lock_in_months") == 3


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2031, 7, 1)])
def test_what_has_expired_owes_nothing(day: date) -> None:
    found = audited(day, flat(switching_cost=10.0))
    assert figure(found, "months_elapsed") == 12
    assert figure(found, "months_left") == 0
    for key in (
        "remaining_obligation",
        "remaining_obligation_pv",
        "unavoidable_fees",
        "exit_cost",
        "effective_lock_in_months",
    ):
        assert figure(found, key) == 0, key
    assert not found.maturity.any()
    assert found.next_notice == (None,)
    assert found.status == ("expired",)
    assert not found.signed[0]


def test_the_last_day_but_one_is_not_expired() -> None:
    found = audited(date(2026, 12, 30), flat())
    assert figure(found, "months_elapsed") == 11
    assert figure(found, "remaining_obligation") == pytest.approx(100)
    assert found.signed[0]


# Leaving -------------------------------------------------------------------------------------


def test_lock_in_reaches_to_the_end() -> None:
    found = audited(date(2026, 6, 30), flat(lockin_months=9, switching_cost=10.0))
    assert figure(found, "effective_lock_in_months") == 6
    assert figure(found, "unavoidable_fees") == pytest.approx(600)
    assert figure(found, "exit_cost") == pytest.approx(600)  # letting it end costs nothing


def test_lock_in_then_notice() -> None:
    found = audited(date(2026, 2, 28), flat(lockin_months=5))
    assert figure(found, "effective_lock_in_months") == 6  # to month 5, and three of notice
    assert figure(found, "unavoidable_fees") == pytest.approx(600)
    assert figure(found, "exit_cost") == pytest.approx(600 + 200)


DECLINING = {
    "term_months": 36,
    "lockin_months": 12,
    "notice_months": 6,
    "termination_fee_pct": 0.5,
    "termination_fee_decline": 0.15,
    "termination_fee_floor": 0.1,
}


@pytest.mark.parametrize(
    ("day", "unavoidable", "fee"),
    [
        (date(2026, 3, 31), 1500, 0.35 * 1800),  # exit in month 18, of year 2
        (date(2026, 12, 31), 600, 0.35 * 1800),
        (date(2027, 6, 30), 600, 0.35 * 1200),  # month 24 is the last of year 2
        (date(2027, 7, 31), 600, 0.20 * 1100),  # month 25 the first of year 3
        (date(2028, 6, 30), 600, 0),  # to the end
    ],
)
def test_the_fee_declines_with_the_contract_year(day: date, unavoidable: float, fee: float) -> None:
    found = audited(day, flat(**DECLINING))
    assert figure(found, "unavoidable_fees") == pytest.approx(unavoidable)
    assert figure(found, "exit_cost") == pytest.approx(unavoidable + fee)


def test_the_fee_stops_at_its_floor() -> None:
    terms = DECLINING | {"notice_months": 1, "termination_fee_decline": 0.3}
    found = audited(date(2028, 6, 30), flat(**terms))
    assert figure(found, "exit_cost") == pytest.approx(100 + 0.1 * 500)


@pytest.mark.parametrize(("months", "fee"), [(2, 200), (3, 300), (5, 300)])
def test_a_fee_in_months_is_at_most_what_is_left(months: int, fee: float) -> None:
    found = audited(
        date(2026, 6, 30), flat(termination_fee_pct=None, termination_fee_months=months)
    )
    assert figure(found, "exit_cost") == pytest.approx(300 + fee)


def test_the_discount_is_clawed_back() -> None:
    terms = {"termination_fee_pct": 0.0, "list_discount": 0.2, "clawback_pct": 0.5}
    found = audited(date(2026, 6, 30), flat(**terms))
    # Half of 0.2 / 0.8 of the nine months paid by then.
    assert figure(found, "exit_cost") == pytest.approx(300 + 0.125 * 900)


@pytest.mark.parametrize(("fee", "lost"), [(0.0, 0.75 * 60), (0.1, 0.75 * 30), (0.5, 0)])
def test_the_deposit_beyond_the_fee_is_lost_in_part(fee: float, lost: float) -> None:
    terms = {"termination_fee_pct": fee, "prepay_pct": 0.2, "prepay_refund_pct": 0.25}
    found = audited(date(2026, 6, 30), flat(**terms))
    assert figure(found, "exit_cost") == pytest.approx(300 + fee * 300 + lost)


def test_a_ramp_and_an_escalator() -> None:
    terms = {"term_months": 24, "ramp_months": 2, "ramp_first_pct": 0.5, "fee_escalator": 0.1}
    whole = 50 + 75 + 10 * 100 + 12 * 110
    found = audited(date(2025, 6, 1), flat(**terms))
    assert figure(found, "remaining_obligation") == pytest.approx(whole)
    found = audited(date(2026, 1, 31), flat(**terms))
    assert figure(found, "remaining_obligation") == pytest.approx(whole - 50)
    found = audited(date(2027, 6, 30), flat(**terms))
    assert figure(found, "remaining_obligation") == pytest.approx(660)
    assert figure(found, "full_fee") == pytest.approx(110)


def test_a_ramp_without_its_first_month_is_none() -> None:
    found = audited(date(2025, 6, 1), flat(ramp_months=6))
    assert figure(found, "remaining_obligation") == pytest.approx(1200)


# Clauses that are missing --------------------------------------------------------------------


def test_a_missing_clause_is_priced_at_its_worst() -> None:
    day = date(2026, 12, 31)
    both = flat(term_months=36, notice_months=None, termination_fee_pct=None)
    no_fee = flat(term_months=36, termination_fee_pct=None)
    no_notice = flat(term_months=36, notice_months=None)
    found = audited(day, both, no_fee, no_notice)
    # 24 months are left: twelve of notice, then everything; three; twelve, then a half.
    assert list(found.exit_cost) == pytest.approx([1200 + 1200, 300 + 2100, 1200 + 600])


@pytest.mark.parametrize(
    "stated",
    [
        {"termination_fee_months": 0},
        {"termination_fee_pct": 0.0},
        {"termination_fee_decline": 0.0},
        {"termination_fee_floor": 0.0},
    ],
)
def test_any_word_about_the_fee_is_a_clause(stated: dict[str, object]) -> None:
    found = audited(date(2026, 6, 30), flat(**({"termination_fee_pct": None} | stated)))
    assert figure(found, "exit_cost") == pytest.approx(300)


# Renewal -------------------------------------------------------------------------------------

RENEWING = {"auto_renew": True, "renewal_months": 12, "renewal_uplift": 0.1}


def test_until_the_notice_has_passed_the_renewal_is_not_owed() -> None:
    found = audited(date(2026, 9, 30), flat(**RENEWING))
    assert figure(found, "remaining_obligation") == pytest.approx(300)
    assert figure(found, "months_left") == 3
    assert found.next_notice == (date(2026, 9, 30),)  # the last day of month 12 - 3


def test_once_it_has_passed_the_renewal_is_owed_too() -> None:
    found = audited(date(2026, 10, 31), flat(**RENEWING))
    assert figure(found, "months_left") == 14
    assert figure(found, "remaining_obligation") == pytest.approx(200 + 12 * 110)
    assert list(found.maturity[0]) == pytest.approx([200 + 10 * 110, 2 * 110, 0, 0, 0, 0])
    assert figure(found, "unavoidable_fees") == pytest.approx(200 + 110)
    assert figure(found, "exit_cost") == pytest.approx(310 + 0.5 * 11 * 110)
    assert found.next_notice == (None,)


def test_in_the_renewal_and_after_it() -> None:
    running, over = (
        audited(day, flat(**RENEWING)) for day in (date(2027, 6, 30), date(2027, 12, 31))
    )
    assert running.status == ("renewed",)
    assert figure(running, "months_elapsed") == 18
    assert figure(running, "remaining_obligation") == pytest.approx(660)
    assert running.next_notice == (None,)
    assert over.status == ("expired",)
    assert figure(over, "months_elapsed") == 24
    assert figure(over, "remaining_obligation") == 0


@pytest.mark.parametrize(
    ("start", "term", "days", "deadline"),
    [
        (date(2026, 1, 1), 12, 0, date(2026, 12, 31)),
        (date(2026, 1, 1), 12, 90, date(2026, 10, 2)),
        (date(2026, 3, 31), 11, 30, date(2027, 1, 28)),  # clamped: to 27 Feb 2027
        (date(2027, 3, 1), 12, 1, date(2028, 2, 28)),  # a leap year's 29 Feb is the last day
    ],
)
def test_the_deadline_in_days(start: date, term: int, days: int, deadline: date) -> None:
    terms = RENEWING | {"start": start, "term_months": term, "renewal_notice_days": days}
    assert audited(start, flat(**terms)).next_notice == (deadline,)
    assert audited(deadline, flat(**terms)).next_notice == (deadline,)
    assert audited(date.fromordinal(deadline.toordinal() + 1), flat(**terms)).next_notice == (None,)


@pytest.mark.parametrize(
    ("start", "term", "notice", "deadline"),
    [
        (date(2026, 1, 31), 12, 10, date(2026, 3, 30)),  # month 3 begins on 31 Mar
        (date(2026, 1, 31), 12, 11, date(2026, 2, 27)),
        (date(2027, 12, 31), 12, 10, date(2028, 2, 28)),  # month 3 begins on 29 Feb
        (date(2027, 12, 31), 12, 0, date(2028, 12, 30)),
    ],
)
def test_the_deadline_in_months(start: date, term: int, notice: int, deadline: date) -> None:
    terms = RENEWING | {"start": start, "term_months": term, "notice_months": notice}
    assert audited(start, flat(**terms)).next_notice == (deadline,)


def test_without_renewal_there_is_no_deadline() -> None:
    found = audited(date(2026, 2, 28), flat(renewal_months=12, renewal_notice_days=30))
    assert found.next_notice == (None,)


# Maturity ------------------------------------------------------------------------------------


def test_maturity_has_five_years_and_the_rest() -> None:
    found = audited(date(2026, 6, 30), flat(term_months=96, fee_escalator=0.1))
    # 90 months are left, of which six at 100 fill the first bucket up with six at 110.
    first = 6 * 100 + 6 * 110
    steps = [first * 1.1**turn for turn in range(5)]
    assert list(found.maturity[0][:5]) == pytest.approx(steps)
    rest = 6 * 100 * 1.1**5 + 12 * 100 * 1.1**6 + 12 * 100 * 1.1**7
    assert found.maturity[0][5] == pytest.approx(rest)
    assert found.maturity[0].sum() == pytest.approx(figure(found, "remaining_obligation"))


# The portfolio -------------------------------------------------------------------------------


def portfolio() -> tuple[Contract, ...]:
    """As of 30 Jun 2026: 6 and 18 months left with one supplier, 12 ahead with another."""
    return (
        flat(id="A"),
        flat(id="B", monthly_fee=300.0, term_months=24, notice_months=6, exclusivity_pct=0.5),
        flat(id="C", supplier="Contoso", start=date(2027, 1, 1), lockin_months=2),
        flat(id="D", supplier="Contoso", start=date(2024, 1, 1), exclusivity_pct=1.0),
    )


def test_the_portfolio_adds_up_what_is_signed_and_not_expired() -> None:
    found = audited(date(2026, 6, 30), *portfolio())
    whole = found.portfolio
    assert list(found.signed) == [True, True, True, False]
    assert whole.remaining_obligation == pytest.approx(600 + 5400 + 1200)
    assert whole.remaining_obligation_pv == pytest.approx(
        present_value(*[100.0] * 6) + present_value(*[300.0] * 18) + present_value(*[100.0] * 12)
    )
    exits = (300 + 150, 1800 + 1800, 500 + 350)
    assert list(found.exit_cost) == pytest.approx([*exits, 0])
    assert whole.exit_cost == pytest.approx(sum(exits))
    assert whole.lock_in_months == pytest.approx((100 * 6 + 300 * 18 + 100 * 12) / 500)
    assert whole.effective_lock_in_months == pytest.approx((100 * 3 + 300 * 6 + 100 * 5) / 500)
    assert whole.supplier_hhi == pytest.approx(10_000 * (0.8**2 + 0.2**2))
    assert whole.exclusive_share == pytest.approx(0.6)
    assert list(whole.maturity) == pytest.approx([600 + 3600 + 1200, 1800, 0, 0, 0, 0])


def test_lock_in_is_weighed_by_the_full_fee_whatever_is_owed() -> None:
    contracts = (flat(take_or_pay_pct=0.1), flat(id="C2", term_months=24, take_or_pay_pct=1.0))
    found = audited(date(2026, 6, 30), *contracts)
    assert found.portfolio.lock_in_months == pytest.approx((6 + 18) / 2)


def test_the_order_of_contracts_changes_no_row() -> None:
    day = date(2026, 6, 30)
    straight = audited(day, *portfolio())
    turned = audited(day, *reversed(portfolio()))
    for key in ("remaining_obligation", "exit_cost", "remaining_obligation_pv", "months_left"):
        assert np.array_equal(getattr(straight, key), getattr(turned, key)[::-1]), key


def test_an_empty_register_owes_nothing() -> None:
    found = audited(date(2026, 6, 30))
    assert found.portfolio.remaining_obligation == 0
    assert found.portfolio.exit_cost == 0
    assert sum(found.portfolio.maturity) == 0


def test_where_every_contract_has_expired_nothing_is_owed() -> None:
    found = audited(date(2030, 1, 1), *portfolio()[:2])
    assert found.portfolio.remaining_obligation == 0
    assert found.portfolio.lock_in_months in (0, None)
