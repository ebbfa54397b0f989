"""Texts that more than one template may have made: the one that did is found."""

from __future__ import annotations

import pytest

from widgets.language.translator import Translator
from widgets.language.values import Locale

ROWS = [
    ("Revenue growth", "Umsatzwachstum"),
    ("Best month to leave", "Bester Ausstiegsmonat"),
    ("Capacity", "Kapazität"),
    ("Compute share, first year", "Rechenanteil, erstes Jahr"),
    ("a month", "im Monat"),
    ("better", "besser"),
    ("as planned", "wie geplant"),
    ("as planned or better in {share}", "wie geplant oder besser in {share}"),
    ("of capacity", "der Kapazität"),
    ("of draws", "der Ziehungen"),
    ("draws", "Ziehungen"),
    ("month", "Monat"),
    ("and", "und"),
    ("or", "oder"),
    ("to", "bis"),
    ("{count} month", "{count} Monat"),
    ("{part} of {whole}", "{part} von {whole}"),
    ("{first} or {second}", "{first} ODER {second}"),
    ("{value} of capacity", "{value} der Kapazität"),
    ("{figure} by {input}", "{figure} nach {input}"),
    ("{figure} by Apr 2026", "{figure} bis Apr 2026"),
    ("{label} at {value}", "{label}, {value}"),
    ("{label}, {value} now: {more}", "{label}, derzeit {value}: {more}"),
    ("{value} now", "{value} derzeit"),
    ("Left and right read the others.", "Links und rechts lesen die anderen."),
    ("{amount}. Then nothing", "{amount}. Danach nichts"),
]
LOCALE = Locale(
    decimal=",", group=".", money="{} $", percent="{} %", sizes={"B": " Mrd.", "m": " Mio."}
)
GERMAN = Translator(ROWS, LOCALE)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        # What a point or a comma keeps apart is not joined by a little word.
        (
            "50% of draws · as planned or better in 43%",
            "50 % der Ziehungen · wie geplant oder besser in 43 %",
        ),
        # A unit stays with its value, on both sides of a range and behind a name.
        ("0% of capacity to 90% of capacity", "0 % der Kapazität bis 90 % der Kapazität"),
        ("Capacity 90% of capacity", "Kapazität 90 % der Kapazität"),
        ("Capacity at 5 a month", "Kapazität, 5 im Monat"),
        ("$5 a month now", "5 $ im Monat derzeit"),
        ("as planned $5 a month", "wie geplant 5 $ im Monat"),
        # A date is a deadline, another input is not.
        ("Revenue growth by Q3 2026", "Umsatzwachstum bis Q3 2026"),
        ("Revenue growth by capacity", "Umsatzwachstum nach Kapazität"),
        # A name may hold a comma, and the words of other templates.
        (
            "Compute share, first year, 7% now: Best month to leave",
            "Rechenanteil, erstes Jahr, derzeit 7 %: Bester Ausstiegsmonat",
        ),
        # A sentence is known without its point, where others follow.
        (
            "Capacity 5%. Left and right read the others. Revenue growth 7%",
            "Kapazität 5 %. Links und rechts lesen die anderen. Umsatzwachstum 7 %",
        ),
        # An abbreviation's point ends the sentence too.
        ("1.25B. Then nothing", "1,25 Mrd. Danach nichts"),
    ],
)
def test_the_template_that_made_it(english: str, german: str) -> None:
    assert GERMAN.say(english) == german
    assert GERMAN.knows(english)
