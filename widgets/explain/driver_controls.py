"""The sliders and switches that stand in the rows of what drives the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal

from widgets.buttons import Switch
from widgets.controls.slider import Slider
from widgets.controls.steps import StepGrid, grid_of
from widgets.language.spoken import joined, said
from widgets.painting import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from widgets.explain.states import DriverRow
    from widgets.tokens import Tokens


@dataclass(slots=True)
class _Control:
    row: DriverRow
    grid: StepGrid
    widget: Slider | Switch


class DriverControls(QObject):
    """One control an input, matched by key; those of inputs that stay are never made anew."""

    edited = Signal(str, float)
    gesture_started = Signal(str)
    gesture_finished = Signal(str)
    pointed_at = Signal()  # the pointer went from the page onto a control

    def __init__(self, tokens: Tokens, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._tokens = tokens
        self._canvas = canvas
        self._controls: dict[str, _Control] = {}
        self._held = ""

    def held(self) -> str:
        """The key of the input that is in the user's hand; empty while none is."""
        return self._held

    def widget(self, key: str) -> Slider | Switch | None:
        """The control of an input."""
        control = self._controls.get(key)
        return control.widget if control is not None else None

    def key_of(self, widget: QWidget | None) -> str:
        """The input of a control; empty for any other widget."""
        for key, control in self._controls.items():
            if control.widget is widget:
                return key
        return ""

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for control in self._controls.values():
            control.widget.set_tokens(tokens)

    def show_rows(self, rows: Sequence[DriverRow]) -> None:
        """Show values; makes and removes controls where inputs came or went."""
        keys = {row.key for row in rows}
        for key in [key for key in self._controls if key not in keys]:
            self._remove(key)
        for row in rows:
            control = self._controls.get(row.key)
            if control is not None and control.grid != grid_of(row):
                self._remove(row.key)
                control = None
            if control is None:
                control = self._controls[row.key] = self._make(row)
                _show(control, row)
            elif control.row != row:
                _show(control, row)

    def let_go(self, rows: Sequence[DriverRow]) -> bool:
        """End the gesture with a control that will not stay. True if there was one."""
        control = self._controls.get(self._held)
        if control is None:
            return False
        stays = any(row.key == self._held and grid_of(row) == control.grid for row in rows)
        if not stays:
            control.widget.hide()
        return not stays

    def place(self, key: str, rect: QRect) -> None:
        """Put a control where the page has room for it."""
        widget = self.widget(key)
        if widget is None:
            return
        if widget.geometry() != rect:
            widget.setGeometry(rect)
        if widget.isHidden():
            widget.show()

    def _remove(self, key: str) -> None:
        widget = self._controls.pop(key).widget
        had_focus = widget.hasFocus()
        widget.hide()
        widget.deleteLater()
        if had_focus:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, row: DriverRow) -> _Control:
        grid = grid_of(row)
        widget = self._make_switch(row, grid) if grid.steps == 1 else self._make_slider(row, grid)
        widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the page leads Tab to it in its turn
        widget.setAccessibleName(said(one_line(row.label)))
        widget.installEventFilter(self)
        return _Control(row, grid, widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt does not tell a page that the pointer left it for a part of its own."""
        if event.type() == QEvent.Type.Enter:
            self.pointed_at.emit()
        return super().eventFilter(watched, event)

    def _make_slider(self, row: DriverRow, grid: StepGrid) -> Slider:
        slider, key = Slider(grid.steps, self._tokens, self._canvas), row.key
        slider.moved.connect(lambda place: self.edited.emit(key, grid.value(place)))
        slider.gesture_started.connect(lambda: self._start(key))
        slider.gesture_finished.connect(lambda: self._finish(key))
        return slider

    def _make_switch(self, row: DriverRow, grid: StepGrid) -> Switch:
        switch, key = Switch(self._tokens, self._canvas, neutral=row.minimum < 0), row.key
        switch.clicked.connect(lambda on: self._switch(key, grid.value(int(on))))
        return switch

    def _start(self, key: str) -> None:
        self._held = key
        self.gesture_started.emit(key)

    def _finish(self, key: str) -> None:
        self._held = ""
        self.gesture_finished.emit(key)

    def _switch(self, key: str, value: float) -> None:
        self._start(key)
        self.edited.emit(key, value)
        self._finish(key)


def _show(control: _Control, row: DriverRow) -> None:
    """A row's value. The slider itself holds still while it is in the user's hand."""
    control.row = row
    position = control.grid.position(row.position)
    if isinstance(control.widget, Switch):
        control.widget.setChecked(position > 0.5)
    else:
        control.widget.show_position(position, position)
    told = joined(": ", joined(", ", row.value, row.move), row.change)
    control.widget.setAccessibleDescription(one_line(told))
