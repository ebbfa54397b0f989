"""The cells of a quote as people read and type them: `$1,450 / GPU-month`, `64 MW`, `36`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from engine.contracts.cell_text import day_text
from engine.contracts.quote import Quote
from engine.files.amounts import CellError, shown
from engine.files.register.columns import quote_table
from engine.files.register.values import Reading, split_unit, value_of
from engine.files.register.words import value_word, word_meanings
from engine.quantity import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE, _LARGE = 100, 100_000  # $: prices from there on need no cents, and have a letter
PRICE_WORDS: Mapping[str, str] = {
    "gpu_hour": "GPU-hour",
    "gpu_month": "GPU-month",
    "mw_month": "MW-month",
}
CAPACITY_WORDS: Mapping[str, str] = {
    "gpu": "GPUs",
    "k_gpu": "k GPUs",
    "mw": "MW",
    "gpu_hour_month": "GPU-hours a month",
}
NEEDED: Mapping[str, str] = {"supplier": "a supplier", "day": "a date", "price": "a price"}
_TYPED = Reading()
_PER = re.compile(r"(?:/|\bper\b|\ban?\b)\s*(.+)$", re.IGNORECASE)
_ALLOWED_UNIT = "allowed: " + ", ".join(f"/ {word}" for word in PRICE_WORDS.values())


def price_text(quote: Quote) -> str:
    """`$2.10 / GPU-hour`, `$1,450 / GPU-month`, `$1.3m / MW-month`, with every digit."""
    unit = PRICE_WORDS.get(quote.price_unit, quote.price_unit)
    amount = exact(quote.price, "price")
    if quote.price >= _LARGE:
        amount = exact(float(f"{quote.price / 1e6:.15g}"), "money")
    elif quote.price >= _WHOLE:
        amount = amount.removesuffix(".00")
    return f"{amount} / {unit}"


def capacity_text(quote: Quote) -> str:
    """`10,000 GPUs`; empty where it is not known."""
    if quote.capacity is None:
        return ""
    return f"{exact(quote.capacity, 'count')} {CAPACITY_WORDS.get(quote.capacity_unit, '')}".strip()


def quote_name(quote: Quote) -> str:
    """`CoreCo, 12 Mar 2026`."""
    return ", ".join(part for part in (quote.supplier or quote.id, day_text(quote.day)) if part)


def fields_of(key: str, text: str, quote: Quote | None) -> dict[str, Any]:
    """The fields of a quote that a text in column `key` sets, as it would in a file.

    Of `quote` come the units that were not typed. Raises `CellError`.
    """
    column = quote_table().columns[key]
    typed = " ".join(text.split())
    value: Any = value_of(typed or None, column, _TYPED)
    if value is None:
        if key in NEEDED:
            raise CellError(f"{column.label} can\N{RIGHT SINGLE QUOTATION MARK}t be blank")
        value = Quote.__dataclass_fields__[key].default
    if key == "price":
        return {key: value, "price_unit": _price_unit(typed, quote)}
    if key == "capacity":
        unit = split_unit(typed)[1] or (quote.capacity_unit if quote else "") or "gpu"
        return {key: value, "capacity_unit": "" if value is None else unit}
    return {key: value}


def _price_unit(typed: str, quote: Quote | None) -> str:
    """A number that stands alone is in the quote's unit."""
    match = _PER.search(typed)
    if match is None:
        return quote.price_unit if quote else "gpu_hour"
    unit = word_meanings("price_unit").get(value_word(match[1]))
    if unit is None:
        raise CellError(f"{shown(match[1])} is not a unit of price; {_ALLOWED_UNIT}")
    return unit
