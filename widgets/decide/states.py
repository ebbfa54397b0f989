"""What the Decide page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from widgets.decide.goal_states import GoalBarState

VIEWS = ("Goal", "Trade-off", "Exit plan", "Alternatives")
GOAL, MAP, EXIT, OTHERS = range(4)


class DecideState(NamedTuple):
    """`part` is the state of the view that is seen; None until its first answer is there."""

    view: int
    bar: GoalBarState
    part: object = None
    status: str = ""  # what goes on: "updating…", "stopped"
    busy: bool = False  # whether that can be cancelled
