"""The line above a section: a rule, its name, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.explain.marks import BUTTON, HEADING, Block, Box, Fill, Fold, Hit, Mark
from widgets.explain.words import line_at, lines_at
from widgets.language.spoken import joined, own, said

if TYPE_CHECKING:
    from widgets.explain.faces import Look

_TOP = 14  # above the rule
_ROW = 30  # below it
_NOTE_LINE = 16
_FOLD_ROOM = 14
_NAME = "used by:heading"
_COPY_TIP = "Copy the formula with all digits"


def heading(name: str, title: str, look: Look, note: str = "", copied: str = "") -> Block:
    """A section's name in capitals, a note below it. `copied` is a button's text, if any."""
    marks: list[Mark] = [_rule(look)]
    hits: tuple[Hit, ...] = ()
    room: float = look.room
    if copied:
        width = look.small_medium.width(copied) + 12
        box = Box(look.right - width + 6, _TOP + 5, width, 22)
        at = Box(box.x + 6, box.y, width, box.height)
        marks.append(line_at(at, copied, look.small_medium, "accent"))
        hits = (Hit(f"{name}:copy", BUTTON, (box,), name, joined(": ", "Copy", title), _COPY_TIP),)
        room -= width
    at = Box(look.left, _TOP + 1, room, _ROW)
    marks.append(line_at(at, own(said(title).upper()), look.caption, "text_muted"))
    bottom: float = at.bottom
    if note:
        at = Box(look.left, bottom - 3, look.room, _NOTE_LINE)
        words, bottom = lines_at(at, note, look.small, "text_muted")
        marks.extend(words)
        bottom += 3
    return Block(f"{name}:heading", int(bottom), tuple(marks), hits)


def folded_heading(title: str, count: int, look: Look, *, is_open: bool) -> Block:
    """A section's name that folds and unfolds it."""
    text = own(f"{said(title)} ({count})")
    at = Box(look.left + _FOLD_ROOM, _TOP + 1, look.room - _FOLD_ROOM, _ROW)
    words = line_at(at, own(text.upper()), look.caption, "text_muted")
    arrow = Box(look.left, at.y, 8, _ROW)
    arrow = arrow._replace(y=arrow.y + 0.5)
    row = Box(look.left - 6, _TOP + 4, look.room + 6, _ROW - 6)
    spoken = joined(", ", text, "open" if is_open else "folded")
    hit = Hit(_NAME, HEADING, (row,), "", spoken)
    marks = (_rule(look), Fold(arrow, is_open), words)
    return Block(_NAME, int(at.bottom), marks, (hit,))


def _rule(look: Look) -> Fill:
    return Fill(Box(look.left, _TOP, look.room, 1), "border")
