"""One slider dragged in a real window, tick by tick."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.controller import Controller
    from app.window import MainWindow
    from engine.project import Project

TICKS = 200
_WARM = 20


def opened(project: Project | None = None, page: str = "Overview") -> tuple[MainWindow, Controller]:
    """A painted window of 1440×900 on a page; on the reported case if no project is given."""
    from PySide6.QtWidgets import QApplication

    from app.launch import application, open_window, use_off_screen
    from app.settings import Settings
    from engine.files.shipped import preset_scenario
    from engine.project import single

    use_off_screen()
    application()
    shown = project or single(preset_scenario("as_reported"))
    window, controller = open_window(shown, Settings(theme="light"))
    window.resize(1440, 900)
    window.show()
    controller.show_page(page)
    controller.settle()
    QApplication.processEvents()
    return window, controller


def drag(window: MainWindow, controller: Controller, key: str = "monthly_spend") -> list[float]:
    """Milliseconds from each move of an input's slider to the painted window."""
    from PySide6.QtWidgets import QApplication

    control = window.panel.control(key)
    assert control is not None
    times = []
    controller.session.begin_gesture()
    for number in range(TICKS + _WARM):
        _idle(0.01)  # a mouse at 100 Hz: the frame limit never makes us wait
        began = time.perf_counter()
        control.slider.setValue(20 + number % 40)
        QApplication.processEvents()
        controller.recompute.flush()
        QApplication.processEvents()
        if number >= _WARM:
            times.append((time.perf_counter() - began) * 1e3)
    controller.session.end_gesture()
    return times


def _idle(seconds: float) -> None:
    """The pause between two moves of a mouse, in which the window does what it put off."""
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.0005)
