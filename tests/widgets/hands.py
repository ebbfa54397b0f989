"""A pointer for tests: its moves reach the widget wherever other windows lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget


def move(widget: QWidget, to: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """Moves the pointer over a widget, with a button held down while it drags."""
    where, none = QPointF(to), Qt.MouseButton.NoButton
    there = QPointF(widget.mapToGlobal(to))
    modifiers = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, there, none, held, modifiers)
    QApplication.sendEvent(widget, event)
