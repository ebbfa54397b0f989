"""Formulas to words: in names, with values, in digits, and what they look at.

A formula's layout doesn't depend on the values and is kept; to explain it once more, while a
slider moves, only fills in numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.formula.arithmetic import calculator
from engine.formula.syntax import (
    FUNCTIONS,
    Binary,
    Call,
    Expression,
    Name,
    Negate,
    children,
    number_text,
    to_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.formula.arithmetic import Calculator

    Lookup = Callable[["Part"], float]
    Mark = Callable[["Part"], Expression]

Part = Name | Call  # a name, or a call that looks along a line item: prev, at, total...

NO_VALUE = "(0 / 0)"  # how digits write a number that does not exist


class Segment(NamedTuple):
    """A stretch of a formula's text. One with a `part` stands for it.

    With `wrap` a negative number in its place needs parentheses.
    """

    text: str
    part: Part | None = None
    wrap: bool = False


class Layout(NamedTuple):
    """How a formula is written and computed.

    `parts` are what it is computed from, each once; `mentioned` has the names in the months of
    `at` and `sum_to` too, with their texts. `values` has a segment for every part, in the
    order and with the parentheses of the formula.
    """

    parts: tuple[Part, ...]
    mentioned: tuple[tuple[Part, str], ...]
    names: tuple[Segment, ...]
    values: tuple[Segment, ...]
    calculate: Calculator  # from the values of `parts`


class Explained(NamedTuple):
    """A formula at one moment: `values` are those of the layout's parts, `value` its own.

    `in_digits` reads back as a formula that computes to `value`; NaN where it has none.
    """

    layout: Layout
    values: tuple[float, ...]
    value: float
    in_digits: str

    @property
    def in_names(self) -> str:
        """The formula as written, with only the parentheses it needs."""
        return "".join(segment.text for segment in self.layout.names)


def explain(tree: Expression, lookup: Lookup) -> Explained:
    """A formula with the values that `lookup` gives its parts."""
    found = layout(tree)
    values = tuple(lookup(part) for part in found.parts)
    digits = in_digits(found.values, dict(zip(found.parts, values, strict=True)).__getitem__)
    return Explained(found, values, found.calculate(values), digits)


def in_digits(segments: Sequence[Segment], lookup: Lookup) -> str:
    """A formula's text with every digit of its parts, for the formula language."""
    return "".join(
        segment.text if segment.part is None else _digits(lookup(segment.part), segment.wrap)
        for segment in segments
    )


def _digits(value: float, wrap: bool) -> str:
    if value != value:
        return NO_VALUE
    text = number_text(abs(value))
    if value >= 0:
        return text
    return f"(-{text})" if wrap else f"-{text}"


@lru_cache(maxsize=4096)
def layout(tree: Expression) -> Layout:
    """How `tree` is written; kept, as it is the same in every month and scenario."""
    parts = tuple(dict.fromkeys(_parts(tree)))
    mentioned = tuple((part, to_text(part)) for part in dict.fromkeys(_mentioned(tree)))
    return Layout(
        parts,
        mentioned,
        _segments(tree, _linked),
        _segments(tree, lambda part: part),
        calculator(tree, parts),
    )


def _parts(tree: Expression) -> list[Part]:
    if isinstance(tree, Name) or (isinstance(tree, Call) and FUNCTIONS[tree.function].of_item):
        return [tree]
    return [found for part in children(tree) for found in _parts(part)]


def _mentioned(tree: Expression) -> list[Part]:
    """The parts, each followed by those in its month."""
    found: list[Part] = []
    for part in _parts(tree):
        found.append(part)
        if isinstance(part, Call):
            found += [inner for month in part.arguments[1:] for inner in _mentioned(month)]
    return found


# Text in segments: written with marks for names, then cut at the marks -----------------------

_MARKED = re.compile("\0([0-9]+)\0")


def _linked(part: Part) -> Expression:
    """Where the month of `at` is a formula, only the line item's name stands for the call."""
    if isinstance(part, Call) and any(_parts(month) for month in part.arguments[1:]):
        return Name(part.item)
    return part


def _segments(tree: Expression, stands: Callable[[Part], Expression]) -> tuple[Segment, ...]:
    """The formula's text, cut so that each part stands in a segment of its own.

    `stands` gives what of a part becomes its segment: all of it, or the line item's name.
    """
    marked: list[Segment] = []

    def mark(part: Part) -> Expression:
        whole = stands(part)
        marked.append(Segment(to_text(whole), part))
        name = Name(f"\0{len(marked) - 1}\0")
        if whole == part:
            return name
        assert isinstance(part, Call)
        return Call(part.function, (name, *(_replaced(each, mark) for each in part.arguments[1:])))

    pieces = _MARKED.split(to_text(_replaced(tree, mark)))
    found: list[Segment] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            before = pieces[place - 1].rstrip()[-1:]
            found.append(marked[int(piece)]._replace(wrap=before in "+-*/" and before != ""))
        elif piece:
            found.append(Segment(piece))
    return tuple(found)


def _replaced(tree: Expression, mark: Mark) -> Expression:
    """The tree with its parts replaced by what `mark` makes of them."""
    match tree:
        case Name():
            return mark(tree)
        case Call(function, arguments):
            if FUNCTIONS[function].of_item:
                return mark(tree)
            return Call(function, tuple(_replaced(part, mark) for part in arguments))
        case Negate(operand):
            return Negate(_replaced(operand, mark))
        case Binary(sign, left, right):
            return Binary(sign, _replaced(left, mark), _replaced(right, mark))
        case _:
            return tree
