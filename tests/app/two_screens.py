"""Presents with the screens that the environment has, and says where all is. A child process."""

from __future__ import annotations

import sys

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.boardroom import boardroom_of
from app.launch import application, close_window, open_window
from app.settings import Settings
from engine.files.shipped import preset_scenario
from engine.project import single


def main() -> int:
    application()
    window, controller = open_window(single(preset_scenario("as_reported")), Settings(theme="dark"))
    window.show()
    QTest.qWait(50)
    desk = boardroom_of(controller).presenting
    for begin in (desk.present, desk.present_on_second_screen):
        begin()
        QTest.qWait(100)
        assert desk.performance is not None
        stage = desk.performance.stage
        rect = stage.geometry().getRect()
        sys.stdout.write(f"{stage.screen().name()}|{stage.isFullScreen()}|{rect}\n")
        desk.performance.ask("end")
        QApplication.processEvents()
    close_window(window)
    return 0


if __name__ == "__main__":
    sys.exit(main())
