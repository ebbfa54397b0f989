"""What a number rests on, by hand and against one plain evaluation after the other."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from engine.analysis.drivers import drivers
from engine.analysis.ranges import Range, plausible_ranges, spans
from engine.analysis.readings import SubjectError
from engine.analysis.standing import MEANING, STATUSES, Share, standing, without_range
from engine.model.catalogue import catalogue
from engine.scenario import Scenario, scenario
from tests.engine.analysis.subjects import ITEMS, Asked, number
from tests.oracle.inputs import presets, random_inputs, whole_numbers

MODEL = catalogue()
DEFAULT = scenario("As reported")


# By hand -------------------------------------------------------------------------------


def assert_shares(found: tuple[Share, ...], expected: dict[tuple[str, str], float]) -> None:
    """One input a status: (status, input) to weight, in whatever unit."""
    assert [(share.status, *share.strongest) for share in found] == list(expected)
    assert all(share.inputs == 1 for share in found)
    total = sum(expected.values())
    parts = [weight / total for weight in expected.values()]
    assert [share.share for share in found] == pytest.approx(parts)


def test_the_commitment_by_hand() -> None:
    """36 fees of 1,250 without a ramp.

    A fee of 1,000 to 1,500 is 36 × 500 = 18,000 of width. Each month of delay leaves one fee
    unpaid, and 0 to 6 of them are 6 × 1,250 = 7,500.
    """
    case = scenario("No ramp", {"ramp_months": 0})
    assert_shares(
        standing(case, Asked("total_commitment")),
        {("reported", "monthly_spend"): 18000, ("assumption", "delivery_delay_months"): 7500},
    )


def test_the_price_by_hand() -> None:
    """A fee over hours: a fee from 1,000 to 1,500 counts 500 / 1,250 = 0.4 of the price.

    1% more GPUs than 325 make it 1 / 101 lower: 180 / 3.25 of that are 220 to 400 GPUs.
    """
    gpus = 180 / 3.25 / 101
    assert_shares(
        standing(DEFAULT, Asked("contract_price")),
        {("reported", "monthly_spend"): 0.4, ("undisclosed", "committed_gpus"): gpus},
    )


def test_a_move_downwards_has_the_same_slope() -> None:
    """At the largest fee allowed it can only fall."""
    case = scenario("Dear", {"ramp_months": 0, "monthly_spend": 5000, "pay_on_delivery": 0})
    assert standing(case, Asked("total_commitment")) == (
        Share("reported", 1.0, 1, ("monthly_spend",)),
    )
    assert_shares(
        standing(case.with_values({"pay_on_delivery": 1}), Asked("total_commitment")),
        {("reported", "monthly_spend"): 18000, ("assumption", "delivery_delay_months"): 30000},
    )


def test_what_rests_on_one_input() -> None:
    assert standing(DEFAULT, Asked("opening_revenue")) == (
        Share("disputed", 1.0, 1, ("opening_revenue",)),
    )


@pytest.mark.parametrize(
    "asked",
    [
        Asked("month", 5),  # nothing reaches it
        Asked("discount_factor", 5),  # only inputs without a range do
        Asked("cash_out_month"),  # there is none
        Asked("first_profit_quarter"),  # it goes in steps
        Asked("lockin_months"),
    ],
)
def test_nothing_that_counts(asked: Asked) -> None:
    assert standing(DEFAULT, asked) == ()


def test_the_inputs_without_a_range() -> None:
    assert without_range(DEFAULT, Asked("contract_price")) == ("hours_per_month",)
    assert without_range(DEFAULT, Asked("exit_cost", 1))[:2] == ("term_months", "payment_direction")
    keys = without_range(DEFAULT, Asked("closing_cash"))
    assert list(keys) == [key for key in MODEL.inputs if key in keys]
    assert not plausible_ranges().keys() & set(keys)
    reaching = drivers(DEFAULT, Asked("closing_cash")).reaching
    assert len(keys) == reaching - len(plausible_ranges())


# One at a time -------------------------------------------------------------------------


def plainly(case: Scenario, asked: Asked) -> dict[str, float]:
    """Each input's weight by status and in all, from whole evaluations one by one."""
    value = number(case, asked)
    changes = {}
    for key in plausible_ranges():
        before = case.values[key]
        item = MODEL.inputs[key]
        size = item.step if key in whole_numbers() or before == 0 else abs(before) / 100
        if before + size > item.maximum:
            size = -size
        result = number(case.with_values({key: before + size}), asked)
        if result is not None and value is not None:
            changes[key] = ((result - value), size)
    largest = max((abs(change) for change, _ in changes.values()), default=0.0)
    least = 1e-9 * max(largest, abs(value or 0.0))
    return {
        key: abs(change / size) * (plausible_ranges()[key].high - plausible_ranges()[key].low)
        for key, (change, size) in changes.items()
        if abs(change) > least
    }


def assert_as_plain(case: Scenario, asked: Asked) -> None:
    weights = plainly(case, asked)
    found = standing(case, asked)
    statuses = {key: MODEL.inputs[key].status for key in weights}
    assert [share.status for share in found] == [
        status for status in STATUSES if status in statuses.values()
    ]
    for share in found:
        own = [key for key in weights if statuses[key] == share.status]
        part = sum(weights[key] for key in own) / sum(weights.values())
        assert share.share == pytest.approx(part, rel=1e-6, abs=1e-12)
        assert share.inputs == len(own)
        order = sorted((weights[key] for key in own), reverse=True)[:3]
        assert [weights[key] for key in share.strongest] == pytest.approx(order, rel=1e-6)
        assert set(share.strongest) <= set(own)
    assert not found or math.fsum(share.share for share in found) == 1


@pytest.mark.parametrize("seed", range(30))
def test_random_cases(seed: int) -> None:
    case = replace(scenario("case", random_inputs(seed)), items=ITEMS)
    for asked in (
        Asked("closing_cash"),
        Asked("exit_cost"),
        Asked("regret"),
        Asked("operating_profit", 10, 21),
        Asked("profit_on_growth", 5),
        Asked("cash_twice", 30),
    ):
        assert_as_plain(case, asked)


@pytest.mark.parametrize("preset", list(presets()))
def test_presets(preset: str) -> None:
    case = scenario(preset, presets()[preset])
    for key in ("closing_cash", "remaining_obligation", "peak_funding", "zopa_floor"):
        assert_as_plain(case, Asked(key))
    assert_as_plain(case, Asked("maturity", part=0))


def test_what_is_no_number() -> None:
    with pytest.raises(SubjectError):
        standing(DEFAULT, Asked("profit"))
    with pytest.raises(SubjectError):
        without_range(DEFAULT, Asked("revenue"))


# Tables --------------------------------------------------------------------------------


def test_the_ranges() -> None:
    """Of known inputs, inside what is allowed, and around the case as reported."""
    ranges = plausible_ranges()
    assert len(ranges) == 16
    for key, (low, high) in ranges.items():
        item = MODEL.inputs[key]
        assert item.minimum <= low < high <= item.maximum, key
        assert low <= item.default <= high, key
        assert item.status not in ("choice", "derived")
        if key in whole_numbers():
            assert low.is_integer(), key
            assert high.is_integer(), key


def test_every_status_has_its_place() -> None:
    assert {item.status for item in MODEL.inputs.values()} == set(STATUSES)
    assert MEANING.endswith(".")


# Ranges from several cases ---------------------------------------------------------------------


def test_spans_of_several_cases() -> None:
    plain = scenario("plain").values
    longer = {**plain, "term_months": 60.0, "auto_renew": 1.0}
    leaving = {**plain, "term_months": 24.0, "exit_notice_month": 12.0, "stepdown_month": 9.0}
    found = spans([plain, longer, leaving])
    assert dict(found) == {"term_months": Range(24.0, 60.0), "auto_renew": Range(0.0, 1.0)}


def test_no_spans_of_no_cases() -> None:
    assert not spans([])


def test_standing_over_given_ranges() -> None:
    """Fees of $1,250m a month: over 36 months.

    One $m a month more is 36 more; a month more is 1,250 more. Over ranges of 100 and 12 that
    is 3,600 against 15,000.
    """
    case = scenario("plain", {"fee_escalator": 0.0, "ramp_months": 0.0, "take_or_pay_pct": 1.0})
    ranges = {"monthly_spend": Range(1200.0, 1300.0), "term_months": Range(30.0, 42.0)}
    found = {each.status: each.share for each in standing(case, Asked("total_commitment"), ranges)}
    assert found["reported"] == pytest.approx(3600 / 18600)
    assert found["undisclosed"] == pytest.approx(15000 / 18600)
