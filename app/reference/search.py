"""The search of the model reference: what is meant by a few typed words, best first."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from widgets.language.spoken import findable, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.reference.entries import Entry

_MOST_TYPED = 200  # characters that are looked at
_NEAR = 4


class _Searched(NamedTuple):
    """An entry's texts as they are compared: small letters, keys with spaces as well."""

    id: str
    key: str
    label: str
    spoken: str  # the label in the user's language
    named: str  # a space before every word of label and key
    told: str  # all of these, and what is said of it
    mentioned: str  # the keys in its formulas


class Search:
    """The entries of one model, made ready for typing."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._all = [_searched(entry) for entry in entries.values()]

    def find(self, typed: str) -> list[str]:
        """The ids of the entries that hold every word that was typed, best first.

        An exact key or label comes first, then a label or key that begins so, then those with
        these words in label or key, then what mentions them in its meaning, its section or its
        formulas. Equals stand in the model's order. All entries where nothing was typed.
        """
        text = " ".join(typed[:_MOST_TYPED].casefold().split())
        words = text.split()
        ranked = [(rank, each.id) for each in self._all if (rank := _rank(each, text, words)) < 9]
        ranked.sort(key=lambda pair: pair[0])
        return [key for _, key in ranked]

    def near(self, typed: str) -> list[str]:
        """Keys and labels that are spelt much like what was typed."""
        text = typed[:_MOST_TYPED].casefold()
        spelt = {
            name: each.key for each in self._all for name in (each.key, each.label, each.spoken)
        }
        found = difflib.get_close_matches(text, spelt, n=2 * _NEAR, cutoff=0.5)
        return list(dict.fromkeys(spelt[name] for name in found))[:_NEAR]


def _searched(entry: Entry) -> _Searched:
    key, label = entry.key.casefold(), entry.label.casefold()
    spoken = said(entry.label).casefold()
    named = f" {findable(entry.label).casefold()} {_spaced(key)} {key}"
    reasons = (clause.says for clause in entry.clauses)
    texts = (entry.meaning, entry.section, entry.kind, entry.unit, entry.unit_words)
    told = " ".join((named, *map(findable, (*texts, *entry.facts.values(), *reasons))))
    mentioned = _joined(entry.mentions)
    return _Searched(entry.id, key, label, spoken, named, told.casefold(), mentioned)


def _joined(keys: Iterable[str]) -> str:
    return " ".join(f"{key} {_spaced(key)}" for key in keys).casefold()


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def _rank(each: _Searched, text: str, words: list[str]) -> int:
    """0 is best; 9 is no match."""
    if text in (each.key, each.label, each.spoken) or text == _spaced(each.key):
        return 0
    if each.label.startswith(text) or each.spoken.startswith(text):
        return 1
    if each.key.startswith(text):
        return 2
    if all(f" {word}" in each.named for word in words):
        return 3
    if all(word in each.named for word in words):
        return 4
    if all(word in each.told for word in words):
        return 5
    return 6 if all(word in each.told or word in each.mentioned for word in words) else 9
