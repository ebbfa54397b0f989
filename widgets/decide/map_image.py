"""Values on a grid as a picture: smooth between cells, or cell by cell where values go in steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtGui import QImage

from widgets.decide.map_ramp import MISSING, SHADES, VEILED, palette

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from widgets.decide.map_states import MapState
    from widgets.tokens import Tokens

    Floats = NDArray[np.float64]

_COARSE = 2  # px of the screen a px of the picture


class Lookup(NamedTuple):
    """For each place along an edge: the cell before it, the share of the next, the nearest."""

    before: NDArray[np.intp]
    share: Floats
    nearest: NDArray[np.intp]


def map_image(state: MapState, width: int, height: int, tokens: Tokens) -> QImage:
    """The cells without lines or words, the first row at the bottom.

    A half of `width` × `height` px, to be drawn to that size: smoothly, unless values go in
    steps.
    """
    across = lookup(state.x.grid, max(1, width // _COARSE))
    down = lookup(state.y.grid, max(1, height // _COARSE))
    shades = _shades(state, down, across)
    if state.goal is not None:
        # The goal's line runs straight between cells, whatever the figure does.
        failing = between(state.goal.margin, down, across) < 0
        shades = shades + failing * VEILED
    gone = np.isnan(state.values)
    if gone.any():
        shades = np.where(gone[down.nearest][:, across.nearest], MISSING, shades)
    colours = palette(tokens, signed=state.scale.signed)
    pixels = np.ascontiguousarray(colours[shades[::-1]])
    rows, columns = pixels.shape
    picture = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    return picture.copy()  # its own memory


def lookup(grid: Floats, count: int) -> Lookup:
    """`count` places evenly from the first to the last value of a grid."""
    places = grid[0] + (grid[-1] - grid[0]) * (np.arange(count) + 0.5) / count
    before = np.clip(np.searchsorted(grid, places, side="right") - 1, 0, len(grid) - 2)
    share = (places - grid[before]) / (grid[before + 1] - grid[before])
    return Lookup(before, share, before + (share >= 0.5))


def _shades(state: MapState, down: Lookup, across: Lookup) -> NDArray[np.intp]:
    """(rows, columns) of the picture, places in the palette."""
    low, high = state.scale.low, state.scale.high
    scaled = (state.values - low) / (high - low) if high > low else state.values * 0.0
    known = _filled(np.clip(scaled, 0.0, 1.0)) * (SHADES - 1)
    if state.stepped:
        return np.rint(known).astype(np.intp)[down.nearest][:, across.nearest]
    found: NDArray[np.intp] = (between(known, down, across) + 0.5).astype(np.intp)
    return found


def between(values: Floats, down: Lookup, across: Lookup) -> Floats:
    """Straight between neighbours, first along the rows, then along the columns."""
    wide = values[:, across.before]
    wide = wide + (values[:, across.before + 1] - wide) * across.share
    tall = wide[down.before]
    found: Floats = tall + (wide[down.before + 1] - tall) * down.share[:, None]
    return found


def _filled(values: Floats) -> Floats:
    """Cells without a value get a neighbour's, so that nothing fades towards them."""
    gone = np.isnan(values)
    if not gone.any():
        return values
    found = values.copy()
    for axis in (1, 0):
        for step in (1, -1):
            beside = np.roll(found, step, axis)
            edge = 0 if step == 1 else -1
            beside[(slice(None), edge) if axis == 1 else edge] = np.nan
            found = np.where(np.isnan(found), beside, found)
    return np.where(np.isnan(found), 0.0, found)
