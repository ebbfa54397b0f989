"""Slider tick to painted window, against repainting the bare curves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.measure import Figure, median, percentile

if TYPE_CHECKING:
    from widgets.controls.control import InputControl

_KEYS = ("term_months", "monthly_spend", "revenue_growth", "lockin_months")
_TICKS = 400


def tick(width: int = 1440, height: int = 900) -> list[Figure]:
    """Each tick moves a slider by one step during a drag and waits until all is painted.

    The bare window of the same plot sizes gets the same curves in turn, tick by tick.
    """
    from PySide6.QtWidgets import QApplication

    from app.launch import application, close_window, open_window, use_off_screen
    from app.settings import Settings
    from engine.files.shipped import preset_scenario
    from engine.project import single
    from tests.benchmarks.bare import BareWindow

    use_off_screen()
    application()
    window, controller = open_window(
        single(preset_scenario("as_reported")), Settings(theme="light")
    )
    window.resize(width, height)
    window.show()
    bare = BareWindow()
    bare.resize(width, height)
    bare.show()
    QApplication.processEvents()
    for plot, chart in zip(bare.plots, window.overview.charts, strict=True):
        plot.setFixedSize(chart.plot_size())
    axes = [state.y_axis for state in controller.screen.charts]
    bare.hold([(axis.minimum, axis.maximum) for axis in axes])
    QApplication.processEvents()

    ours, floor = [], []
    held: InputControl | None = None
    for number in range(_TICKS + 20):
        key = _KEYS[number // 100 % len(_KEYS)]
        control = window.panel.control(key)
        assert control is not None
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
        if number >= 20:
            ours.append((painted - began) * 1e3)
            floor.append((time.perf_counter() - again) * 1e3)
    if held is not None:
        held.slider.gesture_finished.emit()
    bare.close()
    close_window(window)
    what = "setData and repaint of the same curves in bare pyqtgraph plots"
    size = f"{width}×{height}"
    return [
        Figure(
            f"slider tick to painted window, p95, {size}",
            percentile(ours, 0.95),
            percentile(floor, 0.95),
            "ms",
            f"{what}, p95",
            most=8.3,
        ),
        Figure(
            f"slider tick to painted window, p50, {size}",
            median(ours),
            median(floor),
            "ms",
            f"{what}, p50",
            most_ratio=1.5,
        ),
    ]
