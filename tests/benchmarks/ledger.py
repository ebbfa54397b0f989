"""The ledger: a drag and a scroll, against a plain table of the same size and texts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.dragging import TICKS, drag, opened
from tests.benchmarks.measure import Figure, percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

_STEPS = 100
_ROWS, _COLUMNS, _ROW_HEIGHT, _COLUMN_WIDTH = 117, 120, 24, 84


def ledger() -> list[Figure]:
    """A slider tick with the ledger in sight, and a step of scrolling over 120 months."""
    from PySide6.QtWidgets import QApplication

    from app.launch import close_window

    window, controller = opened(page="Ledger")
    page = window.ledger
    assert page is not None
    page.span_chosen.emit(True)
    controller.settle()
    QApplication.processEvents()
    table = page.table
    plain = _plain(table.width(), table.height())
    repaint = _repaints(plain)
    ticks = drag(window, controller)
    scroll, plain_scroll = _scrolls(table), _scrolls(plain)
    plain.close()
    close_window(window)
    same = "a plain Qt table of the same size and as many texts"
    return [
        Figure(
            "slider tick, ledger in sight, p95",
            percentile(ticks, 0.95),
            percentile(repaint, 0.95),
            "ms",
            f"one repaint of {same}, p95 of {TICKS}",
            most=8.3,
        ),
        Figure(
            "ledger, one scroll step, p95",
            percentile(scroll, 0.95),
            percentile(plain_scroll, 0.95),
            "ms",
            f"the same step of {same}",
            most=8.3,
        ),
    ]


def _plain(width: int, height: int) -> QTableView:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    view = QTableView()
    model = QStandardItemModel(_ROWS, _COLUMNS, view)
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            model.setItem(row, column, QStandardItem(f"{row * 1000 + column:,}.5"))
    view.setModel(model)
    view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    view.horizontalHeader().setDefaultSectionSize(_COLUMN_WIDTH)
    view.resize(width, height)
    view.show()
    return view


def _repaints(view: QTableView) -> list[float]:
    from PySide6.QtWidgets import QApplication

    times = []
    for _ in range(TICKS):
        QApplication.processEvents()
        began = time.perf_counter()
        view.viewport().update()
        QApplication.processEvents()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def _scrolls(view: QTableView) -> list[float]:
    from PySide6.QtWidgets import QApplication

    times = []
    for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
        for step in range(_STEPS):
            began = time.perf_counter()
            bar.setValue(step % max(1, bar.maximum()))
            QApplication.processEvents()
            times.append((time.perf_counter() - began) * 1e3)
    return times
