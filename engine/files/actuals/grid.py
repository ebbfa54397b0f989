"""The cells of a CSV file or of one sheet of a workbook, as they are stored.

Only values are read: no formula is computed, no link followed, text stays text.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections import Counter
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from engine.files.atomic import FileError
from engine.files.reading import read_bounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Cell = str | float | date | None
Row = tuple[Cell, ...]

MAX_CSV_BYTES = 8 * 2**20
MAX_ROWS, MAX_COLUMNS = 5000, 200
MAX_TEXT = 500  # characters of a cell that are kept
_SEPARATORS = (";", "\t", ",")  # the comma last: it also stands within numbers
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


def read_grids(path: Path) -> Iterable[Grid]:
    """The file's sheets, one by one, each read when it is asked for; a CSV file is one.

    Raises `FileError`: can't be read, no kind of file that is known, damaged, too large.
    """
    kind = path.suffix.lower()
    if kind in (".csv", ".tsv", ".txt"):
        return (_csv_grid(path),)
    if kind in (".xlsx", ".xlsm"):
        return _workbook_grids(path)
    raise FileError(path, "can't be imported; allowed: a CSV file (.csv) or a workbook (.xlsx)")


def _rectangle(path: Path, rows: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """Rows of equal length without the empty ones at the end and the empty columns right."""
    found = [tuple(row) for row in islice(rows, MAX_ROWS + 1)]
    while found and not any(cell is not None for cell in found[-1]):
        found.pop()
    places = [place for row in found for place, cell in enumerate(row) if cell is not None]
    width = max(places, default=-1) + 1
    if len(found) > MAX_ROWS or width > MAX_COLUMNS:
        raise FileError(
            path, f"is too large; allowed: up to {MAX_ROWS:,} rows and {MAX_COLUMNS} columns"
        )
    return tuple((row + (None,) * width)[:width] for row in found)


def _text(value: str) -> str | None:
    return " ".join(value[:MAX_TEXT].split()) or None


# Comma-separated -------------------------------------------------------------------------


def _csv_grid(path: Path) -> Grid:
    text = _decoded(path, read_bounded(path, MAX_CSV_BYTES))
    first, _, rest = text.partition("\n")
    told = first.strip().lower().removeprefix("sep=")
    if first.lower().startswith("sep=") and told in _SEPARATORS:
        separator, text = told, rest
    else:
        separator = _separator(text)
    try:
        records = ([_text(cell) for cell in record] for record in _records(text, separator))
        rows = _rectangle(path, records)
    except csv.Error as error:
        raise FileError(path, f"is not a CSV file that can be read: {error}") from None
    # Where commas separate the columns of a file, they can't be the decimals of bare numbers.
    return Grid(path.name, (), "", rows, "," if separator == ";" else ".")


def _records(text: str, separator: str) -> Iterable[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator)


def _decoded(path: Path, data: bytes) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    unmarked = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""
    for encoding in (marked,) if marked else (unmarked,) if unmarked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise FileError(path, "is not text; allowed: CSV in UTF-8, UTF-16 or Windows-1252")


def _separator(text: str) -> str:
    """The one that most records agree on, in columns; the comma where none divides them."""

    def agreement(separator: str) -> int:
        try:
            lengths = [len(record) for record in islice(_records(text, separator), _PROBED)]
        except csv.Error:
            return 0
        counts = Counter(length for length in lengths if length > 1)
        return max(counts.values(), default=0)

    best = max(_SEPARATORS, key=agreement)
    return best if agreement(best) else ","


# Workbooks -------------------------------------------------------------------------------


def _workbook_grids(path: Path) -> Iterable[Grid]:
    # Here, not above: openpyxl is needed for workbooks only.
    from openpyxl import load_workbook

    from engine.files.workbook.archive import read_archive

    data = read_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library leaves out is not needed here
            book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = book.worksheets
        names = tuple(sheet.title for sheet in sheets)
    except Exception as error:  # the library raises whatever its parser stumbles over
        raise FileError(path, f"is a damaged workbook: {_told(error)}") from error
    if not names:
        raise FileError(path, "has no sheet with cells")
    try:
        for sheet in sheets:
            yield Grid(path.name, names, sheet.title, _sheet_rows(path, sheet))
    finally:
        book.close()


def _sheet_rows(path: Path, sheet: object) -> tuple[Row, ...]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            stored = sheet.iter_rows(  # type: ignore[attr-defined]
                max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True
            )
            return _rectangle(path, ([_cell(value) for value in row] for row in stored))
    except FileError:
        raise
    except Exception as error:
        raise FileError(path, f"is a damaged workbook: {_told(error)}") from error


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).upper()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)):
        try:
            return float(value)
        except OverflowError:
            return "a number that is too large"
    return _text(str(value)[:MAX_TEXT])
