"""Marks of how grave a finding is: told apart by their shape, not by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from widgets.contracts.audit_states import HIGH, LOW, MEDIUM
from widgets.painting import colour, draw_triangle
from widgets.sources.drawing import draw_diamond

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from widgets.tokens import Tokens

WORDS = {HIGH: "High", MEDIUM: "Medium", LOW: "Low"}
SIZE = 12.0  # px that a mark takes


def ink_of(severity: str, tokens: Tokens) -> str:
    """The colour of a severity."""
    return {HIGH: tokens.bad, MEDIUM: tokens.disputed}.get(severity, tokens.text_muted)


def draw_severity(painter: QPainter, centre: QPointF, severity: str, tokens: Tokens) -> None:
    """A triangle for high, a diamond for medium, a ring for low."""
    ink = colour(ink_of(severity, tokens))
    if severity == HIGH:
        draw_triangle(painter, centre, SIZE, SIZE - 2.0, 0.0, ink)
    elif severity == MEDIUM:
        draw_diamond(painter, centre, SIZE - 1.0, ink)
    else:
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, SIZE / 2 - 2.2, SIZE / 2 - 2.2)
