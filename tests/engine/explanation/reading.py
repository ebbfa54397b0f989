"""Reads a printed formula as a person with a calculator would: units off, then arithmetic.

It knows nothing of the engine's formulas or number texts; Python's own parser does the
brackets and the precedence, which are those of schoolbooks.
"""

from __future__ import annotations

import ast
import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = (
    "m/month",
    "m/yr",
    "m GPU-h/month",
    "m GPU-h",
    "k GPU-eq",
    "k GPU",
    "/GPU-month",
    "k/GPU",
    "/GPU-h",
    " GPU-h/$",
    " months",
    " month",
    " days",
    " day",
    " h",
    "m",
    "k",
    "×",
)
_NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?(?:e-?[0-9]+)?"
_PERCENT = re.compile(rf"({_NUMBER})%(?:/month|/yr)?")
_MEASURED = re.compile(rf"({_NUMBER})(?:{'|'.join(map(re.escape, _UNITS))})(?![A-Za-z0-9])")
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")

_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
}


def bare(text: str) -> str:
    """The formula without units: `$1,250m * 7%` is `1250 * 7e-2`."""
    text = _COMMA.sub("", text.replace("−", "-").replace("—", "none"))
    text = _PERCENT.sub(lambda match: _hundredth(match.group(1)), text)
    return _MEASURED.sub(r"\1", text).replace("$", "")


def _hundredth(number: str) -> str:
    """A percentage as a share, with the point moved: dividing would round once more."""
    mantissa, _, exponent = number.partition("e")
    return f"{mantissa}e{int(exponent or 0) - 2}"


def computed(text: str) -> float:
    """What a printed formula comes to. Anything that is not arithmetic raises."""
    return _value(ast.parse(bare(text), mode="eval").body)


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id="none"):
            return math.nan
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=sign, right=right):
            return _ARITHMETIC[type(sign)](_value(left), _value(right))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return float(_COMPARISONS[type(sign)](_value(left), _value(right)))
        case ast.Call(func=ast.Name(id="where"), args=[condition, yes, no]):
            return _value(yes) if _value(condition) != 0 else _value(no)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            functions: dict[str, Callable[..., float]] = {
                "min": min,
                "max": max,
                "pow": math.pow,
                "exp": math.exp,
            }
            return functions[name](*(_value(each) for each in arguments))
    raise ValueError(f"not arithmetic: {ast.dump(node)}")
