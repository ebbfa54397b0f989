"""First distributions, and those of another kind: each can be, and lies where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from engine.analysis.ranges import plausible_ranges
from engine.model.catalogue import catalogue
from engine.scenario import scenario
from engine.uncertainty.checks import UncertaintyError, checked_distribution, kinds_for
from engine.uncertainty.suggest import suggested
from tests.engine.uncertainty.references import distribution
from tests.engine.uncertainty.test_kinds import any_distribution

if TYPE_CHECKING:
    from engine.uncertainty.case import Distribution

VALUES = scenario("x").values


@pytest.mark.parametrize("key", catalogue().inputs)
def test_every_input_gets_one_of_every_kind_that_it_can_have(key: str) -> None:
    item = catalogue().inputs[key]
    for kind in kinds_for(key):
        for value in (VALUES[key], item.minimum, item.maximum):
            made = suggested(key, kind.key, value)
            assert made.kind == kind.key
            assert checked_distribution(key, made) == made


def test_it_lies_over_the_plausible_range_around_the_value() -> None:
    low, high = plausible_ranges()["revenue_growth"]
    wanted = distribution("pert", low=low, mode=0.07, high=high)
    assert suggested("revenue_growth", "pert", 0.07) == wanted
    wider = distribution("uniform", low=low, high=0.3)
    assert suggested("revenue_growth", "uniform", 0.3) == wider
    assert suggested("auto_renew", "discrete", 1) == distribution(
        "discrete", value_1=0, probability_1=0.5, value_2=1, probability_2=0.5
    )
    assert suggested("npv_timing", "discrete", 1) == distribution(
        "discrete", value_1=0, probability_1=0.5, value_2=1, probability_2=0.5
    )


def test_another_kind_keeps_to_about_the_same_values() -> None:
    pert = distribution("pert", low=0, mode=0.07, high=0.16)
    assert suggested("revenue_growth", "triangular", 0.2, pert) == pert._replace(kind="triangular")
    normal = suggested("revenue_growth", "normal", 0.2, pert)
    assert normal == distribution("normal", mean=0.07, sd=0.04)
    back = suggested("revenue_growth", "pert", 0.2, normal)
    assert back.parameter("mode") == 0.07
    assert -0.03 < back.parameter("low") < 0 < 0.14 < back.parameter("high") < 0.17


def test_a_kind_that_cannot_be_is_refused() -> None:
    for kind in ("one_event", "", "gamma"):
        with pytest.raises(UncertaintyError):
            suggested("revenue_growth", kind, 0.07)


@settings(deadline=None)
@given(any_distribution())
def test_from_any_to_any_other(drawn: tuple[str, Distribution]) -> None:
    key, like = drawn
    for kind in kinds_for(key):
        made = suggested(key, kind.key, VALUES[key], like)
        assert checked_distribution(key, made) == made
