"""The document and its history: what is edited, what it is compared with, undo and redo.

Knows no toolkit. Every change ends in one call of the listeners, whatever made it: a drag,
typed text, a reset, a preset, undo.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from engine.scenario import Scenario

MAX_STEPS = 500


class Document(NamedTuple):
    """What undo goes back to: the scenario and the baseline that it is compared with."""

    scenario: Scenario
    baseline: Scenario

    def changed_keys(self) -> list[str]:
        """Inputs that differ from the baseline, in the model's order."""
        base = self.baseline.values
        return [key for key, value in self.scenario.values.items() if value != base[key]]


class Step(NamedTuple):
    """One step of history: what it did, in words, and the document before it."""

    label: str
    before: Document


class Session:
    """One document with undo. Edits raise `InputError` and then change nothing."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._past: list[Step] = []
        self._future: list[tuple[str, Document]] = []
        self._gesture: Document | None = None  # the document when the gesture began
        self._gesture_depth = 0
        self._listeners: list[Callable[[], None]] = []

    @property
    def document(self) -> Document:
        return self._document

    @property
    def in_gesture(self) -> bool:
        return self._gesture is not None

    @property
    def step_start(self) -> Document:
        """What undo would go back to after an edit now: where the gesture began, if one goes on."""
        return self._document if self._gesture is None else self._gesture

    def listen(self, listener: Callable[[], None]) -> None:
        """Calls `listener` after every change."""
        self._listeners.append(listener)

    # Edits -------------------------------------------------------------------------------

    def edit(self, changes: Mapping[str, float], label: str) -> None:
        """Changes inputs of the scenario. Within a gesture all edits are one step."""
        scenario = self._document.scenario.with_values(changes)
        self._replace(Document(scenario, self._document.baseline), label)

    def reset(self, keys: Iterable[str], label: str) -> None:
        """Puts inputs back to the baseline's values."""
        base = self._document.baseline.values
        self.edit({key: base[key] for key in keys}, label)

    def open(self, scenario: Scenario, baseline: Scenario, label: str) -> None:
        """Another scenario, such as a preset: one step, so that it can be undone."""
        self._replace(Document(scenario, baseline), label)

    def _replace(self, document: Document, label: str) -> None:
        if document == self._document:
            return
        if self._gesture is None or self._document is self._gesture:
            self._remember(label)
        elif self._past:
            self._past[-1] = Step(label, self._past[-1].before)
        self._document = document
        self._tell()

    def _remember(self, label: str) -> None:
        self._past.append(Step(label, self._document))
        del self._past[:-MAX_STEPS]
        self._future.clear()

    # Gestures ----------------------------------------------------------------------------

    def begin_gesture(self) -> None:
        """Edits until `end_gesture` are one step: a drag, a held key."""
        self._gesture_depth += 1
        if self._gesture is None:
            self._gesture = self._document

    def end_gesture(self) -> None:
        """Ends the gesture. One that came back to where it began leaves no step."""
        self._gesture_depth = max(0, self._gesture_depth - 1)
        if self._gesture is None or self._gesture_depth:
            return
        started, self._gesture = self._gesture, None
        if self._document is not started and self._document == started:
            self._past.pop()
            self._document = started
        self._tell()

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
            self._future.append((step.label, self._document))
            self._document = step.before
            self._tell()

    def redo(self) -> None:
        if self._future and not self.in_gesture:
            label, document = self._future.pop()
            self._past.append(Step(label, self._document))
            self._document = document
            self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
