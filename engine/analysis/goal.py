"""A goal: what a headline figure is to be, such as `first profitable quarter at most 2`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from engine.analysis.reach import inputs_behind
from engine.evaluate import needs_of
from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formula.values import Array
    from engine.model.catalogue import Figure
    from engine.scenario import Scenario

Relation = Literal["<=", ">="]
# Figures that say when something happens: where there is none, it never does.
_WHEN = ("month #", "quarter #")


class Goal(NamedTuple):
    """A condition on a headline figure. `threshold` is in the figure's unit.

    `month` is the decision month that the figure is read in; 0: the scenario's own.
    """

    figure: str
    relation: Relation
    threshold: float
    month: int = 0

    def read_in(self, scenario: Scenario) -> Scenario:
        """The scenario, read in the goal's month."""
        if not self.month or scenario.values["decision_month"] == self.month:
            return scenario
        return scenario.with_values({"decision_month": float(self.month)})


DEFAULT_GOAL = Goal("first_profit_quarter", "<=", 2.0)  # where a project has none


def comparable(figure: str, values: Array) -> Array:
    """The figure's values with those that don't exist (NaN) as what they mean to a goal.

    A month or quarter that does not exist is never: infinitely late, so that `the runway is at
    least 36 months` holds where cash never runs out. Any other stays NaN, and no goal on it
    holds.
    """
    if catalogue().figures[figure].unit not in _WHEN:
        return values
    return np.where(np.isnan(values), np.inf, values)


def holds(goal: Goal, values: Array) -> NDArray[np.bool_]:
    """Where the goal holds, for values of its figure; NaN where it does not exist."""
    found = comparable(goal.figure, values)
    return found <= goal.threshold if goal.relation == "<=" else found >= goal.threshold


def goal_figures() -> tuple[Figure, ...]:
    """The headline figures that a goal may be on: those that are one number."""
    return tuple(figure for figure in catalogue().figures.values() if not figure.listed)


def is_read_in_a_month(figure: str) -> bool:
    """Whether the decision month matters to a figure."""
    return "decision_month" in inputs_behind(needs_of((), (figure,)))
