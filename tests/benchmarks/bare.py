"""The floor for the window: four pyqtgraph plots with the Overview's curves, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QGridLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

COLOURS = ("#0072b2", "#d55e00", "#00835f", "#7048b8")
CURVES = (3, 2, 3, 2)  # as on the Overview page


class BareWindow(QWidget):
    """Curves of width 2, antialiased, with pyqtgraph's own axes."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        self.plots = [pg.PlotWidget(background="w") for _ in CURVES]
        self.curves: list[pg.PlotCurveItem] = []
        for place, plot in enumerate(self.plots):
            grid.addWidget(plot, *divmod(place, 2))
            plot.setMouseEnabled(False, False)
            plot.setXRange(1, 48)
            for number in range(CURVES[place]):
                pen = pg.mkPen(COLOURS[number], width=2)
                curve = pg.PlotCurveItem(pen=pen, antialias=True)
                plot.addItem(curve)
                self.curves.append(curve)

    def show_rows(self, rows: Sequence[NDArray[np.float64]]) -> None:
        months = np.arange(1.0, 1.0 + len(rows[0]))
        for curve, row in zip(self.curves, rows, strict=True):
            curve.setData(months, row)

    def hold(self, ranges: Sequence[tuple[float, float]]) -> None:
        """Fixed axes, as ours are during a drag."""
        for plot, (low, high) in zip(self.plots, ranges, strict=True):
            plot.setYRange(low, high, padding=0)


def invented_rows() -> list[NDArray[np.float64]]:
    months = np.arange(48.0)
    return [1000.0 * (number + 1) * np.exp(months / 40.0) for number in range(sum(CURVES))]
