"""How well a few typed letters fit a name. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_TYPED = 120  # characters that are looked at
EXACT, BEGINS, WORDS, WITHIN, INITIALS, BESIDE, LETTERS = range(7)
_LEAST_LETTERS = 3  # fewer letters in order are found in nearly every name
_LOOSE = 3  # the letters may be spread over so many times their number


class Rank(NamedTuple):
    """Smaller is better. `spread` tells apart the equals of a tier."""

    tier: int
    spread: int


def rank(typed: str, name: str, beside: str = "") -> Rank | None:
    """How well `typed` fits `name`, or else what stands `beside` it; None where it doesn't.

    From best to worst: the name itself; how it begins; the beginnings of its words in any
    order; parts of its words; its initials; words with what stands beside it; its letters in
    their order with others between them.
    """
    text = " ".join(typed[:MOST_TYPED].casefold().split())
    plain = name.casefold()
    if not text:
        return Rank(EXACT, 0)
    if text == plain:
        return Rank(EXACT, 0)
    if plain.startswith(text):
        return Rank(BEGINS, len(plain))
    words = text.split()
    begun = f" {_spaced(plain)}"
    if all(f" {word}" in begun for word in words):
        return Rank(WORDS, len(plain))
    if all(word in plain for word in words):
        return Rank(WITHIN, len(plain))
    initials = "".join(word[0] for word in begun.split())
    if len(text) > 1 and initials.startswith(text.replace(" ", "")):
        return Rank(INITIALS, len(plain))
    if all(f" {word}" in f"{begun} {_spaced(beside.casefold())}" for word in words):
        return Rank(BESIDE, len(plain))
    spread = _spread(text.replace(" ", ""), plain)
    return None if spread is None else Rank(LETTERS, spread)


def best_rank(typed: str, names: Iterable[str], beside: str = "") -> Rank | None:
    """How well `typed` fits one of several names of the same thing."""
    found = (rank(typed, name, beside) for name in names)
    return min((each for each in found if each is not None), default=None)


def _spaced(text: str) -> str:
    """Words after a bracket, hyphen or quote begin words too."""
    return "".join(sign if sign.isalnum() or sign in "$%&" else " " for sign in text)


def _spread(letters: str, name: str) -> int | None:
    """How many signs of `name` the letters take in their order, from where they begin."""
    if len(letters) < _LEAST_LETTERS:
        return None
    best: int | None = None
    start = name.find(letters[0])
    while start >= 0:
        end = _end(letters, name, start)
        if end is None:
            break
        if best is None or end - start < best:
            best = end - start
        start = name.find(letters[0], start + 1)
    return best if best is not None and best <= _LOOSE * len(letters) else None


def _end(letters: str, name: str, start: int) -> int | None:
    at = start
    for letter in letters:
        at = name.find(letter, at) + 1
        if not at:
            return None
    return at
