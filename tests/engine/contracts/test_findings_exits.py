"""Findings about leaving and about clauses, worked by hand or by the plain oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from engine.contracts.quote import Quote
from engine.contracts.quotes.market import MarketFit, fit
from engine.contracts.terms import inputs_of
from tests.oracle.model import evaluate

from .finding_cases import OTHERS, clean, found, of_kind, only

# Missing clauses -----------------------------------------------------------------------------


def test_both_clauses_missing() -> None:
    each = only("missing_clause", clean(notice_months=None, termination_fee_pct=None))
    assert each.amount == 0  # leave at once for nothing
    assert each.amount_high == pytest.approx(1200 + 1800)  # twelve months, then all of the rest
    assert each.message == (
        "The contract with Northwind states neither notice nor termination fee: leaving costs "
        "between $0 and $3B, with nothing of both to 12 months and 100.0% of what remains."
    )


def test_the_notice_missing() -> None:
    each = only("missing_clause", clean(notice_months=None, switching_cost=7.0))
    assert each.amount == pytest.approx(0.5 * 3000 + 7)
    assert each.amount_high == pytest.approx(1200 + 0.5 * 1800 + 7)
    assert "states no notice" in each.message


def test_the_fee_missing() -> None:
    each = only("missing_clause", clean(termination_fee_pct=None))
    assert each.amount == pytest.approx(300)
    assert each.amount_high == pytest.approx(3000)
    assert "states no termination fee" in each.message


def test_the_high_end_is_what_the_audit_counts() -> None:
    from engine.contracts.audit import audit
    from engine.contracts.register import Register

    contract = clean(notice_months=None, termination_fee_pct=None, lockin_months=14)
    register = Register(contracts=(contract,))
    each = only("missing_clause", contract)
    assert each.amount_high == audit(register, date(2026, 6, 30)).exit_cost[0]
    assert each.amount == pytest.approx(800)  # the lock-in alone


def test_a_longer_notice_may_cost_less() -> None:
    # A month is left, and moving elsewhere costs $500m, which no one pays to the very end.
    contract = clean(start=date(2023, 8, 1), notice_months=None, switching_cost=500.0)
    each = only("missing_clause", contract)
    assert each.amount == pytest.approx(100)
    assert each.amount_high == pytest.approx(550)


def test_where_the_clause_makes_no_difference() -> None:
    each = only("missing_clause", clean(notice_months=None, lockin_months=36))
    assert each.amount == each.amount_high == pytest.approx(3000)
    assert "leaving costs $3B either way" in each.message


@pytest.mark.parametrize(
    "terms",
    [
        {"termination_fee_pct": None, "termination_fee_months": 0},
        {"termination_fee_pct": None, "termination_fee_floor": 0.0},
        {"notice_months": 0},
    ],
)
def test_clauses_that_are_there(terms: dict[str, object]) -> None:
    assert not of_kind("missing_clause", clean(**terms))


def test_an_expired_contract_misses_nothing() -> None:
    contract = clean(start=date(2020, 1, 1), notice_months=None, termination_fee_pct=None)
    assert [each.kind for each in found(contract)] == ["expired"]


# A fee above what is left --------------------------------------------------------------------


def test_months_of_fee_above_the_rest() -> None:
    # Five months are left, of which three are notice: 0.5 of two, and four months of fee.
    contract = clean(start=date(2023, 12, 1), termination_fee_months=4)
    each = only("fee_above_remaining", contract)
    assert each.amount == pytest.approx(200)
    assert each.amount_high == pytest.approx(100 + 400)
    assert each.message == (
        "The termination fee of Northwind is $500m as written, above the $200m that would still "
        "have to be paid."
    )


@pytest.mark.parametrize(("months", "above"), [(0, False), (1, False), (2, True)])
def test_a_fee_equal_to_the_rest_is_not_above_it(months: int, above: bool) -> None:
    contract = clean(start=date(2023, 12, 1), termination_fee_months=months)
    assert bool(of_kind("fee_above_remaining", contract)) is above


def test_to_the_end_there_is_no_fee() -> None:
    contract = clean(start=date(2023, 8, 1), termination_fee_months=12)
    assert not of_kind("fee_above_remaining", contract)


def test_a_fee_that_is_not_stated_is_not_written() -> None:
    contract = clean(termination_fee_pct=None, clawback_pct=0.5, list_discount=0.5)
    each = of_kind("fee_above_remaining", contract)
    assert not each  # half of nine months, against 27


@pytest.mark.parametrize("seed", range(40))
def test_the_fee_as_written_is_the_oracles(seed: int) -> None:
    draw = Random(seed)  # noqa: S311 - contracts, not secrets
    elapsed = draw.randrange(1, 40)
    contract = clean(
        start=date(2026 - (elapsed + 5) // 12, 12 - (elapsed + 5) % 12, 1),
        term_months=draw.randrange(elapsed + 2, 60),
        take_or_pay_pct=draw.uniform(0.2, 1),
        fee_escalator=draw.uniform(-0.05, 0.1),
        lockin_months=draw.randrange(20),
        notice_months=draw.randrange(7),
        termination_fee_pct=draw.random(),
        termination_fee_decline=draw.choice((0, 0.1)),
        termination_fee_floor=draw.choice((0, 0.2)),
        termination_fee_months=draw.randrange(24),
        list_discount=draw.uniform(0, 0.6),
        clawback_pct=draw.random(),
    )
    values = inputs_of(contract)
    scalars, rows = evaluate(values)
    values |= scalars
    done = (2026 - contract.start.year) * 12 + 7 - contract.start.month
    exits = int(rows["earliest_exit_month"][done - 1]) - 1
    remaining = rows["fees_after"][exits]
    written = (
        rows["exit_fee_pct"][exits] * remaining
        + values["termination_fee_months"] * rows["full_fee"][exits]
        + values["clawback_rate"] * rows["fees_to_date"][exits]
    )
    hits = of_kind("fee_above_remaining", contract)
    assert bool(hits) is (0 < remaining < written)
    if hits:
        assert hits[0].amount == pytest.approx(remaining, rel=1e-12)
        assert hits[0].amount_high == pytest.approx(written, rel=1e-12)


# Clauses -------------------------------------------------------------------------------------


def test_exclusivity_against_the_planned_supplier() -> None:
    each = only("exclusivity", clean(exclusivity_pct=0.5), planned="Fabrikam")
    assert each.amount == each.amount_high == pytest.approx(300 + 0.5 * 2700)
    assert each.message == (
        "Northwind bars 50.0% of other supply until 31 Dec 2028, which stands against buying "
        "from Fabrikam; leaving costs $1.65B."
    )
    assert "an exception for Fabrikam" in each.action


@pytest.mark.parametrize("planned", ["", "  ", "Northwind", " NORTHWIND "])
def test_exclusivity_with_the_planned_supplier_itself(planned: str) -> None:
    assert not of_kind("exclusivity", clean(exclusivity_pct=0.5), planned=planned)


def test_no_exclusivity_no_finding() -> None:
    assert not of_kind("exclusivity", clean(), planned="Fabrikam")


@pytest.mark.parametrize(("right", "fee", "hit"), [(False, 100.0, True), (True, 100.0, False)])
def test_a_large_contract_that_may_not_be_handed_on(right: bool, fee: float, hit: bool) -> None:
    contract = clean(assignment_right=right, monthly_fee=fee)
    hits = of_kind("no_assignment", contract)
    assert bool(hits) is hit
    if hits:
        assert hits[0].amount == pytest.approx(1650)
        assert hits[0].severity == "medium"
        assert "is 20.0% of all that is owed" in hits[0].message


def test_a_small_one_may_stay() -> None:
    # 4 × 3,000 are owed besides: a tenth is 1,333.3.
    for fee, hit in ((44.4, False), (44.5, True)):
        assert bool(of_kind("no_assignment", clean(assignment_right=False, monthly_fee=fee))) is hit


# Against the market --------------------------------------------------------------------------


def market(price: float = 4.0, yearly: float = 0.0) -> MarketFit:
    """A level market, or one that falls by a share a year."""
    days = [date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1), date(2027, 7, 1)]
    quotes = [
        Quote(str(turn), "Fabrikam", day, price * (1 - yearly) ** (turn / 2))
        for turn, day in enumerate(days)
    ]
    made = fit(quotes)
    assert isinstance(made, MarketFit)
    return made


def test_above_the_market() -> None:
    # 25,000 GPUs for 730 hours at $4 are $73m a month; the fee is $27m above it.
    each = only("above_market", clean(), market=market())
    owed = sum(27 / 1.08 ** (month / 12) for month in range(1, 31))
    assert each.amount == each.amount_high == pytest.approx(owed, rel=1e-9)
    assert each.message.startswith("Northwind is $734m above the market")
    assert "over the 30 months left" in each.message


def test_at_the_market_there_is_nothing_to_say() -> None:
    assert not of_kind("above_market", clean(), market=market(100 / 18.25))
    assert not of_kind("above_market", clean(), market=market(9.0))


def test_without_capacity_there_is_no_price() -> None:
    for contract in (clean(capacity=None, capacity_unit=""), clean(capacity=0.0)):
        assert not of_kind("above_market", contract, market=market())


def test_without_a_market_prices_are_not_looked_at() -> None:
    assert not of_kind("above_market", clean())
    assert not of_kind("above_market", clean(), market=fit([]))


def test_no_right_to_market_prices_while_the_market_falls() -> None:
    (each,) = [
        each
        for each in of_kind("no_benchmark", clean(), market=market(yearly=0.19))
        if each.contract == "C1"
    ]
    assert each.amount == 0
    assert each.amount_high > 700
    assert each.severity == "medium"
    assert "while the market falls by 19.0% a year" in each.message


def test_rights_that_are_there_or_not_needed() -> None:
    falling = market(yearly=0.19)
    shorter = clean(term_months=29)  # 23 months left
    for contract in (clean(benchmark_clause=True), shorter):
        hits = of_kind("no_benchmark", contract, market=falling)
        assert "C1" not in [each.contract for each in hits]
    assert not of_kind("no_benchmark", clean(), market=market())


@pytest.fixture(autouse=True)
def _others_have_no_capacity(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the contract that a test is about has a price."""
    bare = tuple(replace(each, capacity=None, capacity_unit="") for each in OTHERS)
    monkeypatch.setattr("tests.engine.contracts.finding_cases.OTHERS", bare)
