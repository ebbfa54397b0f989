"""The audience's picture, small, on the presenter's console; a mouse over it points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from widgets.language.spoken import said
from widgets.painting import colour

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_QUIET = 250  # ms without a change: to paint it costs a frame, and nobody looks while dragging
_WIDE, _HIGH = 16, 9


class Preview(QWidget):
    """A copy of the stage, taken when it has come to rest."""

    pointed = Signal(float, float)  # from (0, 0), the top left, to (1, 1); -1 when it leaves

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._stage: QWidget | None = None
        self._picture = QPixmap()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self._take)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(said("What the audience sees"))
        self.setToolTip(said("Move the mouse here to point on the audience’s screen"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def watch(self, stage: QWidget) -> None:
        """The stage changed: a new copy is due."""
        self._stage = stage
        self._timer.start()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def _take(self) -> None:
        if self._stage is not None and isValid(self._stage):
            wanted = self.size() * self.devicePixelRatioF()
            self._picture = self._stage.grab().scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE * 20, _HIGH * 20)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * _HIGH // _WIDE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self.pointed.emit(at.x() / max(1, self.width()), at.y() / max(1, self.height()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(-1.0, -1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.field))
        if not self._picture.isNull():
            painter.drawPixmap(self.rect(), self._picture)
        painter.setPen(colour(self._tokens.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
