"""Whether things may move by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QStyle

if TYPE_CHECKING:
    from app.settings import Settings


def moves(settings: Settings) -> bool:
    """What the user chose; else what the system asks for, as its style knows it."""
    if settings.motion != "system":
        return settings.motion == "full"
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(hint) > 0
