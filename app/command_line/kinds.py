"""Single words of the command line: what each kind of them may be.

Each takes the text that was typed and raises `argparse.ArgumentTypeError` in one line naming
it and what is allowed.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_SIZE, MOST_SIZE = (640, 400), (7680, 4320)
EXPORTS = (".xlsx", ".pdf", ".pptx", ".csv", ".png")
_ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_YEARS = range(1900, 2201)
_KILOWATTS = (0.05, 100.0)  # a GPU


def assignment(text: str) -> tuple[str, str]:
    key, mark, value = text.partition("=")
    if not mark or not key.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE, such as term_months=60")
    return key.strip(), value


def size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,5})[x×]([0-9]{1,5})", text.strip().lower())
    pixels = (int(match[1]), int(match[2])) if match else (0, 0)
    within = zip(LEAST_SIZE, pixels, MOST_SIZE, strict=True)
    if all(least <= count <= most for least, count, most in within):
        return pixels
    allowed = f"{LEAST_SIZE[0]}x{LEAST_SIZE[1]} to {MOST_SIZE[0]}x{MOST_SIZE[1]}"
    raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: {allowed}")


def whole(text: str, least: int, most: int) -> int:
    if re.fullmatch("[0-9]{1,12}", text.strip()) and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"{text!r} is not allowed; allowed: whole numbers {least} to {most}"
    )


def probability(text: str) -> float:
    typed = text.strip()
    try:
        share = float(typed.removesuffix("%")) / (100 if typed.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if 0 < share <= 1:
        return share
    raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: above 0 to 1, or 80%")


def day(text: str) -> date:
    try:
        found = date.fromisoformat(text.strip()) if re.fullmatch(_ISO_DAY, text.strip()) else None
    except ValueError:  # 30 February
        found = None
    if found is not None and found.year in _YEARS:
        return found
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a day; allowed: one of {_YEARS[0]} to {_YEARS[-1]}, such as 2026-11-21"
    )


def kilowatts(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    least, most = _KILOWATTS
    if least <= number <= most:
        return number
    raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed: {least:g} to {most:g} kW")


def picture(text: str) -> Path:
    return target(text, (".png",))


def export_file(text: str) -> Path:
    return target(text, EXPORTS)


def fingerprint(text: str) -> str:
    """The first digits of a SHA-256, as people write them down: spaces and capitals don't count."""
    digits = "".join(text.split()).lower()
    if re.fullmatch("[0-9a-f]{8,64}", digits):
        return digits
    raise argparse.ArgumentTypeError(
        f"{text!r} is not a fingerprint; allowed: 8 to 64 hexadecimal digits"
    )


def target(text: str, allowed: Sequence[str]) -> Path:
    path = Path(text)
    if path.suffix.lower() in allowed:
        return path
    raise argparse.ArgumentTypeError(
        f"{text!r} has none of the endings allowed: {', '.join(allowed)}"
    )
