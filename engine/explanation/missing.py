"""Why a formula that a user wrote has no value in a month."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.formula.explain import layout
from engine.formula.syntax import Binary, Call, children, to_text

if TYPE_CHECKING:
    from engine.explanation.lookup import Lookup
    from engine.formula.syntax import Expression

_TOO_LARGE = "it grows beyond the largest number"


def why_missing(tree: Expression, lookup: Lookup) -> str:
    """The fault that comes first, in words: `division by zero: revenue - anchor_revenue is 0`."""
    return _fault(tree, lookup) or _TOO_LARGE


def _fault(tree: Expression, lookup: Lookup) -> str:
    found = layout(tree)
    if found.parts == (tree,):  # a name, or a look along a line item
        return _looked_at(tree, lookup)
    for part in _live(tree, lookup):
        if math.isnan(lookup.compute(part)) and (fault := _fault(part, lookup)):
            return fault
    if isinstance(tree, Binary) and tree.operator == "/" and lookup.compute(tree.right) == 0:
        divisor = to_text(tree.right)
        return "division by zero" if divisor == "0" else f"division by zero: {divisor} is 0"
    if isinstance(tree, Call) and tree.function == "pow":
        base, exponent = (lookup.compute(part) for part in tree.arguments)
        if base == 0 and exponent < 0:
            return f"division by zero: {to_text(tree)} is a negative power of 0"
        if base < 0 and not exponent.is_integer():
            return f"{to_text(tree)} is a broken power of a negative number"
    return ""


def _live(tree: Expression, lookup: Lookup) -> tuple[Expression, ...]:
    """The parts that the value comes from: of a choice the condition and the side taken."""
    if isinstance(tree, Call) and tree.function == "where":
        condition, yes, no = tree.arguments
        return (condition, yes if lookup.compute(condition) != 0 else no)
    return children(tree)


def _looked_at(tree: Expression, lookup: Lookup) -> str:
    if isinstance(tree, Call):
        for month in tree.arguments[1:]:
            if math.isnan(lookup.compute(month)):
                return _fault(month, lookup)
    return f"{to_text(tree)} has no value"
