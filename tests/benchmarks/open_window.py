"""Opens one window off screen and says when it is painted. Run as a child process.

`python -m tests.benchmarks.open_window ours|bare`: prints `painted`, waits for a line on
standard input, prints the resident memory in MiB, and leaves in order.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"


def resident() -> float:
    """MiB of this process in memory."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGESIZE") / 2**20


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _bare() -> None:
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    from tests.benchmarks.bare import BareWindow, invented_rows

    window = BareWindow()
    window.show_rows(invented_rows())
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    _tell("painted")
    sys.stdin.readline()
    application.processEvents()
    _tell(f"{resident():.1f}")
    window.close()
    del window


def _ours() -> None:
    from app.launch import application, close_window, open_window, use_off_screen
    from app.settings import Settings
    from engine.files.shipped import preset_scenario
    from engine.project import single

    use_off_screen()
    made = application()
    window, _controller = open_window(
        single(preset_scenario("as_reported")), Settings(theme="light")
    )
    window.show()
    made.processEvents()
    _tell("painted")
    sys.stdin.readline()
    made.processEvents()
    _tell(f"{resident():.1f}")
    close_window(window)


if __name__ == "__main__":
    _ours() if sys.argv[1] == "ours" else _bare()
