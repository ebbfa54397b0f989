"""Which fields of a chart's state differ from the last one."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING, Any

from widgets.states import ChartState

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from widgets.states import Fan, Series

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


def _same_curves(old: tuple[Series, ...], new: tuple[Series, ...]) -> bool:
    return len(old) == len(new) and all(map(same_series, old, new))


def _same_fans(old: tuple[Fan, ...], new: tuple[Fan, ...]) -> bool:
    return len(old) == len(new) and all(map(same_fan, old, new))


# Arrays have no plain equality; all other fields have.
_SAME: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(ChartState._fields, eq),
    **dict.fromkeys(("series", "ghosts", "still", "points"), _same_curves),
    "fans": _same_fans,
}


def changes(before: ChartState | None, now: ChartState) -> frozenset[str]:
    """The names of the fields that differ; all of them when there was no state before."""
    if before is None:
        return ALL
    pairs = zip(ChartState._fields, before, now, strict=True)
    return frozenset(
        [name for name, old, new in pairs if old is not new and not _SAME[name](old, new)]
    )
