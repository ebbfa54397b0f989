"""What the exit plan shows, as frozen values. Texts arrive formatted, numbers computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from widgets.comparison.states import TableState

if TYPE_CHECKING:
    from engine.calendar import YearMonth
    from widgets.states import Axis, Band

STAY, PAYS, LEAVE = "stay", "pays", "leave"


class Word(NamedTuple):
    """A part of a sentence; with a key, a click explains that number.

    `month` is 0 for a headline figure or an input.
    """

    text: str
    key: str = ""
    month: int = 0


Sentence = tuple[Word, ...]


# The chart ----------------------------------------------------------------------------------


class MonthState(NamedTuple):
    """One month. `action` is STAY; PAYS, where a later month saves more; or LEAVE."""

    month: int
    action: str
    held: bool  # notice does nothing in it: locked in, too late, already given
    reading: str  # "Oct 2027 · month 19: give notice, saves $1.19B"
    tip: str = ""


class Mark(NamedTuple):
    """A month that has a name in the chart."""

    month: int
    text: str


class PanelState(NamedTuple):
    """One curve over the months; `key` is the line item that a click explains."""

    key: str
    title: str
    axis: Axis
    colour: str  # the name of a token
    values: tuple[float, ...]  # one a month from month 1


class ExitChartState(NamedTuple):
    """Saving and exit cost over the same months, and what to do in each.

    `x_axis` runs from half a month before the first to half a month behind the last.
    """

    x_axis: Axis
    saving: PanelState
    cost: PanelState
    months: tuple[MonthState, ...]
    windows: tuple[Band, ...]  # the stretches in which leaving pays
    decision_month: int
    best: Mark | None = None
    no_return: Mark | None = None
    planned: Mark | None = None
    summary: str = ""  # one sentence for screen readers
    start: YearMonth | None = None  # month 1


class Chip(NamedTuple):
    """A value to set at a click: `Plan notice in Oct 2027`."""

    text: str
    key: str
    value: float


# Flexibility --------------------------------------------------------------------------------


class ShareBar(NamedTuple):
    """How often a month is the best. `share` is of all draws, 0 to 1."""

    month: int
    share: float
    tip: str
    name: str = ""  # "Oct 2027"


class FlexibilityState(NamedTuple):
    """What it is worth to decide later; `message` stands in its place where it is not known."""

    value: str = ""
    bound: str = ""  # that it is an upper bound
    error: str = ""  # of the value: its tooltip
    sentences: tuple[Sentence, ...] = ()
    bars: tuple[ShareBar, ...] = ()
    x_axis: Axis | None = None
    never: str = ""  # "never in 36.7% of the draws"
    summary: str = ""
    message: str = ""
    fresh: bool = True


# Price list ---------------------------------------------------------------------------------


class PriceRow(NamedTuple):
    """One clause. `worth` sizes its bar; the texts say what it changes."""

    key: str
    label: str
    change: str  # "6 → 1 month"
    worth: float
    worth_text: str
    cost_text: str  # the change of the exit cost
    monthly_text: str
    input_key: str  # the first input that it sets
    tip: str = ""
    details: tuple[Sentence, ...] = ()  # said below the table while the row is current


class PriceListState(NamedTuple):
    """The clauses, what is worth most first; `message` stands in their place where none are."""

    rows: tuple[PriceRow, ...] = ()
    note: str = ""  # what they are priced against
    left: str = ""  # the clauses that are no use here, and why
    message: str = ""
    fresh: bool = True


class ExitState(NamedTuple):
    """The whole view. With a `message` there is nothing to plan, and it says why.

    `fresh` is false while the numbers are of an earlier scenario.
    """

    sentences: tuple[Sentence, ...] = ()
    chips: tuple[Chip, ...] = ()
    chart: ExitChartState | None = None
    table: TableState = TableState("", (), ())
    flexibility: FlexibilityState = FlexibilityState()
    prices: PriceListState = PriceListState()
    fresh: bool = True
    message: str = ""
