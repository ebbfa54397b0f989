"""The months that decided a figure that is a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.explain.marks import CELL, LINK, Block, Box, Hit, Mark, Plate, Tick
from widgets.explain.words import line_at
from widgets.language.spoken import joined
from widgets.painting import one_line

if TYPE_CHECKING:
    from widgets.explain.faces import Look
    from widgets.explain.states import Strip, StripCell

_TITLE = 22
_GAP = 4
_HEIGHT = 42
_PADDING = 7
_TICK = 9.0
_KEY_SPACE = 14.0
_COLUMNS = (4, 3, 2)  # the first in which every text fits; in the last they are cut


def strip_block(name: str, strip: Strip, look: Look) -> Block:
    """The row's name, a key of the signs, one cell a month."""
    marks, room = _key(strip, look)
    title = line_at(Box(look.left, 0, room, _TITLE), strip.title, look.medium, "text")
    marks.append(title)
    hits: list[Hit] = []
    if strip.target:
        tip = title.whole
        hits.append(Hit(f"{name}:title", LINK, (title.box,), strip.target, strip.title, tip))
    columns = _columns(strip, look)
    pitch = (look.room + _GAP) / columns
    for place, cell in enumerate(strip.cells):
        line, column = divmod(place, columns)
        left, right = round(column * pitch), round((column + 1) * pitch) - _GAP
        y = _TITLE + 3 + line * (_HEIGHT + _GAP)
        box = Box(look.left + left, y, right - left, _HEIGHT)
        words = _cell(cell, box, look)
        marks.extend(words)
        if cell.target:
            hits.append(Hit(f"{name}:{place}", CELL, (box,), cell.target, _spoken(cell)))
    lines = -(-len(strip.cells) // columns)
    return Block(name, _TITLE + 3 + lines * (_HEIGHT + _GAP) + 2, tuple(marks), tuple(hits))


def _cell_width(columns: int, look: Look) -> float:
    return (look.room - (columns - 1) * _GAP) // columns


def _columns(strip: Strip, look: Look) -> int:
    """Enough room for every value in any weight, so that cells don't jump as months pass."""
    needed = max(
        (
            max(
                look.small.width(one_line(cell.heading)) + _TICK + 4,
                look.note_strong.width(one_line(cell.value)),
            )
            for cell in strip.cells
        ),
        default=0.0,
    )
    fits = (one for one in _COLUMNS if needed <= _cell_width(one, look) - 2 * _PADDING)
    return next(fits, _COLUMNS[-1])


def _cell(cell: StripCell, box: Box, look: Look) -> list[Mark]:
    ground = Plate(box, "field", "border", 1.0, 5.0)
    using = look.note_medium
    if cell.decides:
        ground, using = Plate(box, "accent_soft", "accent", 2.0, 5.0), look.note_strong
    inside = box.width - 2 * _PADDING
    head = Box(box.x + _PADDING, box.y + 5, inside - (_TICK + 4) * cell.holds, 15)
    at = Box(box.x + _PADDING, box.y + 20, inside, 17)
    ink = "text" if cell.decides else "text_muted"
    marks: list[Mark] = [
        ground,
        line_at(head, cell.heading, look.small, ink),
        line_at(at, cell.value, using, "text"),
    ]
    if cell.holds:
        tick = Box(box.right - _PADDING - _TICK + 1, box.y + 8, _TICK, _TICK)
        marks.append(Tick(tick, "good"))
    return marks


def _key(strip: Strip, look: Look) -> tuple[list[Mark], float]:
    """What the signs say, at the right of the title; and the room that is left for it."""
    marks: list[Mark] = []
    x: float = look.right
    middle = _TITLE / 2
    if any(cell.decides for cell in strip.cells):
        words = line_at(
            Box(look.left, 0, x - look.left, _TITLE),
            "decides",
            look.small,
            "text_muted",
            to_right=True,
        )
        x = words.box.x - _KEY_SPACE
        marks += [words, Plate(Box(x, middle - 5, 10, 10), "accent_soft", "accent", 2.0, 3.0)]
        x -= 12
    if any(cell.holds for cell in strip.cells):
        words = line_at(
            Box(look.left, 0, x - look.left, _TITLE),
            "holds",
            look.small,
            "text_muted",
            to_right=True,
        )
        x = words.box.x - _KEY_SPACE
        marks += [words, Tick(Box(x, middle - 4.5, _TICK, _TICK), "good")]
        x -= 12
    return marks, x - look.left


def _spoken(cell: StripCell) -> str:
    told = joined(": ", cell.heading, cell.value)
    marks = ("holds" if cell.holds else "", "decides" if cell.decides else "")
    return one_line(joined(", ", told, *marks))
