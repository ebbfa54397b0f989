"""A picture of the window, shown on a stage as large as it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from widgets.painting import colour, draw_rounded

if TYPE_CHECKING:
    from widgets.tokens import Tokens


class Mirror(QWidget):
    """Paints another widget, its type and lines enlarged; what it says is the other's.

    The other is laid out for the room that its enlarged picture has, and then as it was.
    """

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._source: QWidget | None = None
        self._wanted = 1.0

    def show_source(self, source: QWidget) -> None:
        """Mirrors a widget as it is now; call again when it shows something else."""
        self._source = source
        self.setAccessibleName(source.accessibleName())
        self.setAccessibleDescription(source.accessibleDescription())
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def set_zoom(self, zoom: float) -> None:
        """How much larger than in the window it is to be, where that leaves it enough room."""
        self._wanted = zoom
        self.update()

    def zoom(self) -> float:
        """How much larger it is."""
        room = self._room()
        return min(self.width() / room.width(), self.height() / room.height())

    def _room(self) -> QSize:
        """The size that the other is painted at: the enlarged picture fills this one."""
        wanted = QSize(round(self.width() / self._wanted), round(self.height() / self._wanted))
        if self._source is None or not isValid(self._source):
            return wanted.expandedTo(QSize(1, 1))
        return wanted.expandedTo(self._source.minimumSizeHint()).expandedTo(QSize(1, 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        source = self._source
        if source is None or not isValid(source):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._tokens
        draw_rounded(painter, QRectF(self.rect()), colour(tokens.card), colour(tokens.border))
        before = source.size()
        source.resize(self._room())
        zoom = min(self.width() / source.width(), self.height() / source.height())
        left = (self.width() - source.width() * zoom) / 2
        top = (self.height() - source.height() * zoom) / 2
        painter.translate(QPointF(left, top))
        painter.scale(zoom, zoom)
        source.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        painter.end()
        source.resize(before)
