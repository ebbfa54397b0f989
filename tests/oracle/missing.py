"""Formulas that may have no value, one month at a time: None is "no value".

What looks at no value has none, as an error spreads in a spreadsheet; only the side of a
choice that is not taken, and the months that `at` and `first` don't look at, are spared.
Shares only the syntax classes with the engine.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

from engine.formula.syntax import Binary, Call, Expression, Name, Negate, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Missing = float | None
    Rows = Mapping[str, Sequence[Missing]]

MONTHS = 120
_OPERATORS: dict[str, Callable[[float, float], float]] = {
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


class Months:
    """`rows` hold 120 values each, `singles` one; `openings` those before month 1."""

    def __init__(
        self, rows: Rows, singles: Mapping[str, float], openings: Mapping[str, float]
    ) -> None:
        self.rows: dict[str, list[Missing]] = {key: list(row) for key, row in rows.items()}
        self.singles = dict(singles)
        self.openings: dict[str, Missing] = dict(openings)

    def add(self, key: str, formula: Expression, opening: Expression) -> list[Missing]:
        """The months of one more row."""
        self.openings[key] = self._value(opening, 1)
        self.rows[key] = []
        for month in range(1, MONTHS + 1):
            self.rows[key].append(self._value(formula, month))
        return self.rows[key]

    def _value(self, tree: Expression, month: int) -> Missing:
        try:
            found = self._plain(tree, month)
        except (ZeroDivisionError, OverflowError, ValueError):
            return None
        return found if found is None or math.isfinite(found) else None

    def _plain(self, tree: Expression, month: int) -> Missing:
        match tree:
            case Number(value):
                return value
            case Name(key):
                return self.rows[key][month - 1] if key in self.rows else self.singles[key]
            case Negate(operand):
                inner = self._value(operand, month)
                return None if inner is None else -inner
            case Binary(sign, left, right):
                sides = self._value(left, month), self._value(right, month)
                if sides[0] is None or sides[1] is None:
                    return None
                return float(_OPERATORS[sign](sides[0], sides[1]))
            case Call():
                return self._call(tree, month)

    def _call(self, tree: Call, month: int) -> Missing:
        if tree.function == "where":
            condition = self._value(tree.arguments[0], month)
            if condition is None:
                return None
            return self._value(tree.arguments[1 if condition != 0 else 2], month)
        if isinstance(tree.arguments[0], Name) and tree.function in _LOOKS:
            return self._look(tree, month)
        values = [self._value(part, month) for part in tree.arguments]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        functions: dict[str, Callable[..., float]] = {
            "min": min,
            "max": max,
            "pow": math.pow,
            "exp": math.exp,
        }
        return functions[tree.function](*known)

    def _look(self, tree: Call, month: int) -> Missing:
        row = self.rows[tree.item]
        if tree.function == "prev":
            return row[month - 2] if month > 1 else self.openings[tree.item]
        if tree.function == "first":
            return next((place + 1.0 for place, value in enumerate(row) if value == 1), 0.0)
        if tree.function in ("at", "sum_to"):
            wanted = self._value(tree.arguments[1], month)
            if wanted is None:
                return None
            last = min(max(math.floor(wanted + 0.5), 1), MONTHS)
            return row[last - 1] if tree.function == "at" else _sum(row[:last])
        shown = row[:month] if tree.function in ("cumsum", "lowest_so_far") else row
        if tree.function in ("cumsum", "total"):
            return _sum(shown)
        known = [value for value in shown if value is not None]
        if len(known) < len(shown):
            return None
        return min(known) if tree.function == "lowest_so_far" else max(known)


_LOOKS = ("prev", "first", "at", "sum_to", "cumsum", "total", "lowest_so_far", "highest")


def _sum(row: Sequence[Missing]) -> Missing:
    total = 0.0
    for each in row:
        if each is None:
            return None
        total += each
    return total
