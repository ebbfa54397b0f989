"""What follows the slider beside the curves: the fans live, and the trade-off map."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.dragging import TICKS, drag, opened
from tests.benchmarks.measure import Figure, percentile

if TYPE_CHECKING:
    from app.controller import Controller
    from app.window import MainWindow

_WAIT = 2.0  # seconds at most for an answer


def following() -> list[Figure]:
    """Ticks with the fans and with the map in sight, and how soon the full answer is there."""
    return [*_fans(), *_map()]


def _fans() -> list[Figure]:
    from app.launch import close_window

    window, controller = opened(page="Uncertainty")
    plain = _repaints(window)
    ticks = drag(window, controller)
    live = _answers(controller)
    controller.settle()
    full = _release(window, controller)
    close_window(window)
    same = "repainting the same window as it stands"
    return [
        Figure(
            "slider tick, fans in sight, p95",
            percentile(ticks, 0.95),
            percentile(plain, 0.95),
            "ms",
            f"{same}, p95 of {TICKS}; {live} draws in the answers at the drag's end",
            most=8.3,
        ),
        Figure(
            "slider tick, fans in sight, p50",
            percentile(ticks, 0.5),
            percentile(plain, 0.5),
            "ms",
            f"{same}, p50 of {TICKS}",
        ),
        Figure(
            "from release to 10,000 draws painted",
            full,
            percentile(plain, 0.5),
            "ms",
            same,
        ),
    ]


def _map() -> list[Figure]:
    from PySide6.QtWidgets import QApplication

    from app.launch import close_window
    from app.presenter import DECIDE_PAGE
    from widgets.decide.states import MAP

    window, controller = opened(page=DECIDE_PAGE)
    controller.pages.show_view(DECIDE_PAGE, MAP)
    controller.settle()
    QApplication.processEvents()
    plain = _repaints(window)
    ticks = drag(window, controller, "revenue_growth")
    close_window(window)
    return [
        Figure(
            "slider tick, trade-off map in sight, p95",
            percentile(ticks, 0.95),
            percentile(plain, 0.95),
            "ms",
            f"repainting the same window as it stands, p95 of {TICKS}",
            most=8.3,
        )
    ]


def _repaints(window: MainWindow) -> list[float]:
    from PySide6.QtWidgets import QApplication

    times = []
    for _ in range(TICKS):
        QApplication.processEvents()
        began = time.perf_counter()
        window.repaint()
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def _answers(controller: Controller) -> int:
    """How many draws the last answer had."""
    found = controller.pages.uncertainty.drawing.simulation
    return 0 if found is None else found.draws


def _release(window: MainWindow, controller: Controller) -> float:
    """Milliseconds from the end of a drag to all draws on the screen."""
    from PySide6.QtWidgets import QApplication

    control = window.panel.control("monthly_spend")
    assert control is not None
    controller.session.begin_gesture()
    control.slider.setValue(control.slider.value() + 1)
    QApplication.processEvents()
    time.sleep(0.1)
    QApplication.processEvents()
    began = time.perf_counter()
    controller.session.end_gesture()
    drawing = controller.pages.uncertainty.drawing
    while time.perf_counter() - began < _WAIT:
        QApplication.processEvents()
        run = drawing.run(dragging=False)
        if run.fresh and run.shown == 10_000:
            break
        time.sleep(0.0005)
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1e3
