"""What the desks of pages work with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.explain.desk import ExplainDesk
    from app.session import Session
    from app.worker import Worker
    from engine.analysis.goal import Goal


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
