"""What a contract costs above the market when it is left at its best moment, for many draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.analysis.exit_plan.plan import NOTICE
from engine.analysis.readings import reading_of
from engine.evaluate import evaluate_draws
from engine.explanation.subjects import Subject
from engine.model.catalogue import MONTHS, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Array, Value
    from engine.scenario import Scenario

SUPPLIER_NOTICE = "supplier_exit_month"
_SAVING, _MONTH = "discounted_saving", "contract_month"
_CONTRACT, _MARKET = "contract_pv", "market_pv"


class NetCost(NamedTuple):
    """(draws,) each. `cost` is $m at today's value, `notice` the contract month of notice or 0."""

    cost: Array
    notice: Array


def net_costs(
    inputs: Mapping[str, Value],
    like: Scenario | None = None,
    stop: Callable[[], None] | None = None,
) -> NetCost:
    """What the contract costs more than its capacity is worth on the market while it lives.

    That is contract_pv - market_pv of the run in which the buyer gives notice in the month with
    the largest saving from leaving, or of the run in which nobody gives notice, whichever is
    less. Leaving costs are in it; so are the capacity that a step-down gives up and all that
    depends on use, as far as the contract runs. `inputs` are floats or (draws,); both sides'
    planned notices are set aside. `stop` is asked between blocks and ends the work by raising.
    """
    draws = max((len(each) for each in inputs.values() if isinstance(each, np.ndarray)), default=1)
    free = {**inputs, NOTICE: 0.0, SUPPLIER_NOTICE: 0.0}
    staying, values = _above_market(free, like, stop, frozenset({_SAVING, _MONTH}))
    notice = np.broadcast_to(_best_notice(values[_SAVING], values[_MONTH]), draws)
    leaving, _ = _above_market({**free, NOTICE: notice}, like, stop)
    better = (notice > 0) & (leaving < staying)
    cost = np.where(better, leaving, staying)
    return NetCost(np.broadcast_to(cost, draws), np.where(better, notice, 0.0))


def _above_market(
    inputs: Mapping[str, Value],
    like: Scenario | None,
    stop: Callable[[], None] | None,
    rows: frozenset[str] = frozenset(),
) -> tuple[Array, dict[str, Value]]:
    model = catalogue()
    contract, market = (reading_of(Subject(key), model) for key in (_CONTRACT, _MARKET))
    values = evaluate_draws(inputs, contract.needs | market.needs | rows, like, stop=stop)
    return contract.read(values) - market.read(values), values


def _best_notice(saving: Value, month: Value) -> Array:
    """(draws,): the contract month in which giving notice saves most; 0 where none saves."""
    savings, months = np.broadcast_arrays(np.asarray(saving), np.asarray(month))
    allowed = (months >= 1) & (months <= catalogue().inputs[NOTICE].maximum)
    pays = np.where(allowed & (savings > 0), savings, 0.0)
    places = pays.argmax(axis=0)
    draws = np.arange(pays.shape[1])
    assert len(pays) == MONTHS
    return np.where(pays[places, draws] > 0, months[places, draws], 0.0)
