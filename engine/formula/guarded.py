"""Operations for formulas that a user wrote: they may divide by zero or outgrow all numbers.

A value that does not exist is NaN, infinity included, and so is everything that looks at it,
comparisons and conditions too, as an error is in a spreadsheet. Where values exist the bits are
those of the plain operations. Each works on single values and on series, one scenario or many.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formula.arithmetic import (
    comparison,
    exponential,
    least,
    most,
    power,
    quotient,
    settled,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.values import Array, Value

COMPARISONS = {
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "==": "equal",
    "!=": "not_equal",
}


def guarded(plain: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """The names that guarded formulas may call; `plain` are the operations of the others.

    `g_...` take series too, `one_...` plain floats only.
    """

    def at(look: Callable[[Array, Value], Value]) -> Callable[[Array, Value], Value]:
        def run(row: Array, month: Value) -> Value:
            return missing_where(month, look(row, finite_or_first(month)))

        return run

    def gather(row: Array, month: Value) -> Value:
        found: Array = plain["gather"](row, plain["index"](month))
        return found

    def pick_draws(rows: Array, month: Value) -> Value:
        return missing_where(month, plain["pick_draws"](rows, finite_or_first(month)))

    def first(row: Array) -> Value:
        # The first month that is exactly 1, as a workbook finds it, whatever else is there.
        found: Value = plain["first"](np.equal(row, 1.0))
        return found

    return {
        "quiet": lambda: np.errstate(all="ignore"),
        "g_divide": _divide,
        "g_first": first,
        "g_gather": at(gather),
        "g_pick": at(plain["pick"]),
        "g_pick_draws": pick_draws,
        "g_sum_to": at(plain["sum_to"]),
        "g_where": _where,
        "g_settled": _settled,
        **{f"g_{name}": partial(_compare, getattr(np, name)) for name in COMPARISONS.values()},
        **{f"one_{name}": comparison(sign) for sign, name in COMPARISONS.items()},
        "one_divide": quotient,
        "one_exp": exponential,
        "one_max": most,
        "one_min": least,
        "one_pow": power,
        "one_settled": settled,
        "one_where": _one_where,
    }


def finite_or_first(month: Value) -> Value:
    """A month to look at; any will do where there is none."""
    return np.where(np.isfinite(month), month, 1.0)


def missing_where(month: Value, found: Value) -> Value:
    """What was found, but nothing where there is no such month."""
    return np.where(np.isfinite(month), found, np.nan)


def _divide(left: Value, right: Value) -> Value:
    return np.where(np.equal(right, 0.0), np.nan, np.divide(left, right))


def _compare(comparison: np.ufunc, left: Value, right: Value) -> Value:
    missing = np.isnan(left) | np.isnan(right)
    return np.where(missing, np.nan, comparison(left, right))


def _where(condition: Value, yes: Value, no: Value) -> Value:
    chosen = np.where(np.not_equal(condition, 0.0), yes, no)
    return np.where(np.isnan(condition), np.nan, chosen)


def _one_where(condition: float, yes: float, no: float) -> float:
    if condition != condition:
        return condition
    return yes if condition != 0 else no


def _settled(value: Value) -> Value:
    """Infinity is no value either."""
    return np.where(np.isfinite(value), value, np.nan)
