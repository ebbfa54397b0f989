"""Numbers and dates of finished texts, by hand for three locales."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from widgets.language.catalogue import number_words
from widgets.language.locales import locale_of
from widgets.language.values import Locale, filled, skeleton

ENGLISH = Locale()
GERMAN = locale_of(QLocale("de_DE"), "de", number_words("de"))
SWISS = locale_of(QLocale("de_CH"), "de", number_words("de"))
FRENCH_NUMBERS = locale_of(QLocale("fr_FR"), "en")
_NBSP, _NARROW = "\u00a0", "\u202f"


def _written(text: str, locale: Locale) -> str:
    made, values = skeleton(text)
    return filled(made, values, locale).replace(_NBSP, " ").replace(_NARROW, " ")


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("$1.25B", "1,25 Mrd. $"),
        ("−$828m", "−828 Mio. $"),
        ("$43.4k", "43,4 Tsd. $"),
        ("$1.2T", "1,2 Bio. $"),
        ("$0", "0 $"),
        ("$5.25", "5,25 $"),
        ("7.0%", "7,0 %"),
        ("1,250", "1.250"),
        ("1,234,567.5", "1.234.567,5"),
        ("325k", "325 Tsd."),
        ("0.85×", "0,85×"),
        ("Mar 2026", "Mär 2026"),
        ("Dec 2030", "Dez 2030"),
        ("22 Nov 2026", "22. Nov 2026"),
        ("Q3 2026", "Q3 2026"),
        ("Q1 FY2027", "Q1 GJ 2027"),
        ("2026-11-22", "22.11.2026"),
        ("($2.90B)", "(2,90 Mrd. $)"),
        ("36–48", "36–48"),
        ("from $1.5B to $2B.", "from 1,5 Mrd. $ to 2 Mrd. $."),
    ],
)
def test_german(english: str, german: str) -> None:
    assert _written(english, GERMAN) == german


@pytest.mark.parametrize(
    "text", ["P10", "H100", "C01", "plan2.tenor", "0.6.0", "term_months", "month@12", "3y", "v1.2"]
)
def test_what_is_no_number_stays(text: str) -> None:
    assert skeleton(text) == (text, [])
    assert _written(text, GERMAN) == text


@pytest.mark.parametrize("text", ["$1.25B by Apr 2028", "7.0% · Q1 FY2027", "2026-11-22, 1,250"])
def test_english_is_as_it_was(text: str) -> None:
    assert _written(text, ENGLISH) == text
    assert locale_of(QLocale("en_US"), "en") == ENGLISH
    assert locale_of(QLocale.c(), "en").decimal == "."


def test_another_locale_than_the_language() -> None:
    assert _written("$1,250.5", SWISS).replace("’", "'") == "$ 1'250.5"
    assert _written("$1.25B, 7.5% of 1,250", FRENCH_NUMBERS) == "1,25B $, 7,5 % of 1 250"
    assert _written("Mar 2026", FRENCH_NUMBERS) == "Mar 2026"  # words are the language's


def test_a_text_full_of_numbers_is_still_a_text() -> None:
    text = " ".join(str(number) for number in range(2000))
    made, values = skeleton(text)
    assert filled(made, values, GERMAN) == text
