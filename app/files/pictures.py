"""Pictures as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files.atomic import FileError, replacing

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPixmap


def save_picture(picture: QPixmap, path: Path) -> None:
    """Writes a PNG whole or not at all. Raises `FileError`."""
    with replacing(path) as temporary:
        if not picture.save(str(temporary), "PNG"):
            raise FileError(path, "can't be written")
