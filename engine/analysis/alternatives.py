"""What else could be done: the contract beside renting on demand and building one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.evaluate import evaluate, needs_of
from engine.kpis import kpi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.evaluate import Result
    from engine.formula.values import Array
    from engine.scenario import Scenario

# The ways to get the same hours, and the headline figure that says what each costs.
WAYS = {"contract": "contract_pv", "on_demand": "spot_pv", "own": "own_pv"}
_FIGURES = (*WAYS.values(), "own_crossover_month", "own_crossover_net_month")
_ROWS = ("contract_cash_to_date", "built_to_date", "own_residual", "rented_pv", "discount_factor")


class Costs(NamedTuple):
    """What each way costs at today's value, $m, in the order of `WAYS`; None where there is none.

    `regrets` are what each costs more than the cheapest of them; all are None where one way is
    missing: without a contract or without GPUs there is nothing that the others could replace.
    """

    costs: tuple[float | None, ...]
    regrets: tuple[float | None, ...]

    @property
    def best(self) -> str | None:
        """The cheapest way, the first of equals; None where nothing is compared."""
        return next((way for way, lost in zip(WAYS, self.regrets, strict=True) if lost == 0), None)


class Paths(NamedTuple):
    """What each way has cost by the end of each month, not discounted: each (months,), $m.

    From month 1 to the end of the comparison. `own_net` is owning less what the fleet could
    then be sold for.
    """

    contract: Array
    on_demand: Array
    own: Array
    own_net: Array


class Alternatives(NamedTuple):
    """The three ways of one scenario.

    `crossover` is the month by which the contract has cost as much as owning, `crossover_net`
    the same with the fleet's resale value taken off; None where it does not come to that.
    `residual` is what the fleet is worth at the comparison's end, $m, not discounted; None
    where there is no fleet. `paths` is None where nothing is compared.
    """

    costs: Costs
    crossover: int | None
    crossover_net: int | None
    residual: float | None
    end: int
    paths: Paths | None


class Case(NamedTuple):
    """A scenario and what the three ways cost in it."""

    scenario: Scenario
    costs: Costs


def alternatives(result: Result) -> Alternatives:
    """The contract, on demand and owning side by side. `result` has all formulas."""
    costs = _costs(result)
    end = int(result.value("comparison_end"))
    return Alternatives(
        costs,
        _month(result, "own_crossover_month"),
        _month(result, "own_crossover_net_month"),
        result.at("own_residual", end) if costs.costs[2] is not None else None,
        end,
        _paths(result, end) if costs.best else None,
    )


def regret_by_case(
    cases: Iterable[Scenario], stop: Callable[[], None] | None = None
) -> tuple[Case, ...]:
    """What each way costs in each of some scenarios, such as the presets. `stop` may raise."""
    needs = needs_of((), WAYS.values())
    found = []
    for each in cases:
        if stop is not None:
            stop()
        found.append(Case(each, _costs(evaluate(each, needs))))
    return tuple(found)


def largest_regrets(cases: Iterable[Case]) -> tuple[float | None, ...]:
    """The largest regret of each way over some cases; None where it exists in none.

    The way whose largest regret is least is the one to take by the rule of minimax regret.
    """
    columns = zip(*(case.costs.regrets for case in cases), strict=True)
    return tuple(
        max((lost for lost in column if lost is not None), default=None) for column in columns
    )


def _costs(result: Result) -> Costs:
    costs = tuple(kpi(result, figure).number() for figure in WAYS.values())
    known = [cost for cost in costs if cost is not None]
    if len(known) < len(costs):
        return Costs(costs, (None,) * len(costs))
    return Costs(costs, tuple(cost - min(known) for cost in known))


def _month(result: Result, figure: str) -> int | None:
    found = kpi(result, figure).number()
    return None if found is None else int(found)


def _paths(result: Result, end: int) -> Paths:
    contract, own, residual, rented, discount = (result.row(key)[:end] for key in _ROWS)
    return Paths(contract, np.add.accumulate(rented / discount), own, own - residual)
