"""The values of a snapshot's file as a snapshot; every fault with its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.files.project.fields import finite, input_key, text_of_field
from engine.files.project.json import ContentError, is_number, shown
from engine.files.project.migrations import upgraded
from engine.files.project.read import project_from
from engine.files.snapshot.canonical import fingerprint
from engine.files.snapshot.series import KINDS, PARTS, Series
from engine.files.snapshot.snapshot import Case, Snapshot
from engine.files.snapshot.write import VERSION

if TYPE_CHECKING:
    from engine.project import Project

_MOST = 200  # numbers of one series: a month each, and room for more months
_MOST_SERIES = 2_000  # of one scenario
_MOST_KEY, _MOST_REASON = 200, 1000  # characters
_DIGITS = 64  # of a SHA-256 in hexadecimal


def snapshot_from(document: Any) -> Snapshot:
    """The snapshot in a file, whether or not it is intact. Raises `ContentError`."""
    _check_version(document)
    stated = text_of_field(document, "sha256", _DIGITS, None, "the snapshot")
    held = {key: value for key, value in document.items() if key != "sha256"}
    project = _project(document.get("project"))
    return Snapshot(
        project,
        text_of_field(document, "version", _MOST_KEY, None, "the snapshot"),
        _day(document.get("sealed_on")),
        _cases(document.get("results"), project),
        stated,
        fingerprint(held),
    )


def _check_version(document: Any) -> None:
    if not isinstance(document, dict) or "tenor_seal" not in document:
        began = f'{{"tenor_seal": {VERSION}, ...}}'
        raise ContentError(f"is not a sealed snapshot: it doesn't begin with {began}")
    version = document["tenor_seal"]
    if is_number(version) and version > VERSION:
        raise ContentError(
            f"was sealed by a newer Tenor: its format is {shown(version)}, "
            f"this Tenor reads {VERSION}"
        )
    if not is_number(version) or version != VERSION:
        raise ContentError(f"tenor_seal: {shown(version)} is not allowed; allowed: {VERSION}")


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        fault = f"{shown(value)} is not a day; allowed: a day such as 2026-11-22"
        raise ContentError(f"sealed_on: {fault}") from None


def _project(document: Any) -> Project:
    if isinstance(document, dict) and "uncertainty" not in document:
        raise ContentError("project: it has no uncertainty; allowed: one that is stated")
    try:
        return project_from(upgraded(document))
    except ContentError as fault:
        raise ContentError(f"project: {fault}") from None


def _cases(records: Any, project: Project) -> tuple[Case, ...]:
    names = [entry.scenario.name for entry in project.entries]
    if not isinstance(records, list) or len(records) != len(names):
        fault = "a list with the results of each scenario of the project, in its order"
        raise ContentError(f"results: allowed: {fault}")
    return tuple(_case(record, name) for record, name in zip(records, names, strict=True))


def _case(record: Any, name: str) -> Case:
    place = f"results of {shown(name)}"
    if not isinstance(record, dict) or record.get("scenario") != name:
        raise ContentError(f"{place}: allowed: an object whose scenario is {shown(name)}")
    moved = record.get("shifts", {})
    if not isinstance(moved, dict):
        raise ContentError(f"{place}, shifts: {shown(moved)} is not an object of numbers by input")
    inputs = f"{place}, shifts"
    shifts = {input_key(key, inputs): finite(each, inputs) for key, each in moved.items()}
    numbers = record.get("numbers")
    if not isinstance(numbers, list) or len(numbers) > _MOST_SERIES:
        raise ContentError(f"{place}, numbers: allowed: a list of up to {_MOST_SERIES} objects")
    return Case(name, shifts, _all_series(numbers, place))


def _all_series(records: list[Any], place: str) -> tuple[Series, ...]:
    found: dict[tuple[str, str, str], Series] = {}
    for number, record in enumerate(records, start=1):
        each = _series(record, f"{place}, number {number}")
        if each.name in found:
            raise ContentError(f"{place}: {each.kind} {shown(each.key)} is given twice")
        found[each.name] = each
    return tuple(found.values())


def _series(record: Any, place: str) -> Series:
    if not isinstance(record, dict):
        raise ContentError(f"{place}: {shown(record)} is not an object")
    kind, part = record.get("kind"), record.get("part", "")
    if kind not in KINDS:
        raise ContentError(f"{place}: kind {shown(kind)}; allowed: {', '.join(KINDS)}")
    if part not in ("", *PARTS):
        raise ContentError(f"{place}: part {shown(part)}; allowed: {', '.join(PARTS)}")
    key = text_of_field(record, "key", _MOST_KEY, None, place)
    reason = text_of_field(record, "reason", _MOST_REASON, "", place)
    values = record.get("values")
    if not isinstance(values, list) or not len(values) <= _MOST:
        raise ContentError(f"{place}, values: allowed: a list of up to {_MOST} numbers")
    numbers = [_number(value, f"{place}, values") for value in values]
    return Series(str(kind), key, str(part), np.array(numbers, dtype=np.float64), reason)


def _number(value: Any, place: str) -> float:
    return np.nan if value is None else finite(value, place, "a number or null")
