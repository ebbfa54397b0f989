"""What the sensitivity view shows, as frozen values. Texts arrive formatted, numbers computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from widgets.comparison.states import Choice
    from widgets.states import Axis

Kind = Literal["tornado", "spider", "draws"]
Basis = Literal["ranges", "percentiles"]
KINDS: tuple[Kind, ...] = ("tornado", "spider", "draws")
BASES: tuple[Basis, ...] = ("ranges", "percentiles")


class BarEnd(NamedTuple):
    """One end of an input's range, and the number there; None where it does not exist."""

    value: float  # of the input, in its unit: what a click sets
    text: str  # "3.0%"
    number: float | None  # where it is on the axis
    number_text: str  # "−$3.85B", "does not exist"
    tooltip: str


class TornadoRow(NamedTuple):
    """One input. `note` stands in place of the bar where neither end changes anything."""

    key: str
    label: str
    unit: str  # what the ends' texts don't say: "/ month", "months"
    low: BarEnd
    high: BarEnd
    own: bool = False  # the range is the user's
    note: str = ""
    tooltip: str = ""  # of its name: where it stands, its range


class TornadoState(NamedTuple):
    """A bar an input. With a `message` there are none, and it says why."""

    axis: Axis
    base: float | None  # the number as it stands; None where it does not exist
    base_text: str
    rows: tuple[TornadoRow, ...]
    editable: bool  # the ranges can be edited here
    summary: str  # one sentence for screen readers
    message: str = ""
    title: str = ""  # the number that is looked at
    style: str = "money"  # of that number


class LegPoint(NamedTuple):
    """A place on a leg. `number` is None where it does not exist."""

    value: float  # of the input, in its unit: what a click sets
    move: float  # where it is on the lying axis
    number: float | None  # where it is on the standing one
    text: str  # "Revenue growth 3.0%: −$3.85B"
    number_text: str = ""  # "−$3.85B"


class SpiderLeg(NamedTuple):
    """One input's line, its points from the left."""

    key: str
    label: str
    points: tuple[LegPoint, ...]


class SpiderState(NamedTuple):
    """A line an input, the widest first. With a `message` there are none."""

    x_axis: Axis
    y_axis: Axis
    base: float | None
    legs: tuple[SpiderLeg, ...]
    summary: str
    stepped: bool = False  # the number goes in steps, such as quarters
    message: str = ""
    title: str = ""
    style: str = "money"


class DrawsRow(NamedTuple):
    """One uncertain input. `faint`: its correlation may well be chance."""

    key: str
    label: str
    rank: float  # -1 to 1
    rank_text: str  # "+0.84"
    share: float  # 0 to 1
    share_text: str  # "71%"
    faint: bool = False
    tooltip: str = ""


class DrawsState(NamedTuple):
    """An input a row, and what goes with none of them. With a `message` there are none."""

    rows: tuple[DrawsRow, ...]
    rest: float
    rest_text: str
    rest_tooltip: str
    summary: str
    message: str = ""
    title: str = ""


class SensitivityState(NamedTuple):
    """What is looked at, and of its three pictures the one that is shown.

    A picture that is None is on its way. `fresh`: it is of the case as it stands now.
    """

    item: str  # the key of the choice
    kind: Kind = "tornado"
    basis: Basis = "ranges"
    month: int = 0  # that a line item is read in; 0 for a headline figure
    value: str = ""  # the number as it stands: "$71.3B now", "none now"
    value_tooltip: str = ""
    caption: str = ""  # what the picture shows, and of what
    note: str = ""  # what is left out
    note_tooltip: str = ""
    addable: tuple[Choice, ...] = ()  # inputs behind it that have no range
    tornado: TornadoState | None = None
    spider: SpiderState | None = None
    draws: DrawsState | None = None
    fresh: bool = True

    @property
    def picture(self) -> TornadoState | SpiderState | DrawsState | None:
        """The one of its kind."""
        pictures = {"tornado": self.tornado, "spider": self.spider, "draws": self.draws}
        return pictures[self.kind]
