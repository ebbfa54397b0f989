"""The line below a control: what its value rests on, or what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from widgets.painting import colour, draw_square, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from widgets.painting import Face
    from widgets.tokens import Tokens

_MARK, _MARK_SPACE = 6, 11.0  # px: the square, and from its left edge to the word


def paint_status(
    painter: QPainter, left: int, baseline: float, status: str, using: Face, tokens: Tokens
) -> None:
    """A square in the status's colour and its word."""
    middle = baseline - using.metrics.xHeight() / 2
    mark: str = getattr(tokens, status)
    box = QRectF(left, round(middle - _MARK / 2), _MARK, _MARK)
    draw_square(painter, box, colour(mark))
    at = QPointF(left + _MARK_SPACE, baseline)
    draw_text(painter, at, status, using, colour(tokens.text_muted))


def paint_fault(
    painter: QPainter, box: QRectF, baseline: float, fault: str, using: Face, tokens: Tokens
) -> None:
    """As much of what is wrong as there is room for; the tooltip has all of it."""
    text = using.elided(fault, box.width())
    draw_text(painter, QPointF(box.left(), baseline), text, using, colour(tokens.bad))
