"""A formula computed once, with plain floats: a few microseconds, and the program's bits.

What does not exist is NaN, as in guarded formulas (`engine.formula.guarded`): division by
zero, whatever is infinite, comparisons and conditions on NaN. Formulas of the model never
come there, so that one set of rules serves both.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING

import numpy as np

from engine.formula.powers import single_power
from engine.formula.syntax import COMPARISONS, Binary, Call, Expression, Negate, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Calculator = Callable[[Sequence[float]], float]

_ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_COMPARISONS = dict(
    zip(
        COMPARISONS,
        (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne),
        strict=True,
    )
)


def calculator(tree: Expression, parts: Sequence[Expression]) -> Calculator:
    """A function from the values of `parts`, in their order, to the value of `tree`.

    Every name and every look along a line item in `tree` must be one of `parts`; one that
    is not raises `LookupError`.
    """
    return _compiled(tree, {part: place for place, part in enumerate(parts)})


def _compiled(tree: Expression, places: Mapping[Expression, int]) -> Calculator:
    if (place := places.get(tree)) is not None:
        return operator.itemgetter(place)
    match tree:
        case Number(value):
            return lambda _: value
        case Negate(operand):
            inner = _compiled(operand, places)
            return lambda values: -inner(values)
        case Binary(sign, left, right):
            return _both(_operation(sign), _compiled(left, places), _compiled(right, places))
        case Call("where", (condition, yes, no)):
            return _choice(*(_compiled(part, places) for part in (condition, yes, no)))
        case Call("pow", (base, exponent)):
            return _both(power, _compiled(base, places), _compiled(exponent, places))
        case Call("exp", (exponent,)):
            inner = _compiled(exponent, places)
            return lambda values: exponential(inner(values))
        case Call("min" | "max" as function, arguments):
            pick = least if function == "min" else most
            run, *others = (_compiled(part, places) for part in arguments)
            for other in others:
                run = _both(pick, run, other)
            return run
        case _:
            raise LookupError(f"{tree} has no value")


def _operation(sign: str) -> Callable[[float, float], float]:
    if sign in _COMPARISONS:
        return comparison(sign)
    plain = _ARITHMETIC.get(sign, quotient)
    return lambda left, right: settled(plain(left, right))


def comparison(sign: str) -> Callable[[float, float], float]:
    """1 or 0; NaN where one of the two is."""
    compare = _COMPARISONS[sign]
    return lambda left, right: (
        math.nan if left != left or right != right else float(compare(left, right))
    )


def settled(value: float) -> float:
    """Infinity is no value."""
    return value if math.isfinite(value) else math.nan


def _both(
    operation: Callable[[float, float], float], left: Calculator, right: Calculator
) -> Calculator:
    return lambda values: operation(left(values), right(values))


def _choice(condition: Calculator, yes: Calculator, no: Calculator) -> Calculator:
    def run(values: Sequence[float]) -> float:
        chosen = condition(values)
        if chosen != chosen:
            return math.nan
        return yes(values) if chosen != 0 else no(values)

    return run


def quotient(left: float, right: float) -> float:
    return left / right if right != 0 else math.nan


def least(left: float, right: float) -> float:
    return left if left <= right or left != left else right


def most(left: float, right: float) -> float:
    return left if left >= right or left != left else right


def power(base: float, exponent: float) -> float:
    """Over the months a program's power may differ in the last bits: see `powers`."""
    try:
        return settled(single_power(base, exponent))
    except (ArithmeticError, ValueError):
        return math.nan


def exponential(exponent: float) -> float:
    with np.errstate(all="ignore"):
        return settled(float(np.exp(exponent)))
