"""A card that says in its middle why there is nothing on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from widgets.comparison.parts import Card
from widgets.painting import colour, draw_note, face

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

UPDATING = "updating…"  # where an answer is to an earlier question


class NoteCard(Card):
    """The note stands below the heading; empty, there is none."""

    _note = ""

    def show_note(self, note: str) -> None:
        self._note = note
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._note:
            painter = QPainter(self)
            box = QRectF(self.rect()).adjusted(24, 34, -24, -12)
            ink = colour(self._tokens.text_muted)
            draw_note(painter, box, self._note, face(13).font, ink)
            painter.end()
