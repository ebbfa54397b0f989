"""The nearest joint way to flip an answer: several drivers moved together, each a little.

Distances are Euclidean, in widths of each driver's range, so that all are on one footing; the
nearest point at which the answer flips is what reliability analysis calls the design point.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.goal import comparable, holds
from engine.analysis.goal_seek.points import line_of
from engine.analysis.goal_seek.seek import figure_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.analysis.goal import Goal
    from engine.analysis.goal_seek.points import Line
    from engine.analysis.what_must_be_true.flips import Flip
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

FEW = 4  # inputs that a joint way is told with
_RADII = 24  # points on each ray that is looked along first
_PAIRED = 6  # of the nearest single thresholds, by twos
_SMALL = 0.02  # of each range: the move that slopes are taken from
_STEPS = 6  # to the point where the slope says the answer flips
_TURNS = (0.5, 0.25, 0.12, 0.06, 0.03, 0.015)  # how far a direction is turned, as a share
_MOST_TURNS = 60
_NEARER = np.array([0.7, 0.85, 0.93, 0.97, 0.985, 0.995, 0.999, 1.0])


class JointMove(NamedTuple):
    """One input's part: from today's value, in its unit, and how far in widths of its range."""

    key: str
    before: float
    after: float
    share: float


class Joint(NamedTuple):
    """Inputs that flip the answer together: the figure there is `figure`, NaN where none.

    `distance` is that of these few; `least` that of all drivers moved together, which is no
    more. With one move there is no joint way that is nearer than one input alone.
    """

    moves: tuple[JointMove, ...]
    distance: float
    least: float
    figure: float

    @property
    def values(self) -> dict[str, float]:
        """The inputs as they are there."""
        return {move.key: move.after for move in self.moves}


def nearest_joint(
    scenario: Scenario,
    goal: Goal,
    drivers: Sequence[Flip],
    stop: Callable[[], None] | None = None,
) -> Joint | None:
    """The nearest point at which the answer flips; None where no way was found.

    It is no farther than the nearest single threshold. Searched without chance: along rays
    from today towards single thresholds and pairs of them, down the slope of the figure, then
    by turning the best direction a little at a time. A nearer point that none of these leads
    to is missed. Every point that is reported was evaluated.
    """
    counted = [each for each in drivers if each.counts]
    if not counted:
        return None
    space = _Space(scenario, goal, counted, stop)
    best = _nearest_of(space, range(len(counted)))
    if best is None:
        return None
    few = _few(space, best)
    if few is None:
        return None
    chosen = _nearest_of(space, few, best)
    return _told(space, best if chosen is None else chosen, space.distance(best))


class _Space:
    """Points by column: (drivers, points), in widths of each driver's range from today."""

    def __init__(
        self,
        scenario: Scenario,
        goal: Goal,
        drivers: Sequence[Flip],
        stop: Callable[[], None] | None,
    ) -> None:
        self.drivers = tuple(drivers)
        self.goal = goal
        self.size = len(drivers)
        inputs = scenario.model.inputs
        self._lines: list[Line] = [line_of(inputs[each.key]) for each in drivers]
        self._today = np.array([each.today for each in drivers])
        self._widths = np.array([each.within.high - each.within.low for each in drivers])
        self._read = figure_reader(scenario, goal, stop=stop)
        self.holds_today = drivers[0].seek.holds_today

    def held(self, points: Array) -> Array:
        """The nearest points that the inputs can take."""
        values = self.values(points)
        taken = [line.nearest(row) for line, row in zip(self._lines, values, strict=True)]
        # What is not moved stays, even where it is off the input's grid.
        rows = np.where(points == 0, self._today[:, None], np.array(taken))
        found: Array = (rows - self._today[:, None]) / self._widths[:, None]
        return found

    def values(self, points: Array) -> Array:
        """Points as values of the inputs, (drivers, points), in their units."""
        found: Array = self._today[:, None] + points * self._widths[:, None]
        return found

    def taken(self, points: Array) -> Array:
        """The values that the inputs take at points that they can take."""
        values = self.values(points)
        rows = [line.nearest(row) for line, row in zip(self._lines, values, strict=True)]
        return np.where(points == 0, self._today[:, None], np.array(rows))

    def figures(self, points: Array) -> Array:
        """(points,), the goal's figure; NaN where there is none."""
        rows = self.taken(points)
        moved = np.flatnonzero(points.any(axis=1))
        changes: dict[str, Value] = {self.drivers[place].key: rows[place] for place in moved}
        return self._read(changes, points.shape[1])

    def flipped(self, points: Array) -> NDArray[np.bool_]:
        """(points,), where the answer is not today's."""
        found: NDArray[np.bool_] = holds(self.goal, self.figures(points)) != self.holds_today
        return found

    def margins(self, points: Array) -> Array:
        """(points,), how far the figure is from the threshold, > 0 where the goal holds."""
        figures = comparable(self.goal.figure, self.figures(points))
        below = self.goal.threshold - figures
        return below if self.goal.relation == "<=" else -below

    def distance(self, point: Array) -> float:
        return float(np.linalg.norm(point))

    def nearest(self, points: Array, best: Array | None) -> Array | None:
        """The nearest point that flips the answer, nearer than the best so far, or that."""
        points = self.held(points)
        away = np.linalg.norm(points, axis=0)
        limit = math.inf if best is None else self.distance(best)
        open_ = points[:, (away > 0) & (away < limit)]
        if not open_.shape[1]:
            return best
        hits = open_[:, self.flipped(open_)]
        if not hits.shape[1]:
            return best
        found: Array = hits[:, int(np.argmin(np.linalg.norm(hits, axis=0)))]
        return found


def _nearest_of(space: _Space, among: Sequence[int], start: Array | None = None) -> Array | None:
    """The nearest point found when only some drivers move. `start`: a point to set out from."""
    allowed = np.zeros(space.size, dtype=bool)
    allowed[list(among)] = True
    best = _single(space, allowed)
    rays = _rays(space, allowed)
    if start is not None:
        rays.append(np.where(allowed, start, 0.0))
    best = _along(space, rays, best)
    best = _downhill(space, allowed, best)
    return None if best is None else _turned(space, allowed, best)


def _single(space: _Space, allowed: NDArray[np.bool_]) -> Array | None:
    """The nearest single threshold as a point."""
    sides = _thresholds(space)
    places = [place for place in np.flatnonzero(allowed) if np.isfinite(sides[place])]
    if not places:
        return None
    place = min(places, key=lambda at: abs(sides[at]))
    found = np.zeros(space.size)
    found[place] = sides[place]
    return found


def _thresholds(space: _Space) -> Array:
    """Where each single threshold is, with its sign; infinite where there is none."""
    return np.array(
        [
            math.copysign(each.share, each.change) if each.threshold is not None else math.inf
            for each in space.drivers
        ]
    )


def _rays(space: _Space, allowed: NDArray[np.bool_]) -> list[Array]:
    """Directions from today: where thresholds of singles, taken as planes, would meet."""
    sides = np.where(allowed, _thresholds(space), math.inf)
    slopes = np.where(np.isfinite(sides), 1.0 / np.where(sides == 0, math.inf, sides), 0.0)
    order = [int(at) for at in np.argsort(-np.abs(slopes), kind="stable") if slopes[at]]
    groups = [order[:count] for count in (2, 3, 5, len(order)) if count <= len(order)]
    groups += [list(pair) for pair in combinations(order[:_PAIRED], 2)]
    found = []
    for group in groups:
        ray = np.zeros(space.size)
        ray[group] = slopes[group]
        found.append(ray)
    return found


def _along(space: _Space, rays: Sequence[Array], best: Array | None) -> Array | None:
    """The nearest flip on some rays, as far as the best so far."""
    units = [ray / np.linalg.norm(ray) for ray in rays if ray.any()]
    if not units:
        return best
    reach = 2.0 if best is None else space.distance(best)
    radii = reach * np.arange(1, _RADII + 1) / _RADII
    points = np.concatenate([unit[:, None] * radii for unit in units], axis=1)
    return space.nearest(points, best)


def _downhill(space: _Space, allowed: NDArray[np.bool_], best: Array | None) -> Array | None:
    """Steps to where the figure's slope says that the threshold is nearest (Hasofer and Lind)."""
    at = np.zeros(space.size)
    for _step in range(_STEPS):
        slope, margin = _slope(space, allowed, at)
        steep = float(slope @ slope)
        if not math.isfinite(margin) or not 0 < steep < math.inf:
            break
        at = (float(slope @ at) - margin) / steep * slope
        if not 0 < np.linalg.norm(at) < math.inf:
            break
        best = _along(space, [at], best)
        if best is not None and np.linalg.norm(at) > 2 * space.distance(best):
            break
    return best


def _slope(space: _Space, allowed: NDArray[np.bool_], at: Array) -> tuple[Array, float]:
    """How the margin changes with each driver at a point, and the margin there."""
    places = np.flatnonzero(allowed)
    moved = np.repeat(at[:, None], 2 * len(places) + 1, axis=1)
    for column, place in enumerate(places):
        moved[place, 2 * column + 1] += _SMALL
        moved[place, 2 * column + 2] -= _SMALL
    points = space.held(moved)
    margins = space.margins(points)
    slope = np.zeros(space.size)
    for column, place in enumerate(places):
        up, down = 2 * column + 1, 2 * column + 2
        width = points[place, up] - points[place, down]
        if width and np.isfinite(margins[[up, down]]).all():
            slope[place] = (margins[up] - margins[down]) / width
    return slope, float(margins[0])


def _turned(space: _Space, allowed: NDArray[np.bool_], best: Array) -> Array:
    """The best point after its direction was turned towards and away from each driver."""
    places = np.flatnonzero(allowed)
    turns = iter(_TURNS)
    turn = next(turns)
    for _round in range(_MOST_TURNS):
        length = space.distance(best)
        rays = [best]
        for place in places:
            for change in (turn * length, -turn * length):
                rays.append(best.copy())
                rays[-1][place] += change
            if best[place]:
                rays.append(best.copy())
                rays[-1][place] = 0.0
        units = np.array([ray / np.linalg.norm(ray) for ray in rays if ray.any()]).T
        points = (units[:, :, None] * (length * _NEARER)).reshape(space.size, -1)
        found = space.nearest(points, best)
        if found is not None and space.distance(found) < length * 0.998:
            best = found
            continue
        best = best if found is None else found
        turn = next(turns, 0.0)
        if not turn:
            break
    return best


def _few(space: _Space, best: Array) -> list[int] | None:
    """The drivers that carry the point most, the nearest single threshold among them."""
    order = np.argsort(-np.abs(best), kind="stable")
    chosen = [int(place) for place in order[:FEW] if best[place]]
    everyone = np.ones(space.size, dtype=bool)
    single = _single(space, everyone)
    if single is not None:
        nearest = int(np.flatnonzero(single)[0])
        if nearest not in chosen:
            chosen.append(nearest)
    return chosen or None


def _told(space: _Space, point: Array, least: float) -> Joint:
    column = point[:, None]
    after = space.taken(column)[:, 0]
    moves = [
        JointMove(each.key, each.today, float(after[place]), abs(float(point[place])))
        for place, each in enumerate(space.drivers)
        if point[place]
    ]
    moves.sort(key=lambda move: -move.share)
    distance = space.distance(point)
    return Joint(tuple(moves), distance, min(least, distance), float(space.figures(column)[0]))
