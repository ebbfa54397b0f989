"""A finished English text in another language, by a catalogue of templates.

A text is looked up whole, then as the work of a template whose pieces are texts themselves,
then in parts: sentences, lists, what stands before and behind a colon. What is in no
catalogue, such as a name, stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from widgets.language.templates import Templates
from widgets.language.typed import Typed
from widgets.language.values import FIRST_MARK, MARK, Locale, filled, skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from widgets.language.templates import Template

_NBSP = "\u00a0"
# What is the same in every language: what was typed, as faults quote it; keys; paths of files.
_KEPT = re.compile(r"'[^']*'|\w+(?:[._]\w+)+|(?:/|[A-Za-z]:[\\/])[^/\\:]+[/\\][^:]*")
_WORDS = re.compile(r"[^\W\d_\ue000-\uf8ff]{2,}")
_MOST_LOOKS = 1000  # at pieces of one text; ours take up to 300
_LONGEST = 240  # characters of a text whose pieces are looked for; longer ones are lists
_LETTERS = re.compile(r"[^\W\d_\ue000-\uf8ff]{2}")
_AROUND = re.compile(r"^([\s(\[“\"'·•*→–—]*)(.*?)([\s)\]”\"'.:;,!?…*]*)$", re.DOTALL)
_BRACKET = re.compile(r"^(.+?) \((.+)\)(.*)$", re.DOTALL)
_VALUE_FIRST = re.compile(rf"^([−+~≈]?{MARK} )(.+)$", re.DOTALL)  # a number and its unit
# A name and its value.
_VALUE_LAST = re.compile(rf"^(.+?)( [−+~≈]?{MARK}(?: [^\ue000-\uf8ff]+)?)$", re.DOTALL)
_FILE_FIRST = re.compile(r"^(\S*[^\s.]\.[A-Za-z]{2,10} )(.+)$", re.DOTALL)  # and its fault
_MARKS = re.compile(MARK)
# Words up to a value, or a value and a little word of its unit: `by 3`, `p5 $3m a`, `7 of`.
_TO_VALUE = re.compile(rf"^(?:.*\S [−+~≈]?{MARK}|(?:.*\S )?[−+~≈]?{MARK} \S{{1,3}})$", re.DOTALL)
_SENTENCES = re.compile(rf"(?<=[.!?]) (?=[A-Z“(−]|{MARK} )")
# Between parts, the loosest first.
_BETWEEN = ("\n", "\t", "<br>", ". ", "; ", " · ", " — ", " – ", " → ", ": ", ", ", " | ", " = ")
_AND = (" and ", " or ", " to ", " vs ")
_TIGHT = (" / ", " + ", " − ", " × ", "/")
# Letters that a template fixes, at least, where a piece of it is unknown.
_SURE, _SURE_OF_ONE = 6, 4
# Words that join others: `{part} of {whole}`, `from {month}`.
_LITTLE = {"a", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or"}
_LITTLE |= {"over", "per", "than", "the", "to", "vs", "with"}
# A template that fixes but a little word, and one that may take a value's unit from it, as
# `{count} months` from `delay of 3 months`.
_JOINS, _TAKES_UNIT = "joins", "takes unit"
_SHORT = 8  # letters, at most, of a template that may be the end of anything: `{count} months`


class _TooManyPiecesError(Exception):
    """No text of ours has so many: it stays as it is."""


class Translator:
    """Says English texts in one language, by one locale. Pure: the same text, the same words."""

    def __init__(
        self,
        rows: Iterable[tuple[str, str]],
        locale: Locale,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        kept = list(rows)
        self.locale = locale
        self._whole = {skeleton(english)[0]: _plain(english, own) for english, own in kept}
        self._vocabulary = {
            word.casefold() for english, _ in kept for word in _WORDS.findall(english)
        }
        self._folded = {english.casefold(): own for english, own in self._whole.items()}
        self._templates = Templates(row for row in kept if "{" in row[0])
        self._typed = Typed(kept, locale, typed or {})
        self._last_ways: tuple[Callable[[str], str | None], ...] = (
            partial(self._listed, betweens=_BETWEEN),
            self._with_value,
            self._value_last,
            # `{part} of {whole}` joins words, not what a comma or an `and` keeps apart.
            partial(self._listed, betweens=_AND),
            partial(self._by_template, kind=_JOINS),
            partial(self._listed, betweens=_TIGHT),
            partial(self._by_template, kind=_TAKES_UNIT),
            self._labelled,
        )
        self._looks_left = _MOST_LOOKS
        self.say = lru_cache(maxsize=8192)(self._say)
        self._found = lru_cache(maxsize=8192)(self._find)
        self._whole_of = lru_cache(maxsize=16384)(self._strictly)
        self._part_of = lru_cache(maxsize=16384)(self._loosely)

    def hear(self, text: str) -> str:
        """A quantity as it was typed, as the engine reads it."""
        return self._typed.heard(text)

    def knows(self, text: str) -> bool:
        """Whether nothing of a text is left in English."""
        return self._whole_of(skeleton(text)[0]) is not None

    def _say(self, text: str) -> str:
        if "\t" in text:  # what a menu does, and its keys
            return "\t".join(map(self._say, text.split("\t")))
        made, values = skeleton(text)
        self._looks_left = _MOST_LOOKS
        try:
            found = self._found(made)
        except (_TooManyPiecesError, RecursionError):
            found = None
        return filled(made if found is None else found, values, self.locale)

    def _find(self, text: str) -> str | None:
        """The translation of a skeleton, in part if need be; None where nothing is known."""
        whole = self._whole_of(text)
        if whole is None and _NBSP in text:  # between a name and its number
            whole = self._whole_of(text.replace(_NBSP, " "))
        return self._part_of(text) if whole is None else whole

    # All of it: pieces are shorter than what they are pieces of, so this comes to an end ------

    def _strictly(self, text: str) -> str | None:
        """With everything that it holds, or None."""
        if (made := self._within_marks(text)) is not None:
            return made
        if not self._may_be_known(text):
            return None
        self._looks_left -= 1
        if self._looks_left < 0:
            raise _TooManyPiecesError
        if len(text) > _LONGEST:
            return self._listed(text, _BETWEEN)
        if (made := self._by_template(text)) is not None:
            return made
        if (made := self._bracketed(text)) is not None:
            return made
        before, core, behind = _parts_around(text)
        if core != text and (inner := self._whole_of(core)) is not None:
            return before + inner + behind
        for way in self._last_ways:
            if (made := way(text)) is not None:
                return made
        return None

    def _may_be_known(self, text: str) -> bool:
        """Whether no word is in no row at all: to look for such a text's pieces takes long."""
        words = _WORDS.findall(_KEPT.sub(" ", text))
        return all(word.casefold() in self._vocabulary for word in words)

    def _within_marks(self, text: str) -> str | None:
        """A row, within brackets, quotes or stops, or behind a number."""
        if (exact := self._exact(text)) is not None:
            return exact
        if not _LETTERS.search(text) or _KEPT.fullmatch(text):
            return text
        before, core, behind = _parts_around(text)
        if core != text and (inner := self._exact(core)) is not None:
            return before + inner + behind
        if (first := _VALUE_FIRST.match(text)) and (unit := self._exact(first[2])) is not None:
            return first[1] + unit
        return None

    def _with_value(self, text: str) -> str | None:
        for pattern in (_VALUE_FIRST, _FILE_FIRST):
            first = pattern.match(text)
            if first is None or f" {first[2]}".startswith(_AND):
                continue
            if (rest := self._whole_of(first[2])) is not None:
                return first[1] + rest
        return None

    def _value_last(self, text: str) -> str | None:
        last = _VALUE_LAST.match(text)
        if last is None or last[1].rpartition(" ")[2] in _LITTLE:
            return None
        own = self._each((last[1], last[2][1:]))
        return " ".join(own) if own else None

    def _by_template(self, text: str, kind: str = "") -> str | None:
        """As a template made it; a sentence may begin with a capital that its template hasn't."""
        for asked in (text, text[:1].swapcase() + text[1:]):
            for template, pieces in self._templates.matching(asked):
                if _kind(template, pieces) != kind or not _LITTLE.isdisjoint(pieces):
                    continue
                own = self._each(pieces)
                if own is not None:
                    made = template.put(own)
                    return made if asked is text or text[:1].islower() else _capital(made)
        return None

    def _bracketed(self, text: str) -> str | None:
        bracket = _BRACKET.match(text)
        own = self._each(bracket.groups()) if bracket else None
        return f"{own[0]} ({own[1]}){own[2]}" if own else None

    def _listed(self, text: str, betweens: Iterable[str]) -> str | None:
        for between in betweens:
            if between in text:
                own = self._each(_parted(text, between))
                if own is not None:
                    return self._between(between).join(own)
        return None

    def _labelled(self, text: str) -> str | None:
        """A label and, behind it, what is said of it: `Exit cost $29.1B`, `Term length Always`."""
        at, least = text.rfind(" "), 0 if text[:1].isupper() else text.find(" ")
        while at > least:
            label, behind = self._exact(text[:at]), text[at + 1 :]
            if label is not None and (_MARKS.search(behind) or not behind[:1].islower()):
                rest = self._whole_of(behind)
                if rest is not None:
                    return f"{label} {rest}"
            at = text.rfind(" ", 0, at)
        return None

    def _each(self, pieces: Iterable[str]) -> list[str] | None:
        """All of them, or None."""
        made: list[str] = []
        for piece in pieces:
            own = self._whole_of(piece)
            if own is None:
                return None
            made.append(own)
        return made

    def _exact(self, text: str) -> str | None:
        """A whole row, whichever of a longer text's values it holds."""
        marks = list(dict.fromkeys(_MARKS.findall(text)))
        first = [chr(FIRST_MARK + at) for at in range(len(marks))]
        if marks == first:
            return self._row(text)
        found = self._row(text.translate(_swapped(marks, first)))
        return None if found is None else found.translate(_swapped(first, marks))

    def _row(self, text: str) -> str | None:
        """As it is, with the other case of its first letter, or in capitals."""
        if (found := self._whole.get(text)) is not None:
            return found
        if (other := self._whole.get(text[:1].swapcase() + text[1:])) is not None:
            return _capital(other) if text[:1].isupper() else other
        if (sentence := self._whole.get(f"{text}.")) is not None:
            return sentence.removesuffix(".")
        if text.isupper() and (folded := self._folded.get(text.casefold())) is not None:
            return folded.upper()
        return None

    # What is known of it ------------------------------------------------------------------------

    def _loosely(self, text: str) -> str | None:
        """With what is known of it; names and the like stay as they are. None: nothing is."""
        if (whole := self._whole_of(text)) is not None:
            return whole
        sentences = _SENTENCES.split(text)
        if len(sentences) > 1:
            return " ".join(map(self._or_same, sentences))
        for template, pieces in self._templates.matching(text) if len(text) <= _LONGEST else ():
            sure = template.weight >= (_SURE if len(pieces) > 1 else _SURE_OF_ONE)
            if sure and not any(piece.endswith(".") for piece in pieces):
                return template.put([self._or_same(piece) for piece in pieces])
        before, core, behind = _parts_around(text)
        if core != text and (inner := self._part_of(core)) is not None:
            return before + inner + behind
        for between in _BETWEEN:
            if between in text:
                parts = _parted(text, between)
                if any(self._part_of(part) not in (None, part) for part in parts):
                    return between.join(self._or_same(part) for part in parts)
        return None

    def _or_same(self, text: str) -> str:
        made = self._part_of(text)
        return text if made is None else made

    def _between(self, between: str) -> str:
        if between in _AND:
            word = self._whole.get(between.strip())
            return f" {word} " if word else between
        return between


def _kind(template: Template, pieces: Sequence[str]) -> str:
    """How sure it is that a template made a text; the empty text is surest."""
    begins = template.pattern.startswith("(")
    if {word.lower() for word in template.words} <= _LITTLE:
        return "" if len(template.words) > 1 and not begins else _JOINS
    if not begins:
        return ""
    unsure = template.weight <= _SHORT and _MARKS.search(pieces[0]) and " " in pieces[0]
    return _TAKES_UNIT if unsure or _TO_VALUE.match(pieces[0]) else ""


def _plain(english: str, own: str) -> str:
    """A translation with marks in place of the values that the English has too."""
    left = list(enumerate(skeleton(english)[1]))
    if not left:
        return own
    made, told = skeleton(own)
    swap: dict[int, str] = {}
    for at, value in enumerate(told):
        same = next((pair for pair in left if pair[1] == value), None)
        if same is not None:
            left.remove(same)
        swap[FIRST_MARK + at] = value if same is None else chr(FIRST_MARK + same[0])
    return made.translate(swap)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _swapped(marks: list[str], others: list[str]) -> dict[int, str]:
    return {ord(mark): other for mark, other in zip(marks, others, strict=True)}


def _parted(text: str, between: str) -> list[str]:
    """Its parts; a fault may have a colon of its own behind the place that it is at."""
    return text.split(between, 1 if between == ": " else -1)


def _parts_around(text: str) -> tuple[str, str, str]:
    """Marks before and behind a text, and the text."""
    match = _AROUND.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")
