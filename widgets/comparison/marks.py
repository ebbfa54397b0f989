"""The marks of a comparison's numbers: best, worst, changed, a link; and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.language.spoken import joined
from widgets.painting import colour, draw_dot, draw_text, draw_triangle, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

MARK_SPACE = 13.0
_TURNS = {"best": 0.0, "worst": 180.0}
_UNDERLINE = 2.0  # from a text's baseline


def paint_mark(painter: QPainter, centre: QPointF, mark: str, tokens: Tokens) -> None:
    """A cell's mark."""
    if mark in _TURNS:
        ink = colour(tokens.good if mark == "best" else tokens.bad)
        draw_triangle(painter, centre, 8.0, 6.5, _TURNS[mark], ink)
    elif mark == "changed":
        draw_dot(painter, centre, 6.0, colour(tokens.accent))


def draw_underline(painter: QPainter, start: QPointF, width: float, tokens: Tokens) -> None:
    """A line under a text, that begins at `start` on its baseline: a click explains it."""
    line = QRectF(start.x(), start.y() + _UNDERLINE, width, 1.0)
    painter.fillRect(line, colour(tokens.accent))


class Legend(QWidget):
    """What the marks in the cells mean; nothing where there is no room for it."""

    def __init__(self, marks: Sequence[tuple[str, str]], tokens: Tokens) -> None:
        """`marks` are pairs of a cell's mark and what it means."""
        super().__init__()
        self._marks: tuple[tuple[str, str], ...] = ()
        self._tokens = tokens
        self._face = face(12)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_marks(marks)

    def show_marks(self, marks: Sequence[tuple[str, str]]) -> None:
        """Say this of the marks."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.setAccessibleName(joined("; ", *(meaning for _mark, meaning in marks)))
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        baseline = self._face.baseline(0, self.height())
        middle = baseline - self._face.metrics.capHeight() / 2
        x = 0.0
        for mark, meaning in self._marks:
            if x + MARK_SPACE + self._face.width(meaning) > self.width():
                break
            paint_mark(painter, QPointF(x + 4, middle), mark, tokens)
            at = QPointF(x + MARK_SPACE, baseline)
            draw_text(painter, at, meaning, self._face, colour(tokens.text_muted))
            x = at.x() + self._face.width(meaning) + 12
        painter.end()
