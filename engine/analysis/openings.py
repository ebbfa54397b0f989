"""The value of a series before month 1, under many draws at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.formula.program import Definition, compile_program
from engine.model.catalogue import MONTHS, definitions
from engine.model.custom import model_with

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.formula.syntax import Expression
    from engine.formula.values import Value
    from engine.model.custom import CustomItem


def opening_values(
    inputs: Mapping[str, Value], key: str, opening: Expression, items: tuple[CustomItem, ...]
) -> dict[str, Value]:
    """An opening formula's value by `key`, a name of its own; otherwise as `evaluate_batch`."""
    return {key: _program(key, opening, items)(inputs)[-1]}


@lru_cache(maxsize=64)
def _program(
    key: str, opening: Expression, items: tuple[CustomItem, ...]
) -> Callable[[Mapping[str, Value]], list[Value]]:
    model = model_with(items)
    # Guarded, as it may be the user's; a formula of the model has the same bits either way.
    own = Definition(key, opening, guarded=True)
    listed = [*definitions(model), own]
    return compile_program(listed, tuple(model.inputs), {key}, batch=True).bind(MONTHS)
