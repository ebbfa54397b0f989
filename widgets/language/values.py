"""The numbers and dates of a finished text, and how a locale writes them.

The engine writes few forms, all alike: `$1.25B`, `7.0%`, `1,250`, `Apr 2026`, `22 Nov 2026`,
`Q3 2026`, `2026-11-22`. Signs stay outside: they are the same everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST_MARK = 0xE000  # of the characters that Unicode leaves to programs
_MOST = 1000
_DIGIT = re.compile(r"\d")
MARK = "[\ue000-\uf8ff]"

_VALUE = re.compile(
    rf"""(?<![\w.,$@])(?:
    (?:(?P<day>\d{{1,2}})\ )?(?P<month>{"|".join(MONTHS)})\ (?P<year>\d{{4}})
    | Q(?P<quarter>[1-4])\ (?P<fiscal>FY)?(?P<of>\d{{4}})
    | (?P<date>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<dollar>\$)?(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)
      (?:(?P<size>[TBmk])|(?P<percent>%))?
    )(?![\w%]|[.,-]\d)""",
    re.VERBOSE,
)


class Locale(NamedTuple):
    """How numbers and dates are written; the words in them are the language's."""

    decimal: str = "."
    group: str = ","
    money: str = "${}"  # what stands before and after the amount
    percent: str = "{}%"
    sizes: Mapping[str, str] = {"T": "T", "B": "B", "m": "m", "k": "k"}
    months: tuple[str, ...] = MONTHS
    day: str = "{}"  # before a month's name
    date: str = "{year}-{month}-{day}"
    fiscal: str = "FY"

    def written(self, value: str) -> str:
        """A value in the engine's form, as the locale writes it."""
        match = _VALUE.fullmatch(value)
        if match is None:
            return value
        if month := match["month"]:
            day = self.day.format(match["day"]) + " " if match["day"] else ""
            return f"{day}{self.months[MONTHS.index(month)]} {match['year']}"
        if quarter := match["quarter"]:
            return f"Q{quarter} {self.fiscal if match['fiscal'] else ''}{match['of']}"
        if date := match["date"]:
            year, month, day = date.split("-")
            return self.date.format(year=year, month=month, day=day)
        return self._number(match)

    def _number(self, match: re.Match[str]) -> str:
        swap = {",": self.group, ".": self.decimal}
        text = "".join(swap.get(letter, letter) for letter in match["number"])
        text += self.sizes[match["size"]] if match["size"] else ""
        text = self.money.format(text) if match["dollar"] else text
        return self.percent.format(text) if match["percent"] else text


def skeleton(text: str) -> tuple[str, list[str]]:
    """The text with a mark in place of each value, and the values."""
    values: list[str] = []
    if not _DIGIT.search(text):
        return text, values

    def marked(match: re.Match[str]) -> str:
        values.append(match[0])
        return chr(FIRST_MARK + len(values) - 1)

    made = _VALUE.sub(marked, text)
    return (made, values) if len(values) <= _MOST else (text, [])


def filled(made: str, values: list[str], locale: Locale) -> str:
    """A skeleton with its values, as the locale writes them."""
    if not values:
        return made
    written = {FIRST_MARK + at: locale.written(value) for at, value in enumerate(values)}
    for mark, text in written.items():
        if text.endswith("."):  # a sentence that ends in an abbreviation has one point
            made = made.replace(f"{chr(mark)}.", chr(mark))
    return made.translate(written)
