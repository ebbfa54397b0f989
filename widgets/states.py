"""What the widgets show, as frozen values. The presenter makes them; a widget draws them.

Texts arrive formatted and numbers arrive computed, so that a widget never needs the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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


class ControlState(NamedTuple):
    """What one control shows now."""

    value: float
    text: str  # the value as people read it, without the suffix: "$1.25B", "48", "6.0%"
    baseline: float
    changed: bool
    suffix: str | None = None  # in place of the spec's, where the value is a word or one


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
