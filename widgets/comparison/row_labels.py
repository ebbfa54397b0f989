"""How labels of rows are shortened so that none is taken for another."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from widgets.language.spoken import own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.painting import Face

_LEAST_HEAD = 4  # characters before the words in which labels differ, the ellipsis among them
_UNIT = re.compile(r" \(.*\)$")


def fitted_labels(labels: Sequence[str], room: float, using: Face) -> dict[str, str]:
    """What is shown of each label in `room` px. The labels are in the user's language.

    The unit in brackets goes first. Labels are cut at their end; where others begin alike,
    before the words in which they differ.
    """
    names = _without_units(labels)
    return {
        label: own(label if using.width(own(label)) <= room else _cut(name, room, names, using))
        for label, name in zip(labels, names, strict=True)
    }


def _without_units(labels: Sequence[str]) -> list[str]:
    """`Notice` of `Notice (months)`; the whole label where others would read the same."""
    bare = [own(_UNIT.sub("", label)) for label in labels]
    counts = Counter(bare)
    pairs = zip(bare, labels, strict=True)
    return [name if counts[name] == 1 else own(label) for name, label in pairs]


def _cut(name: str, room: float, names: Sequence[str], using: Face) -> str:
    text = using.elided(name, room)
    if text == name:
        return text
    alike = _beginning(names, text[: len(text) * 2 // 3])
    head, tail = _parted(name, alike)
    if len(alike) == 1 or not tail:
        return text
    behind = own(f" {tail}")
    left = min(room - using.width(behind), using.width(own(head)) - 1)
    cut = using.elided(own(head), left)
    if len(cut) >= _LEAST_HEAD:
        return cut + behind
    if len(_beginning(names, text.removesuffix("…"))) == 1:
        return text
    return using.elided(name, room, Qt.TextElideMode.ElideMiddle)


def _beginning(names: Sequence[str], start: str) -> list[str]:
    return [name for name in names if name.startswith(start)]


def _parted(name: str, alike: Sequence[str]) -> tuple[str, str]:
    """The words that all of `alike` begin with, and those that are the name's own."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*alike, strict=False))
    shared = len(list(same))
    if name[shared - 1 : shared + 1].isalnum():  # in the middle of a word
        shared = name.rfind(" ", 0, shared) + 1
    return name[:shared].rstrip(" ,"), name[shared:].lstrip(" ,")
