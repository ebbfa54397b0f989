"""Lines of equal value: known surfaces, gaps, saddles, and what lies on either side."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.analysis.contours import isoline

X = np.array([0.0, 1.0, 2.0, 4.0, 5.0, 7.0, 8.0])  # uneven, as whole numbers may be
Y = np.linspace(-3.0, 3.0, 9)


def test_a_plane_is_cut_by_one_straight_line() -> None:
    values = 2 * X[None, :] + 3 * Y[:, None]
    (line,) = isoline(X, Y, values, 5.0).lines
    assert np.abs(2 * line[:, 0] + 3 * line[:, 1] - 5.0).max() < 1e-12
    # It runs from one edge of the grid to another.
    for x, y in (line[0], line[-1]):
        assert x in (X[0], X[-1]) or y in (Y[0], Y[-1])


def test_a_circle_is_one_closed_line_of_its_radius() -> None:
    x = y = np.linspace(-1.0, 1.0, 81)
    values = np.hypot(*np.meshgrid(x, y))
    (line,) = isoline(x, y, values, 0.7).lines
    assert line[0].tolist() == line[-1].tolist()
    assert np.abs(np.hypot(line[:, 0], line[:, 1]) - 0.7).max() < 1e-3
    length = np.hypot(*np.diff(line, axis=0).T).sum()
    assert length == pytest.approx(2 * math.pi * 0.7, rel=1e-3)


def test_two_hills_have_a_line_each() -> None:
    x = y = np.linspace(-2.0, 2.0, 41)
    across, up = np.meshgrid(x, y)
    hills = np.exp(-((across - 1) ** 2 + up**2) * 4) + np.exp(-((across + 1) ** 2 + up**2) * 4)
    lines = isoline(x, y, hills, 0.5).lines
    assert len(lines) == 2
    assert sorted(round(float(line[:, 0].mean())) for line in lines) == [-1, 1]


@pytest.mark.parametrize("level", [-2.0, 100.0])
def test_a_level_that_is_not_passed_has_no_line(level: float) -> None:
    assert isoline(X, Y, np.ones((9, 7)), level).lines == ()


def test_a_line_ends_where_values_do() -> None:
    values = np.broadcast_to(Y[:, None], (9, 7)).copy()
    values[:, 3] = np.nan
    lines = isoline(X, Y, values, 0.1).lines
    assert sorted((line[:, 0].min(), line[:, 0].max()) for line in lines) == [(0, 2), (5, 8)]
    values[:, 3] = np.inf
    assert len(isoline(X, Y, values, 0.1).lines) == 2


def test_nothing_but_gaps_has_no_line() -> None:
    assert isoline(X, Y, np.full((9, 7), np.nan), 0.0).lines == ()


@pytest.mark.parametrize(("high", "low"), [(1.0, 0.0), (1.0, -3.0)])
def test_opposite_corners_are_parted_as_their_middle_says(high: float, low: float) -> None:
    """With a high middle the lines cut the low corners off, else the high ones."""
    unit = np.array([0.0, 1.0])
    values = np.array([[high, low], [low, high]])
    level = 0.25
    lines = isoline(unit, unit, values, level).lines
    assert len(lines) == 2
    middle_is_high = values.mean() >= level
    cut_off = {tuple(np.rint(line.mean(axis=0)).astype(int)) for line in lines}
    assert cut_off == ({(1, 0), (0, 1)} if middle_is_high else {(0, 0), (1, 1)})


@pytest.mark.parametrize("seed", range(20))
def test_every_line_has_higher_values_on_one_side_and_lower_ones_on_the_other(seed: int) -> None:
    """Each point lies on an edge of the grid, between a value at or above and one below."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(9, 7))
    values[random.random(values.shape) < 0.1] = np.nan
    level = float(random.normal() / 2)
    lines = isoline(X, Y, values, level).lines
    for line in lines:
        for x, y in line:
            row, column = np.searchsorted(Y, y), np.searchsorted(X, x)
            if y in Y:  # on a lying edge
                ends = values[row, [column - 1, column]]
            else:
                assert x in X
                ends = values[[row - 1, row], column]
            assert ends.min() < level <= ends.max()
    # A line that does not close ends at the grid's border or beside a gap.
    for line in lines:
        if line[0].tolist() != line[-1].tolist():
            for x, y in (line[0], line[-1]):
                at_border = x in (X[0], X[-1]) or y in (Y[0], Y[-1])
                assert at_border or np.isnan(values[_around(x, y)]).any()


def _around(x: float, y: float) -> tuple[slice, slice]:
    row, column = int(np.searchsorted(Y, y)), int(np.searchsorted(X, x))
    return slice(max(row - 2, 0), row + 2), slice(max(column - 2, 0), column + 2)


def test_a_value_at_the_level_counts_as_above_it() -> None:
    values = np.array([[0.0, 1.0], [0.0, 1.0]])
    (line,) = isoline(np.array([0.0, 1.0]), np.array([0.0, 1.0]), values, 1.0).lines
    assert line[:, 0].tolist() == [1.0, 1.0]
    assert isoline(np.array([0.0, 1.0]), np.array([0.0, 1.0]), values, 0.0).lines == ()
