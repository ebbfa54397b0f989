"""What headers mean: figures, units of money, totals. The words are in `words.tsv`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.actuals import KEYS
from engine.files.amounts import UNITS
from engine.model.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTH = "month"
_TABLE = Path(__file__).with_name("words.tsv")
_NUMBERED = re.compile(r"(fy|cy|q[1-4]|h[12])?(\d{2}|\d{4})?")


class _Words(NamedTuple):
    """Phrases, as tuples of words, by what they mean."""

    figures: Mapping[tuple[str, ...], str]  # month, a key, or none of them
    never: frozenset[str]  # a header with one of these is no figure to import
    units: Mapping[str, str]
    totals: frozenset[tuple[str, ...]]


@cache
def _table() -> _Words:
    pairs = [(row["figure"], tuple(row["words"].split())) for row in read_rows(_TABLE)]
    return _Words(
        {words: figure for figure, words in pairs if figure in (MONTH, *KEYS, "none")},
        frozenset(words[0] for figure, words in pairs if figure == "never"),
        {words[0]: figure for figure, words in pairs if figure in UNITS},
        frozenset(words for figure, words in pairs if figure == "total"),
    )


def words_of(text: str) -> tuple[str, ...]:
    """A header's words in lower case; `US$ '000` becomes `$ 000`."""
    plain = re.sub(r"us\$|\busd", "$", text[:200].lower()).replace("'", "").replace("&", " and ")
    return tuple(re.findall(r"\$?[a-z0-9]+|\$", plain))


def same_header(text: str) -> str:
    """A header as remembered: its words alone."""
    return " ".join(words_of(text))


def figure_of(header: str) -> tuple[str, float]:
    """What a header names, and how much of it says so, 0 to 1.

    `month`, a line item's key, or nothing. The longest phrase that it holds decides, so that
    `cost of revenue` is no revenue.
    """
    table = _table()
    words = tuple(word for word in words_of(header) if word not in table.units)
    if not table.never.isdisjoint(words):
        return "", 0.0
    best: tuple[str, ...] = ()
    for length in range(len(words), 0, -1):
        parts = (words[place : place + length] for place in range(len(words) - length + 1))
        if best := next((part for part in parts if part in table.figures), ()):
            break
    figure = table.figures.get(best, "none")
    return ("", 0.0) if figure == "none" else (figure, len(best) / len(words))


def unit_of(text: str) -> str:
    """The unit of money that a header or a title names; empty where it names none."""
    found = [unit for word in words_of(text) if (unit := _table().units.get(word))]
    scaled = [unit for unit in found if unit != "$"]  # in `$ in thousands` the $ says less
    return (scaled or found or [""])[0]


def only_units(text: str) -> bool:
    """Whether a header says nothing but its unit: `($m)`, `in thousands`."""
    return all(word in _table().units or word == "in" for word in words_of(text))


def is_total(text: str) -> bool:
    """Whether a row is called a sum of months: `Total`, `FY2026`, `Q2 2026`, `YTD`."""
    words = words_of(text)
    if not words:
        return False
    numbered = all(_NUMBERED.fullmatch(word) for word in words)
    return numbered or words in _table().totals or words[:1] in _table().totals
