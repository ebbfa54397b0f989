"""When to compute: at most once a frame, always with the newest values, never a queue.

The first change of a frame runs at once, so that it is painted with the slider that made it.
Those that follow within the frame only mark the answer as stale; when the frame is over, one
run takes the newest of them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME_SECONDS = 1 / 120


class Recompute(QObject):
    """Calls `run` after `request`, at most once a frame however often it is requested."""

    def __init__(self, run: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.run_now)

    def request(self) -> None:
        """Marks the answer as stale. Runs now, or at the frame's end if one just ran."""
        if self._timer.isActive():
            return
        wait = FRAME_SECONDS - (time.monotonic() - self._last)
        if wait <= 0:
            self.run_now()
        else:
            self._timer.start(max(1, round(wait * 1000)))

    def flush(self) -> None:
        """Runs now if a run is due: before an export reads the result."""
        if self._timer.isActive():
            self.run_now()

    def run_now(self) -> None:
        """Runs at once: for the first frame, exports and tests."""
        self._timer.stop()
        self._run()
        self._last = time.monotonic()
