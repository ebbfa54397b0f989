"""Presenting at 1920 × 1080: a slider on the stage, the same with the console, a glide's frames."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Figure, median, percentile

if TYPE_CHECKING:
    from app.controller import Controller
    from app.window import MainWindow
    from widgets.presenting.sliders import StageControl
    from widgets.presenting.stage import Stage

WIDTH, HEIGHT = 1920, 1080
_TICKS = 300
_WARM = 20
_GLIDES = 8
_PAIR = ("profitability", "lock_in")
_ALL = ("profitability", "cash", "lock_in", "price")
_BUDGET = 8.3  # ms


def presenting() -> list[Figure]:
    """Each tick moves a slider of the stage by a step and waits until all is painted.

    The floor is a bare window of that size whose plots get the same curves.
    """
    figures: list[Figure] = []
    for names, apart, what in (
        (_PAIR, False, "two charts"),
        (_ALL, False, "four charts"),
        (_PAIR, True, "two charts, console beside"),
    ):
        figures += _dragged(names, what, apart=apart)
    return figures + _glided()


def _opened() -> tuple[MainWindow, Controller]:
    from app.launch import application, open_window, use_off_screen
    from app.settings import Settings
    from engine.files.shipped import preset_scenario
    from engine.project import project_of
    from engine.scene import Scene

    use_off_screen()
    application()
    plan = preset_scenario("as_reported")
    longer = replace(plan.with_values({"term_months": 60.0}), name="Longer term")
    scenes = tuple(Scene(number, "overview", "", _PAIR, "A line") for number in (1, 2))
    project = replace(project_of([plan, longer]), scenes=scenes)
    window, controller = open_window(project, Settings(theme="light", motion="full"))
    window.resize(1440, 900)
    window.show()
    return window, controller


def _stage(controller: Controller, *, apart: bool) -> Stage:
    from PySide6.QtWidgets import QApplication

    from app.boardroom import boardroom_of

    desk = boardroom_of(controller).presenting
    if apart:
        desk.present_on_second_screen()
    else:
        desk.present()
    assert desk.performance is not None
    stage = desk.performance.stage
    stage.showNormal()
    stage.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    return stage


def _dragged(names: tuple[str, ...], what: str, *, apart: bool) -> list[Figure]:
    from PySide6.QtWidgets import QApplication

    from app.launch import close_window
    from tests.benchmarks.bare import BareWindow

    window, controller = _opened()
    session = controller.session
    scenes = tuple(scene._replace(charts=names) for scene in session.project.scenes)
    session.change(replace(session.project, scenes=scenes), "charts")
    stage = _stage(controller, apart=apart)
    bare = BareWindow()
    bare.resize(WIDTH, HEIGHT)
    bare.show()
    bare.hold([(s.y_axis.minimum, s.y_axis.maximum) for s in controller.screen.charts])
    QApplication.processEvents()
    ours, floor = [], []
    held: StageControl | None = None
    for number in range(_TICKS + _WARM):
        control = stage.controls.controls[number // 100 % 3]
        if number % 100 == 0:
            if held is not None:
                held.slider.gesture_finished.emit()
            held = control
            held.slider.gesture_started.emit()  # as a hand that takes the handle
            controller.recompute.flush()
            QApplication.processEvents()  # what letting go of the last one brings isn't a tick's
        place = 20 + (number % 40 if number % 80 < 40 else 40 - number % 40)
        time.sleep(0.01)  # a mouse at 100 Hz: the frame limit never makes us wait
        began = time.perf_counter()
        control.slider.setValue(min(place, control.slider.maximum()))
        QApplication.processEvents()
        controller.recompute.flush()
        QApplication.processEvents()
        painted = time.perf_counter()
        rows = [series.values for state in controller.screen.charts for series in state.series]
        again = time.perf_counter()
        bare.show_rows(rows)
        QApplication.processEvents()
        if number >= _WARM:
            ours.append((painted - began) * 1e3)
            floor.append((time.perf_counter() - again) * 1e3)
    if held is not None:
        held.slider.gesture_finished.emit()
    bare.close()
    close_window(window)
    floor_is = "four bare pyqtgraph plots of 1920×1080 in all, the same curves at width 2"
    return [
        Figure(
            f"slider tick on the stage, {what}, p95",
            percentile(ours, 0.95),
            percentile(floor, 0.95),
            "ms",
            f"{floor_is}, p95",
            most=_BUDGET,
        ),
        Figure(
            f"slider tick on the stage, {what}, p50",
            median(ours),
            median(floor),
            "ms",
            f"{floor_is}, p50",
        ),
    ]


def _glided() -> list[Figure]:
    """Frames of curves on their way between two scenes, painted as fast as they come."""
    from PySide6.QtWidgets import QApplication

    from app.launch import close_window
    from widgets.presenting.glider import MILLISECONDS
    from widgets.presenting.keys import NEXT, PREVIOUS

    window, controller = _opened()
    stage = _stage(controller, apart=False)
    times = []
    for number in range(_GLIDES):
        stage.asked.emit(PREVIOUS if number % 2 else NEXT)
        stage.glider.pause()
        for frame in range(1, 28):
            began = time.perf_counter()
            stage.glider.setCurrentTime(MILLISECONDS * frame // 28)
            QApplication.processEvents()
            times.append((time.perf_counter() - began) * 1e3)
        stage.glider.finish()
        QApplication.processEvents()
    close_window(window)
    return [
        Figure(
            "frame of a glide between scenes, p95",
            percentile(times, 0.95),
            1000 / 60,
            "ms",
            "a frame at 60 Hz",
            most=_BUDGET,
        )
    ]
