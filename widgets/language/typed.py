"""Quantities and dates as people type them in their language, in the form the engine reads.

`1,25 Mrd. $` is `$1.25B`; `7,5 %` is `7.5%`; `3 Jahre` is `3 years`; `Ja` is `Yes`;
`22.11.2026` is `2026-11-22`. What a field shows reads back as the text that it was said of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from widgets.language.values import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from widgets.language.values import Locale

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .’'-](?=[^\W\d_]))*\.?")
_WORD = re.compile(r"[^\W\d_]+\.?")
_NUMBER = re.compile(r"\d+(?:[.,'’ ]\d+)*")
_DAY = re.compile(rf"\b(\d{{1,2}})\. ?(?=(?:{'|'.join(MONTHS)})\b)")
_DOLLAR_BEHIND = re.compile(r"(?<![\w$.,])(\d[\d.,]*(?:e[+-]?\d+)?(?: ?[TBmk])?) ?\$")
_SIZES = ("T", "B", "m", "k")
_LETTER = "\ue000"  # before the letter that a word such as Mrd. has become
_DATE_PARTS = {"year": r"(?P<year>\d{4}|\d{2})", "month": r"(?P<month>\d{1,2})"}
_DATE_PARTS["day"] = r"(?P<day>\d{1,2})"


class Typed:
    """Reads one language and locale. What it doesn't know goes through as it was typed."""

    def __init__(
        self, rows: Iterable[tuple[str, str]], locale: Locale, words: Mapping[str, str]
    ) -> None:
        self._locale = locale
        months = zip((month.lower() for month in locale.months), MONTHS, strict=True)
        # Of the language, in small letters and without points.
        self._words = dict(months) | dict(words)
        self._whole = {
            own.lower(): english
            for english, own in rows
            if "{" not in own and own.lower() != english.lower()
        }
        self._date = _date(locale.date)
        self._fiscal = re.compile(rf"\b{re.escape(locale.fiscal.strip())} ?(?=\d{{4}}\b)")

    def heard(self, text: str) -> str:
        plain = _SPACES.sub(" ", text).strip()
        if not plain:
            return text
        if (known := self._known(plain)) is not None:
            return known
        if date := self._date.fullmatch(plain):
            year = date["year"] if len(date["year"]) == 4 else f"20{date['year']}"
            return f"{year}-{int(date['month']):02}-{int(date['day']):02}"
        plain = _WORDS.sub(self._said, self._fiscal.sub("FY", plain))
        plain = _DAY.sub(r"\1 ", plain)
        plain = _NUMBER.sub(self._number, plain)
        plain = re.sub(rf" ?{_LETTER}|(?<=\d) (?=%)", "", plain)
        plain = re.sub(r"\$ (?=\d)", "$", plain)
        return _DOLLAR_BEHIND.sub(r"$\1", plain)

    def _known(self, text: str) -> str | None:
        """The English of a word, or of words that a row of the catalogue translates."""
        small = text.lower()
        word = self._words.get(small.rstrip("."))
        return self._whole.get(small) if word is None else word

    def _said(self, words: re.Match[str]) -> str:
        """Words that stand together: known as they are, or each of them for itself."""
        known = self._known(words[0])
        if known in _SIZES:
            return _LETTER + known
        return _WORD.sub(self._word, words[0]) if known is None else known

    def _word(self, match: re.Match[str]) -> str:
        word = self._words.get(match[0].rstrip(".").lower(), match[0])
        return _LETTER + word if word in _SIZES and word != match[0] else word

    def _number(self, match: re.Match[str]) -> str:
        """The digits with a point before the decimals and commas between thousands.

        A mark that parts no thousands, as in 1.25, is a point in any locale.
        """
        text, locale = match[0], self._locale
        group = " " if locale.group in ("\u00a0", "\u202f") else locale.group
        decimal = re.escape(locale.decimal)
        by_threes = rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:{decimal}\d+)?"
        if re.fullmatch(by_threes, text):
            return text.translate({ord(group): ",", ord(locale.decimal): "."})
        if text.count(locale.decimal) > 1:
            return text
        return text.replace(locale.decimal, ".")


def _date(order: str) -> re.Pattern[str]:
    """Reads dates whose parts stand as in `{day}.{month}.{year}`, with blanks or without."""
    pattern = re.escape(order)
    for name, part in _DATE_PARTS.items():
        pattern = pattern.replace(re.escape("{" + name + "}"), part)
    return re.compile(re.sub(r"(\\?[./-])(?=\()", r"\1 ?", pattern))
