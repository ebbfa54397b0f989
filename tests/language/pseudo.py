"""A language that nobody speaks: English with an accent on every letter, and a little longer.

What is read without accents was never translated.
"""

from __future__ import annotations

import re

from widgets.language.catalogue import rows_of
from widgets.language.translator import Translator
from widgets.language.values import MONTHS, Locale

_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTED = "ÅƁÇĐÉƑĜĤÎĴĶĹṀÑÖṖɊŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķĺṁñöṗɋŕšţûṽŵẋýž"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]*>|&(?=\w)|\\n)")
_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_KEYS = re.compile(
    r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|\b(?:Ctrl|Shift|Alt|Tab|Enter|Return|Esc|Del|Ins)\b|\bTenor\b"
    r"|\b(?:max|min|where|prev|total|cumsum|pow|exp|at)(?=\()"  # of formulas
)
_LONGER = 4  # letters to which one more comes


def accented(text: str) -> str:
    """The text in the language; places, tags and underlined letters stay what they are."""
    parts = _KEPT.split(text)
    made = "".join(part if at % 2 else part.translate(_ACCENTS) for at, part in enumerate(parts))
    letters = sum(letter in _PLAIN for part in parts[::2] for letter in part)
    return made + "~" * (letters // _LONGER)


PSEUDO = Locale(
    decimal="·",
    group="’",
    money="{}¤",
    sizes={letter: accented(letter) for letter in "TBmk"},
    months=tuple(accented(month) for month in MONTHS),
    date="{day}·{month}·{year}",
    fiscal=accented("FY"),
)


def pseudo() -> Translator:
    """Says whatever a catalogue of a real language has."""
    return Translator([(english, accented(english)) for english, _ in rows_of("de")], PSEUDO)


def left_in_english(text: str) -> bool:
    """Whether words of a text are without accents; keys of the model and of the keyboard are."""
    return _ENGLISH.search(_KEYS.sub("", text)) is not None
