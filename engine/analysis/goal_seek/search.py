"""Where a condition on a curve begins and ceases to hold, found by batches of points.

It knows nothing of the model: a curve is a function of many points at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.analysis.goal_seek.points import Line
    from engine.formula.values import Array

    Curve = Callable[[Array], Array]
    Holding = Callable[[Array], NDArray[np.bool_]]

GRID = 401  # values that are looked at first; whole inputs have fewer, and all are
MOST_EDGES = 60  # that are made exact: those nearest to today's value
_LOOKED_AT = 48  # stretches that are looked into again, in each round
_LOOK_PARTS = 7  # new points in each of them
_LEAST_PARTS, _TOGETHER = 7, 1_000  # new points in one bracket, and in all of a division
_NOISE = 5  # edges in one bracket: more is the last digits of sums that all but meet the level
_JUMP = 4.0  # times as steep as the stretches beside it


class Edge(NamedTuple):
    """Neighbouring values: the condition holds at `inside` and not at `outside`."""

    inside: float
    outside: float

    @property
    def upwards(self) -> bool:
        """Whether it holds from here on upwards."""
        return self.inside > self.outside


class Effort(NamedTuple):
    """How much is looked at. Few points where each is costly.

    `grid`: values that are looked at first. `looks`: rounds in which narrow islands are looked
    for. `parts`: new points in each bracket, at each division; fewer where there are many.
    """

    grid: int = GRID
    looks: int = 3
    parts: int = 255


FULL = Effort()


class Found(NamedTuple):
    """`x` rising, `y` the curve there; `edges` in the order of their values.

    `coarse`: there are more edges than were made exact, as where a curve runs along the level
    and the last digits of its sums decide.
    """

    x: Array
    y: Array
    edges: tuple[Edge, ...]
    coarse: bool = False


class _Samples(NamedTuple):
    x: Array
    y: Array

    def with_points(self, points: Array, curve: Curve) -> _Samples:
        new = np.setdiff1d(points, self.x)
        if not new.size:
            return self
        x = np.concatenate([self.x, new])
        y = np.concatenate([self.y, curve(new)])
        order = np.argsort(x, kind="stable")
        return _Samples(x[order], y[order])


def find(
    curve: Curve,
    holding: Holding,
    threshold: float,
    line: Line,
    today: float,
    effort: Effort = FULL,
) -> Found:
    """The curve along a line, and every edge of where the condition holds.

    `curve` takes (points,) and gives (points,), NaN where there is no value; `holding` takes
    its values; `threshold` is the level that the condition compares them with. Where the line
    has no more points than the grid, all are looked at and nothing is missed. Else stretches are
    looked into again in which the curve jumps, begins or ceases to exist, or comes so near the
    threshold that it may reach it between two points. What is missed: a stretch narrower than
    the grid in which the curve leaves its trend and comes back, with nothing to see of it at
    the points beside it.
    """
    points = line.grid(effort.grid)
    if line.low <= today <= line.high:
        points = np.union1d(points, [today])
    samples = _Samples(np.empty(0), np.empty(0)).with_points(points, curve)
    for _round in range(effort.looks):
        more = _islands(samples, holding, threshold, line)
        if not more.size:
            break
        samples = samples.with_points(more, curve)
    return _refined(samples, curve, holding, line, today, effort.parts)


def _islands(samples: _Samples, holding: Holding, threshold: float, line: Line) -> Array:
    """Points in the stretches that may hide one."""
    places = _suspicious(samples.x, samples.y, holding(samples.y), threshold)
    x = samples.x
    parts = [line.between(float(x[at]), float(x[at + 1]), _LOOK_PARTS) for at in places]
    return np.concatenate(parts) if parts else np.empty(0)


def _suspicious(x: Array, y: Array, holds: NDArray[np.bool_], threshold: float) -> list[int]:
    """The stretches to look into, by their first point: the nearest to the threshold first."""
    if len(x) < 2:
        return []
    exists = np.isfinite(y)
    first, last = y[:-1], y[1:]
    steps = np.where(exists[:-1] & exists[1:], np.abs(np.diff(np.where(exists, y, 0.0))), 0.0)
    before = np.concatenate([[0.0], steps[:-1]])
    after = np.concatenate([steps[1:], [0.0]])
    beside = np.maximum(before, after)
    reach = np.maximum(steps, beside)
    low, high = np.fmin(first, last), np.fmax(first, last)
    near = (reach > 0) & (low - reach <= threshold) & (threshold <= high + reach)
    jumps = steps > _JUMP * beside
    appears = exists[:-1] != exists[1:]
    chosen = np.flatnonzero((near | jumps | appears) & (holds[:-1] == holds[1:]))
    away = np.fmin(np.abs(low - threshold), np.abs(high - threshold))
    away = np.where(np.isfinite(away), away, 0.0)
    order = np.argsort(away[chosen], kind="stable")
    return [int(place) for place in chosen[order][:_LOOKED_AT]]


def _refined(
    samples: _Samples, curve: Curve, holding: Holding, line: Line, today: float, divided: int
) -> Found:
    """Every edge divided until its two sides are neighbours."""
    holds = holding(samples.y)
    at = np.flatnonzero(holds[:-1] != holds[1:]).tolist()
    brackets = [(float(samples.x[place]), float(samples.x[place + 1])) for place in at]
    fine, left, noisy = samples, [], False
    while True:
        brackets, more = _nearest(brackets, today)
        left += more
        count = min(divided, max(_LEAST_PARTS, _TOGETHER // max(1, len(brackets))))
        parts = [line.between(*bracket, count) for bracket in brackets]
        if not any(part.size for part in parts):
            break
        fine = fine.with_points(np.concatenate(parts), curve)
        inner = [_inside(fine, holding, bracket) for bracket in brackets]
        noisy = noisy or any(len(each) > _NOISE for each in inner)
        brackets = [
            each for found in inner for each in (found if len(found) <= _NOISE else found[:1])
        ]
    edges = [_edge(fine, holding, bracket) for bracket in (*brackets, *left)]
    edges = _plainest(edges, curve, holding, line)
    edges.sort(key=lambda edge: (min(edge), max(edge)))
    ends = np.array([end for edge in edges for end in edge])
    shown = samples.with_points(ends, curve)
    return Found(shown.x, shown.y, tuple(edges), coarse=noisy or bool(left))


_Brackets = list[tuple[float, float]]


def _nearest(brackets: _Brackets, today: float) -> tuple[_Brackets, _Brackets]:
    """Those that are made exact, and the others, where there are too many."""
    if len(brackets) <= MOST_EDGES:
        return brackets, []
    ordered = sorted(brackets, key=lambda each: abs(sum(each) / 2 - today))
    return sorted(ordered[:MOST_EDGES]), ordered[MOST_EDGES:]


def _inside(fine: _Samples, holding: Holding, bracket: tuple[float, float]) -> _Brackets:
    """The pairs of neighbouring points within a bracket between which the condition changes."""
    first, last = np.searchsorted(fine.x, bracket)
    x, holds = fine.x[first : last + 1], holding(fine.y[first : last + 1])
    changes = np.flatnonzero(holds[:-1] != holds[1:])
    return [(float(x[place]), float(x[place + 1])) for place in changes]


def _edge(fine: _Samples, holding: Holding, bracket: tuple[float, float]) -> Edge:
    low, high = bracket
    place = int(np.searchsorted(fine.x, low))
    return Edge(low, high) if holding(fine.y[place : place + 1])[0] else Edge(high, low)


def _plainest(edges: list[Edge], curve: Curve, holding: Holding, line: Line) -> list[Edge]:
    """Edges with the number of fewest digits that lies on them: 0.07, not 0.0699999999999."""
    plain = {edge: _shortest(min(edge), max(edge)) for edge in edges if _is_exact(edge, line)}
    asked = np.unique([number for edge, number in plain.items() if number not in edge])
    if not asked.size:
        return edges
    inside = dict(zip(asked.tolist(), holding(curve(asked)).tolist(), strict=True))

    def simplified(edge: Edge) -> Edge:
        number = plain.get(edge, edge.inside)
        if number not in inside:
            return edge
        return edge._replace(inside=number) if inside[number] else edge._replace(outside=number)

    return [simplified(edge) for edge in edges]


def _is_exact(edge: Edge, line: Line) -> bool:
    low, high = min(edge), max(edge)
    return not line.step and high - low <= line.least_gap(low, high)


def _shortest(low: float, high: float) -> float:
    for digits in range(1, 17):
        number = float(f"{low + (high - low) / 2:.{digits}g}")
        if low <= number <= high:
            return number
    return low
