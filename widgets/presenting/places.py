"""Where the pictures stand on a stage: pure arithmetic on pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect

# By how many there are: their rows, each with how many stand in it. Three in one row would be
# too narrow for their labels.
_ROWS: dict[int, tuple[int, ...]] = {1: (1,), 2: (2,), 3: (2, 1), 4: (2, 2)}
MOST = max(_ROWS)
ROOMY = 2  # so many have room for all that a chart says


def places(count: int, room: QRect, gap: int) -> list[QRect]:
    """A place for each of so many pictures (0 to 4) in the room, in reading order."""
    found: list[QRect] = []
    rows = _ROWS.get(count, ())
    for row, columns in enumerate(rows):
        top, high = _span(room.top(), room.height(), row, len(rows), gap)
        for column in range(columns):
            left, wide = _span(room.left(), room.width(), column, columns, gap)
            found.append(QRect(left, top, wide, high))
    return found


def _span(start: int, length: int, place: int, count: int, gap: int) -> tuple[int, int]:
    """Where one of so many parts begins, and how long it is."""
    each = (length + gap) / count
    first, last = round(place * each), round((place + 1) * each) - gap
    return start + first, last - first
