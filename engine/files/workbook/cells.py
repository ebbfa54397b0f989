"""The cells of a workbook file: read within bounds, found by names, nothing computed.

No link is followed, no entity expanded. Rows and columns count from 1, as people see them.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string

from engine.files.atomic import FileError
from engine.files.workbook.archive import read_archive
from engine.files.workbook.layout import column as letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook

MAX_ROW, MAX_COLUMN = 5000, 512  # where a cell that is read may stand
_CELL = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_REFERENCE = re.compile(rf"=?(?:'((?:[^']|'')+)'|([^'!]+))!{_CELL}(?::{_CELL})?")


class Place(NamedTuple):
    """One cell of a sheet."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{letters(self.column - 1)}{self.row}"


class Area(NamedTuple):
    """A rectangle of a sheet, as a defined name gives it; its ends belong to it."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


class FormulaText(str):
    """A cell's formula, with its equals sign: not to be confused with a text like it."""

    __slots__ = ()


# What stands in a sheet's cells, by row and column; empty ones are left out.
Grid = dict[tuple[int, int], object]


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets of a workbook. `values` are as stored, `formulas` have `FormulaText` instead.

    `sheets` are all titles, in order.
    """

    names: Mapping[str, Area]
    sheets: tuple[str, ...]
    values: Mapping[str, Grid] = field(default_factory=dict)
    formulas: Mapping[str, Grid] = field(default_factory=dict)

    def place(self, name: str) -> Place | None:
        """The cell of that name; None if the name is no single cell of a sheet that was read."""
        area = self.names.get(name)
        if area is None or area.sheet not in self.values:
            return None
        single = (area.top, area.left) == (area.bottom, area.right)
        return Place(area.sheet, area.top, area.left) if single else None

    def value(self, place: Place) -> object:
        return self.values[place.sheet].get((place.row, place.column))

    def formula(self, place: Place) -> FormulaText | None:
        """The cell's formula, if it has one."""
        found = self.formulas[place.sheet].get((place.row, place.column))
        return found if isinstance(found, FormulaText) else None


def read_book(path: Path, names: Iterable[str], sheets: Iterable[str] = ()) -> Book:
    """The sheets where cells of these names stand, and those of these titles.

    Raises `FileError`: not a workbook, damaged, or too large.
    """
    data = read_archive(path)
    try:
        return _read(data, set(names), set(sheets))
    except Exception as error:  # the library raises whatever its parser stumbles over
        told = " ".join(str(error).split())[:200]
        raise FileError(path, f"is a damaged workbook: {told}") from error


def _read(data: bytes, names: set[str], sheets: set[str]) -> Book:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library leaves out is not needed here
        book = _opened(data, data_only=True)
        try:
            areas = dict(_areas(book))
            wanted = sheets | {area.sheet for name, area in areas.items() if name in names}
            titles = [title for title in book.sheetnames if title in wanted]
            values = {title: _grid(book, title) for title in titles}
            every = tuple(book.sheetnames)
        finally:
            book.close()
        book = _opened(data, data_only=False)
        try:
            formulas = {title: _grid(book, title) for title in titles}
        finally:
            book.close()
    return Book(areas, every, values, formulas)


def _opened(data: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _areas(book: Workbook) -> Iterator[tuple[str, Area]]:
    """The defined names that are one rectangle within reason."""
    for name, defined in book.defined_names.items():
        match = _REFERENCE.fullmatch((defined.attr_text or "")[:300])
        if match is None:
            continue
        sheet = match[1].replace("''", "'") if match[1] else match[2]
        left, top = column_index_from_string(match[3]), int(match[4])
        right = column_index_from_string(match[5]) if match[5] else left
        bottom = int(match[6]) if match[6] else top
        within = 1 <= top <= bottom <= MAX_ROW and left <= right <= MAX_COLUMN
        if within and sheet in book.sheetnames:
            yield name, Area(sheet, top, left, bottom, right)


def _grid(book: Workbook, title: str) -> Grid:
    found: Grid = {}
    for cells in book[title].iter_rows(min_row=1, max_row=MAX_ROW, max_col=MAX_COLUMN):
        for cell in cells:
            if cell.value is None:
                continue
            value = cell.value
            if cell.data_type == "f":
                # An array's or a table's formula is an object that holds the text.
                value = FormulaText(getattr(value, "text", None) or value)
            found[cell.row, cell.column] = value
    return found
