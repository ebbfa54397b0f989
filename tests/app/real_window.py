"""Opens Tenor on a real display, drags a slider with the mouse, and leaves. A child process."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from app import launch
from app.window import MainWindow
from engine.files.shipped import preset_scenario
from engine.project import single


def _use(picture: Path) -> None:
    """What a person does: press the term slider's handle, pull it, let go; look."""
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    control = window.panel.control("term_months")
    assert control is not None
    slider = control.slider
    start = QPoint(slider.width() // 3, slider.height() // 2)
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    for right in range(0, 60, 4):
        QTest.mouseMove(slider, start + QPoint(right, 0))
        QTest.qWait(8)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    QTest.qWait(50)
    title = window.windowTitle()
    platform = QApplication.platformName()
    shown = [card.value for card in window.overview.strip.states()]
    screen = window.screen()
    screen.grabWindow(window.winId()).save(str(picture))
    sys.stdout.write(f"{platform}|{title}|{slider.value()}|{';'.join(shown)}\n")
    QTimer.singleShot(200, _discard)
    window.close()


def _discard() -> None:
    """The answer to what is asked before unsaved work is lost."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    sys.stdout.write(f"{box.text()}\n")
    box.button(QMessageBox.StandardButton.Discard).click()


def main() -> int:
    launch.application()
    QTimer.singleShot(500, lambda: _use(Path(sys.argv[1])))
    return launch.run(single(preset_scenario("as_reported")))


if __name__ == "__main__":
    sys.exit(main())
