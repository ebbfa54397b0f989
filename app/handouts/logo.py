"""The user's logo: read within bounds, kept as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QImageWriter

from engine.files.atomic import FileError

if TYPE_CHECKING:
    from pathlib import Path

KINDS = "Pictures (*.png *.jpg *.jpeg *.bmp *.webp *.svg)"
_MOST_BYTES = 10 * 1024 * 1024
_MOST = 1200  # px: 60 points of height are sharp with less


def read_logo(path: Path) -> bytes:
    """The picture as PNG, at most so many pixels a side. Raises `FileError`."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileError(path, "can't be used as a logo: it is larger than 10 MB")
        data = QByteArray(path.read_bytes())
    except OSError as error:
        raise FileError(path, f"can't be read: {error.strerror}") from error
    source = QBuffer(data)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _MOST:
        reader.setScaledSize(size.scaled(QSize(_MOST, _MOST), Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    if picture.isNull():
        raise FileError(path, "can't be used as a logo; allowed: a PNG, JPEG, BMP or SVG picture")
    made = QByteArray()
    target = QBuffer(made)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(target, b"png").write(picture)
    return bytes(made.data())
