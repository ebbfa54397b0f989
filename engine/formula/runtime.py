"""The operations that a generated program calls: one scenario over its months.

Many draws (`engine.formula.columns`) do the same arithmetic in the same order, so that a
draw's column equals the single run bit for bit. Sums run from month 1 on, one addition after
the other: numpy's pairwise sum would depend on the shape. Powers come from the C library, as
`math.pow` does: numpy's own power gives other last bits on processors with AVX-512, and takes
shortcuts that depend on the shape.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.guarded import guarded
from engine.formula.powers import anchors, power, powers, single_power

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.formula.values import Array


def operations(months: int) -> dict[str, Callable[..., Any]]:
    """The names a program may call. `s_...` work on single values, the others on series.

    A series is (months,), everything else a Python float. `g_...` are for guarded formulas
    and work on both.
    """
    plain = {**_SHARED, **_over(months)}
    return {**plain, **guarded(plain)}


_SHARED: dict[str, Callable[..., Any]] = {
    "min": np.minimum,
    "max": np.maximum,
    "where": np.where,
    "pow": power,
    "exp": np.exp,
    "double": np.float64,
    "zip": zip,
}


def _position(month: float, months: int) -> int:
    """Rounded, halves up as spreadsheets do, and clamped to the timeline; from 0."""
    return min(max(math.floor(month + 0.5), 1), months) - 1


def _shift(row: Array, opening: float) -> Array:
    out = np.empty_like(row)
    out[0] = opening
    out[1:] = row[:-1]
    return out


def _running_sum(step: Array, opening: float) -> Array:
    out = step.copy()
    out[0] += opening
    np.add.accumulate(out, out=out)
    return out


def _running_product(step: Array, opening: float) -> Array:
    out = step.copy()
    out[0] *= opening
    np.multiply.accumulate(out, out=out)
    return out


def _total(row: Array) -> float:
    return float(np.add.accumulate(row)[-1])


def _first(flags: Array) -> float:
    position = int(flags.argmax())
    return position + 1.0 if flags.item(position) > 0 else 0.0


def _over(months: int) -> dict[str, Callable[..., Any]]:
    steps = range(months)

    def pick(row: Array, month: float) -> float:
        return row.item(_position(month, months))

    def sum_to(row: Array, month: float) -> float:
        return float(np.add.accumulate(row[: _position(month, months) + 1])[-1])

    def index(month: Array) -> NDArray[np.intp]:
        """Places, from 0."""
        clamped = np.minimum(np.maximum(np.floor(month + 0.5), 1.0), float(months))
        return clamped.astype(np.intp) - 1

    def pick_draws(rows: Array, month: Array) -> Array:
        """(months, 1) or (months, draws) in a month of each draw's own."""
        draws = max(rows.shape[1], np.size(month))
        places = np.broadcast_to(index(month), draws)
        found: Array = np.broadcast_to(rows, (len(rows), draws))[places, np.arange(draws)]
        return found

    return {
        "anchors": anchors,
        "powers": powers,
        "s_pow": single_power,
        "s_exp": lambda value: float(np.exp(value)),
        "s_number": float,
        "spread": lambda value: np.full(months, value),
        "shift": _shift,
        "index": index,
        "gather": lambda row, position: row[position],
        "pick": pick,
        "pick_draws": pick_draws,
        "position": lambda month: _position(month, months),
        "sum_to": sum_to,
        "cumsum": np.add.accumulate,
        "lowest_so_far": np.minimum.accumulate,
        "highest": lambda row: row.max().item(),
        "first": _first,
        "total": _total,
        "running_sum": _running_sum,
        "running_product": _running_product,
        "rows": lambda row: row.tolist(),
        "joined": partial(np.fromiter, dtype=np.float64, count=months),
        "months": lambda: steps,
    }
