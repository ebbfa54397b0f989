"""The other side of the table: what the contract is worth to the supplier, and where both gain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.readings import reading_of
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.analysis.readings import Reading
    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

# Each part of the supplier's cost is what it costs less without the input that it comes from.
_PARTS = {
    "forgone": "supplier_resold_pct",
    "running": "own_opex_per_gpu",
    "capital": "supplier_new_build_pct",
}


class Supplier(NamedTuple):
    """The contract as the supplier sees it, at today's value in $m; None where there is none.

    `npv` = `receipts` - `forgone` (what it could have sold otherwise) - `running` - `capital`
    (still to spend). `dependence` is the contract's share of its yearly revenue, `idle` the
    share of these hours that would stand idle without the contract, both 0 to 1; None without
    GPUs, as there are no hours. `annuity` is what it receives a month: (months,), $m.
    """

    npv: float | None
    receipts: float
    forgone: float
    running: float
    capital: float
    dependence: float | None
    idle: float | None
    annuity: Array


class Zone(NamedTuple):
    """What both sides gain over a grid of terms and monthly spends, at today's value in $m.

    `buyer`: what the cheapest alternative costs more than the contract; `supplier`: its net
    present value. Both (spends, terms), NaN where there is none. Where both are above 0 a deal
    leaves both better off.
    """

    terms: Array
    spends: Array
    buyer: Array
    supplier: Array


class Bargain(NamedTuple):
    """The lowest fee that the supplier can take and the highest worth paying, by term.

    Each (terms,), $m a month, NaN where there is none; as the fee now would have to be scaled.
    """

    terms: Array
    floor: Array
    ceiling: Array


def supplier_view(scenario: Scenario) -> Supplier:
    """The supplier's side of a scenario."""
    columns: dict[str, Value] = {**scenario.values}
    for place, key in enumerate(_PARTS.values(), start=1):
        columns[key] = np.full(len(_PARTS) + 1, scenario.values[key])
        columns[key][place] = 0.0  # type: ignore[index]
    npv, dependence = (_figure(scenario, key) for key in ("supplier_npv", "supplier_concentration"))
    needs = frozenset({"receipts_value", "supplier_cost_pv", "supplier_receipts"})
    needs |= npv.needs | dependence.needs
    values = evaluate_draws(columns, needs, scenario)
    count = len(_PARTS) + 1
    costs = np.broadcast_to(values["supplier_cost_pv"], count)
    parts = {name: float(costs[0] - costs[at]) for at, name in enumerate(_PARTS, start=1)}
    annuity = np.asarray(values["supplier_receipts"])[:, 0]
    has_hours = scenario.values["committed_gpus"] > 0
    return Supplier(
        npv=_existing(npv.read(values)),
        receipts=_first(values["receipts_value"]),
        dependence=_existing(dependence.read(values)),
        idle=1.0 - scenario.values["supplier_resold_pct"] if has_hours else None,
        annuity=annuity,
        **parts,
    )


def zone(
    scenario: Scenario, terms: Array, spends: Array, stop: Callable[[], None] | None = None
) -> Zone:
    """Who gains at each term and monthly spend, all else as it is. `stop` may raise."""
    shape = (len(spends), len(terms))
    grid = {
        "term_months": np.tile(terms, len(spends)),
        "monthly_spend": np.repeat(spends, len(terms)),
    }
    npv, cost = (_figure(scenario, key) for key in ("supplier_npv", "contract_pv"))
    needs = frozenset({"owned_or_rented_pv"}) | npv.needs | cost.needs
    values = evaluate_draws({**scenario.values, **grid}, needs, scenario, stop=stop)
    gains = np.asarray(values["owned_or_rented_pv"]) - cost.read(values)
    return Zone(terms, spends, _wide(gains, shape), _wide(npv.read(values), shape))


def bargain(scenario: Scenario, terms: Array, stop: Callable[[], None] | None = None) -> Bargain:
    """The fees between which both gain, for each term. `stop` may raise."""
    floor, ceiling = (_figure(scenario, key) for key in ("zopa_floor", "zopa_ceiling"))
    columns: Mapping[str, Value] = {**scenario.values, "term_months": terms}
    values = evaluate_draws(columns, floor.needs | ceiling.needs, scenario, stop=stop)
    shape = (len(terms),)
    return Bargain(terms, _wide(floor.read(values), shape), _wide(ceiling.read(values), shape))


def _figure(scenario: Scenario, key: str) -> Reading:
    return reading_of(Subject(key), scenario.model)


def _wide(values: Array, shape: tuple[int, ...]) -> Array:
    size = int(np.prod(shape))
    return np.broadcast_to(values, size).reshape(shape) * 1.0


def _first(value: Value) -> float:
    return float(np.ravel(value)[0])


def _existing(values: Array) -> float | None:
    first = _first(values)
    return None if np.isnan(first) else first
