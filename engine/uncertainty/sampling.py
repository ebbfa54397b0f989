"""Draws of the uncertain inputs: a Latin hypercube with the rank correlations wanted.

Each input has exactly one draw in each of as many equally likely strata as there are draws.
The same uncertainty, number of draws and seed give the same bits on every run.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.uncertainty.correlation import pairs
from engine.uncertainty.held import held
from engine.uncertainty.kept import Kept
from engine.uncertainty.kinds import quantile
from engine.uncertainty.ranks import PLACE, ranks, stream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Array
    from engine.uncertainty.case import Distribution, Uncertainty

NO_SHIFTS: Mapping[str, float] = MappingProxyType({})
_KEPT = 2**27  # bytes
_PART = 10_000  # draws between two questions whether to stop
_ABOVE_0, _BELOW_1 = 2.0**-70, 1 - 2.0**-53

_kept: Kept[Array] = Kept(_KEPT)


def sample(
    uncertainty: Uncertainty,
    draws: int | None = None,
    seed: int | None = None,
    shifts: Mapping[str, float] = NO_SHIFTS,
    stop: Callable[[], None] | None = None,
) -> dict[str, Array]:
    """Draws by uncertain input, (draws,) in its unit, each a value that the input takes.

    `draws` (at least 2) and `seed` are the uncertainty's own where they aren't given. `shifts`
    are added to the draws of the inputs that have one, in their unit. What takes time is kept,
    so that the next call takes none. `stop` is asked often and ends the work by raising.
    Raises ValueError for rank correlations that no draws can have together; `repaired` finds
    the nearest that can.
    """
    count = uncertainty.draws if draws is None else draws
    chosen = uncertainty.seed if seed is None else seed
    orders = ranks(uncertainty.inputs, pairs(uncertainty), count, chosen, stop)
    found = {}
    for (key, distribution), order in zip(uncertainty.distributions, orders, strict=True):
        rising = _rising(key, distribution, count, chosen, stop)
        if shift := shifts.get(key, 0.0):
            rising = rising + shift
        found[key] = held(key, rising)[order]
    return found


def _rising(
    key: str, distribution: Distribution, draws: int, seed: int, stop: Callable[[], None] | None
) -> Array:
    """One draw of each stratum, at a random place in it, from the lowest up."""

    def made() -> Array:
        places = stream(key, seed, PLACE).random(draws)
        u = np.clip((np.arange(draws) + places) / draws, _ABOVE_0, _BELOW_1)
        found = np.empty(draws)
        for first in range(0, draws, _PART):
            if stop is not None:
                stop()
            part = slice(first, first + _PART)
            found[part] = quantile(distribution, u[part])
        return found

    return _kept.get((key, distribution, draws, seed), made)
