"""Work that takes longer than a frame: in one thread, with progress, cancelled at any time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from engine.files.atomic import FileError

Progress = Callable[[float], None]
Work = Callable[[Progress], Any]


class Cancelled(Exception):  # noqa: N818 - not a fault
    """Raised inside the work, by its progress, to stop it."""


class _Thread(QThread):
    progressed = Signal(float)
    done = Signal(object, str)  # what came of it; why nothing did

    def __init__(self, work: Work, expected: tuple[type[Exception], ...], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._expected = expected

    def run(self) -> None:
        try:
            result = self._work(self._progress)
        except Cancelled:
            self.done.emit(None, "cancelled")
        except self._expected as error:
            self.done.emit(None, str(error))
        except Exception as error:
            # A fault of ours: reported like any other, and the window goes on.
            sys.excepthook(type(error), error, error.__traceback__)
            self.done.emit(None, f"it failed: {error}")
        else:
            self.done.emit(result, "")

    def _progress(self, share: float) -> None:
        if self.isInterruptionRequested():
            raise Cancelled
        self.progressed.emit(share)


class Background(QObject):
    """At most one piece of work at a time."""

    progressed = Signal(float)
    finished = Signal(object)  # what the work returned
    failed = Signal(str)  # one line for the user
    cancelled = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        expected: tuple[type[Exception], ...] = (FileError,),
    ) -> None:
        """`expected` are the errors whose messages are written for the user."""
        super().__init__(parent)
        self._expected = expected
        self._thread: _Thread | None = None

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def start(self, work: Work) -> bool:
        """Starts `work` unless other work is under way. Whether it was started."""
        if self.busy:
            return False
        thread = self._thread = _Thread(work, self._expected, self)
        thread.progressed.connect(self.progressed)
        thread.done.connect(self._done)
        thread.start()
        return True

    def cancel(self) -> None:
        if self._thread is not None:
            self._thread.requestInterruption()

    def wait(self) -> None:
        """Returns when nothing is under way any more, its answer told."""
        while self._thread is not None:
            self._thread.wait()
            QCoreApplication.processEvents()

    def stop(self) -> None:
        """Cancels and waits, telling nobody: nothing runs on after the window is closed."""
        if self._thread is not None:
            self._thread.done.disconnect(self._done)
            self._thread.requestInterruption()
            self._thread.wait()
            self._thread = None

    def _done(self, result: object, fault: str) -> None:
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None
        if fault == "cancelled":
            self.cancelled.emit()
        elif fault:
            self.failed.emit(fault)
        else:
            self.finished.emit(result)
