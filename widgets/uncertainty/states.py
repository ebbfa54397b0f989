"""What the Uncertainty page shows, as frozen values. Texts arrive formatted, numbers computed.

Shares are 0 to 1, of all draws. Colours are names of tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from widgets.comparison.states import Choice, TableState
    from widgets.states import Axis, ChartState

FANS, FIGURE, SENSITIVITY = range(3)  # the page's views


class ToolbarState(NamedTuple):
    """The page's switches, and how the answers stand."""

    view: int  # FANS, FIGURE or SENSITIVITY
    draws: int
    draw_choices: tuple[int, ...]
    seed_text: str
    follow: bool  # distributions move with their sliders
    legend: str  # what is seen: what the areas and the dashes are
    status: str  # "live · 10,000 draws · seed 1"
    seed_error: str = ""  # why the seed typed last was refused
    progress: float | None = None  # 0 to 1 while many draws are made
    can_export: bool = False
    can_correlate: bool = True  # two inputs at least are uncertain


class Message(NamedTuple):
    """What stands in place of a view: nothing to show yet, nothing at all, or a fault."""

    text: str
    distributions: bool = False  # with a button that opens the distributions
    fault: bool = False


class Frame(NamedTuple):
    """What every plot with places to be read has: words, axes, and the places along its x axis."""

    title: str
    subtitle: str
    x_axis: Axis
    y_axis: Axis
    places: tuple[float, ...]  # where they are on the x axis, ascending
    readings: tuple[str, ...]  # one a place: "Q2 2027 · 83% of draws"
    summary: str  # one sentence for screen readers
    read: int | None = None  # the place that the charts beside it read
    note: str = ""  # shown in the plot's middle when there is nothing to draw
    detail: str = ""  # a line below the subtitle
    names: tuple[str, ...] = ()  # one a place: "Q2 2027"
    name: str = ""  # the picture's, where the title is said elsewhere


class ProbabilityState(NamedTuple):
    """A share of draws by quarter or by month, as bars; `stepped` bars leave no gaps."""

    frame: Frame
    colour: str
    shares: NDArray[np.float64]  # (places,)
    texts: tuple[str, ...]  # above the bars, where there is room; empty: none
    target: str  # the key of what a bar explains
    months: tuple[int, ...]  # that a bar is of
    headline: bool = False  # the target is a headline figure: it has no month
    stepped: bool = False


class FansState(NamedTuple):
    """The six cards; or a message in their place."""

    charts: tuple[ChartState, ...] = ()  # profit, cumulative cash, exit cost, exposure
    quarters: ProbabilityState | None = None
    sustained: ProbabilityState | None = None
    message: Message | None = None


class Mark(NamedTuple):
    """A value of the figure, as a line over its distribution."""

    value: float
    text: str  # "median $4.5B"
    plan: bool = False  # the scenario's own value, without any draws


class Absent(NamedTuple):
    """The draws in which the figure does not exist."""

    share: float
    text: str  # "23% of draws"
    reason: str


class HistogramState(NamedTuple):
    """A figure's distribution: `shares` (bars,) of all draws, between `edges` (bars + 1,).

    With `absent` the last place of the frame is that bar's, which has a scale of its own.
    """

    frame: Frame
    colour: str
    edges: NDArray[np.float64]
    shares: NDArray[np.float64]
    marks: tuple[Mark, ...]
    absent: Absent | None = None


class ConvergenceState(NamedTuple):
    """An estimate as the draws grow in number, within its band: each (places,)."""

    frame: Frame
    colour: str
    estimate: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    text: str  # beside the line's end
    style: str = "money"  # of the estimate, as `engine.quantity` has them
    texts: tuple[tuple[str, str, str], ...] = ()  # low, estimate and high, one a place


class GoalState(NamedTuple):
    """In how many of the draws the project's goal holds. Without a share the note says why."""

    sentence: str  # "First profitable quarter at most Q3 2026"
    share: float | None = None
    text: str = ""  # "71% of draws"
    note: str = ""


class FigureState(NamedTuple):
    """One headline figure over all draws; or a message in its place."""

    figure: str  # the key of the choice
    choices: tuple[Choice, ...] = ()
    histogram: HistogramState | None = None
    percentiles: TableState | None = None
    convergence: ConvergenceState | None = None
    goal: GoalState | None = None
    message: Message | None = None


class UncertaintyState(NamedTuple):
    """The page: its toolbar, and what the view that is seen shows."""

    toolbar: ToolbarState
    part: object | None = None  # FansState, FigureState, or what the sensitivity view takes
