"""Which wide values are never below 0: hours, prices, what is left of a need.

`max(0, x)` of such a value is x, and `min(x, 0)` is 0: with the usual terms a tenth of the
model is known to be 0 in this way and need not be computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.formula.looks import (
    Accumulate,
    First,
    Gather,
    Highest,
    OneMonth,
    Shift,
    TakeMonths,
    Total,
)
from engine.formula.powers import power
from engine.formula.steps import Choose, Copy, Map, Merge, Number, Powers
from engine.formula.wide import Wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.formula.wide import Operand, Step

_ALWAYS = (np.exp, np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal)
_SAME_SIGN = (Shift, Accumulate, OneMonth, TakeMonths, Copy, Total, Highest)
_KEEPING = (np.add, np.multiply, np.divide, np.minimum, np.logical_and)


def never_negative(step: Step) -> bool:
    """Whether what a step computes can't be below 0 in any draw and month."""
    if isinstance(step, Map):
        return _of_function(step.function, step.operands)
    if isinstance(step, (Choose, Merge)):
        return _none_negative((step.yes, step.no))
    if isinstance(step, (Powers, Gather)):
        return _none_negative(step.operands[:1])
    if isinstance(step, _SAME_SIGN):
        return _none_negative(step.operands)
    return isinstance(step, (Number, First))


def _of_function(function: object, operands: Sequence[Operand]) -> bool:
    if function in _ALWAYS:
        return True
    if function in _KEEPING:
        return _none_negative(operands)
    if function is np.maximum:
        return any(_none_negative((each,)) for each in operands)
    if function in (power, np.float_power):
        return _none_negative(operands[:1])
    return function is np.subtract and _is_bounded_by(operands[1], operands[0])


def _none_negative(operands: Sequence[Operand]) -> bool:
    for each in operands:
        if isinstance(each, Wide):
            if not each.never_negative:
                return False
        elif not (each.min() if isinstance(each, np.ndarray) else each) >= 0:
            return False
    return True


def _is_bounded_by(one: Operand, other: Operand) -> bool:
    """Whether one is a minimum of the other and something."""
    return (
        isinstance(one, Wide)
        and isinstance(one.step, Map)
        and one.step.function is np.minimum
        and any(each is other for each in one.step.operands)
    )
