"""How actions and their keys are written where they stand outside their menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.actions import ActionSpec


def plain(text: str) -> str:
    """An action's text without the mark of its key and without its dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def named(spec: ActionSpec, text: str) -> str:
    """An action's text with the title of the menu within the menu that it stands in."""
    return f"{plain(spec.submenu)}: {plain(text)}" if spec.submenu else plain(text)


def english_text(spec: ActionSpec, action: QAction) -> str:
    """What it is called now, before it is said in the user's language: `Undo Term length 36`."""
    now = action.data()
    return now if isinstance(now, str) else spec.text


def keys_of(action: QAction) -> str:
    """Its shortcut as this system writes it; empty where it has none."""
    from PySide6.QtGui import QKeySequence

    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
