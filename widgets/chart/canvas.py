"""The marks a chart's overlay is made of, each placed on whole device pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.chart.style import GAP
from widgets.language.spoken import said
from widgets.painting import draw_note
from widgets.vectors import is_vector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor

    from widgets.chart.layout import Box
    from widgets.chart.style import ChartStyle, Face, Stamp

ANTIALIASING = QPainter.RenderHint.Antialiasing  # by itself: to look it up costs as much
PILL_HEIGHT = 16.0
PILL_PADDING = 7.0


class Device(NamedTuple):
    """What is painted on: its pixels a logical one, and whether it keeps lines and letters."""

    scale: float
    vector: bool

    @classmethod
    def of(cls, painter: QPainter) -> Device:
        return cls(painter.deviceTransform().m11(), is_vector(painter))


class Canvas:
    """A painter for one frame. All lengths are logical pixels."""

    def __init__(
        self, painter: QPainter, style: ChartStyle, width: float, device: Device | None = None
    ) -> None:
        """`width` is the view's; `device`, where it is known, is what is painted on."""
        self.painter = painter
        self.style = style
        self.width = width
        self.device = Device.of(painter) if device is None else device
        self.scale, self.vector = self.device

    def snapped(self, position: float) -> float:
        return round(position * self.scale) / self.scale

    def at(self, face: Face, left: float, middle: float) -> QPointF:
        """Where a text's baseline begins, its capitals being centred on `middle`."""
        return QPointF(self.snapped(left), self.snapped(middle + face.cap / 2))

    def texts(self, face: Face, colour: QColor, texts: Iterable[tuple[float, float, str]]) -> None:
        """Texts that may change with every frame, each with its left end and its middle."""
        shown = [each for each in texts if each[2]]
        if shown:
            self.painter.setFont(face.font)
            self.painter.setPen(colour)
        for left, middle, text in shown:
            self.painter.drawText(self.at(face, left, middle), said(text))

    def stamp(self, face: Face, colour: QColor, left: float, middle: float, text: str) -> None:
        """A text that seldom changes: copied from a pixmap, a tenth of the cost of drawing it."""
        if self.vector:
            self.texts(face, colour, [(left, middle, text)])
        else:
            stamp = face.stamp(text, colour.rgb(), self.scale)
            self._put(stamp, left, middle + face.cap / 2)

    def _put(self, stamp: Stamp, x: float, y: float) -> None:
        """In device pixels: what Qt takes for scaled it copies several times slower."""
        painter, scale = self.painter, self.scale
        across, down = round(x * scale) - stamp.origin.x(), round(y * scale) - stamp.origin.y()
        if scale == 1.0:
            painter.drawPixmap(across, down, stamp.pixmap)
            return
        painter.save()
        painter.scale(1.0 / scale, 1.0 / scale)
        painter.drawPixmap(across, down, stamp.pixmap)
        painter.restore()

    def vertical(self, x: float, box: Box, width: float, colour: QColor) -> None:
        """A line over the box's height, never thinner than a device pixel."""
        wide = max(1, math.floor(width * self.scale + 0.5)) / self.scale
        left = self.snapped(x - wide / 2)
        self.painter.fillRect(QRectF(left, box.top, wide, box.height), colour)

    def horizontal(self, y: float, box: Box, colour: QColor) -> None:
        """A hairline over the box's width: one logical pixel, in whole device pixels."""
        high = max(1, round(self.scale)) / self.scale
        top = self.snapped(y - high / 2)
        self.painter.fillRect(QRectF(box.left, top, box.width, high), colour)

    def disc(self, x: float, y: float, radius: float, colour: QColor) -> None:
        """A filled circle set off from what is under it."""
        self.painter.setPen(self.style.gap)
        self.painter.setBrush(colour)
        self.painter.drawEllipse(QPointF(x, y), radius + 1.0, radius + 1.0)

    def knob(self, x: float, y: float, radius: float, colour: QColor) -> None:
        """A disc that stands on whole pixels."""
        if self.vector:
            self.disc(x, y, radius, colour)
        else:
            self._put_round(x, y, radius + 1.0, colour, self.style.card)

    def dot(self, x: float, y: float, radius: float, colour: QColor) -> None:
        """A circle with a rim of the card's colour, so that dots on a curve stay apart."""
        self.painter.setPen(QPen(self.style.card, 1.0))
        self.painter.setBrush(colour)
        self.painter.drawEllipse(QPointF(x, y), radius + 0.5, radius + 0.5)

    def ring(self, x: float, y: float, radius: float, colour: QColor) -> None:
        if self.vector:
            self.painter.setPen(QPen(colour, GAP))
            self.painter.setBrush(self.style.card)
            self.painter.drawEllipse(QPointF(x, y), radius - 1.0, radius - 1.0)
        else:
            self._put_round(x, y, radius - 1.0, self.style.card, colour)

    def _put_round(self, x: float, y: float, radius: float, fill: QColor, line: QColor) -> None:
        stamp = self.style.round_stamp(radius, fill.rgb(), line.rgb(), GAP, self.scale)
        self._put(stamp, x, y)

    def pill(self, x: float, box: Box, text: str, fill: QColor, ink: QColor) -> None:
        """A text on a rounded ground above the box, centred on `x` but not over the box's sides."""
        face = self.style.pill
        width = face.width(text) + 2 * PILL_PADDING
        left = self.snapped(max(box.left, min(x - width / 2, box.right - width)))
        half = PILL_HEIGHT / 2
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(fill)
        ground = QRectF(left, box.top - PILL_HEIGHT, width, PILL_HEIGHT)
        self.painter.drawRoundedRect(ground, half, half)
        self.texts(face, ink, [(left + PILL_PADDING, box.top - half, text)])

    def note(self, box: Box, text: str) -> None:
        """A sentence in the middle of the box, over several lines if need be."""
        rect = QRectF(box.left, box.top, box.width, box.height)
        draw_note(self.painter, rect, text, self.style.note.font, self.style.muted)
