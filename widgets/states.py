"""What the widgets show, as frozen values. The presenter makes them; a widget draws them.

Texts arrive formatted and numbers arrive computed, so that a widget never needs the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.calendar import YearMonth


class ControlSpec(NamedTuple):
    """What never changes about one input's control."""

    key: str
    label: str
    group: str
    suffix: str  # what follows the value: "months", "/ month", "of remaining"
    minimum: float
    maximum: float
    step: float
    status: str  # reported, disputed, undisclosed, assumption, choice, derived
    tooltip: str
    prominent: bool = False  # the headline three are drawn larger


class Density(NamedTuple):
    """Where the draws of an uncertain input lie, along its slider.

    `curve` and `bars` are places and heights, both 0 to 1: the places rise, the tallest of both
    is 1. A bar is a single value that many draws share. `text` says it in words.
    """

    curve: tuple[tuple[float, float], ...]
    bars: tuple[tuple[float, float], ...]
    text: str


class ControlState(NamedTuple):
    """What one control shows now."""

    value: float
    text: str  # the value as people read it, without the suffix: "$1.25B", "48", "6.0%"
    baseline: float
    changed: bool
    suffix: str | None = None  # in place of the spec's, where the value is a word or one
    density: Density | None = None  # of an uncertain input


class CardState(NamedTuple):
    """One headline figure. `tone` is good, bad or neutral; `arrow` is up, down or empty."""

    key: str
    label: str
    value: str
    change: str
    tone: str = "neutral"
    arrow: str = ""
    tooltip: str = ""
    brief: str = ""  # the label and the value for narrow cards
    brief_value: str = ""
    brief_change: str = ""  # the change or note in fewer words; empty where it has few


class Tick(NamedTuple):
    position: float
    text: str


class Axis(NamedTuple):
    """The visible range and where its labels stand."""

    minimum: float
    maximum: float
    ticks: tuple[Tick, ...]


class Series(NamedTuple):
    """One curve. `values` is (months,), one a month from month 1; NaN where it has no value."""

    key: str
    label: str
    colour: str  # the name of a token
    values: NDArray[np.float64]
    value_text: str  # the value at the month that is read, shown under the label


class Marker(NamedTuple):
    month: float
    value: float
    text: str
    colour: str  # the name of a token
    target: str = ""  # the key of the figure that it marks: a click explains it


class Band(NamedTuple):
    """A shaded stretch of months, such as the exit window."""

    first: float
    last: float
    text: str
    target: str = ""  # the key of the figure that it shows: a click explains it


class FanLabel(NamedTuple):
    """A text beside the right end of one of a fan's curves: its name and its value."""

    name: str  # "p95", "median", "as planned"
    row: int  # of the fan's values; PLAN is the curve as planned
    text: str  # the value in the month that is read
    explains: bool = False  # a click on it explains the item as planned


PLAN = -1


class Measure(NamedTuple):
    """What a chart's numbers are: a style of `engine.quantity`, and the unit in words.

    `start` is month 1 of the axis. `stacked` areas stand one on the other.
    """

    style: str = "money"
    unit: str = "$"
    start: YearMonth | None = None
    stacked: bool = False


class Fan(NamedTuple):
    """Percentiles of many draws as areas: p5 to p95 light, p25 to p75 darker, the median a line.

    `values` is (5, months): p5, p25, p50, p75, p95 from month 1; `plan` is (months,), the curve
    without any draws, dashed. Months without a value are NaN. `labels` come with the most
    important first: the last ones give way where there is no room. `own` is what an area that
    stands on another is of, (months,).
    """

    key: str
    colour: str  # the name of a token
    values: NDArray[np.float64]
    labels: tuple[FanLabel, ...]
    plan: NDArray[np.float64] | None = None
    own: NDArray[np.float64] | None = None


class ChartState(NamedTuple):
    """One chart. The read month is the crosshair's, or the decision month without one."""

    title: str
    subtitle: str
    x_axis: Axis
    y_axis: Axis
    series: tuple[Series, ...]
    ghosts: tuple[Series, ...]  # the baseline's curves, drawn dashed behind
    decision_month: int
    decision_text: str
    summary: str  # one sentence for screen readers
    crosshair_month: int | None = None
    crosshair_text: str = ""
    marker: Marker | None = None
    band: Band | None = None
    reading: str = ""  # the month that the values are of, and what the dashes are
    note: str = ""  # shown in the plot's middle when there is nothing to draw
    still: tuple[Series, ...] = ()  # curves that don't move under a slider: other scenarios
    points: tuple[Series, ...] = ()  # single months, drawn as dots: actuals
    subtitle_target: str = ""  # the key of the figure in the subtitle: a click explains it
    fans: tuple[Fan, ...] = ()  # behind the curves, which then have no labels
    read_month: int | None = None  # that is read without a crosshair; None: the decision month
    measure: Measure = Measure()
