"""Draws held to what an input can take: inside its range, whole where it is, on its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.model.catalogue import catalogue
from engine.quantity import WORDS

if TYPE_CHECKING:
    from engine.formula.values import Array
    from engine.model.catalogue import Input


def held(key: str, values: Array) -> Array:
    """The values of input `key`, in its unit, rounded and clipped to what it takes."""
    item = catalogue().inputs[key]
    grid = grid_of(item)
    if grid:
        values = item.minimum + grid * np.rint((values - item.minimum) / grid)
    return np.clip(values, item.minimum, item.maximum)


def grid_of(item: Input) -> float:
    """How far apart the values that it takes are; 0 where they are continuous."""
    if is_choice(item):
        return item.step
    return 1.0 if item.whole else 0.0


def is_choice(item: Input) -> bool:
    """Whether each of its values has a word of its own: flags, the direction, the timing."""
    return len(WORDS.get(catalogue().style(item.unit), ())) > 1
