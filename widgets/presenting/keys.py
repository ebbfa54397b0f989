"""The keys of a presentation: on the stage, and on the presenter's console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

NEXT, PREVIOUS, FIRST, LAST = "next", "previous", "first", "last"
FREEZE, BLACK, POINTER, KEYS, END = "freeze", "black", "pointer", "keys", "end"
CHART = "chart"  # followed by its place, from 1
CHARTS = (1, 2, 3, 4)

_ASKED: dict[int, str] = {
    Qt.Key.Key_Right: NEXT,
    Qt.Key.Key_Down: NEXT,
    Qt.Key.Key_PageDown: NEXT,
    Qt.Key.Key_Space: NEXT,
    Qt.Key.Key_Left: PREVIOUS,
    Qt.Key.Key_Up: PREVIOUS,
    Qt.Key.Key_PageUp: PREVIOUS,
    Qt.Key.Key_Backspace: PREVIOUS,
    Qt.Key.Key_Home: FIRST,
    Qt.Key.Key_End: LAST,
    Qt.Key.Key_F: FREEZE,
    Qt.Key.Key_B: BLACK,
    Qt.Key.Key_Period: BLACK,  # what clickers send
    Qt.Key.Key_P: POINTER,
    Qt.Key.Key_Question: KEYS,
    Qt.Key.Key_Escape: END,
    **{Qt.Key.Key_0 + place: f"{CHART}{place}" for place in CHARTS},
}
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier

# What the stage tells of them, in the order of use.
TOLD = (
    ("→  Page Down  Space", "the next scene"),
    ("←  Page Up", "the scene before"),
    ("1 to 4", "show or hide a chart"),
    ("Tab, then ← →", "move a slider"),
    ("P", "the pointer"),
    ("F", "freeze what the audience sees"),
    ("B", "black"),
    ("Esc", "end"),
)


def asked_by(event: QKeyEvent) -> str:
    """What a key asks for; empty where it is none of the presentation's."""
    if event.modifiers() & ~_PLAIN != Qt.KeyboardModifier.NoModifier:
        return ""
    return _ASKED.get(event.key(), "")
