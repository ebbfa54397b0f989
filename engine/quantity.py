"""Numbers as people read them: `$1.25B`, `7.0%`, `Supplier pays`.

A unit's *style* (see `units.tsv`) says how its numbers are written. Values are in the
model's units: money in $m, shares as fractions, GPUs in thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MINUS = "\N{MINUS SIGN}"

# One unit of each style in base units: $, GPUs, GPU-hours.
SCALES = {"money": 1e6, "thousands": 1e3, "gpus": 1e3, "gpu_hours": 1e6}
_PREFIXES = ((1e12, "T"), (1e9, "B"), (1e6, "m"), (1e3, "k"), (1.0, ""))
DOLLARS = ("money", "thousands", "price")
WORDS: Mapping[str, Mapping[float, str]] = {
    "flag": {0: "No", 1: "Yes"},
    "direction": {1: "Lab pays", -1: "Supplier pays"},
    "timing": {0: "Month start", 0.5: "Mid-month", 1: "Month end"},
    "month_or_none": {0: "None"},
    "count_or_none": {0: "None"},
    "count_or_never": {0: "Never"},
}


def exact(value: float, style: str, step: float = 0.0) -> str:
    """The value with every digit that it has, at least as many as `step` needs.

    For controls: what is shown reads back as the same number.
    """
    if word := WORDS.get(style, {}).get(value):
        return word
    if style == "percent":
        places = max(_places(step * 100), 0)
        return f"{_signed(_digits(value * 100, places))}%"
    if style in SCALES:
        return _scaled(value, style, exactly=True)
    prefix = "$" if style == "price" else ""
    places = 2 if style == "price" else _places(step)
    return _signed(_digits(abs(value), places), prefix, negative=value < 0)


def short(value: float, style: str) -> str:
    """The value to three significant digits, for headline figures, charts and tables."""
    if word := WORDS.get(style, {}).get(value):
        return word
    if style == "percent":
        return f"{_signed(f'{value * 100:.1f}')}%"
    if style in SCALES:
        return _scaled(value, style, exactly=False)
    if style == "price":
        return _signed(f"{abs(value):,.2f}", "$", negative=value < 0)
    if style == "factor" and 0 < abs(value) < 0.1:
        return f"{_signed(f'{value:.3g}')}×"
    if style == "factor":
        return f"{_signed(f'{value:,.2f}')}×"
    return _signed(_plain(value))


def tick_texts(values: Sequence[float], style: str) -> list[str]:
    """The labels of one axis: all in the prefix of the largest, with the decimals they need."""
    if style not in SCALES:
        return [short(value, style) for value in values]
    sizes = [value * SCALES[style] for value in values]
    largest = max(map(abs, sizes))
    scale, letter = next((pair for pair in _PREFIXES if largest >= pair[0]), _PREFIXES[-1])
    places = max(_places(round(size / scale, 6)) for size in sizes)
    prefix = "$" if style in DOLLARS else ""
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
    size = abs(value) * SCALES[style]
    prefix = "$" if style in DOLLARS else ""
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
