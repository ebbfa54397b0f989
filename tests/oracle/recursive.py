"""Formulas evaluated one tree, one month at a time, with Python floats: the plain way.

It shares only the syntax classes with the engine. Every argument of a call is evaluated, as
the engine's whole-row operations do; what is not a finite number of ordinary size raises.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, NamedTuple

from engine.formula.syntax import Binary, Call, Expression, Name, Negate, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LARGEST = 1e120


class Formula(NamedTuple):
    """One named formula; a series has an opening value, a single value has None."""

    key: str
    formula: Expression
    opening: Expression | None


class Row(NamedTuple):
    """A series: its value before month 1, and its months."""

    opening: float
    months: list[float]


_OPERATORS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    # The model rounds a reciprocal correctly, the C library nearly always.
    "pow": lambda base, exponent: 1 / base if exponent == -1 else math.pow(base, exponent),
    "exp": math.exp,
    "where": lambda condition, yes, no: yes if condition != 0 else no,
}


def evaluate(
    formulas: Sequence[Formula], inputs: Mapping[str, float], months: int
) -> dict[str, float | list[float]]:
    """The value, or the values by month, of each formula. Raises `ArithmeticError`."""
    run = Run(inputs, months)
    for formula in formulas:
        run.define(formula)
    return {
        formula.key: run.values[formula.key]
        if formula.opening is None
        else run.rows[formula.key].months
        for formula in formulas
    }


class Run:
    """What is known so far: single values by key, series by key."""

    def __init__(self, inputs: Mapping[str, float], months: int) -> None:
        self.values = dict(inputs)
        self.rows: dict[str, Row] = {}
        self._months = months

    def define(self, formula: Formula) -> None:
        if formula.opening is None:
            self.values[formula.key] = self.value(formula.formula, 0)
            return
        row = Row(self.value(formula.opening, 0), [])
        self.rows[formula.key] = row
        for month in range(1, self._months + 1):
            row.months.append(self.value(formula.formula, month))

    def value(self, tree: Expression, month: int) -> float:
        """The value of a tree in one month, from 1. Raises `ArithmeticError`."""
        value = float(self._plain(tree, month))
        if not abs(value) <= LARGEST:
            raise OverflowError(f"{value} in month {month}")
        return value

    def _plain(self, tree: Expression, month: int) -> float:
        match tree:
            case Number(value):
                return value
            case Name(key):
                return self.rows[key].months[month - 1] if key in self.rows else self.values[key]
            case Negate(operand):
                return -self.value(operand, month)
            case Binary(symbol, left, right):
                return _OPERATORS[symbol](self.value(left, month), self.value(right, month))
            case Call(function, arguments) if function in _FUNCTIONS:
                return _FUNCTIONS[function](*(self.value(part, month) for part in arguments))
            case Call():
                return self._look(tree, month)

    def _look(self, call: Call, month: int) -> float:
        row = self.rows[call.item]
        rest = [self.value(part, month) for part in call.arguments[1:]]
        match call.function:
            case "prev":
                return row.months[month - 2] if month > 1 else row.opening
            case "at":
                return row.months[self._whole(rest[0]) - 1]
            case "sum_to":
                return _sum(row.months[: self._whole(rest[0])])
            case "cumsum":
                return _sum(row.months[:month])
            case "total":
                return _sum(row.months)
            case "highest":
                return max(row.months)
            case "lowest_so_far":
                return min(row.months[:month])
            case "first":
                return float(row.months.index(1.0) + 1) if 1.0 in row.months else 0.0
        raise LookupError(call.function)

    def _whole(self, month: float) -> int:
        """Rounded, halves up, and clamped to the timeline."""
        return max(1, min(self._months, math.floor(month + 0.5)))


def _sum(values: list[float]) -> float:
    result = 0.0
    for value in values:
        result += value
    return result
