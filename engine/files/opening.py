"""Opening by what people call it: a preset's id, a project file, a workbook, a snapshot."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files.atomic import FileError
from engine.files.reading import nearest
from engine.files.shipped import preset_scenario, presets

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.project import Entry, Project
    from engine.scenario import Scenario

_PROJECT, _WORKBOOK, _SEALED = ".tenor", ".xlsx", ".tenorseal"


def open_scenario(text: str) -> Scenario:
    """The scenario that `text` names. Raises `FileError`.

    `text` is a preset's id, a `.tenor` file, one of its scenarios as `FILE#scenario name`, a
    workbook that Tenor wrote, or a sealed snapshot, whose current scenario is meant.
    """
    if text in presets():
        return preset_scenario(text)
    path, name = split_name(text)
    suffix = path.suffix.lower()
    if suffix == _PROJECT:
        return _from_project(path, name)
    if suffix == _WORKBOOK:
        # Here, not above: openpyxl is needed for workbooks only.
        from engine.files.workbook.read import read_workbook

        return read_workbook(path)
    if suffix == _SEALED:
        return _sealed_project(path).scenario
    raise FileError(text, _unknown(path))


def open_project(text: str) -> tuple[Project, Path | None]:
    """The project that `text` names, and its file; None for a preset. Raises `FileError`.

    `text` is a preset's id, a `.tenor` file, or `FILE#scenario name`, which makes that
    scenario the current one; or a sealed snapshot, whose project has no file of its own.
    Workbooks are opened elsewhere: what changed is shown first.
    """
    from engine.files.project.file import read_project
    from engine.project import single

    if text in presets():
        return single(preset_scenario(text)), None
    path, name = split_name(text)
    if path.suffix.lower() == _WORKBOOK:
        raise FileError(text, "is a workbook, not a project")
    if path.suffix.lower() == _SEALED:
        return _sealed_project(path), None
    if path.suffix.lower() != _PROJECT:
        raise FileError(text, _unknown(path))
    project = read_project(path)
    if name is not None:
        project = replace(project, current=_entry(project, name, path).id)
    return project, path


def split_name(text: str) -> tuple[Path, str | None]:
    """The file and the scenario's name in `FILE.tenor#name`; None where no name is given.

    Folders and names may hold `.tenor#` too: the first file that there is counts.
    """
    marks = list(re.finditer(rf"{re.escape(_PROJECT)}#", text, re.IGNORECASE))
    splits = [(Path(text[: mark.end() - 1]), text[mark.end() :]) for mark in marks]
    whole = Path(text)
    if whole.suffix.lower() in (_PROJECT, _WORKBOOK, _SEALED) and _is(Path.is_file, whole):
        return whole, None
    there = (split for split in splits if _is(Path.is_file, split[0]))
    return next(there, splits[0] if splits else (whole, None))


def _from_project(path: Path, name: str | None) -> Scenario:
    from engine.files.project.file import read_project

    project = read_project(path)
    if name is not None:
        return _entry(project, name, path).scenario
    if len(project.entries) == 1:
        return project.scenario
    fault = f"holds several scenarios; write {path}#NAME with one of {_names(project)}"
    raise FileError(path, fault)


def _sealed_project(path: Path) -> Project:
    """The project in a snapshot. Raises `FileError` for one that was changed since."""
    from engine.files.snapshot.file import read_snapshot
    from engine.files.snapshot.snapshot import as_opened

    snapshot = read_snapshot(path)
    if not snapshot.intact:
        raise FileError(path, "was changed after it was sealed; tenor check tells what differs")
    return as_opened(snapshot)


def _entry(project: Project, name: str, path: Path) -> Entry:
    """The entry of that name, or of one that is spelt the same in other code points."""
    same = {_composed(entry.scenario.name): entry for entry in project.entries}
    exact = {entry.scenario.name: entry for entry in project.entries}
    found = exact.get(name) or same.get(_composed(name))
    if found is None:
        raise FileError(path, f"holds no scenario {name!r}; allowed: {_names(project)}")
    return found


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _names(project: Project) -> str:
    return ", ".join(repr(entry.scenario.name) for entry in project.entries)


def _unknown(path: Path) -> str:
    if path.suffix or path.name != str(path) or _is(Path.exists, path):
        return (
            "is not a file that Tenor opens; allowed: .tenor, or .xlsx that Tenor wrote, "
            "or .tenorseal"
        )
    known = presets()
    return (
        f"is no preset and no file{nearest(str(path), known)}; "
        f"allowed: {', '.join(known)}, a .tenor file, a snapshot (.tenorseal), a workbook (.xlsx)"
    )


def _is(what: Callable[[Path], bool], path: Path) -> bool:
    """Whether `path` exists, or is a file; no where the system can't even ask."""
    try:
        return what(path)
    except (OSError, ValueError):
        return False
