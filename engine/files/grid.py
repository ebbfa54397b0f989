"""The cells of a CSV file or of one sheet of a workbook, as they are stored.

Only values are read: no formula is computed, no link followed, text stays text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from engine.files.atomic import FileError
from engine.files.limits import USUAL, Limits
from engine.files.reading import read_bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from engine.files.spreadsheet_parts import Area

Cell = str | float | date | None
Row = tuple[Cell, ...]

_SEPARATORS = (";", "\t", ",")  # the comma last: it also stands within numbers
_MAX_KEPT = 100_000  # different texts
_PROBED = 200  # records that settle the separator
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")  # no text has these
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Grid(NamedTuple):
    """Rows of equal length. `sheets` names all sheets of a workbook; empty for a CSV file.

    `decimal` is the sign that a lone comma or point is taken for where nothing settles it.
    """

    source: str
    sheets: tuple[str, ...]
    sheet: str
    rows: tuple[Row, ...]
    decimal: str = "."
    merged: tuple[Area, ...] = ()


def read_grids(path: Path, limits: Limits = USUAL) -> Iterable[Grid]:
    """The file's sheets, one by one, each read when it is asked for; a CSV file is one.

    Raises `FileError`: can't be read, no kind of file that is known, damaged, too large.
    """
    kind = path.suffix.lower()
    if kind in (".csv", ".tsv", ".txt"):
        return (_csv_grid(path, limits),)
    if kind in (".xlsx", ".xlsm"):
        return _workbook_grids(path, limits)
    raise FileError(path, "can't be imported; allowed: a CSV file (.csv) or a workbook (.xlsx)")


def _rectangle(
    path: Path, numbered: Iterable[tuple[int, Sequence[Cell]]], limits: Limits
) -> tuple[Row, ...]:
    """Rows of equal length without the empty ones at the end and the empty columns right.

    Each comes with its place; places between are empty rows.
    """
    found: list[Row] = []
    width = cells = 0
    for number, row in numbered:
        held = len(row)
        while held and row[held - 1] is None:
            held -= 1
        if not held:
            continue
        width = max(width, held)
        if number >= limits.rows or width > limits.columns:
            allowed = f"up to {limits.rows:,} rows and {limits.columns} columns"
            raise FileError(path, f"is too large; allowed: {allowed}")
        cells += held - row.count(None)
        if cells > limits.cells:
            raise FileError(path, f"is too large; allowed: up to {limits.cells:,} cells")
        found.extend([()] * (number - len(found)))
        found.append(tuple(row[:held]))
    return tuple(row + (None,) * (width - len(row)) for row in found)


class _Texts(dict[str, str | None]):
    """Cells' texts by what the file holds, blanks single; what comes often is made once."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __missing__(self, value: str) -> str | None:
        if len(self) >= _MAX_KEPT:
            self.clear()
        text = " ".join(value[: self._most].split()) or None
        self[value] = text
        return text


# Comma-separated -------------------------------------------------------------------------


def _csv_grid(path: Path, limits: Limits) -> Grid:
    file = _File(path, read_bounded(path, limits.csv_bytes))
    texts = _Texts(limits.text)
    try:
        first = next(file.lines(), "")
        told = first.strip().lower().removeprefix("sep=")
        named = first.lower().startswith("sep=") and told in _SEPARATORS
        separator = told if named else _separator(file)
        records = csv.reader(islice(file.lines(), int(named), None), delimiter=separator)
        numbered = enumerate([texts[cell] for cell in record] for record in records)
        rows = _rectangle(path, numbered, limits)
    except csv.Error as error:
        raise FileError(path, f"is not a CSV file that can be read: {error}") from None
    # Where commas separate the columns of a file, they can't be the decimals of bare numbers.
    return Grid(path.name, (), "", rows, "," if separator == ";" else ".")


class _File:
    """A file of text, decoded as it is read: a large one is never held as text as well."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._data = data
        marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
        bare = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""
        tried = (marked,) if marked else (bare,) if bare else ("utf-8", "cp1252")
        found = next((encoding for encoding in tried if self._is_text(encoding)), None)
        if found is None:
            fault = "is not text; allowed: CSV in UTF-8, UTF-16 or Windows-1252"
            raise FileError(path, fault)
        self._encoding = found

    def lines(self) -> Iterator[str]:
        """Its lines from the first on, with their ends."""
        return iter(TextIOWrapper(BytesIO(self._data), self._encoding, newline=""))

    def _is_text(self, encoding: str) -> bool:
        reader = TextIOWrapper(BytesIO(self._data), encoding, newline="")
        try:
            return not any(
                _CONTROLS.search(piece) for piece in iter(lambda: reader.read(2**16), "")
            )
        except UnicodeDecodeError:
            return False


def _separator(file: _File) -> str:
    """The one that most records agree on, in columns; the comma where none divides them."""

    def agreement(separator: str) -> int:
        try:
            records = csv.reader(file.lines(), delimiter=separator)
            lengths = [len(record) for record in islice(records, _PROBED)]
        except csv.Error:
            return 0
        counts = Counter(length for length in lengths if length > 1)
        return max(counts.values(), default=0)

    best = max(_SEPARATORS, key=agreement)
    return best if agreement(best) else ","


# Workbooks -------------------------------------------------------------------------------


def _workbook_grids(path: Path, limits: Limits) -> Iterable[Grid]:
    # Here, not above: CSV files need no reader of workbooks.
    from engine.files.spreadsheet import Book

    book = Book(path, limits)
    if not book.sheets:
        raise FileError(path, "has no sheet with cells")
    texts = _Texts(limits.text)
    for name in book.sheets:
        stored = book.sheet(name)
        numbered = ((place, [_cell(cell, texts) for cell in row]) for place, row in stored)
        rows = _rectangle(path, numbered, limits)
        yield Grid(path.name, book.sheets, name, rows, merged=tuple(stored.merged))


def _cell(value: Cell, texts: _Texts) -> Cell:
    return texts[value] if isinstance(value, str) else value
