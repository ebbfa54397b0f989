"""Ranges that the user edits: checked, kept where they differ from the shipped ones."""

from __future__ import annotations

import pytest

from engine.analysis.ranges import (
    Range,
    checked_range,
    plausible_ranges,
    range_around,
    ranges_with,
    with_range,
)
from engine.model.catalogue import catalogue
from engine.scenario import InputError, check_value, scenario


def test_a_project_s_own_go_before_the_shipped_ones() -> None:
    own = (("term_months", Range(12, 60)), ("monthly_spend", Range(900, 1600)))
    found = ranges_with(own)
    assert found["term_months"] == (12, 60)
    assert found["monthly_spend"] == (900, 1600)
    assert found["availability"] == plausible_ranges()["availability"]
    order = list(catalogue().inputs)
    assert list(found) == sorted(found, key=order.index)
    assert ranges_with(()) == plausible_ranges()


def test_what_is_shipped_is_not_kept() -> None:
    shipped = plausible_ranges()["availability"]
    own = with_range((), "availability", Range(0.8, 1.0))
    own = with_range(own, "term_months", Range(24, 48))
    assert own == (("term_months", Range(24, 48)), ("availability", Range(0.8, 1.0)))
    assert with_range(own, "availability", shipped) == (("term_months", Range(24, 48)),)
    assert with_range(own, "term_months", None) == (("availability", Range(0.8, 1.0)),)


@pytest.mark.parametrize(
    ("key", "low", "high", "message"),
    [
        ("revenue_growth", 0.1, 0.1, "revenue_growth: low 0.1 is not below high 0.1"),
        ("revenue_growth", 0.1, 0.05, "revenue_growth: low 0.1 is not below high 0.05"),
        ("term_months", 12.5, 20, "term_months: 12.5 is not allowed; allowed: whole numbers"),
        ("availability", 0.5, 1.5, "availability: 1.5 is not allowed; allowed:"),
        ("availability", 0.5, float("nan"), "availability: nan is not a finite number"),
        ("availability", "x", 1, "availability: 'x' is not a number"),
        ("no_input", 0, 1, "no_input: unknown input"),
    ],
)
def test_faults_are_one_line(key: str, low: object, high: object, message: str) -> None:
    with pytest.raises(InputError) as fault:
        checked_range(key, low, high)
    assert str(fault.value).startswith(message)
    assert "\n" not in str(fault.value)


def test_a_good_one_is_taken() -> None:
    assert checked_range("payment_direction", -1, 1) == (-1.0, 1.0)


def test_a_first_range_for_an_input_that_has_none() -> None:
    assert range_around("term_months", 36.0) == (27.0, 45.0)
    assert (
        range_around("monthly_spend", 1250.0).low
        < 1250
        < range_around("monthly_spend", 1250.0).high
    )
    assert range_around("payment_direction", 1.0) == (-1.0, 1.0)


@pytest.mark.parametrize("key", list(catalogue().inputs))
def test_every_input_can_have_one(key: str) -> None:
    item = catalogue().inputs[key]
    for value in (item.minimum, scenario("case").values[key], item.maximum):
        found = range_around(key, value)
        assert checked_range(key, *found) == found
        assert check_value(key, found.low) <= value <= found.high or item.step > 1
