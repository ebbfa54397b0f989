"""Months as people write them in the cells of their books."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from engine.calendar import YearMonth
from engine.files.amounts import CellError, shown
from engine.files.days import (
    TIME,
    YEARS,
    dated,
    day_or_none,
    full_year,
    numeric_date,
    plain,
    serial_day,
)

if TYPE_CHECKING:
    from engine.files.grid import Cell

ALLOWED_MONTH = "allowed: a month such as 2026-04, Apr 2026 or 30/04/2026"

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_GAP = r"[-/., ']*"

# What is left of a month's text once it is in lower case and its blanks are single.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})(?:[-/]|[-/. ]?m)(?P<month>\d{1,2})",
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){TIME}",
        r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
        r"(?P<month>\d{2})\.(?P<year>\d{4})",  # 4.2026 is an amount
        rf"(?P<word>[a-z]{{3,9}})\.?{_GAP}(?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<year>\d{{4}}){_GAP}(?P<word>[a-z]{{3,9}})",
        rf"(?P<day>\d{{1,2}}){_GAP}(?P<word>[a-z]{{3,9}})\.?{_GAP}(?P<year>\d{{4}}|\d{{2}})",
        r"(?P<word>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})",
    )
)


def is_month(cell: Cell) -> bool:
    """Whether a cell can only be a month: a date, or text such as `Apr 2026`. No number is."""
    if not isinstance(cell, str):
        return isinstance(cell, date)
    if numbers := numeric_date(cell):
        return any(dated(numbers, day_first=order) for order in (True, False))
    return _written_month(cell) is not None


def is_month_number(cell: Cell) -> bool:
    """Whether a number may be a month: a spreadsheet's day, or 202604."""
    number = _digits(cell)
    return number is not None and _numbered_month(number) is not None


def month_of(cell: Cell, *, day_first: bool) -> YearMonth:
    """The month of a cell. Raises `CellError`. With `day_first`, 4/5/2026 is in May."""
    found: YearMonth | None = None
    if isinstance(cell, date):
        found = YearMonth(cell.year, cell.month) if cell.year in YEARS else None
    elif (number := _digits(cell)) is not None:
        found = _numbered_month(number)
    elif isinstance(cell, str):
        numeric = numeric_date(cell)
        written = None if numeric else _written_month(cell)
        day = dated(numeric, day_first=day_first) if numeric else None
        found = YearMonth(day.year, day.month) if day else written
    if found is None:
        raise CellError(f"{shown(cell)} is not a month; {ALLOWED_MONTH}")
    return found


def _digits(cell: Cell) -> float | None:
    """A number, also where a CSV file holds it as text."""
    if isinstance(cell, str):
        return float(cell) if re.fullmatch(r"[0-9]{5,6}", cell) else None
    return cell if isinstance(cell, float) else None


def _written_month(text: str) -> YearMonth | None:
    left = plain(text)
    for pattern in _PATTERNS:
        if (match := pattern.fullmatch(left)) is None:
            continue
        parts = match.groupdict()
        month = _named(parts["word"]) if "word" in parts else int(parts["month"])
        year = full_year(parts["year"])
        if month and day_or_none(year, month, int(parts.get("day") or 1)):
            return YearMonth(year, month)
    return None


def _named(word: str) -> int:
    """1 to 12 for `apr` or `april`; 0 for any other word."""
    places = (place for place, name in enumerate(_MONTHS, start=1) if name.startswith(word))
    return next(places, 9 if word == "sept" else 0)


def _numbered_month(number: float) -> YearMonth | None:
    if (day := serial_day(number)) is not None:
        return YearMonth(day.year, day.month)
    if not number.is_integer():
        return None
    year, month = divmod(int(number), 100)
    return YearMonth(year, month) if year in YEARS and 1 <= month <= 12 else None
