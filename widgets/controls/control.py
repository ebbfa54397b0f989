"""One input's control: label, value field, slider or switch, status badge."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.buttons import Switch
from widgets.controls.badge import paint_fault, paint_status
from widgets.controls.density import paint_switch_bars
from widgets.controls.slider import HEIGHT as SLIDER_HEIGHT
from widgets.controls.slider import MARGIN as SLIDER_MARGIN
from widgets.controls.slider import Slider
from widgets.controls.steps import grid_of
from widgets.controls.value_field import ValueField, field_baseline
from widgets.language.spoken import joined, own, said
from widgets.painting import (
    BOLD,
    MEDIUM,
    REGULAR,
    blend,
    colour,
    draw_dot,
    draw_rounded,
    draw_text,
    face,
    palette,
)

if TYPE_CHECKING:
    from widgets.states import ControlSpec, ControlState, Density
    from widgets.tokens import Tokens

LEFT = 16  # the gutter, where the changed-dot stands
RIGHT = 6
PANEL_WIDTH = 300
_DOT = 6.0
_GAP = 4.0  # at least, between label and value
_BADGE_HEIGHT = 14
_BADGE_LIFT = 3  # its line's empty top lies behind the slider
_BADGE_INK = _BADGE_HEIGHT - _BADGE_LIFT
_BELOW = 8  # the badge belongs to what is above it
_FIELD_PADDING = 8  # around the field's text: the line edit's own margins and a cursor
_SUFFIX_SPACE = 2  # between the field and the suffix
_FIELD_SPACE = 3  # from the field's text to its right edge
_EDIT_WIDTH = 104  # the field's least width while it has focus
_KNOB = 10  # from a switch's end to the middle of its knob
_VALUE_SPACE = 54.0  # kept for the value when a suffix is to stand beside it


def is_two_valued(spec: ControlSpec) -> bool:
    """Whether an input is a flag or a direction, which is switched rather than slid."""
    return spec.maximum - spec.minimum <= spec.step * 1.0001


class InputControl(QWidget):
    """Shows one input and emits what the user does to it.

    Label, dot, suffix and badge are painted here: child widgets are only those that take
    focus, the value field and slider, or the switch of an input with two values.
    """

    value_edited = Signal(str, float)
    text_entered = Signal(str, str)
    gesture_started = Signal(str)
    gesture_finished = Signal(str)
    reset_requested = Signal(str)
    explain_requested = Signal(str)

    def __init__(self, spec: ControlSpec, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._tokens = tokens
        self._state: ControlState | None = None
        self._error = ""
        self._suffix = spec.suffix  # as the state has it
        self._beside = 0  # px that the suffix takes of the row
        self._suffix_below = False
        self._label_face = face(13, MEDIUM if spec.prominent else REGULAR)
        self._value_face = face(17 if spec.prominent else 13, BOLD)
        self._small_face = face(11)
        self._suffix_face = face(12)
        self._row_height = 26 if spec.prominent else 22
        self._baseline = field_baseline(self._value_face, 1, self._row_height - 2)
        self._grid = grid_of(spec)
        self._field: ValueField | None = None
        self._slider: Slider | None = None
        self._switch: Switch | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(said(spec.tooltip))
        if is_two_valued(spec):
            self._switch = self._make_switch(spec)
        else:
            self._field = self._make_field(spec)
            self._slider = self._make_slider(spec)
        self.setPalette(palette(tokens))
        self.setFixedHeight(self._badge_top() + _BADGE_HEIGHT + _BELOW)

    def _make_field(self, spec: ControlSpec) -> ValueField:
        field = ValueField(self._value_face, self)
        field.setAccessibleName(said(f"{spec.label} value"))
        field.submitted.connect(self._submitted)
        field.touched.connect(self._touched)
        field.look_changed.connect(self._field_look_changed)
        return field

    def _make_slider(self, spec: ControlSpec) -> Slider:
        slider = Slider(self._grid.steps, self._tokens, self)
        slider.setAccessibleName(said(spec.label))
        slider.moved.connect(self._moved)
        slider.gesture_started.connect(self._gesture_started)
        slider.gesture_finished.connect(self._gesture_finished)
        slider.reset_requested.connect(self._reset)
        return slider

    def _make_switch(self, spec: ControlSpec) -> Switch:
        switch = Switch(self._tokens, self, neutral=spec.minimum < 0)
        switch.setAccessibleName(said(spec.label))
        switch.clicked.connect(self._switched)
        return switch

    def spec(self) -> ControlSpec:
        return self._spec

    @property
    def slider(self) -> Slider:
        """The slider. Inputs with two values have none: ask their `spec` first."""
        assert self._slider is not None, f"{self._spec.key} is switched, not slid"
        return self._slider

    def error(self) -> str:
        """The message that stands under the value, if any."""
        return self._error

    def focus_widgets(self) -> tuple[QWidget, ...]:
        """What takes focus, in reading order."""
        widgets = (self._field, self._slider, self._switch)
        return tuple(widget for widget in widgets if widget is not None)

    def focus(self) -> None:
        """Give the slider or switch keyboard focus."""
        self.focus_widgets()[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing

    def show_state(self, state: ControlState) -> None:
        """Show a state; touches only what differs from the last. Emits nothing."""
        self._set_error("")
        last, self._state = self._state, state
        if last == state:
            self.refresh()
            return
        self._show_value(state)
        suffix = self._spec.suffix if state.suffix is None else state.suffix
        if suffix != self._suffix:
            self._suffix = suffix
            self._place_suffix()
            self.update()
        if last is None or (last.text, last.suffix) != (state.text, state.suffix):
            self.refresh()
            if self._field is None:
                self.update(0, 0, self.width(), self._row_height)
            self._describe(state)
        if last is None or last.changed != state.changed:
            self.update(0, 0, LEFT, self._row_height)
        if (None if last is None else last.density) is not state.density:
            self._show_density(state.density)

    def refresh(self) -> None:
        """Put the value's own text back where another was entered."""
        if self._field is not None and self._state is not None:
            self._field.show_text(self._state.text)
            self._place_field()

    def show_error(self, message: str) -> None:
        """Say what is wrong with what was done; stays until the next state or edit."""
        self._set_error(message)
        if self._state is not None:
            self._show_value(self._state)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        for widget in (self._slider, self._switch):
            if widget is not None:
                widget.set_tokens(tokens)
        self.update()

    def _show_value(self, state: ControlState) -> None:
        if self._slider is not None:
            at = self._grid.position
            self._slider.show_position(at(state.value), at(state.baseline))
        if self._switch is not None:
            middle = (self._spec.minimum + self._spec.maximum) / 2
            self._switch.setChecked(state.value > middle)

    def _show_density(self, density: Density | None) -> None:
        """Where the draws lie: behind the slider's track, or below the switch."""
        if self._slider is not None:
            self._slider.show_density(density)
        else:
            self.update()
        self.setToolTip(said(self._error or self._tip()))
        if self._state is not None:
            self._describe(self._state)

    def _describe(self, state: ControlState) -> None:
        """For screen readers: the value, what it rests on, and how it is drawn."""
        value = " ".join(part for part in (state.text, self._suffix) if part)
        drawn = state.density.text if state.density else ""
        spoken = joined(", ", value, self._spec.status, drawn)
        self.focus_widgets()[-1].setAccessibleDescription(spoken)

    def _tip(self) -> str:
        density = self._state.density if self._state else None
        return f"{self._spec.tooltip}\n\n{density.text}" if density else self._spec.tooltip

    def _set_error(self, message: str) -> None:
        if message == self._error:
            return
        self._error = message
        self.setToolTip(said(message or self._tip()))
        if self._field is not None:
            self._field.setAccessibleDescription(said(message))
        self.update()

    # -- what the user did

    def _moved(self, position: int) -> None:
        self._set_error("")
        self.value_edited.emit(self._spec.key, self._grid.value(position))

    def _switched(self, on: bool) -> None:
        key = self._spec.key
        self._set_error("")
        self.gesture_started.emit(key)
        self.value_edited.emit(key, self._spec.maximum if on else self._spec.minimum)
        self.gesture_finished.emit(key)

    def _submitted(self, text: str) -> None:
        self.text_entered.emit(self._spec.key, text)

    def _touched(self) -> None:
        self._set_error("")
        self._place_field()

    def _gesture_started(self) -> None:
        self.gesture_started.emit(self._spec.key)

    def _gesture_finished(self) -> None:
        self.gesture_finished.emit(self._spec.key)

    def request_explanation(self) -> bool:
        """Ask for an explanation of the input. Always true: there is one."""
        self.explain_requested.emit(self._spec.key)
        return True

    def _reset(self) -> None:
        self.reset_requested.emit(self._spec.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._reset()

    # -- geometry

    def sizeHint(self) -> QSize:
        return QSize(PANEL_WIDTH, self.height())

    def _badge_top(self) -> int:
        if self._slider is None:
            return self._row_height
        return self._row_height + SLIDER_HEIGHT - _BADGE_LIFT

    def _end(self) -> int:
        """The x at which the row ends."""
        return self.width() - RIGHT

    def _place_suffix(self) -> None:
        """Beside the value where label, value and the usual suffix fit in the row, else below."""
        spec, using = self._spec, self._suffix_face
        needed = self._label_face.width(spec.label) + _GAP + _VALUE_SPACE
        self._suffix_below = needed + using.width(spec.suffix) > self._end() - LEFT
        beside = bool(self._suffix) and not self._suffix_below
        self._beside = math.ceil(using.width(self._suffix)) + _SUFFIX_SPACE if beside else 0

    def _place_field(self) -> None:
        """Fit the field around its text; wider while it is being edited."""
        field = self._field
        if field is None:
            return
        right = self._end() - self._beside if self._beside else self._end() + _FIELD_SPACE
        width = math.ceil(self._value_face.width(own(field.text()))) + _FIELD_PADDING
        if field.hasFocus():
            width = max(width, _EDIT_WIDTH)
        width = min(width, right - LEFT)
        rect = QRect(right - width, 1, width, self._row_height - 2)
        if rect != field.geometry():
            self.update(0, 0, self.width(), self._row_height)
            field.setGeometry(rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = int(SLIDER_MARGIN)
        if self._slider is not None:
            width = self._end() - LEFT + 2 * margin
            self._slider.setGeometry(LEFT - margin, self._row_height, width, SLIDER_HEIGHT)
        if self._switch is not None:
            left = self._end() - Switch.WIDTH + 2
            self._switch.setGeometry(left, 1, Switch.WIDTH, Switch.HEIGHT)
        self._place_suffix()
        self._place_field()

    def _field_look_changed(self) -> None:
        self._place_field()
        self.update(0, 0, self.width(), self._row_height)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """While dragging only value and slider are dirty: the other words are left alone."""
        dirty, row = event.region(), self._row_height
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if dirty.intersects(QRect(self._end() - self._beside, 0, self.width(), row)):
            self._paint_suffix(painter)
        left = self._paint_value(painter) - _GAP
        if dirty.intersects(QRect(0, 0, int(left), row)):
            self._paint_label(painter, left)
        if dirty.intersects(QRect(0, self.height() - _BELOW - _BADGE_INK, self.width(), row)):
            self._paint_badge(painter)
        painter.end()

    def _paint_suffix(self, painter: QPainter) -> None:
        if self._beside:
            at = QPointF(self._end() + _SUFFIX_SPACE - self._beside, self._baseline)
            muted = colour(self._tokens.text_muted)
            draw_text(painter, at, self._suffix, self._suffix_face, muted)

    def _paint_label(self, painter: QPainter, right: float) -> None:
        tokens, state, baseline = self._tokens, self._state, self._baseline
        label = self._label_face.elided(self._spec.label, right - LEFT)
        draw_text(painter, QPointF(LEFT, baseline), label, self._label_face, colour(tokens.text))
        if state is not None and state.changed:
            middle = baseline - self._label_face.metrics.xHeight() / 2
            draw_dot(painter, QPointF(LEFT - 7.0, middle), _DOT, colour(tokens.accent))

    def _paint_value(self, painter: QPainter) -> float:
        """The value's background or words. Returns its left edge."""
        if self._field is not None:
            return self._paint_field(painter, self._field)
        return self._paint_choice(painter)

    def _paint_choice(self, painter: QPainter) -> float:
        """The words of the side that is chosen, beside the switch."""
        text = self._state.text if self._state else ""
        x = self._end() - Switch.WIDTH - 6 - self._value_face.width(text)
        ink = colour(self._tokens.text)
        draw_text(painter, QPointF(x, self._baseline), text, self._value_face, ink)
        return x

    def _paint_field(self, painter: QPainter, field: ValueField) -> float:
        """The field's background, where it has one; its words are its own."""
        tokens = self._tokens
        edge: QColor | None = None
        if self._error:
            edge = colour(tokens.bad)
        elif field.hasFocus():
            edge = colour(tokens.accent)
        elif field.underMouse():
            edge = blend(tokens.border, tokens.text_muted, 0.4)
        box = QRectF(field.geometry())
        if edge is not None:
            draw_rounded(painter, box, colour(tokens.field), edge, 4)
        return box.left()

    def _paint_badge(self, painter: QPainter) -> None:
        tokens, spec = self._tokens, self._spec
        top = self._badge_top()
        baseline = self._small_face.baseline(top, _BADGE_HEIGHT)
        if self._error:
            box = QRectF(LEFT, top, self._end() - LEFT, _BADGE_HEIGHT)
            paint_fault(painter, box, baseline, self._error, self._small_face, tokens)
            return
        paint_status(painter, LEFT, baseline, spec.status, self._small_face, tokens)
        density = self._state.density if self._state else None
        if density is not None and self._switch is not None:
            room = (_KNOB, 2, -_KNOB, 0)  # each bar below where its side's knob stands
            below = QRectF(self._switch.x(), top, Switch.WIDTH, _BADGE_HEIGHT - 2).adjusted(*room)
            paint_switch_bars(painter, below, density, tokens)
        if self._suffix_below:
            x = self._end() - self._small_face.width(self._suffix)
            muted = colour(tokens.text_muted)
            draw_text(painter, QPointF(x, baseline), self._suffix, self._small_face, muted)
