"""A chart on its way from one scene to the next: its curves and axes between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from widgets.states import Axis

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from widgets.states import ChartState, Fan, Series


def can_glide(before: ChartState, after: ChartState) -> bool:
    """Whether there is a way from one to the other: sentences don't glide."""
    return not before.note and not after.note


def between(before: ChartState, after: ChartState, share: float) -> ChartState:
    """The chart after `share` (0 to 1) of the way; what belongs to no curve comes at its end.

    Curves of the same key go from one to the other. One that is new stands where it will be.
    """
    if share >= 1.0 or not can_glide(before, after):
        return after
    series = {each.key: each for each in before.series}
    fans = {each.key: each for each in before.fans}
    return after._replace(
        x_axis=_axis(before.x_axis, after.x_axis, share),
        y_axis=_axis(before.y_axis, after.y_axis, share),
        series=tuple(_series(series.get(each.key), each, share) for each in after.series),
        fans=tuple(_fan(fans.get(each.key), each, share) for each in after.fans),
        ghosts=(),
        still=(),
        points=(),
        marker=None,
        band=None,
    )


def _axis(before: Axis, after: Axis, share: float) -> Axis:
    low = before.minimum + (after.minimum - before.minimum) * share
    high = before.maximum + (after.maximum - before.maximum) * share
    return Axis(low, high, tuple(tick for tick in after.ticks if low <= tick.position <= high))


def _series(before: Series | None, after: Series, share: float) -> Series:
    if before is None:
        return after
    return after._replace(values=_values(before.values, after.values, share))


def _fan(before: Fan | None, after: Fan, share: float) -> Fan:
    if before is None:
        return after
    return after._replace(values=_values(before.values, after.values, share))


def _values(
    before: NDArray[np.float64], after: NDArray[np.float64], share: float
) -> NDArray[np.float64]:
    """(..., months) of `after`; months that only one of them has are those of `after`."""
    months = min(before.shape[-1], after.shape[-1])
    found = after.copy()
    start, end = before[..., :months], after[..., :months]
    found[..., :months] = np.where(np.isnan(start), end, start + (end - start) * share)
    return found
