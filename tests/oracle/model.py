"""One scenario evaluated by hand-written loops: the referee's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .charges_lockin import contract_charges, lock_in
from .demand_supply import demand, supply_and_use
from .results import accounting_and_cash, alternatives_and_supplier, profit_and_loss
from .timing_price import contract_schedule, market_and_contract_price, scalars, timing

if TYPE_CHECKING:
    from .base import Rows, Values


def evaluate(inputs: Values) -> tuple[Values, Rows]:
    """The 17 scalars and the 106 line items (120 floats each) of one scenario, in table order.

    An arithmetic fault (overflow, division by zero) raises rather than becoming infinity.
    """
    derived = scalars(inputs)
    values = {**inputs, **derived}
    rows: Rows = {}
    timing(values, rows)
    market_and_contract_price(values, rows)
    contract_schedule(values, rows)
    demand(values, rows)
    supply_and_use(values, rows)
    contract_charges(values, rows)
    lock_in(values, rows)
    profit_and_loss(values, rows)
    accounting_and_cash(values, rows)
    alternatives_and_supplier(values, rows)
    return derived, rows
