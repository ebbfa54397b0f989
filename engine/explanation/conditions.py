"""What a flag tests: which rows it compares, and in which months it could hold at all."""

from __future__ import annotations

import operator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.explanation.lookup import formula_of
from engine.formula.syntax import COMPARISONS, Binary, Name, Negate, Number, names, walk
from engine.model.catalogue import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.explanation.lookup import Lookup
    from engine.formula.syntax import Expression
    from engine.formula.values import Array, Value
    from engine.model.catalogue import Catalogue
    from engine.model.shape import Shape

_TIMELINE = "timing"  # the section of the items that only count months
_OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
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


class Condition(NamedTuple):
    """A flag's formula taken apart.

    `rows` are what it compares, the first one first. `window` are its factors that only count
    months and `gates` the flags that it needs: both say in which months the rows are looked
    at, `profitable_quarter` at quarter ends up to the horizon. `tests` are the comparisons.
    """

    rows: tuple[str, ...]
    window: tuple[Expression, ...]
    gates: tuple[str, ...]
    tests: tuple[Binary, ...]


@lru_cache(maxsize=1024)
def condition_of(flag: str, shape: Shape) -> Condition:
    """What a flag tests; a row that compares nothing tests itself."""
    model = shape.model
    formula = formula_of(model, flag)
    assert formula is not None
    window: list[Expression] = []
    gates: list[str] = []
    tests: list[Binary] = []
    for factor in _factors(formula.formula):
        if isinstance(factor, Name) and _is_series(factor.key, model):
            gates.append(factor.key)
        elif _counts_months(factor, model):
            window.append(factor)
        else:
            tests += [each for each in _comparisons(factor) if not _counts_months(each, model)]
    rows = [key for test in tests for key in names(test) if _is_searched(key, model)]
    if not rows:
        rows = [key for gate in gates for key in condition_of(gate, shape).rows if key != gate]
    found = tuple(dict.fromkeys(rows)) or (flag,)
    return Condition(found, tuple(window), tuple(gates), tuple(tests))


def months_open(condition: Condition, lookup: Lookup) -> Array:
    """(120,): in which months the condition's rows are looked at; without gates all are."""
    found = np.ones(MONTHS)
    for gate in condition.gates:
        found = found * (lookup.result.row(gate) != 0)
    for factor in condition.window:
        found = found * (_along(factor, lookup) != 0)
    return found


def margins(condition: Condition, lookup: Lookup) -> Array | None:
    """(120,): how near the first test is to holding, higher is nearer; None if not known."""
    if not condition.tests or not _is_simple(condition.tests[0]):
        return None
    test = condition.tests[0]
    difference = _along(Binary("-", test.left, test.right), lookup)
    margin: Array = np.broadcast_to(difference, MONTHS)
    if test.operator in ("<", "<="):
        margin = -margin
    elif test.operator in ("==", "!="):
        margin = -np.abs(margin)
    return np.where(np.isnan(margin), -np.inf, margin)


def _factors(tree: Expression) -> Iterator[Expression]:
    if isinstance(tree, Binary) and tree.operator == "*":
        yield from _factors(tree.left)
        yield from _factors(tree.right)
    else:
        yield tree


def _comparisons(tree: Expression) -> Iterator[Binary]:
    for part in walk(tree):
        if isinstance(part, Binary) and part.operator in COMPARISONS:
            yield part


def _counts_months(tree: Expression, model: Catalogue) -> bool:
    """Whether it compares nothing but the timeline with single values."""
    series = [key for key in names(tree) if _is_series(key, model)]
    return bool(series) and _is_simple(tree) and all(_on_timeline(key, model) for key in series)


def _is_simple(tree: Expression) -> bool:
    """Whether it can be computed along all months at once."""
    return all(isinstance(part, (Number, Name, Negate, Binary)) for part in walk(tree))


def _is_series(key: str, model: Catalogue) -> bool:
    formula = formula_of(model, key)
    return formula is not None and formula.series


def _is_searched(key: str, model: Catalogue) -> bool:
    """Whether it is a row whose values decide, not one that counts months."""
    return _is_series(key, model) and not _on_timeline(key, model)


def _on_timeline(key: str, model: Catalogue) -> bool:
    formula = formula_of(model, key)
    return formula is not None and formula.section == _TIMELINE


def _along(tree: Expression, lookup: Lookup) -> Value:
    """A simple tree along all months."""
    match tree:
        case Number(value):
            return value
        case Name(key):
            return lookup.result.values[key] if key in lookup.result.values else lookup.value(tree)
        case Negate(operand):
            return -_along(operand, lookup)
        case Binary(sign, left, right):
            with np.errstate(all="ignore"):
                return _OPERATORS[sign](_along(left, lookup), _along(right, lookup))
    raise LookupError(f"not along months: {tree}")
