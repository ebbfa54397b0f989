"""Scenarios: what inputs take, what they refuse and how they say so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.calendar import YearMonth
from engine.model.catalogue import catalogue
from engine.scenario import InputError, Scenario, allowed, check_value, scenario

if TYPE_CHECKING:
    from engine.model.catalogue import Input

INPUTS = catalogue().inputs
LONGEST = {"term_months": 96, "auto_renew": 1, "renewal_months": 24}
WHOLE = [item for item in INPUTS.values() if item.whole]


def test_the_defaults() -> None:
    case = scenario("case")
    assert dict(case.values) == {key: item.default for key, item in INPUTS.items()}
    assert (case.name, case.start, case.fiscal_start) == ("case", YearMonth(2026, 4), 1)
    assert case.preset == "as_reported"
    assert case.notices() == ()


def test_a_change_makes_another_scenario() -> None:
    case = scenario("case", {"term_months": 24})
    other = case.with_values({"monthly_spend": 900})
    assert case.values["monthly_spend"] == 1250
    assert other.values["monthly_spend"] == 900
    assert other.values["term_months"] == case.values["term_months"] == 24
    assert type(other.values["monthly_spend"]) is float
    assert (other.name, other.start) == (case.name, case.start)
    assert case.with_values({}) == case
    assert case != other


def test_values_are_frozen() -> None:
    case = scenario("case")
    with pytest.raises(TypeError):
        case.values["term_months"] = 1  # type: ignore[index]
    with pytest.raises(AttributeError):
        case.name = "other"  # type: ignore[misc]


def test_a_refused_change_leaves_nothing_behind() -> None:
    case = scenario("case")
    with pytest.raises(InputError):
        case.with_values({"monthly_spend": 900, "term_months": 0})
    assert case.values["monthly_spend"] == 1250


def test_another_case_is_read_at_the_same_date() -> None:
    reading = scenario("a", {"decision_month": 7, "horizon_months": 60})
    case = scenario("b", {"term_months": 12, "decision_month": 3}).read_like(reading)
    assert case.values["decision_month"] == 7
    assert case.values["horizon_months"] == 60
    assert case.values["term_months"] == 12
    assert case.name == "b"
    assert case.read_like(case) is case


@pytest.mark.parametrize("item", INPUTS.values(), ids=list(INPUTS))
def test_bounds(item: Input) -> None:
    for value in (item.minimum, item.maximum):
        assert check_value(item.key, value) == value
    beyond = max(1.0, abs(item.maximum))
    for value in (item.minimum - 1e-6 * beyond, item.maximum + 1e-6 * beyond):
        with pytest.raises(InputError) as caught:
            check_value(item.key, value)
        assert caught.value.key == item.key
        assert str(caught.value) == f"{item.key}: {caught.value.fault}"
        assert allowed(item) in caught.value.fault
        # The value that is shown is not one that would be taken.
        shown = float(caught.value.fault.split(" is not allowed")[0])
        assert shown == value


@pytest.mark.parametrize("item", WHOLE, ids=lambda item: item.key)
def test_whole_numbers_only(item: Input) -> None:
    with pytest.raises(InputError, match=r"is not allowed; allowed: "):
        check_value(item.key, item.minimum + 0.5)
    with pytest.raises(InputError, match=r"is not allowed; allowed: "):
        check_value(item.key, item.maximum - 1e-9)


def test_what_counts_takes_whole_numbers_only() -> None:
    counted = {key for key, item in INPUTS.items() if item.unit.startswith(("month", "contract m"))}
    counted |= {key for key, item in INPUTS.items() if item.unit in ("0/1", "#", "+1/-1")}
    assert counted == {item.key for item in WHOLE}


@pytest.mark.parametrize(
    ("key", "taken", "refused", "words"),
    [
        ("payment_direction", (-1, 1), (0, 0.5, 2), "allowed: -1, 1"),
        ("npv_timing", (0, 0.5, 1), (0.25, 0.75, 1.5), "allowed: 0, 0.5, 1"),
        ("auto_renew", (0, 1), (0.5, -1, 2), "allowed: 0, 1"),
        ("term_months", (1, 36, 96), (0, 97, 36.5), "allowed: whole numbers 1 to 96 (months)"),
        ("revenue_growth", (0.123456,), (7.0,), "allowed: -0.1 to 0.4 (%/month)"),
        ("opening_cash", (0, 200000), (200000.4,), "allowed: 0 to 200000 ($m)"),
    ],
)
def test_words(key: str, taken: tuple[float, ...], refused: tuple[float, ...], words: str) -> None:
    for value in taken:
        assert check_value(key, value) == value
    for value in refused:
        with pytest.raises(InputError) as caught:
            check_value(key, value)
        assert str(caught.value).endswith(words)


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, 10**400, -(10**400), 10**5000, 1e308, np.float64("nan")],
    ids=range(8),
)
def test_a_number_of_no_size_is_refused(value: float) -> None:
    with pytest.raises(InputError, match="allowed: 0 to 5000") as caught:
        check_value("monthly_spend", value)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("value", ["12", "", None, [1.0], {"a": 1}, b"1", 1j, object()])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(InputError, match="is not a number; allowed: 0 to 5000"):
        check_value("monthly_spend", value)


def test_an_unknown_input_is_refused() -> None:
    with pytest.raises(InputError, match="nowhere: unknown input"):
        scenario("x", {"nowhere": 1})
    with pytest.raises(InputError, match="revenue: unknown input"):
        scenario("x", {"revenue": 1})


def test_numbers_become_plain_floats() -> None:
    assert type(check_value("monthly_spend", np.float64(900.0))) is float
    assert type(check_value("monthly_spend", 900)) is float
    assert math.copysign(1, check_value("exit_notice_month", -0.0)) == 1


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, 36),
        ({"contract_start_month": 24, "term_months": 96}, 119),
        ({"term_months": 96, "auto_renew": 1, "renewal_months": 24}, 120),
        (
            {"contract_start_month": 2, "term_months": 96, "auto_renew": 1, "renewal_months": 24},
            121,
        ),
        ({"contract_start_month": 24, "term_months": 96, "renewal_months": 24}, 119),
        ({"contract_start_month": 24, "term_months": 96, "auto_renew": 1}, 131),
    ],
)
def test_a_contract_that_does_not_fit_says_so(changes: dict[str, float], end: int) -> None:
    case: Scenario = scenario("x", changes)
    assert case.end_month() == end
    if end <= 120:
        assert case.notices() == ()
    else:
        (notice,) = case.notices()
        assert f"month {end}" in notice
        assert "120 months" in notice
