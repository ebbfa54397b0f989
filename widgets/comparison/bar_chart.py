"""Lying bars that are pointed at and moved along: tooltips, the keyboard, unfolding, explaining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from widgets.comparison.bar_drawing import BarDrawing
from widgets.comparison.numbers import Told, bars_table
from widgets.language.spoken import said
from widgets.painting import plain_tip

if TYPE_CHECKING:
    from widgets.comparison.bar_rows import BarRow
    from widgets.picture import PictureTable


class BarChart(BarDrawing):
    """Up and Down move along the rows; a click, Enter, Left or Right unfold and fold one.

    A click or Enter on a row that has nothing to unfold asks what explains its figure.
    """

    toggled = Signal(str)  # the key of a row that can be unfolded
    explain_requested = Signal(str)  # the key of a row
    row_reached = Signal(QRect)  # where the row is that the keyboard came to

    _pressed: int | None = None  # the row that a click would explain
    _told: Told | None = None

    def show_told(self, told: Told) -> None:
        """What the bars are of."""
        self._told = told

    def picture_table(self) -> PictureTable:
        """The bars as they are unfolded."""
        return bars_table(self._told or Told(self.accessibleName()), self._rows, self._note)

    def request_explanation(self) -> bool:
        """Ask for an explanation of the current row. False where it has none."""
        explained = self._is_link(self._row)
        if explained:
            self.explain_requested.emit(self._rows[self._row].key)
        return explained

    def _is_link(self, place: int | None) -> bool:
        """Whether a row's figure can be explained: not a group's, nor one that is out of date."""
        if place is None or self._note or self._dimmed or place >= len(self._rows):
            return False
        return self._rows[place].unfolded is None

    def _row_at(self, y: float) -> int | None:
        place = int(y // self._pitch())
        return place if not self._note and 0 <= place < len(self._rows) else None

    def _go_to(self, place: int) -> None:
        self._row = max(0, min(place, len(self._rows) - 1))
        self._ring = True
        self.describe()
        self.update()
        rect = self.row_rect(self._row)
        self.row_reached.emit(rect)
        QToolTip.showText(
            self.mapToGlobal(rect.bottomLeft()), said(self._tip(self._rows[self._row])), self, rect
        )

    def _tip(self, row: BarRow) -> str:
        return plain_tip(row.tooltip or row.told())

    def _toggle(self, place: int) -> None:
        if self._rows[place].unfolded is not None:
            self.toggled.emit(self._rows[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._rows) - 1
        places = {
            Qt.Key.Key_Up: self._row - 1,
            Qt.Key.Key_Down: self._row + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(key))
        if self._note or last < 0:
            super().keyPressEvent(event)
        elif place is not None:
            self._go_to(place)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._toggle(self._row)
            if not event.isAutoRepeat():
                self.request_explanation()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self._rows[self._row].unfolded is (key == Qt.Key.Key_Left):
                self._toggle(self._row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            super().mousePressEvent(event)
            return
        self._row, self._ring = place, False
        self._pressed = place if self._is_link(place) else None
        self.describe()
        self._toggle(place)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        if place != self._pressed:
            self._pressed = None
        self._point(place if self._is_link(place) else None)
        opens = place is not None and self._rows[place].unfolded is not None
        hand = opens or self._pointed is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        left = event.button() == Qt.MouseButton.LeftButton
        if left and pressed is not None and self._row_at(event.position().y()) == pressed:
            self.request_explanation()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._is_link(self._row_at(event.position().y())):  # the first click explained it
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: int | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._row_at(event.pos().y())
            if place is None:
                QToolTip.hideText()
            else:
                rect = self.row_rect(place)
                QToolTip.showText(event.globalPos(), said(self._tip(self._rows[place])), self, rect)
            return True
        return super().event(event)
