"""What a value is per, or of what it is a share: no rate and no percentage stands alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.model.tables import read_table

if TYPE_CHECKING:
    from engine.model.catalogue import Catalogue

_UNITS = {"$/GPU-h": "a GPU-hour", "$/GPU-month": "a GPU and month"}


def per_text(model: Catalogue, key: str) -> str:
    """Words that follow a value: `a month`, `of revenue`, `a GPU-hour`; empty where it has none.

    Of an input they are its suffix. What a percentage of the user's own is of, only its label
    can say.
    """
    if key in model.inputs:
        return model.inputs[key].suffix.replace("/ ", "a ")
    if known := _table().get(key):
        return known
    item = model.line_items.get(key) or model.measures.get(key) or model.scalars.get(key)
    unit = item.unit if item else model.figures[key].unit
    if unit in _UNITS:
        return _UNITS[unit]
    flows = item is not None and item.kind == "flow" and not unit.startswith("#")
    return "a month" if flows else ""


@cache
def _table() -> dict[str, str]:
    return {row["key"]: row["per"] for row in read_table("per")}
