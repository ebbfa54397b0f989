"""A sheet of books: where its months, its headers and its figures are.

Months may run down, a month a row, or across, a month a column. Across is turned, so that
whoever reads on sees months down only; places are told as the file has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.files.actuals.values import is_month, is_month_number
from engine.files.actuals.words import MONTH, figure_of, only_units
from engine.files.atomic import FileError
from engine.files.columns import Column, column_place, row_place, text_of
from engine.files.grid import Cell, Grid, read_grids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_SHEETS = 30  # looked at for months; the others can be chosen
_PROBED = 400  # rows that are looked at for months
_HEADER_ROWS = 12  # looked at for a header where nothing is a month


class Sheet(NamedTuple):
    """A sheet's columns below their headers, months down.

    `month` is the column that holds the months, None where none was found. `notes` are the
    texts that stand around the figures: titles, units.
    """

    source: str  # the file's name
    names: tuple[str, ...]  # of all sheets of a workbook; empty for a CSV file
    name: str
    columns: tuple[Column, ...]
    rows: tuple[str, ...]  # each row's place in the file: `row 4`, or `column D`
    turned: bool
    month: int | None
    notes: tuple[str, ...]
    decimal: str

    def place(self, row: int, column: int) -> str:
        """A cell's place for a message: `row 4, column C (Revenue)`."""
        found = self.columns[column]
        header = f" ({found.header[:40]})" if found.header else ""
        return f"{self.rows[row]}, {found.place}{header}"


def read_sheet(path: Path, name: str | None = None) -> Sheet:
    """A sheet of a workbook, or a CSV file. Without a name: the first with months.

    Raises `FileError`: can't be read, damaged, too large, empty, no sheet of that name.
    """
    first: Sheet | None = None
    names: tuple[str, ...] = ()
    for number, grid in enumerate(read_grids(path)):
        names = grid.sheets
        if name is not None:
            if grid.sheet == name:
                return _filled(path, grid)
            continue
        if grid.rows:
            found = sheet_of(grid)
            if found.month is not None:
                return found
            first = first or found
        if number + 1 >= MAX_SHEETS:
            break
    if first is not None:
        return first
    if name is None:
        raise FileError(path, "is empty; allowed: a table with a month and figures in each row")
    known = ", ".join(repr(each) for each in names) or "none, for a CSV file"
    raise FileError(path, f"has no sheet {name!r}; allowed: {known}")


def _filled(path: Path, grid: Grid) -> Sheet:
    if not grid.rows:
        raise FileError(path, f"has nothing on sheet {grid.sheet!r}")
    return sheet_of(grid)


def sheet_of(grid: Grid) -> Sheet:
    """The table in a grid of at least one row. The way that shows more months is its way."""
    turned = tuple(zip(*grid.rows, strict=True))
    probed = grid.rows[:_PROBED]
    down, across = _most_months(probed), _most_months(tuple(zip(*probed, strict=True)))
    if across.number > down.number:
        return _table(grid, turned, across, turned=True)
    return _table(grid, grid.rows, down, turned=False)


class _Months(NamedTuple):
    """The column with most months: its place, how many, and its first row."""

    column: int
    number: int
    first: int


def _most_months(rows: Sequence[Sequence[Cell]]) -> _Months:
    best = _Months(0, 0, 0)
    for column, cells in enumerate(zip(*rows, strict=True)):
        places = [row for row, cell in enumerate(cells) if is_month(cell)]
        if not places and (named := _named_months(cells)) is not None:
            places = [row for row in range(named, len(cells)) if is_month_number(cells[row])]
        if len(places) > best.number:
            best = _Months(column, len(places), places[0])
    return best


def _named_months(cells: Sequence[Cell]) -> int | None:
    """The row below a header such as `Month`: only there may bare numbers be months."""
    for row, cell in enumerate(cells[:_HEADER_ROWS]):
        if isinstance(cell, str) and figure_of(cell)[0] == MONTH:
            return row + 1
    return None


def _table(grid: Grid, rows: Sequence[Sequence[Cell]], months: _Months, *, turned: bool) -> Sheet:
    header, first = _header(rows, months)
    headers = _headers(rows, header)
    body = rows[first:]
    # Turned, what has a header and nothing else is a title above the table.
    kept = [
        place
        for place, text in enumerate(headers)
        if (text and not turned) or any(row[place] is not None for row in body)
    ]
    lost = [headers[place] for place in range(len(headers)) if place not in kept]
    notes = [cell for row in rows[: max(0, header)] for cell in row if isinstance(cell, str)]
    across, down = (row_place, column_place) if turned else (column_place, row_place)
    columns = tuple(
        Column(headers[place], across(place), tuple(row[place] for row in body)) for place in kept
    )
    return Sheet(
        source=grid.source,
        names=grid.sheets,
        name=grid.sheet,
        columns=columns,
        rows=tuple(down(place) for place in range(first, len(rows))),
        turned=turned,
        month=kept.index(months.column) if months.number else None,
        notes=(*notes, *filter(None, lost)),
        decimal=grid.decimal,
    )


def _header(rows: Sequence[Sequence[Cell]], months: _Months) -> tuple[int, int]:
    """The header's row, -1 where there is none, and the first row of figures."""
    if months.number:
        above = range(months.first - 1, -1, -1)
        found = (row for row in above if any(isinstance(cell, str) for cell in rows[row]))
        return next(found, -1), months.first
    texts = [sum(isinstance(cell, str) for cell in row) for row in rows[:_HEADER_ROWS]]
    header = texts.index(max(texts))
    return header, min(header + 1, len(rows) - 1)


def _headers(rows: Sequence[Sequence[Cell]], header: int) -> list[str]:
    """The headers' texts; a row of nothing but units belongs to the one above it."""
    if header < 0:
        return [""] * len(rows[0])
    texts = [text_of(cell) for cell in rows[header]]
    if header > 0 and all(only_units(text) for text in texts):
        above = [text_of(cell) for cell in rows[header - 1]]
        return [f"{upper} {lower}".strip() for upper, lower in zip(above, texts, strict=True)]
    return texts


def preview_rows(sheet: Sheet, most: int) -> Iterator[tuple[str, ...]]:
    """The first rows as texts, one a column."""
    for row in range(min(most, len(sheet.rows))):
        yield tuple(map(text_of, (column.cells[row] for column in sheet.columns)))
