"""Which fields of a chart's state differ from the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.states import ChartState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from widgets.states import Fan, Series

_CURVES = ("series", "ghosts", "still", "points")
_PLAIN = tuple(name for name in ChartState._fields if name not in (*_CURVES, "fans"))
ALL = frozenset(ChartState._fields)


def same_values(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether two arrays hold the same bits, so that a missing value equals a missing value."""
    return one is other or (one.shape == other.shape and one.tobytes() == other.tobytes())


def same_series(one: Series, other: Series) -> bool:
    return one is other or (
        one.key == other.key
        and one.label == other.label
        and one.colour == other.colour
        and one.value_text == other.value_text
        and same_values(one.values, other.values)
    )


def same_fan(one: Fan, other: Fan) -> bool:
    if one is other:
        return True
    if one.plan is None or other.plan is None:
        same_plan = one.plan is other.plan
    else:
        same_plan = same_values(one.plan, other.plan)
    return (
        same_plan
        and one.key == other.key
        and one.colour == other.colour
        and one.labels == other.labels
        and same_values(one.values, other.values)
    )


def changes(before: ChartState | None, now: ChartState) -> frozenset[str]:
    """The names of the fields that differ; all of them when there was no state before."""
    if before is None:
        return ALL
    changed = {name for name in _PLAIN if getattr(before, name) != getattr(now, name)}
    for name in _CURVES:
        old: tuple[Series, ...] = getattr(before, name)
        new: tuple[Series, ...] = getattr(now, name)
        if len(old) != len(new) or not all(map(same_series, old, new)):
            changed.add(name)
    if len(before.fans) != len(now.fans) or not all(map(same_fan, before.fans, now.fans)):
        changed.add("fans")
    return frozenset(changed)
