"""Moves charts from one scene to the next in a short while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QVariantAnimation

from widgets.chart.changes import changes
from widgets.presenting.glide import between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from widgets.chart.chart import Chart
    from widgets.states import ChartState

MILLISECONDS = 450


class Glider(QVariantAnimation):
    """Shows each of the charts between two states until it stands at the second."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ways: list[tuple[Chart, ChartState, ChartState]] = []
        self.setDuration(MILLISECONDS)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.valueChanged.connect(self._show)
        self.finished.connect(self._ways.clear)

    def glide(self, ways: Mapping[Chart, ChartState]) -> None:
        """Moves each chart from what it shows now to a state."""
        self.finish()
        self._ways += [
            (chart, before, after)
            for chart, after in ways.items()
            if (before := chart.state()) is not None
        ]
        if self._ways:
            self.start()

    def goes_to(self, wanted: Mapping[Chart, ChartState]) -> bool:
        """Whether it is on the way to just these states: then it is left alone."""
        ends = {chart: after for chart, _, after in self._ways}
        return bool(ends) and all(
            chart in ends and not changes(ends[chart], state) for chart, state in wanted.items()
        )

    def finish(self) -> None:
        """Stands at the end at once."""
        self.stop()
        for chart, _, after in self._ways:
            chart.show_state(after)
        self._ways.clear()

    def _show(self, share: float) -> None:
        for chart, before, after in self._ways:
            chart.show_state(between(before, after, share))
