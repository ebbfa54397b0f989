"""Units of measure, and the fold that checks them.

A unit is a power of ten and three exponents: dollars, GPUs, hours. Time is counted in the
model's monthly steps, so months, days and "a year" are plain counts here: a flow of
$m a month and a balance of $m have the same unit, as a monthly sum needs.

Literals adapt to what they are added to, compared with or bounded by (`max(0, fee)`).
As a factor or a divisor, a power of a thousand converts between prefixes: thousand GPUs
times hours, divided by 1000, is million GPU-hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.formula.syntax import (
    COMPARISONS,
    Binary,
    Call,
    Expression,
    FormulaError,
    Name,
    Negate,
    Number,
    names,
    to_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unit(NamedTuple):
    """10**scale × $**dollars × GPU**gpus × hour**hours."""

    scale: int = 0
    dollars: int = 0
    gpus: int = 0
    hours: int = 0

    def times(self, other: Unit, sign: int = 1) -> Unit:
        return Unit(
            self.scale + sign * other.scale,
            self.dollars + sign * other.dollars,
            self.gpus + sign * other.gpus,
            self.hours + sign * other.hours,
        )

    def __str__(self) -> str:
        parts = [f"10^{self.scale}"] if self.scale else []
        for exponent, name in ((self.dollars, "$"), (self.gpus, "GPU"), (self.hours, "h")):
            if exponent:
                parts.append(name if exponent == 1 else f"{name}^{exponent}")
        return "·".join(parts) or "a plain number"


PLAIN = Unit()
_PREFIXES = {1e3: 3, 1e6: 6, 1e9: 9}

# A literal's unit is open (None) until something fixes it.
_Open = Unit | None


def check_units(tree: Expression, units: Mapping[str, Unit], expected: Unit) -> None:
    """Raises `FormulaError` unless `tree` comes out in `expected` units."""
    found = unit_of(tree, units)
    if found is not None and found != expected:
        raise FormulaError(f"wrong units: the formula gives {found}, not {expected}")


def unit_of(tree: Expression, units: Mapping[str, Unit]) -> Unit | None:
    """The unit a tree comes out in; None for a literal, which adapts."""
    match tree:
        case Number():
            return None
        case Name(key):
            return units[key]
        case Negate(operand):
            return unit_of(operand, units)
        case Binary(operator, left, right) if operator in COMPARISONS:
            _same(tree, (left, right), units)
            return PLAIN
        case Binary("+" | "-", left, right):
            return _same(tree, (left, right), units)
        case Binary(operator, left, right):
            return _product(operator, left, right, units)
        case Call():
            return _call(tree, units)


def _same(tree: Expression, parts: tuple[Expression, ...], units: Mapping[str, Unit]) -> _Open:
    """The one unit that all parts share."""
    shared: _Open = None
    for part in parts:
        found = unit_of(part, units)
        if found is None or found == shared:
            continue
        if shared is not None:
            fault = f"wrong units: {shared} against {found} in {to_text(tree)}"
            raise FormulaError(fault, name=next(iter(names(part)), ""))
        shared = found
    return shared


def _product(
    operator: str, left: Expression, right: Expression, units: Mapping[str, Unit]
) -> _Open:
    sign = 1 if operator == "*" else -1
    first, second = unit_of(left, units), unit_of(right, units)
    if first is None and second is None:
        return None
    return _factor(left, first, 1).times(_factor(right, second, sign))


def _factor(tree: Expression, unit: _Open, sign: int) -> Unit:
    """What one factor does to a product's unit; `sign` is -1 for a divisor."""
    if unit is not None:
        return PLAIN.times(unit, sign)
    if isinstance(tree, Number) and tree.value in _PREFIXES:
        # The figure grows a thousandfold, so it now counts units a thousandth the size.
        return Unit(scale=-sign * _PREFIXES[tree.value])
    return PLAIN


def _call(tree: Call, units: Mapping[str, Unit]) -> _Open:
    first, *rest = tree.arguments
    match tree.function:
        case "min" | "max":
            return _same(tree, tree.arguments, units)
        case "where":
            unit_of(first, units)
            return _same(tree, tuple(rest), units)
        case "pow" | "exp":
            for part in tree.arguments:
                _plain(tree, part, units)
            return PLAIN
        case "first":
            _plain(tree, first, units)
            return PLAIN
        case _:  # prev, cumsum, total, at, sum_to... keep the line item's unit
            for part in rest:
                _plain(tree, part, units)
            return unit_of(first, units)


def _plain(tree: Expression, part: Expression, units: Mapping[str, Unit]) -> None:
    if (found := unit_of(part, units)) not in (None, PLAIN):
        fault = f"wrong units: {found} where {to_text(tree)} takes a plain number"
        raise FormulaError(fault, name=next(iter(names(part)), ""))
