"""Formulas to spreadsheet text, for Excel and LibreOffice alike.

Spreadsheets differ from the formula language in three ways that matter here. Unary minus
binds tighter than `^`, and `^` groups to the left, so both sides of a power are put in
parentheses unless they are atoms. A comparison is TRUE, which SUM ignores, so one whose
value is used is written as IF(..., 1, 0). A product of comparisons is a number already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from engine.formula.syntax import (
    COMPARISONS,
    Binary,
    Call,
    Expression,
    Name,
    Negate,
    Number,
    level,
)

if TYPE_CHECKING:
    from collections.abc import Callable


class Places(Protocol):
    """Where things stand in the workbook, as text for a formula."""

    def value(self, key: str) -> str:
        """A name for an input or single value; this month's cell for a series."""

    def previous(self, key: str) -> str:
        """The cell one month earlier."""

    def row(self, key: str) -> str:
        """All months of a series."""

    def so_far(self, key: str) -> str:
        """Month 1 to this month."""

    def up_to(self, key: str, month: str) -> str:
        """Month 1 to the month that the text `month` gives."""


_COMPARISON, _SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 5, 6
_OPERATORS = {"==": "=", "!=": "<>"}


def to_excel(tree: Expression, places: Places) -> str:
    """The formula without its leading equals sign."""
    return _number(tree, places, _COMPARISON)


def to_condition(tree: Expression, places: Places) -> str:
    """A test for IF: true where the formula is not 0."""
    if _is_flag(tree):
        return _text(tree, places, _COMPARISON)
    return f"{_number(tree, places, _SUM)} <> 0"


def month_number(text: str, months: int) -> str:
    """A month rounded and clamped to the timeline."""
    return f"MAX(1, MIN({months}, ROUND({text}, 0)))"


def _is_flag(tree: Expression) -> bool:
    """Whether the text is TRUE or FALSE rather than a number."""
    return isinstance(tree, Binary) and tree.operator in COMPARISONS


def _number(tree: Expression, places: Places, least: int) -> str:
    """`tree` as a number, in parentheses if it binds less tightly than `least`."""
    if _is_flag(tree):
        return f"IF({_text(tree, places, _COMPARISON)}, 1, 0)"
    return _text(tree, places, least)


def _text(tree: Expression, places: Places, least: int) -> str:
    match tree:
        case Number(value):
            return f"{value:.15g}".replace("e", "E")
        case Name(key):
            return places.value(key)
        case Negate(operand):
            # In parentheses everywhere but at the front of a sum, where it reads alike.
            text = f"-{_number(operand, places, _ATOM)}"
            return f"({text})" if least > _COMPARISON else text
        case Binary(operator, left, right) if operator in COMPARISONS:
            sign = _OPERATORS.get(operator, operator)
            text = f"{_number(left, places, _SUM)} {sign} {_number(right, places, _SUM)}"
            return f"({text})" if least > _COMPARISON else text
        case Binary(operator, left, right):
            return _arithmetic(operator, left, right, places, least)
        case Call():
            return _CALLS[tree.function](tree, places, least)


def _arithmetic(
    operator: str, left: Expression, right: Expression, places: Places, least: int
) -> str:
    own = level(operator)
    # TRUE * TRUE is 1, so comparisons may stand as factors; in a sum they become numbers.
    part = _text if operator in ("*", "/") else _number
    text = f"{part(left, places, own)} {operator} {part(right, places, own + 1)}"
    return f"({text})" if own < least else text


def _arguments(tree: Call, places: Places) -> list[str]:
    return [_number(part, places, _COMPARISON) for part in tree.arguments]


def _plain(name: str) -> Callable[[Call, Places, int], str]:
    def write(tree: Call, places: Places, _least: int) -> str:
        return f"{name}({', '.join(_arguments(tree, places))})"

    return write


def _where(tree: Call, places: Places, _least: int) -> str:
    condition, yes, no = tree.arguments
    test = to_condition(condition, places)
    return f"IF({test}, {_number(yes, places, _COMPARISON)}, {_number(no, places, _COMPARISON)})"


def _power(tree: Call, places: Places, least: int) -> str:
    base, exponent = (_number(part, places, _ATOM) for part in tree.arguments)
    return f"({base}^{exponent})" if least >= _POWER else f"{base}^{exponent}"


def _prev(tree: Call, places: Places, _least: int) -> str:
    return places.previous(tree.item)


def _over(name: str) -> Callable[[Call, Places, int], str]:
    def write(tree: Call, places: Places, _least: int) -> str:
        return f"{name}({places.row(tree.item)})"

    return write


def _running(name: str) -> Callable[[Call, Places, int], str]:
    def write(tree: Call, places: Places, _least: int) -> str:
        return f"{name}({places.so_far(tree.item)})"

    return write


def _at(tree: Call, places: Places, _least: int) -> str:
    month = month_number(_number(tree.arguments[1], places, _COMPARISON), 120)
    return f"INDEX({places.row(tree.item)}, {month})"


def _sum_to(tree: Call, places: Places, _least: int) -> str:
    month = month_number(_number(tree.arguments[1], places, _COMPARISON), 120)
    return f"SUM({places.up_to(tree.item, month)})"


def _first(tree: Call, places: Places, _least: int) -> str:
    return f"IFERROR(MATCH(1, {places.row(tree.item)}, 0), 0)"


_CALLS: dict[str, Callable[[Call, Places, int], str]] = {
    "min": _plain("MIN"),
    "max": _plain("MAX"),
    "exp": _plain("EXP"),
    "where": _where,
    "pow": _power,
    "prev": _prev,
    "at": _at,
    "sum_to": _sum_to,
    "first": _first,
    "total": _over("SUM"),
    "highest": _over("MAX"),
    "cumsum": _running("SUM"),
    "lowest_so_far": _running("MIN"),
}
