"""What stands in for a person, and for other programs, while a demo runs."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

if TYPE_CHECKING:
    from types import TracebackType

    import pytest

    from tests.app.demo import Demo


def answer_for(demo: Demo, patch: pytest.MonkeyPatch) -> None:
    """Answers what would wait for a person outside the program, and leaves other programs be."""

    def chosen(*words: object) -> tuple[str, str]:
        start, kinds = ([str(each) for each in words[2:4]] + ["", ""])[:2]
        return str(demo.chosen_path(start, kinds)), kinds.split(";;")[0]

    patch.setattr(QFileDialog, "getSaveFileName", chosen)
    patch.setattr(QFileDialog, "getOpenFileName", chosen)
    patch.setattr(QMenu, "exec", lambda menu, *_: demo.chosen_action(menu))
    patch.setattr(QMessageBox, "warning", lambda *_: QMessageBox.StandardButton.Ok)
    patch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    before = sys.excepthook

    def noted(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        demo.faults.append("".join(traceback.format_exception(kind, error, trace)))
        before(kind, error, trace)

    patch.setattr(sys, "excepthook", noted)
