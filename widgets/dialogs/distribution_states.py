"""What the dialog of distributions shows, as frozen values. Texts arrive formatted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.comparison.states import Choice
    from widgets.row_list import Row
    from widgets.states import Tick

PERCENTILE, SCENARIO = "percentile", "scenario"


class Mark(NamedTuple):
    """A line across the picture: a percentile, or the scenario's own value."""

    at: float
    text: str  # "median 7.3%"
    kind: str = PERCENTILE


class DensityPicture(NamedTuple):
    """A distribution as it is drawn. All places are 0 to 1 from left to right, heights too."""

    curve: tuple[tuple[float, float], ...]
    bars: tuple[tuple[float, float], ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]  # those that must not lack their text first
    summary: str  # for screen readers


class ParameterField(NamedTuple):
    """One parameter. `text` is what was typed where that was refused; `fault` says why."""

    name: str
    label: str
    text: str
    unit: str  # what follows it: "/ month", "of draws"
    hint: str  # what it means
    fault: str = ""


class EditorState(NamedTuple):
    """The distribution of one input. A row holds one parameter, or a value and its probability.

    `listed`: rows can be added and removed, by the place of each. `shipped` is the distribution
    that ships, in words; empty where none does.
    """

    key: str
    title: str
    about: str  # the input's meaning
    kinds: tuple[str, ...]
    kind: int
    kind_about: str
    rows: tuple[tuple[ParameterField, ...], ...]
    picture: DensityPicture
    note: str  # whether it moves with its slider
    listed: bool = False
    can_add: bool = False
    shipped: str = ""
    is_shipped: bool = False


class DistributionsState(NamedTuple):
    """The uncertain inputs, and the one that is edited; none while nothing is uncertain."""

    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]  # the inputs that can be added
    editor: EditorState | None
    can_reset: bool
    message: str = ""  # what was done beside what was asked for, or why it was not
    fault: bool = False  # the message is one
