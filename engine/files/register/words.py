"""What headers and words in cells mean. The words are in `words.tsv`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.files.actuals.words import unit_of, words_of
from engine.files.register.columns import contract_table, quote_table
from engine.model.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.contracts.contract import RegisterColumn
    from engine.files.register.columns import Table

Words = tuple[str, ...]

_TABLE = Path(__file__).with_name("words.tsv")
_MONTHS = frozenset(("months", "month", "mo", "mos", "monate", "monaten", "mois", "meses", "mesi"))
_YEARS = frozenset(("years", "year", "yrs", "yr", "jahre", "jahren", "ans", "annees", "anos"))
_DAYS = frozenset(("days", "day", "tage", "tagen", "jours", "dias", "giorni"))
_WEEKS = frozenset(("weeks", "week", "wochen", "semaines", "semanas", "settimane"))
_PERCENT = frozenset(("percent", "percentage", "prozent"))
# What a header may say besides its name: units, and words that name nothing.
_BESIDE = (
    _MONTHS
    | _YEARS
    | _DAYS
    | _PERCENT
    | frozenset(("$", "$m", "$mm", "$mn", "$k", "$000", "$b", "$bn", "m", "mm", "mn", "k", "bn"))
    | frozenset(("000", "000s", "million", "millions", "thousand", "thousands", "billion"))
    | frozenset(("in", "of", "the", "a", "per", "share", "pct", "eur", "yes", "no", "y", "n"))
)
_LEAST = 0.6  # of a header's words must be its name


class HeaderUnits(NamedTuple):
    """What a header says of its cells. `money` is a key of `UNITS`, empty where it has none."""

    money: str
    percent: bool
    years: bool


@cache
def _phrases(table: str) -> Mapping[Words, str]:
    found = {
        tuple(row["words"].split()): row["key"]
        for row in read_rows(_TABLE)
        if row["table"] == table
    }
    known = {"contract": contract_table, "quote": quote_table}.get(table)
    for key, column in known().columns.items() if known else ():
        found[header_words(column.label)] = found[header_words(key)] = key
    return MappingProxyType(found)


@cache
def _never() -> frozenset[str]:
    return frozenset(row["words"] for row in read_rows(_TABLE) if row["table"] == "never")


@cache
def word_meanings(table: str) -> Mapping[str, str]:
    """What words in cells mean: of `flag`, `capacity_unit` or `price_unit`."""
    return MappingProxyType({" ".join(words): key for words, key in _phrases(table).items()})


def folded(text: str) -> str:
    """In lower case and without accents."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def header_words(header: str) -> Words:
    return words_of(folded(header[:200]))


def column_of(header: str, table: Table) -> tuple[str, float]:
    """The key that a header names, and how surely, 0 to 1: 1 is the key itself.

    A header whose unit can't be its column's names nothing: `Notice (days)`.
    """
    words = header_words(header)
    phrases = _phrases(table.name)
    key, share = phrases.get(words, ""), 0.95
    if not key:
        key, share = _within(words, phrases)
    if not key or _other_unit(words, table.columns[key]):
        return "", 0.0
    return key, 1.0 if words == header_words(key) else share


def _within(words: Words, phrases: Mapping[Words, str]) -> tuple[str, float]:
    """The longest name among a header's words, once its units are left out."""
    left = tuple(word for word in words if word not in _BESIDE)
    if not left or not _never().isdisjoint(left):
        return "", 0.0
    for length in range(len(left), 0, -1):
        for place in range(len(left) - length + 1):
            if (key := phrases.get(left[place : place + length])) is not None:
                share = length / len(left)
                return (key, 0.9 * share) if share >= _LEAST else ("", 0.0)
    return "", 0.0


def _other_unit(words: Words, column: RegisterColumn) -> bool:
    said = set(words) - set(header_words(column.key)) - set(header_words(column.label))
    if column.kind != "whole":
        return False
    months = column.unit.startswith("months")
    return bool(said & (_DAYS | _WEEKS)) if months else bool(said & (_MONTHS | _YEARS | _WEEKS))


def header_units(header: str) -> HeaderUnits:
    """What a header says of bare numbers below it."""
    words = set(header_words(header))
    percent = "%" in header or bool(words & _PERCENT)
    return HeaderUnits(unit_of(header), percent, bool(words & _YEARS))


def months_in(word: str) -> int:
    """How many months a word stands for: 1, 12, or 0 for none."""
    if word in _MONTHS or word == "m":
        return 1
    return 12 if word in _YEARS or word in ("y", "a", "j") else 0


def is_days(word: str) -> bool:
    return word in _DAYS or word == "d"


def value_word(text: str) -> str:
    """A word of a cell as `word_meanings` has it: `GPU-hours / month` is `gpu hours month`."""
    return " ".join(re.findall(r"[^\W_]+|[✓✔✗✘]", folded(text[:80])))
