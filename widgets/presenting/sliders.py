"""The headline sliders on a stage: a name, a large value, a slider that a hand finds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.controls.slider import Slider
from widgets.controls.steps import grid_of
from widgets.language.spoken import joined, said
from widgets.painting import colour, draw_rounded, draw_text
from widgets.presenting.scale import LEAST_TEXT, Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.states import ControlSpec, ControlState
    from widgets.tokens import Tokens

HEIGHT = 96  # px of the design, as all below
_GAP = 48
_BASELINE, _SLIDER_TOP, _SLIDER_HEIGHT = 36, 50, 44
_VALUE = 38
_WIDE_VALUE = "$1.25B"
_TRACK, _HANDLE, _RING = 10, 16, 5
_WORD = 10  # between the value and its unit
_STEPPING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)  # scenes, as everywhere on a stage


class StageSlider(Slider):
    """The slider of the panel, drawn for a room. Only Tab focuses it: arrows step the scenes."""

    def __init__(self, steps: int, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(steps, tokens, parent)
        self._scale = Scale()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._scale = scale
        self.set_tokens(tokens)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPPING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _travel(self) -> tuple[float, float]:
        inset = float(self._scale.px(_HANDLE + _RING))
        return inset, max(1.0, self.width() - 2 * inset)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, scale = self._tokens, self._scale
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, thick = self.height() / 2, scale.px(_TRACK)
        left, length = self._travel()
        handle = QPointF(self._handle_x(), middle)
        track = QRectF(left, middle - thick / 2, length, thick)
        draw_rounded(painter, track, colour(tokens.track), radius=thick / 2)
        track.setRight(handle.x())
        draw_rounded(painter, track, colour(tokens.accent), radius=thick / 2)
        at = self._x(self._baseline)
        if abs(at - handle.x()) > 1.0:
            wide, reach = scale.px(4), scale.px(_HANDLE + 3)
            tick = QRectF(round(at - wide / 2), middle - reach, wide, 2 * reach)
            painter.fillRect(tick, colour(tokens.text_muted))
        self._paint_grip(painter, handle)
        painter.end()

    def _paint_grip(self, painter: QPainter, centre: QPointF) -> None:
        tokens, scale = self._tokens, self._scale
        radius = float(scale.px(_HANDLE))
        if self._ring and self.hasFocus():
            painter.setBrush(colour(tokens.window))
            painter.setPen(QPen(colour(tokens.text), max(1.0, scale.px(3))))
            painter.drawEllipse(centre, radius + scale.px(_RING) - 2, radius + scale.px(_RING) - 2)
        painter.setBrush(colour(tokens.accent if self.isSliderDown() else tokens.card))
        painter.setPen(QPen(colour(tokens.accent), scale.px(5)))
        painter.drawEllipse(centre, radius - scale.px(3), radius - scale.px(3))


class StageControl(QWidget):
    """One input. Emits what the user does to it, as its control in the panel does."""

    value_edited = Signal(str, float)
    gesture_started = Signal(str)
    gesture_finished = Signal(str)
    reset_requested = Signal(str)

    def __init__(self, spec: ControlSpec, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec, self._tokens, self._scale = spec, tokens, Scale()
        self._state: ControlState | None = None
        self._grid = grid_of(spec)
        self.slider = StageSlider(self._grid.steps, tokens, self)
        self.slider.setAccessibleName(said(spec.label))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        key = spec.key
        self.slider.moved.connect(lambda at: self.value_edited.emit(key, self._grid.value(at)))
        self.slider.gesture_started.connect(lambda: self.gesture_started.emit(key))
        self.slider.gesture_finished.connect(lambda: self.gesture_finished.emit(key))
        self.slider.reset_requested.connect(lambda: self.reset_requested.emit(key))

    def show_state(self, state: ControlState) -> None:
        if state == self._state:
            return
        self._state = state
        at = self._grid.position
        self.slider.show_position(at(state.value), at(state.baseline))
        self.slider.setAccessibleDescription(joined(" ", state.text, self._suffix(state)))
        self.update(0, 0, self.width(), self._scale.px(_SLIDER_TOP))

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._tokens, self._scale = tokens, scale
        self.slider.set_look(tokens, scale)
        self._place()
        self.update()

    def _suffix(self, state: ControlState) -> str:
        return self._spec.suffix if state.suffix is None else state.suffix

    def needed(self) -> float:
        """The width in which name, a wide value and unit stand whole, px."""
        scale = self._scale
        small, large = scale.text(LEAST_TEXT), scale.bold(_VALUE)
        words = small.width(self._spec.label) + small.width(self._spec.suffix)
        return words + large.width(_WIDE_VALUE) + 2 * scale.px(_WORD) + 2 * scale.px(_RING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top, high = self._scale.px(_SLIDER_TOP), self._scale.px(_SLIDER_HEIGHT)
        self.slider.setGeometry(0, top, self.width(), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, scale, state = self._tokens, self._scale, self._state
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(tokens.window))
        inset, middle = scale.px(_RING), scale.px(_BASELINE)
        small, large = scale.text(LEAST_TEXT), scale.bold(_VALUE)
        suffix = "" if state is None else self._suffix(state)
        right = self.width() - inset - small.width(suffix)
        muted = colour(tokens.text_muted)
        draw_text(painter, QPointF(right, middle), suffix, small, muted)
        value = "" if state is None else state.text
        right -= large.width(value) + (scale.px(_WORD) if suffix else 0)
        draw_text(painter, QPointF(right, middle), value, large, colour(tokens.text))
        label = small.elided(self._spec.label, right - inset - scale.px(_WORD))
        draw_text(painter, QPointF(inset, middle), label, small, muted)
        painter.end()


class StageControls(QWidget):
    """The headline sliders side by side."""

    value_edited = Signal(str, float)
    gesture_started = Signal(str)
    gesture_finished = Signal(str)
    reset_requested = Signal(str)

    def __init__(self, specs: Sequence[ControlSpec], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._scale = Scale()
        self.controls = tuple(StageControl(spec, tokens, self) for spec in specs)
        for control in self.controls:
            control.value_edited.connect(self.value_edited)
            control.gesture_started.connect(self.gesture_started)
            control.gesture_finished.connect(self.gesture_finished)
            control.reset_requested.connect(self.reset_requested)

    def show_state(self, states: tuple[ControlState, ...]) -> None:
        for control, state in zip(self.controls, states, strict=False):
            control.show_state(state)

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._scale = scale
        for control in self.controls:
            control.set_look(tokens, scale)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left, gap = 0.0, self._scale.px(_GAP)
        for control, wide in zip(self.controls, self._widths(gap), strict=True):
            control.setGeometry(round(left), 0, round(wide), self.height())
            left += wide + gap

    def _widths(self, gap: int) -> list[float]:
        """All alike; where one's words need more, each gets what it needs, and as much besides."""
        count = len(self.controls)
        room = self.width() - (count - 1) * gap
        needs = [control.needed() for control in self.controls]
        if max(needs) <= room / count:
            return count * [room / count]
        spare = (room - sum(needs)) / count
        return [need + spare for need in needs]
