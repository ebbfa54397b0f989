"""What the user added, in a project file: custom line items, sources, what these say of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.files.project.fields import input_key, records_of, text_of_field, whole_of
from engine.files.project.json import ContentError, kept_text, shown, unknown_fields
from engine.formula.syntax import MAX_LENGTH, FormulaError
from engine.model.custom import MAX_ITEMS, MAX_KEY, MAX_LABEL, MAX_MEANING, CustomItem, model_with
from engine.sources import (
    MAX_ATTACHMENTS,
    MAX_SOURCES,
    MAX_TEXT,
    MAX_TITLE,
    Attachment,
    Source,
    source_fault,
    text_fault,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = ("items", "sources", "attachments")
IDS = range(1, 2**31)  # of sources

_ITEM_FIELDS = ("key", "label", "unit", "kind", "formula", "opening", "meaning")
_SOURCE_FIELDS = ("id", "title", "document", "note")
_ATTACHMENT_FIELDS = ("source", "key", "note")
_LONGEST_FAULT = 200  # characters: a name in a formula may be as long as the formula


def items_of(document: dict[str, Any]) -> tuple[CustomItem, ...]:
    """The custom line items, checked against the model. Raises `ContentError`."""
    items = tuple(
        _item(record, number)
        for number, record in enumerate(records_of(document, "items", MAX_ITEMS), start=1)
    )
    try:
        model_with(items)
    except FormulaError as error:
        raise ContentError(_told(error)) from None
    return items


def _item(record: dict[str, Any], number: int) -> CustomItem:
    key = record.get("key")
    place = f"item {shown(key)}" if isinstance(key, str) else f"item {number}"
    return CustomItem(
        text_of_field(record, "key", MAX_KEY, None, place),
        text_of_field(record, "label", MAX_LABEL, None, place),
        text_of_field(record, "unit", MAX_KEY, None, place),
        text_of_field(record, "kind", MAX_KEY, None, place),
        text_of_field(record, "formula", MAX_LENGTH, None, place),
        text_of_field(record, "opening", MAX_LENGTH, "0", place),
        text_of_field(record, "meaning", MAX_MEANING, "", place),
        kept_text(unknown_fields(record, _ITEM_FIELDS, f"{place}, ")),
    )


def _told(error: FormulaError) -> str:
    """The fault with its place, in one line: `item 'margin', formula, character 9: ...`."""
    character = "" if error.position is None else f"character {error.position + 1}"
    parts = (f"item {shown(error.item)}", error.column, character)
    fault = error.fault
    if len(fault) > _LONGEST_FAULT:
        fault = f"{fault[: _LONGEST_FAULT - 3]}..."
    return f"{', '.join(part for part in parts if part)}: {fault}"


# Sources -------------------------------------------------------------------------------------


def sources_of(document: dict[str, Any]) -> tuple[Source, ...]:
    """The user's sources, each id once. Raises `ContentError`."""
    records = records_of(document, "sources", MAX_SOURCES)
    found = tuple(_source(record, number) for number, record in enumerate(records, start=1))
    seen: set[int] = set()
    for source in found:
        if source.id in seen:
            raise ContentError(f"two sources have the id {source.id}; allowed: each id once")
        seen.add(source.id)
    return found


def _source(record: dict[str, Any], number: int) -> Source:
    place = f"source {number}"
    source = Source(
        whole_of(record, "id", IDS, None, place),
        text_of_field(record, "title", MAX_TITLE, None, place),
        text_of_field(record, "document", MAX_TEXT, "", place),
        text_of_field(record, "note", MAX_TEXT, "", place),
        kept_text(unknown_fields(record, _SOURCE_FIELDS, f"{place}, ")),
    )
    if fault := source_fault(source):
        raise ContentError(f"{place}: {fault}")
    return source


def attachments_of(document: dict[str, Any], sources: Sequence[Source]) -> tuple[Attachment, ...]:
    """What the sources say of inputs, a source of an input once.

    Raises `ContentError`, also for a source or an input that there isn't: what is said would
    be lost where nobody sees it.
    """
    records = records_of(document, "attachments", MAX_ATTACHMENTS)
    ids = {source.id for source in sources}
    found: dict[tuple[int, str], Attachment] = {}
    for number, record in enumerate(records, start=1):
        made = _attachment(record, number, ids)
        if found.setdefault((made.source, made.key), made) is not made:
            place = f"attachment {number}"
            raise ContentError(f"{place}: source {made.source} is attached to {made.key} already")
    return tuple(found.values())


def _attachment(record: dict[str, Any], number: int, ids: set[int]) -> Attachment:
    place = f"attachment {number}"
    source = whole_of(record, "source", IDS, None, place)
    if source not in ids:
        raise ContentError(f"{place}, source: no source has the id {source}")
    key = input_key(record.get("key"), f"{place}, key")
    note = text_of_field(record, "note", MAX_TEXT, "", place)
    if fault := text_fault("note", note, MAX_TEXT, lines=True):
        raise ContentError(f"{place}: {fault}")
    return Attachment(
        source,
        key,
        note,
        kept_text(unknown_fields(record, _ATTACHMENT_FIELDS, f"{place}, ")),
    )
