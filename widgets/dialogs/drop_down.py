"""A list to choose from that looks like a field, in every theme and on every platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox

from widgets.painting import draw_triangle

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_FROM_RIGHT, _WIDTH, _HEIGHT = 13, 8.0, 4.5  # px, of the arrow


class DropDown(QComboBox):
    """Draws its own arrow: under a style sheet with a border of its own Qt draws none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() - _FROM_RIGHT, self.height() / 2)
        ink = self.palette().text().color()
        draw_triangle(painter, middle, _WIDTH, _HEIGHT, 180.0, ink)
        painter.end()
