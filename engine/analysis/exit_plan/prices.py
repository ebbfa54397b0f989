"""The negotiator's price list: what each better clause is worth, as the change it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.exit_plan.clauses import clause_changes, clauses, missing
from engine.analysis.exit_plan.equivalent import FEE, equivalent_fees
from engine.analysis.exit_plan.net_cost import SUPPLIER_NOTICE, net_costs
from engine.analysis.exit_plan.plan import unplanned
from engine.analysis.readings import reading_of
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.analysis.exit_plan.clauses import Clause
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

_FIGURES = (
    "exit_cost",
    "remaining_obligation",
    "best_exit_saving",
    "contract_pv",
    "npv_cash_flow",
)
_ROUNDING = 1e-9  # of the net cost: what differs by less does not differ


class Change(NamedTuple):
    """An input that a clause sets, in its unit."""

    key: str
    before: float
    after: float


class Price(NamedTuple):
    """What a clause changes, $m, with everything else as it is.

    The changes of `exit_cost` and `remaining_obligation`, read in the decision month, of
    `best_saving` (the best saving from leaving; 0 where leaving never pays), and of
    `contract_pv` and `npv` (of the cash flow to the horizon) where nobody leaves.

    `worth` is by how much the net cost falls, at today's value: see `net_costs`; `notice` is the
    contract month in which the contract with the clause is best left, 0: never. `monthly` is
    the fall of the monthly fee that would be worth the same under today's clauses, $m a month;
    a rise is negative, NaN where no fee within the input's range is worth as much.
    """

    clause: str
    changes: tuple[Change, ...]
    exit_cost: float
    remaining_obligation: float
    best_saving: float
    contract_pv: float
    npv: float
    worth: float
    notice: int
    monthly: float


class Left(NamedTuple):
    """A clause that is not in the list, and why."""

    clause: str
    reason: str


class PriceList(NamedTuple):
    """The clauses that can be asked for, what is worth most first, and those left out.

    `net_cost` is today's, $m at today's value, and `notice` the contract month in which it is
    best left, 0: never. `reason` says why there is no list, where there is none.
    """

    prices: tuple[Price, ...]
    left: tuple[Left, ...]
    net_cost: float
    notice: int
    reason: str = ""


class MeanWorth(NamedTuple):
    """A clause's worth over draws, $m at today's value; `error` is the mean's standard error.

    Each draw is left in its own best month, with and without the clause, as if its future
    were known.
    """

    mean: float
    error: float


def price_list(scenario: Scenario, stop: Callable[[], None] | None = None) -> PriceList:
    """The price of every clause that the contract has not, each alone.

    The notices that the scenario plans are set aside, the buyer's and the supplier's. `stop`
    ends the work by raising.
    """
    free = _undisturbed(scenario)
    if free.values["payment_direction"] < 0:
        return PriceList((), (), np.nan, 0, "the supplier pays: nothing to negotiate")
    asked, left = _asked(free)
    columns = _columns(free, asked)
    changes = _figure_changes(columns, free, stop)
    net = net_costs(columns, free, stop)
    today = float(net.cost[0])
    fees = equivalent_fees(free, net.cost[1:], lambda inputs: net_costs(inputs, free, stop).cost)
    prices = [
        Price(
            clause=clause.key,
            changes=_changes(free, clause),
            exit_cost=float(changes["exit_cost"][place]),
            remaining_obligation=float(changes["remaining_obligation"][place]),
            best_saving=float(changes["best_exit_saving"][place]),
            contract_pv=float(changes["contract_pv"][place]),
            npv=float(changes["npv_cash_flow"][place]),
            worth=_settled(today - float(net.cost[place]), today),
            notice=int(net.notice[place]),
            monthly=_settled(free.values[FEE] - float(fees[place - 1]), free.values[FEE]),
        )
        for place, clause in enumerate(asked, start=1)
    ]
    prices.sort(key=lambda each: (-each.worth, each.exit_cost))
    return PriceList(tuple(prices), left, today, int(net.notice[0]))


def mean_worths(
    scenario: Scenario,
    sampled: Mapping[str, Array],
    stop: Callable[[], None] | None = None,
) -> dict[str, MeanWorth]:
    """By clause, its mean worth over draws of some inputs, each (draws,) by key.

    The same draws serve every clause: two evaluations of all draws each. `stop` is asked
    between blocks of draws and ends the work by raising.
    """
    free = _undisturbed(scenario)
    if free.values["payment_direction"] < 0:
        return {}
    drawn: dict[str, Value] = {**free.values, **sampled}
    today = net_costs(drawn, free, stop).cost
    found: dict[str, MeanWorth] = {}
    for clause in _asked(free)[0]:
        inputs = {**drawn, **clause_changes(clause, drawn)}
        worth = today - net_costs(inputs, free, stop).cost
        spread = float(worth.std(ddof=1)) if len(worth) > 1 else 0.0
        found[clause.key] = MeanWorth(float(worth.mean()), spread / len(worth) ** 0.5)
    return found


def tried(scenario: Scenario, key: str) -> dict[str, float]:
    """The inputs that a clause sets in a scenario, to try it. Raises KeyError."""
    return {each.key: each.after for each in _changes(scenario, clauses()[key])}


def _undisturbed(scenario: Scenario) -> Scenario:
    """Neither side plans to give notice."""
    free = unplanned(scenario)
    return free.with_values({SUPPLIER_NOTICE: 0.0}) if free.values[SUPPLIER_NOTICE] else free


def _asked(scenario: Scenario) -> tuple[list[Clause], tuple[Left, ...]]:
    reasons = {key: missing(each, scenario.values) for key, each in clauses().items()}
    left = tuple(Left(key, reason) for key, reason in reasons.items() if reason)
    return [each for key, each in clauses().items() if not reasons[key]], left


def _columns(scenario: Scenario, asked: list[Clause]) -> dict[str, Value]:
    """The inputs of all runs: the first as it is, every other with one clause."""
    changed = {key for clause in asked for key, _ in clause.changes}
    columns: dict[str, Value] = dict(scenario.values)
    columns |= {key: np.full(len(asked) + 1, scenario.values[key]) for key in changed}
    for place, clause in enumerate(asked, start=1):
        for change in _changes(scenario, clause):
            column = columns[change.key]
            assert isinstance(column, np.ndarray)
            column[place] = change.after
    return columns


def _changes(scenario: Scenario, clause: Clause) -> tuple[Change, ...]:
    """What a clause sets and does not find so. Raises `InputError` for what can't be set."""
    values = scenario.values
    new = {key: float(value) for key, value in clause_changes(clause, values).items()}
    allowed = scenario.with_values(new).values
    return tuple(
        Change(key, values[key], allowed[key]) for key in new if values[key] != allowed[key]
    )


def _figure_changes(
    columns: Mapping[str, Value], scenario: Scenario, stop: Callable[[], None] | None
) -> dict[str, Array]:
    """(runs,) by figure, against the first run; a saving that does not exist is 0."""
    readings = {key: reading_of(Subject(key), scenario.model) for key in _FIGURES}
    needs = frozenset(key for each in readings.values() for key in each.needs)
    values = evaluate_draws(columns, needs, scenario, stop=stop)
    runs = max((len(each) for each in columns.values() if isinstance(each, np.ndarray)), default=1)
    found: dict[str, Array] = {}
    for key, reading in readings.items():
        read = np.broadcast_to(reading.read(values), runs)
        read = np.nan_to_num(read, nan=0.0) if key == "best_exit_saving" else read
        found[key] = read - read[0]
    return found


def _settled(change: float, size: float) -> float:
    """A change, without what is only the last places of sums."""
    return 0.0 if abs(change) <= _ROUNDING * abs(size) else change
