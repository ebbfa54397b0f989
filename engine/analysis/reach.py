"""What rests on what: the inputs that some formulas depend on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from engine.formula.syntax import Number, names
from engine.model.catalogue import definitions
from engine.model.shape import PLAIN, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.definition import Definition


def inputs_behind(needs: frozenset[str], shape: Shape = PLAIN) -> frozenset[str]:
    """The inputs that formulas (see `needs_of`) rest on, at any remove.

    No other input can change them; one of these may still happen not to. `shape` is the
    scenario's; an input rests on itself.
    """
    reaching = _reaching(shape)
    return frozenset().union(*(reaching[key] for key in needs))


@lru_cache(maxsize=64)
def _reaching(shape: Shape) -> Mapping[str, frozenset[str]]:
    """The inputs behind every formula, by its key."""
    model = shape.model
    if not shape.items:
        found = {key: frozenset((key,)) for key in model.inputs}
        found |= dict.fromkeys(model.given, frozenset())
        added = definitions(model)
    else:
        found = {**_reaching(shape._replace(items=()))}
        added = [each for each in definitions(model) if each.key in model.custom]
    for item in added:
        found[item.key] = _behind(item, found)
    return found


def _behind(item: Definition, found: Mapping[str, frozenset[str]]) -> frozenset[str]:
    mentioned = {*names(item.formula), *names(item.opening or Number(0.0))} - {item.key}
    return frozenset().union(*(found[name] for name in mentioned))
