"""Texts of a deck: said, cleaned, cut, and measured well enough to part them among slides."""

from __future__ import annotations

import textwrap

from engine.files.workbook import content
from widgets.language.spoken import own, said

# A character's mean width in its size: Inter's, a little wide, to be on the safe side.
_WIDTH = 0.55
_LEADING = 1.2
_POINTS = 72.0  # in an inch


def shortened(text: str, length: int) -> str:
    """One line in the user's language, of at most so many characters."""
    return own(content.shortened(said(text), length))


def chars_in(width: float, size: float) -> int:
    """How many characters of `size` points fit a line of `width` inches."""
    return max(1, int(width * _POINTS / (size * _WIDTH)))


def lines_in(text: str, width: float, size: float) -> int:
    """How many lines a text takes; never none."""
    return max(1, len(textwrap.wrap(said(text), chars_in(width, size))))


def wrapped_height(text: str, width: float, size: float) -> float:
    """Inches that a text takes in a column of `width` inches."""
    return lines_in(text, width, size) * size * _LEADING / _POINTS
