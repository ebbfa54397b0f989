"""What rests on what: the inputs that some formulas depend on."""

from __future__ import annotations

from functools import cache

from engine.formula.syntax import Number, names
from engine.model.catalogue import catalogue, definitions


def inputs_behind(needs: frozenset[str]) -> frozenset[str]:
    """The inputs that formulas (see `needs_of`) rest on, at any remove.

    No other input can change them; one of these may still happen not to.
    """
    return frozenset().union(*(_reaching()[key] for key in needs))


@cache
def _reaching() -> dict[str, frozenset[str]]:
    """The inputs behind every formula, by its key."""
    model = catalogue()
    found = {key: frozenset((key,)) for key in model.inputs}
    for item in definitions(model):
        mentioned = {*names(item.formula), *names(item.opening or Number(0.0))} - {item.key}
        found[item.key] = frozenset().union(*(found[name] for name in mentioned))
    return found
