"""Buttons of words that stay down, alone or as one choice of a few side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.buttons import RingButton
from widgets.language.spoken import own, said
from widgets.painting import MEDIUM, colour, draw_ring, draw_rounded, draw_text, edge_of, face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

HEIGHT = 28
_PADDING = 11
_REACHED = Qt.FocusPolicy.StrongFocus


class CheckButton(RingButton):
    """A button of words that stays down while it is checked."""

    def __init__(self, text: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self._face = face(12, MEDIUM)
        self.setText(said(text))
        self.setAccessibleName(said(text))
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(round(self._face.width(own(self.text()))) + 1 + 2 * _PADDING, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, box = self._tokens, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked = self.isChecked()
        edge, _width = edge_of(tokens, focused=False, pointed=self.underMouse())
        ground = tokens.accent_soft if checked else tokens.field
        draw_rounded(painter, box, colour(ground), colour(tokens.accent) if checked else edge, 6)
        if self.has_ring():
            draw_ring(painter, box.adjusted(3, 3, -3, -3), colour(tokens.accent), 4)
        text = own(self.text())
        x = (self.width() - self._face.width(text)) / 2
        at = QPointF(round(x), self._face.baseline(0, self.height()))
        draw_text(painter, at, text, self._face, colour(tokens.text))
        painter.end()


class Segments(QWidget):
    """One choice of a few, side by side. The arrow keys go from one to the next."""

    chosen = Signal(int)  # the place of another choice than the one shown

    def __init__(self, name: str, texts: Sequence[str], tokens: Tokens) -> None:
        super().__init__()
        self.setAccessibleName(said(name))
        self.buttons = tuple(CheckButton(text, tokens, self) for text in texts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for place, button in enumerate(self.buttons):
            button.setAccessibleName(said(f"{name}: {texts[place]}"))
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _on=False, place=place: self._choose(place))
            row.addWidget(button)
        self._shown = 0
        self.show_choice(0)

    def show_choice(self, place: int) -> None:
        self._shown = place
        self.buttons[place].setChecked(True)
        for at, button in enumerate(self.buttons):  # Tab stops at the choice that is made
            button.setFocusPolicy(_REACHED if at == place else Qt.FocusPolicy.ClickFocus)

    def set_tokens(self, tokens: Tokens) -> None:
        for button in self.buttons:
            button.set_tokens(tokens)

    def _choose(self, place: int) -> None:
        if place != self._shown:
            self.show_choice(place)
            self.chosen.emit(place)
