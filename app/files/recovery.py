"""Unsaved work, kept in the user's data folder so that a crash loses seconds at most.

Each window has one recovery file and a lock beside it. The lock of a process that died is
stale: its file is offered when Tenor next starts.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLockFile, QStandardPaths

from engine.files.atomic import FileError

if TYPE_CHECKING:
    from engine.project import Project

SUFFIX = ".tenor"
_FIELD = "recovery_of"  # the file that the work belongs to, in the recovery file


class Recovered(NamedTuple):
    """Work that a window left behind. `origin` is its file; None if it was never saved."""

    file: Path
    lock: QLockFile
    project: Project
    origin: Path | None
    when: datetime.datetime
    saved_later: bool = False  # its file was saved after this was kept


def recovery_folder() -> Path:
    where = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(where)) / "tenor" / "recovery"


class RecoveryFile:
    """One window's recovery file. It exists only while there is unsaved work."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock: QLockFile | None = None

    def write(self, project: Project, origin: Path | None) -> None:
        """Keeps the work. Raises `FileError`. May run beside the window's thread."""
        from engine.files.project.file import (
            write_project,  # here, not above: nothing is kept at start
        )

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(self._folder, f"can't be written: {error.strerror}") from error
        if self._lock is None:
            self._lock = _lock(self.path)
            self._lock.tryLock(0)
        known = {**project.extra, _FIELD: str(origin or "")}
        write_project(self.path, replace(project, extra=MappingProxyType(known)))

    def clear(self) -> None:
        """Nothing is unsaved any more."""
        _remove(self.path)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def left_behind(folder: Path) -> list[Recovered]:
    """What windows that died left, the newest first. The caller holds their locks.

    A file that can't be read stays where it is: a newer Tenor may have written it.
    """
    found = []
    _clean(folder)
    for path in folder.glob(f"*{SUFFIX}"):
        lock = _lock(path)
        if not lock.tryLock(0):
            continue  # its window is open
        taken = _read(path, lock)
        if taken is None:
            lock.unlock()
        elif _is_saved(taken):
            release(taken, remove=True)
        else:
            found.append(taken)
    return sorted(found, key=lambda each: each.when, reverse=True)


def release(recovered: Recovered, *, remove: bool) -> None:
    """Gives up the lock of what was offered; with `remove` the work as well."""
    if remove:
        _remove(recovered.file)
    recovered.lock.unlock()


def _read(path: Path, lock: QLockFile) -> Recovered | None:
    from engine.files.project.file import read_project  # here, not above: seldom needed

    try:
        project = read_project(path)
        when = datetime.datetime.fromtimestamp(path.stat().st_mtime)
    except (FileError, OSError):
        return None
    extra = dict(project.extra)
    origin = extra.pop(_FIELD, "")
    plain = replace(project, extra=MappingProxyType(extra))
    where = Path(origin) if isinstance(origin, str) and origin else None
    return Recovered(path, lock, plain, where, when, _saved_since(where, path))


def _saved_since(origin: Path | None, kept: Path) -> bool:
    try:
        return origin is not None and origin.stat().st_mtime_ns > kept.stat().st_mtime_ns
    except OSError:
        return False


def _is_saved(found: Recovered) -> bool:
    """Whether the file holds the same: its window died between saving and clearing."""
    from engine.files.project.file import read_project

    if not found.saved_later or found.origin is None:
        return False
    try:
        saved = read_project(found.origin)
    except FileError:
        return False
    return saved.numbered_like(found.project).same_content(found.project)


def _clean(folder: Path) -> None:
    """Removes what was being written when a process died, and locks of files that are gone."""
    for part in folder.glob(f".*{SUFFIX}.*.part"):
        lock = _lock(folder / f"{part.name[1:].partition('.')[0]}{SUFFIX}")
        if lock.tryLock(0):
            _remove(part)
            lock.unlock()
    for left in folder.glob("*.lock"):
        work = left.with_suffix(SUFFIX)
        lock = _lock(work)
        if not work.exists() and lock.tryLock(0):
            lock.unlock()  # removes its file


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # stale only when its process is no more, however old
    return lock


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # a folder that can't be written holds nothing of ours
