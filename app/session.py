"""The document and its history: the project, what it is compared with, undo and redo.

Knows no toolkit. Every change ends in one call of the listeners, whatever made it: a drag,
typed text, a reset, another scenario, undo.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from app.scenarios.naming import own_preset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from engine.project import Project, Reference
    from engine.scenario import Scenario

MAX_STEPS = 500


class Saved(NamedTuple):
    """What the file holds. A project that was never saved has no path; it is as it began."""

    project: Project
    path: Path | None = None

    def scenario(self, number: int) -> Scenario | None:
        """The saved state of a scenario by its id; None where no file holds it."""
        if self.path is None or not self.project.has(number):
            return None
        return self.project.by_id(number).scenario


class Document(NamedTuple):
    """The project, its current scenario, and the scenario that this one is compared with."""

    project: Project
    scenario: Scenario
    baseline: Scenario

    def changed_keys(self) -> list[str]:
        """Inputs that differ from the baseline, in the model's order."""
        return differing_keys(self.scenario, self.baseline)


def differing_keys(scenario: Scenario, other: Scenario) -> list[str]:
    """Inputs whose values differ, in the model's order."""
    base = other.values
    return [key for key, value in scenario.values.items() if value != base[key]]


def reference_scenario(project: Project, saved: Saved, reference: Reference) -> Scenario:
    """The scenario that a reference stands for. One that is no more stands for the preset."""
    current = project.scenario
    if reference.kind == "scenario" and project.has(reference.id):
        return project.by_id(reference.id).scenario
    kept = saved.scenario(project.current) if reference.kind == "saved" else None
    found = (kept or own_preset(current.preset)).like(current)
    # The same case is its own baseline, whatever it is called.
    same = found.values == current.values and found.start == current.start
    return current if same else found


class Step(NamedTuple):
    """One step of history: what it did, in words, and the project before it."""

    label: str
    before: Project


class Session:
    """One project with undo. Edits raise `InputError` and then change nothing."""

    def __init__(self, project: Project, path: Path | None = None) -> None:
        self._project = project
        self._saved = Saved(project, path)
        self._past: list[Step] = []
        self._future: list[tuple[str, Project]] = []
        self._gesture: Project | None = None  # the project when the gesture began
        self._gesture_depth = 0
        self._undone: list[tuple[str, Project]] = []  # what redo offered when it began
        self._last_id = 0
        self.opened = 0  # how often another file took the place of the last
        self._listeners: list[Callable[[], None]] = []
        self._document = self._resolved()

    @property
    def document(self) -> Document:
        return self._document

    @property
    def project(self) -> Project:
        return self._project

    @property
    def saved(self) -> Saved:
        return self._saved

    @property
    def unsaved(self) -> bool:
        """Whether anything would be lost if the window closed now."""
        last = self._saved.project
        return self._project is not last and not self._project.same_content(last)

    @property
    def in_gesture(self) -> bool:
        return self._gesture is not None

    @property
    def step_start(self) -> Project:
        """What undo would go back to after an edit now: where the gesture began, if one goes on."""
        return self._project if self._gesture is None else self._gesture

    def listen(self, listener: Callable[[], None]) -> None:
        """Calls `listener` after every change."""
        self._listeners.append(listener)

    # Edits -------------------------------------------------------------------------------

    def edit(self, changes: Mapping[str, float], label: str) -> None:
        """Changes inputs of the current scenario. Within a gesture all edits are one step."""
        scenario = self._document.scenario.with_values(changes)
        self.change(self._project.with_scenario(scenario), label)

    def change(self, project: Project, label: str) -> None:
        """Another state of the project: one step, unless it is the same."""
        if project == self._project:
            return
        if self._gesture is None or self._project is self._gesture:
            self._remember(label)
        elif self._past:
            self._past[-1] = Step(label, self._past[-1].before)
        self._show(project)

    def look(self, project: Project) -> None:
        """The same scenarios looked at otherwise: which is current, which are ticked. No step."""
        if project != self._project and not self.in_gesture:
            self._show(project)

    def _remember(self, label: str) -> None:
        self._past.append(Step(label, self._project))
        del self._past[:-MAX_STEPS]
        self._future.clear()

    # Files -------------------------------------------------------------------------------

    def open(self, project: Project, path: Path | None, saved: Project | None = None) -> None:
        """Another file: its history is new. `saved` is what the file holds, if not `project`."""
        self.opened += 1
        self._past.clear()
        self._future.clear()
        self._gesture, self._gesture_depth = None, 0
        self._saved = Saved(saved or project, path)
        self._last_id = self._saved.project.highest_id()
        self._show(project)

    def mark_saved(self, project: Project, path: Path) -> None:
        """`project` is what the file at `path` now holds."""
        self._saved = Saved(project, path)
        self._show(self._project)

    # Gestures ----------------------------------------------------------------------------

    def begin_gesture(self) -> None:
        """Edits until `end_gesture` are one step: a drag, a held key."""
        self._gesture_depth += 1
        if self._gesture is None:
            self._gesture = self._project
            self._undone = [*self._future]

    def end_gesture(self) -> None:
        """Ends the gesture. One that came back to where it began leaves no step."""
        self._gesture_depth = max(0, self._gesture_depth - 1)
        if self._gesture is None or self._gesture_depth:
            return
        started, self._gesture = self._gesture, None
        if self._project is not started and self._project == started:
            self._past.pop()
            self._future = self._undone
            self._project = started
        self._show(self._project)

    @contextmanager
    def gesture(self) -> Iterator[None]:
        self.begin_gesture()
        try:
            yield
        finally:
            self.end_gesture()

    # History -----------------------------------------------------------------------------

    @property
    def undo_label(self) -> str:
        """What undo would take back; empty if there is nothing."""
        return self._past[-1].label if self._past else ""

    @property
    def redo_label(self) -> str:
        return self._future[-1][0] if self._future else ""

    def undo(self) -> None:
        if self._past and not self.in_gesture:
            step = self._past.pop()
            self._future.append((step.label, self._project))
            self._show(step.before.ticked_like(self._project))

    def redo(self) -> None:
        if self._future and not self.in_gesture:
            label, project = self._future.pop()
            self._past.append(Step(label, self._project))
            self._show(project.ticked_like(self._project))

    # From change to listeners ------------------------------------------------------------

    def _show(self, project: Project) -> None:
        # An id is given once, whatever undo takes back: the saved file goes by ids too.
        self._last_id = max(self._last_id, project.highest_id())
        if project.last_id != self._last_id:
            project = replace(project, last_id=self._last_id)
        self._project = project
        self._document = self._resolved()
        for listener in self._listeners:
            listener()

    def _resolved(self) -> Document:
        project = self._project
        baseline = reference_scenario(project, self._saved, project.reference)
        return Document(project, project.scenario, baseline)
