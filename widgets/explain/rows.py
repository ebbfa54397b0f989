"""Rows that lead somewhere: what a number rests on, what uses it, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.explain.marks import ROW, Block, Box, Fill, Hit, Mark, Words
from widgets.explain.words import line_at, lines_at
from widgets.language.spoken import joined
from widgets.painting import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.explain.faces import Look
    from widgets.explain.states import Line

_PADDING = 5
_LABEL = 18
_DETAIL = 15
_SPACE = 14  # between label and value
_OUTSIDE = 6  # how far a row's ground reaches beyond its text
_VALUE_SHARE = 0.55  # of the row, at most


def rows_block(name: str, lines: Sequence[Line], look: Look) -> Block:
    """One row a line, with hairlines between them."""
    marks: list[Mark] = []
    hits: list[Hit] = []
    y = 0
    for place, line in enumerate(lines):
        if place:
            marks.append(Fill(Box(look.left, y, look.room, 1), "grid"))
        words, bottom = _row(line, y + _PADDING, look)
        marks.extend(words)
        height = int(bottom) + _PADDING - y
        if line.target:
            ground = Box(look.left - _OUTSIDE, y, look.room + _OUTSIDE + 4, height)
            spoken = one_line(joined(", ", *line[1:4]))
            tip = joined("\n", *(word.whole for word in words), line.tip)
            hits.append(Hit(f"{name}:{place}", ROW, (ground,), line.target, spoken, tip))
        y += height
    return Block(name, y, tuple(marks), tuple(hits))


def _row(line: Line, top: int, look: Look) -> tuple[list[Words], float]:
    """Label and value, the detail under them. Labels with no value beside them may wrap."""
    words: list[Words] = []
    room: float = look.room
    ink = "accent" if line.target else "text"
    if line.value:
        at = Box(look.right - room * _VALUE_SHARE, top, room * _VALUE_SHARE, _LABEL)
        value = line_at(at, line.value, look.medium, "text", to_right=True)
        words.append(value)
        room -= value.box.width + _SPACE
        label = line_at(Box(look.left, top, room, _LABEL), line.label, look.text, ink)
        words.append(label)
        bottom = label.box.bottom
    else:
        at = Box(look.left, top, room, _LABEL)
        label_lines, bottom = lines_at(at, line.label, look.text, ink, 3)
        words.extend(label_lines)
    if line.detail:
        at = Box(look.left, bottom, look.room, _DETAIL)
        detail, bottom = lines_at(at, line.detail, look.small, "text_muted", 3)
        words.extend(detail)
    return words, bottom
