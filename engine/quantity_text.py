"""What people type, read as numbers: `1.25B`, `7%`, `3y`, `36 mo`, `Supplier pays`."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from engine.quantity import DOLLARS, MINUS, SCALES, WORDS


class QuantityError(ValueError):
    """A text that is not a quantity of the style asked for. The message says what is."""


_LETTERS = {
    "": 1.0,
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trillion": 1e12,
}
_MONTHS = {"m": 1, "mo": 1, "mos": 1, "month": 1, "months": 1, "y": 12, "yr": 12, "yrs": 12}
_MONTHS |= {"year": 12, "years": 12, "a": 12}
_TRUE = {"yes", "y", "true", "on", "1"}
_FALSE = {"no", "n", "false", "off", "0"}
_BY_THREES = re.compile(r"\d{1,3}(?:[,_ \u00a0\u202f]\d{3})*(?:\.\d*)?")
_NUMBER = re.compile(
    r"([-+]?)\s*\$?\s*([-+]?)(\d[\d,_ \u00a0\u202f]*(?:\.\d*)?|\.\d+)(e[-+]?\d{1,3})?"
)


class Range(NamedTuple):
    """The values that the reader may expect; settles what a bare number means."""

    minimum: float
    maximum: float


def parse(text: str, style: str, within: Range, *, shown: bool = True) -> float:
    """The value that a person typed, in the model's unit. Raises `QuantityError`.

    With `shown`, a bare number is what the control shows: `7` in a field of percentages is
    7%. Without, as on the command line, it is in the model's unit: `0.07`. A bare number in
    the unit that is far too large for the range is read in base units: 1250000000 is $1.25B.
    """
    typed = " ".join(text.replace(MINUS, "-").split()).lower()
    if not typed:
        raise QuantityError("nothing was typed")
    if (word := _word(typed, style)) is not None:
        return word
    if style in ("count", "count_or_none", "count_or_never", "month", "month_or_none"):
        return _count(typed, text)
    number, rest = _leading_number(typed, text)
    if style == "percent":
        return _percent(number, rest, text, shown=shown)
    if style in SCALES:
        return _amount(number, rest, text, style, within)
    if rest and not _follows(rest, style):
        example = "$5.25" if style == "price" else "1.25"
        raise QuantityError(f"{text!r} is not a number; try {example}")
    return number


def _follows(rest: str, style: str) -> bool:
    """Whether words after a number say no more than its unit: `/ GPU-hour`, `×`."""
    if style == "price":
        return rest.startswith("/")
    return style == "factor" and rest[0] in "x×"


def _word(typed: str, style: str) -> float | None:
    for value, word in WORDS.get(style, {}).items():
        if typed == word.lower():
            return value
    if style == "flag":
        if typed in _TRUE:
            return 1.0
        if typed in _FALSE:
            return 0.0
        raise QuantityError(f"{typed!r} is neither yes nor no")
    return None


def _leading_number(typed: str, text: str) -> tuple[float, str]:
    match = _NUMBER.match(typed)
    if match is None:
        raise QuantityError(f"{text!r} is not a number")
    sign, inner, digits, power = match.groups()
    if sign and inner:
        raise QuantityError(f"{text!r} is not a number")
    if "," in digits and not _BY_THREES.fullmatch(digits.rstrip(", ")):
        raise QuantityError(f"{text!r}: a comma parts thousands; try {digits.replace(',', '.', 1)}")
    plain = re.sub(r"[^\d.]", "", digits)
    number = float(plain + (power or ""))
    if not math.isfinite(number):
        raise QuantityError(f"{text!r} is too large")
    return (-number if "-" in (sign, inner) else number), typed[match.end() :].strip()


def _percent(number: float, rest: str, text: str, *, shown: bool) -> float:
    if rest.startswith("%") or (rest == "" and shown):
        return float(f"{number / 100:.15g}")
    if rest == "":
        return number
    raise QuantityError(f"{text!r} is not a percentage; try 7%")


def _amount(number: float, rest: str, text: str, style: str, within: Range) -> float:
    letter = rest.split("/")[0].removesuffix("gpus").removesuffix("gpu-hours").strip(" $")
    if letter not in _LETTERS:
        example = "$1.25B" if style in DOLLARS else "325k"
        raise QuantityError(f"{text!r} is not an amount; try {example}")
    scale = SCALES[style]
    if letter:
        return float(f"{number * _LETTERS[letter] / scale:.15g}")
    # 6000 in a field of $m is too much, not $6,000; a million or more is meant in dollars.
    if abs(number) >= scale and not within.minimum <= number <= within.maximum:
        return number / scale
    return number


def _count(typed: str, text: str) -> float:
    """`36`, `36 mo`, `3y`, `1y 6m`."""
    total, rest = 0.0, typed.split("/")[0].strip()
    while rest:
        number, rest = _leading_number(rest, text)
        match = re.match(r"([a-z]*)[\s,]*", rest)
        unit = match[1] if match else ""
        if unit and unit not in _MONTHS and unit not in ("gpus", "h", "hours", "days", "suppliers"):
            raise QuantityError(f"{text!r} is not a number of months; try 36, 36 mo or 3y")
        rest = rest[match.end() :] if match else ""
        total += number * _MONTHS.get(unit, 1)
        if not unit and rest:
            raise QuantityError(f"{text!r} is not one number")
    return total
