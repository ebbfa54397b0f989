"""Which rows a ledger has: sections that are open or folded, and what a search leaves."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from widgets.language.spoken import findable, said

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from widgets.ledger.states import LedgerLine

HEADING = -1
_LONGEST = 80  # characters of a search that are compared with names


class Entry(NamedTuple):
    """One row: a line item by its place, or a section's heading."""

    section: str
    line: int = HEADING
    items: int = 0  # of a heading: how many line items it has
    folded: bool = False

    @property
    def heading(self) -> bool:
        return self.line == HEADING


def outline(
    lines: Sequence[LedgerLine], folded: Collection[str], search: str = ""
) -> tuple[Entry, ...]:
    """The rows. A search looks into folded sections too, and leaves out those without a find."""
    words = search.casefold().split()
    found: list[Entry] = []
    for section, group in groupby(enumerate(lines), key=lambda pair: pair[1].section):
        places = [place for place, line in group if _matches(line, words)]
        if not places:
            continue
        shut = section in folded and not words
        found.append(Entry(section, HEADING, len(places), shut))
        if not shut:
            found += [Entry(section, place) for place in places]
    return tuple(found)


def nearest(lines: Sequence[LedgerLine], search: str) -> str:
    """The label of the line item whose label or key is most like a search; empty if none is."""
    named = {line.key.casefold(): line.label for line in lines}
    named |= {said(line.label).casefold(): line.label for line in lines}
    found = get_close_matches(search.casefold().strip()[:_LONGEST], named, n=1)
    return named[found[0]] if found else ""


def _matches(line: LedgerLine, words: Sequence[str]) -> bool:
    """Whether every word stands in the label, the key or the meaning."""
    if not words:
        return True
    text = f"{findable(line.label)} {line.key} {findable(line.meaning)}".casefold()
    return all(word in text for word in words)
