"""Older versions of the project file, brought to the form of the next version one by one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.files.project.json import ContentError, is_number, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

VERSION = 6
WITHOUT_SCENES = 5  # what a project without scenes is written as: older ones read it too
_NEW_IN_3 = ("items", "sources", "attachments")
_NEW_IN_4 = ("uncertainty", "ranges", "goal")
_NEW_IN_5 = ("register", "supply")
_NEW_IN_6 = ("scenes",)


def upgraded(document: Any) -> dict[str, Any]:
    """A file's values in the form of `VERSION`; what they hold is not checked yet.

    Raises `ContentError`: no project file, or one of a newer version.
    """
    if not isinstance(document, dict) or "tenor" not in document:
        began = f'{{"tenor": {VERSION}, ...}}'
        raise ContentError(f"is not a project file: it doesn't begin with {began}")
    newest: dict[str, Any] = document
    for version in range(_version(document["tenor"]), VERSION):
        newest = MIGRATIONS[version](newest)
    return newest


def _version(version: Any) -> int:
    if is_number(version) and version > VERSION:
        raise ContentError(
            f"was written by a newer Tenor: its format is {shown(version)}, "
            f"this Tenor reads {VERSION}"
        )
    if not is_number(version) or version not in range(1, VERSION + 1):
        fault = f"{shown(version)} is not allowed; allowed: 1 to {VERSION}"
        raise ContentError(f"tenor: {fault}")
    return int(version)


def _to_2(document: dict[str, Any]) -> dict[str, Any]:
    """Version 1 held scenarios only, and refused fields that it didn't know."""
    _check_fields(document, ("tenor", "scenarios"), "")
    records = document.get("scenarios")
    for number, record in enumerate(records if isinstance(records, list) else (), start=1):
        if isinstance(record, dict):
            name = record.get("name")
            place = shown(name) if isinstance(name, str) else number
            fields = ("name", "start", "fiscal_start", "preset", "inputs")
            _check_fields(record, fields, f"scenario {place}: ")
    return document | {"tenor": 2}


def _to_3(document: dict[str, Any]) -> dict[str, Any]:
    return _renamed(document, _NEW_IN_3) | {"tenor": 3}


def _to_4(document: dict[str, Any]) -> dict[str, Any]:
    return _renamed(document, _NEW_IN_4) | {"tenor": 4}


def _to_5(document: dict[str, Any]) -> dict[str, Any]:
    return _renamed(document, _NEW_IN_5) | {"tenor": 5}


def _to_6(document: dict[str, Any]) -> dict[str, Any]:
    return _renamed(document, _NEW_IN_6) | {"tenor": 6}


def _renamed(document: dict[str, Any], new: Sequence[str]) -> dict[str, Any]:
    """Versions kept fields that they didn't know: those that mean something now get new names."""
    behind = f" (version {document['tenor']:g})"
    kept: dict[str, Any] = {}
    for key, value in document.items():
        name = key
        while name in kept or (name != key and name in document) or name in new:
            name += behind
        kept[name] = value
    return kept


def _check_fields(record: dict[str, Any], fields: Sequence[str], place: str) -> None:
    for key in record:
        if key not in fields:
            raise ContentError(f"{place}unknown field {shown(key)}; allowed: {', '.join(fields)}")


# By version, what makes it the next.
MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {1: _to_2, 2: _to_3, 3: _to_4, 4: _to_5, 5: _to_6}
)
