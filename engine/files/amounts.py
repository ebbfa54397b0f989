"""Amounts of money as people write them in cells, and how a cell is shown in a message."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from engine.quantity import MINUS
from engine.quantity_text import QuantityError, Range, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.files.grid import Cell

# A plain number's unit, in $m.
UNITS = {"$": 1e-6, "$k": 1e-3, "$m": 1.0, "$bn": 1e3}
_POWERS = {"$": -6, "$k": -3, "$m": 0, "$bn": 3, "%": -2}
ALLOWED_AMOUNT = "allowed: an amount such as 1,234.5, (1,234) or $1.25B, or nothing"
MAX_AMOUNT = 1e9  # $m; more is a wrong unit or a wrong column

NOTHING = ("", "-", "\N{EN DASH}", "\N{EM DASH}", MINUS, "n/a", "na", "nil", "none", ".")
_CURRENCY = re.compile(r"us\$|usd|\$")
_NUMBER_SIGNS = re.compile(r"\d[\d.,' \u00a0\u202f]*")


class CellError(ValueError):
    """A cell that is not what its column should hold. The message says what is allowed."""


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
    whole, _, decimals = text.rpartition(last)
    grouped = len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return "" if grouped else last


def amount_of(cell: Cell, unit: str, decimal: str) -> float | None:
    """The amount of a cell, $m; None where it holds nothing. Raises `CellError`.

    A bare number is in `unit`, a key of `UNITS`; `$1.25B` says its own. In `%` a bare number
    becomes a share.
    """
    if isinstance(cell, str) and cell.isascii() and cell.isdigit():
        found: float | None = _shifted(cell, _POWERS[unit])  # the most of a long register
    elif isinstance(cell, str):
        found = _typed(cell, unit, decimal)
    elif isinstance(cell, date):
        raise CellError(f"{shown(cell)} is a date; {ALLOWED_AMOUNT}")
    else:
        found = None if cell is None else _shifted(repr(cell), _POWERS[unit])
    if found is not None and not abs(found) <= MAX_AMOUNT:
        raise CellError(f"{shown(cell)} is too large in {unit}; allowed: up to $1,000T")
    return found


def _typed(text: str, unit: str, decimal: str) -> float | None:
    plain = text.strip().lower().replace(MINUS, "-")
    if plain in NOTHING:
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
    if before.endswith(decimal) and digits.isdigit():  # .5
        before, digits = before[:-1], f".{digits}"
    if power := re.match(r"e[-+]?\d{1,3}", after):  # 1.2e+09, as spreadsheets save it
        digits, after = digits + power[0], after[power.end() :].strip()
    if re.search(r"\d", before + after):  # 1/2, 5 in 2026
        raise CellError(f"{shown(text)} is not an amount; {ALLOWED_AMOUNT}")
    try:
        # The reader of quantities knows the letters; no range, so a bare number stays bare.
        value = parse(f"{before}{digits}{after}", "money", Range(-(MAX_AMOUNT**2), MAX_AMOUNT**2))
    except QuantityError:
        raise CellError(f"{shown(text)} is not an amount; {ALLOWED_AMOUNT}") from None
    if not after or after.startswith("/"):
        value = math.copysign(_shifted(digits, _POWERS[unit]), value)
    return -value if negative else value


def _shifted(digits: str, power: int) -> float:
    """A number with its decimal point moved: the float nearest to what was written."""
    mantissa, _, exponent = digits.partition("e")
    try:
        return float(f"{mantissa}e{int(exponent or 0) + power}")
    except ValueError:  # inf and nan have no digits
        return math.inf


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
