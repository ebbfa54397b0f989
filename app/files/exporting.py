"""Exports from the window: in the background, with progress, and cancelled at any time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.background import Background, Progress

Write = Callable[[Path, Progress], None]


class Exports(QObject):
    """At most one export at a time."""

    started = Signal(str)  # the file's name
    progressed = Signal(float)
    saved = Signal(str)  # the file's path
    failed = Signal(str)  # one line for the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._work = Background(self)
        self._work.progressed.connect(self.progressed)
        self._work.finished.connect(lambda _nothing: self.saved.emit(str(self._path)))
        self._work.failed.connect(self.failed)
        self._work.cancelled.connect(lambda: self.failed.emit("Export cancelled"))

    @property
    def busy(self) -> bool:
        return self._work.busy

    def start(self, path: Path, write: Write) -> None:
        if self.busy:
            self.failed.emit("another export is still running")
            return
        self._path = path
        self._work.start(lambda progress: write(path, progress))
        self.started.emit(path.name)

    def cancel(self) -> None:
        self._work.cancel()

    def stop(self) -> None:
        """Cancels and waits: nothing runs on after the window is closed."""
        self._work.stop()
