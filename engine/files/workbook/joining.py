"""A project with the scenarios of a workbook, and with what the user added there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from engine.formula.syntax import FormulaError, parse, to_text
from engine.model.custom import model_with
from engine.project import project_of
from engine.sources import MAX_ATTACHMENTS, MAX_SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.files.workbook.reading import WorkbookReading
    from engine.model.custom import CustomItem
    from engine.project import Project
    from engine.sources import Source


class Joined(NamedTuple):
    """The project, and what of the workbook is not in it, a line each."""

    project: Project
    notes: tuple[str, ...] = ()


def opened(reading: WorkbookReading, places: Iterable[int]) -> Project:
    """A new project of these cases of a workbook."""
    made = project_of(reading.cases[place].scenario for place in places)
    return replace(made, sources=reading.sources, attachments=reading.attachments)


def joined(project: Project, reading: WorkbookReading, places: Iterable[int]) -> Joined:
    """A project with these cases of a workbook behind its own scenarios.

    Where both define a line item of the same key, the project's stays: its scenarios rest on
    it. A source that the project has already is not added again, nor what it says of an input.
    """
    items, notes = _with_items(project.items, reading.items)
    made = _with_sources(project.with_items(items), reading)
    for place in places:
        made = made.added(reading.cases[place].scenario)
    return Joined(made, tuple(notes))


def _with_items(
    own: tuple[CustomItem, ...], others: tuple[CustomItem, ...]
) -> tuple[tuple[CustomItem, ...], list[str]]:
    known = {item.key: item for item in own}
    notes = []
    for item in others:
        if item.key in known:
            if _written(item) != _written(known[item.key]):
                notes.append(f"{item.label} ({item.key}) is another line item here: this one stays")
            continue
        try:
            model_with((*own, item))
        except FormulaError as error:
            notes.append(f"{item.label} ({item.key}) is left out: {error.fault[:100]}")
        else:
            own = (*own, item)
    return own, notes


def _written(item: CustomItem) -> CustomItem:
    """The item however its formulas are spaced; unknown fields aside."""
    formula, opening = (to_text(parse(text)) for text in (item.formula, item.opening))
    return item._replace(formula=formula, opening=opening, extra="")


def _with_sources(project: Project, reading: WorkbookReading) -> Project:
    """New sources get ids of their own."""
    known = {_said(source): source.id for source in project.sources}
    taken = set(known.values())
    fresh = (number for number in count(1) if number not in taken)
    ids: dict[int, int] = {}
    sources = list(project.sources)
    for source in reading.sources:
        if _said(source) not in known and len(sources) < MAX_SOURCES:
            known[_said(source)] = number = next(fresh)
            sources.append(source._replace(id=number))
        if _said(source) in known:
            ids[source.id] = known[_said(source)]
    attachments = list(project.attachments)
    held = {(each.source, each.key) for each in attachments}
    for each in reading.attachments:
        if each.source in ids and (ids[each.source], each.key) not in held:
            attachments.append(each._replace(source=ids[each.source]))
    return replace(
        project, sources=tuple(sources), attachments=tuple(attachments[:MAX_ATTACHMENTS])
    )


def _said(source: Source) -> tuple[str, str, str]:
    return (source.title, source.document, source.note)
