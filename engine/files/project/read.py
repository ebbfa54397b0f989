"""The values of a project file as a project; every fault with its place."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.actuals import KEYS, MAX_MONTHS, Actuals
from engine.calendar import DEFAULT_START, YearMonth, parse_year_month
from engine.files.project import own, register, scenes, supply, uncertain
from engine.files.project.fields import extra_of, finite, text_of_field, whole_of
from engine.files.project.json import ContentError, is_number, shown
from engine.files.reading import MAX_NAME, name_fault, nearest
from engine.files.shipped import DEFAULT_PRESET, preset_scenario, presets
from engine.model.catalogue import catalogue
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from engine.project import COLOURS, MAX_SCENARIOS, TO_PRESET, Entry, Project, Reference
from engine.scenario import InputError, allowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model.supplied import Supply
    from engine.scenario import Scenario

MODES = (REPLACES, SUPPLEMENTS, BESIDE)
MAX_SOURCE = 1000  # characters of the name of a file

_FIELDS = (
    *("tenor", "current", "baseline", "baseline_scenario", "scenarios", "actuals"),
    *own.FIELDS,
    *uncertain.FIELDS,
    *register.FIELDS,
    supply.FIELD,
    scenes.FIELD,
)
_SCENARIO_FIELDS = ("name", "start", "fiscal_start", "preset", "colour", "ticked", "inputs")
_ACTUALS_FIELDS = ("source", "start", "rows")


def project_from(document: dict[str, Any]) -> Project:
    """The project in a file of the present version; entries have the ids 1, 2, ...

    Raises `ContentError`.
    """
    records = document.get("scenarios")
    if not isinstance(records, list):
        raise ContentError("scenarios: allowed: a list of scenarios")
    if not 1 <= len(records) <= MAX_SCENARIOS:
        raise ContentError(f"{len(records)} scenarios; allowed: 1 to {MAX_SCENARIOS}")
    entries = tuple(_entry(record, number) for number, record in enumerate(records, start=1))
    ids = _ids(entries)
    sources = own.sources_of(document)
    project = Project(
        entries,
        _named(document, "current", ids) if "current" in document else 1,
        _reference(document, ids),
        _actuals(document["actuals"]) if "actuals" in document else None,
        sources,
        own.attachments_of(document, sources),
        extra_of(document, _FIELDS, ""),
        uncertainty=uncertain.uncertainty_of(document),
        ranges=uncertain.ranges_of(document),
        goal=uncertain.goal_of(document),
        register=register.register_of(document),
        scenes=scenes.scenes_of(document, ids),
    )
    items = own.items_of(document)
    project = project.with_items(items) if items else project
    return _supplied(project, supply.supply_of_document(document), _modes(records))


def _modes(records: Sequence[dict[str, Any]]) -> list[Any]:
    """What each scenario says of the contracts that feed it; None where it says nothing."""
    return [record.get("inputs", {}).get(SWITCH) for record in records]


def _supplied(project: Project, found: Supply | None, modes: Sequence[Any]) -> Project:
    """With the contracts that feed the scenarios, each in its own mode."""
    for entry, mode in zip(project.entries, modes, strict=True):
        place = f"scenario {shown(entry.scenario.name)}, inputs.{SWITCH}"
        if mode is not None and found is None:
            raise ContentError(f"{place}: allowed only where the file has a supply")
        _check_mode(mode, place)
    if found is None:
        return project
    fed = project.with_supply(found)
    entries = tuple(
        entry._replace(scenario=entry.scenario.with_values({SWITCH: OFF if mode is None else mode}))
        for entry, mode in zip(fed.entries, modes, strict=True)
    )
    return replace(fed, entries=entries)


def _check_mode(mode: Any, place: str) -> None:
    if mode is not None and not (is_number(mode) and mode in (OFF, *MODES)):
        raise ContentError(f"{place}: {shown(mode)} is not allowed; allowed: 0 to {MODES[-1]}")


def _ids(entries: Sequence[Entry]) -> dict[str, int]:
    ids: dict[str, int] = {}
    for entry in entries:
        name = entry.scenario.name
        if name in ids:
            raise ContentError(f"two scenarios are named {shown(name)}; allowed: each name once")
        ids[name] = entry.id
    return ids


def _reference(document: dict[str, Any], ids: dict[str, int]) -> Reference:
    """What the current scenario is compared with."""
    kind = document.get("baseline", TO_PRESET.kind)
    if kind == "scenario":
        return Reference(kind, _named(document, "baseline_scenario", ids))
    if kind not in ("preset", "saved"):
        raise ContentError(
            f"baseline: {shown(kind)} is not allowed; allowed: preset, saved, scenario"
        )
    if "baseline_scenario" in document:
        raise ContentError("baseline_scenario: allowed only where baseline is 'scenario'")
    return Reference(kind)


def _named(document: dict[str, Any], field: str, ids: dict[str, int]) -> int:
    name = document.get(field)
    if isinstance(name, str) and name in ids:
        return ids[name]
    allowed_names = "the name of one of the scenarios"
    raise ContentError(f"{field}: {shown(name)} is none; allowed: {allowed_names}")


# Scenarios ---------------------------------------------------------------------------------


def _entry(record: Any, number: int) -> Entry:
    if not isinstance(record, dict):
        fault = f"{shown(record)} is not an object with name and inputs"
        raise ContentError(f"scenario {number}: {fault}")
    place = f"scenario {shown(_name(record, number))}"
    return Entry(
        number,
        _scenario(record, place),
        whole_of(record, "colour", range(COLOURS), (number - 1) % COLOURS, place),
        _ticked(record, place),
        extra_of(record, _SCENARIO_FIELDS, f"{place}, "),
    )


def _scenario(record: dict[str, Any], place: str) -> Scenario:
    plain = replace(
        preset_scenario(_preset(record, place)),
        name=record["name"],
        start=_month(record.get("start", str(DEFAULT_START)), f"{place}, start"),
        fiscal_start=whole_of(record, "fiscal_start", range(1, 13), 1, place),
    )
    return _with_inputs(plain, record.get("inputs", {}), place)


def _name(record: dict[str, Any], number: int) -> str:
    name = record.get("name")
    fault = name_fault(name) if isinstance(name, str) else "it is not text"
    if fault:
        place = f"scenario {number}, name: {shown(name)}"
        raise ContentError(f"{place}: {fault}; allowed: text of 1 to {MAX_NAME} characters")
    return str(name)


def _with_inputs(plain: Scenario, inputs: Any, place: str) -> Scenario:
    if not isinstance(inputs, dict):
        raise ContentError(f"{place}, inputs: {shown(inputs)} is not an object of numbers by key")
    known = catalogue().inputs
    inputs = {key: value for key, value in inputs.items() if key != SWITCH}
    for key, value in inputs.items():
        if key not in known:
            hint = nearest(key, known) or "; allowed: the keys that tenor model lists"
            raise ContentError(f"{place}, inputs: unknown input {shown(key)}{hint}")
        if not is_number(value):
            fault = f"{shown(value)} is not a number; {allowed(known[key])}"
            raise ContentError(f"{place}, inputs.{key}: {fault}")
    try:
        return plain.with_values(inputs)
    except InputError as error:
        raise ContentError(f"{place}, inputs.{error.key}: {error.fault}") from None


def _preset(record: dict[str, Any], place: str) -> str:
    preset = record.get("preset", DEFAULT_PRESET)
    if not isinstance(preset, str) or preset not in presets():
        fault = f"{shown(preset)} is not a preset; allowed: {', '.join(presets())}"
        raise ContentError(f"{place}, preset: {fault}")
    return preset


def _ticked(record: dict[str, Any], place: str) -> bool:
    ticked = record.get("ticked", True)
    if isinstance(ticked, bool):
        return ticked
    raise ContentError(f"{place}, ticked: {shown(ticked)} is not allowed; allowed: true, false")


def _month(value: Any, place: str) -> YearMonth:
    try:
        return parse_year_month(value if isinstance(value, str) else "")
    except ValueError:
        fault = f"{shown(value)} is not a month; allowed: a month such as 2026-04"
        raise ContentError(f"{place}: {fault}") from None


# Actuals -----------------------------------------------------------------------------------


def _actuals(record: Any) -> Actuals:
    if not isinstance(record, dict):
        raise ContentError(f"actuals: {shown(record)} is not an object with start and rows")
    source = text_of_field(record, "source", MAX_SOURCE, "", "actuals")
    return Actuals(
        _month(record.get("start"), "actuals, start"),
        MappingProxyType(_rows(record.get("rows"))),
        source,
        extra_of(record, _ACTUALS_FIELDS, "actuals, "),
    )


def _rows(record: Any) -> dict[str, tuple[float | None, ...]]:
    if not isinstance(record, dict) or not record:
        fault = "an object with months by line item: " + ", ".join(KEYS)
        raise ContentError(f"actuals, rows: allowed: {fault}")
    rows = {key: _row(key, values) for key, values in record.items()}
    first, *others = rows
    for key in others:
        if len(rows[key]) != len(rows[first]):
            fault = f"{len(rows[key])} months, where {first} has {len(rows[first])}"
            raise ContentError(f"actuals, rows.{key}: {fault}; allowed: as many in every row")
    return rows


def _row(key: str, values: Any) -> tuple[float | None, ...]:
    if key not in KEYS:
        hint = nearest(key, KEYS)
        raise ContentError(
            f"actuals, rows: unknown line item {shown(key)}{hint}; allowed: {', '.join(KEYS)}"
        )
    if not isinstance(values, list) or not 1 <= len(values) <= MAX_MONTHS:
        raise ContentError(f"actuals, rows.{key}: allowed: a list of 1 to {MAX_MONTHS} months")
    return tuple(
        _amount(value, f"actuals, rows.{key}, month {number}")
        for number, value in enumerate(values, start=1)
    )


def _amount(value: Any, place: str) -> float | None:
    return None if value is None else finite(value, place, "a number ($m) or null")
