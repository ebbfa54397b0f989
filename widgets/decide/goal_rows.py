"""The drivers of a goal in rows: today's value, where the answer flips, how far away that is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip

from widgets.decide.goal_states import TruthState
from widgets.language.spoken import own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    blend,
    colour,
    colour_of,
    draw_dot,
    draw_ring,
    draw_rounded,
    draw_text,
    draw_triangle,
    face,
    one_line,
    plain_tip,
)
from widgets.ringed import Ringed

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from widgets.decide.goal_states import DriverState
    from widgets.painting import Face
    from widgets.tokens import Tokens

ROW, HEAD = 40, 30
_EDGE = 16.0  # as a card's texts
_BAR = 96.0  # px long
_BUTTON, _BUTTON_HEIGHT = 38.0, 22.0
_GAP = 10.0
_LEAST = 40.0  # px of today's value that still say something
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}
_SIDES = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_SET, _ALL = "Set", "Set all"
_ARROW, _DOT = "\N{RIGHTWARDS ARROW}", "\N{MIDDLE DOT}"


class Line(NamedTuple):
    """One line: a driver, or a heading. `top` px; the joint heading has a button of its own."""

    top: int
    driver: DriverState | None
    heading: str = ""
    joint: bool = False

    @property
    def height(self) -> int:
        return ROW if self.driver is not None else HEAD

    @property
    def has_button(self) -> bool:
        if self.driver is None:
            return self.joint
        return self.driver.value is not None and not self.driver.joint


class DriverRows(Ringed):
    """Up and Down walk the rows, Right goes to a row's button; Enter shows its curve, or sets it.

    A row shows the curve of its driver, its button sets the input. The joint way has one
    button, which sets all of its inputs at once.
    """

    driver_chosen = Signal(str)
    value_taken = Signal(str, float)
    joint_taken = Signal()
    row_reached = Signal(QRect)  # by the keys: bring it into sight

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._state = TruthState()
        self._lines: tuple[Line, ...] = ()
        self._at, self._on_button = -1, False
        self._pointed, self._over_button = -1, False
        self._text, self._value = face(13), face(12, MEDIUM)
        self._small, self._strong = face(11), face(11, MEDIUM)
        self._heading = face(11, BOLD, spacing=0.5)
        self.setAccessibleName(said("Drivers"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def lines(self) -> tuple[Line, ...]:
        return self._lines

    def show_state(self, state: TruthState) -> None:
        self._state = state
        self._lines = tuple(_lines(state))
        self._at = min(self._at, len(self._lines) - 1)
        last = self._lines[-1] if self._lines else None
        self.setFixedHeight(last.top + last.height + 8 if last else 0)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    # -- geometry

    def button_box(self, line: Line) -> QRectF:
        """Where a line's button is, or would be."""
        width = _BUTTON + (20 if line.driver is None else 0)
        left = self.width() - _EDGE - width + 6
        top = line.top + (line.height - _BUTTON_HEIGHT) / 2
        return QRectF(left, top, width, _BUTTON_HEIGHT)

    def bar_box(self, line: Line) -> QRectF:
        """Where a driver's range is drawn."""
        right = self.width() - _EDGE - _BUTTON - _GAP
        return QRectF(right - _BAR, line.top, _BAR, line.height)

    def _line_at(self, y: float) -> int:
        found = (
            place
            for place, line in enumerate(self._lines)
            if line.top <= y < line.top + line.height
        )
        return next(found, -1)

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, line in enumerate(self._lines):
            if line.driver is None:
                self._paint_heading(painter, line)
            else:
                self._paint_driver(painter, place, line, line.driver)
            if line.has_button:
                self._paint_button(painter, place, line)
        painter.end()

    def _paint_heading(self, painter: QPainter, line: Line) -> None:
        ink = colour(self._tokens.text_muted)
        room = (self.button_box(line).left() if line.joint else self.width()) - _EDGE - 8
        text = self._heading.elided(line.heading, room)
        at = QPointF(_EDGE, self._heading.baseline(line.top + 4, line.height - 4))
        draw_text(painter, at, text, self._heading, ink)

    def _paint_driver(self, painter: QPainter, place: int, line: Line, driver: DriverState) -> None:
        tokens = self._tokens
        box = QRectF(6, line.top, self.width() - 12, line.height - 1)
        chosen = self.has_ring() and place == self._at
        if driver.shown or place == self._pointed:
            ground = tokens.accent_soft if driver.shown else tokens.field
            draw_rounded(painter, box, colour(ground), radius=5)
        if chosen and not self._on_button:
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 5)
        self._paint_words(painter, line, driver)
        bar = self.bar_box(line)
        if math.isfinite(driver.today_place):
            self._paint_range(painter, bar, driver)
        at = QPointF(bar.left(), self._small.baseline(line.top + 21, 14))
        away = self._small.elided(driver.away, bar.width())
        draw_text(painter, at, away, self._small, colour(tokens.text_muted))

    def _paint_words(self, painter: QPainter, line: Line, driver: DriverState) -> None:
        """The label, over today's value and the one at which the answer flips."""
        tokens = self._tokens
        room = self.bar_box(line).left() - _GAP - _EDGE
        label = self._text.elided(driver.label, room)
        at = QPointF(_EDGE, self._text.baseline(line.top + 3, 18))
        draw_text(painter, at, label, self._text, colour(tokens.text))
        baseline = self._small.baseline(line.top + 21, 14)
        flips = _flips(driver)
        muted, ink = colour(tokens.text_muted), colour(tokens.text if flips else tokens.text_muted)
        bold = self._strong if flips else self._small
        today, threshold = fitted(driver, room, self._small, bold)
        draw_text(painter, QPointF(_EDGE, baseline), today, self._small, muted)
        x = _EDGE + self._small.width(today)
        draw_text(painter, QPointF(x, baseline), threshold, bold, ink)

    def _paint_range(self, painter: QPainter, bar: QRectF, driver: DriverState) -> None:
        """The driver's range as a track, from today's value to where the answer flips."""
        tokens = self._tokens
        middle = bar.top() + 12.0
        track = QRectF(bar.left(), middle - 2, bar.width(), 4)
        draw_rounded(painter, track, colour(tokens.track), radius=2)
        today = bar.left() + _held(driver.today_place) * bar.width()
        if math.isfinite(driver.place):
            ink = colour_of(tokens, self._state.tone)
            end = bar.left() + _held(driver.place) * bar.width()
            way = QRectF(min(today, end), middle - 2, abs(end - today), 4)
            draw_rounded(painter, way, blend(tokens.track, ink.name(), 0.55), radius=2)
            if 0 <= driver.place <= 1:
                draw_dot(painter, QPointF(end, middle), 9.0, ink)
            else:  # beyond the range
                turn = 90.0 if driver.place > 1 else -90.0
                draw_triangle(painter, QPointF(end, middle), 9.0, 8.0, turn, ink)
        tick = QRectF(today - 1, middle - 6, 2, 12)
        draw_rounded(painter, tick, colour(tokens.text), radius=1)

    def _paint_button(self, painter: QPainter, place: int, line: Line) -> None:
        tokens, box = self._tokens, self.button_box(line)
        over = place == self._pointed and self._over_button
        ring = self.has_ring() and place == self._at and self._on_button
        if over:
            draw_rounded(painter, box, colour(tokens.accent_soft), colour(tokens.accent), 5)
        if ring:
            draw_ring(painter, box.adjusted(1, 1, -1, -1), colour(tokens.accent), 5)
        text = _SET if line.driver is not None else _ALL
        x = box.center().x() - self._value.width(text) / 2
        at = QPointF(round(x), self._value.baseline(box.top(), box.height()))
        draw_text(painter, at, text, self._value, colour(tokens.accent))

    # -- what the user does

    def _act(self, place: int, *, on_button: bool) -> None:
        line = self._lines[place]
        if line.driver is None:
            if line.joint:
                self.joint_taken.emit()
        elif on_button and line.has_button and line.driver.value is not None:
            self.value_taken.emit(line.driver.key, line.driver.value)
        else:
            self.driver_chosen.emit(line.driver.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._line_at(event.position().y())
        line = self._lines[place] if place >= 0 else None
        over = line is not None and line.has_button
        over = over and line is not None and self.button_box(line).contains(event.position())
        acts = line is not None and (line.driver is not None or over)
        if acts:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        if (place, over) != (self._pointed, self._over_button):
            self._pointed, self._over_button = place, over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed, self._over_button = -1, False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._line_at(event.position().y())
        if place < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        line = self._lines[place]
        on_button = line.has_button and self.button_box(line).contains(event.position())
        self._at = place
        if line.driver is not None or on_button:
            self._act(place, on_button=on_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        key = Qt.Key(event.key())
        if key in _STEPS and self._lines:
            self._walk(_STEPS[key])
        elif key in _SIDES and self._at >= 0:
            line = self._lines[self._at]
            self._on_button = line.has_button and (_SIDES[key] or line.driver is None)
            self._describe()
        elif key in _PRESS and self._at >= 0:
            self._act(self._at, on_button=self._on_button)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        """To the next line that does something."""
        places = [
            place
            for place, line in enumerate(self._lines)
            if line.driver is not None or line.has_button
        ]
        if not places:
            return
        at = places.index(self._at) + by if self._at in places else 0
        self._at = places[max(0, min(at, len(places) - 1))]
        line = self._lines[self._at]
        self._on_button = line.driver is None
        self.row_reached.emit(QRect(0, line.top, self.width(), line.height))
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription(said(self._spoken(self._at)))
        self.update()

    def _spoken(self, place: int) -> str:
        line = self._lines[place]
        if line.driver is None:
            return own(f"{said(line.heading)}: {said(_ALL)}")
        driver = line.driver
        if self._on_button:
            return one_line(f"{driver.button}: {driver.label}")
        return one_line(f"{driver.label}: {driver.today}, {driver.threshold}, {driver.away}")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == event.Type.ToolTip:
            place = self._line_at(event.pos().y())
            line = self._lines[place] if place >= 0 else None
            tip = ""
            if line is not None and line.driver is not None:
                tip = line.driver.button if self._over_button else line.driver.tip
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._ring and self._at < 0 and self._lines:
            self._walk(0)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where the keyboard is: a column that scrolls brings that into sight, not the middle."""
        if query == Qt.InputMethodQuery.ImCursorRectangle and 0 <= self._at < len(self._lines):
            line = self._lines[self._at]
            return QRect(0, line.top, self.width(), line.height)
        return super().inputMethodQuery(query)


def _lines(state: TruthState) -> list[Line]:
    found: list[Line] = []
    top = 0

    def add(line: Line) -> None:
        nonlocal top
        found.append(line)
        top += line.height

    if state.drivers:
        add(Line(top, None, "EACH ALONE"))
    for driver in state.drivers:
        add(Line(top, driver))
    if state.joint:
        add(Line(top, None, own(said(state.joint_text).upper()), joint=True))
    for driver in state.joint:
        add(Line(top, driver))
    return found


def _flips(driver: DriverState) -> bool:
    """Whether there is a value at which the answer flips."""
    return math.isfinite(driver.place) or driver.value is not None


def fitted(driver: DriverState, room: float, small: Face, bold: Face) -> tuple[str, str]:
    """Today's value and the threshold as they fit into `room` px: today's gives way first."""
    sign = f"{_ARROW if _flips(driver) else _DOT}  "
    spare = room - bold.width(driver.threshold) - small.width(f"  {sign}")
    if small.width(driver.today) <= spare:
        return own(f"{said(driver.today)}  {sign}"), driver.threshold
    today = own(f"{small.elided(driver.today, spare)}  {sign}") if spare >= _LEAST else sign
    return today, bold.elided(driver.threshold, room - small.width(today))


def _held(place: float) -> float:
    return max(0.0, min(place, 1.0))
