"""A project as the values of a project file, in the order in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.actuals import KEYS
from engine.files.project.json import kept_fields, plain
from engine.files.project.migrations import VERSION, WITHOUT_SCENES
from engine.files.project.register import register_record
from engine.files.project.scenes import scene_record
from engine.files.project.supply import supply_record
from engine.model.catalogue import catalogue
from engine.model.switch import SWITCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.actuals import Actuals
    from engine.model.custom import CustomItem
    from engine.project import Entry, Project
    from engine.sources import Attachment, Source
    from engine.uncertainty.case import Uncertainty


def document_of(project: Project) -> dict[str, Any]:
    """The values of a file of the oldest version that can say all of it. Nothing is checked."""
    version = VERSION if project.scenes else WITHOUT_SCENES
    document: dict[str, Any] = {"tenor": version, "current": project.scenario.name}
    reference = project.reference
    if reference.kind != "preset":
        document["baseline"] = reference.kind
    if reference.kind == "scenario":
        document["baseline_scenario"] = project.by_id(reference.id).scenario.name
    document["scenarios"] = [_record(entry) for entry in project.entries]
    for field, records in _own(project).items():
        if records:
            document[field] = records
    found = {**_settings(project), **_contracts(project), "scenes": _scenes(project) or None}
    document |= {field: record for field, record in found.items() if record is not None}
    return document | dict(project.extra)


def _settings(project: Project) -> dict[str, Any]:
    """Sections by name; None for those that there are not."""
    actuals, uncertainty, goal = project.actuals, project.uncertainty, project.goal
    ranges = {key: _numbers(each._asdict()) for key, each in project.ranges}
    return {
        "actuals": None if actuals is None else _actuals(actuals),
        "uncertainty": None if uncertainty is None else _uncertainty(uncertainty),
        "ranges": ranges or None,
        "goal": None if goal is None else _numbers(goal._asdict()),
    }


def _contracts(project: Project) -> dict[str, Any]:
    """The same of the register, and of what feeds the scenarios."""
    supply = project.supply
    return {
        "register": register_record(project.register) or None,
        "supply": None if supply is None else supply_record(supply),
    }


def _scenes(project: Project) -> list[dict[str, Any]]:
    names = {entry.id: entry.scenario.name for entry in project.entries}
    return [scene_record(scene, names[scene.scenario]) for scene in project.scenes]


def _record(entry: Entry) -> dict[str, Any]:
    scenario = entry.scenario
    record = {
        "name": scenario.name,
        "start": str(scenario.start),
        "fiscal_start": scenario.fiscal_start,
        "preset": scenario.preset,
        "colour": entry.colour,
    }
    ticked = {} if entry.ticked else {"ticked": False}
    # Every input, not only what differs from the preset: a file must keep its numbers when a
    # later version ships other presets.
    inputs = {key: plain(scenario.values[key]) for key in catalogue().inputs}
    if scenario.supply is not None:
        inputs[SWITCH] = plain(scenario.values[SWITCH])
    return {**record, **ticked, "inputs": inputs, **entry.extra}


def _own(project: Project) -> dict[str, list[dict[str, Any]]]:
    """What the user added, each with the fields that a later version wrote behind its own."""
    return {
        "items": [_added(each) for each in project.items],
        "sources": [_added(each) for each in project.sources],
        "attachments": [_added(each) for each in project.attachments],
    }


def _added(value: CustomItem | Source | Attachment) -> dict[str, Any]:
    record = value._asdict()
    return record | kept_fields(record.pop("extra"))


def _actuals(actuals: Actuals) -> dict[str, Any]:
    rows = {
        key: [None if value is None else plain(value) for value in actuals.rows[key]]
        for key in sorted(actuals.rows, key=KEYS.index)
    }
    source = {"source": actuals.source} if actuals.source else {}
    return {**source, "start": str(actuals.start), "rows": rows, **actuals.extra}


def _uncertainty(uncertainty: Uncertainty) -> dict[str, Any]:
    distributions = {
        key: {"kind": each.kind, **_numbers(dict(each.parameters))}
        for key, each in uncertainty.distributions
    }
    return {
        "draws": uncertainty.draws,
        "seed": uncertainty.seed,
        "follows": uncertainty.follows,
        "distributions": distributions,
        "correlations": [_numbers(each._asdict()) for each in uncertainty.correlations],
    }


def _numbers(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with its numbers as they are written."""
    return {
        key: plain(value) if isinstance(value, float) else value for key, value in record.items()
    }
