"""A snapshot as the values of its file, in the order in which they are written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from engine.files.project.json import OneLine, plain
from engine.files.project.write import document_of as project_document

if TYPE_CHECKING:
    from engine.files.snapshot.series import Series
    from engine.files.snapshot.snapshot import Case, Snapshot

VERSION = 1


def document_of(snapshot: Snapshot) -> dict[str, Any]:
    """All but the hash. Nothing is checked."""
    return {
        "tenor_seal": VERSION,
        "version": snapshot.version,
        "sealed_on": snapshot.day.isoformat(),
        "project": project_document(snapshot.project),
        "results": [_case(case) for case in snapshot.cases],
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "scenario": case.scenario,
        "shifts": {key: plain(value) for key, value in case.shifts.items()},
        "numbers": [_series(each) for each in case.series],
    }


def _series(series: Series) -> OneLine:
    """On one line: there are some hundred of them in each scenario."""
    record = OneLine(kind=series.kind, key=series.key)
    if series.part:
        record["part"] = series.part
    # A line item of the user's own may hold any number, or none.
    values = [plain(value) if math.isfinite(value) else None for value in series.values.tolist()]
    record["values"] = values
    if series.reason:
        record["reason"] = series.reason
    return record
