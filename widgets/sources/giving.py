"""What gives way where a card is narrow: a heading that is elided, chips that wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.header import StoryLabel
from widgets.painting import BOLD, face, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

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
        self.setAccessibleName(text)
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
        self._parts = parts
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """In one line."""
        widths = [part.sizeHint().width() for part in self._shown()]
        width = sum(widths) + _GAP * max(0, len(widths) - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widths = [part.sizeHint().width() for part in self._shown()]
        return QSize(max(widths, default=0), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottom = max((box.bottom() + 1 for _part, box in self._placed(width)), default=_EDGE)
        return bottom + _EDGE

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _placed(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Where each part is in a row of that width."""
        x, y, found = 0, _EDGE, []
        for part in self._shown():
            size = part.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + _GAP
            found.append((part, QRect(QPoint(x, y), size)))
            x += size.width() + _GAP
        return found

    def _arrange(self) -> None:
        for part, box in self._placed(self.width()):
            part.setGeometry(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part has other words, or came or went
            self.updateGeometry()
            self._arrange()
        return super().event(event)
