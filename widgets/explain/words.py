"""Helpers for laying words out: one line that is cut, several that wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.explain.marks import Box, Words
from widgets.explain.wrapping import wrapped
from widgets.language.spoken import said
from widgets.painting import one_line

if TYPE_CHECKING:
    from widgets.painting import Face


def line_at(
    box: Box, text: str, using: Face, ink: str, *, to_right: bool = False, whole: str = ""
) -> Words:
    """One line in a box, cut where it is too wide; its own box is as wide as its text."""
    full = shown = one_line(text)
    width = using.width(full)
    if width > box.width:
        shown = using.elided(full, box.width)
        width = min(using.width(shown), box.width)
    x = box.right - width if to_right else box.x
    cut = whole or full if shown != full else ""
    return Words(Box(x, box.y, width, box.height), shown, using, ink, cut)


def lines_at(
    box: Box, text: str, using: Face, ink: str, most: int = 0
) -> tuple[tuple[Words, ...], float]:
    """Lines from the top of a box on, each as high as it; and where they end."""
    lines = wrapped(text, box.width, using, most)
    whole = "" if not most or " ".join(lines) == one_line(said(text)) else one_line(text)
    words = tuple(
        Words(
            Box(box.x, box.y + place * box.height, using.width(line), box.height),
            line,
            using,
            ink,
            whole if place == len(lines) - 1 else "",
        )
        for place, line in enumerate(lines)
    )
    return words, box.y + len(lines) * box.height
