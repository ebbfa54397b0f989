"""Looks at what a window paints: every text, its ink, and the paper it really stands on."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QTextOption
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from widgets.chart.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from widgets.chart.style import Face

_LARGE, _LARGE_BOLD = 24.0, 18.66  # px from which 3 : 1 is enough: 18 pt, and 14 pt bold
_BOLD = 600


class Written(NamedTuple):
    """A text as it was painted. `box` is in pixels of the window's picture."""

    text: str
    ink: str
    box: QRectF
    large: bool
    within: QRect  # what of its widget is not scrolled away


class Read(NamedTuple):
    """A text and the colour that is most of what is around its letters."""

    text: str
    ink: str
    paper: str
    large: bool


def read(window: QWidget) -> list[Read]:
    """Every text that can be seen in the window now."""
    with _listening() as written:
        picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = _pixels(picture)
    every = (*written, *_labels(window))
    return [found for each in every if (found := _on_paper(each, pixels)) is not None]


@contextmanager
def _listening() -> Iterator[list[Written]]:
    """Within it, what is painted as text is written down too. Qt's own labels are not heard."""
    written: list[Written] = []
    draw, stamp = QPainter.drawText, Canvas.stamp

    def draw_text(painter: QPainter, *given: Any) -> Any:
        device = painter.device()
        if isinstance(device, QWidget):  # not what is kept in a pixmap
            written.append(_written(painter, device, *given))
        return draw(painter, *given)

    def draw_stamp(
        canvas: Canvas, face: Face, colour: QColor, left: float, middle: float, text: str
    ) -> None:
        at = canvas.at(face, left, middle)
        box = QRectF(at.x(), at.y() - face.cap, face.width(text), face.cap)
        large = _is_large(face.font.pixelSize(), face.font.weight())
        box = canvas.painter.deviceTransform().mapRect(box)
        device = canvas.painter.device()
        within = _within(device) if isinstance(device, QWidget) else box.toAlignedRect()
        written.append(Written(text, colour.name(), box, large, within))
        stamp(canvas, face, colour, left, middle, text)

    QPainter.drawText = draw_text  # type: ignore[method-assign, assignment]
    Canvas.stamp = draw_stamp  # type: ignore[method-assign, assignment]
    try:
        yield written
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]
        Canvas.stamp = stamp  # type: ignore[method-assign]


def _within(widget: QWidget) -> QRect:
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(widget.window(), QPoint(0, 0)))


def _written(painter: QPainter, widget: QWidget, *given: Any) -> Written:
    """Qt's ways to say where a text goes: from a point, or in a box."""
    text = next(each for each in given if isinstance(each, str))
    font = painter.font()
    metrics = QFontMetricsF(font)
    first = given[0]
    if isinstance(first, (QRect, QRectF)):
        option = next((each for each in given if isinstance(each, QTextOption)), None)
        if option is not None:
            box = painter.boundingRect(QRectF(first), text, option)
        else:
            box = painter.boundingRect(QRectF(first), int(given[1]), text)
    else:
        at = QPointF(*given[:2]) if isinstance(first, (int, float)) else QPointF(first)
        box = metrics.tightBoundingRect(text).translated(at).adjusted(-2, -2, 2, 2)
    box = painter.deviceTransform().mapRect(box)
    large = _is_large(font.pixelSize(), font.weight())
    return Written(text, painter.pen().color().name(), box, large, _within(widget))


def _is_large(size: float, weight: int) -> bool:
    return size >= _LARGE or (size >= _LARGE_BOLD and weight >= _BOLD)


def _labels(window: QWidget) -> Iterator[Written]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.visibleRegion().isEmpty():
            continue
        corner = label.mapTo(window, label.contentsRect().topLeft())
        box = QRectF(QRect(corner, label.contentsRect().size()))
        ink = label.palette().color(label.foregroundRole()).name()
        font = label.font()
        large = _is_large(font.pixelSize(), font.weight())
        yield Written(label.text(), ink, box, large, _within(label))


def _on_paper(each: Written, pixels: NDArray[np.uint32]) -> Read | None:
    """None where the text is not seen: scrolled away, or covered."""
    height, width = pixels.shape
    box = each.box.toAlignedRect()
    seen = box & each.within & QRect(0, 0, width, height)
    if not each.text.strip() or seen.width() * seen.height() * 2 < box.width() * box.height():
        return None
    part = pixels[seen.top() : seen.bottom() + 1, seen.left() : seen.right() + 1]
    if not part.size:
        return None
    shades, counts = np.unique(part, return_counts=True)
    parts = np.stack([shades >> 16 & 255, shades >> 8 & 255, shades & 255], axis=1).astype(float)
    paper, inked = int(shades[counts.argmax()]), QColor(each.ink)
    ink = np.array([inked.red(), inked.green(), inked.blue()], dtype=float)
    far = np.linalg.norm(parts - ink, axis=1)
    if far.min() > far[counts.argmax()] / 2:
        return None  # nothing here is of the ink's colour
    return Read(each.text, each.ink, f"#{paper & 0xFFFFFF:06x}", each.large)


def _pixels(picture: QImage) -> NDArray[np.uint32]:
    """(height, width), each as 0xffrrggbb."""
    raw = np.frombuffer(picture.constBits(), dtype=np.uint32)
    return raw.reshape(picture.height(), picture.bytesPerLine() // 4)[:, : picture.width()].copy()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
