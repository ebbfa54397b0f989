"""Opening a scenario by what people call it: a preset's id, a project file, a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.atomic import FileError
from engine.files.reading import nearest
from engine.files.shipped import preset_scenario, presets

if TYPE_CHECKING:
    from engine.scenario import Scenario

_PROJECT, _WORKBOOK = ".tenor", ".xlsx"


def open_scenario(text: str) -> Scenario:
    """The scenario that `text` names. Raises `FileError`.

    `text` is a preset's id, a `.tenor` file, one of its scenarios as `FILE#scenario name`, or
    a workbook that Tenor wrote.
    """
    if text in presets():
        return preset_scenario(text)
    path, name = split_name(text)
    suffix = path.suffix.lower()
    if suffix == _PROJECT:
        return _from_project(path, name)
    if suffix == _WORKBOOK and name is None:
        # Here, not above: openpyxl is needed for workbooks only.
        from engine.files.workbook_read import read_workbook

        return read_workbook(path)
    raise FileError(text, _unknown(path))


def split_name(text: str) -> tuple[Path, str | None]:
    """The file and the scenario's name in `FILE.tenor#name`; None where no name is given."""
    mark = text.lower().find(f"{_PROJECT}#")
    if mark < 0:
        return Path(text), None
    end = mark + len(_PROJECT)
    return Path(text[:end]), text[end + 1 :]


def _from_project(path: Path, name: str | None) -> Scenario:
    from engine.files.project import read_project

    scenarios = read_project(path)
    names = ", ".join(repr(scenario.name) for scenario in scenarios)
    if name is None:
        if len(scenarios) == 1:
            return scenarios[0]
        raise FileError(path, f"holds several scenarios; write {path}#NAME with one of {names}")
    for scenario in scenarios:
        if scenario.name == name:
            return scenario
    raise FileError(path, f"holds no scenario {name!r}; allowed: {names}")


def _unknown(path: Path) -> str:
    if path.suffix or path.name != str(path) or _exists(path):
        return "is not a file that Tenor opens; allowed: .tenor, or .xlsx that Tenor wrote"
    known = presets()
    return (
        f"is no preset and no file{nearest(str(path), known)}; "
        f"allowed: {', '.join(known)}, a .tenor file, a workbook (.xlsx)"
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
