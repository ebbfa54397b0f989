"""What people write in the cells of a register, column by column.

A bare number is in dollars where money is due, unless the header names another unit. A share
is `0.5` or `50%`; a bare number above 1 is refused, for nobody can tell 50 from 5000%, unless
the header says per cent.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from engine.contracts.contract import CAPACITY_UNITS
from engine.contracts.quote import PRICE_UNITS
from engine.files.amounts import NOTHING, CellError, amount_of, shown
from engine.files.days import day_of
from engine.files.register.columns import most_text
from engine.files.register.words import folded, is_days, months_in, value_word, word_meanings
from engine.quantity import short

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.contracts.contract import RegisterColumn
    from engine.files.grid import Cell

Value = str | float | int | bool | date | tuple[tuple[int, float], ...] | None

_COUNT = re.compile(r"([-+]?\d[\d., ]*)([^\W\d_]*)\.?")
_PARTS = re.compile(r"(\d{1,3}) ?([^\W\d_]+)")  # 1y 6m
_QUANTITY = re.compile(r"([-+]?[\d.,' \u00a0\u202f]*\d(?:e[-+]?\d{1,3})?)(.*)")
_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_STEP = re.compile(r"(\d{1,3}) ?[:=] ?([^;|]+)")
_PER = re.compile(r" ?(?:/ ?|per |a )(?=[a-z]).*")
_MILLION = 1e6


class Reading(NamedTuple):
    """How the bare numbers and dates of a column are meant."""

    decimal: str = "."
    unit: str = "$"  # of money: a key of UNITS
    percent: bool = False  # bare numbers are per cent
    years: bool = False  # bare numbers are years
    day_first: bool | None = None


def value_of(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    """The value that a cell stands for, None where it is blank. Raises `CellError`."""
    if cell is None or (column.kind != "text" and _is_nothing(cell)):
        return None
    if isinstance(cell, str) and _ERRORS.fullmatch(cell):
        raise CellError(f"{cell} is an error of the spreadsheet; {allowed(column)}")
    value = _READERS[column.kind](cell, column, how)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        _check_range(value, cell, column)
    return value


def allowed(column: RegisterColumn) -> str:
    """What a column may hold, for messages: `allowed: whole months from 1 to 120`."""
    return f"allowed: {_ALLOWED[column.kind](column)}"


def _is_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().lower() in NOTHING


def _check_range(value: float, cell: Cell, column: RegisterColumn) -> None:
    low, high = column.minimum, column.maximum
    if low is not None and high is not None and not low <= value <= high:
        raise CellError(f"{shown(cell)} is out of range; {allowed(column)}")


def _fault(cell: Cell, column: RegisterColumn, what: str) -> CellError:
    return CellError(f"{shown(cell)} is not {what}; {allowed(column)}")


# Kinds -------------------------------------------------------------------------------------


def _text(cell: Cell, column: RegisterColumn, _how: Reading) -> Value:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if not isinstance(cell, str):
        return str(cell)
    if cell.startswith("="):
        raise CellError(f"{shown(cell)} begins as a formula does; allowed: text")
    text = unguarded(cell)
    if len(text) > most_text(column.key):
        raise CellError(f"{shown(cell)} is too long; {allowed(column)}")
    if not text.isprintable() and any(unicodedata.category(s) in ("Cc", "Cs") for s in text):
        raise CellError(f"{shown(cell)} holds control characters; {allowed(column)}")
    return text


def _date(cell: Cell, _column: RegisterColumn, how: Reading) -> Value:
    return day_of(cell, day_first=how.day_first)


def _money(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    text = _PER.sub("", cell.lower()) if isinstance(cell, str) else cell
    try:
        return amount_of(text, how.unit, how.decimal)
    except CellError:
        raise _fault(cell, column, "an amount") from None


def _price(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    """Plain dollars: `$2.10`, `2.10 / GPU-hour`, `$1.2k`."""
    text = _PER.sub("", cell.lower()) if isinstance(cell, str) else cell
    return _plain_number(text, cell, column, how)


def _number(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    """`12,000`, `12.5k`, and with the unit behind it `120 MW`."""
    text = split_unit(cell)[0] if isinstance(cell, str) else cell
    return _plain_number(text, cell, column, how)


def _plain_number(text: Cell, cell: Cell, column: RegisterColumn, how: Reading) -> float | None:
    if isinstance(text, float):
        return text
    try:
        # With a letter behind it an amount is in $m already; bare, it is taken as it stands.
        lettered = isinstance(text, str) and re.search(r"\d ?[a-z]+$", text.strip().lower())
        found = amount_of(text, "$m", how.decimal)
    except CellError:
        raise _fault(cell, column, "a number") from None
    return found * _MILLION if lettered and found is not None else found


def _whole(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    days = column.unit == "days"
    number, factor = _count(cell, days=days, how=how)
    if number is None or factor == 0:
        raise _fault(cell, column, "a whole number of days" if days else "a number of months")
    if how.years and factor < 0:
        factor = 12
    value = number * abs(factor)
    if not value.is_integer():
        raise _fault(cell, column, "a whole number")
    return int(value)


def _count(cell: Cell, *, days: bool, how: Reading) -> tuple[float | None, int]:
    """A number, and what its unit makes of it: 0 not allowed, -1 no unit given."""
    if isinstance(cell, float):
        return cell, -1
    if not isinstance(cell, str):
        return None, 0
    plain = folded(cell).strip()
    if (match := _COUNT.fullmatch(plain)) is None:
        return _parts(plain, days=days), 1
    try:
        number = amount_of(match[1].strip(), "$m", how.decimal)
    except CellError:
        return None, 0
    if not match[2]:
        return number, -1
    return number, int(is_days(match[2])) if days else months_in(match[2])


def _parts(text: str, *, days: bool) -> float | None:
    """`1y 6m` in months."""
    found = _PARTS.findall(text)
    whole = " ".join(text.split()) == " ".join("".join(part) for part in found)
    if days or not whole or not all(months_in(word) for _, word in found):
        return None
    return float(sum(int(number) * months_in(word) for number, word in found)) or None


def _share(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    if isinstance(cell, float):
        return float(f"{cell / 100:.15g}") if how.percent else cell
    text = cell.strip() if isinstance(cell, str) else ""
    signed = text.endswith("%")
    bare = text.removesuffix("%").strip()
    if not bare or re.search(r"[a-df-z$]", bare.lower()):
        raise _fault(cell, column, "a share")
    try:
        found = amount_of(bare, "%" if signed or how.percent else "$m", how.decimal)
    except CellError:
        raise _fault(cell, column, "a share") from None
    if found is not None and not signed and not how.percent and 1 < found <= 100:
        raise CellError(f"{shown(cell)} has no % sign; allowed: {bare}%, or a share such as 0.5")
    return found


def _flag(cell: Cell, column: RegisterColumn, _how: Reading) -> Value:
    word = str(int(cell)) if isinstance(cell, float) and cell in (0, 1) else value_word(str(cell))
    meaning = word_meanings("flag").get(word)
    if meaning is None:
        raise _fault(cell, column, "yes or no")
    return meaning == "yes"


def _unit(cell: Cell, column: RegisterColumn, _how: Reading) -> Value:
    return _worded(cell, column, "capacity_unit", CAPACITY_UNITS)


def _price_unit(cell: Cell, column: RegisterColumn, _how: Reading) -> Value:
    return _worded(cell, column, "price_unit", PRICE_UNITS)


def _worded(cell: Cell, column: RegisterColumn, table: str, known: tuple[str, ...]) -> str:
    text = str(cell).removeprefix("$")
    key = text.strip().lower()
    found = key if key in known else word_meanings(table).get(value_word(text))
    if found is None:
        raise _fault(cell, column, "a unit")
    return found


def _schedule(cell: Cell, column: RegisterColumn, how: Reading) -> Value:
    """`1: 600m; 13: 1.25B`: months that rise, the first of them 1."""
    text = cell if isinstance(cell, str) else ""
    steps = [part.strip() for part in re.split(r"[;|]", text) if part.strip()]
    matches = [_STEP.fullmatch(step) for step in steps]
    if not steps or not all(matches):
        raise _fault(cell, column, "a fee schedule")
    found = tuple((int(match[1]), _step_fee(match[2], column, how)) for match in matches if match)
    months = [month for month, _ in found]
    if months[0] != 1 or months != sorted(set(months)) or months[-1] > _LAST_MONTH:
        raise _fault(cell, column, "in order")
    return found


def _step_fee(text: str, column: RegisterColumn, how: Reading) -> float:
    fee = _money(text, column, how)
    if not isinstance(fee, float):
        raise _fault(text, column, "an amount")
    _check_range(fee, text, column)
    return fee


_LAST_MONTH = 120


def split_unit(text: str) -> tuple[str, str]:
    """A capacity and its unit, empty where it has none: `120 MW` is `120` and `mw`."""
    if (match := _QUANTITY.fullmatch(folded(text).strip())) is None:
        return text, ""
    rest = value_word(match[2])
    unit = word_meanings("capacity_unit").get(rest, "")
    return (match[1], unit) if unit else (text, "")


def guarded(text: str) -> str:
    """A text as it is written, so that no spreadsheet takes it for a formula or an error."""
    return f"'{text}" if _is_dangerous(text) else text


def unguarded(text: str) -> str:
    """The text that was written so."""
    return text[1:] if text.startswith("'") and _is_dangerous(text) else text


def _is_dangerous(text: str) -> bool:
    rest = text.lstrip("'")
    return rest.startswith(("=", "+", "-", "@")) or _ERRORS.fullmatch(rest) is not None


_READERS: Mapping[str, Callable[[Cell, RegisterColumn, Reading], Value]] = MappingProxyType(
    {
        "text": _text,
        "date": _date,
        "money": _money,
        "price": _price,
        "number": _number,
        "whole": _whole,
        "share": _share,
        "flag": _flag,
        "unit": _unit,
        "price_unit": _price_unit,
        "schedule": _schedule,
    }
)


# What is allowed ---------------------------------------------------------------------------


def _share_range(column: RegisterColumn) -> str:
    low, high = (f"{(each or 0) * 100:g}%" for each in (column.minimum, column.maximum))
    return f"a share from {low} to {high}, such as 0.05 or 5%"


def _money_range(column: RegisterColumn) -> str:
    low, high = (short(each or 0, "money") for each in (column.minimum, column.maximum))
    return f"{low} to {high}, such as 1250000000, 1,250,000,000 or $1.25B"


def _count_range(column: RegisterColumn) -> str:
    unit = "days" if column.unit == "days" else "months"
    return f"whole {unit} from {column.minimum:g} to {column.maximum:g}"


_ALLOWED: Mapping[str, Callable[[RegisterColumn], str]] = MappingProxyType(
    {
        "text": lambda column: f"text of up to {most_text(column.key)} characters",
        "date": lambda _: "a date such as 2026-04-01, 1 Apr 2026 or 01/04/2026",
        "money": _money_range,
        "price": lambda _: "dollars such as 2.10 or $1,450",
        "number": lambda column: f"a number from 0 to {column.maximum:,.0f}",
        "whole": _count_range,
        "share": _share_range,
        "flag": lambda _: "yes or no",
        "unit": lambda _: ", ".join(CAPACITY_UNITS),
        "price_unit": lambda _: ", ".join(PRICE_UNITS),
        "schedule": lambda _: f"fees by month such as 1: 600m; 13: 1.25B, month 1 to {_LAST_MONTH}",
    }
)
