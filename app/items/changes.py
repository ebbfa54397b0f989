"""What can be done to the list of custom line items; each gives another list."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from app.reference.entries import pieces
from engine.formula.syntax import names, parse
from engine.model.custom import MAX_KEY, MAX_LABEL, CustomItem, key_fault

if TYPE_CHECKING:
    from engine.model.catalogue import Catalogue

Items = tuple[CustomItem, ...]
_COPY = " copy"
_SIGNS = re.compile(r"[^a-z0-9]+")


def item_of(items: Items, key: str) -> CustomItem | None:
    """The item of that key; None where it is gone."""
    return next((item for item in items if item.key == key), None)


def place_of(items: Items, key: str) -> int:
    return [item.key for item in items].index(key)


def replaced(items: Items, key: str, changed: CustomItem) -> Items:
    """With another item in the place of `key`. The formulas of others follow its key."""
    place = place_of(items, key)
    if changed.key != key:
        items = tuple(renamed_in(item, key, changed.key) for item in items)
    return (*items[:place], changed, *items[place + 1 :])


def removed(items: Items, key: str) -> Items:
    return tuple(item for item in items if item.key != key)


def users(items: Items, key: str) -> Items:
    """The other items whose formulas look at `key`."""
    return tuple(
        item
        for item in items
        if item.key != key
        and any(key in names(parse(text)) for text in (item.formula, item.opening))
    )


def renamed_in(item: CustomItem, old: str, new: str) -> CustomItem:
    """The item whose formulas call `old` by its new name."""
    return item._replace(
        formula=renamed(item.formula, old, new), opening=renamed(item.opening, old, new)
    )


def renamed(formula: str, old: str, new: str) -> str:
    """A formula's text with another name for `old`; its layout stays as the user made it."""
    return "".join(new if name == old else part for part, name in pieces(formula))


def suggested_key(label: str, model: Catalogue) -> str:
    """A free key that reads like the label; empty for a label without letters or digits."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = _SIGNS.sub("_", plain).strip("_")
    if not stem:
        return ""
    if not stem[0].isalpha():
        stem = f"item_{stem}"
    tries = (stem, f"{stem}_item", *(f"{stem}_{number}" for number in range(2, 100)))
    cut = (_cut(text) for text in tries)
    return next((text for text in cut if not key_fault(text, model)), "")


def _cut(key: str) -> str:
    """At most `MAX_KEY` long; the number at the end stays."""
    if len(key) <= MAX_KEY:
        return key
    stem, mark, number = key.rpartition("_")
    if not number.isdigit():
        return key[:MAX_KEY].rstrip("_")
    return f"{stem[: MAX_KEY - len(number) - 1]}{mark}{number}"


def copy_of(item: CustomItem, model: Catalogue) -> CustomItem:
    """Another item with the same formula, its label and key its own."""
    label = f"{item.label[: MAX_LABEL - len(_COPY)].rstrip()}{_COPY}"
    key = suggested_key(f"{item.key}{_COPY}", model)
    return renamed_in(item, item.key, key)._replace(key=key, label=label)
