"""Lying bars that are pointed at and moved along: tooltips, the keyboard, unfolding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from widgets.comparison.bar_drawing import BarDrawing
from widgets.painting import is_keyboard_focus, plain_tip

if TYPE_CHECKING:
    from widgets.comparison.bar_rows import BarRow


class BarChart(BarDrawing):
    """Up and Down move along the rows; a click, Enter, Left or Right unfold and fold one."""

    toggled = Signal(str)  # the key of a row that can be unfolded
    row_reached = Signal(QRect)  # where the row is that the keyboard came to

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
            self.mapToGlobal(rect.bottomLeft()), self._tip(self._rows[self._row]), self, rect
        )

    def _tip(self, row: BarRow) -> str:
        spoken = row.spoken().removesuffix(", folded").removesuffix(", open")
        return plain_tip(row.tooltip or spoken)

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
        self.describe()
        self._toggle(place)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._row_at(event.position().y())
        opens = place is not None and self._rows[place].unfolded is not None
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._row_at(event.pos().y())
            if place is None:
                QToolTip.hideText()
            else:
                rect = self.row_rect(place)
                QToolTip.showText(event.globalPos(), self._tip(self._rows[place]), self, rect)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = is_keyboard_focus(event, before=self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
