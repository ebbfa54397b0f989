"""Numbers of a ledger as text: one format a row, so that decimals stand below one another.

The unit stands in a column of its own. Negative numbers are in parentheses, zero is a dash.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.quantity import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ZERO = "\N{EN DASH}"
NO_VALUE = "\N{EM DASH}"
_SHARES = ("percent", "points")
# Decimals that a style has however large its numbers are.
_LEAST = {"percent": 1, "points": 1, "price": 2, "factor": 3}
_MOST = 6
_WIDE = 1e12  # what is larger is written with an exponent
_ROUND = 1e6  # what is larger loses the decimals that small numbers of its row need


def places_of(rows: NDArray[np.float64], styles: Sequence[str]) -> tuple[int, ...]:
    """Decimals for each row of (rows, months): thousands need none, small numbers more."""
    with np.errstate(invalid="ignore"):
        finite = np.isfinite(rows)
        sizes = np.where(finite, np.abs(rows), 0.0).max(axis=1, initial=0.0).tolist()
        whole = ((rows == np.round(rows)) | ~finite).all(axis=1).tolist()
    return tuple(map(_places, sizes, whole, styles))


def _places(size: float, whole: bool, style: str) -> int:
    if style in WORDS or (whole and style not in _LEAST and style != "money"):
        return 0
    places = _LEAST.get(style, 0 if size >= 1000 else 1)
    size *= 100 if style in _SHARES else 1
    while 0 < size < 10.0**-places * 5 and places < _MOST:
        places += 1
    return places


def number_text(value: float, style: str, places: int) -> str:
    """`1,250.0`, `(37)`, `7.0%`, `–`; a yes-or-no value is `Yes` or nothing."""
    if not math.isfinite(value):
        return NO_VALUE
    if style == "flag" and value in WORDS["flag"]:
        return WORDS["flag"][value] if value else ""
    if value == 0:
        return ZERO
    size = abs(value) * 100 if style in _SHARES else abs(value)
    text = f"{size:.3e}" if size >= _WIDE else f"{size:,.{places if size < _ROUND else 0}f}"
    if style == "percent":
        text += "%"
    # What rounds to nothing has no sign.
    return f"({text})" if value < 0 and any(digit in text for digit in "123456789") else text


def spoken_text(value: float, style: str, places: int) -> str:
    """The same in a sentence, where a dash or a blank would say nothing."""
    if style == "flag" and value in WORDS["flag"]:
        return WORDS["flag"][value]
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "no value"
    text = number_text(value, style, places)
    return f"\N{MINUS SIGN}{text[1:-1]}" if text.startswith("(") else text
