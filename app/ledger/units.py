"""Units of line items as the ledger's column says them: a percentage says of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.per import per_text

if TYPE_CHECKING:
    from engine.model.catalogue import Catalogue, Formula

_WORDS = {
    "0/1": "yes or no",
    "#": "number",
    "month #": "model month",
    "x": "×",
    "1-12": "1 to 12",
    "1-3": "1 to 3",
}


def unit_text(model: Catalogue, item: Formula) -> str:
    """`$m`, `% of revenue`; a percentage that can't say of what is named by its own label."""
    if model.style(item.unit) != "percent":
        return _WORDS.get(item.unit, item.unit)
    sign = "points" if item.unit.startswith("points") else "%"
    return f"{sign} {per_text(model, item.key) or f'({item.label})'}"
