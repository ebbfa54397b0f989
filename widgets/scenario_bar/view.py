"""How the chips of the scenario bar are seen: one painted strip that scrolls.

What is done to them is the business of `scenario_strip`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QLinearGradient, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from widgets.language.spoken import said
from widgets.painting import colour
from widgets.scenario_bar import chip as scenario_chip
from widgets.scenario_bar.chip import Chip, Look
from widgets.scenario_bar.row import TOP, Change, ChipRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent

    from widgets.scenario_bar.states import ChipState
    from widgets.tokens import Tokens

HEIGHT = 38
_RING = 4  # px around a chip that its focus ring takes
_FADE = 20  # px at an end where chips go on
_REVEAL = 28  # px beside the chip that is made visible, so that a neighbour shows
_NOTCH = 96.0  # px that a notch of the wheel scrolls
_LEFT_BEHIND = 0.35  # opacity of a chip in its place while it is dragged


class Held(NamedTuple):
    """The chip that is being dragged."""

    number: int
    grab: float  # px from its left edge to the pointer
    x: float  # the pointer's, in the strip


class ChipView(QWidget):
    """Shows the chips. Repaints only those whose state changed, unless any stands elsewhere."""

    scrolled = Signal()  # or what there is to scroll changed

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._row = ChipRow()
        self._offset = 0
        self._focus: int | None = None  # the chip that the keyboard is on
        self._ring = False
        self._hover: int | None = None
        self._held: Held | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(said("Scenarios"))

    # -- showing

    def show_chips(self, states: Sequence[ChipState], *, ticks_shown: bool) -> Change:
        """Shows the chips; touches only those that differ. Says what that changed."""
        change = self._row.show(states, ticks_shown=ticks_shown)
        if self._hover not in self._row:
            self._hover = None
        if change.current or self._focus not in self._row:
            self._focus = self._row.current
        if change.arranged:
            self._scroll_to(self._offset)
            self.update()
        else:
            for number in change.chips:
                self._update_chip(number)
        self._describe()
        return change

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def content_width(self) -> int:
        """The width at which nothing has to scroll, px."""
        return self._row.width

    def chip_rect(self, number: int) -> QRect:
        """Where a chip stands in the strip; it may be scrolled out of sight."""
        return self._row.rect(number).translated(-self._offset, 0)

    def arrow_rect(self, number: int) -> QRect:
        """Where the current chip opens its menu."""
        rect = self.chip_rect(number)
        rect.setLeft(rect.left() + round(self._row.chip(number).arrow_left))
        return rect

    def tick_rect(self, number: int) -> QRect:
        """Where a chip is ticked."""
        rect = self.chip_rect(number)
        rect.setWidth(round(self._row.chip(number).tick_right))
        return rect

    def focused_id(self) -> int | None:
        """The chip that keys act on."""
        return self._focus

    def _describe(self) -> None:
        text = ""
        if self._focus is not None:
            place = self._row.place(self._focus)
            text = self._row.chip(self._focus).spoken(place + 1, len(self._row))
        if text != self.accessibleDescription():
            self.setAccessibleDescription(said(text))

    def _update_chip(self, number: int | None) -> None:
        if number is not None and number in self._row:
            self.update(self.chip_rect(number).adjusted(-_RING, -_RING, _RING, _RING))

    # -- scrolling

    def can_scroll(self) -> tuple[bool, bool]:
        """Whether there is more to the left, and to the right."""
        return self._offset > 0, self._offset < self._most()

    def scroll_by(self, pixels: int) -> None:
        self._scroll_to(self._offset + pixels)

    def reveal_current(self) -> None:
        """Scrolls so far that the current chip is seen."""
        if self._row.current is not None:
            self.reveal(self._row.current)

    def sees_current(self) -> bool:
        """Whether the current chip stands whole within the strip."""
        current = self._row.current
        return current is not None and self.rect().contains(self.chip_rect(current))

    def reveal(self, number: int) -> None:
        """Scrolls so far that a chip is seen."""
        rect = self._row.rect(number).adjusted(-_REVEAL, 0, _REVEAL, 0)
        if rect.left() < self._offset:
            self._scroll_to(rect.left())
        elif rect.right() > self._offset + self.width():
            self._scroll_to(rect.right() - self.width())

    def _most(self) -> int:
        return max(0, self._row.width - self.width())

    def _scroll_to(self, offset: int) -> None:
        offset = max(0, min(offset, self._most()))
        if offset != self._offset:
            self._offset = offset
            self.update()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scroll_to(0)
        self.reveal_current()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._most():
            event.ignore()
            return
        fine, notches = event.pixelDelta(), event.angleDelta()
        turned = fine if not fine.isNull() else notches * (_NOTCH / 120)
        along = turned.x() if abs(turned.x()) > abs(turned.y()) else turned.y()
        self.scroll_by(-along)
        self._hover_at(event.position())
        event.accept()

    # -- pointing

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            chip = self._chip_at(QPointF(event.pos()))
            tip = "" if chip is None else chip.tooltip()
            rect = QRect() if chip is None else self.chip_rect(chip.state.id)
            QToolTip.showText(event.globalPos(), said(tip), self, rect)
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover_at(None)

    def _chip_at(self, at: QPointF) -> Chip | None:
        return self._row.under(at.x() + self._offset, at.y())

    def _hover_at(self, at: QPointF | None) -> None:
        chip = None if at is None else self._chip_at(at)
        number = None if chip is None else chip.state.id
        if number != self._hover:
            self._update_chip(self._hover)
            self._hover = number
            self._update_chip(number)
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(Qt.CursorShape.ArrowCursor if number is None else hand)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dirty = event.rect()
        painter.fillRect(dirty, colour(self._tokens.window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._focus if self._ring and self.hasFocus() else None
        held = None if self._held is None else self._held.number
        start = dirty.left() + self._offset
        for chip, left in self._row.between(start, start + dirty.width()):
            number = chip.state.id
            opacity = _LEFT_BEHIND if number == held else 1.0
            look = Look(number == self._hover, number == ring, opacity)
            x = left - self._offset
            scenario_chip.paint_chip(painter, chip, x, TOP, self._tokens, look)
        more_left, more_right = self.can_scroll()
        if more_left:
            self._fade(painter, 0, _FADE)
        if more_right:
            self._fade(painter, self.width(), self.width() - _FADE)
        if self._held is not None:
            self._paint_held(painter, self._held)
        painter.end()

    def _drop_place(self, held: Held) -> int:
        """Where the dragged chip would go."""
        return self._row.drop_place(held.number, held.x + self._offset)

    def _paint_held(self, painter: QPainter, held: Held) -> None:
        """The dragged chip under the pointer, and a mark where it would go."""
        mark = self._row.mark(held.number, self._drop_place(held))
        chip, tokens = self._row.chip(held.number), self._tokens
        look = Look(hovered=True)
        scenario_chip.paint_chip(painter, chip, held.x - held.grab, TOP, tokens, look)
        if mark is not None:
            x = round(mark) - self._offset - 1
            painter.fillRect(x, TOP - 2, 2, scenario_chip.HEIGHT + 4, colour(tokens.accent))

    def _fade(self, painter: QPainter, solid: int, clear: int) -> None:
        """Chips go on beyond this end."""
        window = colour(self._tokens.window)
        shade = QLinearGradient(solid, 0, clear, 0)
        shade.setColorAt(0, window)
        shade.setColorAt(1, QColor(window.red(), window.green(), window.blue(), 0))
        painter.fillRect(min(solid, clear), 0, _FADE, self.height(), shade)
