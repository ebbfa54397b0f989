"""Axes: round bounds that hold the data, labels in money and quarters."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from app.axes import axis_between, month_axis, value_axis, whole_places
from engine.calendar import YearMonth
from engine.scenario import scenario


def test_a_value_axis_is_round_and_holds_its_data() -> None:
    axis = value_axis([np.array([-120.0, 3500.0, 12180.0])], "money")
    assert (axis.minimum, axis.maximum) == (-2500.0, 12500.0)
    assert [tick.text for tick in axis.ticks] == [
        "−$2.5B", "$0", "$2.5B", "$5.0B", "$7.5B", "$10.0B", "$12.5B",
    ]  # fmt: skip


@pytest.mark.parametrize("size", [1e-6, 0.3, 1.0, 87.0, 999.9, 1e5, 3.3e9])
@pytest.mark.parametrize("low", [-1.0, 0.0, 0.9])
def test_any_size_gives_a_few_ticks_that_hold_it(size: float, low: float) -> None:
    rows = [np.array([low * size, size])]
    for zero in (True, False):
        axis = value_axis(rows, "money", zero=zero)
        assert axis.minimum <= low * size + 1e-9 * size
        assert axis.maximum >= size - 1e-9 * size
        assert 3 <= len(axis.ticks) <= 9
        assert axis.ticks[0].position == axis.minimum
        assert axis.ticks[-1].position == axis.maximum
        assert len({tick.text for tick in axis.ticks}) == len(axis.ticks)


def test_nothing_finite_gives_an_axis_all_the_same() -> None:
    axis = value_axis([np.array([np.nan, np.nan])], "price")
    assert axis.minimum < axis.maximum


def test_a_constant_row_is_inside_its_axis() -> None:
    axis = value_axis([np.full(48, 5.27)], "price", zero=False)
    assert axis.minimum <= 5.27 <= axis.maximum
    assert axis.minimum < axis.maximum


def test_months_are_labelled_by_quarter() -> None:
    axis = month_axis(scenario("x"), 48)
    assert [(tick.position, tick.text) for tick in axis.ticks] == [
        (1, "Q2 26"), (10, "Q1 27"), (22, "Q1 28"), (34, "Q1 29"), (46, "Q1 30"),
    ]  # fmt: skip


@pytest.mark.parametrize("months", range(12, 121, 6))
@pytest.mark.parametrize("month", range(1, 13))
def test_month_labels_never_crowd(months: int, month: int) -> None:
    axis = month_axis(scenario("x", start=YearMonth(2026, month)), months)
    places = [tick.position for tick in axis.ticks]
    assert places[0] == 1
    assert 2 <= len(places) <= 10
    assert all(later - earlier >= months / 9 for earlier, later in pairwise(places))


def test_a_fiscal_year_names_its_quarters() -> None:
    axis = month_axis(scenario("x", start=YearMonth(2026, 4), fiscal_start=2), 24)
    assert axis.ticks[0].text == "Q1 FY27"


def test_an_axis_between_two_values_has_round_ones_inside() -> None:
    axis = axis_between(-3_851.0, 211_484.0, "money")
    assert (axis.minimum, axis.maximum) == (-3_851.0, 211_484.0)
    assert [tick.text for tick in axis.ticks] == ["$0", "$50B", "$100B", "$150B", "$200B"]


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [
        (1, 4, [1, 2, 3, 4]),
        (0.4, 6.2, [1, 2, 3, 4, 5, 6]),
        (1, 12, [2, 4, 6, 8, 10, 12]),
        (5, 96, [24, 48, 72, 96]),
        (-3, 3, [-3, -2, -1, 0, 1, 2, 3]),
        (2, 2, [2]),
    ],
)
def test_whole_places_are_a_few_months_apart(low: float, high: float, places: list[int]) -> None:
    assert list(whole_places(low, high)) == places
