"""Sentences of which parts are links: said whole, so that each language has its own order.

Each link is said alone and stands in its sentence as a value does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from widgets.language.spoken import own, said

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST, _LAST = 0xF000, 0xF8FF  # of those characters that a translator takes for values
_MARK = re.compile(f"([{chr(_FIRST)}-{chr(_LAST)}])")
_SPACED = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


class Span(NamedTuple):
    """A part of a sentence. `place` is that of the link in the sentence's parts; -1: no link."""

    text: str
    place: int = -1


def said_spans(texts: Sequence[str], linked: Sequence[bool]) -> list[Span]:
    """A sentence's parts in the user's language, in that language's order."""
    pairs = enumerate(zip(texts, linked, strict=True))
    plain = [Span(text, place if link else -1) for place, (text, link) in pairs]
    told = [each._replace(text=said(each.text)) for each in plain]
    if all(one.text is other.text for one, other in zip(told, plain, strict=True)):
        return plain  # English
    if not any(linked):
        return told
    marked = "".join(each.text if each.place < 0 else chr(_FIRST + each.place) for each in plain)
    before, inner, behind = _SPACED.split(marked)[1:4]
    parts = _MARK.split(f"{before}{said(inner)}{behind}")
    found = [
        told[ord(part) - _FIRST] if at % 2 else Span(own(part)) for at, part in enumerate(parts)
    ]
    places = [each.place for each in plain if each.place >= 0]
    if sorted(each.place for each in found[1::2]) != places:
        return told  # the translation has lost one
    return [each for each in found if each.text]
