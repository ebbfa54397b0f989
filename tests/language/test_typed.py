"""What people type in German is what the engine reads in English."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from app.language import translator
from engine.quantity import exact
from engine.quantity_text import Range, parse
from widgets.language.catalogue import number_words
from widgets.language.locales import locale_of
from widgets.language.translator import Translator

_FOUND = translator("de")
assert _FOUND is not None
GERMAN = _FOUND
_ANY = Range(-1e12, 1e12)


@pytest.mark.parametrize(
    ("typed", "style", "value"),
    [
        ("1,25 Mrd. $", "money", 1250.0),
        ("1,25 mrd", "money", 1250.0),
        ("1,25 Milliarden", "money", 1250.0),
        ("828 Mio. $", "money", 828.0),
        ("−5 Mio. $", "money", -5.0),
        ("1.25B", "money", 1250.0),
        ("1.250 Mio.", "money", 1250.0),
        ("7,5 %", "percent", 0.075),
        ("7,5", "percent", 0.075),
        ("0,5", "factor", 0.5),
        ("5,25 $", "price", 5.25),
        ("5,25 $ / GPU-h", "price", 5.25),
        ("36 Monate", "count", 36.0),
        ("3 Jahre", "count", 36.0),
        ("1 Jahr 6 Monate", "count", 18.0),
        ("1.250", "count", 1250.0),
        ("Ja", "flag", 1.0),
        ("nein", "flag", 0.0),
        ("Keine", "month_or_none", 0.0),
        ("Anbieter zahlt", "direction", -1.0),
        ("Monatsmitte", "timing", 0.5),
    ],
)
def test_typed(typed: str, style: str, value: float) -> None:
    assert parse(GERMAN.hear(typed), style, _ANY) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        *(
            exact(value, "money")
            for value in (1250.0, -0.5, 828.123, 43_400.0, 0.0, 1e6, 1234.5678)
        ),
        *(exact(value, "percent") for value in (0.07, -0.0125, 12.5, 0.333333333333)),
        *(exact(value, "price") for value in (5.25, 1234.5, 0.01)),
        *(exact(value, "count") for value in (36.0, 1250.0, 0.0)),
        *(exact(value, "gpus") for value in (325.0, 0.5, 1250.0)),
    ],
)
@pytest.mark.parametrize("name", ["de_DE", "de_CH", "de_AT", "fr_FR", "en_US"])
def test_what_is_shown_reads_as_what_it_was(text: str, name: str) -> None:
    locale = locale_of(QLocale(name), "de", number_words("de"))
    spoken = Translator([], locale, {"mrd": "B", "mio": "m", "bio": "T", "tsd": "k"})
    assert spoken.hear(spoken.say(text)) == text


def test_nonsense_goes_through() -> None:
    for text in ("", "nonsense", "=1+1", "٣", "1,2,3", "€5", "1e99"):
        assert isinstance(GERMAN.hear(text), str)
    assert GERMAN.hear("nonsense") == "nonsense"
