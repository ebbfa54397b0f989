"""Dialogs that fit the screen, and what scrolls in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from widgets.controls.parts import SlimScrollBar

if TYPE_CHECKING:
    from widgets.tokens import Tokens

_AROUND = 40  # px that stay of the screen: the title bar and a rim


class Scrolled(QScrollArea):
    """Scrolls up and down on a dialog's ground; as wide as there is room."""

    def __init__(self, content: QWidget, tokens: Tokens) -> None:
        super().__init__()
        self._bar = SlimScrollBar(tokens)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBar(self._bar)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(content)
        for ground in (self.viewport(), content):  # the dialog's own is seen through them
            ground.setAutoFillBackground(False)
        self.set_tokens(tokens)

    def scroll_by(self, px: int) -> None:
        self._bar.setValue(self._bar.value() + px)

    def set_tokens(self, tokens: Tokens) -> None:
        self._bar.set_tokens(tokens._replace(panel=tokens.window))


def resize_within(dialog: QWidget, width: int, height: int) -> None:
    """A size that the screen has room for, also where text is twice as large."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
