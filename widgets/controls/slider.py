"""A slider on a grid of steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider, QWidget

from widgets.controls.density import Hump, quiet_look
from widgets.painting import colour, draw_rounded, is_keyboard_focus

if TYPE_CHECKING:
    from widgets.states import Density
    from widgets.tokens import Tokens

MARGIN = 4.0  # around the track, room for the focus ring where the handle stands at an end
HEIGHT = 20
_RADIUS = 7.0  # of the handle
_TRACK = 4.0  # its thickness
_SAME = 1e-6  # positions closer than this are the same place
_PAGE = 10

_KEY_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -_PAGE,
    Qt.Key.Key_PageUp: _PAGE,
}


class Slider(QSlider):
    """A horizontal slider over the whole positions 0..`steps`.

    What is shown may lie between two positions; what the user chooses never does. While the
    user drags or holds a key, positions shown from outside wait until the gesture ends.
    """

    moved = Signal(int)  # the user's new position
    gesture_started = Signal()
    gesture_finished = Signal()
    reset_requested = Signal()

    def __init__(self, steps: int, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tokens = tokens
        self._position = 0.0
        self._baseline = 0.0
        self._pending: float | None = None
        self._grab: float | None = None  # the pointer's distance from the handle while dragging
        self._held: set[int] = set()
        self._acting = False
        self._showing = False
        self._ring = False
        self._hump: Hump | None = None
        self.setRange(0, max(1, steps))
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.valueChanged.connect(self._take)

    def position(self) -> float:
        """Where the handle stands, in steps; between two where the value is off the grid."""
        return self._position

    def show_position(self, position: float, baseline: float) -> None:
        """Show a value and its baseline, both in steps. Emits nothing."""
        if abs(baseline - self._baseline) > _SAME:
            self._baseline = baseline
            self.update()
        if self._acting:
            self._pending = position
        else:
            self._place(position)

    def show_density(self, density: Density | None) -> None:
        """Show where an uncertain input's draws lie; None for a certain one."""
        self._hump = None if density is None else Hump(density.curve, density.bars)
        self.update()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def _place(self, position: float) -> None:
        if abs(position - self._position) <= _SAME:
            return
        self._position = min(max(position, 0.0), float(self.maximum()))
        self._showing = True
        self.setValue(round(self._position))
        self._showing = False
        self.update()

    def _take(self, value: int) -> None:
        """A new whole value: the user's unless it is being shown."""
        if not self._showing:
            self._position = float(value)
            self.moved.emit(value)

    def _choose(self, position: int) -> None:
        chosen = min(max(position, 0), self.maximum())
        if chosen != self.value():
            self.setValue(chosen)
        elif abs(chosen - self._position) > _SAME:  # onto the grid, from a value off it
            self._take(chosen)
            self.update()

    # -- gestures

    def _begin(self) -> None:
        if not self._acting:
            self._acting = True
            self.gesture_started.emit()

    def _end(self) -> None:
        if not self._acting or self._held or self._grab is not None:
            return
        self._acting = False
        self.gesture_finished.emit()
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self._place(pending)

    def _drop(self) -> None:
        """End whatever the user was doing."""
        self._held.clear()
        if self._grab is not None:
            self._grab = None
            self.setSliderDown(False)
        self._end()

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        away = event.position().x() - self._handle_x()
        self._grab = away if abs(away) <= _RADIUS else 0.0
        self._ring = False
        self.setSliderDown(True)
        self._begin()
        self._drag_to(event)
        self.update()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is None:
            event.ignore()
            return
        self._drag_to(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._grab is None:
            event.ignore()
            return
        self._grab = None
        self.setSliderDown(False)
        self._end()
        self.update()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_requested.emit()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls; a value never changes by accident

    def _drag_to(self, event: QMouseEvent) -> None:
        x = event.position().x() - (self._grab or 0.0)
        if abs(x - self._handle_x()) < 0.5:  # the press that takes the handle moves nothing
            return
        left, length = self._travel()
        self._choose(round((x - left) / length * self.maximum()))

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        target = self._key_target(event)
        if target is None:
            event.ignore()
            return
        if not event.isAutoRepeat():
            self._begin()
            self._held.add(event.key())
        self._ring = True
        self._choose(target)
        self.update()
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() not in self._held:
            event.ignore()
            return
        if not event.isAutoRepeat():
            self._held.discard(event.key())
            self._end()
        event.accept()

    def _key_target(self, event: QKeyEvent) -> int | None:
        plain = Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & ~plain != Qt.KeyboardModifier.NoModifier:
            return None
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return self.maximum()
        step = _KEY_STEPS.get(key)
        if step is None:
            return None
        if step > 0:  # one step from off the grid lands on the next position, not beyond it
            return math.floor(self._position + _SAME) + step
        return math.ceil(self._position - _SAME) + step

    # -- focus

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = is_keyboard_focus(event, before=self._ring)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drop()
        super().focusOutEvent(event)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The style takes it away again from every slider: what is under it would be painted too.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def hideEvent(self, event: QHideEvent) -> None:
        self._drop()
        super().hideEvent(event)

    # -- painting

    def _travel(self) -> tuple[float, float]:
        """Where the handle's centre may go: its leftmost x and how far, px."""
        inset = MARGIN + _RADIUS
        return inset, max(1.0, self.width() - 2 * inset)

    def _x(self, position: float) -> float:
        left, length = self._travel()
        return left + length * min(max(position / self.maximum(), 0.0), 1.0)

    def _handle_x(self) -> float:
        return self._x(self._position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._hump is not None:
            left, length = self._travel()
            above = QRectF(left, 0.0, length, middle - _TRACK / 2)
            self._hump.paint(painter, above, quiet_look(tokens))
        track = QRectF(MARGIN, middle - _TRACK / 2, self.width() - 2 * MARGIN, _TRACK)
        draw_rounded(painter, track, colour(tokens.track), radius=_TRACK / 2)
        handle = QPointF(self._handle_x(), middle)
        track.setRight(handle.x())
        draw_rounded(painter, track, colour(tokens.accent), radius=_TRACK / 2)
        if abs(self._baseline - self._position) > _SAME:
            x = round(self._x(self._baseline))
            reach = 5.0 if abs(x - handle.x()) > _RADIUS + 1 else 8.0  # seen behind the handle too
            tick = QRectF(x - 1.0, middle - reach, 2, 2 * reach)
            painter.fillRect(tick, colour(tokens.text_muted))
        self._paint_handle(painter, handle)
        painter.end()

    def _paint_handle(self, painter: QPainter, centre: QPointF) -> None:
        tokens = self._tokens
        if self._ring and self.hasFocus():
            painter.setBrush(colour(tokens.panel))
            painter.setPen(QPen(colour(tokens.accent), 1.5))
            painter.drawEllipse(centre, _RADIUS + 2.2, _RADIUS + 2.2)
        fill = colour(tokens.panel)
        if self._grab is not None:
            fill = colour(tokens.accent)
        elif self.underMouse():
            fill = colour(tokens.accent_soft)
        painter.setBrush(fill)
        painter.setPen(QPen(colour(tokens.accent), 2))
        painter.drawEllipse(centre, _RADIUS - 1, _RADIUS - 1)
