"""A chart with fewer words, for a stage that holds so many that they are low."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from widgets.states import Axis, ChartState

_TICKS = 4  # of the value axis, that fit


def thinned(state: ChartState) -> ChartState:
    """The same curves with fewer ticks, and names without values at their ends.

    What the numbers are stands beside the title, in place of the month that is read.
    """
    return state._replace(
        y_axis=_thinned(state.y_axis),
        series=tuple(each._replace(value_text="") for each in state.series),
        subtitle="",
        reading=state.subtitle,
    )


@lru_cache(maxsize=16)
def _thinned(axis: Axis) -> Axis:
    """Every second tick, or fewer; zero stays, if it is there."""
    every = -(-len(axis.ticks) // _TICKS)
    zero = next((at for at, tick in enumerate(axis.ticks) if tick.position == 0.0), 0)
    return axis._replace(ticks=axis.ticks[zero % every :: every])
