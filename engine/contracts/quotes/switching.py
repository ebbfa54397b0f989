"""The market price at which leaving a contract now is as good as staying, exit cost included.

What leaving now saves is the model's exit saving: it falls in a straight line as the market
price rises, since the price counts only in what replaces the capacity. So two prices fix it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.contracts.quotes.market import DECLINE, PRICE
from engine.contracts.quotes.parts import known_capacity, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.contracts.audit import Audit
    from engine.contracts.quotes.market import MarketFit
    from engine.formula.values import Array

_SAVING, _CHARGE = _KEYS = ("exit_saving", "exit_charge")
_EXPIRED = "The contract is over: there is nothing to leave."
_UNKNOWN = "Its capacity is not known, so its hours have no price."
_NO_MONTHS = "The earliest exit is the committed end: leaving ends nothing sooner."
_TOO_DEAR = "Leaving costs more than the fees it ends: not even free capacity would pay for it."


@dataclass(frozen=True, eq=False)
class BreakEven:
    """By contract, in the order of the audit, each (contracts,).

    `flat` is the price, $ a GPU-hour, at and below which leaving pays where the market then
    stays as it is; `today` the same on the as-of date where the market goes on to fall as
    fitted. `saving` is what leaving now saves at the fitted market, $m at present value,
    negative where staying is cheaper. `charge` is the leaving charge at the earliest exit, $m.
    `reasons` says why there is no price, else is empty. `today` and `saving` are NaN without a
    fit, `saving` and `charge` also where there is nothing to leave or no known capacity.
    """

    flat: Array
    today: Array
    saving: Array
    charge: Array
    reasons: tuple[str, ...]


def break_even(
    audit: Audit,
    fit: MarketFit | None = None,
    stop: Callable[[], None] | None = None,
) -> BreakEven:
    """Of all contracts. `stop` is asked every few milliseconds and ends the work by raising."""
    count = len(audit.contracts)
    flat, today, saving, charge = (np.full(count, np.nan) for _ in range(4))
    free = np.full(count, np.nan)  # the saving where capacity costs nothing
    idle = ~(audit.signed & known_capacity(audit))
    for part in parts(audit, ~idle):
        place = part.places
        at_zero, at_one = (
            part.evaluated(_KEYS, {PRICE: price, DECLINE: 0.0}, stop=stop) for price in (0.0, 1.0)
        )
        free[place], charge[place] = at_zero[_SAVING], at_zero[_CHARGE]
        flat[place] = _root(at_zero[_SAVING], at_one[_SAVING])
        if fit is not None:
            fitted = part.evaluated(_KEYS, part.market(fit), stop=stop)[_SAVING]
            saving[place] = fitted
            # A multiple of the fitted curve, so of its price on the as-of date too.
            today[place] = _root(at_zero[_SAVING], fitted) * fit.price_on(audit.as_of)
    reasons = _reasons(audit, free, flat)
    none = np.array([bool(reason) for reason in reasons], dtype=bool)
    flat[none] = today[none] = np.nan
    return BreakEven(flat, today, saving, charge, reasons)


def _root(free: Array, priced: Array) -> Array:
    """Where the line through the savings at a price of 0 and of 1 is 0; NaN where it is level."""
    fall = free - priced
    found: Array = np.divide(free, fall, out=np.full(free.shape, np.nan), where=fall > 0)
    return found


def _reasons(audit: Audit, free: Array, flat: Array) -> tuple[str, ...]:
    known = known_capacity(audit).tolist()
    found = []
    for place, signed in enumerate(audit.signed.tolist()):
        if not signed:
            found.append(_EXPIRED)
        elif not known[place]:
            found.append(_UNKNOWN)
        elif free[place] == 0 and np.isnan(flat[place]):
            found.append(_NO_MONTHS)
        else:
            found.append("" if free[place] > 0 else _TOO_DEAR)
    return tuple(found)
