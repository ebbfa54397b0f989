"""When to compute: at most once a frame, always with the newest values, never a queue.

A change only marks the answer as stale. The run happens when the event loop has taken in
what is waiting, so a burst of mouse moves becomes one run with the last of them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME_SECONDS = 1 / 120


class Recompute(QObject):
    """Calls `run` soon after `request`, however often it is requested."""

    def __init__(self, run: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.run_now)

    def request(self) -> None:
        """Marks the answer as stale. Runs in this frame, or the next if one just ran."""
        if not self._timer.isActive():
            wait = FRAME_SECONDS - (time.monotonic() - self._last)
            self._timer.start(max(0, round(wait * 1000)))

    def flush(self) -> None:
        """Runs now if a run is due: before an export reads the result."""
        if self._timer.isActive():
            self.run_now()

    def run_now(self) -> None:
        """Runs at once: for the first frame, exports and tests."""
        self._timer.stop()
        self._last = time.monotonic()
        self._run()
