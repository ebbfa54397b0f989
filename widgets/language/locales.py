"""The locale of numbers and dates, as Qt knows it, and the words of a language in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from widgets.language.values import MONTHS, Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

_NBSP = "\u00a0"
# Languages that part a number from its percent sign (CLDR); Qt doesn't tell.
_PERCENT_APART = ("cs", "da", "de", "es", "fi", "fr", "nb", "nn", "ru", "sk", "sv", "uk")
_NO_WORDS: Mapping[str, str] = {}


def locale_of(numbers: QLocale, language: str, words: Mapping[str, str] = _NO_WORDS) -> Locale:
    """How `numbers` writes digits and dates, with the month names and words of `language`.

    `words` are those of the engine's letters: T, B, m, k and FY.
    """
    return Locale(
        decimal=numbers.decimalPoint(),
        group=numbers.groupSeparator(),
        money=_money(numbers),
        percent="{}" + _NBSP + "%" if _code(numbers) in _PERCENT_APART else "{}%",
        sizes={letter: words.get(letter, letter) for letter in "TBmk"},
        months=_months(language),
        day=words.get("day", "{}"),
        date=_date(numbers),
        fiscal=words.get("FY", "FY"),
    )


def _code(locale: QLocale) -> str:
    return locale.name().split("_")[0]


def _money(locale: QLocale) -> str:
    """The amount's place beside the dollar sign."""
    sample = locale.toCurrencyString(1.0, "$")
    gap = _NBSP if any(letter.isspace() for letter in sample.strip()) else ""
    return f"${gap}{{}}" if sample.strip().startswith("$") else f"{{}}{gap}$"


def _months(language: str) -> tuple[str, ...]:
    if language == "en":
        return MONTHS
    short = QLocale.FormatType.ShortFormat
    own = QLocale(language)
    return tuple(own.standaloneMonthName(month, short).rstrip(".") for month in range(1, 13))


def _date(locale: QLocale) -> str:
    """The order of a date's parts, all of them with every digit."""
    if _code(locale) in ("C", "en"):  # a day of any English month is unmistakable only so
        return "{year}-{month}-{day}"
    told = locale.dateFormat(QLocale.FormatType.ShortFormat)
    made, last = "", ""
    names = {"y": "{year}", "M": "{month}", "d": "{day}"}
    for letter in told:
        if letter in names:
            made += names[letter] if letter != last else ""
        elif letter != "'":
            made += letter
        last = letter
    return made if all(name in made for name in names.values()) else "{year}-{month}-{day}"
