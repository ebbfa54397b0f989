"""The icons: drawings of Lucide's in `resources/icons`, in the colours of the theme.

They are drawn as vectors, at the size and for the device that is asked for: crisp at any scale.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

import resources
from widgets.painting import colour_of

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from widgets.tokens import Tokens

FOLDER = Path(resources.__file__).parent / "icons"
SIZE = 16  # px, beside words
_PAINT = b"currentColor"


def draw_icon(painter: QPainter, name: str, box: QRectF, ink: QColor) -> None:
    """The icon `name`, a file's name without `.svg`, over the whole of a square box."""
    from PySide6.QtSvg import QSvgRenderer  # here: nothing of it is needed to import a widget

    drawing = _source(name).replace(_PAINT, ink.name().encode())
    QSvgRenderer(QByteArray(drawing)).render(painter, box)


def icon(name: str, tokens: Tokens, *, ink: str = "text_muted", on: str = "") -> QIcon:
    """For menus, tabs and Qt's own buttons. `ink` and `on` name tokens; `on` is when chosen.

    It holds a pixmap for each of `scales()`: made anew when these change, it stays crisp.
    """
    made = QIcon()
    for shade, state in ((ink, QIcon.State.Off), (on, QIcon.State.On)):
        if shade:
            for scale in scales():
                pixmap = _pixmap(name, colour_of(tokens, shade), round(SIZE * scale))
                made.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return made


def scales() -> tuple[float, ...]:
    """How many device pixels a px has, on the screens that there are."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def _pixmap(name: str, ink: QColor, side: int) -> QPixmap:
    """`side` is in device pixels."""
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, QRectF(0, 0, side, side), ink)
    painter.end()
    return pixmap


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (FOLDER / f"{name}.svg").read_bytes()
