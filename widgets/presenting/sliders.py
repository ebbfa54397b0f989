"""The headline sliders on a stage: a name, a large value, a slider that a hand finds at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.controls.slider import Slider
from widgets.controls.steps import grid_of
from widgets.language.spoken import joined, said
from widgets.painting import colour, draw_rounded, draw_text
from widgets.presenting.scale import LEAST_TEXT, Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from widgets.painting import Face
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


class _Words(NamedTuple):
    """What stands above a slider, and where; name and unit with half the gap to the value."""

    value: str
    unit: str
    value_left: float
    unit_left: float
    name_end: float
    unit_start: float


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
        self._small, self._large = self._faces()
        self._words = self._measured()
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
        last, self._words = self._words, self._measured()
        self.update(self._changed(last, self._words))

    def set_look(self, tokens: Tokens, scale: Scale) -> None:
        self._tokens, self._scale = tokens, scale
        self._small, self._large = self._faces()
        self.slider.set_look(tokens, scale)
        self._place()
        self.update()

    def _faces(self) -> tuple[Face, Face]:
        return self._scale.text(LEAST_TEXT), self._scale.bold(_VALUE)

    def _changed(self, last: _Words, now: _Words) -> QRect:
        """What differs above the slider: the value alone, if name and unit stand as they did."""
        high, gap = self._scale.px(_SLIDER_TOP), self._scale.px(_WORD)
        room = min(last.value_left, now.value_left) - gap / 2
        if last.unit != now.unit or now.name_end > room:  # then the name is or was cut
            return QRect(0, 0, self.width(), high)
        left = math.ceil(now.name_end)
        return QRect(left, 0, math.floor(now.unit_start) - left, high)

    def _measured(self) -> _Words:
        state, scale, small = self._state, self._scale, self._small
        value, unit = ("", "") if state is None else (state.text, self._suffix(state))
        inset, gap = scale.px(_RING), scale.px(_WORD)
        unit_left = self.width() - inset - small.width(unit)
        value_left = unit_left - self._large.width(value) - (gap if unit else 0)
        name_end = inset + small.width(self._spec.label) + gap / 2
        unit_start = unit_left - gap / 2 if unit else float(self.width())
        return _Words(value, unit, value_left, unit_left, name_end, unit_start)

    def _suffix(self, state: ControlState) -> str:
        return self._spec.suffix if state.suffix is None else state.suffix

    def needed(self) -> float:
        """The width in which name, a wide value and unit stand whole, px."""
        scale, small, large = self._scale, self._small, self._large
        words = small.width(self._spec.label) + small.width(self._spec.suffix)
        return words + large.width(_WIDE_VALUE) + 2 * scale.px(_WORD) + 2 * scale.px(_RING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top, high = self._scale.px(_SLIDER_TOP), self._scale.px(_SLIDER_HEIGHT)
        self.slider.setGeometry(0, top, self.width(), high)
        self._words = self._measured()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, scale, words = self._tokens, self._scale, self._words
        painter, part = QPainter(self), event.rect()
        painter.fillRect(part, colour(tokens.window))
        inset, middle = scale.px(_RING), scale.px(_BASELINE)
        small, muted = self._small, colour(tokens.text_muted)
        at = QPointF(words.value_left, middle)
        draw_text(painter, at, words.value, self._large, colour(tokens.text))
        if part.right() >= words.unit_start:
            draw_text(painter, QPointF(words.unit_left, middle), words.unit, small, muted)
        if part.left() < words.name_end:
            name = small.elided(self._spec.label, words.value_left - inset - scale.px(_WORD))
            draw_text(painter, QPointF(inset, middle), name, small, muted)
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
