"""What the card of the selected claim is made of: words, links, and tables of implications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from widgets.language.spoken import joined, own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    REGULAR,
    blend,
    colour,
    draw_rounded,
    draw_text,
    face,
    palette,
    plain_tip,
)
from widgets.sources.buttons import FramedButton, LinkLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QPaintEvent

    from widgets.sources.states import Implication, ReadingState
    from widgets.tokens import Tokens

APPLY = "Apply as a scenario"
_VALUE_WIDTH = 66  # px of the columns of values


class Words(QLabel):
    """Plain sentences over as many lines as they need."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        size: int = 12,
        weight: QFont.Weight = REGULAR,
        *,
        muted: bool = False,
    ) -> None:
        super().__init__(said(text))
        self._muted = muted
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(face(size, weight).font)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        ink = tokens.text_muted if self._muted else tokens.text
        self.setPalette(palette(tokens._replace(text=ink)))


class Heading(Words):
    """The name of a part of the card."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__(own(said(text).upper()), tokens, 11, BOLD, muted=True)
        self.setFont(face(11, BOLD, spacing=0.5).font)
        self.setContentsMargins(0, 8, 0, 0)


class Pill(QWidget):
    """How a claim stands: reported and unverified, or the user's own."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._face = face(11, MEDIUM)
        self.show_standing(text, own=False)

    def show_standing(self, text: str, *, own: bool) -> None:
        self._text, self._own = text, own
        self.setFixedSize(round(self._face.width(text)) + 16, 20)
        self.setAccessibleName(said(text))
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        tone = tokens.accent if self._own else tokens.disputed
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge = blend(tokens.card, tone, 0.08), blend(tokens.card, tone, 0.55)
        draw_rounded(painter, QRectF(self.rect()), ground, edge, self.height() / 2)
        at = QPointF(8, self._face.baseline(0, self.height()))
        draw_text(painter, at, self._text, self._face, colour(tone))
        painter.end()


class _Value(QLabel):
    """A value at the right of its column."""

    def __init__(self, text: str, tokens: Tokens, *, muted: bool) -> None:
        super().__init__(said(text))
        self._muted = muted
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(face(12, REGULAR if muted else MEDIUM).font)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSize(_VALUE_WIDTH, LinkLine.HEIGHT)
        self.set_tokens(tokens)

    def show_muted(self, muted: bool, tokens: Tokens) -> None:
        if muted != self._muted:
            self._muted = muted
            self.setFont(face(12, REGULAR if muted else MEDIUM).font)
            self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        ink = tokens.text_muted if self._muted else tokens.text
        self.setPalette(palette(tokens._replace(text=ink)))


class ReadingBlock(QWidget):
    """One reading: what it says, input by input what it changes, and the button that applies it."""

    def __init__(
        self,
        state: ReadingState,
        tokens: Tokens,
        apply: Callable[[str], None],
        explain: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self._values: list[tuple[_Value, _Value]] = []
        self._parts: list[Words | _Value | LinkLine | FramedButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        for words in (
            Words(state.label, tokens, 13, MEDIUM),
            Words(state.sentence, tokens, 12, muted=True),
        ):
            self._parts.append(words)
            column.addWidget(words)
        self.button = FramedButton(APPLY, tokens)
        self.button.setAccessibleName(joined(": ", APPLY, state.label))
        self.button.setToolTip(
            said("Adds a scenario with these inputs and makes it the current one")
        )
        self.button.clicked.connect(lambda: apply(state.key))
        self._parts.append(self.button)
        column.addWidget(self.button)
        if state.implications:
            column.addLayout(self._table(state, explain))
        if state.note:
            note = Words(state.note, tokens, 11, muted=True)
            self._parts.append(note)
            column.addWidget(note)

    def _table(self, state: ReadingState, explain: Callable[[str], None]) -> QGridLayout:
        tokens = self._tokens
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for place, text in ((1, "Now"), (2, "Then")):
            head = _Value(text, tokens, muted=True)
            self._parts.append(head)
            grid.addWidget(head, 0, place)
        for row, each in enumerate(state.implications, start=1):
            self._add_row(grid, row, each, explain)
        return grid

    def _add_row(
        self, grid: QGridLayout, row: int, each: Implication, explain: Callable[[str], None]
    ) -> None:
        tokens = self._tokens
        name = LinkLine("", each.label, tokens)
        name.setToolTip(plain_tip(f"{each.label}: explain"))
        name.clicked.connect(lambda: explain(each.key))
        now = _Value(each.now, tokens, muted=True)
        then = _Value(each.then, tokens, muted=each.same)
        input_ = QVBoxLayout()
        input_.setSpacing(0)
        input_.addWidget(name)
        if each.suffix:
            unit = Words(each.suffix, tokens, 11, muted=True)
            unit.setContentsMargins(4, 0, 0, 3)
            input_.addWidget(unit)
            self._parts.append(unit)
        grid.addLayout(input_, row, 0)
        for place, part in enumerate((now, then), start=1):
            grid.addWidget(part, row, place, Qt.AlignmentFlag.AlignTop)
        self._parts += [name, now, then]
        self._values.append((now, then))

    def show_values(self, state: ReadingState) -> None:
        """The same reading, the inputs being others now."""
        for (now, then), each in zip(self._values, state.implications, strict=True):
            if now.text() != said(each.now):
                now.setText(said(each.now))
            then.show_muted(each.same, self._tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in self._parts:
            part.set_tokens(tokens)
