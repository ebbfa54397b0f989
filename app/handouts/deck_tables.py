"""Native tables of a deck, parted among slides: by rows, and by columns where they are many."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches

from app.handouts.deck_look import LEFT, ROOM, hexadecimal
from app.handouts.deck_slides import add_run
from app.handouts.deck_text import chars_in, lines_in, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.handouts.content import Table

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the style without any lines or fills
_SIZES = (11.0, 10.0, 9.0, 8.0)  # points: the largest in which nothing wraps
_WRAPPED = 1  # where something must wrap, from which of them on
_SIDE, _ABOVE = 0.08, 0.035  # inches around a cell's text
_WIDEST = 46  # characters after which a column of text rather wraps
_MOST_LINES = 5  # of a cell
_LEADING = 1.2
_POINTS = 72.0
_SHORTEST, _LONGEST_WORD, _LONGEST_NUMBER = 4, 18, 26  # characters
_NAME = 24  # characters of a text that is not broken often
_MOST_SPARE = 1.6  # times what a column could use


class Part(NamedTuple):
    """As much of a table as one slide holds. Widths in inches."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]
    widths: tuple[float, ...]
    size: float


def parts_of(table: Table, height: float) -> Iterator[Part]:
    """The slides that a table takes, each `height` inches high at most."""
    for columns in _column_groups(table):
        yield from _row_groups(_chosen(table, columns), height)


def add_table(slide: Any, part: Part, top: float) -> Any:
    """A part as a native table; gives python-pptx's table."""
    count = len(part.header)
    heights = [_height(row, part) for row in (part.header, *part.rows)]
    frame = slide.shapes.add_table(
        len(heights),
        count,
        Inches(LEFT),
        Inches(top),
        Inches(sum(part.widths)),
        Inches(sum(heights)),
    )
    made = frame.table
    properties = made._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _PLAIN
    properties.set("bandRow", "0")
    for place, width in enumerate(part.widths):
        made.columns[place].width = Inches(width)
    for line, (row, high) in enumerate(zip((part.header, *part.rows), heights, strict=True)):
        made.rows[line].height = Inches(high)
        for place, text in enumerate(row):
            _write(made.cell(line, place), text, part, place, head=line == 0)
    return made


# Parting --------------------------------------------------------------------------------------


def _chosen(table: Table, columns: Sequence[int]) -> Part:
    header = tuple(shortened(table.header[place], _WIDEST) for place in columns)
    rows = tuple(tuple(_cell(row, place) for place in columns) for row in table.rows)
    right = frozenset(place for place, column in enumerate(columns) if column in table.right)
    parts = [Part(header, rows, right, (), size) for size in _SIZES]
    easy = (each for each in parts if sum(_wanted(each)) <= ROOM)
    tight = (each for each in parts[_WRAPPED:] if sum(_needed(each)) <= ROOM)
    chosen = next(easy, None) or next(tight, parts[-1])
    return chosen._replace(widths=_widths(chosen))


def _cell(row: Sequence[str], place: int) -> str:
    return shortened(row[place], 1000) if place < len(row) else ""


def _column_groups(table: Table) -> Iterator[tuple[int, ...]]:
    """All columns, or evenly many on each slide beside the first ones, which are repeated.

    These are what the row is and, where it stands beside it in words, its unit.
    """
    count = len(table.header)
    needs = [_inches(_narrowest(table, place), _SIZES[-1]) for place in range(count)]
    if sum(needs) <= ROOM:
        yield tuple(range(count))
        return
    kept = 2 if count > 2 and not {0, 1} & table.right else 1
    beside = sum(needs[:kept])
    slides = math.ceil(sum(needs[kept:]) / max(ROOM - beside, ROOM / 4))
    step = math.ceil((count - kept) / slides)
    for first in range(kept, count, step):
        yield (*range(kept), *range(first, min(first + step, count)))


def _narrowest(table: Table, place: int) -> int:
    """Characters with which a column can still be read: a name takes two lines, not four."""
    least = _least(table.header, table.rows, table.right, place)
    longest = max((len(_cell(row, place)) for row in table.rows), default=0)
    return least if place in table.right else max(least, min(longest, _NAME))


def _least(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int], place: int
) -> int:
    """Characters that a column can't do without: its numbers, and its longest word."""
    cells = [_cell(row, place) for row in rows]
    words = (word for text in (_cell(header, place), *cells) for word in text.split())
    longest = min(max(map(len, words), default=0), _LONGEST_WORD)
    numbers = max(map(len, cells), default=0) if place in right else 0
    return max(longest, min(numbers, _LONGEST_NUMBER), _SHORTEST)


def _needed(part: Part) -> list[float]:
    """Inches without which a column's words and numbers would be broken."""
    count = len(part.header)
    least = (_least(part.header, part.rows, part.right, place) for place in range(count))
    return [_inches(each, part.size) for each in least]


def _wanted(part: Part) -> list[float]:
    """Inches that a column could use: a text's whole length, within reason."""
    found = []
    for place, needed in enumerate(_needed(part)):
        longest = max(len(row[place]) for row in (part.header, *part.rows))
        most = _inches(min(longest, _WIDEST + longest // 8), part.size)
        found.append(needed if place in part.right else max(most, needed))
    return found


def _widths(part: Part) -> tuple[float, ...]:
    """What each column needs, and the rest of the room by what they could use."""
    least, wanted = _needed(part), _wanted(part)
    if sum(wanted) <= ROOM:
        # Room to spare goes to all alike; a small table stays small.
        scale = min(ROOM / sum(wanted), _MOST_SPARE)
        return tuple(width * scale for width in wanted)
    spare, asked = ROOM - sum(least), sum(wanted) - sum(least)
    if spare <= 0 or asked <= 0:
        return tuple(width * ROOM / sum(least) for width in least)
    return tuple(
        low + (high - low) * spare / asked for low, high in zip(least, wanted, strict=True)
    )


def _inches(characters: int, size: float) -> float:
    return 2 * _SIDE + (characters + 1) / chars_in(1.0, size)


def _row_groups(part: Part, height: float) -> Iterator[Part]:
    """The rows of each slide: no more slides than it takes, and about as much on each."""
    heights = [_height(row, part) for row in part.rows]
    room = height - _height(part.header, part)
    fewest = len(_ends(heights, room))
    even = sum(heights) / fewest
    limits = (min(room, even * (1 + step / 20)) for step in range(1, 1000))
    first = 0
    for end in next(ends for each in limits if len(ends := _ends(heights, each)) == fewest):
        yield part._replace(rows=part.rows[first:end])
        first = end


def _ends(heights: Sequence[float], room: float) -> list[int]:
    """Where each group of rows ends, if a group may be so high."""
    ends, used = [], 0.0
    for place, high in enumerate(heights):
        if used + high > room and used:
            ends.append(place)
            used = 0.0
        used += high
    return [*ends, len(heights)]


def _height(row: Sequence[str], part: Part) -> float:
    """Inches: the most lines that any of its cells takes."""
    rooms = (width - 2 * _SIDE for width in part.widths)
    lines = max(
        (lines_in(text, room, part.size) for text, room in zip(row, rooms, strict=True)), default=1
    )
    return min(lines, _MOST_LINES) * part.size * _LEADING / _POINTS + 2 * _ABOVE + 0.02


# Cells ----------------------------------------------------------------------------------------


def _write(cell: Any, text: str, part: Part, place: int, *, head: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    room = chars_in(part.widths[place] - 2 * _SIDE, part.size) * _MOST_LINES
    paragraph = cell.text_frame.paragraphs[0]
    # The end of a paragraph has a size too: a cell without text would else be a high one.
    paragraph._p.get_or_add_endParaRPr().set("sz", str(int(part.size * 100)))
    if text:
        add_run(paragraph, shortened(text, room), part.size, _ink(head=head), bold=head)
        paragraph.alignment = PP_ALIGN.RIGHT if place in part.right else PP_ALIGN.LEFT
    _underline(cell, hexadecimal(_ink(head=head) if head else "border"), 1.0 if head else 0.5)


def _ink(*, head: bool) -> str:
    return "text_muted" if head else "text"


def _underline(cell: Any, ink: str, width: float) -> None:
    """python-pptx has no words for a cell's edges. Lines come before fills."""
    properties = cell._tc.get_or_add_tcPr()
    line = etree.Element(qn("a:lnB"), w=str(int(width * 12700)))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=ink)
    properties.insert(0, line)
