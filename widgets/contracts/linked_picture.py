"""A painted picture of contracts or suppliers: pointing at one and selecting it is told to others.

Up and Down go from item to item, Left and Right along the dates where there are any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip

from widgets.chart.canvas import Canvas
from widgets.chart.style import ChartStyle
from widgets.contracts.linked import NOTHING, Pointed
from widgets.language.spoken import joined, said
from widgets.painting import colour, draw_note, draw_ring, face, plain_tip
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from widgets.tokens import Tokens

_YEAR = 12
_ALONG = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -_YEAR,
    Qt.Key.Key_PageDown: _YEAR,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}
_ACROSS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Item(Protocol):
    """What is pointed at in a picture."""

    @property
    def contract(self) -> str: ...
    @property
    def supplier(self) -> str: ...


class LinkedPicture(Ringed):
    """Subclasses say what the items are, where they are, and paint them."""

    contract_selected = Signal(str)
    pointed = Signal(Pointed)
    by_contract = False  # whether an item is a contract, else all of a supplier's

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__()
        self.tokens = tokens
        self.style_of = ChartStyle(tokens)
        self.selected = NOTHING
        self.at = NOTHING  # what the hand is at, here or in another picture
        self.moment = 0  # of the dates, that is read
        self._key = -1  # the item of the keyboard
        self._message = ""
        self.setAccessibleName(said(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(90)

    # -- what subclasses say

    def items(self) -> Sequence[Item]:
        """In the order of the arrow keys."""
        raise NotImplementedError

    def hit(self, point: QPointF) -> int:
        """The item at a point; -1 where there is none."""
        raise NotImplementedError

    def moment_at(self, point: QPointF) -> int:  # noqa: ARG002
        """The date at a point; the one that is read where there are none."""
        return self.moment

    def moments(self) -> int:
        """How many dates there are."""
        return 0

    def spoken(self, place: int) -> str:
        """An item in words, at the date that is read."""
        raise NotImplementedError

    def summary(self) -> str:
        raise NotImplementedError

    def draw(self, canvas: Canvas) -> None:
        raise NotImplementedError

    # -- what is shown

    def show_parts(self, message: str) -> None:
        """There is another state; `message` is said where there is nothing to paint."""
        self._message = message
        self._key = min(self._key, len(self.items()) - 1)
        self.moment = max(0, min(self.moment, self.moments() - 1))
        self._describe()
        self.update()

    def show_selected(self, selected: Pointed) -> None:
        if selected != self.selected:
            self.selected = selected
            self.update()

    def show_pointed(self, pointed: Pointed) -> None:
        if pointed != self.at:
            self.at = pointed
            self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.style_of = ChartStyle(tokens)
        self.update()

    def current(self) -> int:
        """The item that the hand is at here, or another hand elsewhere; -1 for none."""
        if not any(self.at):
            return -1
        covers = (self.at.covers(item.contract, item.supplier) for item in self.items())
        return next((place for place, covered in enumerate(covers) if covered), -1)

    def _pointed_of(self, place: int) -> Pointed:
        if place < 0:
            return NOTHING
        item = self.items()[place]
        return Pointed(item.contract if self.by_contract else "", item.supplier)

    def _describe(self) -> None:
        spoken = self.spoken(self._key) if 0 <= self._key < len(self.items()) else ""
        hint = "Up and Down choose, Enter selects the contract."
        self.setAccessibleDescription(joined(" ", self.summary(), spoken, hint))

    # -- the hand

    def _reach(self, place: int) -> None:
        """The hand comes to an item."""
        found = self._pointed_of(place)
        if found != self.at:
            self.show_pointed(found)
            self.pointed.emit(found)

    def _select(self, place: int) -> None:
        if 0 <= place < len(self.items()) and self.items()[place].contract:
            self.contract_selected.emit(self.items()[place].contract)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.hit(event.position())
        hand = place >= 0 and bool(self.items()[place].contract)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        moment = self.moment_at(event.position())
        if moment != self.moment:
            self.moment = moment
            self.update()
        self._reach(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.moment = 0
        self._reach(-1)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._ring = False
            self._select(self.hit(event.position()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.hit(QPointF(event.pos()))
            tip = self.spoken(place) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = Qt.Key(event.key()), len(self.items())
        step = _ACROSS.get(key)
        if step is None and not self.moments():
            step = _ALONG.get(key)
        if not count:
            super().keyPressEvent(event)
        elif step is not None:
            first = 0 if step > 0 else count - 1
            self._go(max(0, min(self._key + step, count - 1)) if self._key >= 0 else first)
        elif key in _ALONG:
            self.moment = max(0, min(self.moment + _ALONG[key], self.moments() - 1))
            self._go(max(self._key, 0))
        elif key in _OPENING and self._key >= 0:
            if not event.isAutoRepeat():
                self._select(self._key)
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._ring, self._key = True, place
        self._reach(place)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.underMouse():
            self._reach(-1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._message:
            box = QRectF(self.rect()).adjusted(16, 0, -16, 0)
            muted = colour(self.tokens.text_muted)
            draw_note(painter, box, self._message, face(13).font, muted)
        else:
            self.draw(Canvas(painter, self.style_of, self.width()))
        if self.has_ring():
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            draw_ring(painter, box, colour(self.tokens.accent), 5)
        painter.end()
