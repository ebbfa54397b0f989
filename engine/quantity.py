"""Numbers as people read and type them: `$1.25B`, `7%`, `36 mo`, `Supplier pays`.

A unit's *style* (see `units.tsv`) says how its numbers are written. Values are in the
model's units: money in $m, shares as fractions, GPUs in thousands.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MINUS = "\N{MINUS SIGN}"

# One unit of each style in base units: $, GPUs, GPU-hours.
_SCALES = {"money": 1e6, "thousands": 1e3, "gpus": 1e3, "gpu_hours": 1e6}
_PREFIXES = ((1e12, "T"), (1e9, "B"), (1e6, "m"), (1e3, "k"), (1.0, ""))
_DOLLARS = ("money", "thousands", "price")
_WORDS: Mapping[str, Mapping[float, str]] = {
    "flag": {0: "No", 1: "Yes"},
    "direction": {1: "Lab pays", -1: "Supplier pays"},
    "timing": {0: "Month start", 0.5: "Mid-month", 1: "Month end"},
    "month_or_none": {0: "None"},
    "count_or_none": {0: "None"},
    "count_or_never": {0: "Never"},
}


class QuantityError(ValueError):
    """A text that is not a quantity of the style asked for. The message says what is."""


# Writing ---------------------------------------------------------------------------------


def exact(value: float, style: str, step: float = 0.0) -> str:
    """The value with every digit that it has, at least as many as `step` needs.

    For controls: what is shown reads back as the same number.
    """
    if word := _WORDS.get(style, {}).get(value):
        return word
    if style == "percent":
        places = max(_places(step * 100), 0)
        return f"{_signed(_digits(value * 100, places))}%"
    if style in _SCALES:
        return _scaled(value, style, exactly=True)
    prefix = "$" if style == "price" else ""
    places = 2 if style == "price" else _places(step)
    return _signed(_digits(abs(value), places), prefix, negative=value < 0)


def short(value: float, style: str) -> str:
    """The value to three significant digits, for headline figures, charts and tables."""
    if word := _WORDS.get(style, {}).get(value):
        return word
    if style == "percent":
        return f"{_signed(f'{value * 100:.1f}')}%"
    if style in _SCALES:
        return _scaled(value, style, exactly=False)
    if style == "price":
        return _signed(f"{abs(value):,.2f}", "$", negative=value < 0)
    if style == "factor":
        return f"{_signed(f'{value:,.2f}')}×"
    return _signed(_plain(value))


def tick_texts(values: Sequence[float], style: str) -> list[str]:
    """The labels of one axis: all in the prefix of the largest, with the decimals they need."""
    if style not in _SCALES:
        return [short(value, style) for value in values]
    sizes = [value * _SCALES[style] for value in values]
    largest = max(map(abs, sizes))
    scale, letter = next((pair for pair in _PREFIXES if largest >= pair[0]), _PREFIXES[-1])
    places = max(_places(round(size / scale, 6)) for size in sizes)
    prefix = "$" if style in _DOLLARS else ""
    return [
        _signed(f"{abs(size) / scale:,.{places}f}{letter}", prefix, negative=size < 0)
        if size
        else f"{prefix}0"
        for size in sizes
    ]


def change(value: float, style: str) -> str:
    """The size of a difference, without its sign; points for a percentage."""
    if style == "percent":
        return f"{abs(value) * 100:.1f} pts"
    if style in ("month", "count", "quarter"):
        return _plain(abs(value))
    return short(abs(value), style)


def _plain(value: float) -> str:
    """A count: whole where it is, else one decimal."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.1f}"


def _signed(text: str, prefix: str = "", *, negative: bool | None = None) -> str:
    if negative is None:
        negative, text = text.startswith("-"), text.removeprefix("-")
    # What rounds to nothing has no sign.
    negative = negative and any(digit in "123456789" for digit in text)
    return f"{MINUS if negative else ''}{prefix}{text}"


def _scaled(value: float, style: str, *, exactly: bool) -> str:
    """With the prefix that keeps one to three digits before the point."""
    size = abs(value) * _SCALES[style]
    prefix = "$" if style in _DOLLARS else ""
    for scale, letter in _PREFIXES:
        # 999.6m reads as $1.00B, not as $1,000m.
        if size >= scale * (1 if exactly else 0.9995) or not letter:
            break
    text = _digits(size / scale, 0) if exactly else _three(size / scale)
    return _signed(text + letter, prefix, negative=value < 0)


def _three(size: float) -> str:
    """Three significant digits: 1.25, 43.4, 828; 0 as it is."""
    if size == round(size) and size < 10:
        return f"{size:.0f}"  # $5m, not $5.00m
    places = 2 if size < 9.995 else 1 if size < 99.95 else 0
    return f"{size:,.{places}f}"


def _digits(size: float, places: int) -> str:
    """Up to twelve significant digits, at least `places` decimals, thousands separated."""
    text = f"{size:.12g}"
    if "e" in text:
        return text
    whole, _, decimals = text.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    decimals = decimals.ljust(places, "0")
    return f"{sign}{int(whole):,}{'.' if decimals else ''}{decimals}"


def _places(step: float) -> int:
    """Decimals that the step needs: 0.25 needs two."""
    text = f"{step:.10f}".rstrip("0")
    return len(text.partition(".")[2])


# Reading ---------------------------------------------------------------------------------

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
    if style in _SCALES:
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
    for value, word in _WORDS.get(style, {}).items():
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
        example = "$1.25B" if style in _DOLLARS else "325k"
        raise QuantityError(f"{text!r} is not an amount; try {example}")
    scale = _SCALES[style]
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
