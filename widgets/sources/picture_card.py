"""The card of the picture: what its marks mean, and in words what the hand is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.comparison.parts import Card, Line, Title
from widgets.language.spoken import said
from widgets.painting import blend, colour, draw_dot, draw_ring, draw_text, face
from widgets.sources.drawing import draw_diamond
from widgets.sources.picture import Picture

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.sources.states import ClaimsState
    from widgets.tokens import Tokens

HINT = "Each arch joins two claims that contradict one another. Point at it to see why."


class _Legend(QWidget):
    """What a dot, a diamond and a ring stand for."""

    _WORDS = (
        ("article", "outside evidence", "sources disagree on it"),
        ("article", "evidence", "sources disagree"),  # where there is less room
        ("article", "evidence", "disputed"),
    )
    _MEANING = "Dot: article; diamond: outside evidence; ring: sources disagree on it"
    _MARK, _GAP = 15.0, 20.0  # before the words and after them, px

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._face = face(11)
        self.setFixedHeight(18)
        self.setAccessibleName(said(self._MEANING))
        self.setToolTip(said(self._MEANING))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def words(self) -> tuple[str, ...]:
        """The longest words that have room."""
        fitting = (words for words in self._WORDS if self.needed(words) <= self.width())
        return next(fitting, self._WORDS[-1])

    def needed(self, words: tuple[str, ...]) -> float:
        widths = [self._MARK + self._face.width(each) for each in words]
        return sum(widths) + self._GAP * (len(words) - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = blend(tokens.card, tokens.text_muted, 0.9)
        x, middle = 5.0, self.height() / 2
        for place, words in enumerate(self.words()):
            at = QPointF(x, middle)
            if place == 1:
                draw_diamond(painter, at, 9.0, ink)
            else:
                draw_dot(painter, at, 7.0 if place == 0 else 5.0, ink)
            if place == 2:
                draw_ring(painter, QRectF(x - 5, middle - 5, 10, 10), ink, 5)
            at = QPointF(x + 10, self._face.baseline(0, self.height()))
            draw_text(painter, at, words, self._face, colour(tokens.text_muted))
            x = at.x() + self._face.width(words) + self._GAP + 5
        painter.end()


class PictureCard(Card):
    """The picture with what its marks mean, and what the hand is at in words."""

    selected = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setAccessibleName(said("Contradictions"))
        self._title = Title("Contradictions", tokens)
        self.picture = Picture(tokens, self)
        self.caption = Line(tokens)
        self.caption.setFixedHeight(20)
        self.caption.show_text(HINT)
        self.legend = _Legend(tokens)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._title)
        top.addWidget(self.legend, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.picture, 1)
        column.addWidget(self.caption)
        self.picture.selected.connect(self.selected)
        self.picture.told.connect(lambda words: self.caption.show_text(words or HINT))

    def show_claims(self, state: ClaimsState) -> None:
        count = len(state.contradictions)
        self._title.setText(said(f"{count} contradictions" if count else "Contradictions"))
        self.picture.show_claims(state)

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        for part in (self._title, self.picture, self.legend, self.caption):
            part.set_tokens(tokens)
