"""A headline figure over all draws, in a few numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.goal import holds
from engine.analysis.simulation.percentiles import percentiles

if TYPE_CHECKING:
    from engine.analysis.goal import Goal
    from engine.formula.values import Array


class Summary(NamedTuple):
    """What the draws say of a figure, in its unit.

    `percentiles`, (5,) for `PERCENTILES`, and `mean` are of the draws in which it exists, NaN
    where there are none; `share_null` is the share of all draws in which it doesn't.
    """

    percentiles: Array
    mean: float
    share_null: float


def summarise(values: Array) -> Summary:
    """The summary of (draws,), NaN where the figure does not exist."""
    existing = values[~np.isnan(values)]
    mean = float(existing.mean()) if len(existing) else np.nan
    missing = len(values) - len(existing)
    return Summary(percentiles(existing), mean, missing / len(values))


def probability(goal: Goal, values: Array) -> float:
    """The share of all draws in which a goal on the figure holds."""
    return float(np.count_nonzero(holds(goal, values)) / len(values))
