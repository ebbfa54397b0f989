"""Single fields of a project file's objects, each checked where it stands."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.files.project.json import ContentError, is_number, shown, unknown_fields
from engine.files.reading import nearest
from engine.model.catalogue import catalogue

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


def finite(value: Any, place: str, unit: str = "a number") -> float:
    """A finite number as a float. Raises `ContentError`, which says that `unit` is allowed."""
    try:
        if is_number(value) and math.isfinite(value):
            return float(value)
    except OverflowError:  # a whole number from a file may be as long as it likes
        pass
    raise ContentError(f"{place}: {shown(value)} is not allowed; allowed: {unit}")


def input_key(value: Any, place: str) -> str:
    """The key of an input. Raises `ContentError`."""
    known = catalogue().inputs
    if isinstance(value, str) and value in known:
        return value
    hint = nearest(value, known) if isinstance(value, str) else ""
    hint = hint or "; allowed: the inputs that tenor model lists"
    raise ContentError(f"{place}: unknown input {shown(value)}{hint}")


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
