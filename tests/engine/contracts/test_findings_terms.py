"""Findings about terms and dates that contradict each other, and about the portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.contracts.audit import audit
from engine.contracts.findings import findings
from engine.contracts.register import Register

from .finding_cases import DAY, OTHERS, clean, found, of_kind, only

WRONG: dict[str, tuple[dict[str, object], str]] = {
    "lock-in": ({"lockin_months": 37}, "The lock-in of 37 months with Northwind is longer"),
    "notice": ({"notice_months": 37}, "The notice of 37 months with Northwind is longer"),
    "ramp": (
        {"ramp_months": 37, "ramp_first_pct": 0.5},
        "The ramp of 37 months with Northwind is longer than the term of 36 months.",
    ),
    "ramp share": ({"ramp_months": 1}, "The ramp of 1 month with Northwind has no share"),
    "renewal length": (
        {"auto_renew": True},
        "Northwind renews by itself, but the length of the renewal is missing",
    ),
    "renewal flag": (
        {"renewal_months": 6},
        "Northwind has a renewal of 6 months but is not marked as renewing by itself",
    ),
    "decline": (
        {"termination_fee_pct": 0.0, "termination_fee_decline": 0.1},
        "The termination fee of Northwind declines by 10.0% a year, but the fee itself is nothing.",
    ),
    "decline of a blank": (
        {"termination_fee_pct": None, "termination_fee_decline": 0.1},
        "The termination fee of Northwind declines by 10.0% a year, but the fee itself is nothing.",
    ),
    "floor": (
        {"termination_fee_floor": 0.6},
        "The termination fee of Northwind has a floor of 60.0%, above the fee's 50.0%.",
    ),
    "clawback": ({"clawback_pct": 0.25}, "Northwind claws back 25.0% of a discount"),
    "refund": ({"prepay_refund_pct": 0.5}, "Northwind refunds 50.0% of a deposit"),
    "capacity": (
        {"capacity": 1234.5, "capacity_unit": ""},
        "The capacity of 1,234.5 from Northwind has no unit",
    ),
    "far past": (
        {"start": date(2006, 6, 29)},
        "The contract with Northwind starts on 29 Jun 2006, more than 20 years back.",
    ),
    "far future": (
        {"start": date(2031, 7, 1), "term_months": 12},
        "The contract with Northwind starts on 1 Jul 2031, more than 5 years ahead.",
    ),
    "renewal notice": (
        {
            "term_months": 12,
            "auto_renew": True,
            "renewal_months": 12,
            "renewal_notice_days": 366,
            "benchmark_clause": True,
        },
        "The renewal notice of 366 days with Northwind falls before the contract's start",
    ),
    "timeline": (
        {"term_months": 120, "auto_renew": True, "renewal_months": 1, "benchmark_clause": True},
        "Northwind runs for 121 months, renewal included, more than the 120 months",
    ),
    "timeline before the start": (
        {"term_months": 120, "start": date(2026, 6, 15)},
        "The first month with Northwind is not complete: until it is, the last fee of its 120",
    ),
    "end": (
        {"term_months": 119, "start": date(2026, 8, 2)},
        "Northwind runs until 1 Jul 2036, beyond the 120 months from 30 Jun 2026",
    ),
}
RIGHT: dict[str, dict[str, object]] = {
    "lock-in": {"lockin_months": 36},
    "notice": {"notice_months": 36},
    "ramp": {"ramp_months": 36, "ramp_first_pct": 0.5},
    "no ramp": {"ramp_months": 37, "ramp_first_pct": 1.0},
    "decline": {"termination_fee_decline": 0.1},
    "floor": {"termination_fee_floor": 0.5},
    "clawback": {"clawback_pct": 0.1, "list_discount": 0.1},
    "refund": {"prepay_refund_pct": 0.5, "prepay_pct": 0.1},
    "far past": {"start": date(2006, 6, 30)},
    "far future": {"start": date(2031, 6, 30), "term_months": 12},
    "renewal notice": {
        "term_months": 12,
        "auto_renew": True,
        "renewal_months": 12,
        "renewal_notice_days": 365,
    },
    "timeline": {"term_months": 108, "auto_renew": True, "renewal_months": 12},
    "end": {"term_months": 119, "start": date(2026, 8, 1)},
}


@pytest.mark.parametrize("name", WRONG)
def test_terms_that_contradict_each_other(name: str) -> None:
    terms, message = WRONG[name]
    each = only("inconsistent_terms", clean(**terms))
    assert each.message.startswith(message)
    assert each.contract == "C1"
    assert each.amount == each.amount_high == 0  # which of them is wrong isn't known
    assert each.severity in ("medium", "low")
    assert each.action


@pytest.mark.parametrize("name", RIGHT)
def test_terms_at_the_bound(name: str) -> None:
    assert not of_kind("inconsistent_terms", clean(**RIGHT[name]))


def test_several_at_once_are_several_findings() -> None:
    contract = clean(lockin_months=40, clawback_pct=0.2)
    assert len(of_kind("inconsistent_terms", contract)) == 2


def test_an_expired_contract() -> None:
    each = only("expired", clean(start=date(2023, 7, 1)))
    assert each.message == "The contract with Northwind ended on 30 Jun 2026 and is still listed."
    assert (each.severity, each.amount, each.amount_high) == ("low", 0.0, 0.0)
    assert not of_kind("expired", clean(start=date(2023, 7, 2)))


def test_of_an_expired_contract_its_terms_are_not_looked_at() -> None:
    contract = clean(start=date(2020, 1, 1), lockin_months=99, clawback_pct=1.0)
    assert [each.kind for each in found(contract)] == ["expired"]


# The portfolio -------------------------------------------------------------------------------


def test_a_concentrated_portfolio() -> None:
    # 100 + 200 of 700, and four of 100: (9 + 4) / 49 is 2,653 of 10,000.
    extra = clean(id="C2", monthly_fee=200.0)
    each = only("concentration", clean(), extra)
    assert each.contract == ""
    assert each.amount == each.amount_high == pytest.approx(9000)
    assert each.severity == "medium"
    assert each.message == (
        "Northwind has 42.9% of all fees and $9B of what is owed: the HHI of 2,653 is above 2,500."
    )


def test_four_equal_suppliers_are_just_not_concentrated() -> None:
    register = Register(contracts=OTHERS)
    assert findings(register, audit(register, DAY)) == ()
    register = Register(contracts=OTHERS[:3])
    assert [each.kind for each in findings(register, audit(register, DAY))] == ["concentration"]


def test_what_has_expired_does_not_concentrate() -> None:
    old = clean(monthly_fee=9000.0, start=date(2020, 1, 1))
    assert not of_kind("concentration", old)


def test_spend_behind_exclusivity() -> None:
    each = only("exclusive_share", clean(exclusivity_pct=0.2))
    assert each.contract == ""
    assert each.amount == each.amount_high == pytest.approx(3000)
    assert each.message == (
        "20.0% of all fees is behind clauses that bar other suppliers; $3B is owed there."
    )
    assert not of_kind("exclusive_share", clean())


# Ranking and severity ------------------------------------------------------------------------


def test_the_most_money_comes_first() -> None:
    contracts = [
        clean(id=key, supplier=key, monthly_fee=fee, notice_months=None, lockin_months=50)
        for key, fee in (("A", 10.0), ("B", 30.0), ("C", 20.0))
    ]
    hits = found(*contracts)
    assert [each.contract for each in hits] == ["B", "C", "A", "A", "B", "C"]
    assert [each.kind for each in hits[3:]] == ["inconsistent_terms"] * 3


def test_with_the_same_money_the_gravest_then_the_register_decides() -> None:
    low, medium = clean(id="L", lockin_months=40), clean(id="M", clawback_pct=0.1)
    twins = replace(low, id="L2"), replace(medium, id="M2")
    hits = of_kind("inconsistent_terms", low, medium, *twins)
    assert [each.contract for each in hits] == ["M", "M2", "L", "L2"]


@pytest.mark.parametrize(("fee", "severity"), [(10.0, "high"), (9.0, "medium"), (1.0, "low")])
def test_severity_is_a_share_of_what_is_owed(fee: float, severity: str) -> None:
    # Unknown clauses: 30 × the fee at stake, and 12,000 owed besides; 5 % is 631.6, 1 % 121.2.
    contract = clean(monthly_fee=fee * 2.2, notice_months=None, termination_fee_pct=None)
    assert only("missing_clause", contract).severity == severity


def test_in_a_large_register_twice_the_mean_is_high() -> None:
    many = [clean(id=f"N{turn}", supplier=f"S{turn}") for turn in range(195)]
    big = clean(monthly_fee=205.0, termination_fee_pct=None)
    usual = clean(id="C2", termination_fee_pct=None)
    hits = {each.contract: each for each in of_kind("missing_clause", *many, big, usual)}
    # 3,000 is the mean, or a little more; 6,150 is a hundredth of all.
    assert hits["C1"].severity == "high"
    assert hits["C2"].severity == "medium"


def test_an_empty_register_has_no_findings() -> None:
    register = Register()
    assert findings(register, audit(register, DAY)) == ()
