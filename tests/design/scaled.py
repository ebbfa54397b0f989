"""Paints every page and says which pictures in it are stretched. A child process.

The factor is the environment's: Qt reads it once, when its application is made. A pixmap is
crisp where each of its pixels is one of the screen's.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.launch import application, close_window, open_window, use_off_screen
from app.settings import Settings
from app.views import page_and_view, page_names
from engine.files.opening import open_project

_HELP = Path(__file__).parents[2] / "resources" / "help"
_NEAR = 1.01  # device pixels: what rounding takes


class Watch:
    """Hears what is copied into widgets, and keeps what did not fit its place."""

    def __init__(self) -> None:
        self.page = ""
        self.count = 0
        self.stretched: list[str] = []
        self._draw = QPainter.drawPixmap

    def begin(self) -> None:
        QPainter.drawPixmap = lambda painter, *given: self._heard(painter, *given)  # type: ignore[method-assign]

    def _heard(self, painter: QPainter, *given: Any) -> None:
        pixmap = next((each for each in given if isinstance(each, QPixmap)), None)
        if pixmap is not None and not pixmap.isNull():
            self._judge(painter, pixmap, given)
        self._draw(painter, *given)

    def _judge(self, painter: QPainter, pixmap: QPixmap, given: tuple[Any, ...]) -> None:
        wide, high = float(pixmap.width()), float(pixmap.height())
        ratio = pixmap.devicePixelRatio()
        target = QRectF(0, 0, wide / ratio, high / ratio)
        first = given[0]
        if isinstance(first, (QRect, QRectF)) and first.isValid():
            target = QRectF(first)
            source = given[2] if len(given) > 2 else None
            if isinstance(source, (QRect, QRectF)) and source.isValid():
                wide, high = float(source.width()), float(source.height())
        elif not isinstance(first, (QPoint, QPointF, QRect, QRectF)) and len(given) > 4:
            x, y, wide, high = (float(given[place]) for place in (0, 1, 5, 6))
            target = QRectF(x, y, wide / ratio, high / ratio)
        shown = painter.deviceTransform().mapRect(target)
        self.count += 1
        if abs(shown.width() - wide) > _NEAR or abs(shown.height() - high) > _NEAR:
            self.stretched.append(
                f"{self.page}: {wide:.0f} × {high:.0f} pixels"
                f" on {shown.width():.1f} × {shown.height():.1f}"
            )


def main() -> int:
    use_off_screen()
    application()
    project, path = open_project(str(_HELP / "contracts.tenor"))
    window, controller = open_window(project, Settings(theme="light"), path)
    window.resize(1280, 720)
    window.show()
    watch = Watch()
    watch.begin()
    sizes = set()
    for watch.page in page_names():
        name, view = page_and_view(watch.page)
        controller.show_page(name)
        if "/" in watch.page:
            controller.pages.show_view(name, view)
        controller.settle()
        QApplication.processEvents()
        picture = window.grab()
        sizes.add((picture.width(), picture.height(), picture.devicePixelRatio()))
    close_window(window)
    found = {"sizes": sorted(sizes), "drawn": watch.count, "stretched": watch.stretched}
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
