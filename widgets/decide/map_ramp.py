"""The colours of a heat map: even to the eye, told apart by all eyes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from widgets.tokens import Tokens

    Floats = NDArray[np.float64]

SHADES = 256  # from the least to the greatest value
VEILED = SHADES  # where the same shades begin again, greyed, for cells that miss the goal
MISSING = 2 * SHADES  # the place of the colour of cells without a value
_FAINTEST, _STRONGEST = 0.06, 0.94  # of the hue in the card's colour
_GREYED = 0.12  # of the colour that is left where the goal is missed; as light as before
_GREYED_SIGNED = 0.35  # there, colour also tells above from below zero
# Oklab (B. Ottosson): equal steps in it look equal.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_CONES = np.linalg.inv(_TO_CONES)
_FROM_LAB = np.linalg.inv(_TO_LAB)


@lru_cache(maxsize=8)
def palette(tokens: Tokens, *, signed: bool) -> NDArray[np.uint32]:
    """(513,), the colours of an image: the shades, the same greyed, no value.

    Blue for much; where values are signed, blue above zero and orange below it.
    """
    card, hue, other = _lab(tokens.card), _lab(tokens.revenue), _lab(tokens.compute)
    shares = np.linspace(-1.0 if signed else 0.0, 1.0, SHADES)
    strength = _FAINTEST + (_STRONGEST - _FAINTEST) * np.abs(shares)
    if signed:
        strength = _STRONGEST * np.abs(shares)
    towards = np.where(shares[:, None] < 0, other, hue)
    shades = card + (towards - card) * strength[:, None]
    left = _GREYED_SIGNED if signed else _GREYED
    grey = card * (1.0, left, left) + (shades - card) * (1.0, left, left)
    whole = np.concatenate([_rgb(shades), _rgb(grey), _rgb(card[None, :])])
    parts = np.rint(whole * 255).astype(np.uint32)
    packed: NDArray[np.uint32] = (
        np.uint32(0xFF000000) | parts[:, 0] << 16 | parts[:, 1] << 8 | parts[:, 2]
    )
    return packed


def _lab(name: str) -> Floats:
    colour = QColor(name)
    coded = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    found: Floats = _TO_LAB @ np.cbrt(_TO_CONES @ light)
    return found


def _rgb(lab: Floats) -> Floats:
    """(n, 3), sRGB from 0 to 1."""
    light = np.clip((lab @ _FROM_LAB.T) ** 3 @ _FROM_CONES.T, 0.0, 1.0)
    coded = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.clip(coded, 0.0, 1.0)
