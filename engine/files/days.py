"""Dates as people write them in cells: `2026-04-01`, `1 Apr 2026`, `01/04/2026`, `1. April 2026`.

Only a column as a whole tells whether 01/04/2026 puts the day or the month first.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.files.amounts import CellError, shown
from engine.model.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.files.grid import Cell

YEARS = range(1900, 2201)
SERIALS = (32_874, 73_415)  # the days of 1990 to 2100, as a spreadsheet counts them
ALLOWED_DAY = "allowed: a date such as 2026-04-01, 1 Apr 2026 or 01/04/2026"
YEAR = r"(\d{4}|\d{2})"
TIME = r"(?:[ t]\d{1,2}:\d{2}.*)?"

_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet's dates
_NUMERIC_DATE = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2{YEAR}{TIME}")
_DOTTED = re.compile(r"\s*\d{1,2}\.\d{1,2}\.")
_MONTHS = Path(__file__).with_name("months.tsv")
_GAP = r"[-/., ]*(?:de |del |di )?"
_WORD = r"(?P<word>[^\W\d_]{2,12})\.?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|°)?\.?"
_NOISE = re.compile(r"\b(actuals?|act|month|ended|ending)\b")
_LONGEST = 60  # characters of a text that may be a date

# What is left of a date's text once it is in lower case, without accents, its blanks single.
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){TIME}",
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}}){TIME}",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?",
        rf"(?P<day>\d{{1,2}}){_ORDINAL}{_GAP}{_WORD}{_GAP}(?P<year>\d{{4}}|\d{{2}}){TIME}",
        rf"{_WORD}{_GAP}(?P<day>\d{{1,2}}){_ORDINAL}[-/., ]+(?P<year>\d{{4}}){TIME}",
        rf"(?P<year>\d{{4}}){_GAP}{_WORD}{_GAP}(?P<day>\d{{1,2}})",
        rf"{_WORD}{_GAP}(?P<year>\d{{4}})",  # no day: the month's first
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
    )
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ")


class Numbers(NamedTuple):
    """The numbers of a date such as 30/04/2026."""

    first: int
    second: int
    year: int


def day_of(cell: Cell, *, day_first: bool | None) -> date:
    """The day of a cell. Raises `CellError`. With `day_first`, 4/5/2026 is in May.

    Where it is None, dates that could be either are refused, but for those
    with dots, which put the day first everywhere. A month without a day is its
    first; a number from 32,874 to 73,415 is a spreadsheet's day.
    """
    found: date | None = None
    if isinstance(cell, date):
        found = cell if cell.year in YEARS else None
    elif (number := _serial(cell)) is not None:
        found = serial_day(number)
    elif isinstance(cell, str) and (numbers := numeric_date(cell)):
        found = _of_numbers(cell, numbers, day_first)
    elif isinstance(cell, str):
        found = _written_day(cell)
    if found is None:
        raise CellError(f"{shown(cell)} is not a date; {ALLOWED_DAY}")
    return found


def day_first(cells: Iterable[Cell]) -> bool | None:
    """Whether dates such as 4/5/2026 put the day first; None where the column can't tell.

    A number above 12 is a day. Else that reading is right in which more dates are the first
    or the last of a month, then the one in which more of the months are different ones.
    """
    pairs = [pair for cell in cells if isinstance(cell, str) and (pair := numeric_date(cell))]
    read = {order: [dated(pair, day_first=order) for pair in pairs] for order in (True, False)}
    scores = {order: _likely(dates) for order, dates in read.items()}
    months = {order: [each and (each.year, each.month) for each in read[order]] for order in read}
    if months[True] == months[False]:
        return True
    if scores[True] == scores[False]:
        return None
    return scores[True] > scores[False]


def either_way(cell: Cell) -> bool:
    """Whether a cell is a date that another order would make another day."""
    if not isinstance(cell, str) or (numbers := numeric_date(cell)) is None:
        return False
    both = {dated(numbers, day_first=order) for order in (True, False)}
    return None not in both and len(both) > 1


def numeric_date(text: str) -> Numbers | None:
    """The numbers of a date that is written in numbers, the year last."""
    match = _NUMERIC_DATE.fullmatch(plain(text))
    return Numbers(int(match[1]), int(match[3]), full_year(match[4])) if match else None


def plain(text: str) -> str:
    """In lower case, without the words that say no more than that it is an actual month."""
    return " ".join(_NOISE.sub(" ", text[:_LONGEST].lower()).split())


def dated(numbers: Numbers, *, day_first: bool) -> date | None:
    first, second, year = numbers
    day, month = (first, second) if day_first else (second, first)
    return day_or_none(year, month, day)


def day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def serial_day(number: float) -> date | None:
    """The day that a spreadsheet stores as a number; None outside 1990 to 2100."""
    if SERIALS[0] <= number <= SERIALS[1]:
        return _FIRST_DAY + timedelta(days=int(number))
    return None


def full_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _serial(cell: Cell) -> float | None:
    """A spreadsheet's day, also where a CSV file holds it as text."""
    if isinstance(cell, str):
        return float(cell) if re.fullmatch(r"[0-9]{5}", cell) else None
    if isinstance(cell, float) and not 1e7 < cell < 1e8:
        return cell
    return None


def _of_numbers(cell: str, numbers: Numbers, day_first: bool | None) -> date | None:
    if day_first is None and _DOTTED.match(cell):
        day_first = True  # wherever days are written with dots
    if day_first is not None:
        return dated(numbers, day_first=day_first)
    if either_way(cell):
        ways = [dated(numbers, day_first=order) for order in (True, False)]
        told = " or ".join(str(each) for each in ways)
        raise CellError(f"{shown(cell)} could be {told}; write it as {ways[0]}")
    return dated(numbers, day_first=True) or dated(numbers, day_first=False)


def _written_day(text: str) -> date | None:
    plain = _WEEKDAY.sub("", _folded(text[:_LONGEST]))
    for pattern in _WRITTEN:
        if (match := pattern.fullmatch(plain)) is None:
            continue
        parts = match.groupdict()
        month = _named(parts["word"]) if "word" in parts else int(parts["month"])
        day = day_or_none(full_year(parts["year"]), month, int(parts.get("day") or 1))
        if day:
            return day
    return None


def _folded(text: str) -> str:
    """In lower case, without accents, blanks single."""
    split = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(sign for sign in split if not unicodedata.combining(sign)).split())


def _named(word: str) -> int:
    """1 to 12 for a month's name or its beginning in one of the languages known; else 0."""
    names = _names()
    if word in names:
        return names[word]
    found = {month for name, month in names.items() if len(word) >= 3 and name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


@cache
def _names() -> Mapping[str, int]:
    return {name: int(row["month"]) for row in read_rows(_MONTHS) for name in row["names"].split()}


def _likely(dates: list[date | None]) -> tuple[int, int, int]:
    """How well dates fit months' firsts and lasts: the more, the better."""
    known = [each for each in dates if each]
    edges = sum(each.day in (1, monthrange(each.year, each.month)[1]) for each in known)
    return len(known), edges, len({(each.year, each.month) for each in known})
