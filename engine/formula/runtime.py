"""The operations that a generated program calls, for one scenario and for many draws.

Both sets do the same arithmetic in the same order, so that a draw's column equals the
single run bit for bit. Sums run from month 1 on, one addition after the other: numpy's
pairwise sum would depend on the shape. Powers come from the C library, as `math.pow` does:
numpy's own power gives other last bits on processors with AVX-512, and takes shortcuts that
depend on the shape.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.formula.values import Array, Value


def operations(months: int, *, batch: bool) -> dict[str, Callable[..., Any]]:
    """The names a program may call. `s_...` work on single values, the others on series.

    `g_...` are for guarded formulas and work on both.
    """
    plain = {**_SHARED, **(_batch(months) if batch else _single(months))}
    return {**plain, **guarded(plain)}


def _number(flags: NDArray[np.bool_]) -> Array:
    return np.multiply(flags, 1.0, dtype=np.float64)


_SHARED: dict[str, Callable[..., Any]] = {
    "min": np.minimum,
    "max": np.maximum,
    "where": np.where,
    "pow": np.float_power,
    "exp": np.exp,
    "double": np.float64,
    "zip": zip,
}


# One scenario: a series is (months,), everything else a Python float ---------------------


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


def _single(months: int) -> dict[str, Callable[..., Any]]:
    steps = range(months)

    def pick(row: Array, month: float) -> float:
        return row.item(_position(month, months))

    def sum_to(row: Array, month: float) -> float:
        return float(np.add.accumulate(row[: _position(month, months) + 1])[-1])

    def index(month: Array) -> NDArray[np.intp]:
        clamped = np.minimum(np.maximum(np.floor(month + 0.5), 1.0), float(months))
        return clamped.astype(np.intp) - 1

    return {
        "s_pow": math.pow,
        "s_exp": lambda value: float(np.exp(value)),
        "s_number": float,
        "spread": lambda value: np.full(months, value),
        "shift": _shift,
        "index": index,
        "gather": lambda row, position: row[position],
        "pick": pick,
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


# Many draws: a series is (months, 1) or (months, draws), other values floats or (draws,) --


def _widest(*values: Value) -> int:
    """How many columns a series needs to hold these."""
    return max(np.shape(value)[-1] if np.ndim(value) else 1 for value in values)


def _batch_shift(row: Array, opening: Value) -> Array:
    out = np.empty((len(row), _widest(row, opening)))
    out[0] = opening
    out[1:] = row[:-1]
    return out


def _accumulated(function: np.ufunc) -> Callable[[Array, Value], Array]:
    def run(step: Array, opening: Value) -> Array:
        out = np.empty((len(step), _widest(step, opening)))
        out[:] = step
        function(out[0], opening, out=out[0])
        # Row by row: numpy's accumulate along the first axis takes thirty times as long.
        for month in range(1, len(out)):
            function(out[month - 1], out[month], out=out[month])
        return out

    return run


def _batch_cumsum(row: Array) -> Array:
    return _batch_running_sum(row, 0.0)


_batch_running_sum = _accumulated(np.add)
_batch_running_product = _accumulated(np.multiply)


def _batch_first(flags: Array) -> Array:
    position = flags.argmax(axis=0)
    found = np.take_along_axis(flags, position[None, :], axis=0)[0]
    return np.where(found > 0, position + 1.0, 0.0)


def _joined(found: Sequence[Value]) -> Array:
    out = np.empty((len(found), _widest(*found)))
    for month, value in enumerate(found):
        out[month] = value
    return out


def _gather(row: Array, position: NDArray[np.intp]) -> Array:
    draws = max(row.shape[1], position.shape[1])
    wide = np.broadcast_to(row, (row.shape[0], draws))
    return np.take_along_axis(wide, np.broadcast_to(position, (len(position), draws)), axis=0)


def _batch(months: int) -> dict[str, Callable[..., Any]]:
    steps = range(months)

    def index(month: Value) -> NDArray[np.intp]:
        clamped = np.minimum(np.maximum(np.floor(month + np.float64(0.5)), 1.0), float(months))
        return clamped.astype(np.intp) - 1

    def pick(row: Array, month: Value) -> Array:
        found: Array = _gather(row, np.atleast_2d(index(month)))[0]
        return found

    return {
        "s_min": np.minimum,
        "s_max": np.maximum,
        "s_where": np.where,
        "s_pow": np.float_power,
        "s_exp": np.exp,
        "s_number": _number,
        "spread": lambda value: np.broadcast_to(value, (months, _widest(value))) * 1.0,
        "shift": _batch_shift,
        "index": index,
        "gather": _gather,
        "pick": pick,
        "sum_to": lambda row, month: pick(_batch_cumsum(row), month),
        "cumsum": _batch_cumsum,
        "lowest_so_far": lambda row: np.minimum.accumulate(row, axis=0),
        "highest": lambda row: row.max(axis=0),
        "first": _batch_first,
        "total": lambda row: _batch_cumsum(row)[-1],
        "running_sum": _batch_running_sum,
        "running_product": _batch_running_product,
        "rows": lambda row: row,
        "joined": _joined,
        "months": lambda: steps,
    }
