"""Edges of a condition on a curve, against curves whose edges are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.analysis.goal_seek.points import Line
from engine.analysis.goal_seek.search import Edge, Effort, Found, find

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.formula.values import Array

RELATIVE = 2e-12


def found(curve: Callable[[Array], Array], line: Line, today: float = 0.0, **effort: int) -> Found:
    return find(curve, lambda y: y <= 0, 0.0, line, today, Effort(**effort))


def test_three_roots_of_a_cubic() -> None:
    roots = (-2.3456789, 0.7, 3.00001)
    cubic = np.poly1d(np.poly(roots))
    edges = found(cubic, Line(-5, 5)).edges
    assert [edge.upwards for edge in edges] == [False, True, False]
    for edge, root in zip(edges, roots, strict=True):
        assert edge.inside == pytest.approx(root, rel=RELATIVE)
        assert edge.outside == pytest.approx(root, rel=RELATIVE)
        assert cubic(edge.inside) <= 0 < cubic(edge.outside)


def test_two_roots_nearer_than_the_grid() -> None:
    """The curve dips below for a five-thousandth of the line, between two points of the grid."""
    middle, half = 0.4321, 0.0001
    edges = found(lambda x: (x - middle) ** 2 - half**2, Line(0, 1)).edges
    assert edges[0].inside == pytest.approx(middle - half, rel=1e-9)
    assert edges[1].inside == pytest.approx(middle + half, rel=1e-9)


def test_an_island_beside_a_gap_is_found() -> None:
    """Where the curve begins to exist it holds for a thousandth of the line."""

    def curve(x: Array) -> Array:
        return np.where(x < 0.5004, np.nan, x - 0.5012)

    edges = found(curve, Line(0, 1)).edges
    assert edges[0].inside == pytest.approx(0.5004, rel=1e-11)
    assert edges[0].upwards
    assert edges[1].inside == pytest.approx(0.5012, rel=1e-11)


def test_a_step_has_both_sides() -> None:
    edges = found(lambda x: np.where(x < 1 / 3, 5.0, -5.0), Line(0, 1)).edges
    assert len(edges) == 1
    assert edges[0].outside < 1 / 3 <= edges[0].inside
    assert edges[0].inside - edges[0].outside <= 2e-12


def test_the_plainest_number_is_told() -> None:
    (edge,) = found(lambda x: x - 0.07, Line(-0.1, 0.4)).edges
    assert edge.inside == 0.07
    (edge,) = found(lambda x: 12.3 * x - 9750, Line(0, 5000)).edges
    assert f"{edge.inside:.9g}" == "792.682927"


def test_a_root_at_zero() -> None:
    (edge,) = found(lambda x: x, Line(-1, 2)).edges
    assert edge.inside == 0.0
    assert 0 < edge.outside < 1e-12


def test_whole_numbers_are_all_looked_at() -> None:
    holding = {3, 4, 17, 90, 96}

    def curve(x: Array) -> Array:
        return np.array([-1.0 if value in holding else 1.0 for value in x.tolist()])

    result = found(curve, Line(1, 96, 1.0))
    assert result.x.tolist() == [float(value) for value in range(1, 97)]
    assert result.edges == (
        Edge(3, 2),
        Edge(4, 5),
        Edge(17, 16),
        Edge(17, 18),
        Edge(90, 89),
        Edge(90, 91),
        Edge(96, 95),
    )


def test_a_long_grid_of_whole_numbers_is_divided() -> None:
    (edge,) = found(lambda x: 12_345 - x, Line(0, 100_000, 1.0)).edges
    assert edge == Edge(12_345, 12_344)


def test_today_is_among_the_points() -> None:
    result = found(lambda x: x - 0.5, Line(0, 1), today=0.123456)
    assert 0.123456 in result.x.tolist()


def test_a_single_point_may_be_the_whole_line() -> None:
    result = found(lambda x: x, Line(2, 2))
    assert result.x.tolist() == [2.0]
    assert result.edges == ()


def test_many_edges_are_exact_near_today_only() -> None:
    result = found(lambda x: np.sin(x), Line(0, 1000), today=500.0)
    exact = [edge for edge in result.edges if abs(edge.inside - edge.outside) < 1e-8]
    assert result.coarse
    assert len(exact) == 60
    for edge in exact:
        assert np.sin(edge.inside) <= 0 < np.sin(edge.outside)


def test_few_points_where_each_is_costly() -> None:
    asked: list[int] = []

    def curve(x: Array) -> Array:
        asked.append(len(x))
        return x - 0.3

    line = Line(0, 1, close=1e-6)
    (edge,) = found(curve, line, grid=41, looks=0, parts=1).edges
    assert edge.inside == pytest.approx(0.3, rel=2e-6)
    assert sum(asked) < 70


def test_rounding_at_the_level_ends() -> None:
    """A curve that is the level but for its last digits flips at every other number."""
    asked = 0

    def curve(x: Array) -> Array:
        nonlocal asked
        asked += len(x)
        return np.sin(x * 1e15) * 1e-12

    result = found(curve, Line(0, 1), today=0.5)
    assert result.coarse
    assert asked < 50_000
    sides = [edge.upwards for edge in result.edges]
    assert sides == [place % 2 == (0 if sides[0] else 1) for place in range(len(sides))]
