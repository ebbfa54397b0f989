"""Heat shading: how dark a cell is among those of its own row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from widgets.painting import blend

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QColor

    from widgets.tokens import Tokens

STEPS = 12  # shades on either side
_STRONGEST = 0.36  # of the hue in the card's colour: text stays legible on it
_UNSHADED = ("flag", "count", "month", "quarter")  # words, and numbers that only count up


def shades(values: NDArray[np.float64], style: str) -> NDArray[np.int64]:
    """(n,), -`STEPS` to `STEPS`.

    A row that goes below zero is shaded around zero, else from its lowest to its highest value.
    """
    finite = np.isfinite(values)
    if style in _UNSHADED or not finite.any():
        return np.zeros(len(values), dtype=np.int64)
    known = np.where(finite, values, 0.0)
    low, high = float(values[finite].min()), float(values[finite].max())
    base = low if low >= 0 else 0.0
    reach = max(high - base, base - low)
    if reach <= 0:
        return np.zeros(len(values), dtype=np.int64)
    shares = np.where(finite, (known - base) / reach, 0.0)
    return np.asarray(np.rint(shares * STEPS), dtype=np.int64)


def shade_colour(tokens: Tokens, shade: int) -> QColor:
    """Blue above zero, orange below: told apart by all eyes. 0 is the card's own colour."""
    hue = tokens.revenue if shade > 0 else tokens.compute
    return blend(tokens.card, hue, abs(shade) / STEPS * _STRONGEST)
