"""A widget as it is painted, kept as lines and letters: for images of any size."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPicture, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from widgets.language.spoken import said
from widgets.painting import colour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DPI = 96


class VectorImage:
    """What a picture shows now, without its focus ring."""

    def __init__(self, widget: QWidget, title: str, ground: str) -> None:
        """`ground` is the colour under round corners, #rrggbb."""
        self.size = widget.size()
        self._title = title
        self._ground = ground
        self._picture = QPicture()
        with _unringed(widget):
            painter = QPainter(self._picture)
            widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
            painter.end()

    def height_at(self, width: int) -> int:
        """Of an image of that width, px."""
        return max(1, round(width * self.size.height() / self.size.width()))

    def image(self, width: int) -> QImage:
        """So many px wide, painted at that size and not enlarged."""
        made = QImage(width, self.height_at(width), QImage.Format.Format_ARGB32_Premultiplied)
        made.fill(colour(self._ground))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(width / self.size.width(), made.height() / self.size.height())
        painter.drawPicture(0, 0, self._picture)
        painter.end()
        return made

    def write_svg(self, path: Path, width: int) -> bool:
        """Whether it could be written: so many px wide, its letters as text."""
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setResolution(_DPI)
        generator.setTitle(said(self._title))
        generator.setSize(QSize(width, self.height_at(width)))
        generator.setViewBox(QRectF(0.0, 0.0, self.size.width(), self.size.height()))
        painter = QPainter()
        if not painter.begin(generator):
            return False
        painter.fillRect(QRectF(0, 0, *self.size.toTuple()), colour(self._ground))
        painter.drawPicture(0, 0, self._picture)
        return painter.end()


@contextmanager
def _unringed(widget: QWidget) -> Iterator[None]:
    """A picture is seen on paper by people whose keyboard is elsewhere."""
    holder = QApplication.focusWidget()
    if holder is None or not (holder is widget or widget.isAncestorOf(holder)):
        yield
        return
    ringed = bool(getattr(holder, "has_ring", lambda: True)())
    holder.clearFocus()
    try:
        yield
    finally:
        reason = Qt.FocusReason
        holder.setFocus(reason.OtherFocusReason if ringed else reason.MouseFocusReason)
