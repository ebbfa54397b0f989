"""What the Trade-off view shows, as frozen values. Texts arrive formatted, numbers computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from widgets.comparison.states import Choice
    from widgets.states import Axis, Tick

    Floats = NDArray[np.float64]


class MapAxis(NamedTuple):
    """One input along an edge of the map, in its unit."""

    key: str
    name: str  # "Term length, months"
    axis: Axis  # what is seen, from the first cell to the last
    grid: Floats  # (cells,), the values of the cells, increasing
    present: float  # where the scenario stands
    minimum: float  # of the input; the point moves on its slider's steps
    maximum: float
    step: float
    style: str = "count"


class Scale(NamedTuple):
    """The figure's values as colours, from `low` to `high`; what lies beyond has the end's.

    `signed`: 0 is the middle, and both sides have a colour of their own.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...]
    signed: bool = False


class ContourState(NamedTuple):
    """One level's lines, each (points, 2) in the inputs' units."""

    text: str
    lines: tuple[Floats, ...]


class GoalState(NamedTuple):
    """Where the goal is met. `margin` is (rows, columns): met where it is 0 or more."""

    text: str  # "Goal: exit cost at most $10B"
    margin: Floats
    lines: tuple[Floats, ...]  # between met and not met


class MapState(NamedTuple):
    """A figure over two inputs.

    `values` is (rows, columns), NaN where there is none. `read` says a cell (row, column) in
    words; it is asked for the one that is pointed at.
    """

    title: str  # the figure
    x: MapAxis
    y: MapAxis
    values: Floats
    scale: Scale
    contours: tuple[ContourState, ...]
    read: Callable[[int, int], str]
    here: str  # the same of the present point
    summary: str  # one sentence for screen readers
    stepped: bool = False  # values go in steps, so that nothing lies between two cells
    missing: str = ""  # why cells are hatched: "no profitable quarter in 48 months"
    goal: GoalState | None = None
    note: str = ""  # below the map: what the user should know about how it is computed
    style: str = "money"  # of the figure


class SweepRow(NamedTuple):
    """One conclusion. `spans` are neighbouring terms, first to last, with one answer:

    True, False, or None where there is none.
    """

    key: str
    figure: str  # what a click explains
    sentence: str  # "Profit comes within a year"
    verdict: str  # "up to 47 months, not from 48"
    spans: tuple[tuple[int, int, bool | None], ...]
    now: bool | None  # the answer at the present term
    spoken: str  # the row for screen readers
    goal: bool = False  # the user's own: it stands first


class SweepState(NamedTuple):
    """Conclusions over every term from `first` to `last` months."""

    first: int
    last: int
    present: float
    present_text: str  # "36 months now"
    ticks: tuple[Tick, ...]
    rows: tuple[SweepRow, ...]
    summary: str
    note: str = ""


class TradeoffState(NamedTuple):
    """The whole view. A map or sweep that is None has not been computed yet."""

    inputs: tuple[Choice, ...]
    figures: tuple[Choice, ...]
    x_key: str
    y_key: str
    figure: str
    map: MapState | None = None
    sweep: SweepState | None = None
    fresh: bool = True  # the map is of the scenario as it is now
    sweep_fresh: bool = True  # so is the sweep
    fault: str = ""  # why there is no map
