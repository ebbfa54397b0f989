"""Checks of a whole list of formulas: names, order, cycles, calls, units.

What comes first may be used by what comes later, so a list that passes has one order of
evaluation and no circle; `prev` of the item being defined is the one look back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.formula.syntax import FUNCTIONS, Call, Expression, FormulaError, Name, children
from engine.formula.units import Unit, check_units

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from engine.formula.definition import Definition

_OVER_MONTHS = ("prev", "cumsum", "lowest_so_far")


def check_definitions(
    definitions: Sequence[Definition],
    inputs: Collection[str],
    units: Mapping[str, Unit],
    given: Collection[str] = (),
) -> None:
    """Raises `FormulaError` naming the item, the column and the fault.

    `units` holds the unit of every input, given row and definition, by key.
    """
    later = {definition.key: definition for definition in definitions}
    # Key: whether it has a value a month.
    kinds = dict.fromkeys(inputs, False) | dict.fromkeys(given, True)
    for definition in definitions:
        check_definition(definition, kinds, later, units)
        kinds[definition.key] = definition.series


def check_definition(
    definition: Definition,
    kinds: Mapping[str, bool],
    later: Mapping[str, Definition],
    units: Mapping[str, Unit],
) -> None:
    """Checks one formula behind what is known. Raises `FormulaError`.

    `kinds` says of every name that it may use whether it has a value a month; `later` are the
    definitions further down, for a better message; `units` holds the unit of all of them.
    """
    if definition.key in kinds:
        raise FormulaError("the key is taken", item=definition.key, column="key")
    columns = {"formula": definition.formula, "opening": definition.opening}
    for column, tree in columns.items():
        if tree is None:
            continue
        try:
            _check_names(tree, definition, kinds, later, opening=column == "opening")
            check_units(tree, units, units[definition.key])
        except FormulaError as error:
            raise error.placed(definition.key, column) from None


def _check_names(
    tree: Expression,
    definition: Definition,
    kinds: Mapping[str, bool],
    later: Mapping[str, Definition],
    *,
    opening: bool,
) -> None:
    series = definition.series and not opening
    if isinstance(tree, Name):
        _check_known(tree.key, definition, kinds, later)
        if kinds[tree.key] and not series:
            fault = f"{tree.key!r} has a value a month; say which with at or total"
            raise FormulaError(fault, name=tree.key)
        return
    parts = children(tree)
    if isinstance(tree, Call) and FUNCTIONS[tree.function].of_item:
        if tree.function in _OVER_MONTHS and not series:
            fault = f"{tree.function} has a value a month; use it in a line item"
            raise FormulaError(fault, name=tree.function)
        _check_item(tree, definition, kinds, later)
        parts = parts[1:]
    for part in parts:
        _check_names(part, definition, kinds, later, opening=opening)


def _check_item(
    call: Call,
    definition: Definition,
    kinds: Mapping[str, bool],
    later: Mapping[str, Definition],
) -> None:
    if call.function == "prev" and call.item == definition.key and definition.series:
        return
    _check_known(call.item, definition, kinds, later)
    if not kinds[call.item]:
        fault = f"{call.function} takes a line item, and {call.item!r} is not one"
        raise FormulaError(fault, name=call.item)


def _check_known(
    key: str,
    definition: Definition,
    kinds: Mapping[str, bool],
    later: Mapping[str, Definition],
) -> None:
    if key in kinds:
        return
    if key == definition.key:
        raise FormulaError(f"cycle: {key!r} refers to itself without prev", name=key)
    if key not in later:
        raise FormulaError(f"unknown name {key!r}", name=key)
    if _leads_to(key, definition.key, later):
        raise FormulaError(f"cycle: {key!r} depends on {definition.key!r}", name=key)
    raise FormulaError(f"forward reference: {key!r} is defined further down", name=key)


def _leads_to(start: str, goal: str, later: Mapping[str, Definition]) -> bool:
    """Whether `start` uses `goal`, directly or through others."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        if key in seen or key not in later:
            continue
        seen.add(key)
        stack: list[Expression] = [later[key].formula]
        while stack:
            tree = stack.pop()
            if isinstance(tree, Name):
                waiting.append(tree.key)
            stack.extend(children(tree))
    return False
