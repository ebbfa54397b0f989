"""Hostile distributions, correlations and settings: one line that says what is allowed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.catalogue import catalogue
from engine.uncertainty.case import Correlation, Distribution, Uncertainty
from engine.uncertainty.checks import (
    UncertaintyError,
    Words,
    checked,
    checked_distribution,
    kinds_for,
)
from engine.uncertainty.defaults import shipped
from engine.uncertainty.kinds import KINDS
from tests.engine.uncertainty.references import distribution

SHIPPED = shipped()


def _of(kind: str, **parameters: Any) -> Distribution:
    return Distribution(kind, tuple(parameters.items()))


GROWTH, DELAY, OUTAGE = "revenue_growth", "delivery_delay_months", "outage_start_month"
FAULTS: dict[tuple[str, Distribution], str] = {
    ("term", _of("normal", mean=1, sd=1)): "term: unknown input",
    (GROWTH, _of("beta", low=0)): (
        "revenue_growth: distribution 'beta' is not allowed; allowed: pert, triangular, normal, "
        "normal_clipped, lognormal, uniform, discrete"
    ),
    (GROWTH, _of("one_event", p=0.5, window=3)): "revenue_growth: distribution 'one_event' is not",
    ("term_months", _of("zero_or_geometric", p_zero=0.5, mean=3)): (
        "term_months: distribution 'zero_or_geometric' is not allowed"
    ),
    ("auto_renew", _of("uniform", low=0, high=1)): (
        "auto_renew: distribution 'uniform' is not allowed; allowed: discrete"
    ),
    (GROWTH, _of("pert", low=0, high=0.1)): ("revenue_growth, mode: is missing; allowed: a number"),
    (GROWTH, _of("pert", low=0, mode=0.1, high=0.1, sd=1)): (
        "revenue_growth: 'sd' is no parameter of pert; allowed: low, mode, high"
    ),
    (GROWTH, Distribution("uniform", (("low", 0), ("low", 0), ("high", 0.1)))): (
        "revenue_growth, low: is given twice"
    ),
    (GROWTH, _of("pert", low=0.1, mode=0.05, high=0.2)): (
        "revenue_growth, mode: 0.05 is not allowed; allowed: low to high, 0.1 to 0.2"
    ),
    (GROWTH, _of("triangular", low=0, mode=0.3, high=0.2)): "revenue_growth, mode: 0.3 is not",
    (GROWTH, _of("uniform", low=0.2, high=0.1)): (
        "revenue_growth, low: 0.2 is not allowed; allowed: below high, 0.1"
    ),
    (GROWTH, _of("uniform", low=0.1, high=0.1)): "revenue_growth, low: 0.1 is not allowed",
    (GROWTH, _of("uniform", low=0, high=5e-324)): "revenue_growth, low: 0 is not allowed",
    (GROWTH, _of("uniform", low=-0.2, high=0.1)): (
        "revenue_growth, low: -0.2 is not allowed; allowed: -0.1 to 0.4 (%/month)"
    ),
    (GROWTH, _of("pert", low=0, mode=0.1, high=0.41)): "revenue_growth, high: 0.41 is not allowed",
    (GROWTH, _of("normal", mean=0.1, sd=0)): (
        "revenue_growth, sd: 0 is not allowed; allowed: 5e-07 to 0.5 (%/month)"
    ),
    (GROWTH, _of("normal", mean=0.1, sd=-0.1)): "revenue_growth, sd: -0.1 is not allowed",
    (GROWTH, _of("normal", mean=0.1, sd=1e308)): "revenue_growth, sd: 1e+308 is not allowed",
    (GROWTH, _of("normal", mean=math.nan, sd=0.1)): "revenue_growth, mean: nan is not allowed",
    (GROWTH, _of("normal", mean=math.inf, sd=0.1)): "revenue_growth, mean: inf is not allowed",
    (GROWTH, _of("normal", mean=10**400, sd=0.1)): "revenue_growth, mean: inf is not allowed",
    (GROWTH, _of("normal", mean="a lot", sd=0.1)): "revenue_growth, mean: 'a lot' is not a number",
    (GROWTH, _of("normal", mean=True, sd=0.1)): "revenue_growth, mean: True is not a number",
    (GROWTH, _of("normal_clipped", mean=0.1, sd=0.1, low=0.2, high=0.1)): (
        "revenue_growth, low: 0.2 is not allowed; allowed: below high, 0.1"
    ),
    (GROWTH, _of("lognormal", mean=0, sd=0.1)): (
        "revenue_growth, mean: 0 is not allowed; allowed: 5e-07 to 0.4 (%/month)"
    ),
    (GROWTH, _of("lognormal", mean=-0.05, sd=0.1)): "revenue_growth, mean: -0.05 is not allowed",
    (DELAY, _of("zero_or_geometric", p_zero=1.1, mean=3)): (
        "delivery_delay_months, p_zero: 1.1 is not allowed; allowed: 0 to 1"
    ),
    (DELAY, _of("zero_or_geometric", p_zero=0.5, mean=1)): (
        "delivery_delay_months, mean: 1 is not allowed; allowed: above 1, up to 24 (months)"
    ),
    (DELAY, _of("zero_or_geometric", p_zero=0.5, mean=25)): (
        "delivery_delay_months, mean: 25 is not allowed; allowed: 0 to 24 (months)"
    ),
    (OUTAGE, _of("one_event", p=-0.1, window=36)): (
        "outage_start_month, p: -0.1 is not allowed; allowed: 0 to 1"
    ),
    (OUTAGE, _of("one_event", p=0.1, window=0)): (
        "outage_start_month, window: 0 is not allowed; allowed: whole months 1 to 120"
    ),
    (OUTAGE, _of("one_event", p=0.1, window=36.5)): (
        "outage_start_month, window: 36.5 is not allowed; allowed: whole months 1 to 120"
    ),
    (OUTAGE, _of("one_event", p=0.1, window=1e9)): "outage_start_month, window: 1e+09 is not",
    ("term_months", _of("discrete")): "term_months, value_1: is missing; allowed: a number",
    ("term_months", _of("discrete", value_1=12)): "term_months, probability_1: is missing",
    ("term_months", _of("discrete", value_2=12, probability_2=1)): "term_months, value_1: is miss",
    ("term_months", _of("discrete", value_1=12, probability_1=0.9)): (
        "term_months, probability_1: the probabilities add up to 0.9; allowed: 1"
    ),
    ("term_months", _of("discrete", value_1=12.5, probability_1=1)): (
        "term_months, value_1: 12.5 is not allowed; allowed: whole numbers 1 to 96 (months)"
    ),
    ("npv_timing", _of("discrete", value_1=0.7, probability_1=1)): (
        "npv_timing, value_1: 0.7 is not allowed; allowed: 0, 0.5, 1"
    ),
    (
        "term_months",
        _of("discrete", value_1=12, probability_1=0.5, value_2=12, probability_2=0.5),
    ): "term_months, value_2: 12 is given twice; allowed: each value once",
    (
        "term_months",
        _of("discrete", value_1=12, probability_1=-1, value_2=24, probability_2=2),
    ): "term_months, probability_1: -1 is not allowed; allowed: 0 to 1",
    ("term_months", _of("discrete", value_13=12, probability_13=1)): (
        "term_months: 'value_13' is no parameter of discrete; allowed: value_1 and probability_1 "
        "to value_12 and probability_12"
    ),
    ("term_months", _of("discrete", value_01=12, probability_01=1)): "term_months: 'value_01' is",
}


@pytest.mark.parametrize("case", list(FAULTS), ids=str)
def test_what_a_distribution_cannot_be(case: tuple[str, Distribution]) -> None:
    with pytest.raises(UncertaintyError) as caught:
        checked_distribution(*case)
    message = str(caught.value)
    assert message.startswith(FAULTS[case])
    assert len(message.splitlines()) == 1
    assert len(message) < 200
    assert message == f"{caught.value.place}: {caught.value.fault}"


def test_parameters_are_put_in_order_as_floats() -> None:
    made = _of("pert", high=1, mode=-0.0, low=-0.5)
    found = checked_distribution("training_growth", made)
    assert found == distribution("pert", low=-0.5, mode=0, high=1)
    assert [str(value) for _, value in found.parameters] == ["-0.5", "0.0", "1.0"]


def test_thirds_add_up_to_one() -> None:
    thirds = {f"value_{at}": 12.0 * at for at in (1, 2, 3)}
    thirds |= {f"probability_{at}": round(1 / 3, 7) for at in (1, 2, 3)}
    assert checked_distribution("term_months", _of("discrete", **thirds))


NAMES = (
    *("low", "mode", "high", "mean", "sd", "p", "p_zero", "window"),
    *("value_1", "probability_1", "value_2", "probability_2", "é\n"),
)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(catalogue().inputs)),
    st.sampled_from([*KINDS, "x", ""]),
    st.dictionaries(
        st.sampled_from(NAMES),
        st.one_of(st.floats(), st.integers(), st.none(), st.text(max_size=3)),
        max_size=5,
    ),
)
def test_nonsense_is_refused_in_a_line_or_can_be(
    key: str, kind: str, parameters: dict[str, Any]
) -> None:
    made = Distribution(kind, tuple(parameters.items()))
    found, fault = None, ""
    try:
        found = checked_distribution(key, made)
    except UncertaintyError as error:
        fault = str(error)
    assert len(fault.splitlines()) == (found is None)
    if found is not None:
        assert checked_distribution(key, found) == found
        assert found.kind in {each.key for each in kinds_for(key)}


# All together ------------------------------------------------------------------------------


def test_the_shipped_one_is_in_order() -> None:
    assert checked(SHIPPED) == SHIPPED
    assert checked(Uncertainty()) == Uncertainty()


def test_any_order_becomes_the_models() -> None:
    mixed = replace(SHIPPED, distributions=SHIPPED.distributions[::-1])
    assert checked(mixed) == SHIPPED


def _pairs(*found: tuple[str, str, Any]) -> Uncertainty:
    return replace(SHIPPED, correlations=tuple(Correlation(*each) for each in found))


TOGETHER = {
    "two distributions": (
        replace(SHIPPED, distributions=SHIPPED.distributions * 2),
        "revenue_growth: has two distributions; allowed: one",
    ),
    "unknown input": (
        _pairs(("revenue_growth", "growth", 0.1)),
        "correlation of revenue_growth with growth: unknown input growth",
    ),
    "certain input": (
        _pairs(("revenue_growth", "term_months", 0.1)),
        "correlation of revenue_growth with term_months: term_months has no distribution",
    ),
    "with itself": (
        _pairs(("revenue_growth", "revenue_growth", 1)),
        "correlation of revenue_growth with revenue_growth: allowed: two inputs",
    ),
    "twice": (
        _pairs(
            ("revenue_growth", "training_growth", 0.1), ("training_growth", "revenue_growth", 0.1)
        ),
        "correlation of training_growth with revenue_growth: is given twice",
    ),
    "above 1": (
        _pairs(("revenue_growth", "training_growth", 1.001)),
        "correlation of revenue_growth with training_growth: 1.001 is not allowed; "
        "allowed: -1 to 1",
    ),
    "no number": (
        _pairs(("revenue_growth", "training_growth", math.nan)),
        "correlation of revenue_growth with training_growth: nan is not allowed",
    ),
    "few draws": (
        replace(SHIPPED, draws=99),
        "draws: 99 is not allowed; allowed: whole numbers 100 to 100000",
    ),
    "many draws": (
        replace(SHIPPED, draws=100_001),
        "draws: 100001 is not allowed; allowed: whole numbers 100 to 100000",
    ),
    "half a draw": (
        replace(SHIPPED, draws=100.5),  # type: ignore[arg-type]
        "draws: 100.5 is not allowed",
    ),
    "a seed below 0": (
        replace(SHIPPED, seed=-1),
        "seed: -1 is not allowed; allowed: whole numbers 0 to 2147483647",
    ),
    "a large seed": (replace(SHIPPED, seed=2**31), "seed: 2147483648"),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_what_cannot_be_together(name: str) -> None:
    made, message = TOGETHER[name]
    with pytest.raises(UncertaintyError) as caught:
        checked(made)
    assert str(caught.value).startswith(message)


# In the words of a dialog ------------------------------------------------------------------


def test_numbers_and_names_are_told_as_the_asker_writes_them() -> None:
    """Percentages and labels, as on screen; without words of its own as in a file."""
    words = Words(
        value=lambda _parameter, number: f"{number:.0%}",
        limit=lambda _parameter, number: f"{number:.0%}",
        name=lambda parameter: parameter.label.lower(),
        unit=lambda _item: "",
    )
    wrong = _of("pert", low=0.2, mode=0.07, high=0.16)
    with pytest.raises(UncertaintyError) as found:
        checked_distribution("revenue_growth", wrong, words)
    assert found.value.place == "revenue_growth, low"
    assert found.value.fault == "20% is not allowed; allowed: below highest, 16%"
    with pytest.raises(UncertaintyError) as found:
        checked_distribution("revenue_growth", wrong)
    assert found.value.fault == "0.2 is not allowed; allowed: below high, 0.16"
