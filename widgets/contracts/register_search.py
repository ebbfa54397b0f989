"""The search field of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from widgets.controls.parts import SearchBox
from widgets.language.spoken import said
from widgets.segments import HEIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from widgets.tokens import Tokens


class RegisterSearch(SearchBox):
    """Escape in an empty field goes on to what was found, as Enter does."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.setPlaceholderText(said("Search contracts"))
        self.setAccessibleName(said("Search contracts"))
        self.setToolTip(said("Finds ids, suppliers, services and references"))
        self.setFixedSize(190, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
