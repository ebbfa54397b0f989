"""Reading a workbook that Tenor wrote, possibly edited since, back as a scenario.

Cells are found by their defined names, so rows and columns may have moved. Only stored
values are read: no formula is computed, no link followed.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string

from engine.calendar import YearMonth, parse_year_month
from engine.files.atomic import FileError
from engine.files.reading import name_fault, nearest, read_bounded
from engine.files.shipped import preset_scenario, presets
from engine.model.catalogue import Input, catalogue
from engine.scenario import InputError, Scenario, allowed, check_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook import Workbook

MAX_BYTES = 32 * 2**20
MAX_UNPACKED = 64 * 2**20
MAX_PART = 16 * 2**20  # one sheet: a row is held in memory whole
MAX_PARTS = 2000
MAX_ROW, MAX_COLUMN = 5000, 200  # where a named cell may stand
MAX_FAULTS = 10  # told one by one
_REFERENCE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_SETTINGS = ("scenario_name", "scenario_preset", "start_month", "fiscal_start")
_MONTH_RANGE = "allowed: whole numbers 1 to 12"
_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet's dates
_T = TypeVar("_T")


class _Place(NamedTuple):
    sheet: str
    row: int
    column: int
    letters: str


class _Cell(NamedTuple):
    """A named cell: its place as people write it, and its stored value."""

    place: str
    value: object


class _ValueError(ValueError):
    """A stored value that can't be taken. The message says which and what is allowed."""


def read_workbook(path: Path) -> Scenario:
    """The scenario of a workbook.

    Raises `FileError`: not a workbook or not one of Tenor's, too large, or cell by cell what
    can't be taken.
    """
    data = read_bounded(path, MAX_BYTES)
    _check_archive(path, data)
    try:
        cells = _named_cells(data)
    except Exception as error:  # the library raises whatever its parser stumbles over
        told = " ".join(str(error).split())
        raise FileError(path, f"is a damaged workbook: {told}") from error
    if not any(key in cells for key in catalogue().inputs):
        raise FileError(path, "is not a workbook that Tenor wrote: no cell is named by an input")
    reader = _Reader(cells)
    scenario = _scenario(reader)
    if scenario is None:
        raise FileError(path, reader.told())
    return scenario


def _check_archive(path: Path, data: bytes) -> None:
    """Nothing is unpacked before its size is known."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        fault = "is not a workbook, or it is protected by a password"
        raise FileError(path, fault) from error
    if sum(sizes) > MAX_UNPACKED or max(sizes, default=0) > MAX_PART or len(sizes) > MAX_PARTS:
        limits = f"{MAX_UNPACKED // 2**20} MiB, {MAX_PART // 2**20} MiB a sheet"
        raise FileError(path, f"is too large once unpacked; allowed: up to {limits}")


# Cells -----------------------------------------------------------------------------------


def _named_cells(data: bytes) -> dict[str, _Cell]:
    """The cells whose names a scenario needs. A name that is no single cell is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library leaves out is not needed here
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _read_cells(book)
        finally:
            book.close()


def _read_cells(book: Workbook) -> dict[str, _Cell]:
    sheets: dict[str, dict[str, _Place]] = {}
    for name in (*_SETTINGS, *catalogue().inputs):
        place = _place(book, name)
        if place is not None and place.sheet in book.sheetnames:
            sheets.setdefault(place.sheet, {})[name] = place
    return {key: cell for places in sheets.values() for key, cell in _one_sheet(book, places)}


def _place(book: Workbook, name: str) -> _Place | None:
    """Where the name points, if it points at one cell within reason."""
    defined = book.defined_names.get(name)
    match = _REFERENCE.fullmatch((defined.attr_text or "")[:300]) if defined else None
    if match is None:
        return None
    sheet = match[1].replace("''", "'") if match[1] else match[2]
    column, row = column_index_from_string(match[3]), int(match[4])
    within = 1 <= row <= MAX_ROW and column <= MAX_COLUMN
    return _Place(sheet, row, column, match[3]) if within else None


def _one_sheet(book: Workbook, places: Mapping[str, _Place]) -> Iterator[tuple[str, _Cell]]:
    """One pass over a sheet, to the last row and column that hold a named cell."""
    rows = max(place.row for place in places.values())
    columns = max(place.column for place in places.values())
    sheet = book[next(iter(places.values())).sheet]
    values = list(sheet.iter_rows(min_row=1, max_row=rows, max_col=columns, values_only=True))
    for name, place in places.items():
        value = values[place.row - 1][place.column - 1] if place.row <= len(values) else None
        yield name, _Cell(f"{place.sheet}!{place.letters}{place.row}", value)


# Values ----------------------------------------------------------------------------------


class _Reader:
    """Reads named cells and collects what is wrong with them."""

    def __init__(self, cells: Mapping[str, _Cell]) -> None:
        self._cells = cells
        self.faults: list[str] = []

    def read(self, name: str, convert: Callable[[object], _T]) -> _T | None:
        """The cell's value; None, and a fault, where it can't be taken."""
        cell = self._cells.get(name)
        if cell is None:
            self.faults.append(f"no cell is named {name}")
            return None
        try:
            return convert(cell.value)
        except _ValueError as error:
            self.faults.append(f"{cell.place} ({name}): {error}")
            return None

    def told(self) -> str:
        """Every fault, the first few in words."""
        rest = len(self.faults) - MAX_FAULTS
        more = [f"and {rest} more"] if rest > 0 else []
        return "; ".join([*self.faults[:MAX_FAULTS], *more])


def _scenario(reader: _Reader) -> Scenario | None:
    """None where a cell can't be taken; the reader knows why."""
    name = reader.read("scenario_name", _name)
    preset = reader.read("scenario_preset", _preset)
    start = reader.read("start_month", _month)
    fiscal_start = reader.read("fiscal_start", _fiscal_start)
    values = {
        key: reader.read(key, partial(_input, item)) for key, item in catalogue().inputs.items()
    }
    given = {key: value for key, value in values.items() if value is not None}
    if reader.faults or name is None or preset is None or start is None or fiscal_start is None:
        return None
    plain = preset_scenario(preset)
    changes = {key: _restored(value, plain.values[key]) for key, value in given.items()}
    changed = plain.with_values(changes)
    return replace(changed, name=name, start=start, fiscal_start=fiscal_start)


def _restored(value: float, preset: float) -> float:
    """The preset's value where it was only cut: LibreOffice saves 15 digits, others 16."""
    cut = (float(f"{preset:.{digits}g}") for digits in (15, 16))
    return preset if value in cut else value


def _input(item: Input, value: object) -> float:
    number = _number(value, allowed(item))
    try:
        return check_value(item.key, number)
    except InputError as error:
        raise _ValueError(error.fault) from None


def _number(value: object, range_text: str) -> float:
    if value is None:
        raise _ValueError(f"has no stored value; {range_text}")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _ValueError(f"{_shown(value)} is not a number; {range_text}")
    try:
        return float(value)
    except OverflowError:
        raise _ValueError(f"the number is too large; {range_text}") from None


def _name(value: object) -> str:
    name = " ".join(str(value or "").split())
    if fault := name_fault(name):
        raise _ValueError(fault)
    return name


def _preset(value: object) -> str:
    key = str(value or "").strip()
    if key not in presets():
        known = ", ".join(presets())
        raise _ValueError(f"{_shown(key)} is not a preset{nearest(key, presets())}; {known}")
    return key


def _month(value: object) -> YearMonth:
    """A date, a date's number, or text such as 2026-04."""
    if value is None:
        raise _ValueError("has no stored value; allowed: a date from 1900 to 2200")
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = _FIRST_DAY + timedelta(days=int(value))
        if isinstance(value, date):
            value = f"{value.year:04d}-{value.month:02d}"
        return parse_year_month(str(value))
    except (ValueError, OverflowError):
        fault = f"{_shown(value)} is not a month; allowed: a date from 1900 to 2200"
        raise _ValueError(fault) from None


def _fiscal_start(value: object) -> int:
    number = _number(value, _MONTH_RANGE)
    if number not in range(1, 13):
        raise _ValueError(f"{number:g} is not allowed; {_MONTH_RANGE}")
    return int(number)


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, (str, bool, int, float)) else f"'{value}'"
    return text if len(text) <= 60 else f"{text[:57]}..."
