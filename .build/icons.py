"""The application's icon in the forms that the systems want, drawn from its one SVG."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

_ICO = (16, 24, 32, 48, 64, 128, 256)
_ICNS = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def write_icons(drawing: Path, folder: Path) -> tuple[Path, Path]:
    """Writes `tenor.ico` and `tenor.icns` and says where they are. Needs no screen."""
    application = QGuiApplication.instance() or QGuiApplication(["icons", "-platform", "offscreen"])
    renderer = QSvgRenderer(str(drawing))
    assert renderer.isValid(), drawing
    assert application is not None
    images = {side: _png(renderer, side) for side in sorted({*_ICO, *_ICNS.values()})}
    windows, mac = folder / "tenor.ico", folder / "tenor.icns"
    windows.write_bytes(_ico([(side, images[side]) for side in _ICO]))
    mac.write_bytes(_icns([(kind, images[side]) for kind, side in _ICNS.items()]))
    return windows, mac


def _png(renderer: QSvgRenderer, side: int) -> bytes:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QPixmap.fromImage(image).save(buffer, "PNG")
    return bytes(held.data())


def _ico(images: list[tuple[int, bytes]]) -> bytes:
    """A directory of PNG images; a side of 256 is written as 0."""
    head = struct.pack("<HHH", 0, 1, len(images))
    at = len(head) + 16 * len(images)
    entries = b""
    for side, data in images:
        entries += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return head + entries + b"".join(data for _, data in images)


def _icns(images: list[tuple[bytes, bytes]]) -> bytes:
    parts = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in images)
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts
