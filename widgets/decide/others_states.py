"""What the Alternatives view shows, as frozen values. Texts arrive formatted, numbers computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.comparison.states import TableState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from widgets.comparison.bar_rows import BarRow
    from widgets.decide.exit_states import Sentence
    from widgets.decide.map_states import MapState
    from widgets.states import ChartState

# Who gains in an area of the zone: its number says it by bits, the buyer's first.
NEITHER, BUYER, SUPPLIER, BOTH = range(4)
AREAS = ("neither gains", "only the buyer gains", "only the supplier gains", "both gain")


class WayState(NamedTuple):
    """One figure above the chart; a click explains it."""

    key: str
    label: str  # "Contract"
    value: str  # "$38.1B", or "none"
    detail: str  # "+$7.15B", "cheapest", "resale in Mar 2029"
    month: int = 0
    best: bool = False  # the cheapest
    tip: str = ""


class BuildState(NamedTuple):
    """Build, rent or sign. With a `message` there is nothing to compare, and it says why."""

    ways: tuple[WayState, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    chart: ChartState | None = None
    message: str = ""


class RegretState(NamedTuple):
    """Regrets, one case a row; the scenario as it is comes first, the largest come last."""

    table: TableState = TableState("", (), ())
    sentences: tuple[Sentence, ...] = ()
    fresh: bool = True


class SupplierState(NamedTuple):
    """The supplier's account as a waterfall. What explains a row stands before its key's colon."""

    bars: tuple[BarRow, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    fresh: bool = True
    message: str = ""


class ZoneMap(NamedTuple):
    """Who gains where. `map` has the buyer's gains as its values and both limits as contours.

    `supplier` is (rows, columns) likewise; a side gains where its value is above 0.
    """

    map: MapState
    supplier: NDArray[np.float64]


class ZoneState(NamedTuple):
    """The zone of possible agreement. `zone` is None until it is computed."""

    sentences: tuple[Sentence, ...] = ()
    zone: ZoneMap | None = None
    fresh: bool = True
    message: str = ""


class OthersState(NamedTuple):
    """The whole view."""

    build: BuildState
    regrets: RegretState
    supplier: SupplierState
    zone: ZoneState
    fresh: bool = True  # all of it is of the scenario as it is now
