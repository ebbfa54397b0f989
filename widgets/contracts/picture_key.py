"""Names at the right of a picture, each with its colour and, where there is room, its amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt

from widgets.chart.layout import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QColor

    from widgets.chart.canvas import Canvas
    from widgets.chart.layout import Box
    from widgets.chart.style import ChartStyle

LINE = 13.0  # px of one line
_GAP, _EDGE, _SIGN = 16.0, 6.0, 10.0  # px left of a name, right of it, from its sign
_AMOUNT = "$88.8B"  # as wide as any
_LEAST, _MOST_SHARE = 62.0, 0.43  # px; of the whole width: beyond it, names are cut


class KeyEntry(NamedTuple):
    """A name, what it amounts to, and in which inks."""

    label: str
    amount: str
    sign: QColor
    ink: QColor


def key_room(style: ChartStyle, labels: Iterable[str], width: float) -> float:
    """How much of a width the names take, px."""
    widest = max((style.pill.width(label) for label in labels), default=0.0)
    amounts = _GAP + style.tick.width(_AMOUNT) + 1.0
    return max(_LEAST, amounts, min(_GAP + widest + _EDGE + 1.0, width * _MOST_SHARE))


def two_lines(count: int, height: float) -> bool:
    """Whether amounts stand below the names."""
    return count * 2 * LINE <= height + LINE


def key_middles(wanted: Sequence[float], box: Box) -> list[float]:
    """Where entries stand, as near as may be to where they would, px."""
    gap = LINE * (2 if two_lines(len(wanted), box.height) else 1) + 1.0
    return spread(wanted, gap, box.top + 4.0, box.bottom)


def draw_key(
    canvas: Canvas,
    box: Box,
    right: float,
    entries: Sequence[KeyEntry],
    middles: Sequence[float],
) -> None:
    """Entries beside the plot's box, to the picture's right edge."""
    two, style, painter = two_lines(len(entries), box.height), canvas.style, canvas.painter
    left = box.right + _GAP
    room = right - left - _EDGE
    up = LINE / 2 if two else 0.0
    for entry, middle in zip(entries, middles, strict=True):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(entry.sign)
        painter.drawRoundedRect(QRectF(left - _SIGN, middle - 4.0, 7.0, 8.0), 1.5, 1.5)
        shown = style.pill.elided(entry.label, room)
        canvas.texts(style.pill, entry.ink, [(left, middle - up, shown)])
        if two:
            canvas.texts(style.tick, style.muted, [(left, middle + up, entry.amount)])
