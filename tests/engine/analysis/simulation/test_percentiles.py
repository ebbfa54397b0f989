"""Percentiles against numpy's and against plain sorting."""

from __future__ import annotations

import numpy as np
import pytest

from engine.analysis.simulation.percentiles import bands, percentiles
from tests.engine.analysis.simulation import plain

_RANDOM = np.random.default_rng(3)
_SHARES = (5, 25, 50, 75, 95)
_NORMAL = _RANDOM.normal(5, 2, (3, 10_000))

ROWS = {
    "normal": _NORMAL,
    "heavy tails": _RANDOM.standard_cauchy((3, 10_000)),
    "one far out": np.concatenate((_NORMAL, np.full((3, 1), 1e12)), axis=1),
    "half of them 0": np.where(_NORMAL > 5, _NORMAL, 0.0),
    "most of them 0": np.where(_NORMAL > 8, _NORMAL, 0.0),
    "most of them the least, others beside it": np.where(
        _NORMAL > 9, 1e6, np.where(_NORMAL > 8, _NORMAL, 3.0)
    ),
    "most of them the most": np.where(_NORMAL < 2, _NORMAL, 4.0),
    "five values": np.floor(_RANDOM.uniform(0, 5, (3, 10_000))),
    "all the same": np.full((3, 5_000), 7.25),
    "the same but one": np.where(np.arange(4_000) == 17, 8.0, np.full((2, 4_000), 7.25)),
    "hardly different": 1e9 + _RANDOM.uniform(0, 1e-6, (2, 3_000)),
    "below zero": -np.exp(_NORMAL),
    "tiny": _NORMAL * 1e-300,
    "huge": _NORMAL * 1e300,
    "next to nothing": np.where(_NORMAL > 5, 5e-324, 0.0),
    "few": _NORMAL[:, :37],
    "two": _NORMAL[:, :2],
}


@pytest.mark.parametrize("name", list(ROWS))
def test_bands_have_the_bits_of_numpys_percentiles(name: str) -> None:
    rows = ROWS[name]
    np.testing.assert_array_equal(bands(rows), np.percentile(rows, _SHARES, axis=1))


def test_bands_are_straight_between_sorted_values() -> None:
    rows = ROWS["normal"][:, :101]  # so that every percentile is a draw
    expected = [[plain.percentile(row.tolist(), share) for row in rows] for share in _SHARES]
    np.testing.assert_array_equal(bands(rows), expected)


@pytest.mark.parametrize("count", [10_000, 9_999, 2_001, 100, 7])
def test_bands_of_any_number_of_draws(count: int) -> None:
    rows = np.ascontiguousarray(ROWS["heavy tails"][:, :count])
    np.testing.assert_array_equal(bands(rows), np.percentile(rows, _SHARES, axis=1))


def test_a_row_that_no_draw_changes_has_equal_bands() -> None:
    found = bands(np.array([[3.0], [4.0], [np.nan]]))
    np.testing.assert_array_equal(found, np.tile([3.0, 4.0, np.nan], (5, 1)))


@pytest.mark.parametrize("count", [10_000, 800, 3])
def test_bands_leave_out_draws_without_a_value(count: int) -> None:
    rows = _NORMAL[:, :count].copy()
    rows[0, ::3] = np.nan
    rows[2, :] = np.nan
    found = bands(rows)
    existing = rows[0][~np.isnan(rows[0])]
    np.testing.assert_array_equal(found[:, 0], np.percentile(existing, _SHARES))
    np.testing.assert_array_equal(found[:, 1], np.percentile(rows[1], _SHARES))
    assert np.isnan(found[:, 2]).all()


def test_bands_take_what_is_infinite() -> None:
    rows = _NORMAL[:1].copy()
    rows[0, :100] = np.inf
    found = bands(rows)
    np.testing.assert_array_equal(found, np.percentile(rows, _SHARES, axis=1))


def test_bands_leave_the_rows_as_they_are() -> None:
    rows = _NORMAL.copy()
    rows.setflags(write=False)
    bands(rows)
    np.testing.assert_array_equal(rows, _NORMAL)


def test_bands_can_be_stopped() -> None:
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        bands(np.tile(_NORMAL, (5, 1)), stop)
    assert asked == 2


def test_percentiles_leave_out_what_does_not_exist() -> None:
    values = np.array([np.nan, 3.0, 1.0, np.nan, 2.0])
    np.testing.assert_array_equal(percentiles(values, (0, 25, 50, 100)), [1.0, 1.5, 2.0, 3.0])


def test_percentiles_of_nothing() -> None:
    assert np.isnan(percentiles(np.array([np.nan, np.nan]))).tolist() == [True] * 5


def test_percentiles_of_one_value() -> None:
    assert percentiles(np.array([4.0])).tolist() == [4.0] * 5
