"""The controls panel: search, foldable groups of controls, reset."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.buttons import TextButton
from widgets.controls.control import LEFT, PANEL_WIDTH, InputControl
from widgets.controls.parts import (
    HEADING_HEIGHT,
    ControlList,
    GroupHeading,
    ScrollColumn,
    SearchBox,
)
from widgets.language.spoken import findable, said
from widgets.painting import colour, palette

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtGui import QContextMenuEvent

    from widgets.states import ControlSpec, ControlState
    from widgets.tokens import Tokens

_SEARCH_TOP = 12
_SEARCH_HEIGHT = 32
_FOOTER_HEIGHT = 44
_GROUP_END = 8  # below the last control of a group
_LIST_END = 16
_REVEAL_MARGIN = 12
_WHEEL_STEP = 20


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _search_text(spec: ControlSpec) -> str:
    """Everything about an input that a search may name."""
    told = map(findable, (spec.label, spec.group, spec.tooltip))
    return " ".join((spec.key, spec.key.replace("_", " "), *told)).casefold()


@dataclass(slots=True)
class _Group:
    name: str
    specs: tuple[ControlSpec, ...]
    heading: GroupHeading
    is_open: bool
    changed: set[str] = field(default_factory=set)


class ControlPanel(QWidget):
    """All inputs in groups. Controls of a folded group exist only once they are needed."""

    value_edited = Signal(str, float)
    text_entered = Signal(str, str)
    gesture_started = Signal(str)
    gesture_finished = Signal(str)
    reset_requested = Signal(str)
    group_reset_requested = Signal(str)
    reset_all_requested = Signal()
    groups_changed = Signal()
    menu_requested = Signal(str, QPoint)  # an input's key, and where on the screen
    group_menu_requested = Signal(str, QPoint)
    explain_requested = Signal(str)  # an input's key
    distribution_requested = Signal(str)  # an input's key

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._groups: list[_Group] = []
        self._group_of: dict[str, _Group] = {}
        self._search_texts: dict[str, str] = {}
        self._controls: dict[str, InputControl] = {}
        self._states: dict[str, ControlState] = {}
        self._folded_in_search: set[str] = set()
        self.setPalette(palette(tokens))
        self.setMinimumWidth(240)
        self._search = SearchBox(tokens, self)
        self._list = ControlList(tokens)
        self._scroll = ScrollColumn(self._list, tokens, self)
        self._scroll.verticalScrollBar().setSingleStep(_WHEEL_STEP)
        self._reset_all = TextButton("Reset all", 12, tokens, self)
        self._reset_all.setEnabled(False)
        self._search.textChanged.connect(self._searched)
        self._search.left_downwards.connect(self._focus_first)
        self._scroll.resized.connect(self._arrange)
        self._reset_all.clicked.connect(self.reset_all_requested)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    # -- what is shown

    def set_specs(
        self,
        groups: Sequence[tuple[str, Sequence[ControlSpec]]],
        open_groups: Collection[str],
    ) -> None:
        """Replace all groups; those in `open_groups` are open and have their controls."""
        self._clear()
        for name, specs in groups:
            heading = GroupHeading(name, self._tokens, self._list)
            group = _Group(name, tuple(specs), heading, name in open_groups)
            heading.open_requested.connect(self._fold)
            heading.reset_requested.connect(self.group_reset_requested)
            self._groups.append(group)
            for spec in group.specs:
                self._group_of[spec.key] = group
                self._search_texts[spec.key] = _search_text(spec)
            group.changed |= {spec.key for spec in group.specs if self._is_changed(spec.key)}
        self._search.setPlaceholderText(said(f"Search {_counted(len(self._group_of), 'input')}"))
        self._show_counts(self._groups)
        self._arrange()

    def _is_changed(self, key: str) -> bool:
        state = self._states.get(key)
        return state is not None and state.changed

    def show_states(self, states: Mapping[str, ControlState]) -> None:
        """Show the inputs' states by key; only those that differ from the last are touched."""
        shown = self._states
        touched = [key for key, state in states.items() if shown.get(key) is not state]
        if not touched:
            return
        counted: dict[str, _Group] = {}
        for key in touched:
            state = states[key]
            if shown.get(key) == state:
                shown[key] = state
                continue
            shown[key] = state
            control = self._controls.get(key)
            if control is not None:
                control.show_state(state)
            group = self._group_of.get(key)
            if group is not None and state.changed != (key in group.changed):
                group.changed ^= {key}
                counted[group.name] = group
        if counted:
            self._show_counts(counted.values())

    def show_error(self, key: str, message: str) -> None:
        """Say at the control what is wrong with what was typed there."""
        control = self._controls.get(key)
        if control is not None:
            control.show_error(message)

    def refresh(self, key: str) -> None:
        """Put a value's own text back in its field, where another way to write it was typed."""
        control = self._controls.get(key)
        if control is not None:
            control.refresh()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.setPalette(palette(tokens))
        for part in (self._search, self._list, self._scroll, self._reset_all):
            part.set_tokens(tokens)
        for group in self._groups:
            group.heading.set_tokens(tokens)
        for control in self._controls.values():
            control.set_tokens(tokens)
        self.update()

    def control(self, key: str) -> InputControl | None:
        """The control of an input, if it has been needed yet."""
        return self._controls.get(key)

    def heading(self, group: str) -> GroupHeading:
        """A group's heading. KeyError for a group there is none of."""
        return next(one.heading for one in self._groups if one.name == group)

    def open_groups(self) -> tuple[str, ...]:
        """The groups that are open, in order, whatever a search shows."""
        return tuple(group.name for group in self._groups if group.is_open)

    def empty_message(self) -> str:
        """What is said in place of controls; empty while there are some."""
        return self._list.message()

    def sizeHint(self) -> QSize:
        return QSize(PANEL_WIDTH, 900)

    def _show_counts(self, groups: Collection[_Group]) -> None:
        made = [group.heading.show_changed(len(group.changed)) for group in groups]
        total = sum(len(group.changed) for group in self._groups)
        words = f"Reset {_counted(total, 'change')}" if total else "Reset all"
        self._reset_all.setText(said(words))
        self._reset_all.setEnabled(total > 0)
        self._place_footer()
        if any(made):
            self._order_focus()

    # -- where the user goes

    def focus_search(self) -> None:
        """Put the cursor in the search box, its text selected."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def reveal(self, key: str) -> None:
        """Unfold an input's group, scroll to its control and focus it. KeyError if unknown."""
        group = self._group_of[key]
        if self._search.text() and key not in self._found(group):
            self._search.clear()
        self._fold(group.name, True)
        control = self._controls[key]
        self._scroll.ensureWidgetVisible(control, 0, _REVEAL_MARGIN)
        control.focus()

    def _focus_first(self) -> None:
        """From the search box to the first control that is shown."""
        for group in self._groups:
            for spec in self._shown(group):
                self._controls[spec.key].focus()
                return

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard reached; a click is where the pointer is already."""
        if now is None or not self._list.isAncestorOf(now):
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        row: QWidget | None = now
        while row is not None and row.parentWidget() is not self._list:
            row = row.parentWidget()
        if row is not None:
            self._scroll.ensureWidgetVisible(row, 0, _REVEAL_MARGIN)

    # -- folding and searching

    def _fold(self, name: str, is_open: bool) -> None:
        group = next(one for one in self._groups if one.name == name)
        if self._search.text():
            self._folded_in_search.add(name)
            if is_open:
                self._folded_in_search.discard(name)
            self._arrange()
        elif group.is_open != is_open:
            group.is_open = is_open
            self._arrange()
            self.groups_changed.emit()

    def _searched(self) -> None:
        self._folded_in_search.clear()
        self._scroll.verticalScrollBar().setValue(0)
        self._arrange()

    def _found(self, group: _Group) -> set[str]:
        """The keys of a group's inputs that hold every word of the search."""
        words = self._search.text().casefold().split()
        texts = self._search_texts
        return {spec.key for spec in group.specs if all(word in texts[spec.key] for word in words)}

    def _shown(self, group: _Group) -> tuple[ControlSpec, ...]:
        """The inputs whose controls are to be seen."""
        if not self._search.text():
            return group.specs if group.is_open else ()
        if group.name in self._folded_in_search:
            return ()
        found = self._found(group)
        return tuple(spec for spec in group.specs if spec.key in found)

    # -- controls and their places

    def _clear(self) -> None:
        for widget in (*(group.heading for group in self._groups), *self._controls.values()):
            widget.hide()
            widget.deleteLater()
        self._groups.clear()
        self._group_of.clear()
        self._search_texts.clear()
        self._controls.clear()

    def _make_control(self, spec: ControlSpec) -> InputControl:
        control = InputControl(spec, self._tokens, self._list)
        control.value_edited.connect(self.value_edited)
        control.text_entered.connect(self.text_entered)
        control.gesture_started.connect(self.gesture_started)
        control.gesture_finished.connect(self.gesture_finished)
        control.reset_requested.connect(self.reset_requested)
        control.explain_requested.connect(self.explain_requested)
        self._controls[spec.key] = control
        state = self._states.get(spec.key)
        if state is not None:
            control.show_state(state)
        return control

    def _arrange(self) -> None:
        """Put every heading and control in its place, making the controls that are new."""
        room = self._scroll.room()
        width = max(0, room.width())
        before = len(self._controls)
        searching = bool(self._search.text())
        seen: set[str] = set()
        top = 0
        for group in self._groups:
            visible = not searching or bool(self._found(group))
            group.heading.setVisible(visible)
            if visible:
                top = self._arrange_group(group, top, width, seen)
        for key, control in self._controls.items():
            if key not in seen:
                control.hide()
        nothing = searching and top == 0
        self._list.show_message("No input matches" if nothing else "")
        self._list.resize(width, max(top + _LIST_END, room.height()))
        if len(self._controls) != before:
            self._order_focus()

    def _arrange_group(self, group: _Group, top: int, width: int, seen: set[str]) -> int:
        """Place one group from `top` on. Returns where it ends."""
        specs = self._shown(group)
        group.heading.show_open(bool(specs))
        group.heading.show_ruled(top > 0)
        group.heading.setGeometry(0, top, width, HEADING_HEIGHT)
        top += HEADING_HEIGHT
        for spec in specs:
            control = self._controls.get(spec.key) or self._make_control(spec)
            control.setGeometry(0, top, width, control.height())
            control.show()
            seen.add(spec.key)
            top += control.height()
        return top + (_GROUP_END if specs else 0)

    def _order_focus(self) -> None:
        """Make Tab follow the reading order, whenever a part was made."""
        chain: list[QWidget] = [self._search]
        for group in self._groups:
            chain.append(group.heading)
            reset = group.heading.reset_button()
            if reset is not None:
                chain.append(reset)
            for spec in group.specs:
                control = self._controls.get(spec.key)
                if control is not None:
                    chain.extend(control.focus_widgets())
        chain.append(self._reset_all)
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _place_footer(self) -> None:
        size = self._reset_all.sizeHint()
        top = self.height() - _FOOTER_HEIGHT + (_FOOTER_HEIGHT - size.height()) // 2
        self._reset_all.setGeometry(QRect(LEFT - 8, top, size.width(), size.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self._search.setGeometry(LEFT, _SEARCH_TOP, width - 2 * LEFT, _SEARCH_HEIGHT)
        top = _SEARCH_TOP + _SEARCH_HEIGHT + 8
        self._scroll.setGeometry(0, top, width, self.height() - top - _FOOTER_HEIGHT)
        self._place_footer()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """From the mouse or the menu key: says for which input or group a menu is wanted."""
        part: QWidget | None = self.childAt(event.pos())
        while part is not None and part is not self:
            if isinstance(part, InputControl):
                self.menu_requested.emit(part.spec().key, event.globalPos())
                return
            if isinstance(part, GroupHeading):
                self.group_menu_requested.emit(part.title(), event.globalPos())
                return
            part = part.parentWidget()
        super().contextMenuEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.panel))
        rule = self.height() - _FOOTER_HEIGHT
        painter.fillRect(0, rule, self.width(), 1, colour(self._tokens.border))
        painter.end()
