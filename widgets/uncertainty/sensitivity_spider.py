"""The spider: one line an input, named at its end, with a point to be walked and set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from widgets.language.spoken import said
from widgets.painting import colour
from widgets.picture import nothing
from widgets.ringed import Ringed
from widgets.uncertainty.numbers import spider_table
from widgets.uncertainty.sensitivity_web import NAME, Web

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from widgets.picture import PictureTable
    from widgets.tokens import Tokens
    from widgets.uncertainty.sensitivity_states import LegPoint, SpiderLeg, SpiderState

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class At(NamedTuple):
    """A point of a leg, or with `NAME` in its place the leg's name."""

    leg: int
    point: int


class Spider(Ringed):
    """Up and Down go from line to line, Left and Right along one and on to its name.

    A click or Enter on a point sets the input to it, on a name it asks what explains it.
    """

    value_chosen = Signal(str, float)
    explain_requested = Signal(str)
    read = Signal(str)  # the point in hand, in words; empty for none

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state: SpiderState | None = None
        self._web: Web | None = None
        self._at = At(0, 0)
        self._pointed: At | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return QSize(600, 400)

    def show_state(self, state: SpiderState) -> None:
        last, self._state = self._state, state
        self._pointed = None
        keys = [leg.key for leg in state.legs]
        key = last.legs[self._at.leg].key if last and self._at.leg < len(last.legs) else ""
        place = keys.index(key) if key in keys else 0
        self._at = At(place, self._standing(place) if last is None else self._at.point)
        self.setAccessibleName(said(state.summary))
        self._lay_out()
        self._tell()

    def picture_table(self) -> PictureTable:
        """The number along each input's range."""
        if self._state is None:
            return nothing("", "Nothing is shown yet.")
        return spider_table(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._lay_out()

    def web(self) -> Web | None:
        """Where everything stands."""
        return self._web

    def at(self) -> At:
        """Where the keyboard is."""
        return self._at

    def _lay_out(self) -> None:
        if self._state is not None and self._state.legs:
            self._web = Web(self._state, QRectF(self.rect()), self._tokens)
        else:
            self._web = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _standing(self, leg: int) -> int:
        """The point of a leg at which the input stands."""
        points = self._leg(leg).points if self._state and self._state.legs else ()
        return min(range(len(points)), key=lambda each: abs(points[each].move), default=0)

    def _leg(self, place: int) -> SpiderLeg:
        assert self._state is not None
        return self._state.legs[place]

    def _point(self, at: At) -> LegPoint | None:
        points = self._leg(at.leg).points
        return None if at.point == NAME else points[min(at.point, len(points) - 1)]

    # -- the hand

    def shown(self) -> At | None:
        """What is pointed out: under the pointer, else where the keyboard is."""
        if self._pointed is not None:
            return self._pointed
        return self._at if self.has_ring() else None

    def _meet(self, point: QPointF) -> At | None:
        found = self._web.meet(point) if self._web else None
        return At(*found) if found else None

    def _act(self, at: At) -> None:
        leg, point = self._leg(at.leg), self._point(at)
        if point is None:
            self.explain_requested.emit(leg.key)
        else:
            self.value_chosen.emit(leg.key, point.value)

    def _tell(self) -> None:
        shown = self.shown()
        words = ""
        if shown is not None and self._state is not None and shown.leg < len(self._state.legs):
            leg, point = self._leg(shown.leg), self._point(shown)
            words = point.text if point else f"{leg.label}: explain it"
        self.setAccessibleDescription(said(words))
        self.read.emit(words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._meet(event.position())
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if found != self._pointed:
            self._pointed = found
            self._tell()
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self._tell()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._meet(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._at, self._ring = found, False
            self._act(found)
        else:
            super().mouseReleaseEvent(event)

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._state is None or not self._state.legs:
            super().keyPressEvent(event)
            return
        key, last = event.key(), len(self._state.legs) - 1
        legs = {
            Qt.Key.Key_Up: self._at.leg - 1,
            Qt.Key.Key_Down: self._at.leg + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        leg = legs.get(Qt.Key(key))
        if leg is not None:
            leg = max(0, min(leg, last))
            self._go_to(At(leg, self._standing(leg)))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_to(self._at._replace(point=self._beside(1 if key == Qt.Key.Key_Right else -1)))
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self._act(self._at)
        else:
            super().keyPressEvent(event)

    def _beside(self, step: int) -> int:
        """The next point of the leg; its name comes after its last point."""
        last = len(self._leg(self._at.leg).points) - 1
        if self._at.point == NAME:
            return NAME if step > 0 else last
        place = min(self._at.point, last) + step
        return NAME if place > last else max(0, place)

    def _go_to(self, at: At) -> None:
        self._at, self._ring, self._pointed = at, True, None
        self._tell()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.card))
        if self._web is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shown = self.shown()
            self._web.paint(painter, shown, ring=self.has_ring())
        painter.end()
