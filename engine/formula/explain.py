"""Formulas to words: the formula in names, the same with values, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.formula.syntax import (
    FUNCTIONS,
    Binary,
    Call,
    Expression,
    Name,
    Negate,
    Number,
    children,
    to_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Lookup = Callable[[Expression], float]


@dataclass(frozen=True, slots=True)
class Precedent:
    """One thing that a formula looks at, as the formula writes it: `prev(cash_balance)`."""

    key: str
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A formula in names, the same formula with each precedent's value, the precedents."""

    in_names: str
    in_values: str
    precedents: tuple[Precedent, ...]


def explain(tree: Expression, lookup: Lookup) -> Explanation:
    """Explains one value of a formula.

    `lookup` gives the value of a precedent: a name, or a call that looks along a line item
    (`prev`, `at`, `total`...) at the month that is explained.
    """
    found = _precedents(tree)
    values = {part: lookup(part) for part in found}
    precedents = tuple(
        Precedent(part.item if isinstance(part, Call) else part.key, to_text(part), values[part])
        for part in found
    )
    return Explanation(to_text(tree), to_text(_with_values(tree, values)), precedents)


def _precedents(tree: Expression) -> tuple[Name | Call, ...]:
    """The parts whose values a reader needs, each once, in the order of mention."""
    if isinstance(tree, Name) or (isinstance(tree, Call) and FUNCTIONS[tree.function].of_item):
        return (tree,)
    return tuple(dict.fromkeys(found for part in children(tree) for found in _precedents(part)))


def _with_values(tree: Expression, values: dict[Name | Call, float]) -> Expression:
    if isinstance(tree, (Name, Call)) and tree in values:
        value = values[tree]
        return Negate(Number(-value)) if value < 0 else Number(value)
    match tree:
        case Negate(operand):
            return Negate(_with_values(operand, values))
        case Binary(operator, left, right):
            return Binary(operator, _with_values(left, values), _with_values(right, values))
        case Call(function, arguments):
            return Call(function, tuple(_with_values(part, values) for part in arguments))
        case _:
            return tree
