"""The check of a whole catalogue: names, order, cycles, calls and units.

The tests run it over the tables that ship, so that no start-up has to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.formula.check import check_definitions
from engine.formula.syntax import FormulaError, names
from engine.formula.units import Unit
from engine.model.catalogue import definitions

if TYPE_CHECKING:
    from engine.model.catalogue import Catalogue


def check_catalogue(model: Catalogue) -> None:
    """Raises `FormulaError` naming the item, the column and the fault."""
    units = {key: model.units[item.unit].unit for key, item in model.inputs.items()}
    units |= {
        item.key: model.units[item.unit].unit for item in (*model.given.values(), *model.formulas())
    }
    found = definitions(model)
    for figure in model.figures.values():
        units |= dict.fromkeys(figure.value_keys, model.units[figure.unit].unit)
        units |= dict.fromkeys(figure.null_keys, Unit())
    check_definitions(found, model.inputs, units, model.given)
    known = {*model.inputs, *model.given, *(item.key for item in model.formulas())}
    for check in model.checks.values():
        for column, tree in (("left", check.left), ("right", check.right)):
            for name in names(tree):
                if name not in known:
                    raise FormulaError(f"unknown name {name!r}", None, check.key, column)
