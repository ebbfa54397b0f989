"""The parts of a workbook's archive, parsed as streams: sheets, texts, styles, names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Raw = str | float | date | None

_MAX_PIECE = 2**20  # bytes of what can't be read in pieces: a tag with its attributes
_MAX_DEPTH = 100
_MAX_ROWS, _MAX_COLUMNS = 2**20, 2**14  # of any spreadsheet
_MAX_MERGED = 20_000
_MAX_TEXTS = 4_000_000
_MAX_KEPT = 100_000  # different numbers
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))  # built-in formats
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # parts of a format that are no code


class DamagedError(ValueError):
    """What is wrong with a part."""


class Area(NamedTuple):
    """Merged cells, by the places of their first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Styles(NamedTuple):
    """Which of the cells' styles show dates; and whether days count from 1904."""

    dates: frozenset[str]
    from_1904: bool = False


class _Parser:
    """An XML part, fed in pieces. No entities are defined, nothing outside is looked up."""

    def __init__(self) -> None:
        self._expat = expat.ParserCreate()
        self._expat.StartDoctypeDeclHandler = _refuse_doctype
        self._expat.StartElementHandler = self._opened
        self._expat.EndElementHandler = self._closed
        self._expat.buffer_text = True
        self._fed = self._depth = 0
        # By tag without its namespace, what is done where it is opened and where it is closed.
        self._begin: dict[str, Callable[[dict[str, str]], None]] = {}
        self._end: dict[str, Callable[[], None]] = {}

    def feed(self, piece: bytes) -> None:
        self._fed += len(piece)
        self._expat.Parse(piece, False)
        if self._fed - max(self._expat.CurrentByteIndex, 0) > _MAX_PIECE:
            raise DamagedError("a piece of it is too long")

    def close(self) -> None:
        self._expat.Parse(b"", True)

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise DamagedError("it is nested too deeply")
        begin = self._begin.get(tag) or self._begin.get(tag.rpartition(":")[2])
        if begin is not None:
            begin(attributes)

    def _closed(self, tag: str) -> None:
        self._depth -= 1
        end = self._end.get(tag) or self._end.get(tag.rpartition(":")[2])
        if end is not None:
            end()


def _refuse_doctype(*_: object) -> None:
    raise DamagedError("a part of it defines entities")


def _read(pieces: Iterable[bytes], parser: _Parser) -> None:
    """Feeds a parser with all of a part."""
    for piece in pieces:
        parser.feed(piece)
    parser.close()


# Small parts -------------------------------------------------------------------------------


class _Tags(_Parser):
    """Calls functions for tags that are opened."""

    def __init__(self, begin: Mapping[str, Callable[[dict[str, str]], None]]) -> None:
        super().__init__()
        self._begin.update(begin)


def parse_book(pieces: Iterable[bytes]) -> tuple[dict[str, str], bool]:
    """The sheets' names with the ids of their parts, in order; whether days count from 1904."""
    sheets: dict[str, str] = {}
    flags: list[str] = []

    def on_sheet(attributes: dict[str, str]) -> None:
        found = [value for key, value in attributes.items() if key.endswith(":id")]
        if len(sheets) < _MAX_COLUMNS:
            sheets[attributes.get("name", "")] = found[0] if found else ""

    def on_settings(attributes: dict[str, str]) -> None:
        flags.append(attributes.get("date1904", ""))

    _read(pieces, _Tags({"sheet": on_sheet, "workbookPr": on_settings}))
    return sheets, bool({"1", "true"}.intersection(flags))


def parse_relations(pieces: Iterable[bytes]) -> dict[str, tuple[str, str]]:
    """The kind and the target of each part within the archive, by its id."""
    found: dict[str, tuple[str, str]] = {}

    def on_relation(attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode", "") != "External" and "Id" in attributes:
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes["Id"]] = (kind, attributes.get("Target", ""))

    _read(pieces, _Tags({"Relationship": on_relation}))
    return found


class _Styles(_Parser):
    """The formats by number, and the numbers that the cells' styles have."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = {}
        self.styles: list[str] = []
        self._begin.update(numFmt=self._format, cellXfs=self._in_cells, xf=self._style)
        self._end.update(cellXfs=self._after_cells)
        self._of_cells = False

    def _format(self, attributes: dict[str, str]) -> None:
        self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]

    def _in_cells(self, _: dict[str, str]) -> None:
        self._of_cells = True

    def _after_cells(self) -> None:
        self._of_cells = False

    def _style(self, attributes: dict[str, str]) -> None:
        if self._of_cells:
            self.styles.append(attributes.get("numFmtId", "0"))


def parse_styles(pieces: Iterable[bytes]) -> frozenset[str]:
    """The numbers of the cell styles that show dates."""
    parser = _Styles()
    _read(pieces, parser)
    found = enumerate(parser.styles)
    return frozenset(str(place) for place, each in found if _shows_days(each, parser.formats))


def _shows_days(number: str, formats: Mapping[str, str]) -> bool:
    if number not in formats:
        return number.isascii() and number.isdigit() and int(number[:9]) in _DATES
    code = _UNSHOWN.sub("", formats[number].lower()).partition(";")[0]
    return "general" not in code and any(sign in code for sign in ("d", "y", "mmm"))


class _Texts(_Parser):
    """The table of texts that cells share, each cut to `most` characters."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.found: list[str] = []
        self._most = most
        self._parts: list[str] = []
        self._size = 0
        self._aside = False  # within how a text is pronounced
        self._begin.update(si=self._begin_item, rPh=self._begin_aside, t=self._begin_text)
        self._end.update(si=self._end_item, rPh=self._end_aside, t=self._end_text)

    def _begin_item(self, _: dict[str, str]) -> None:
        self._parts, self._size = [], 0

    def _begin_aside(self, _: dict[str, str]) -> None:
        self._aside = True

    def _begin_text(self, _: dict[str, str]) -> None:
        if not self._aside:
            self._expat.CharacterDataHandler = self._collect

    def _end_text(self) -> None:
        self._expat.CharacterDataHandler = None

    def _end_aside(self) -> None:
        self._aside = False

    def _end_item(self) -> None:
        self.found.append("".join(self._parts))
        if len(self.found) > _MAX_TEXTS:
            raise DamagedError("it has too many texts")

    def _collect(self, text: str) -> None:
        if self._size <= self._most:
            self._parts.append(text[: self._most + 1])
            self._size += len(text)


def parse_texts(pieces: Iterable[bytes], most: int) -> list[str]:
    """The texts that cells share, a few characters more than `most` where they are longer."""
    parser = _Texts(most)
    _read(pieces, parser)
    return parser.found


# Sheets ------------------------------------------------------------------------------------


class SheetParser(_Parser):
    """A sheet, fed in pieces; `taken` gives the rows that are complete since the last time."""

    def __init__(self, texts: list[str], styles: Styles, most: int, columns: int) -> None:
        super().__init__()
        self.merged: list[Area] = []
        self._texts, self._styles, self._most, self._last = texts, styles, most, columns
        self._numbers: dict[str, float | str] = {}
        self._rows: list[tuple[int, list[Raw]]] = []
        self._row, self._column = -1, -1
        self._cells: list[Raw] = []
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] = self._parts
        self._size = 0
        self._aside = False  # within how a text is pronounced
        self._columns: dict[str, int] = {}  # by letters
        self._begin.update(row=self._begin_row, c=self._begin_cell, mergeCell=self._merge)
        self._begin.update(v=self._begin_value, t=self._begin_value, f=self._begin_formula)
        self._begin.update(rPh=self._begin_aside)
        self._end.update(row=self._end_row, c=self._end_cell, rPh=self._end_aside)
        self._end.update(v=self._end_value, t=self._end_value, f=self._end_formula)

    def taken(self) -> list[tuple[int, list[Raw]]]:
        rows, self._rows = self._rows, []
        return rows

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        place = self._row + 1 if number is None else int(number) - 1
        if not self._row < place < _MAX_ROWS:
            raise DamagedError(f"row {(number or '')[:20]} is not where it should be")
        self._row, self._column, self._cells = place, -1, []

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append((self._row, self._cells))
        self._cells = []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        name = attributes.get("r")
        self._column = self._column + 1 if name is None else self._column_of(name)
        if self._column >= _MAX_COLUMNS:
            raise DamagedError("it has too many columns")
        self._parts, self._formula, self._size = [], None, 0

    def _column_of(self, name: str) -> int:
        letters = name.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _place(name)[1]
        return column

    def _begin_value(self, _: dict[str, str]) -> None:
        if not self._aside:
            self._into = self._parts
            self._expat.CharacterDataHandler = self._collect

    def _begin_formula(self, _: dict[str, str]) -> None:
        self._into = self._formula = []
        self._size = 0
        self._expat.CharacterDataHandler = self._collect

    def _end_formula(self) -> None:
        self._end_value()
        self._size = 0

    def _end_value(self) -> None:
        self._expat.CharacterDataHandler = None

    def _begin_aside(self, _: dict[str, str]) -> None:
        self._aside = True

    def _end_aside(self) -> None:
        self._aside = False

    def _collect(self, text: str) -> None:
        if self._size <= self._most:
            self._into.append(text[: self._most + 1])
            self._size += len(text)

    def _end_cell(self) -> None:
        value = self._value("".join(self._parts))
        if value is None and self._formula is not None:
            value = f"={''.join(self._formula)[: self._most]}"  # nobody computed it
        if value is None:
            return
        # Beyond the last column that may be, one place tells that there is too much.
        place = min(self._column, self._last)
        self._cells.extend([None] * (place + 1 - len(self._cells)))
        self._cells[place] = value

    def _value(self, raw: str) -> Raw:
        kind = self._cell.get("t", "n")
        if not raw or kind in ("inlineStr", "str", "e"):
            return raw or None
        if kind == "s":
            place = int(raw)
            if not 0 <= place < len(self._texts):
                raise DamagedError("a text is missing")
            return self._texts[place]
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw)
        return self._day(raw) if kind == "d" else self._number(raw)

    def _number(self, raw: str) -> Raw:
        number = self._numbers.get(raw)
        if number is None:
            if len(self._numbers) >= _MAX_KEPT:
                self._numbers.clear()
            number = self._numbers[raw] = _number_of(raw)
        if isinstance(number, float) and self._cell.get("s", "") in self._styles.dates:
            return _day_of(number, from_1904=self._styles.from_1904)
        return number

    def _day(self, raw: str) -> Raw:
        try:
            return date.fromisoformat(raw[:10])
        except ValueError:
            return raw

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        self.merged.append(Area(top, left, bottom, right))
        if len(self.merged) > _MAX_MERGED:
            raise DamagedError(f"it has more than {_MAX_MERGED:,} merged areas")


def _place(name: str) -> tuple[int, int]:
    """`B3` as row and column, from 0."""
    match = _PLACE.fullmatch(name)
    if match is None:
        raise DamagedError(f"{name[:20]!r} is no cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _number_of(raw: str) -> float | str:
    try:
        number = float(raw)
    except ValueError:
        return raw
    return number if isfinite(number) and "_" not in raw else raw


def _day_of(number: float, *, from_1904: bool) -> Raw:
    if not 1 <= number < 2_000_000:
        return number
    return _FIRST_DAY[from_1904] + timedelta(days=int(number))
