"""The page of the panel: it shows a state, is pointed at, and is moved along with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from widgets.explain.drawing import PageDrawing
from widgets.explain.driver_controls import DriverControls
from widgets.explain.driver_rows import control_name, held_rows
from widgets.explain.faces import look
from widgets.explain.marks import BUTTON, CONTROL, HEADING, Hit
from widgets.explain.pages import Page, PageMaker
from widgets.language.spoken import joined, said
from widgets.painting import is_keyboard_focus, one_line, plain_tip

if TYPE_CHECKING:
    from widgets.explain.faces import Look
    from widgets.explain.states import ExplainState
    from widgets.tokens import Tokens

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ExplainCanvas(PageDrawing):
    """Tab goes along everything that can be pressed or moved, the arrow keys along the links.

    The places are drawn, not widgets; only the sliders and switches of the drivers are.
    """

    target_chosen = Signal(str)
    copy_requested = Signal(str)  # the name of the formula's heading
    fold_requested = Signal()
    subject_changed = Signal()
    reached = Signal(QRect)  # where the keyboard came to
    shifted = Signal(int)  # px that the row in the user's hand has moved down

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self.controls = DriverControls(tokens, self)
        self._state: ExplainState | None = None
        self._shown: ExplainState | None = None  # with the rows in the order that is shown
        self._maker = PageMaker()
        self._look: Look | None = None
        self._room = QSize()
        self._unfolded = False
        self._copied = ""
        self._pressed = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.controls.gesture_finished.connect(self._lay_out)
        self.controls.pointed_at.connect(lambda: self._point_at(""))

    # -- showing

    def state(self) -> ExplainState | None:
        """What was shown last."""
        return self._state

    def show_state(self, state: ExplainState) -> None:
        """Show a number; the same number with other values changes only what differs."""
        last, self._state = self._state, state
        if state == last:
            return
        same = last is not None and (last.target, last.title) == (state.target, state.title)
        if not same:
            self._pointed = self._pressed = self._copied = self._at = ""
            self._shown = None
        self._lay_out()
        if not same:
            self._at = next(iter(self._stops()), "")
            self.subject_changed.emit()
        self._describe()

    def set_room(self, room: QSize) -> None:
        """The visible size: as wide as that, and at least as high."""
        if room != self._room:
            self._room = room
            self._look = look(room.width()) if room.width() > 0 else None
            self._lay_out()

    def show_unfolded(self, unfolded: bool) -> None:
        """Unfold what uses the number, or fold it."""
        self._unfolded = unfolded
        self._lay_out()
        self._describe()

    def is_unfolded(self) -> bool:
        return self._unfolded

    def show_copied(self, name: str) -> None:
        """Say at a formula that it was copied; an empty name takes that back."""
        if name != self._copied:
            self._copied = name
            self._lay_out()

    def set_tokens(self, tokens: Tokens) -> None:
        super().set_tokens(tokens)
        self.controls.set_tokens(tokens)

    def _lay_out(self) -> None:
        state, held = self._state, self.controls.held()
        if state is None or self._look is None:
            self.resize(self._room)
            return
        if held and self._shown is not None:
            rows = held_rows(state.drivers.rows, self._shown.drivers.rows, held)
            state = state._replace(drivers=state.drivers._replace(rows=rows))
        if self.controls.let_go(state.drivers.rows):
            return  # the end of the gesture has laid out all
        self.controls.show_rows(state.drivers.rows)
        before = self.rect_of(control_name(held)).top() if held else 0
        self._shown = state
        page = Page()
        if state.title:
            page = self._maker.make(state, self._look, unfolded=self._unfolded, copied=self._copied)
        self.resize(self._room.width(), max(page.height, self._room.height()))
        self.show_page(page)
        for row in state.drivers.rows:
            self.controls.place(row.key, self.rect_of(control_name(row.key)))
        if held:
            shift = self.rect_of(control_name(held)).top() - before
            if shift:
                self.shifted.emit(shift)

    def _describe(self) -> None:
        """For screen readers: the number, and the place that the keyboard is at."""
        state = self._state
        if state is None:
            return
        told = joined(": ", state.title, joined(" ", state.value, state.per))
        name = one_line(joined(", ", told, state.when, state.reason))
        if name != self.accessibleName():
            self.setAccessibleName(name)
        place = self._places.get(self._at)
        spoken = said(place[1].spoken if place is not None else "")
        if spoken != self.accessibleDescription():
            self.setAccessibleDescription(spoken)

    # -- the keyboard

    def _stops(self) -> list[str]:
        """Where Tab stops, in reading order."""
        return [name for name, (_top, hit) in self._places.items() if hit.is_stop]

    def _links(self) -> list[str]:
        """Where the arrow keys stop: a slider there would take them for its own."""
        return [name for name in self._stops() if self._places[name][1].kind != CONTROL]

    def place(self) -> str:
        """The name of the keyboard's place."""
        focused = self.controls.key_of(QApplication.focusWidget())
        return control_name(focused) if focused else self._at

    def go_to(self, name: str, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard at a place, and say where that is."""
        hit = self._places[name][1]
        last, self._at = self._at, name
        widget = self.controls.widget(hit.target) if hit.kind == CONTROL else None
        if widget is not None:
            widget.setFocus(reason)
        else:
            self._ring = True
            if not self.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._tell(name, hit)
        self.refresh(last, name)
        self._describe()
        self.reached.emit(self.rect_of(name))

    def _tell(self, name: str, hit: Hit) -> None:
        """The tip of a place, for who has no pointer there."""
        if hit.tip:
            rect = self.rect_of(name)
            QToolTip.showText(self.mapToGlobal(rect.bottomLeft()), plain_tip(hit.tip), self, rect)
        else:
            QToolTip.hideText()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab from a place, or from a slider on the page, to the next one."""
        stops, here = self._stops(), self.place()
        place = stops.index(here) if here in stops else (-1 if forward else len(stops))
        place += 1 if forward else -1
        if not 0 <= place < len(stops):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason
        self.go_to(stops[place], reason.TabFocusReason if forward else reason.BacktabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, links = Qt.Key(event.key()), self._links()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (self.hasFocus() and links and plain):
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._step(links, _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(links[0 if key == Qt.Key.Key_Home else -1])
        elif key in _PRESS:
            self._ring = True
            self._activate(self._at)
        else:
            super().keyPressEvent(event)

    def _step(self, links: list[str], step: int) -> None:
        here = links.index(self._at) if self._at in links else -step
        self.go_to(links[max(0, min(here + step, len(links) - 1))])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = is_keyboard_focus(event, before=self._ring)
        stops, reason = self._stops(), event.reason()
        if stops and reason == Qt.FocusReason.TabFocusReason:
            self.go_to(stops[0], reason)
        elif stops and reason == Qt.FocusReason.BacktabFocusReason:
            self.go_to(stops[-1], reason)
        self.refresh(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh(self._at)

    # -- the pointer

    def place_at(self, point: QPointF) -> str:
        """The name of what is under the pointer; empty if that is nothing to click."""
        for name, (top, hit) in self._places.items():
            if hit.kind == CONTROL:
                continue
            for box in hit.boxes:
                if box.rect().translated(0, top).contains(point):
                    return name
        return ""

    def _activate(self, name: str) -> None:
        if name not in self._places:
            return
        hit = self._places[name][1]
        if hit.kind == HEADING:
            self.fold_requested.emit()
        elif hit.kind == BUTTON:
            self.copy_requested.emit(hit.target)
        elif hit.kind != CONTROL:
            self.target_chosen.emit(hit.target)

    def _point_at(self, name: str) -> None:
        if name != self._pointed:
            last, self._pointed = self._pointed, name
            self.refresh(last, name)
            shape = Qt.CursorShape.PointingHandCursor if name else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed = self.place_at(event.position())
        last, self._at = self._at, self._pressed or self._at
        self._ring = False
        self.refresh(last, self._at)
        self._describe()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        pressed, self._pressed = self._pressed, ""
        if pressed and pressed == self.place_at(event.position()):
            self._activate(pressed)

    def leaveEvent(self, _event: QEvent) -> None:
        self._point_at("")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            name = self.place_at(QPointF(event.pos()))
            tip = plain_tip(self._places[name][1].tip) if name else ""
            if tip:
                QToolTip.showText(event.globalPos(), said(tip), self, self.rect_of(name))
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
