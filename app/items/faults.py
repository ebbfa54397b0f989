"""Faults of a line item in the making, told where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.files.reading import nearest
from engine.formula.syntax import FUNCTIONS, FormulaError
from engine.model.custom import CustomItem, checked, fitting_units, key_fault
from widgets.dialogs.line_item_states import Fault
from widgets.language.linked import said_spans
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model.catalogue import Catalogue

_STAND_IN = "a_line_item_that_has_no_key_yet"
_PLAIN = CustomItem(_STAND_IN, "A label", "x", "rate", "0")
_WORDS = ("label", "meaning", "kind")
_UNIT = r"(?:10\^-?\d+|(?:\$|GPU|h)(?:\^-?\d+)?)"
_UNITS = re.compile(rf"(?<![\w·^]){_UNIT}(?:·{_UNIT})*(?![\w·^])")
_PREFIX = "; as a factor 1000 changes a unit's prefix, as from $k to $m"
_NAME = re.compile(r"(\w+)(?=\?$)")  # the name that is asked about
_LINKED = (False, True, False)
_LONGEST = 160  # characters of a fault that are shown


def word_faults(item: CustomItem, model: Catalogue) -> Iterator[Fault]:
    """What is wrong with the item but for its formulas; `model` is all that is before it."""
    if not item.key:
        yield Fault("key", "A key is needed")
    elif fault := key_fault(item.key, model):
        yield Fault("key", _sentence(fault))
    for field in _WORDS:
        try:
            checked(_PLAIN._replace(**{field: getattr(item, field)}))
        except FormulaError as error:
            yield Fault(field, _sentence(error.fault))


def formula_faults(
    item: CustomItem, before: tuple[CustomItem, ...], model: Catalogue
) -> tuple[tuple[str, ...], list[Fault]]:
    """The units that fit its formulas, and what is wrong with these."""
    if not item.key or key_fault(item.key, model):
        item = item._replace(key=_STAND_IN)  # the formula is checked all the same
    faults: list[Fault] = []
    for field in ("formula", "opening"):
        other = "opening" if field == "formula" else "formula"
        alone = item._replace(**{other: "0"})
        if fault := _fault(alone, field, before, model):
            faults.append(fault)
    if faults:
        return (), faults
    try:
        return fitting_units(item, before), []
    except FormulaError as error:
        column = error.column or "formula"
        return (), [_told(error, getattr(item, column), column, model)]


def _fault(
    item: CustomItem, field: str, before: tuple[CustomItem, ...], model: Catalogue
) -> Fault | None:
    text: str = getattr(item, field)
    if not text.strip():
        return Fault(field, "A formula is needed" if field == "formula" else "A value is needed")
    try:
        fitting_units(item, before)
    except FormulaError as error:
        return _told(error, text, field, model)
    return None


def _told(error: FormulaError, text: str, field: str, model: Catalogue) -> Fault:
    """`Line 2, character 14: unknown name 'revenu'; did you mean revenue?`"""
    fault = joined("", _in_words(error.fault, model), _meant(error, text, model))
    if len(fault) > _LONGEST:
        fault = f"{fault[: _LONGEST - 1]}…"
    if error.position is None:
        return Fault(field, own(_sentence(fault)))
    return Fault(field, joined(": ", _where(text, error.position), own(fault)), error.position)


def _where(text: str, position: int) -> str:
    before = text[:position]
    character = position - (before.rfind("\n") + 1) + 1
    if "\n" not in text:
        return f"Character {character}"
    return f"Line {before.count(chr(10)) + 1}, character {character}"


def _meant(error: FormulaError, text: str, model: Catalogue) -> str:
    """What an unknown word is much like."""
    if error.fault.startswith("unknown function") and error.position is not None:
        word = re.match(r"\w*", text[error.position :])
        return _said_of(nearest(word[0], FUNCTIONS)) if word else ""
    if error.fault.startswith("unknown name"):
        keys = [*model.inputs, *(each.key for each in model.formulas())]
        return _said_of(nearest(error.name, keys))
    return ""


def _said_of(meant: str) -> str:
    """`; did you mean revenue?`, the name as formulas have it in every language."""
    if not meant:
        return ""
    parts = _NAME.split(meant)  # what is before the name, the name, what is behind it
    spans = said_spans([own(part) if at % 2 else part for at, part in enumerate(parts)], _LINKED)
    return own("".join(span.text for span in spans))


def _in_words(fault: str, model: Catalogue) -> str:
    """Units by the names that the model's tables give them: `$m`, not `10^6·$`."""
    named: dict[str, str] = {}
    for name, kind in model.units.items():
        named.setdefault(str(kind.unit), name)
    if not fault.startswith("wrong units"):
        return fault
    told = _UNITS.sub(lambda found: named.get(found[0], found[0]), fault)
    return joined("", told, _PREFIX) if "10^" in told else told


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
