"""Curves on their way from one scene to the next."""

from __future__ import annotations

import numpy as np
import pytest

from widgets.presenting.glide import between, can_glide
from widgets.presenting.thinning import thinned
from widgets.states import Axis, Band, ChartState, Fan, Marker, Series, Tick

NAN = float("nan")


def _axis(low: float, high: float, step: float) -> Axis:
    places = np.arange(low, high + step / 2, step)
    return Axis(low, high, tuple(Tick(float(at), f"{at:g}") for at in places))


def chart_of(high: float, **curves: list[float]) -> ChartState:
    series = tuple(
        Series(key, key.title(), "revenue", np.array(values, dtype=float), f"${values[0]:g}m")
        for key, values in curves.items()
    )
    return ChartState(
        "Profit",
        "",
        _axis(1, 4, 1),
        _axis(0, high, high / 4),
        series,
        series,
        2,
        "Q2 2026",
        "Profit.",
        marker=Marker(2.0, 1.0, "first", "profit"),
        band=Band(1.0, 2.0, "leaving pays"),
        reading="Q2 2026",
    )


def test_half_way_curves_and_axis_lie_in_the_middle() -> None:
    half = between(chart_of(8, cash=[0, 2, 4, 6]), chart_of(16, cash=[8, 8, 8, 8]), 0.5)
    assert half.series[0].values.tolist() == [4.0, 5.0, 6.0, 7.0]
    assert (half.y_axis.minimum, half.y_axis.maximum) == (0.0, 12.0)
    assert [tick.position for tick in half.y_axis.ticks] == [0.0, 4.0, 8.0, 12.0]
    assert half.series[0].value_text == "$8m"


def test_what_belongs_to_no_curve_waits_for_the_end() -> None:
    before, after = chart_of(8, cash=[0, 1, 2, 3]), chart_of(8, cash=[3, 2, 1, 0])
    half = between(before, after, 0.5)
    assert (half.ghosts, half.marker, half.band) == ((), None, None)
    assert between(before, after, 1.0) is after


def test_months_that_only_one_has_are_those_of_the_end() -> None:
    before, after = chart_of(8, cash=[0, NAN, 4]), chart_of(8, cash=[2, 6, NAN, 8])
    found = between(before, after, 0.5).series[0].values
    np.testing.assert_array_equal(found, [1.0, 6.0, NAN, 8.0])
    assert after.series[0].values[0] == 2.0


def test_a_new_curve_stands_where_it_will_be() -> None:
    half = between(chart_of(8, cash=[0, 0, 0, 0]), chart_of(8, cash=[2] * 4, cost=[4] * 4), 0.25)
    assert half.series[0].values.tolist() == [0.5] * 4
    assert half.series[1].values.tolist() == [4.0] * 4


def test_fans_glide_with_all_their_percentiles() -> None:
    rows = np.arange(20.0).reshape(5, 4)
    before = chart_of(8)._replace(fans=(Fan("cash", "cash", rows, ()),))
    after = chart_of(8)._replace(fans=(Fan("cash", "cash", rows + 10.0, ()),))
    np.testing.assert_array_equal(between(before, after, 0.5).fans[0].values, rows + 5.0)


def test_sentences_do_not_glide() -> None:
    before = chart_of(8, cash=[1] * 4)
    after = before._replace(note="Nothing owed")
    assert not can_glide(before, after)
    assert between(before, after, 0.5) is after


@pytest.mark.parametrize(
    ("low", "high", "step", "left"),
    [
        (0, 8, 1, [0, 3, 6]),
        (-2, 8, 2, [0, 4, 8]),
        (-4, 8, 2, [-4, 0, 4, 8]),
        (2, 5, 1, [2, 3, 4, 5]),
    ],
)
def test_a_low_chart_keeps_few_ticks_and_zero(
    low: float, high: float, step: float, left: list[float]
) -> None:
    state = chart_of(8, cash=[1] * 4)._replace(y_axis=_axis(low, high, step))
    assert [tick.position for tick in thinned(state).y_axis.ticks] == left
    assert thinned(state).series[0].value_text == ""
