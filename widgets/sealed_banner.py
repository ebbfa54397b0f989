"""The strip above a window that shows a sealed snapshot: when it was sealed, and if it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.buttons import TextButton
from widgets.header import StoryLabel
from widgets.language.spoken import said
from widgets.painting import MEDIUM, colour, face

if TYPE_CHECKING:
    from widgets.tokens import Tokens

Tone = Literal["", "good", "bad"]
_HEIGHT = 36
_TEXT = 13  # px
_EDGE, _MARK = 16, 18  # px: the window's edge; the mark and the room behind it


class SealedState(NamedTuple):
    """`tone` also gives the mark its form: a dash while nothing is known, a tick, a cross."""

    text: str
    tone: Tone = ""
    details: bool = False  # whether there is a report to be opened
    again: bool = False  # whether to offer another check
    back: bool = False  # whether to offer the sealed state again


_MARKS = {
    "": ((-4.0, 0.0), (4.0, 0.0)),
    "good": ((-4.5, 0.5), (-1.5, 3.5), (4.5, -3.5)),
    "bad": ((-3.5, -3.5), (3.5, 3.5), (0.0, 0.0), (-3.5, 3.5), (3.5, -3.5)),
}


class SealedBanner(QWidget):
    """Shows a `SealedState`; hidden without one."""

    details_requested = Signal()
    again_requested = Signal()
    back_requested = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._state: SealedState | None = None
        self._label = StoryLabel()
        self._label.setFont(face(_TEXT, MEDIUM).font)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.details = TextButton("Details", _TEXT, tokens)
        self.again = TextButton("Check again", _TEXT, tokens)
        self.back = TextButton("Back to what was sealed", _TEXT, tokens)
        self.details.clicked.connect(self.details_requested)
        self.again.clicked.connect(self.again_requested)
        self.back.clicked.connect(self.back_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + _MARK, 4, _EDGE, 4)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        for button in (self.details, self.again, self.back):
            row.addWidget(button)
        self.setFixedHeight(_HEIGHT)
        self.set_tokens(tokens)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for button in (self.details, self.again, self.back):
            button.set_tokens(tokens)
        self._label.setStyleSheet(f"color: {tokens.text};")
        self.update()

    def state(self) -> SealedState | None:
        return self._state

    def show_state(self, state: SealedState | None) -> None:
        """What is said; None hides the strip."""
        if state == self._state:
            return
        self._state = state
        if state is not None:
            self._label.set_whole(state.text)
            self.setAccessibleName(said(state.text))
            self.details.setVisible(state.details)
            self.again.setVisible(state.again)
            self.back.setVisible(state.back)
        self.setVisible(state is not None)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.accent_soft))
        painter.setPen(QPen(colour(self._tokens.border)))
        below = self.height() - 1
        painter.drawLine(QPoint(0, below), QPoint(self.width(), below))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._state.tone if self._state else ""
        inks = {"": self._tokens.text_muted, "good": self._tokens.good, "bad": self._tokens.bad}
        painter.setPen(QPen(colour(inks[tone]), 2.0))
        middle = QPointF(_EDGE + 5.0, self.height() / 2)
        painter.drawPolyline(QPolygonF([middle + QPointF(*each) for each in _MARKS[tone]]))
        painter.end()
