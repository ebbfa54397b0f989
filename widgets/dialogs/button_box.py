"""The buttons at the foot of a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialogButtonBox

_PLAIN = "QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }"


class ButtonBox(QDialogButtonBox):
    """Without the platform's icons, such as a red cross beside Cancel."""

    def __init__(
        self,
        buttons: QDialogButtonBox.StandardButton = QDialogButtonBox.StandardButton.NoButton,
    ) -> None:
        super().__init__()
        self.setStyleSheet(_PLAIN)  # before there are buttons: an icon that is there stays
        self.setStandardButtons(buttons)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Show:
            # Qt lends it the focus of the default button: Tab would pass by those before it.
            self.setFocusProxy(None)  # type: ignore[arg-type]  # it may be None in Qt
        return handled
