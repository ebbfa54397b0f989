"""Each kind of distribution against scipy.stats, and the table that declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.catalogue import catalogue
from engine.uncertainty.case import Distribution
from engine.uncertainty.checks import checked_distribution, kinds_for
from engine.uncertainty.families import Continuous
from engine.uncertainty.kinds import KINDS, MAX_VALUES, Kind, numbered, parameters_of, quantile
from tests.engine.uncertainty.references import CONTINUOUS, STEPS, distribution, frozen, mass

if TYPE_CHECKING:
    from engine.formula.values import Array

U = np.concatenate([[1e-12, 1e-6], np.linspace(0.001, 0.999, 999), [1 - 1e-6, 1 - 1e-12]])


@pytest.mark.parametrize("name", CONTINUOUS)
def test_a_continuous_kind_is_scipys(name: str) -> None:
    key, made = CONTINUOUS[name]
    assert checked_distribution(key, made) == made
    family, parameters = KINDS[made.kind].family, dict(made.parameters)
    assert isinstance(family, Continuous)
    reference = frozen(made)
    x = reference.ppf(U)
    width = x[-1] - x[0]
    np.testing.assert_allclose(quantile(made, U), x, atol=1e-9 * width)
    np.testing.assert_allclose(family.below(parameters, x), U, atol=1e-9)
    inner = x[2:-2]
    np.testing.assert_allclose(
        family.density(parameters, inner), reference.pdf(inner), rtol=1e-6, atol=1e-9 / width
    )
    outside = np.array([x[0] - width, x[-1] + width])
    np.testing.assert_allclose(family.below(parameters, outside), [0, 1], atol=1e-12)
    np.testing.assert_allclose(family.density(parameters, outside) * width, 0, atol=1e-12)


def test_a_clipped_normal_is_a_normal_set_to_its_bounds() -> None:
    made = distribution("normal_clipped", mean=0.15, sd=0.18, low=-0.35, high=0.55)
    drawn = quantile(made, U)
    np.testing.assert_allclose(drawn, np.clip(frozen(made).ppf(U), -0.35, 0.55), atol=1e-12)
    assert (drawn[0], drawn[-1]) == (-0.35, 0.55)


@pytest.mark.parametrize("name", STEPS)
def test_a_kind_of_single_values_has_their_probabilities(name: str) -> None:
    key, made = STEPS[name]
    assert checked_distribution(key, made) == made
    values = np.arange(121.0)
    wanted = np.cumsum(mass(made, values))
    middles = (np.arange(200_000) + 0.5) / 200_000
    drawn = quantile(made, middles)
    found = np.array([(drawn <= value).mean() for value in values])
    np.testing.assert_allclose(found, wanted, atol=6e-6)
    assert (np.diff(drawn) >= 0).all()


def test_a_hand_case_of_each_counting_kind() -> None:
    delay = distribution("zero_or_geometric", p_zero=0.6, mean=5)
    # P(0) = 0.6, P(1) = 0.4 / 5 = 0.08, P(2) = 0.064
    assert quantile(delay, np.array([0.599, 0.601, 0.679, 0.681, 0.743, 0.745])).tolist() == [
        *(0, 1, 1, 2, 2, 3)
    ]
    event = distribution("one_event", p=0.5, window=4)
    assert quantile(event, np.array([0.49, 0.51, 0.62, 0.63, 0.99])).tolist() == [0, 1, 1, 2, 4]


def test_a_share_of_nothing_is_never_drawn() -> None:
    made = distribution("discrete", value_1=12, probability_1=0, value_2=24, probability_2=1)
    assert set(quantile(made, U).tolist()) == {24}
    last = distribution("discrete", value_1=12, probability_1=1, value_2=24, probability_2=0)
    assert set(quantile(last, U).tolist()) == {12}


# The table ---------------------------------------------------------------------------------


def test_the_kinds_are_those_of_the_specification() -> None:
    assert list(KINDS) == [
        *("pert", "triangular", "normal", "normal_clipped", "lognormal", "uniform", "discrete"),
        *("zero_or_geometric", "one_event"),
    ]
    still = {key for key, kind in KINDS.items() if not kind.located}
    assert still == {"discrete", "zero_or_geometric", "one_event"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_words(kind: Kind) -> None:
    assert kind.key == kind.key.lower()
    for text in (kind.meaning, *(each.meaning for each in kind.parameters)):
        assert text.endswith(".")
        assert 10 <= len(text) <= 100
    for label in (kind.label, *(each.label for each in kind.parameters)):
        assert label[0].isupper()
        assert len(label) <= 32
    names = [each.name for each in kind.parameters]
    assert len(set(names)) == len(names)


def test_a_discrete_distribution_has_as_many_parameters_as_it_needs() -> None:
    assert [each.name for each in numbered(2)] == [
        *("value_1", "probability_1", "value_2", "probability_2")
    ]
    assert [each.label for each in numbered(12)][-2:] == ["Value 12", "Probability 12"]
    made = Distribution("discrete", (("value_3", 1.0),))
    assert len(parameters_of(made)) == 6
    assert len(parameters_of(Distribution("discrete", (("value_99", 1.0),)))) == 2 * MAX_VALUES
    assert len(parameters_of(Distribution("discrete", ()))) == 2


def test_which_kinds_an_input_can_have() -> None:
    def keys(key: str) -> set[str]:
        return {kind.key for kind in kinds_for(key)}

    everything = set(KINDS)
    counting = {"zero_or_geometric", "one_event"}
    assert keys("revenue_growth") == everything - counting
    assert keys("delivery_delay_months") == everything
    assert keys("term_months") == everything - counting  # it can't be 0
    for choice in ("payment_direction", "auto_renew", "npv_timing"):
        assert keys(choice) == {"discrete"}
    assert all(kinds_for(key) for key in catalogue().inputs)


# Whatever its parameters -------------------------------------------------------------------


@st.composite
def any_distribution(draw: st.DrawFn) -> tuple[str, Distribution]:
    """Any input with any distribution that it can have."""
    key = draw(st.sampled_from(sorted(catalogue().inputs)))
    item = catalogue().inputs[key]
    kind = draw(st.sampled_from([kind.key for kind in kinds_for(key)]))
    width = item.maximum - item.minimum
    ends = st.floats(0, 1).map(lambda part: min(item.minimum + part * width, item.maximum))
    low, mode, high = sorted(draw(st.tuples(ends, ends, ends)))
    if high - low < 1e-5 * width:
        low, high = item.minimum, item.maximum
    sd = draw(st.floats(1e-5, 1)) * width
    share = draw(st.floats(0, 1))
    mean = max(mode, 1e-5 * width)
    made = {
        "pert": {"low": low, "mode": min(max(mode, low), high), "high": high},
        "triangular": {"low": low, "mode": min(max(mode, low), high), "high": high},
        "normal": {"mean": mode, "sd": sd},
        "normal_clipped": {"mean": mode, "sd": sd, "low": low, "high": high},
        "lognormal": {"mean": mean, "sd": sd},
        "uniform": {"low": low, "high": high},
        "discrete": {
            "value_1": item.maximum,
            "probability_1": share,
            "value_2": item.minimum,
            "probability_2": 1 - share,
        },
        "zero_or_geometric": {"p_zero": share, "mean": max(mean, 1.000001)},
        "one_event": {"p": share, "window": float(draw(st.integers(1, max(1, int(item.maximum)))))},
    }
    return key, distribution(kind, **made[kind])


def _shares(draw: list[float]) -> Array:
    return np.sort(np.array(draw))


@settings(deadline=None)
@given(any_distribution(), st.lists(st.floats(1e-15, 1 - 1e-15), min_size=2, max_size=40))
def test_a_quantile_rises_and_is_a_number(
    drawn: tuple[str, Distribution], shares: list[float]
) -> None:
    key, made = drawn
    assert checked_distribution(key, made) == made
    found = quantile(made, _shares(shares))
    assert np.isfinite(found).all()
    # Rounding of the last bit aside.
    assert (np.diff(found) >= -1e-12 * np.abs(found[1:])).all()
