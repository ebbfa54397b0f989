"""The densities on the controls: from the distributions as drawn to places along the sliders."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.uncertainty.distribution_words import drawn_text
from engine.model.catalogue import catalogue
from engine.uncertainty.shape import shape
from widgets.controls.steps import grid_of
from widgets.states import Density

if TYPE_CHECKING:
    from engine.model.catalogue import Input
    from engine.uncertainty.case import Distribution
    from engine.uncertainty.shape import Shape

_POINTS = 65  # of a curve some 250 px wide
_BIN = 1 / 24  # of the slider: the draws in such a stretch weigh as much as a bar of their share
_LEAST = 0.004  # of the tallest: what is lower is not seen


@lru_cache(maxsize=64)
def density(key: str, distribution: Distribution, shift: float) -> Density:
    """Where draws lie along the slider of input `key`, moved by `shift`, in its unit.

    The same object for the same arguments.
    """
    item = catalogue().inputs[key]
    found = shape(key, distribution, shift, _POINTS)
    curve, bars = scaled(found, _BIN * (item.maximum - item.minimum))
    return Density(
        tuple((_along(item, value), height) for value, height in curve),
        tuple((_along(item, value), height) for value, height in bars if height > _LEAST),
        drawn_text(key, distribution, shift),
    )


def scaled(
    found: Shape, width: float
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """A shape's curve and bars by value, the tallest of both 1.

    The curve is as high as a bar of all draws that lie within `width`, in the input's unit.
    """
    heights, shares = (found.height * width).tolist(), found.shares.tolist()
    tallest = max((*heights, *shares), default=1.0) or 1.0
    return (
        [(x, height / tallest) for x, height in zip(found.x.tolist(), heights, strict=True)],
        [(x, share / tallest) for x, share in zip(found.values.tolist(), shares, strict=True)],
    )


def _along(item: Input, value: float) -> float:
    """0 to 1, as the slider's handle stands at a value."""
    grid = grid_of(item)
    return grid.position(value) / grid.steps
