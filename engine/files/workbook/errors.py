"""The error that a cell shows in a month in which a custom line item has no value.

A spreadsheet says which: #DIV/0! or #NUM!; and what looks at an error shows the same one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.formula.definition import Definition
from engine.formula.program import compile_program
from engine.formula.syntax import Binary, Call, Expression, Name, Number, children, walk
from engine.model.catalogue import MONTHS, definitions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engine.evaluate import Result
    from engine.formula.values import Array, Value
    from engine.model.catalogue import Formula

DIVISION, NUMBER = "#DIV/0!", "#NUM!"


def opening_of(key: str) -> str:
    """What the value before month 1 is called: no line item's key has a capital."""
    return f"OPENING_{key}"


def errors_of(result: Result, openings: Mapping[str, float]) -> dict[str, list[str]]:
    """(120,), by the key of each custom item that lacks a value: the error, or empty.

    The value before month 1 stands under its `opening_of`, alone, if that is an error.
    """
    model = result.model
    troubled = [
        item
        for item in model.custom_items()
        if math.isnan(openings[item.key]) or np.isnan(result.row(item.key)).any()
    ]
    if not troubled:
        return {}
    finder = _Finder(result, troubled)
    for item in troubled:
        finder.add(item, openings[item.key])
    return finder.errors


class _Finder:
    """Looks for the part of a formula in which an error begins."""

    def __init__(self, result: Result, troubled: Sequence[Formula]) -> None:
        self.errors: dict[str, list[str]] = {}
        self._result = result
        self._parts = _parts(result, troubled)

    def add(self, item: Formula, opening: float) -> None:
        assert item.opening is not None
        if math.isnan(opening):
            self.errors[opening_of(item.key)] = [self._error(item.opening, 0)]
        found = self.errors[item.key] = []
        for month, value in enumerate(self._result.row(item.key).tolist()):
            found.append(self._error(item.formula, month) if math.isnan(value) else "")

    def _value(self, tree: Expression, month: int) -> float:
        if isinstance(tree, Number):
            return tree.value
        if isinstance(tree, Name):
            known = self._result.scenario.values.get(tree.key)
            value = self._result.values[tree.key] if known is None else known
            return float(value[month]) if isinstance(value, np.ndarray) else value
        return float(self._parts[tree][month])

    def _error(self, tree: Expression, month: int) -> str:
        """Why `tree` has no value in a month, from 0."""
        if isinstance(tree, Name):
            return self.errors[tree.key][month] if tree.key in self.errors else NUMBER
        parts = children(tree)
        if isinstance(tree, Call) and (looked := self._looked_at(tree, month)) is not None:
            known = next((error for error in looked if error), None)
            if known:
                return known
            parts = parts[1:]
        if isinstance(tree, Call) and tree.function == "where":
            parts = self._taken(tree, month)
        for part in parts:
            if math.isnan(self._value(part, month)):
                return self._error(part, month)
        return self._own(tree, month)

    def _taken(self, tree: Call, month: int) -> tuple[Expression, ...]:
        """The condition and the side that it takes."""
        condition, yes, no = tree.arguments
        return (condition, yes if self._value(condition, month) else no)

    def _own(self, tree: Expression, month: int) -> str:
        """The error of an operation whose parts have values."""
        match tree:
            case Binary("/", _, divisor) if self._value(divisor, month) == 0:
                return DIVISION
            case Call("pow", (base, _)) if self._value(base, month) == 0:
                return DIVISION
            case _:
                return NUMBER

    def _looked_at(self, tree: Call, month: int) -> Iterable[str] | None:
        """The errors in the months that a call looks at; None where it looks at none."""
        if tree.function == "prev":
            if month == 0:
                return self.errors.get(opening_of(tree.item), ())
            return self._months(tree.item, month - 1, month)
        if tree.function in ("total", "highest"):
            return self._months(tree.item, 0, MONTHS)
        if tree.function in ("cumsum", "lowest_so_far"):
            return self._months(tree.item, 0, month + 1)
        if tree.function not in ("at", "sum_to"):
            return None
        number = self._value(tree.arguments[1], month)
        if math.isnan(number):
            return ()
        place = min(max(math.floor(number + 0.5), 1), MONTHS) - 1
        return self._months(tree.item, place if tree.function == "at" else 0, place + 1)

    def _months(self, key: str, start: int, end: int) -> Sequence[str]:
        return self.errors.get(key, ())[start:end]


def _parts(result: Result, troubled: Sequence[Formula]) -> dict[Expression, Array]:
    """(120,), every part of the formulas by month, as a custom line item of its own would be."""
    model = result.model
    trees = [tree for item in troubled for tree in (item.formula, item.opening) if tree]
    every = dict.fromkeys(
        node for tree in trees for node in walk(tree) if not isinstance(node, (Number, Name))
    )
    keys = {node: f"PART_{number}" for number, node in enumerate(every)}
    shown = [Definition(key, node, Number(0.0), guarded=True) for node, key in keys.items()]
    listed, wanted = [*definitions(model), *shown], frozenset(keys.values())
    program = compile_program(listed, tuple(model.inputs), wanted, tuple(model.given))
    given: dict[str, Value] = {**result.scenario.values, **result.scenario.rows}
    found = dict(zip(program.keys, program.bind(MONTHS)(given), strict=True))
    return {node: np.asarray(found[key]) for node, key in keys.items()}
