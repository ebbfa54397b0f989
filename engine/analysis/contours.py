"""Lines of equal value through a grid of values: marching squares, linked to polylines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formula.values import Array

# A square of the grid has four edges: bottom, right, top, left. By which of its corners are
# at or above the level (1 bottom left, 2 bottom right, 4 top right, 8 top left), the edges
# that a line joins. Where two opposite corners are above, the middle decides which pairs.
_BOTTOM, _RIGHT, _TOP, _LEFT = range(4)
_SINGLE = {
    1: (_LEFT, _BOTTOM),
    2: (_BOTTOM, _RIGHT),
    3: (_LEFT, _RIGHT),
    4: (_RIGHT, _TOP),
    6: (_BOTTOM, _TOP),
    7: (_LEFT, _TOP),
    8: (_TOP, _LEFT),
    9: (_TOP, _BOTTOM),
    11: (_TOP, _RIGHT),
    12: (_RIGHT, _LEFT),
    13: (_RIGHT, _BOTTOM),
    14: (_BOTTOM, _LEFT),
}
_APART = ((_LEFT, _BOTTOM), (_RIGHT, _TOP))  # cuts off the bottom left and the top right corner
_ACROSS = ((_LEFT, _TOP), (_BOTTOM, _RIGHT))  # cuts off the two others


class Isoline(NamedTuple):
    """One level and its lines, each (points, 2): x and y. A closed one ends where it began."""

    level: float
    lines: tuple[Array, ...]


def isoline(x: Array, y: Array, values: Array, level: float) -> Isoline:
    """Where `values` (rows, columns) pass `level`, straight between neighbours.

    `x` (columns,) and `y` (rows,) increase. A square with a corner that is not finite has no
    line, so that lines end where values do. Values at the level count as above it.
    """
    grid = np.where(np.isfinite(values), values, np.nan)
    joints = _joints(grid, level)
    if not len(joints):
        return Isoline(level, ())
    edges, ends = np.unique(joints, return_inverse=True)
    points = _crossings(x, y, grid, level, edges)
    chains = _chains(ends.reshape(joints.shape), len(edges))
    return Isoline(level, tuple(points[chain] for chain in chains))


def _joints(grid: Array, level: float) -> NDArray[np.intp]:
    """(segments, 2), the numbers of the edges that each piece of line joins."""
    above = grid >= level
    corners = (above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1])
    kinds = sum((corner.astype(np.intp) << place for place, corner in enumerate(corners)))
    exist = ~np.isnan(grid)
    whole = exist[:-1, :-1] & exist[:-1, 1:] & exist[1:, 1:] & exist[1:, :-1]
    kinds = np.where(whole, kinds, 0)
    found = []
    for kind in np.unique(kinds):
        if kind in _SINGLE:
            row, column = np.nonzero(kinds == kind)
            found.append(_joined(row, column, grid.shape, _SINGLE[int(kind)]))
        elif kind in (5, 10):
            found += _saddles(grid, level, kinds == kind, kind == 5)
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.intp)


def _saddles(
    grid: Array, level: float, where: NDArray[np.bool_], first: np.bool_ | bool
) -> list[NDArray[np.intp]]:
    middle = (grid[:-1, :-1] + grid[:-1, 1:] + grid[1:, 1:] + grid[1:, :-1]) / 4
    high = middle >= level
    found = []
    for is_high in (False, True):
        row, column = np.nonzero(where & (high == is_high))
        pairs = _ACROSS if bool(first) == is_high else _APART
        found += [_joined(row, column, grid.shape, pair) for pair in pairs]
    return found


def _joined(
    row: NDArray[np.intp],
    column: NDArray[np.intp],
    shape: tuple[int, ...],
    sides: tuple[int, int],
) -> NDArray[np.intp]:
    """The numbers of two edges of some squares: lying ones first, row by row, then standing."""
    rows, columns = shape
    lying = rows * (columns - 1)
    numbers = {
        _BOTTOM: row * (columns - 1) + column,
        _TOP: (row + 1) * (columns - 1) + column,
        _LEFT: lying + row * columns + column,
        _RIGHT: lying + row * columns + column + 1,
    }
    return np.stack([numbers[sides[0]], numbers[sides[1]]], axis=1)


def _crossings(x: Array, y: Array, grid: Array, level: float, edges: NDArray[np.intp]) -> Array:
    """(edges, 2), where the level lies on each edge."""
    rows, columns = grid.shape
    lying = rows * (columns - 1)
    is_lying = edges < lying
    number = np.where(is_lying, edges, edges - lying)
    width = np.where(is_lying, columns - 1, columns)
    row, column = number // width, number % width
    to_row, to_column = row + ~is_lying, column + is_lying
    start, end = grid[row, column], grid[to_row, to_column]
    share = np.clip((level - start) / (end - start), 0.0, 1.0)
    across = x[column] + (x[to_column] - x[column]) * share
    up = y[row] + (y[to_row] - y[row]) * share
    return np.stack([across, up], axis=1)


def _chains(segments: NDArray[np.intp], count: int) -> list[list[int]]:
    """The segments linked: open chains from their ends, then rings. Each edge has at most two."""
    neighbours: list[list[int]] = [[] for _ in range(count)]
    for one, other in zip(*segments.T.tolist(), strict=True):
        neighbours[one].append(other)
        neighbours[other].append(one)
    found = []
    for ends_only in (True, False):
        for start in range(count):
            if len(neighbours[start]) == 1 or (not ends_only and neighbours[start]):
                found.append(_walk(start, neighbours))
    return found


def _walk(start: int, neighbours: list[list[int]]) -> list[int]:
    """From an edge on until there is no further one, taking the links away behind it."""
    chain, here = [start], start
    while neighbours[here]:
        there = neighbours[here].pop()
        neighbours[there].remove(here)
        chain.append(there)
        here = there
    return chain
