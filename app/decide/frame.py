"""What a view of the Decide page is computed from, and what every one of its desks can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from engine.analysis.goal import DEFAULT_GOAL

if TYPE_CHECKING:
    from app.slot import Slot
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


class ViewDesk(Protocol):
    """One view's desk."""

    def connect_view(self, view: object) -> None: ...
    def state(self, frame: Frame) -> object: ...
    @property
    def slots(self) -> tuple[Slot[Any], ...]: ...
