"""The chips of the scenario bar: one painted strip that scrolls, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.painting import is_keyboard_focus
from widgets.scenario_bar.rename import NameEditor
from widgets.scenario_bar.row import END
from widgets.scenario_bar.view import ChipView, Held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent

    from widgets.scenario_bar.chip import Chip
    from widgets.scenario_bar.row import Change
    from widgets.scenario_bar.states import ChipState
    from widgets.tokens import Tokens

_EDITOR_WIDTH = 180
_EDGE, _CREEP, _TICK_MILLISECONDS = 28, 10, 16  # scrolling while a chip is dragged to an end
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Press(NamedTuple):
    number: int
    on_tick: bool
    at: QPointF


class ScenarioStrip(ChipView):
    """Emits what the user does to the chips. Changes nothing itself."""

    selected = Signal(int)
    ticked = Signal(int, bool)
    rename_requested = Signal(int, str)
    delete_requested = Signal(int)
    moved = Signal(int, int)  # the id, and its place among all, from 0
    menu_requested = Signal(int, QPoint)  # the id, and where on the screen

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._host = parent  # the editor's: it may be wider than the strip
        self._press: _Press | None = None
        self._editor: NameEditor | None = None
        self._creep = QTimer(self)
        self._creep.setInterval(_TICK_MILLISECONDS)
        self._creep.timeout.connect(self._creep_on)
        self.scrolled.connect(self._place_editor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_chips(self, states: Sequence[ChipState], *, ticks_shown: bool) -> Change:
        """As the view, and lets go of what is not there any more."""
        change = super().show_chips(states, ticks_shown=ticks_shown)
        row = self._row
        if self._press is not None and self._press.number not in row:
            self._press = None
        if self._held is not None and self._held.number not in row:
            self._end_drag()
        if self._editor is not None and self._editor.number not in row:
            self._editor.close_editor()
        if change.arranged:
            self._place_editor()
        return change

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        if self._editor is not None:
            self._editor.set_tokens(tokens)

    def editor(self) -> NameEditor | None:
        """The field in which a scenario is being renamed, while it is."""
        editing = self._editor is not None and self._editor.number is not None
        return self._editor if editing else None

    # -- renaming

    def rename(self, number: int) -> None:
        """Opens the field over a chip."""
        if number not in self._row:
            return
        if self._editor is None:
            self._editor = NameEditor(self._tokens, self._host)
            self._editor.submitted.connect(self.rename_requested)
            self._editor.closed.connect(self._editor_closed)
        self._editor.close_editor()
        self.reveal(number)
        self._editor.begin(self._row.chip(number).state)
        self._place_editor()

    def show_rename_error(self, number: int, message: str) -> None:
        if self._editor is not None and number in self._row:
            self._editor.refuse(number, message)
            self._place_editor()

    def _editor_closed(self) -> None:
        if self._editor is not None and self._editor.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_editor(self) -> None:
        editor = self.editor()
        if editor is None or editor.number is None or editor.number not in self._row:
            return
        rect = self.chip_rect(editor.number)
        width = max(_EDITOR_WIDTH, rect.width())
        left = rect.left()
        if any(self.can_scroll()):  # else there is room behind the last chip
            left = max(END, min(left, self.width() - END - width))
        at = self.mapTo(self._host, QPoint(left, rect.top()))
        editor.setGeometry(QRect(at, QSize(width, rect.height())))
        editor.raise_()

    # -- mouse

    def _inside(self, chip: Chip, at: QPointF) -> float:
        """How many px it is from a chip's left edge to a point."""
        return at.x() - self.chip_rect(chip.state.id).left()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        chip = self._chip_at(event.position())
        if chip is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._ring = False
        self._move_focus(chip.state.id)
        inside = self._inside(chip, event.position())
        if inside >= chip.arrow_left:
            self._ask_menu(chip.state.id)
        else:
            self._press = _Press(chip.state.id, inside < chip.tick_right, event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        chip = self._chip_at(event.position())
        if chip is None or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif self._inside(chip, event.position()) < chip.tick_right:
            self.mousePressEvent(event)
        else:
            self._press = None
            self.rename(chip.state.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, press = event.position(), self._press
        if self._held is not None:
            self._drag_to(at.x())
        elif press is None or press.on_tick:
            self._hover_at(at)
        elif abs(at.x() - press.at.x()) >= QApplication.startDragDistance():
            grab = press.at.x() - self.chip_rect(press.number).left()
            self._held = Held(press.number, grab, at.x())
            self._drag_to(at.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, self._press = self._press, None
        if self._held is not None:
            self._drop()
        elif press is not None and event.button() == Qt.MouseButton.LeftButton:
            chip = self._chip_at(event.position())
            if chip is not None and chip.state.id == press.number:
                self._click(chip, on_tick=press.on_tick)
        self._hover_at(event.position())

    def _click(self, chip: Chip, *, on_tick: bool) -> None:
        if on_tick:
            self.ticked.emit(chip.state.id, not chip.state.ticked)
        else:
            self._select(chip)

    def _select(self, chip: Chip) -> None:
        if not chip.state.current:
            self.selected.emit(chip.state.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == event.Reason.Keyboard:
            if self._focus is not None:
                self._ask_menu(self._focus)
            return
        chip = self._chip_at(QPointF(event.pos()))
        if chip is None:
            event.ignore()
        else:
            self._move_focus(chip.state.id)
            self.menu_requested.emit(chip.state.id, event.globalPos())

    def _ask_menu(self, number: int) -> None:
        self.reveal(number)
        below = self.chip_rect(number).bottomLeft() + QPoint(0, 3)
        self.menu_requested.emit(number, self.mapToGlobal(below))

    # -- dragging

    def _drag_to(self, x: float) -> None:
        assert self._held is not None
        self._held = self._held._replace(x=x)
        at_end = x < _EDGE or x > self.width() - _EDGE
        if not (at_end and self._most()):
            self._creep.stop()
        elif not self._creep.isActive():
            self._creep.start()
        self.update()

    def _creep_on(self) -> None:
        if self._held is not None:
            self.scroll_by(-_CREEP if self._held.x < _EDGE else _CREEP)

    def _drop(self) -> None:
        held = self._held
        self._end_drag()
        if held is not None:
            place = self._drop_place(held)
            if place != self._row.place(held.number):
                self.moved.emit(held.number, place)

    def _end_drag(self) -> None:
        self._held = self._press = None
        self._creep.stop()
        self.update()

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self._held is not None:
            self._end_drag()
        elif self._focus is None or not (
            self._step(key, modifiers, self._focus) or self._act(key, modifiers, self._focus)
        ):
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, number: int) -> bool:
        """Arrows, Home and End: with Ctrl the focus only, with Ctrl+Shift the chip itself."""
        place, last = self._row.place(number), len(self._row) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        wanted = ends.get(key, place + _STEPS[key] if key in _STEPS else None)
        if wanted is None or modifiers not in (_NONE, _CTRL, _CTRL | _SHIFT):
            return False
        wanted = max(0, min(wanted, last))
        self._ring = True
        if modifiers == _CTRL | _SHIFT:
            if wanted != place:
                self.moved.emit(number, wanted)
            return True
        target = self._row.id_at(wanted)
        self._move_focus(target)
        if modifiers == _NONE:
            self._select(self._row.chip(target))
        self._tell_reader()
        return True

    def _act(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, number: int) -> bool:
        """What the other keys do to the chip that has focus."""
        if key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and modifiers == _SHIFT):
            self._ask_menu(number)
            return True
        if modifiers != _NONE:
            return False
        chip = self._row.chip(number)
        if key == Qt.Key.Key_Space:
            self._click(chip, on_tick=chip.ticks_shown)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._select(chip)
        elif key == Qt.Key.Key_F2:
            self.rename(number)
        elif key == Qt.Key.Key_Delete:
            if len(self._row) > 1:
                self.delete_requested.emit(number)
        else:
            return False
        return True

    def _move_focus(self, number: int) -> None:
        if number != self._focus:
            self._update_chip(self._focus)
            self._focus = number
            self._describe()
        self._update_chip(number)
        self.reveal(number)

    def _tell_reader(self) -> None:
        """A screen reader does not see which chip of the strip the keyboard went to."""
        if QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self, self.accessibleDescription())
            QAccessible.updateAccessibility(said)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = is_keyboard_focus(event, before=self._ring)
        super().focusInEvent(event)
        self._update_chip(self._focus)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_chip(self._focus)
