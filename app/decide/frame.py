"""What a view of the Decide page is computed from, and what every one of its desks can do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from engine.analysis.goal import DEFAULT_GOAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.explain.desk import ExplainDesk
    from app.session import Session
    from app.slot import Slot
    from app.worker import Worker
    from engine.analysis.goal import Goal
    from engine.evaluate import Result
    from engine.project import Project
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty


def goal_of(project: Project) -> Goal:
    """The project's goal, or the one that is asked first."""
    return project.goal or DEFAULT_GOAL


class Frame(NamedTuple):
    """One frame. `result` is the scenario's, whole; `goal` the project's or the first one."""

    project: Project
    scenario: Scenario
    result: Result
    goal: Goal
    goal_text: str  # "Exit cost at most $10B"
    uncertainty: Uncertainty
    dragging: bool


@dataclass(frozen=True)
class Tools:
    """What the desks work with.

    `request` asks for another frame; `edit` sets an input of the current scenario, `say` tells
    the user something in one line.
    """

    session: Session
    worker: Worker
    explaining: ExplainDesk
    request: Callable[[], None]
    edit: Callable[[str, float], None]
    say: Callable[[str], None]

    def set_goal(self, goal: Goal, words: str) -> None:
        """The project's goal, as one step that undo takes back."""
        project = self.session.project
        self.session.change(replace(project, goal=goal), f"Goal: {words}")

    def explain(self, key: str, month: int) -> None:
        """A line item in a month; with month 0 a headline figure or an input."""
        if month:
            self.explaining.row(key, month)
        else:
            self.explaining.figure(key)


class ViewDesk(Protocol):
    """One view's desk."""

    def connect_view(self, view: object) -> None: ...
    def state(self, frame: Frame) -> object: ...
    @property
    def slots(self) -> tuple[Slot[Any], ...]: ...
