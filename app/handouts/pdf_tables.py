"""Tables on paper: as wide as their texts, broken over pages, wide ones over several tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.handouts.pdf_sheet import MARGIN, line, types

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.handouts.content import Table
    from app.handouts.pdf_sheet import Sheet

_GAP = 10.0  # between two columns
_PAD = 2.6  # above and below a row's lines
_MOST_LINES = 8  # of a cell
_KEPT = 2  # columns that a wide table repeats: what the row is, and its unit
_NARROW = 26.0  # the least room that a column of sentences gets
_WIDEST_NUMBER = 110.0
_WIDEST_PERIOD = 66.0  # of a period's column, where there is room to spare
_EVEN = 0.7  # of an even share goes to every long column; the rest by their lengths
_TOGETHER = 3  # rows that go to the next page at least
_UNDER_TITLE = 6.0
_NOTE_ROOM = 500.0  # that a note has at least


class Row(NamedTuple):
    """The lines of each cell, and how high the row is."""

    cells: tuple[list[str], ...]
    height: float


class Piece(NamedTuple):
    """A part of a table that stands on one page."""

    title: str
    note: str
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    right: frozenset[int]
    head: Row
    rows: tuple[Row, ...]
    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draws it below `top`."""
        face, inks = types(), sheet.inks
        sheet.text(face.heading, inks.text, MARGIN, top, self.title)
        top += face.heading.leading
        if self.note:
            room = self.lefts[-1] + self.widths[-1] - MARGIN
            note = face.small.elided(self.note, max(room, _NOTE_ROOM))
            sheet.text(face.small, inks.muted, MARGIN, top, note)
            top += face.small.leading
        top = self._row(sheet, top + _UNDER_TITLE, self.head, is_head=True)
        for row in self.rows:
            top = self._row(sheet, top, row, is_head=False)

    def _row(self, sheet: Sheet, top: float, row: Row, *, is_head: bool) -> float:
        using = types().head if is_head else types().cell
        ink = sheet.inks.muted if is_head else sheet.inks.text
        for place, lines in enumerate(row.cells):
            y, left, width = top + _PAD, self.lefts[place], self.widths[place]
            for text in lines:
                if place in self.right:
                    sheet.text_right(using, ink, left + width, y, text)
                else:
                    sheet.text(using, ink, left, y, text)
                y += using.leading
        below = top + row.height
        edge = sheet.inks.border if is_head else sheet.inks.grid
        sheet.rule(MARGIN, self.lefts[-1] + self.widths[-1], below, edge, 0.8 if is_head else 0.4)
        return below


def pieces(table: Table, width: float, height: float, first: float) -> Iterator[Piece]:
    """A table in pieces for pages of this size; the first has `first` of height left.

    A piece that is higher than what is left begins a page of its own.
    """
    for part, columns in enumerate(_chunks(table, width)):
        yield from _down(table, columns, width, height, first if part == 0 else 0.0, part)


def _chunks(table: Table, width: float) -> list[tuple[int, ...]]:
    """Which columns stand side by side: all, or the first ones with as many as find room."""
    count = len(table.header)
    natural = [_natural(table, place) for place in range(count)]
    if not _is_wide(table):
        return [tuple(range(count))]
    kept = tuple(range(_KEPT))
    room = width - sum(natural[place] + _GAP for place in kept)
    needed = max(natural[_KEPT:]) + _GAP
    numbers = range(_KEPT, count)
    parts = -(-len(numbers) // max(1, int((room + _GAP) / needed)))
    each = -(-len(numbers) // parts)
    return [(*kept, *numbers[first : first + each]) for first in range(0, len(numbers), each)]


def _is_wide(table: Table) -> bool:
    """Whether it is numbers by period: those are not wrapped."""
    return len(table.right) > _KEPT and len(table.right) == len(table.header) - _KEPT


def _natural(table: Table, place: int) -> float:
    """The width of a column whose texts stand on one line."""
    face = types()
    texts = [face.cell.width(line(row[place])) for row in table.rows]
    return max([face.head.width(line(table.header[place])), *texts, _NARROW])


def _widths(table: Table, columns: Sequence[int], width: float) -> list[float]:
    """Columns as wide as they need; sentences share what is left as their lengths ask."""
    natural = [_natural(table, place) for place in columns]
    room = width - _GAP * (len(columns) - 1)
    if _is_wide(table):
        each = (room - sum(natural[:_KEPT])) / (len(columns) - _KEPT)
        return [*natural[:_KEPT], *(len(columns) - _KEPT) * [min(each, _WIDEST_PERIOD)]]
    if sum(natural) <= room:
        return natural
    capped = [
        min(wide, _WIDEST_NUMBER) if place in table.right else wide
        for place, wide in zip(columns, natural, strict=True)
    ]
    fair = _fair(capped, room)
    excess = sum(max(0.0, wide - fair) for wide in capped)
    spare = max(0.0, room - sum(min(wide, fair) for wide in capped))
    share = spare / excess if excess else 0.0
    return [min(wide, fair) + share * max(0.0, wide - fair) for wide in capped]


def _fair(wanted: Sequence[float], room: float) -> float:
    """What each column gets at least: the short ones keep their width, the long ones share."""
    fair = room / len(wanted)
    while True:
        long = sum(wide > fair for wide in wanted)
        share = (room - sum(wide for wide in wanted if wide <= fair)) / max(1, long)
        if share <= fair + 0.01:
            return fair * _EVEN
        fair = share


def _down(
    table: Table, columns: Sequence[int], width: float, height: float, first: float, part: int
) -> Iterator[Piece]:
    """The rows of some columns, page by page."""
    face = types()
    widths = _widths(table, columns, width)
    lefts, left = [], MARGIN
    for wide in widths:
        lefts.append(left)
        left += wide + _GAP
    right = frozenset(at for at, place in enumerate(columns) if place in table.right)
    head = _row([table.header[place] for place in columns], widths, is_head=True)
    rows = [_row([row[place] for place in columns], widths) for row in table.rows]
    again = f"{table.title}, continued"
    title, note = (table.title, table.note) if part == 0 else (again, "")
    place = 0
    while True:
        top = head.height + face.heading.leading + _UNDER_TITLE
        top += face.small.leading if note else 0.0
        room = first if first else height
        taken, used = [], top
        while place < len(rows) and used + rows[place].height <= room:
            taken.append(rows[place])
            used += rows[place].height
            place += 1
        left_over = len(rows) - place
        if 0 < left_over < _TOGETHER < len(taken):
            back = _TOGETHER - left_over  # no row is alone on the next page
            place -= back
            used -= sum(row.height for row in taken[-back:])
            del taken[-back:]
        if not taken and rows and room < height:
            first = 0.0  # not even one row: on a page of its own
            continue
        yield Piece(title, note, tuple(lefts), tuple(widths), right, head, tuple(taken), used)
        first = 0.0
        title, note = again, ""
        if place >= len(rows):
            return


def _row(texts: Sequence[str], widths: Sequence[float], *, is_head: bool = False) -> Row:
    using = types().head if is_head else types().cell
    cells = tuple(
        using.wrapped(text, wide + 0.01, _MOST_LINES)
        for text, wide in zip(texts, widths, strict=True)
    )
    return Row(cells, max(map(len, cells)) * using.leading + 2 * _PAD)
