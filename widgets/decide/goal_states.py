"""What the goal bar and the Goal view show. Texts arrive formatted, numbers computed.

Colours are names of tokens. Tones are `good`, `bad` or `muted`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from widgets.comparison.states import Choice
    from widgets.states import Axis

# Targets of links: a figure's or an input's key follows; the joint way has no key.
FIGURE, INPUT, JOINT = "figure:", "input:", "joint"


# The goal bar --------------------------------------------------------------------------------


class GoalBarState(NamedTuple):
    """The goal that is asked. `relations` are the words of the two sides, at most first."""

    figures: tuple[Choice, ...]
    figure: str
    relation: str  # <= or >=
    relations: tuple[str, str]
    value: str
    month: str
    month_matters: bool
    verdict: str  # "Holds today: Q3 2026"; empty until it is known
    tone: str = "muted"
    fault: str = ""  # why the text typed last was refused
    hint: str = ""  # what may be typed as the value


# Goal seek -----------------------------------------------------------------------------------


class Answer(NamedTuple):
    """A crossing: at `value`, in the input's unit, `y` on the curve. A click sets the input."""

    value: float
    y: float
    label: str  # "23 months"
    spoken: str  # "23 months: sets the term length"
    nearest: bool = False


class CurveState(NamedTuple):
    """A figure, or a probability, against one input.

    `x` (points,) rising, `y` (points,) with NaN where there is none. `holding` are the
    stretches of the input in which the goal holds. `readouts`: what is said of each point.
    """

    x_axis: Axis
    y_axis: Axis
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    readouts: tuple[str, ...]
    goal: float  # the level on the value axis
    goal_text: str
    holding: tuple[tuple[float, float], ...]
    answers: tuple[Answer, ...]
    today: float
    today_y: float  # NaN where there is none
    today_text: str
    summary: str  # one sentence for screen readers
    single: bool = False  # whole values: there is nothing between the points
    gap_text: str = ""  # what is written where the curve has no value
    colour: str = "accent"
    input_name: str = ""
    figure_name: str = ""
    style: str = "money"  # of the values
    names: tuple[str, ...] = ()  # of the points: "23 months"
    texts: tuple[str, ...] = ()  # of their values

    def reads_like(self, other: CurveState | None) -> bool:
        """Whether it is of the same input, so that the marks mean the same."""
        return other is not None and self.x_axis == other.x_axis


class Question(NamedTuple):
    """A ready question, with its answer."""

    key: str
    label: str
    answer: str
    tip: str
    on: bool = False  # it is the one that is shown


class SeekState(NamedTuple):
    """Goal seek. `curve` is None until the first answer; `note` then says why."""

    inputs: tuple[Choice, ...]
    input: str
    sure: bool  # for certain; else with a probability
    level: str  # "80%"
    answer: str  # in words
    detail: str = ""  # the goal, and what the answer rests on
    curve: CurveState | None = None
    questions: tuple[Question, ...] = ()
    notices: str = ""
    note: str = ""
    fault: str = ""  # why the level typed last was refused
    fresh: bool = True
    progress: float | None = None  # of what is being worked out, 0 to 1


# What must be true ---------------------------------------------------------------------------


class PieceState(NamedTuple):
    """A part of the paragraph; one with a target is a link.

    Targets: `FIGURE` and a figure's key, with `@12` where it is read in a month of its own,
    `INPUT` and an input's key, or `JOINT`. One that is `apart` begins a text of its own: a
    sentence, or an item of a list.
    """

    text: str
    target: str = ""
    apart: bool = False


class DriverState(NamedTuple):
    """One driver. Places on its own range are 0 (low) to 1 (high).

    `place` is where the answer flips, NaN where it never does, beyond 0 or 1 outside the
    range; `value` is what the row's button sets, None where it has none.
    """

    key: str
    label: str
    today: str
    threshold: str
    away: str
    today_place: float = math.nan
    place: float = math.nan
    value: float | None = None
    button: str = ""  # "Set 23 months"
    tip: str = ""
    joint: bool = False  # a part of the joint way
    shown: bool = False  # its curve is the one at the left


class TruthState(NamedTuple):
    """What must be true. `tone` is that of a flip: bad where the goal holds today."""

    pieces: tuple[PieceState, ...] = ()
    drivers: tuple[DriverState, ...] = ()
    joint: tuple[DriverState, ...] = ()
    joint_text: str = ""
    tone: str = "bad"
    note: str = ""  # instead of all, where there is nothing yet
    fresh: bool = True

    def joint_values(self) -> dict[str, float]:
        """The inputs of the joint way."""
        return {row.key: row.value for row in self.joint if row.value is not None}


class GoalViewState(NamedTuple):
    seek: SeekState
    truth: TruthState
