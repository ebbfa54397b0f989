"""What looks at a number directly: the way up, as precedents are the way down."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.explanation.lookup import formula_of
from engine.explanation.subjects import Subject
from engine.formula.syntax import Number, names
from engine.model.catalogue import definitions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model.catalogue import Catalogue
    from engine.model.shape import Shape


@lru_cache(maxsize=64)
def users(shape: Shape) -> Mapping[str, tuple[str, ...]]:
    """For every input and formula the keys of the formulas and headline figures that use it.

    In the model's order; a headline figure uses what its reasons look at too. A look at its
    own earlier months doesn't count.
    """
    model = shape.model
    figures = {
        part: key
        for key, figure in model.figures.items()
        for part in (*figure.value_keys, *figure.null_keys)
    }
    found: dict[str, dict[str, None]] = {}
    for item in definitions(model):
        for name in (*names(item.formula), *names(item.opening or Number(0.0))):
            if name != item.key:
                found.setdefault(name, {})[figures.get(item.key, item.key)] = None
    return {key: tuple(using) for key, using in found.items()}


def user(model: Catalogue, used: str, key: str, month: int) -> Subject:
    """The subject of one of the `used_by` keys of `used`, a series in `month`.

    Some line items have a headline figure of the same key; which of the two is meant is told
    by what they look at.
    """
    formula = formula_of(model, key)
    if formula is None or (key in model.figures and used not in _looked_at(model, key)):
        return Subject(key)
    return Subject(key, month if formula.series else None)


def _looked_at(model: Catalogue, key: str) -> set[str]:
    formula = formula_of(model, key)
    assert formula is not None
    return {*names(formula.formula), *names(formula.opening or Number(0.0))} - {key}
