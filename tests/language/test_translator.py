"""From a finished text to its template and back, with a small catalogue made by hand."""

from __future__ import annotations

import pytest

from widgets.language.spoken import Said, heard, own, said, speaking
from widgets.language.translator import Translator
from widgets.language.values import Locale

ROWS = [
    ("Term length", "Laufzeit"),
    ("month", "Monat"),
    ("Exit cost", "Ausstiegskosten"),
    ("Notice in {month} saves {amount}", "Kündigung im {month} spart {amount}"),
    ("{count} months", "{count} Monate"),
    ("{count} month", "{count} Monat"),
    ("{label} by month", "{label} nach Monaten"),
    ("{first} is {ratio}% of {second}", "Von {second} sind {ratio}% {first}"),
    ("Copy of {name}", "Kopie von {name}"),
    ("From 10% on it pays", "Ab 10% lohnt es sich"),
    ("and", "und"),
    ("nothing is left", "nichts ist übrig"),
    ("has no column {name}", "hat keine Spalte {name}"),
    ("allowed: −1 to 1", "erlaubt: −1 bis 1"),
    ("allowed: 1 to 1", "erlaubt: 1 bis 1"),
    ("allowed", "erlaubt"),
    ("to", "bis"),
    ("&Save", "&Speichern"),
    ("&Undo {label}", "{label} rückgängig"),
]
GERMAN = Translator(ROWS, Locale(decimal=",", group=".", money="{} $", percent="{} %"))


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Term length", "Laufzeit"),
        ("term length", "Laufzeit"),
        ("TERM LENGTH", "LAUFZEIT"),
        ("Term length:", "Laufzeit:"),
        ("(Exit cost)", "(Ausstiegskosten)"),
        ("Nothing is left.", "Nichts ist übrig."),
        ("36 months", "36 Monate"),
        ("1,250 months", "1.250 Monate"),
        ("Notice in Apr 2028 saves $1.5", "Kündigung im Apr 2028 spart 1,5 $"),
        ("Exit cost by month", "Ausstiegskosten nach Monaten"),
        ("Term length is 7.5% of Exit cost", "Von Ausstiegskosten sind 7,5 % Laufzeit"),
        ("From 10% on it pays", "Ab 10 % lohnt es sich"),
        ("Term length · 36 months", "Laufzeit · 36 Monate"),
        ("Term length and Exit cost", "Laufzeit und Ausstiegskosten"),
        ("Term length (36 months)", "Laufzeit (36 Monate)"),
        ("Term length\nExit cost", "Laufzeit\nAusstiegskosten"),
        ("Term length\tCtrl+T", "Laufzeit\tCtrl+T"),
        ("Exit cost · From 10% on it pays", "Ausstiegskosten · Ab 10 % lohnt es sich"),
        ("Term length 36 → 48", "Laufzeit 36 → 48"),
        ("&Undo term length 36 → 48", "Laufzeit 36 → 48 rückgängig"),
        ("plan.csv has no column Term length", "plan.csv hat keine Spalte Laufzeit"),
        ("Has no column exit cost", "Hat keine Spalte Ausstiegskosten"),
        ("allowed: −1 to 1", "erlaubt: −1 bis 1"),
        ("allowed: 0 to 16", "erlaubt: 0 bis 16"),
        ("12 of 36", "12 of 36"),
        ("$2.5", "2,5 $"),
    ],
)
def test_said(english: str, german: str) -> None:
    assert GERMAN.say(english) == german


def test_names_stay_within_what_is_known_and_alone() -> None:
    assert GERMAN.say("Copy of My Plan") == "Kopie von My Plan"
    assert GERMAN.say("My Plan") == "My Plan"
    assert not GERMAN.knows("Copy of My Plan")
    assert GERMAN.knows("Copy of Term length")


def test_nothing_hostile_takes_long_or_breaks() -> None:
    for text in ("", " ", "{month}", "is % of is % of " * 200, "(" * 500, "a\n" * 500, "\ue000"):
        assert isinstance(GERMAN.say(text), str)


def test_a_long_text_of_known_words_is_given_up_in_time() -> None:
    words = [word for english, _ in ROWS for word in english.split() if "{" not in word]
    for count in (30, 200, 5000):
        assert isinstance(
            GERMAN.say(" ".join(words[at * 7 % len(words)] for at in range(count))), str
        )
    faults = "; ".join(["plan.csv: line 3: term length of exit cost is 7% of month: nothing"] * 9)
    assert isinstance(GERMAN.say(faults), str)


def test_in_english_nothing_happens() -> None:
    text = "Notice in Apr 2028 saves $1.5"
    assert said(text) is text
    assert own(text) is text
    assert heard(text) is text


def test_what_was_said_is_not_said_again() -> None:
    with speaking(GERMAN):
        once = said("Term length")
        assert once == "Laufzeit"
        assert said(once) is once
        assert said(own("Term length")) == "Term length"
        assert isinstance(own("x"), Said)
    assert said("Term length") == "Term length"
