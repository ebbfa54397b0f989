"""Numbers inside formulas: in the model's own scale, with units, to as many digits as needed.

A formula in values must be true as printed, so nothing changes its scale inside one: $1,250m
and $0.4m, never $1.25B and $400k. (`engine.quantity` writes numbers that stand alone.)
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import NamedTuple

from engine.model.catalogue import catalogue
from engine.quantity import DOLLARS, MINUS

FEWEST, ALL = 4, 17  # significant digits: the least that a formula shows, and every one
_SHOWN = 6
_PLACES = 6  # decimals of a shown value: $1, 1 GPU-hour
NONE = "—"

_BY_STYLE = {
    "money": "m",
    "thousands": "k",
    "gpus": "k GPU",
    "gpu_hours": "m GPU-h",
    "percent": "%",
    "factor": "×",
}
# What a unit's style doesn't say: what the number is per, and the counted ones that have a name.
_BY_UNIT = {
    "$k": "k/GPU",
    "$m/month": "m/month",
    "$m/yr": "m/yr",
    "$/GPU-h": "/GPU-h",
    "$/GPU-month": "/GPU-month",
    "k GPU-eq": "k GPU-eq",
    "m GPU-h/month": "m GPU-h/month",
    "GPU-h per $ revenue": " GPU-h/$",
    "%/month": "%/month",
    "%/yr": "%/yr",
    "pts/yr": "%/yr",
    "points of revenue a year": "%/yr",
    "points of revenue a year, frontier to fast": "%/yr",
    "h": " h",
    "days": " days",
    "months": " months",
    "months of fee": " months",
}
_WHOLE = 12  # digits before the point are not rounded off, up to so many
_LONGEST = 21  # digits before the point, and zeros behind it, that are still written out


class Written(NamedTuple):
    """A number as text, and the number that the text says."""

    text: str
    value: float


def shown(value: float, unit: str, *, per: bool = True) -> str:
    """A value by itself, to six significant digits and all before the point: `$43,437.5m`.

    No more than six decimals, so what is left of a rounding error reads as 0; NaN is a dash.
    `per` false leaves out what a rate is per (`$5.2687`, not `$5.2687/GPU-h`), where words
    beside it say so (`engine.model.per`).
    """
    text = written(value, unit, _SHOWN, _PLACES).text
    suffix = _BY_UNIT.get(unit, "")
    rate = suffix[suffix.find("/") :] if "/" in suffix and not suffix.startswith(" ") else ""
    return text if per else text.removesuffix(rate)


def written(value: float, unit: str, digits: int, places: int | None = None) -> Written:
    """A value to so many significant digits, those before the point (up to 12) at least.

    Decimals are limited to `places`, by default two more than the digits. With `ALL` digits
    the text says exactly the value.
    """
    if value != value:
        return Written(NONE, math.nan)
    style = catalogue().style(unit)
    shift = 2 if style == "percent" else 0  # 0.07 is written as 7%
    limit = digits + 2 if places is None else places
    figures, exponent = _rounded(abs(value), digits, limit, shift)
    negative = value < 0 and figures != "0"
    text = _plain(figures, exponent + shift, 2 if style == "price" else 0)
    suffix = _BY_UNIT.get(unit, _BY_STYLE.get(style, ""))
    if text == "1" and suffix in (" months", " days"):
        suffix = suffix[:-1]
    size = float(f"{figures}e{exponent - len(figures) + 1}")
    sign = MINUS if negative else ""
    dollar = "$" if style in DOLLARS else ""
    return Written(f"{sign}{dollar}{text}{suffix}", -size if negative else size)


def _rounded(size: float, digits: int, places: int, shift: int) -> tuple[str, int]:
    """Its significant digits without zeros at the end, and the exponent of the first."""
    if size == 0:
        return "0", 0
    if digits >= ALL:
        return _parts(f"{Decimal(repr(size)):e}")
    figures, exponent = _parts(f"{size:.{digits - 1}e}")
    whole = exponent + shift + 1
    wanted = min(max(digits, min(whole, _WHOLE)), whole + places)
    if wanted == digits:
        return figures, exponent
    return _parts(f"{size:.{wanted - 1}e}") if wanted > 0 else ("0", 0)


def _parts(scientific: str) -> tuple[str, int]:
    mantissa, _, exponent = scientific.lower().partition("e")
    return mantissa.replace(".", "").rstrip("0") or "0", int(exponent or 0)


def _plain(figures: str, exponent: int, places: int) -> str:
    """The digits with point and thousands separated, with at least `places` decimals."""
    if not -_LONGEST < exponent < _LONGEST:
        rest = f".{figures[1:]}" if figures[1:] else ""
        return f"{figures[0]}{rest}e{exponent}"
    if exponent < 0:
        whole, decimals = "0", "0" * (-exponent - 1) + figures
    else:
        whole = figures[: exponent + 1].ljust(exponent + 1, "0")
        decimals = figures[exponent + 1 :]
    decimals = decimals.ljust(places, "0")
    return f"{int(whole):,}{'.' if decimals else ''}{decimals}"
