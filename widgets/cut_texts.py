"""Painted texts that are cut for want of room: the whole of them in a tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeGuard

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from widgets.language.spoken import joined
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class _Face(Protocol):
    def width(self, text: str) -> float:
        """Of a text, px."""


def asks_above(event: QEvent, bottom: float) -> TypeGuard[QHelpEvent]:
    """Whether an event asks for a tooltip over what is above `bottom`, px of the widget."""
    if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
        return False
    return event.pos().y() < bottom


def tell_whole(
    widget: QWidget, event: QHelpEvent, texts: Iterable[tuple[str, _Face]], room: float
) -> bool:
    """Shows those of the texts that are wider than `room`, px. False if none is."""
    cut = [text for text, face in texts if text and face.width(text) > room]
    if not cut:
        event.ignore()
        return False
    QToolTip.showText(event.globalPos(), plain_tip(joined("\n", *cut)), widget)
    return True
