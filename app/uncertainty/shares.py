"""Shares of draws in words, and the axis that they stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.axes import value_axis
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from engine.formula.values import Array

_LEAST, _MOST = 0.005, 0.995  # what would round to none or to all, and is neither


def percent(share: float) -> str:
    """`83%`; `<1%` and `>99%` where it is neither none nor all."""
    if 0 < share < _LEAST:
        return "<1%"
    if _MOST < share < 1:
        return ">99%"
    return f"{share:.0%}"


def of_draws(share: float) -> str:
    """`83% of draws`."""
    return f"{percent(share)} of draws"


def whole_axis() -> Axis:
    """From none to all of the draws."""
    return Axis(0.0, 1.0, tuple(Tick(share, f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)))


def share_axis(shares: Array) -> Axis:
    """From none to the largest of some shares, in round steps."""
    found = value_axis([shares], "percent", ticks=4)
    points = [tick.position * 100 for tick in found.ticks]
    places = 0 if all(abs(point - round(point)) < 1e-9 for point in points) else 1
    ticks = tuple(Tick(tick.position, f"{tick.position:.{places}%}") for tick in found.ticks)
    return Axis(found.minimum, found.maximum, ticks)


def is_flat(bands: Array) -> bool:
    """Whether (5, months) percentiles are the same in every month: nine draws in ten are."""
    return bool(np.array_equal(bands[0], bands[-1], equal_nan=True))
