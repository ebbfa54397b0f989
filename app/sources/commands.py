"""What the Sources page does to the session: each command one step of undo.

Knows no toolkit. A command that can't be done says why in words and changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.scenarios.commands import ScenarioCommands
from engine.files.shipped import reading_scenario, readings
from engine.model.catalogue import catalogue
from engine.sources import Library, SourceError, added, attached, detached, edited, removed

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Session
    from engine.project import Project


def library_of(project: Project) -> Library:
    """A project's own sources and what they are attached to."""
    return Library(project.sources, project.attachments)


class SourceCommands:
    """Add, edit, delete, attach, detach; and the readings. Faults are returned, not raised."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _library(self) -> Library:
        return library_of(self._session.project)

    def add(self, title: str, document: str, note: str, attach_to: str = "") -> str:
        """One more source, attached to an input if one is named."""

        def change(library: Library) -> Library:
            more = added(library, title, document, note)
            return attached(more, more.sources[-1].id, attach_to) if attach_to else more

        return self._change(change, f"source {title.strip()}")

    def edit(self, number: int, title: str, document: str, note: str) -> str:
        return self._change(
            lambda library: edited(library, number, title, document, note),
            f"source {title.strip()}",
        )

    def delete(self, number: int) -> str:
        source = self._library.by_id(number)
        title = source.title if source else ""
        return self._change(lambda library: removed(library, number), f"deletion of source {title}")

    def attach(self, number: int, key: str, note: str) -> str:
        return self._change(
            lambda library: attached(library, number, key, note), f"source of {_label(key)}"
        )

    def detach(self, number: int, key: str) -> str:
        return self._change(
            lambda library: detached(library, number, key), f"detached source of {_label(key)}"
        )

    def apply(self, reading: str) -> str:
        """A reading as one more scenario, made current."""
        label = f"reading {readings()[reading].label}"
        return ScenarioCommands(self._session).add(reading_scenario(reading), label)

    def _change(self, change: Callable[[Library], Library], label: str) -> str:
        project = self._session.project
        try:
            library = change(self._library)
        except SourceError as error:
            return str(error)
        changed = replace(project, sources=library.sources, attachments=library.attachments)
        self._session.change(changed, label)
        return ""


def _label(key: str) -> str:
    item = catalogue().inputs.get(key)
    return item.label if item else key
