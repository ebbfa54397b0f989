"""Sealing, for the window and the command line alike. Knows no Qt."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from app.files.writers import tenor_version
from engine.files.snapshot.file import write_snapshot
from engine.files.snapshot.snapshot import sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.files.snapshot.snapshot import Snapshot
    from engine.project import Project


def seal_to(
    path: Path,
    project: Project,
    progress: Callable[[float], None] = lambda _share: None,
    *,
    workers: int = 1,
) -> Snapshot:
    """Computes all results of a project and seals them in a file, dated today.

    `progress` is called with shares from 0 to 1 and may raise to stop it. Raises `FileError`.
    """
    today = datetime.date.today()  # the user's own date
    made = sealed(project, tenor_version(), today, progress, workers=workers)
    return write_snapshot(path, made)
