"""Tenor's icon on the window, in the task bar and among the open programs."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIcon

import resources

FILE = Path(resources.__file__).parent / "icons" / "tenor.svg"
_WINDOWS_NAME = "Tenor.Planner"  # a pinned button finds its window by it


def show_icon() -> None:
    """After the first frame: nothing of it is needed to see one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_WINDOWS_NAME)
    QGuiApplication.setWindowIcon(QIcon(str(FILE)))
