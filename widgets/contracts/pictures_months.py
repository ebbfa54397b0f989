"""The months of the calendar: a cell each, with the marks of its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip

from widgets.contracts.day_marks import SIZE, draw_day_mark
from widgets.contracts.numbers import months_table
from widgets.language.spoken import said
from widgets.painting import MEDIUM, colour, draw_ring, draw_rounded, draw_text, face, plain_tip
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from widgets.contracts.pictures_states import MonthCell
    from widgets.picture import PictureTable
    from widgets.tokens import Tokens

COLUMNS = 6
_HIGH, _GAP = 34.0, 3.0
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
    Qt.Key.Key_Home: -1000,
    Qt.Key.Key_End: 1000,
}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MonthGrid(Ringed):
    """Arrow keys go from month to month; a click or Enter shows a month's days in the list."""

    month_chosen = Signal(int)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._months: tuple[MonthCell, ...] = ()
        self._kinds: dict[str, str] = {}
        self._at = 0
        self._over = -1
        self._name, self._count = face(11, MEDIUM), face(10)
        self.setAccessibleName(said("Months with deadlines"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(
        self, months: tuple[MonthCell, ...], kinds: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """`kinds` have names."""
        self._months, self._kinds = months, dict(kinds)
        self._at = max(0, min(self._at, len(months) - 1))
        rows = -(-len(months) // COLUMNS)
        self.setFixedHeight(round(rows * (_HIGH + _GAP)))
        self.setVisible(bool(months))
        self._describe()
        self.update()

    def picture_table(self) -> PictureTable:
        """How many days of each kind a month has."""
        return months_table(self._months, self._kinds)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def _describe(self) -> None:
        spoken = self._months[self._at].spoken if self._months else ""
        self.setAccessibleDescription(said(spoken))

    def box(self, place: int) -> QRectF:
        wide = (self.width() + _GAP) / COLUMNS
        row, column = divmod(place, COLUMNS)
        return QRectF(column * wide, row * (_HIGH + _GAP), wide - _GAP, _HIGH)

    def _place_at(self, point: QPointF) -> int:
        places = range(len(self._months))
        return next((each for each in places if self.box(each).contains(point)), -1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, month in enumerate(self._months):
            self._paint(painter, self.box(place), month, place)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, month: MonthCell, place: int) -> None:
        tokens = self._tokens
        busy = bool(month.counts)
        over = place == self._over and busy
        ground = tokens.accent_soft if over else tokens.field if busy else tokens.card
        draw_rounded(painter, box, colour(ground), colour(tokens.border), 4.0)
        if self.has_ring() and place == self._at:
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 3.0)
        ink = colour(tokens.text if busy else tokens.text_muted)
        base = self._name.baseline(box.top() + 2.0, 15.0)
        draw_text(painter, QPointF(box.left() + 5.0, base), month.label, self._name, ink)
        self._paint_counts(painter, box, month)

    def _paint_counts(self, painter: QPainter, box: QRectF, month: MonthCell) -> None:
        """A mark and how many of each kind, as far as there is room."""
        x, middle = box.left() + 5.0, box.top() + 25.0
        for kind, count in month.counts:
            text = str(count) if count > 1 else ""
            wide = SIZE + (self._count.width(text) + 2.0 if text else 0.0)
            if x + wide > box.right() - 1.0:
                break
            draw_day_mark(painter, QPointF(x + SIZE / 2, middle), kind, self._tokens)
            at = QPointF(x + SIZE + 1.0, self._count.baseline(middle - 7.0, 14.0))
            draw_text(painter, at, text, self._count, colour(self._tokens.text))
            x += wide + 3.0

    # -- the hand

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        busy = place >= 0 and bool(self._months[place].counts)
        self.setCursor(Qt.CursorShape.PointingHandCursor if busy else Qt.CursorShape.ArrowCursor)
        if place != self._over:
            self._over = place
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0:
            self._at, self._ring = place, False
            self._describe()
            self.month_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._months:
            self._ring = True
            self._at = max(0, min(self._at + _STEPS[key], len(self._months) - 1))
            self._describe()
            self.update()
        elif key in _OPENING and self._months:
            self._ring = True
            self.update()
            self.month_chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(QPointF(event.pos()))
            tip = self._months[place].spoken if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)
