"""Whether a picture is painted for paper: then nothing of it may be a copy of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPaintEngine

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

_VECTORS = (
    QPaintEngine.Type.Picture,
    QPaintEngine.Type.SVG,
    QPaintEngine.Type.Pdf,
)


def is_vector(painter: QPainter) -> bool:
    """Whether what is painted is kept as lines and letters: a `QPicture`, SVG or PDF.

    Layers that a widget keeps as pixmaps, to be quick on the screen, are painted anew on these.
    """
    return painter.paintEngine().type() in _VECTORS
