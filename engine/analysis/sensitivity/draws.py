"""What goes with a number in the draws of a simulation: rank correlations, variance shares."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.analysis.sensitivity.moved import inputs_reaching, read_draws, reading_for
from engine.analysis.sensitivity.shares import ranks, variance_shares

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.analysis.readings import Subject
    from engine.analysis.simulation.result import Simulation
    from engine.formula.values import Array, Value

FEWEST = 200  # draws in which the number exists: of fewer, nothing can be said
_CHANCE = 1.96  # standard errors: what chance exceeds once in twenty

Fault = Literal["", "too few", "never varies", "nothing reaches it"]


class InputShare(NamedTuple):
    """One uncertain input.

    `rank`: Spearman's rank correlation with the number, -1 to 1. `share` of the variance of
    the number's ranks goes with it, 0 to 1: see `engine.analysis.sensitivity.shares`.
    """

    key: str
    rank: float
    share: float


class DrawSensitivity(NamedTuple):
    """The uncertain inputs that can reach a number, by the size of their rank correlation.

    `rest` is the share of the variance of ranks that goes with no input alone; the shares and
    the rest add up to 1. `draws` in all, of which `missing` have no such number and are left
    out. A correlation below `chance`, either way, may well be none. `beyond` has the keys of
    the uncertain inputs that cannot reach the number, `still` those that never vary. With a
    `fault` there is nothing else to show.
    """

    inputs: tuple[InputShare, ...]
    rest: float
    draws: int
    missing: int
    chance: float
    beyond: tuple[str, ...] = ()
    still: tuple[str, ...] = ()
    fault: Fault = ""


def sensitivity_from_draws(
    simulation: Simulation, subject: Subject, stop: Callable[[], None] | None = None
) -> DrawSensitivity:
    """Of a headline figure, or of a line item in a month, from the draws as they are.

    An input that cannot reach the number is left out even where it goes together with one
    that can. Raises `SubjectError`; `stop` ends the work by raising.
    """
    behind = inputs_reaching(simulation.scenario, subject)
    values = values_in(simulation, subject, stop)
    samples = {key: each for key, each in simulation.samples.items() if key in behind}
    beyond = tuple(key for key in simulation.samples if key not in behind)
    return sensitivity(samples, values, stop)._replace(beyond=beyond)


def values_in(
    simulation: Simulation, subject: Subject, stop: Callable[[], None] | None = None
) -> Array:
    """(draws,), the number in each draw, in its unit; NaN where it does not exist."""
    if subject.month is None and subject.key in simulation.figures and subject.part is None:
        return simulation.figures[subject.key]
    scenario = simulation.scenario
    columns: dict[str, Value] = {**scenario.values, **simulation.samples}
    found = read_draws(scenario, reading_for(scenario, subject), columns, stop)
    return np.broadcast_to(found, simulation.draws)


def sensitivity(
    samples: Mapping[str, Array], values: Array, stop: Callable[[], None] | None = None
) -> DrawSensitivity:
    """Of `values`, (draws,), NaN where there is none, to inputs by key, each (draws,)."""
    there = np.isfinite(values)
    count, draws = int(there.sum()), len(values)
    nothing = DrawSensitivity((), 0.0, draws, draws - count, 0.0)
    if not samples:
        return nothing._replace(fault="nothing reaches it")
    if count < FEWEST:
        return nothing._replace(fault="too few")
    found = values[there]
    if found.min() == found.max():
        return nothing._replace(fault="never varies")
    kept = {key: each[there] for key, each in samples.items()}
    still = tuple(key for key, each in kept.items() if each.min() == each.max())
    varied = {key: each for key, each in kept.items() if key not in still}
    if not varied:
        return nothing._replace(fault="nothing reaches it", still=still)
    placed = _ranked(found, stop)
    ranked = {key: _ranked(each, stop) for key, each in varied.items()}
    shares = variance_shares(list(ranked.values()), placed, stop)
    inputs = [
        InputShare(key, _correlation(each, placed), share)
        for (key, each), share in zip(ranked.items(), shares, strict=True)
    ]
    inputs.sort(key=lambda each: -abs(each.rank))
    rest = max(0.0, 1.0 - math.fsum(shares))
    chance = _CHANCE / math.sqrt(count - 1)
    return nothing._replace(inputs=tuple(inputs), rest=rest, chance=chance, still=still)


def _ranked(values: Array, stop: Callable[[], None] | None) -> Array:
    if stop is not None:
        stop()
    return ranks(values)


def _correlation(first: Array, second: Array) -> float:
    """Pearson's, of ranks: Spearman's."""
    one, other = first - first.mean(), second - second.mean()
    return float(one @ other / math.sqrt(float(one @ one) * float(other @ other)))
