"""Templates of texts: `Notice in {month} saves {amount}`, and which of them made a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from widgets.language.values import FIRST_MARK, MARK, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PLACE = re.compile(r"\{([^{}]*)\}")
# What stands at a place and is part of the number there: `${cost}`, `{share}%`, `{hours}m`.
_PART_OF_NUMBER = re.compile(r"\$?(\{[^{}]*\})(?:%|[TBmk](?![\w]))?")
_WORD = re.compile(r"[^\W\d_]+")


class Template(NamedTuple):
    """One row of a catalogue. `weight` is how many letters it fixes: more is surer.

    `rank` puts the surest first: of those as sure, one whose places are numbers only, then one
    that fixes more marks.
    """

    pattern: str
    names: tuple[str, ...]
    translation: str
    weight: int
    words: frozenset[str]
    rank: tuple[int, int, int, str]

    def pieces(self, text: str) -> tuple[str, ...] | None:
        """The pieces of a text that it made, each as short as can be; None where it did not."""
        match = _compiled(self.pattern).fullmatch(text)
        return match.groups() if match else None

    def longest(self, text: str) -> tuple[str, ...] | None:
        """The first as long as can be: a name with a comma."""
        match = _compiled(self.pattern.replace("(.*?)", "(.*)")).fullmatch(text)
        return match.groups() if match else None

    def put(self, pieces: Iterable[str]) -> str:
        """The translation with its pieces."""
        values = dict(zip(self.names, pieces, strict=True))
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), self.translation)


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    """When it is first asked for: most are not, and to compile all of them takes long."""
    return re.compile(pattern, re.DOTALL)


class _Numbered(NamedTuple):
    """A template whose own numbers are places, and the number and name of each."""

    text: str
    numbers: list[tuple[str, str]]


def template_of(english: str, translation: str) -> Template:
    """Numbers that are part of the template are places too, filled from the text itself."""
    source, numbers = _with_numbers(_PART_OF_NUMBER.sub(r"\1", english))
    target, _ = _with_numbers(_PART_OF_NUMBER.sub(r"\1", translation), numbers)
    names: list[str] = []
    pattern = ""
    letters = 0
    words: set[str] = set()
    for at, part in enumerate(_PLACE.split(source)):
        if at % 2:
            names.append(part)
            # Of places side by side the first holds what there is: where they part isn't told.
            beside = pattern.endswith(("(.*?)", "()"))
            pattern += f"({MARK})" if part.startswith("=") else "()" if beside else "(.*?)"
        else:
            pattern += re.escape(part)
            found = _WORD.findall(part)
            words |= set(found)
            letters += sum(map(len, found))
    numbers_only = sum(name.startswith("=") for name in names)
    return Template(
        pattern,
        tuple(names),
        target,
        letters,
        frozenset(words),
        (-letters, -numbers_only, -len(pattern), pattern),
    )


def _with_numbers(text: str, known: list[tuple[str, str]] | None = None) -> _Numbered:
    """`from 10% on` as `from {=0} on`. A translation's numbers take the names they have there."""
    made, values = skeleton(text)
    left = [(value, f"{{={at}}}") for at, value in enumerate(values)] if known is None else known
    names = list(left)
    for at, value in enumerate(values):
        pair = next((pair for pair in left if pair[0] == value), (value, value))
        if pair in left:
            left = [each for each in left if each is not pair]
        made = made.replace(chr(FIRST_MARK + at), pair[1])
    return _Numbered(made, names)


class Templates:
    """Many of them, found by the rarest of their words."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        made = [template_of(english, translation) for english, translation in rows]
        often = Counter(word for each in made for word in each.words)
        self._by_word: defaultdict[str, list[Template]] = defaultdict(list)
        for each in made:
            if each.words:
                self._by_word[min(each.words, key=lambda word: (often[word], word))].append(each)

    def matching(self, text: str) -> Iterator[tuple[Template, tuple[str, ...]]]:
        """Templates that may have made a text, the surest first, and the pieces in their places."""
        near = [each for word in set(_WORD.findall(text)) for each in self._by_word.get(word, ())]
        for each in sorted(near, key=lambda template: template.rank):
            if (pieces := each.pieces(text)) is not None:
                yield each, pieces
                if len(each.names) > 1 and (other := each.longest(text)) != pieces:
                    assert other is not None  # the same texts, parted otherwise
                    yield each, other
