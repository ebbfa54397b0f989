"""Number formats of a deck's charts: `$12.5B` of a value in $m, with a true minus sign."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.files.workbook.style import signed
from engine.quantity import DOLLARS, SCALES
from widgets.language.spoken import said

if TYPE_CHECKING:
    from widgets.states import Axis

_LETTERS = {"": 0, "k": 3, "m": 6, "B": 9, "T": 12}  # and their powers of ten
_MOST_PLACES = 6
_SIGNIFICANT = 3
_COUNTED = ("month", "quarter")  # styles of numbers that follow the style's name


def axis_format(axis: Axis, style: str) -> str:
    """The format of an axis of values in a style's unit, all in the prefix of the largest."""
    ticks = axis.ticks
    step = (ticks[1].position - ticks[0].position if len(ticks) > 1 else 1.0) * _shown(axis, style)
    decimals = f"{step:.{_MOST_PLACES}f}".rstrip("0").partition(".")[2]
    return _format(axis, style, len(decimals))


def label_format(axis: Axis, style: str) -> str:
    """The same, with the decimals that give the axis' largest value three digits."""
    size = _largest(axis) * _shown(axis, style)
    places = _SIGNIFICANT - 1 - math.floor(math.log10(size)) if size else 0
    if style == "percent":
        places = 1
    return _format(axis, style, min(max(places, 0), _MOST_PLACES))


def _format(axis: Axis, style: str, places: int) -> str:
    """A comma behind a format's digits takes three powers of ten off what is shown.

    Points and commas are the program's own locale's; words and signs are the window's.
    """
    digits = "#,##0" + (f".{'0' * places}" if places else "")
    if style == "percent":
        return signed(_around("1%", digits))
    if style in SCALES:
        commas, letter = _prefix(axis, style)
        dollar = "$" if style in DOLLARS else ""
        scaled = f"{digits}{',' * commas}"
        return signed(_around(f"{dollar}1{letter}", scaled), _around(f"{dollar}1", "0"))
    if style == "price":
        return signed(_around("$1", "#,##0.00" if places < 2 else digits))
    if style in _COUNTED:
        return _around(f"{style} 1", "0")
    return signed(f'{digits}"×"' if style == "factor" else digits)


def _around(sample: str, digits: str) -> str:
    """The digits, with what the user's language writes before and behind the 1 of a sample."""
    before, _, behind = said(sample).partition("1")
    return f"{_literal(before)}{digits}{_literal(behind)}"


def _literal(text: str) -> str:
    """Words in quotation marks; a percent sign within them would multiply nothing."""
    if "%" in text:
        return "%".join(map(_literal, text.split("%")))
    return text if text in ("", "$") else f'"{text}"'


def _shown(axis: Axis, style: str) -> float:
    """What a value is multiplied by before its digits are shown."""
    if style == "percent":
        return 100.0
    return 1000.0 ** -_prefix(axis, style)[0] if style in SCALES else 1.0


def _prefix(axis: Axis, style: str) -> tuple[int, str]:
    """How many times 1,000 is taken off the unit, and the letter that then follows."""
    base = next(each for each, power in _LETTERS.items() if 10.0**power == SCALES[style])
    largest = max(axis.ticks, key=lambda tick: abs(tick.position)).text
    letter = largest[-1] if largest[-1] in _LETTERS else ""
    thousands = (_LETTERS[letter] - _LETTERS[base]) // 3
    return (thousands, letter) if thousands > 0 else (0, base)


def _largest(axis: Axis) -> float:
    return max(abs(axis.minimum), abs(axis.maximum))
