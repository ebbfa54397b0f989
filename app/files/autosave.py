"""Keeps unsaved work while the user goes on: within a second or two of every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.files.atomic import FileError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from app.files.recovery import RecoveryFile
    from app.session import Session
    from engine.project import Project

WAIT_MILLISECONDS = 1000


class Autosave(QObject):
    """Writes the recovery file beside the window's thread; a slider never waits for a disk."""

    failed = Signal(str)  # once, until it works again

    def __init__(self, session: Session, file: RecoveryFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file = file
        self._kept: Project | None = None  # what the file holds
        self._saved = session.saved
        self._failing = False
        self._worker: ThreadPoolExecutor | None = None
        self._writing: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MILLISECONDS)
        self._timer.timeout.connect(self.keep)
        session.listen(self._changed)

    def _changed(self) -> None:
        if self._session.saved is not self._saved:
            # Saved, or another file: what was kept is older than that from this moment on.
            self._saved = self._session.saved
            self._wait()
            self.keep()
        elif not self._timer.isActive() and self._session.project is not self._kept:
            # Not started anew by each change: a long drag is kept while it goes on.
            self._timer.start()

    def keep(self) -> None:
        """Writes what is unsaved, or removes the file when nothing is."""
        if self._writing is not None:
            if not self._writing.done():
                self._timer.start()
                return
            self._told()
        session = self._session
        if not session.unsaved:
            self._kept = None
            self._file.clear()
        elif session.project is not self._kept:
            self._kept = session.project
            self._writing = self._pool().submit(
                self._file.write, session.project, session.saved.path
            )
            self._timer.start()  # to learn how it went

    def keep_now(self) -> bool:
        """Keeps the work before anything else happens. Whether there is nothing to lose now."""
        self._wait()
        self.keep()
        self._wait()
        return not self._failing

    def _wait(self) -> None:
        """Until the write that is under way is over."""
        if self._writing is not None:
            self._writing.exception()
            self._told()

    def finish(self) -> None:
        """The window closes, its work saved or given up: nothing is left to recover."""
        self._timer.stop()
        if self._worker is not None:
            self._worker.shutdown(wait=True)
            self._worker = None
        self._file.clear()

    def _told(self) -> None:
        """Takes note of how the last write went."""
        assert self._writing is not None
        error = self._writing.exception()
        self._writing = None
        if error is None:
            self._failing = False
            return
        self._kept = None
        self._timer.start()  # tried again, told once
        if not isinstance(error, FileError):
            raise error
        if not self._failing:
            self._failing = True
            self.failed.emit(f"Unsaved work can't be kept for recovery: {error}")

    def _pool(self) -> ThreadPoolExecutor:
        if self._worker is None:
            from concurrent.futures import ThreadPoolExecutor  # here: not before the first frame

            self._worker = ThreadPoolExecutor(1, "autosave")
        return self._worker
