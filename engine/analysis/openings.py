"""The value of a series before month 1, under many draws at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.formula.columns import Columns
from engine.formula.definition import Definition, needed
from engine.formula.formulas import Formulas
from engine.model.catalogue import MONTHS, definitions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.syntax import Expression
    from engine.formula.values import Value
    from engine.model.shape import Shape
    from engine.scenario import Scenario


def opening_values(
    inputs: Mapping[str, Value], key: str, opening: Expression, like: Scenario
) -> dict[str, Value]:
    """An opening formula's value by `key`, a name of its own; otherwise as `evaluate_batch`."""
    columns = _columns(key, opening, like.shape)
    return columns.run({**like.rows, **inputs}, (key,), months=MONTHS)


@lru_cache(maxsize=16)
def _columns(key: str, opening: Expression, shape: Shape) -> Columns:
    model = shape.model
    # Guarded, as it may be the user's; a formula of the model has the same bits either way.
    own = Definition(key, opening, guarded=True)
    chosen = needed([*definitions(model), own], {key})
    return Columns(Formulas(chosen, MONTHS, tuple(model.given)), tuple(model.inputs))
