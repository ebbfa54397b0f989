"""Explaining a number: how soon the panel stands, and what a drag costs while it is open."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.dragging import TICKS, drag, opened
from tests.benchmarks.measure import Figure, median, percentile

if TYPE_CHECKING:
    from app.controller import Controller

_NUMBERS = (
    ("operating_profit", 2),
    ("exit_cost", None),
    ("contract_price_index", 13),
    ("first_profit_quarter", None),
    ("monthly_spend", None),
    ("served_ratio", 24),
    ("payback_month", None),
    ("cash_balance", 48),
)


def explaining() -> list[Figure]:
    """The first opening, the next numbers, and a drag with the panel beside the charts."""
    from app.launch import close_window
    from app.warming import Warming

    floor_opens, frame_drag = _floor()
    window, controller = opened()
    # As in life: a moment after the start it has loaded what the first click needs.
    Warming(controller.session, controller).finish()
    first = _explain(controller, *_NUMBERS[0])
    controller.settle()
    others = [_explain(controller, *each) for each in (*_NUMBERS[1:], *_NUMBERS * 3)]
    _explain(controller, *_NUMBERS[0])
    controller.settle()
    dragged = drag(window, controller)
    close_window(window)
    empty = "an empty frame of the panel's size shown in its place"
    return [
        Figure("explanation, first opening", first, floor_opens, "ms", empty, most=50.0),
        Figure(
            "explanation of the next number, p95",
            percentile(others, 0.95),
            floor_opens,
            "ms",
            empty,
            most=50.0,
        ),
        Figure(
            "slider tick, explanation open, p95",
            percentile(dragged, 0.95),
            percentile(frame_drag, 0.95),
            "ms",
            f"the same tick beside that empty frame, p95 of {TICKS}",
            most=8.3,
        ),
        Figure(
            "slider tick, explanation open, p50",
            median(dragged),
            median(frame_drag),
            "ms",
            f"the same tick beside that empty frame, p50 of {TICKS}",
        ),
    ]


def _explain(controller: Controller, key: str, month: int | None) -> float:
    """Milliseconds from the click to the painted panel."""
    from PySide6.QtWidgets import QApplication

    from engine.explanation.subjects import Subject

    time.sleep(0.02)
    began = time.perf_counter()
    controller.explaining.explain(Subject(key, month))
    controller.recompute.flush()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1e3


def _floor() -> tuple[float, list[float]]:
    from PySide6.QtWidgets import QApplication, QFrame

    from app.launch import close_window
    from widgets.explain.panel import PANEL_WIDTH

    window, controller = opened()
    frame = QFrame()
    frame.setFixedWidth(PANEL_WIDTH)
    began = time.perf_counter()
    window.put_beside(frame)
    QApplication.processEvents()
    opens = (time.perf_counter() - began) * 1e3
    times = drag(window, controller)
    close_window(window)
    return opens, times
