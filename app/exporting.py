"""Exports from the window: in a thread, with progress, and cancelled at any time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from engine.files.atomic import FileError

Progress = Callable[[float], None]
Write = Callable[[Path, Progress], None]


class Cancelled(Exception):  # noqa: N818 - not a fault
    """Raised inside a writer to stop it; the old file stays."""


class _Thread(QThread):
    progressed = Signal(float)
    done = Signal(str)  # empty, or what went wrong

    def __init__(self, path: Path, write: Write, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._write = write

    def run(self) -> None:
        try:
            self._write(self._path, self._progress)
        except Cancelled:
            self.done.emit("cancelled")
        except FileError as error:
            self.done.emit(str(error))
        except Exception as error:
            # A fault of ours: reported like any other, and the window goes on.
            sys.excepthook(type(error), error, error.__traceback__)
            self.done.emit(f"the export failed: {error}")
        else:
            self.done.emit("")

    def _progress(self, share: float) -> None:
        if self.isInterruptionRequested():
            raise Cancelled
        self.progressed.emit(share)


class Exports(QObject):
    """At most one export at a time."""

    started = Signal(str)  # the file's name
    progressed = Signal(float)
    saved = Signal(str)  # the file's path
    failed = Signal(str)  # one line for the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def start(self, path: Path, write: Write) -> None:
        if self.busy:
            self.failed.emit("another export is still running")
            return
        thread = self._thread = _Thread(path, write, self)
        thread.progressed.connect(self.progressed)
        thread.done.connect(lambda fault: self._finished(path, fault))
        thread.start()
        self.started.emit(path.name)

    def cancel(self) -> None:
        if self._thread is not None:
            self._thread.requestInterruption()

    def stop(self) -> None:
        """Cancels and waits: nothing runs on after the window is closed."""
        if self._thread is not None:
            self._thread.requestInterruption()
            self._thread.wait()
            self._thread = None

    def _finished(self, path: Path, fault: str) -> None:
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None
        if fault:
            self.failed.emit("Export cancelled" if fault == "cancelled" else fault)
        else:
            self.saved.emit(str(path))
