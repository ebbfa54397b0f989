"""What a value is per, or of what it is a share: no rate and no percentage stands alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.formula.syntax import Binary, names, walk
from engine.model.tables import read_table

if TYPE_CHECKING:
    from engine.model.catalogue import Catalogue, Formula

_UNITS = {"$/GPU-h": "a GPU-hour", "$/GPU-month": "a GPU and month"}


def per_text(model: Catalogue, key: str) -> str:
    """Words that follow a value: `a month`, `of revenue`, `a GPU-hour`; empty where it has none.

    Of an input they are its suffix. A percentage of the user's own is of what its formula
    divides by.
    """
    if key in model.inputs:
        return model.inputs[key].suffix.replace("/ ", "a ")
    if known := _table().get(key):
        return known
    tables = (model.line_items, model.measures, model.scalars, model.given)
    item = next((table[key] for table in tables if key in table), None)
    unit = item.unit if item else model.figures[key].unit
    if unit in _UNITS:
        return _UNITS[unit]
    if item is not None and key in model.custom and model.style(unit) == "percent":
        return _share_of(model, item)
    flows = item is not None and item.kind == "flow" and not unit.startswith("#")
    return "a month" if flows else ""


def _share_of(model: Catalogue, item: Formula) -> str:
    """`of revenue` for compute_cost / max(revenue, 1); of what it says where nothing divides."""
    divided = (each for each in walk(item.formula) if isinstance(each, Binary))
    divisors = (names(each.right) for each in divided if each.operator == "/")
    key = next((found[0] for found in divisors if found), None)
    if key is None:
        return "of what its label says"
    formulas = {each.key: each.label for each in model.formulas()}
    label = formulas[key] if key in formulas else model.inputs[key].label
    return f"of {label[:1].lower()}{label[1:]}"


@cache
def _table() -> dict[str, str]:
    return {row["key"]: row["per"] for row in read_table("per")}
