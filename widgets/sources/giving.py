"""What gives way where a card is narrow: a heading that is elided, chips that wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.flow import FlowRow
from widgets.header import StoryLabel
from widgets.language.spoken import said
from widgets.painting import BOLD, face, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.tokens import Tokens

_LEAST_TITLE = 60  # px
_GAP = 5  # between chips and between their lines, px
_EDGE = 2  # above the first line and below the last: a line is as tall as a field


class LongTitle(StoryLabel):
    """A card's heading of several words: elided where it has no room, whole in its tooltip."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__()
        using = face(14, BOLD)
        self.setFont(using.font)
        self._wide = round(using.width(text)) + 3
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(said(text))
        self.set_whole(text)
        self.set_tokens(tokens)

    def sizeHint(self) -> QSize:
        return QSize(self._wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._wide, _LEAST_TITLE), super().minimumSizeHint().height())

    def set_tokens(self, tokens: Tokens) -> None:
        self.setPalette(palette(tokens))


class WrappedRow(QWidget):
    """Parts of one height beside one another, in as many lines as they need."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        row = FlowRow(_GAP, _GAP)
        row.setContentsMargins(0, _EDGE, 0, _EDGE)
        for part in parts:
            row.addWidget(part)
        self.setLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
