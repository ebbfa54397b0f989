"""What is to be said of a line item while it is written: faults, units that fit, its values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.items.changes import renamed_in, replaced, suggested_key
from app.items.faults import formula_faults, word_faults
from app.reference.words import FUNCTIONS, UNITS
from engine import quantity
from engine.evaluate import evaluate
from engine.formula.syntax import FormulaError
from engine.model.catalogue import MONTHS
from engine.model.custom import UNITS as ITEM_UNITS
from engine.model.custom import CustomItem, key_fault, model_with
from engine.model.per import per_text
from widgets.dialogs.line_item_states import Fault, ItemCheck, Preview, UnitChoice
from widgets.formula_edit.states import Completion, Signature, Vocabulary
from widgets.language.spoken import joined, own

if TYPE_CHECKING:
    from app.items.changes import Items
    from engine.calendar import YearMonth
    from engine.model.catalogue import Catalogue, Formula
    from engine.scenario import Scenario

_NO_VALUE = "division by zero, or a number too large"


class ItemJudge:
    """Judges drafts of one item: a new one behind all others, or one that takes a place."""

    def __init__(self, scenario: Scenario, replaces: str = "") -> None:
        """`scenario` is what values are shown of; `replaces` is the key that it has now."""
        items = scenario.items
        place = next(
            (place for place, item in enumerate(items) if item.key == replaces), len(items)
        )
        self._scenario = scenario
        self._items = items
        self._before = items[:place]
        self._replaces = replaces
        self._model = model_with(self._before)
        self._taken = _without(model_with(items), replaces)

    def vocabulary(self) -> Vocabulary:
        """The names that its formula may use."""
        model = self._model
        custom = set(model.custom)
        found = [
            *(
                Completion(item.key, own(item.label), "your line item")
                for item in model.custom_items()
            ),
            *(
                _completion(item, f"line item, {item.unit}")
                for item in model.line_items.values()
                if item.key not in custom
            ),
            *(
                Completion(item.key, item.label, f"input, {item.unit}")
                for item in model.inputs.values()
            ),
            *(_completion(item, f"scalar, {item.unit}") for item in model.scalars.values()),
            *(_completion(item, f"measure, {item.unit}") for item in model.measures.values()),
            *(
                Completion(name, each.meaning, "function", each.text(name))
                for name, each in FUNCTIONS.items()
            ),
        ]
        signatures = {
            name: Signature(each.arguments, each.meaning) for name, each in FUNCTIONS.items()
        }
        return Vocabulary(tuple(found), signatures)

    def key_for(self, label: str) -> str:
        """A free key that reads like a label."""
        return suggested_key(label, self._taken)

    def check(self, draft: CustomItem, last_key: str, *, free_unit: bool) -> ItemCheck:
        """Everything about a draft.

        Its formulas follow its key from `last_key`, the last that was right. With `free_unit`
        nobody has chosen a unit: the first that fits is taken.
        """
        item = _tidy(draft)
        key_is_right = bool(item.key) and not key_fault(item.key, self._taken)
        if key_is_right and last_key and item.key != last_key:
            item = renamed_in(item, last_key, item.key)
        faults = list(word_faults(item, self._taken))
        fits, wrong = formula_faults(item, self._before, self._model)
        faults += wrong
        if fits and item.unit not in fits:
            if free_unit:
                item = item._replace(unit=fits[0])
            else:
                faults.append(Fault("unit", f"The formula comes out in {_either(fits)}"))
        preview = None
        if not faults and (others := self._broken(item)):
            faults.append(others)
        if not faults:
            preview = self._preview(item)
        return ItemCheck(item, tuple(faults), _choices(fits), preview, key_is_right)

    def _broken(self, item: CustomItem) -> Fault | None:
        """What the items behind it would make of the change."""
        try:
            model_with(self.items_with(item))
        except FormulaError as error:
            other = next((each for each in self._items if each.key == error.item), None)
            name = other.label if other else error.item
            return Fault("", f"{name}, which looks at it, would be wrong: {error.fault}")
        return None

    def items_with(self, item: CustomItem) -> Items:
        """All items, with this one in its place."""
        if self._replaces:
            return replaced(self._items, self._replaces, item)
        return (*self._items, item)

    # Values --------------------------------------------------------------------------------

    def _preview(self, item: CustomItem) -> Preview:
        scenario = replace(self._scenario, items=(*self._before, item))
        row = evaluate(scenario, frozenset((item.key,))).row(item.key)
        month = int(scenario.values["decision_month"])
        when = scenario.start.plus(month - 1).name()
        model = scenario.model
        style, per = model.style(item.unit), per_text(model, item.key)
        value = float(row[month - 1])
        shown = "—" if np.isnan(value) else joined(" ", quantity.short(value, style), per)
        known = row[np.isfinite(row)]
        span = ""
        if len(known):
            low, high = (quantity.short(float(each), style) for each in (known.min(), known.max()))
            span = f"{low} in all months" if low == high else f"{low} to {high}"
        return Preview(
            shown,
            f"{when}, the decision month of {scenario.name}",
            row,
            int(scenario.values["horizon_months"]),
            span,
            style,
            _gaps(np.flatnonzero(np.isnan(row)).tolist(), scenario.start),
        )


def _without(model: Catalogue, key: str) -> Catalogue:
    """The model whose keys a draft can't take: items behind it count, itself does not."""
    others = {name: item for name, item in model.line_items.items() if name != key}
    return model._replace(line_items=others, custom=model.custom - {key})


def _completion(item: Formula, note: str) -> Completion:
    return Completion(item.key, item.label, note)


def _tidy(draft: CustomItem) -> CustomItem:
    """Without the blanks around its words. Formulas keep theirs: a fault is counted in them."""
    return draft._replace(
        key=draft.key.strip(), label=" ".join(draft.label.split()), meaning=draft.meaning.strip()
    )


def _choices(fits: tuple[str, ...]) -> tuple[UnitChoice, ...]:
    reason = f"The formula comes out in {_either(fits)}" if fits else ""
    return tuple(
        UnitChoice(
            unit,
            joined("  –  ", unit, UNITS[unit]),
            "" if not fits or unit in fits else reason,
        )
        for unit in ITEM_UNITS
    )


def _either(units: tuple[str, ...]) -> str:
    *others, last = units
    return f"{', '.join(others)} or {last}" if others else last


def _gaps(places: list[int], start: YearMonth) -> str:
    """The months without a value, in words."""
    if not places:
        return ""
    if len(places) == MONTHS:
        return f"No value in any month: {_NO_VALUE}"
    first = start.plus(places[0]).name()
    many = f"{len(places)} of {MONTHS} months, first in" if len(places) > 1 else "one month,"
    return f"No value in {many} {first}: {_NO_VALUE}"
