"""What the Scenarios page shows, as frozen values. Texts arrive formatted, numbers computed.

Colours are names of tokens. Tones are `good`, `bad`, `muted` or empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.states import ChartState

INPUT = "input:"  # before an input's key, where it is the item to be explained


class Choice(NamedTuple):
    """One line of a chooser: a line item, a headline figure or a scenario."""

    key: str
    label: str
    section: str = ""  # choices of one section stand together, under its name
    monthly: bool = False  # a line item: it has a value in every month
    hint: str = ""  # tooltip: the unit, what it means
    colour: str = ""  # a dot of this colour stands before it
    baseline: bool = False  # it is the pinned scenario


# Overlay ------------------------------------------------------------------------------------


class Bar(NamedTuple):
    """One scenario's figure. `value` is None where there is none; `reason` then says why."""

    scenario_id: int
    label: str
    colour: str
    value: float | None
    text: str
    reason: str = ""
    baseline: bool = False
    tooltip: str = ""


class BarsState(NamedTuple):
    """A headline figure, one bar a scenario."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    summary: str  # one sentence for screen readers
    note: str = ""  # shown in the plot's middle when there is nothing to draw
    style: str = "money"  # of the figure


class OverlayState(NamedTuple):
    """The chosen item: curves of a line item, or bars of a headline figure. One of both."""

    item: str  # the key of the choice
    chart: ChartState | None = None
    bars: BarsState | None = None


# Bridge -------------------------------------------------------------------------------------


class BridgeTotal(NamedTuple):
    """The first or the last bar: the figure in one scenario."""

    label: str
    colour: str
    value: float
    text: str
    tooltip: str = ""


class BridgeStep(NamedTuple):
    """One floating bar, from the running level before it to the one after it.

    `parts` are the steps of a group's inputs; they run from the group's `before` to its
    `after`. A group of one input has none.
    """

    key: str
    label: str
    before: float
    after: float
    text: str  # the signed change: "+$120m"
    tone: str = ""
    error: float = 0.0  # half the whisker's length; 0 draws none
    error_text: str = ""  # "± $3m"
    tooltip: str = ""
    parts: tuple[BridgeStep, ...] = ()


class BridgeState(NamedTuple):
    """From one scenario's figure to another's. Bars are shown where `start` and `end` are."""

    scenarios: tuple[Choice, ...]  # keys are the ids as text
    from_id: int
    to_id: int
    item: str  # the key of the choice
    month: int = 1  # used and shown only where the chosen item is monthly
    months: int = 120  # the last month that can be asked for
    month_text: str = ""  # "Q1 2027": stands before the field of the month
    start: BridgeTotal | None = None
    steps: tuple[BridgeStep, ...] = ()
    end: BridgeTotal | None = None
    note: str = ""  # below the bars: "exact, 6 inputs differ"
    message: str = ""  # in place of the bars: "no difference", or what went wrong
    fault: bool = False  # the message is a fault
    progress: float | None = None  # 0 to 1 while it is computed; the old bars stand dimmed
    progress_text: str = ""  # "1,200 of 2,000 orders"
    summary: str = ""  # one sentence for screen readers
    style: str = "money"  # of the figure


# Tables -------------------------------------------------------------------------------------


class Cell(NamedTuple):
    """One cell. `copy_text` is what a spreadsheet gets: "1250.0" for "$1.25B"; else the text."""

    text: str
    copy_text: str = ""
    number: bool = True  # what is copied is a number, never guarded against formulas
    mark: str = ""  # "best", "worst", "changed" or none
    tone: str = ""
    tooltip: str = ""
    editable: bool = False
    kind: str = ""  # copied as a "percent", as its "text" whatever the number, or as its number


class Column(NamedTuple):
    """One scenario, or a month of another table: then without a colour."""

    scenario_id: int
    heading: str
    colour: str
    baseline: bool = False
    tooltip: str = ""
    current: bool = False  # comes into sight; its heading is bold


class Row(NamedTuple):
    """One figure or input; a group's heading where it has no cells."""

    key: str
    label: str
    cells: tuple[Cell, ...] = ()  # one a column
    tooltip: str = ""  # the unit and the meaning
    unit: str = ""  # copied beside the label: "$m"


class TableState(NamedTuple):
    """A table whose first column is the rows' labels."""

    corner: str  # the first column's heading
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""  # said in place of the rows where there are none
