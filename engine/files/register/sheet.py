"""The table in a file: the sheet with a header that is recognised, its columns and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.files.atomic import FileError
from engine.files.columns import Column, column_place, text_of
from engine.files.grid import read_grids
from engine.files.limits import Limits
from engine.files.register.words import column_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.files.grid import Cell, Grid
    from engine.files.register.columns import Table
    from engine.files.spreadsheet_parts import Area

MAX_SHEETS = 30  # looked at for a header; the others can be chosen
MAX_COLUMNS = 100
MAX_CELL = 4000  # characters
_HEADER_ROWS = 30  # looked at for a header
_LEAST = 2  # columns that a header names


class RegisterSheet(NamedTuple):
    """Columns below their headers. `first` is the file's number of the first row, from 1.

    `long_rows` are the rows with cells beyond the header, by place from 0: how many they have.
    `merged` are merged areas, by the places of the sheet's rows and columns from 0.
    """

    source: str  # the file's name
    names: tuple[str, ...]  # of all sheets of a workbook; empty for a CSV file
    name: str
    table: Table
    columns: tuple[Column, ...]
    rows: int
    first: int
    decimal: str
    long_rows: dict[int, int]
    merged: tuple[Area, ...] = ()

    def row_number(self, row: int) -> int:
        """A row's number in the file, from 1."""
        return self.first + row


def limits_of(table: Table) -> Limits:
    """Some rows more than a table may have: titles above it, blank rows between."""
    return Limits(
        rows=table.most + 1000,
        columns=MAX_COLUMNS,
        cells=(table.most + 1000) * 45,
        text=MAX_CELL,
        csv_bytes=64 * 2**20,
        book_bytes=64 * 2**20,
        sheet_bytes=320 * 2**20,
    )


def open_sheet(path: Path, table: Table, name: str | None = None) -> RegisterSheet:
    """A sheet of a workbook, or a CSV file. Without a name: the first with a known header.

    Raises `FileError`: can't be read, damaged, too large, empty, no sheet of that name.
    """
    fallback: Grid | None = None
    names: tuple[str, ...] = ()
    for number, grid in enumerate(read_grids(path, limits_of(table))):
        names = grid.sheets
        if name is not None and grid.sheet != name:
            continue
        header = _header_row(grid.rows, table)
        if header is not None:
            return _sheet(grid, table, header)
        if name is not None and not grid.rows:
            raise FileError(path, f"has nothing on sheet {grid.sheet!r}")
        fallback = fallback or (grid if grid.rows else None)
        if name is not None or number + 1 >= MAX_SHEETS:
            break
    if fallback is not None:
        return _sheet(fallback, table, _fullest_row(fallback.rows))
    if name is not None:
        known = ", ".join(repr(each) for each in names) or "none, for a CSV file"
        raise FileError(path, f"has no sheet {name!r}; allowed: {known}")
    raise FileError(path, f"is empty; allowed: a table with a {table.name} in each row")


def _header_row(rows: Sequence[Sequence[Cell]], table: Table) -> int | None:
    """The row that names most columns, at least two of them and one that is needed."""
    best, most = None, _LEAST - 1
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        named = {column_of(cell, table)[0] for cell in row if isinstance(cell, str)} - {""}
        if len(named) > most and not named.isdisjoint(table.needed):
            best, most = place, len(named)
    return best


def _fullest_row(rows: Sequence[Sequence[Cell]]) -> int:
    texts = [sum(isinstance(cell, str) for cell in row) for row in rows[:_HEADER_ROWS]]
    return texts.index(max(texts))


def _sheet(grid: Grid, table: Table, header: int) -> RegisterSheet:
    headers = [text_of(cell) for cell in grid.rows[header]]
    body = grid.rows[header + 1 :]
    width = max((place + 1 for place, text in enumerate(headers) if text), default=0)
    across = zip(*body, strict=True) if body else ((),) * len(headers)
    columns = tuple(
        Column(headers[place], column_place(place), tuple(cells))
        for place, cells in zip(range(width), across, strict=False)
    )
    return RegisterSheet(
        source=grid.source,
        names=grid.sheets,
        name=grid.sheet,
        table=table,
        columns=columns,
        rows=len(body),
        first=header + 2,
        decimal=grid.decimal,
        long_rows={} if grid.sheets else _long_rows(body, width),
        merged=_below(grid.merged, header, len(body)),
    )


def _long_rows(body: Sequence[Sequence[Cell]], width: int) -> dict[int, int]:
    """In a CSV file, rows with cells beyond the header: a comma within a cell moved them."""
    return {
        place: width + sum(cell is not None for cell in row[width:])
        for place, row in enumerate(body)
        if len(row) > width and any(cell is not None for cell in row[width:])
    }


def _below(merged: Sequence[Area], header: int, rows: int) -> tuple[Area, ...]:
    """The areas that reach below the header, counted from the first row there."""
    moved = (
        area._replace(top=area.top - header - 1, bottom=min(area.bottom - header - 1, rows - 1))
        for area in merged
    )
    return tuple(area for area in moved if area.bottom >= max(area.top, 0))
