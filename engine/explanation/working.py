"""One formula evaluated once: in names, in values, in digits, and what it looked at."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.explanation.digits import ALL, FEWEST, shown, written
from engine.explanation.subjects import Piece, Precedent, Working
from engine.formula.explain import explain
from engine.formula.syntax import Binary, Call, Name, Number
from engine.quantity import MINUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.explanation.lookup import Lookup
    from engine.formula.explain import Layout, Part, Segment
    from engine.formula.syntax import Expression

    Worked = tuple[Working, tuple[Precedent, ...]]

_YEAR = 12


def work(
    column: str, tree: Expression, lookup: Lookup, unit: str, value: float | None = None
) -> Worked:
    """A formula seen from where `lookup` stands, and what it looks at.

    `value` is what the model says that it comes to; without it the formula says so itself.
    """
    found, values, own, digits = explain(tree, lookup.value)
    value = own if value is None else value
    texts = _fewest(found, values, lookup, shown(value, unit), unit)
    known = dict(zip(found.parts, values, strict=True))
    precedents = tuple(
        Precedent(lookup.subject(part), text, known[part] if part in known else lookup.value(part))
        for part, text in found.mentioned
    )
    leads = {
        part: precedent.subject
        for (part, _), precedent in zip(found.mentioned, precedents, strict=True)
    }
    names = tuple(
        Piece(each.text, None if each.part is None else leads[each.part]) for each in found.names
    )
    in_values = tuple(
        Piece(_typeset(each.text))
        if each.part is None
        else Piece(_placed(texts[each.part], each), leads[each.part])
        for each in found.values
    )
    return Working(column, names, in_values, digits, value, unit), precedents


def sum_tree(key: str, first: int, last: int) -> Expression:
    """A series' months added up; before the last twelve, what had been summed until then."""
    item = Name(key)
    tree: Expression | None = None
    start = first
    if first == 1 and last > _YEAR:
        start = last - _YEAR + 1
        tree = Call("sum_to", (item, Number(float(start - 1))))
    for month in range(start, last + 1):
        term = Call("at", (item, Number(float(month))))
        tree = term if tree is None else Binary("+", tree, term)
    assert tree is not None
    return tree


def _fewest(
    found: Layout, values: Sequence[float], lookup: Lookup, target: str, unit: str
) -> dict[Part, str]:
    """The parts' values, as short as they can be for the text to come to what is shown."""
    measured = list(zip(values, map(lookup.unit, found.parts), strict=True))
    digits = FEWEST
    while True:
        written_so = [written(value, each, digits) for value, each in measured]
        comes_to = found.calculate([each.value for each in written_so])
        if digits == ALL or shown(comes_to, unit) == target:
            texts = (each.text for each in written_so)
            return dict(zip(found.parts, texts, strict=True))
        digits += 1


def _placed(text: str, segment: Segment) -> str:
    return f"({text})" if segment.wrap and text.startswith(MINUS) else text


@lru_cache(maxsize=4096)
def _typeset(text: str) -> str:
    """A formula's own text with a true minus, but in the exponent of a number."""
    return re.sub(r"(?<![0-9]e)-", MINUS, text)
