"""Widgets that paint a focus ring of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from widgets.painting import is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class Ringed(QWidget):
    """It knows whether the keyboard is in use: pressing a key on it says so, a click not."""

    _ring = False

    def has_ring(self) -> bool:
        """Whether to draw the ring: it has focus, and the keyboard is in use."""
        return self._ring and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = is_keyboard_focus(event, before=self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
