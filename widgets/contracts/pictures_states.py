"""What the Pictures view shows, as frozen values. Texts arrive formatted, numbers computed.

Days on an axis are months since year 0, with the day as a fraction. Colours are names of tokens.
Every item has the contract that a click on it selects, and its supplier. States of pictures are
the same only where they are one object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from widgets.contracts.linked import NOTHING, Pointed
from widgets.states import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_AXIS = Axis(0.0, 1.0, ())

# What a day in the calendar is of.
NOTICE, RENEWAL, LOCK_IN, TERM_END, START, OTHER = (
    "notice",
    "renewal",
    "lock_in",
    "term_end",
    "start",
    "other",
)


class LadderBar(NamedTuple):
    """One contract, from its start to the end of its term, and of its renewal if it has one."""

    contract: str
    supplier: str
    label: str
    colour: str
    start: float
    term_end: float
    end: float  # of the renewal; the term's where nothing renews
    text: str  # when it ends
    lock_in: float | None = None  # where the lock-in ends
    notice: float | None = None  # the last day of notice
    over: bool = False  # expired
    tip: str = ""
    spoken: str = ""


@dataclass(frozen=True, eq=False)
class LadderState:
    """Contracts by their end, the next one first."""

    rows: Sequence[LadderBar] = ()
    contracts: Sequence[str] = ()
    axis: Axis = NO_AXIS
    as_of: float = 0.0
    summary: str = ""
    message: str = ""


class Area(NamedTuple):
    """A supplier's obligation over the dates, $m."""

    contract: str  # the supplier's largest; empty for the others together
    supplier: str
    label: str
    colour: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class StackState:
    """Areas from the ground up; `moments` are the dates in words, `totals` what they add up to."""

    areas: tuple[Area, ...] = ()
    x_axis: Axis = NO_AXIS  # in places of `moments`
    y_axis: Axis = NO_AXIS
    moments: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    summary: str = ""
    message: str = ""


class CostCurve(NamedTuple):
    """What leaving a contract costs, by day."""

    contract: str
    supplier: str
    label: str
    colour: str
    days: tuple[float, ...]
    values: tuple[float, ...]
    texts: tuple[str, ...]  # "$1.2B"


@dataclass(frozen=True, eq=False)
class CurvesState:
    """Curves, the largest first; `named` of them have their name beside them always.

    `moments` are the days from the first on, a place of the axis each.
    """

    curves: tuple[CostCurve, ...] = ()
    x_axis: Axis = NO_AXIS
    y_axis: Axis = NO_AXIS
    moments: tuple[str, ...] = ()
    named: int = 0
    note: str = ""  # how many there are that are not drawn
    summary: str = ""
    message: str = ""


class DeadlineRow(NamedTuple):
    """A day by which something happens or must be done."""

    contract: str
    supplier: str
    kind: str
    day: str  # "30 Nov 2026"
    away: str  # "in 2 months"
    title: str  # "Notice is due"
    text: str
    month: int  # its place in `months`
    tip: str = ""


class MonthCell(NamedTuple):
    """A month of the calendar, with its days by kind."""

    label: str  # "Nov", "Jan ’27"
    counts: tuple[tuple[str, int], ...]
    spoken: str


@dataclass(frozen=True, eq=False)
class DeadlinesState:
    """The next days in order. `row_months` are the months of the rows."""

    rows: Sequence[DeadlineRow] = ()
    contracts: Sequence[str] = ()
    row_months: Sequence[int] = ()
    months: tuple[MonthCell, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()  # with their names
    message: str = ""


class ShareBar(NamedTuple):
    """A supplier's share of the fees."""

    contract: str
    supplier: str
    label: str
    colour: str
    share: float
    text: str
    tip: str = ""


@dataclass(frozen=True, eq=False)
class SharesState:
    """Suppliers by their share, the largest first."""

    bars: tuple[ShareBar, ...] = ()
    headline: str = ""  # "HHI 2,436, moderately concentrated"
    note: str = ""  # what it would be without the largest
    summary: str = ""
    message: str = ""


class PicturesState(NamedTuple):
    """`message` is said in place of all pictures; `selected` is the contract that stands out."""

    ladder: LadderState = LadderState()
    stack: StackState = StackState()
    curves: CurvesState = CurvesState()
    deadlines: DeadlinesState = DeadlinesState()
    shares: SharesState = SharesState()
    selected: Pointed = NOTHING
    note: str = ""  # "updating…"
    message: str = ""
    empty: bool = False  # there are no contracts: a button leads to the register
