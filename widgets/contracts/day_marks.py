"""Marks of days in the calendar of contracts: told apart by their shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from widgets.contracts.pictures_states import LOCK_IN, NOTICE, RENEWAL, START, TERM_END
from widgets.painting import colour, draw_square, draw_triangle
from widgets.sources.drawing import draw_diamond

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from widgets.tokens import Tokens

SIZE = 10.0  # px that a mark takes


def mark_ink(kind: str, tokens: Tokens) -> str:
    """The colour of a kind."""
    inks = {NOTICE: tokens.bad, RENEWAL: tokens.disputed, LOCK_IN: tokens.good}
    return inks.get(kind, tokens.text_muted)


def draw_day_mark(painter: QPainter, centre: QPointF, kind: str, tokens: Tokens) -> None:
    """A triangle for a notice, a ring for a renewal, a diamond for the end of a lock-in, a square
    for the end of a term, a triangle that points on for a start.
    """
    ink = colour(mark_ink(kind, tokens))
    if kind == NOTICE:
        draw_triangle(painter, centre, SIZE, SIZE - 1.0, 180.0, ink)
    elif kind == LOCK_IN:
        draw_diamond(painter, centre, SIZE, ink)
    elif kind == TERM_END:
        half = SIZE / 2 - 1.0
        draw_square(painter, QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), ink)
    elif kind == START:
        draw_triangle(painter, centre, SIZE, SIZE - 2.0, 90.0, ink)
    else:
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, SIZE / 2 - 1.4, SIZE / 2 - 1.4)
