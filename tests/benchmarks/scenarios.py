"""Fifty scenarios in one file against one: the slider must not feel them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Figure, percentile

if TYPE_CHECKING:
    from app.controller import Controller
    from app.window import MainWindow

_TICKS = 200
_MANY = 50


def scenarios() -> list[Figure]:
    """Slider ticks on both pages, with one scenario and with fifty."""
    from app.launch import application, use_off_screen

    use_off_screen()
    application()
    figures = []
    for page, budget in (("Overview", 1.2), ("Scenarios", None)):
        one, many = _ticks(page, 1), _ticks(page, _MANY)
        figures.append(
            Figure(
                f"slider tick, {page}, {_MANY} scenarios, p95",
                percentile(many, 0.95),
                percentile(one, 0.95),
                "ms",
                f"the same tick with one scenario in the file, p95 of {_TICKS}",
                most=8.3,
                most_ratio=budget,
            )
        )
    return figures


def _ticks(page: str, count: int) -> list[float]:
    from PySide6.QtWidgets import QApplication

    from app.launch import close_window, open_window
    from app.settings import Settings
    from engine.files.shipped import preset_scenario, presets
    from engine.project import project_of

    keys = tuple(presets())
    project = project_of(
        preset_scenario(keys[place % len(keys)]).with_values({"term_months": 24.0 + place % 48})
        for place in range(count)
    )
    window, controller = open_window(project, Settings(theme="light"))
    window.resize(1440, 900)
    window.show()
    controller.show_page(page)
    controller.settle()
    QApplication.processEvents()
    times = _drag(window, controller)
    close_window(window)
    return times


def _drag(window: MainWindow, controller: Controller) -> list[float]:
    from PySide6.QtWidgets import QApplication

    control = window.panel.control("monthly_spend")
    assert control is not None
    times = []
    controller.session.begin_gesture()
    for number in range(_TICKS + 20):
        time.sleep(0.01)
        began = time.perf_counter()
        control.slider.setValue(20 + number % 40)
        QApplication.processEvents()
        controller.recompute.flush()
        QApplication.processEvents()
        if number >= 20:
            times.append((time.perf_counter() - began) * 1e3)
    controller.session.end_gesture()
    return times
