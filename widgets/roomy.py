"""Where a page has less room than it needs, it scrolls: large text, small windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from widgets.controls.parts import SlimScrollBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from widgets.tokens import Tokens

# What a page needs at least, to be of use, in px of height; its parts scroll themselves.
_LEAST_HEIGHT = 380
_LEAST_HEIGHT_NARROW = 560
_NARROW = 700  # px of width: pages lay their parts one under the other
_WHEEL_STEP = 30


class PageStack(QStackedWidget):
    """Needs as much room as the page that is seen, not as the largest of all."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The least width of the shown page, and the height that it sets itself if it does."""
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        width = max(shown.minimumSizeHint().width(), shown.minimumWidth())
        least = _LEAST_HEIGHT_NARROW if self.width() < _NARROW else _LEAST_HEIGHT
        return QSize(width, max(shown.minimumHeight(), least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() < _NARROW) != (event.oldSize().width() < _NARROW):
            self.updateGeometry()


class ViewStack(QStackedWidget):
    """Needs as much width as the view that is seen: a hidden one may still stand as it did in a
    wider window.
    """

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        least, shown = super().minimumSizeHint(), self.currentWidget()
        if shown is None:
            return least
        return QSize(max(shown.minimumSizeHint().width(), shown.minimumWidth()), least.height())


class _Ground(QWidget):
    """Holds the pages. Without a layout: one would ask for all the height that rows which wrap
    would like to have, and pages make do with less.
    """

    def __init__(self, pages: QWidget) -> None:
        super().__init__()
        self._pages = pages
        pages.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._pages.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the pages need more room, or less
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.resize(event.size())


class PageRoom(QScrollArea):
    """All of the room that there is for the pages; scrolls where the one seen needs more."""

    def __init__(self, pages: QWidget, tokens: Tokens) -> None:
        super().__init__()
        self._bar = SlimScrollBar(tokens, self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(self._bar)
        self._bar.setSingleStep(_WHEEL_STEP)
        self.setWidgetResizable(True)
        self.setWidget(_Ground(pages))
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self._bar.set_tokens(tokens._replace(panel=tokens.window))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
