"""How typed letters find names, by hand."""

from __future__ import annotations

import pytest

from app.welcome.fuzzy import (
    BEGINS,
    BESIDE,
    EXACT,
    INITIALS,
    LETTERS,
    MOST_TYPED,
    WITHIN,
    WORDS,
    rank,
)


@pytest.mark.parametrize(
    ("typed", "name", "tier"),
    [
        ("", "Anything", EXACT),
        ("  ", "Anything", EXACT),
        ("term LENGTH", "Term length", EXACT),
        ("term", "Term length", BEGINS),
        ("len", "Term length", WORDS),
        ("length term", "Term length", WORDS),
        ("fixed", "Termination fee, (fixed part)", WORDS),
        ("engt", "Term length", WITHIN),
        ("pau", "Page after us", INITIALS),
        ("expwb", "Export workbook", LETTERS),
        ("exp wb", "Export workbook", LETTERS),
    ],
)
def test_the_tier_of_a_match(typed: str, name: str, tier: int) -> None:
    found = rank(typed, name)
    assert found is not None
    assert found.tier == tier


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zz", "Term length"),
        ("tl9", "Term length"),
        ("oe", "Notice"),  # two letters in order are in nearly every name
        ("emz", "One name over a great distance to a zebra"),  # too far apart
    ],
)
def test_what_fits_nothing(typed: str, name: str) -> None:
    assert rank(typed, name) is None


def test_what_stands_beside_a_name_finds_it_last_but_for_single_letters() -> None:
    found = rank("lock in", "Notice", "notice months lock in")
    assert found is not None
    assert found.tier == BESIDE


def test_the_tightest_letters_count() -> None:
    assert rank("abc", "axbxcx abc") == (WORDS, 10)
    loose = rank("abd", "axxbxdxaxbd")
    assert loose == (LETTERS, 4)


def test_shorter_names_come_first_within_a_tier() -> None:
    short, long = rank("term", "Term length"), rank("term", "Termination fee floor")
    assert short is not None
    assert long is not None
    assert short < long


def test_very_long_input_is_cut() -> None:
    assert rank("x" * 1_000_000, "x" * MOST_TYPED) == (EXACT, 0)
