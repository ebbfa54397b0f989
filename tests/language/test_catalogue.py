"""The German catalogue holds every text of the sources, and nothing that breaks one."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

from tests.language.texts import all_texts, shape
from widgets.language.catalogue import LANGUAGES, number_words, rows_of, typed_words
from widgets.language.values import skeleton

_NOT_SHOWN = Path(__file__).with_name("not_shown.tsv")
_PLACE = re.compile(r"\{[^{}]*\}")
_TAG = re.compile(r"</?[a-z]+")


def test_every_text_is_translated_or_known_to_be_unseen() -> None:
    known = {shape(english) for english, _ in rows_of("de")} | {shape(row) for row in _unseen()}
    missing = [
        f"{each.place}: {each.template}"
        for each in all_texts()
        if shape(each.template.partition("\t")[0]) not in known
    ]
    assert missing == []


def test_what_is_unseen_is_still_there() -> None:
    there = {shape(each.template) for each in all_texts()}
    assert [row for row in _unseen() if shape(row) not in there] == []


def test_each_text_has_one_translation_and_they_are_in_order() -> None:
    rows = _lines("de.tsv")
    keys = [row.split("\t")[0] for row in rows]
    assert keys == sorted(set(keys))
    assert all(len(row.split("\t")) == 2 for row in rows)
    assert not [row for row in rows if row != row.rstrip("\n") or not row.split("\t")[1].strip()]


def test_a_translation_has_the_same_places_and_tags() -> None:
    wrong = [
        english
        for english, german in rows_of("de")
        if Counter(_PLACE.findall(english)) != Counter(_PLACE.findall(german))
        or Counter(_TAG.findall(english)) != Counter(_TAG.findall(german))
    ]
    assert wrong == []


def test_a_translation_ends_as_its_text_does() -> None:
    """What stands behind a text stands on its end: an ellipsis, a colon, a space."""
    wrong = [
        (english, german)
        for english, german in rows_of("de")
        if [english[-1] in mark for mark in _ENDS] != [german[-1] in mark for mark in _ENDS]
        or english[0].isspace() != german[0].isspace()
    ]
    assert wrong == []


_ENDS = ("…", ":", " ")


def test_a_translation_has_the_amounts_of_its_text() -> None:
    """They are put into the locale's form; one that is not in the text is left in English."""
    wrong = [
        english
        for english, german in rows_of("de")
        if _amounts(english) != _amounts(german) and not english.startswith(_OWN_AMOUNTS)
    ]
    assert wrong == []


# Written otherwise on purpose: a claim quotes `10.9 $B` and `$250-417m`.
_OWN_AMOUNTS = ("10.9 $B/quarter", "= $250-417m/month")


def _amounts(text: str) -> Counter[str]:
    return Counter(value for value in skeleton(text)[1] if "$" in value or "%" in value)


def test_small_tables() -> None:
    assert set(number_words("de")) == {"T", "B", "m", "k", "FY", "day"}
    assert set(typed_words("de").values()) >= {"T", "B", "m", "k", "months", "years"}
    for code in LANGUAGES:
        if code != "en":
            assert rows_of(code)


def _unseen() -> list[str]:
    with _NOT_SHOWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row[0].replace("\\n", "\n").replace("\\\\", "\\") for row in rows[1:]]


def _lines(name: str) -> list[str]:
    text = files("resources").joinpath("languages", name).read_text(encoding="utf-8")
    return text.splitlines()[1:]
