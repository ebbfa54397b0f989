"""A picture as few numbers: how light it is, field by field. Small changes of type don't matter."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS, ROWS = 32, 20
# Of 255. A curve that moved, a card that went, a theme that was not applied are more than that;
# another rounding of a glyph is less.
MEAN_ALLOWED, MOST_ALLOWED = 2.0, 24.0


class Difference(NamedTuple):
    """How far two pictures are apart, of 255; and where the most, as column and row."""

    mean: float
    most: float
    column: int
    row: int

    @property
    def matters(self) -> bool:
        return self.mean > MEAN_ALLOWED or self.most > MOST_ALLOWED


def fingerprint(picture: QImage) -> str:
    """The mean luminance of each field, as text."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    raw = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    light = raw[:, : grey.width()].astype(np.float64)
    fields = [
        field.mean()
        for strip in np.array_split(light, ROWS, axis=0)
        for field in np.array_split(strip, COLUMNS, axis=1)
    ]
    return base64.b85encode(np.rint(fields).astype(np.uint8).tobytes()).decode("ascii")


def difference(one: str, other: str) -> Difference:
    apart = np.abs(_fields(one) - _fields(other))
    row, column = divmod(int(apart.argmax()), COLUMNS)
    return Difference(float(apart.mean()), float(apart.max()), column, row)


def _fields(text: str) -> NDArray[np.float64]:
    return np.frombuffer(base64.b85decode(text), np.uint8).astype(np.float64)
