"""Catalogues: tables under `resources/languages`, English template and translation."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = {"en": "English", "de": "Deutsch"}  # each by its own name


def rows_of(language: str) -> list[tuple[str, str]]:
    """Every template of a language, with its translation."""
    return [(_text(english), _text(own)) for english, own in _table(f"{language}.tsv")]


def typed_words(language: str) -> dict[str, str]:
    """Words of quantities, in small letters, and what they are in English."""
    return dict(_table(f"{language}_typed.tsv"))


def number_words(language: str) -> dict[str, str]:
    """What a language writes for the letters of large numbers and the fiscal year."""
    return {letter: _text(own) for letter, own in _table(f"{language}_numbers.tsv")}


def _table(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a table behind its head."""
    text = files("resources").joinpath("languages", name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    for row in rows:
        english, own = row
        yield english, own


def _text(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\\\", "\\")
