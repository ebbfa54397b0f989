"""The project file, `.tenor`: scenarios as JSON that people can read and compare.

    {"tenor": 1, "scenarios": [{"name": "Longer term", "start": "2026-04", "fiscal_start": 1,
     "preset": "as_reported", "inputs": {"term_months": 60}}]}

`inputs` holds what differs from the preset. Only `name` must be given.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.calendar import DEFAULT_START, YearMonth, parse_year_month
from engine.files.atomic import FileError, replacing
from engine.files.reading import MAX_NAME, name_fault, nearest, read_bounded
from engine.files.shipped import DEFAULT_PRESET, preset_scenario, presets
from engine.model.catalogue import catalogue
from engine.scenario import InputError, allowed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.scenario import Scenario

SUFFIX = ".tenor"
VERSION = 1
MAX_BYTES = 16 * 2**20
MAX_SCENARIOS = 200
_FIELDS = ("name", "start", "fiscal_start", "preset", "inputs")


class _ContentError(ValueError):
    """What is wrong, and where in the file."""


def read_project(path: Path) -> list[Scenario]:
    """The scenarios of a project file: at least one, each name once.

    Raises `FileError` naming the file, the scenario, the field and what is allowed.
    """
    try:
        return _scenarios(_document(read_bounded(path, MAX_BYTES)))
    except _ContentError as fault:
        raise FileError(path, str(fault)) from None


def write_project(path: Path, scenarios: Sequence[Scenario]) -> None:
    """Writes scenarios, whole or not at all, so that they read back bit for bit.

    Raises `FileError`, also for what could not be read back: no scenario or too many, a name
    that is empty or given twice.
    """
    try:
        _check_count(scenarios)
        _check_names([scenario.name for scenario in scenarios])
    except _ContentError as fault:
        raise FileError(path, f"can't be written: {fault}") from None
    document = {"tenor": VERSION, "scenarios": [_record(scenario) for scenario in scenarios]}
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _record(scenario: Scenario) -> dict[str, object]:
    # Every input, not only what differs from the preset: a file must keep its numbers when a
    # later version ships other presets.
    return {
        "name": scenario.name,
        "start": str(scenario.start),
        "fiscal_start": scenario.fiscal_start,
        "preset": scenario.preset,
        "inputs": {key: _plain(scenario.values[key]) for key in catalogue().inputs},
    }


def _plain(value: float) -> int | float:
    """1250 rather than 1250.0, where it reads back as the same float."""
    whole = int(value)
    return whole if repr(float(whole)) == repr(value) else value


# Reading -----------------------------------------------------------------------------------


def _document(data: bytes) -> Any:
    """The file as JSON, every number a float: nan, infinite or huge ones are caught later."""
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_int=float, object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise _ContentError("is not a project file: it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _ContentError(f"is not a project file: not JSON at {place}: {error.msg}") from None
    except RecursionError:
        raise _ContentError("is not a project file: it is nested too deeply") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _ContentError(f"{_shown(key)} is given twice in one object")
        found[key] = value
    return found


def _scenarios(document: Any) -> list[Scenario]:
    if not isinstance(document, dict) or "tenor" not in document:
        raise _ContentError('is not a project file: it doesn\'t begin with {"tenor": 1, ...}')
    version = document["tenor"]
    if type(version) is float and version > VERSION:
        raise _ContentError(
            f"was written by a newer Tenor: its format is {version:g}, this Tenor reads {VERSION}"
        )
    if type(version) is not float or version != VERSION:
        raise _ContentError(f"tenor: {_shown(version)} is not allowed; allowed: {VERSION}")
    _check_fields(document, ("tenor", "scenarios"), "")
    records = document.get("scenarios")
    if not isinstance(records, list):
        raise _ContentError("scenarios: allowed: a list of scenarios")
    _check_count(records)
    found = [_scenario(record, number) for number, record in enumerate(records, start=1)]
    _check_names([scenario.name for scenario in found])
    return found


def _scenario(record: Any, number: int) -> Scenario:
    if not isinstance(record, dict):
        raise _ContentError(
            f"scenario {number}: {_shown(record)} is not an object with name and inputs"
        )
    name = _name(record, number)
    place = f"scenario {_shown(name)}"
    _check_fields(record, _FIELDS, f"{place}: ")
    plain = replace(
        preset_scenario(_preset(record, place)),
        name=name,
        start=_start(record, place),
        fiscal_start=_fiscal_start(record, place),
    )
    return _with_inputs(plain, record.get("inputs", {}), place)


def _name(record: dict[str, Any], number: int) -> str:
    name = record.get("name")
    fault = name_fault(name) if isinstance(name, str) else "it is not text"
    if fault:
        place = f"scenario {number}, name: {_shown(name)}"
        raise _ContentError(f"{place}: {fault}; allowed: text of 1 to {MAX_NAME} characters")
    return str(name)


def _with_inputs(plain: Scenario, inputs: Any, place: str) -> Scenario:
    if not isinstance(inputs, dict):
        raise _ContentError(f"{place}, inputs: {_shown(inputs)} is not an object of numbers by key")
    known = catalogue().inputs
    for key, value in inputs.items():
        if key not in known:
            hint = nearest(key, known) or "; allowed: the keys that tenor model lists"
            raise _ContentError(f"{place}, inputs: unknown input {_shown(key)}{hint}")
        if type(value) is not float:  # true is no number, though Python takes it for one
            fault = f"{_shown(value)} is not a number; {allowed(known[key])}"
            raise _ContentError(f"{place}, inputs.{key}: {fault}")
    try:
        return plain.with_values(inputs)
    except InputError as error:
        raise _ContentError(f"{place}, inputs.{error.key}: {error.fault}") from None


def _preset(record: dict[str, Any], place: str) -> str:
    preset = record.get("preset", DEFAULT_PRESET)
    if not isinstance(preset, str) or preset not in presets():
        fault = f"{_shown(preset)} is not a preset; allowed: {', '.join(presets())}"
        raise _ContentError(f"{place}, preset: {fault}")
    return preset


def _start(record: dict[str, Any], place: str) -> YearMonth:
    start = record.get("start", str(DEFAULT_START))
    try:
        return parse_year_month(start)
    except (ValueError, AttributeError):
        fault = f"{_shown(start)} is not a month; allowed: a month such as 2026-04"
        raise _ContentError(f"{place}, start: {fault}") from None


def _fiscal_start(record: dict[str, Any], place: str) -> int:
    month = record.get("fiscal_start", 1.0)
    if type(month) is float and month in range(1, 13):
        return int(month)
    raise _ContentError(f"{place}, fiscal_start: {_shown(month)} is not allowed; allowed: 1 to 12")


def _check_fields(record: dict[str, Any], fields: Sequence[str], place: str) -> None:
    for key in record:
        if key not in fields:
            raise _ContentError(f"{place}unknown field {_shown(key)}; allowed: {', '.join(fields)}")


def _check_count(scenarios: Sequence[object]) -> None:
    if not 1 <= len(scenarios) <= MAX_SCENARIOS:
        raise _ContentError(f"{len(scenarios)} scenarios; allowed: 1 to {MAX_SCENARIOS}")


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if fault := name_fault(name):
            raise _ContentError(f"name {_shown(name)}: {fault}")
        if names.count(name) > 1:
            raise _ContentError(f"two scenarios are named {_shown(name)}; allowed: each name once")


def _shown(value: Any) -> str:
    """A value from the file for a message: `'long text...'`, never more than a few words."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    text = repr(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
