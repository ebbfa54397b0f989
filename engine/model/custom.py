"""Line items that the user adds: the same language, checked as the model's own are.

They may look at everything in the model and at the custom items before them; nothing in the
model looks at them, so they can't break it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from engine.formula.check import check_definition
from engine.formula.definition import Definition
from engine.formula.syntax import FUNCTIONS, FormulaError, parse
from engine.model.catalogue import Catalogue, Formula, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.formula.syntax import Expression
    from engine.formula.units import Unit

MAX_ITEMS = 50
MAX_KEY, MAX_LABEL, MAX_MEANING = 40, 60, 500
KINDS = ("flow", "balance", "rate")
SECTION = "custom"
# Of the catalogue's units those that say what they are without an input beside them.
UNITS = (
    "$m",
    "$/GPU-h",
    "$/GPU-month",
    "k GPU",
    "m GPU-h",
    "GPU-h per $ revenue",
    "%",
    "x",
    "#",
    "months",
    "0/1",
)

_KEY = re.compile(r"[a-z][a-z0-9_]*")
# Names that a workbook would take for a cell: `fy26`, `r1c1`.
_CELL = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*|[rc]")
_RESERVED = ("kpi_", "null_", "scenario_")
_TAKEN = ("true", "false")


class CustomItem(NamedTuple):
    """A line item as the user wrote it. `formula` and `opening` are text.

    `unit` is one of `UNITS`; `kind` says how months add up: a flow is summed, a
    balance is taken at the end, a rate is neither. `opening` is the value before month 1.
    """

    key: str
    label: str
    unit: str
    kind: str
    formula: str
    opening: str = "0"
    meaning: str = ""
    extra: str = ""  # the JSON of fields that a later version wrote, kept as it is


@lru_cache(maxsize=64)
def model_with(items: tuple[CustomItem, ...]) -> Catalogue:
    """The built-in model with custom line items behind it.

    Raises `FormulaError` naming the item, the column, the position and the fault.
    """
    model = catalogue()
    if not items:
        return model
    if len(items) > MAX_ITEMS:
        raise FormulaError(f"more than {MAX_ITEMS} custom line items", item=items[MAX_ITEMS].key)
    for item in items:
        model = _with_one(model, item)
    return model


def checked(item: CustomItem, others: tuple[CustomItem, ...] = ()) -> Formula:
    """The item as the model holds it behind `others`. Raises `FormulaError`."""
    return model_with((*others, item)).line_items[item.key]


def fitting_units(item: CustomItem, others: tuple[CustomItem, ...] = ()) -> tuple[str, ...]:
    """Those of `UNITS` that the item's formula can come out in.

    All of them for a formula of numbers only; the item's own unit is not looked at. Raises
    `FormulaError` where the formula is wrong whatever its unit.
    """
    model = model_with(others)
    fits: dict[Unit, FormulaError | None] = {}
    for name in UNITS:
        unit = model.units[name].unit
        if unit not in fits:
            fits[unit] = _fault(item, model, unit)
    if all(fits.values()):
        raise next(fault for fault in fits.values() if fault)
    return tuple(name for name in UNITS if fits[model.units[name].unit] is None)


def _fault(item: CustomItem, model: Catalogue, unit: Unit) -> FormulaError | None:
    try:
        _definition(item, model, unit)
    except FormulaError as error:
        return error
    return None


def _with_one(model: Catalogue, item: CustomItem) -> Catalogue:
    """The model with one more line item behind it."""
    _check_words(item, model)
    definition = _definition(item, model, model.units[item.unit].unit)
    added = Formula(
        key=item.key,
        label=item.label,
        unit=item.unit,
        section=SECTION,
        kind=item.kind,
        formula=definition.formula,
        opening=definition.opening,
        meaning=item.meaning,
    )
    return model._replace(
        line_items={**model.line_items, item.key: added}, custom=model.custom | {item.key}
    )


def _check_words(item: CustomItem, model: Catalogue) -> None:
    """Everything about an item but its formulas."""
    for fault, column in _faults_of_words(item, model):
        raise FormulaError(fault, item=item.key[:MAX_KEY], column=column)


def _faults_of_words(item: CustomItem, model: Catalogue) -> Iterator[tuple[str, str]]:
    if fault := key_fault(item.key, model):
        yield fault, "key"
    if not item.label.strip():
        yield "a line item needs a label", "label"
    for column, text, most in (
        ("label", item.label, MAX_LABEL),
        ("meaning", item.meaning, MAX_MEANING),
    ):
        if len(text) > most:
            yield f"longer than {most} characters", column
        if not text.isprintable():
            yield "characters that can't be shown", column
    if item.unit not in UNITS:
        yield f"{item.unit[:MAX_KEY]!r} is not one of {', '.join(UNITS)}", "unit"
    if item.kind not in KINDS:
        yield f"{item.kind[:MAX_KEY]!r} is not one of {', '.join(KINDS)}", "kind"


def key_fault(key: str, model: Catalogue) -> str:
    """What is wrong with a new item's key; empty if nothing is."""
    if not _KEY.fullmatch(key) or len(key) > MAX_KEY:
        return (
            f"{key[:MAX_KEY]!r} is not a name: a small letter, then small letters, digits and "
            f"underscores, at most {MAX_KEY}"
        )
    from engine.model.supplied import added_keys  # here, not above: it is seldom needed

    taken = {*model.inputs, *model.figures, *(each.key for each in model.formulas()), *FUNCTIONS}
    taken |= added_keys()
    if key in taken or key in _TAKEN or key.startswith(_RESERVED):
        return f"the key {key!r} is taken"
    if _CELL.fullmatch(key):
        return f"{key!r} is a cell's name in a workbook; choose another"
    return ""


def _definition(item: CustomItem, model: Catalogue, unit: Unit) -> Definition:
    """The item's formulas, parsed and checked against the model. Raises `FormulaError`."""
    formulas = model.formulas()
    kinds = dict.fromkeys(model.inputs, False) | {each.key: each.series for each in formulas}
    units = {each.key: model.units[each.unit].unit for each in formulas}
    units |= {key: model.units[each.unit].unit for key, each in model.inputs.items()}
    formula, opening = _parsed(item, "formula"), _parsed(item, "opening")
    definition = Definition(item.key, formula, opening, guarded=True)
    try:
        check_definition(definition, kinds, {}, {**units, item.key: unit})
    except FormulaError as error:
        text = item.opening if error.column == "opening" else item.formula
        raise error.within(text) from None
    return definition


def _parsed(item: CustomItem, column: str) -> Expression:
    text = item.opening if column == "opening" else item.formula
    try:
        return parse(text)
    except FormulaError as error:
        raise error.placed(item.key, column) from None
