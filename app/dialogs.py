"""Help windows: About."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QMessageBox

from app.files.writers import tenor_version

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def show_about(parent: QWidget) -> None:
    QMessageBox.about(
        parent,
        "About Tenor",
        f"<h3>Tenor {tenor_version()}</h3>"
        "<p>A planner for long compute commitments. MIT licence.</p>"
        f"<p>Built on Qt and PySide6 {qt_version} (LGPL), pyqtgraph and numpy, XlsxWriter and"
        " openpyxl. The typeface is Inter (SIL Open Font License).</p>"
        "<p>The reported figures are unverified and contradict each other.</p>",
    )
