"""What it is worth to decide about leaving later, when more is known: an upper bound.

In each draw the best month is chosen knowing all of that draw's future. Nobody can know it, so
that the freedom to wait is worth at most this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.exit_plan.plan import unplanned
from engine.evaluate import evaluate_draws
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

_SAVING = "discounted_saving"


class Flexibility(NamedTuple):
    """The freedom to leave, over draws. Money is $m at today's value.

    `known` is the mean of each draw's best saving, 0 in a draw in which leaving never pays;
    `fixed` the mean saving of the best plan made in advance: notice in `fixed_month` whatever
    comes, 0 for staying. `value` is the first less the second, never below 0, with the standard
    error `error` of a sample of that many draws.

    `pays` is the share of draws in which leaving ever pays. `best_months` (120,) is the share
    of all draws in which each month is the best; its sum is `pays`.
    """

    value: float
    error: float
    known: float
    fixed: float
    fixed_month: int
    pays: float
    best_months: Array
    draws: int


def flexibility(
    scenario: Scenario,
    sampled: Mapping[str, Array],
    stop: Callable[[], None] | None = None,
) -> Flexibility:
    """The value of waiting, over draws of some inputs, each (draws,) by key; none: certainty.

    Whatever notice the scenario plans is set aside. `stop` is asked between blocks of draws
    and ends the work by raising.
    """
    free = unplanned(scenario)
    inputs: dict[str, Value] = {**free.values, **sampled}
    found = evaluate_draws(inputs, frozenset({_SAVING}), free, stop=stop)
    draws = max((len(each) for each in sampled.values()), default=1)
    savings = np.broadcast_to(np.asarray(found[_SAVING]), (MONTHS, draws))
    return of_savings(savings)


def of_savings(savings: Array) -> Flexibility:
    """The same of the savings themselves: (months, draws), $m at today's value."""
    months, draws = savings.shape
    places = savings.argmax(axis=0)
    best = np.take_along_axis(savings, places[None, :], axis=0)[0]
    pays = best > 0
    known = np.where(pays, best, 0.0)
    means = savings.mean(axis=1)
    month = int(means.argmax()) + 1 if means.max() > 0 else 0
    plan = savings[month - 1] if month else np.zeros(draws)
    # Draw by draw it is at least 0, so that the mean is too.
    gained = np.maximum(known - plan, 0.0)
    counts = np.bincount(places[pays], minlength=months)
    return Flexibility(
        value=float(gained.mean()),
        error=float(gained.std(ddof=1) / np.sqrt(draws)) if draws > 1 else 0.0,
        known=float(known.mean()),
        fixed=float(plan.mean()),
        fixed_month=month,
        pays=float(pays.mean()),
        best_months=counts / draws,
        draws=draws,
    )
