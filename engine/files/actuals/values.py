"""What people write in the cells of their books, as months and as amounts."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from engine.calendar import YearMonth
from engine.quantity import MINUS
from engine.quantity_text import QuantityError, Range, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.files.actuals.grid import Cell

# A plain number's unit, in $m.
UNITS = {"$": 1e-6, "$k": 1e-3, "$m": 1.0, "$bn": 1e3}
ALLOWED_MONTH = "allowed: a month such as 2026-04, Apr 2026 or 30/04/2026"
ALLOWED_AMOUNT = "allowed: an amount such as 1,234.5, (1,234) or $1.25B, or nothing"
MAX_AMOUNT = 1e9  # $m; more is a wrong unit or a wrong column

_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet's dates
_YEARS = range(1900, 2201)
_SERIALS = (32_874, 73_415)  # the days of 1990 to 2100, as a spreadsheet counts them
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_GAP = r"[-/., ']*"
_YEAR = r"(\d{4}|\d{2})"
_TIME = r"(?:[ t]\d{1,2}:\d{2}.*)?"

# What is left of a month's text once it is in lower case and its blanks are single.
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})(?:[-/]|[-/. ]?m)(?P<month>\d{1,2})",
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}",
        r"(?P<month>\d{1,2})[-/](?P<year>\d{4})",
        r"(?P<month>\d{2})\.(?P<year>\d{4})",  # 4.2026 is an amount
        rf"(?P<word>[a-z]{{3,9}})\.?{_GAP}(?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<year>\d{{4}}){_GAP}(?P<word>[a-z]{{3,9}})",
        rf"(?P<day>\d{{1,2}}){_GAP}(?P<word>[a-z]{{3,9}})\.?{_GAP}(?P<year>\d{{4}}|\d{{2}})",
        r"(?P<word>[a-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})",
    )
)
_NUMERIC_DATE = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2{_YEAR}{_TIME}")
_NOISE = re.compile(r"\b(actuals?|act|month|ended|ending)\b")

_NOTHING = ("", "-", "\N{EN DASH}", "\N{EM DASH}", MINUS, "n/a", "na", "nil", "none", ".")
_CURRENCY = re.compile(r"us\$|usd|\$")
_NUMBER_SIGNS = re.compile(r"\d[\d.,' \u00a0\u202f]*")


class CellError(ValueError):
    """A cell that is not what its column should hold. The message says what is allowed."""


# Months ------------------------------------------------------------------------------------


def is_month(cell: Cell) -> bool:
    """Whether a cell can only be a month: a date, or text such as `Apr 2026`. No number is."""
    if not isinstance(cell, str):
        return isinstance(cell, date)
    if numbers := _numeric_date(cell):
        return any(_dated(numbers, day_first=order) for order in (True, False))
    return _written_month(cell) is not None


def is_month_number(cell: Cell) -> bool:
    """Whether a number may be a month: a spreadsheet's day, or 202604."""
    number = _digits(cell)
    return number is not None and _numbered_month(number) is not None


def month_of(cell: Cell, *, day_first: bool) -> YearMonth:
    """The month of a cell. Raises `CellError`. With `day_first`, 4/5/2026 is in May."""
    found: YearMonth | None = None
    if isinstance(cell, date):
        found = YearMonth(cell.year, cell.month) if cell.year in _YEARS else None
    elif (number := _digits(cell)) is not None:
        found = _numbered_month(number)
    elif isinstance(cell, str):
        numeric = _numeric_date(cell)
        written = None if numeric else _written_month(cell)
        dated = _dated(numeric, day_first=day_first) if numeric else None
        found = YearMonth(dated.year, dated.month) if dated else written
    if found is None:
        raise CellError(f"{shown(cell)} is not a month; {ALLOWED_MONTH}")
    return found


def day_first(cells: Iterable[Cell]) -> bool | None:
    """Whether dates such as 4/5/2026 put the day first; None where the column can't tell.

    A number above 12 is a day. Else that reading is right in which more dates are the first
    or the last of a month, then the one in which more of the months are different ones.
    """
    pairs = [pair for cell in cells if isinstance(cell, str) and (pair := _numeric_date(cell))]
    read = {order: [_dated(pair, day_first=order) for pair in pairs] for order in (True, False)}
    scores = {order: _likely(dates) for order, dates in read.items()}
    months = {order: [each and (each.year, each.month) for each in read[order]] for order in read}
    if months[True] == months[False]:
        return True
    if scores[True] == scores[False]:
        return None
    return scores[True] > scores[False]


def _digits(cell: Cell) -> float | None:
    """A number, also where a CSV file holds it as text."""
    if isinstance(cell, str):
        return float(cell) if re.fullmatch(r"[0-9]{5,6}", cell) else None
    return cell if isinstance(cell, float) else None


class _Numbers(NamedTuple):
    """The numbers of a date such as 30/04/2026."""

    first: int
    second: int
    year: int


def _numeric_date(text: str) -> _Numbers | None:
    match = _NUMERIC_DATE.fullmatch(_plain(text))
    return _Numbers(int(match[1]), int(match[3]), _full_year(match[4])) if match else None


def _dated(numbers: _Numbers, *, day_first: bool) -> date | None:
    first, second, year = numbers
    day, month = (first, second) if day_first else (second, first)
    return _date(year, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _likely(dates: list[date | None]) -> tuple[int, int, int]:
    """How well dates fit months' firsts and lasts: the more, the better."""
    known = [each for each in dates if each]
    edges = sum(each.day in (1, monthrange(each.year, each.month)[1]) for each in known)
    return len(known), edges, len({(each.year, each.month) for each in known})


def _plain(text: str) -> str:
    """In lower case, without the words that say no more than that it is an actual month."""
    return " ".join(_NOISE.sub(" ", text[:60].lower()).split())


def _written_month(text: str) -> YearMonth | None:
    plain = _plain(text)
    for pattern in _PATTERNS:
        if (match := pattern.fullmatch(plain)) is None:
            continue
        parts = match.groupdict()
        month = _named(parts["word"]) if "word" in parts else int(parts["month"])
        year = _full_year(parts["year"])
        if month and _date(year, month, int(parts.get("day") or 1)):
            return YearMonth(year, month)
    return None


def _named(word: str) -> int:
    """1 to 12 for `apr` or `april`; 0 for any other word."""
    places = (place for place, name in enumerate(_MONTHS, start=1) if name.startswith(word))
    return next(places, 9 if word == "sept" else 0)


def _numbered_month(number: float) -> YearMonth | None:
    if _SERIALS[0] <= number <= _SERIALS[1]:
        day = _FIRST_DAY + timedelta(days=int(number))
        return YearMonth(day.year, day.month)
    if not number.is_integer():
        return None
    year, month = divmod(int(number), 100)
    return YearMonth(year, month) if year in _YEARS and 1 <= month <= 12 else None


def _full_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


# Amounts -----------------------------------------------------------------------------------


def decimal_sign(cells: Iterable[Cell], default: str) -> str:
    """`.` or `,`, whichever the texts of a column use for decimals; `default` if they don't say.

    In `1.234,5` the comma is; in `1.234.567` the point is not; in `12,5` the comma is, for no
    group of thousands has one digit. `1,234` alone says nothing.
    """
    votes = {".": 0, ",": 0}
    for cell in cells:
        if isinstance(cell, str) and (match := _NUMBER_SIGNS.search(cell)):
            sign = _decimal(match[0].rstrip(" .,'\u00a0\u202f"))
            if sign:
                votes[sign] += 1
    if votes["."] == votes[","]:
        return default
    return max(votes, key=lambda sign: votes[sign])


def _decimal(text: str) -> str:
    """The decimal sign that one number must have; empty where it may have either."""
    signs = [sign for sign in text if sign in ".,"]
    if not signs:
        return ""
    last, other = signs[-1], "," if signs[-1] == "." else "."
    if other in signs:
        return last
    if len(signs) > 1:
        return other
    _, _, decimals = text.rpartition(last)
    return "" if len(decimals) == 3 else last


def amount_of(cell: Cell, unit: str, decimal: str) -> float | None:
    """The amount of a cell, $m; None where it holds nothing. Raises `CellError`.

    A bare number is in `unit`, a key of `UNITS`; `$1.25B` says its own.
    """
    if isinstance(cell, str):
        found = _typed(cell, unit, decimal)
    elif isinstance(cell, date):
        raise CellError(f"{shown(cell)} is a date; {ALLOWED_AMOUNT}")
    else:
        found = None if cell is None else cell * UNITS[unit]
    if found is not None and not abs(found) <= MAX_AMOUNT:
        raise CellError(f"{shown(cell)} is too large in {unit}; allowed: up to $1,000T")
    return found


def _typed(text: str, unit: str, decimal: str) -> float | None:
    plain = text.strip().lower().replace(MINUS, "-")
    if plain in _NOTHING:
        return None
    plain = _CURRENCY.sub("", plain).strip()
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1].strip()
    if plain.endswith("-"):
        plain = f"-{plain[:-1].strip()}"
    match = _NUMBER_SIGNS.search(plain)
    if match is None or not _well_grouped(match[0], decimal):
        raise CellError(f"{shown(text)} is not an amount; {ALLOWED_AMOUNT}")
    digits = re.sub(rf"[^\d{re.escape(decimal)}]", "", match[0]).replace(decimal, ".")
    before, after = plain[: match.start()], plain[match.end() :].strip()
    if power := re.match(r"e[-+]?\d{1,3}", after):  # 1.2e+09, as spreadsheets save it
        digits, after = digits + power[0], after[power.end() :].strip()
    try:
        # The reader of quantities knows the letters; no range, so a bare number stays bare.
        value = parse(f"{before}{digits}{after}", "money", Range(-(MAX_AMOUNT**2), MAX_AMOUNT**2))
    except QuantityError:
        raise CellError(f"{shown(text)} is not an amount; {ALLOWED_AMOUNT}") from None
    value = value if after else value * UNITS[unit]
    return -value if negative else value


def _well_grouped(number: str, decimal: str) -> bool:
    """Whether the signs that are no decimals stand between groups of three digits."""
    whole, _, decimals = number.strip().partition(decimal)
    groups = re.split(r"[.,' \u00a0\u202f]", whole)
    if not re.fullmatch(r"\d*", decimals) or not all(map(str.isdigit, groups)):
        return False
    return len(groups) == 1 or all(len(group) == 3 for group in groups[1:])


def shown(cell: Cell) -> str:
    """A cell for a message: `'abc'`, 2026-04-30, 12.5; never more than a few words."""
    if isinstance(cell, str):
        return repr(cell if len(cell) <= 40 else f"{cell[:37]}...")
    if isinstance(cell, float):
        return f"{cell:g}"
    return "nothing" if cell is None else cell.isoformat()
