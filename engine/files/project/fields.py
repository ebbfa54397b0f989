"""Single fields of a project file's objects, each checked where it stands."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.files.project.json import ContentError, is_number, shown, unknown_fields

if TYPE_CHECKING:
    from collections.abc import Sequence


def whole_of(
    record: dict[str, Any], field: str, within: range, default: int | None, place: str
) -> int:
    """A whole number; without a `default` it must be given. Raises `ContentError`."""
    value: Any = record.get(field, default)
    # Not `in`, which would try a number such as 1.5 against every whole one.
    if is_number(value) and within[0] <= value <= within[-1] and value == int(value):
        return int(value)
    fault = f"{shown(value)} is not allowed; allowed: {within[0]} to {within[-1]}"
    raise ContentError(f"{place}, {field}: {fault}")


def text_of_field(
    record: dict[str, Any], field: str, most: int, default: str | None, place: str
) -> str:
    """Text of up to `most` characters; without a `default` it must be given.

    Raises `ContentError`.
    """
    value = record.get(field, default)
    if isinstance(value, str) and len(value) <= most:
        return value
    limit = f"allowed: text of up to {most} characters"
    raise ContentError(f"{place}, {field}: {shown(value)} is not allowed; {limit}")


def records_of(document: dict[str, Any], field: str, most: int) -> list[dict[str, Any]]:
    """A list of up to `most` objects; empty where it isn't given. Raises `ContentError`."""
    records = document.get(field, [])
    if not isinstance(records, list):
        raise ContentError(f"{field}: {shown(records)} is not a list")
    if len(records) > most:
        raise ContentError(f"{field}: {len(records)} of them; allowed: up to {most}")
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            raise ContentError(f"{field}, number {number}: {shown(record)} is not an object")
    return records


def extra_of(
    record: dict[str, Any], known: Sequence[str], place: str
) -> MappingProxyType[str, Any]:
    """The fields that are not `known`, as they are. Raises `ContentError`."""
    return MappingProxyType(unknown_fields(record, known, place))
