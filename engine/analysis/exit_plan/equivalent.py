"""The monthly fee under which a contract has a given net cost: a root found by narrowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

FEE = "monthly_spend"
_GRID, _FINER, _ROUNDS = 129, 9, 4  # fees at first, then in each bracket, and how often
_SAME = 1e-9  # of the costs: closer is equal

_Bracket = tuple[tuple[float, float], tuple[float, float]]  # two fees and their costs


def equivalent_fees(
    scenario: Scenario,
    targets: Array,
    net_cost: Callable[[Mapping[str, Value]], Array],
) -> Array:
    """The monthly fee, $m, nearest to today's at which the net cost is each of `targets`.

    `net_cost` gives (draws,) for inputs of which the fee is (draws,). It is made of nearly
    straight pieces in the fee, with a bend or a step where another month becomes the best to
    leave in. The bracket nearest to today's fee is narrowed four times, to less than 0.01 $m
    a month, and what is left taken as straight. NaN where no fee within the input's range will
    do.
    """
    today, item = scenario.values[FEE], catalogue().inputs[FEE]

    def curve(fees: Array) -> Array:
        return net_cost({**scenario.values, FEE: fees})

    grid = np.unique(np.append(np.linspace(item.minimum, item.maximum, _GRID), today))
    costs = curve(grid)
    brackets = [_bracket(grid, costs, target, today) for target in targets]
    for _ in range(_ROUNDS):
        brackets = _narrower(brackets, targets, today, curve)
    return np.array(
        [
            _straight(*each, target) if each else np.nan
            for each, target in zip(brackets, targets, strict=True)
        ]
    )


def _narrower(
    brackets: list[_Bracket | None],
    targets: Array,
    today: float,
    curve: Callable[[Array], Array],
) -> list[_Bracket | None]:
    """A part of each bracket, all from one evaluation."""
    inside = [np.linspace(*each[0], _FINER) for each in brackets if each]
    if not inside:
        return brackets
    costs = iter(np.split(curve(np.concatenate(inside)), len(inside)))
    fees = iter(inside)
    return [
        _bracket(next(fees), next(costs), target, today) if each else None
        for each, target in zip(brackets, targets, strict=True)
    ]


def _bracket(fees: Array, costs: Array, target: float, today: float) -> _Bracket | None:
    """Two neighbouring fees with the target between their costs, nearest to today's fee."""
    slack = _SAME * max(1.0, float(np.abs(costs).max()))
    low, high = np.minimum(costs[:-1], costs[1:]), np.maximum(costs[:-1], costs[1:])
    holding = np.flatnonzero((low - slack <= target) & (target <= high + slack))
    if not len(holding):
        return None
    away = np.maximum(0.0, np.maximum(fees[holding] - today, today - fees[holding + 1]))
    place = int(holding[away.argmin()])
    return (
        (float(fees[place]), float(fees[place + 1])),
        (float(costs[place]), float(costs[place + 1])),
    )


def _straight(fees: tuple[float, float], costs: tuple[float, float], target: float) -> float:
    """Where the line between two points has a height; where it is level, the first end."""
    rise = costs[1] - costs[0]
    share = (target - costs[0]) / rise if rise else 0.0
    return fees[0] + min(max(share, 0.0), 1.0) * (fees[1] - fees[0])
