"""The bar of scenarios between the page tabs and the page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.comparison.choice_list import ChoiceList
from widgets.comparison.states import Choice
from widgets.language.spoken import joined, own, said
from widgets.painting import colour, one_line
from widgets.scenario_bar.buttons import DropButton, PlusButton, ScrollButton
from widgets.scenario_bar.menus import AddMenu, ChipMenu, ReferenceMenu
from widgets.scenario_bar.row import END, GAP, TOP
from widgets.scenario_bar.states import ScenarioBarState
from widgets.scenario_bar.strip import ScenarioStrip
from widgets.scenario_bar.view import HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from widgets.scenario_bar.states import ChipState
    from widgets.tokens import Tokens

MARGIN = 20  # left and right, as the pages have it
_RING = 3  # px that the buttons keep around their face
_APART = 20  # at least, between the chips and what they are compared with
_COMPARE_WIDTH = 340  # px, the widest
_COMPARE_LEAST = 210  # px, where the bar has twice as much
_SCROLL_STEP = 120  # px a click on an arrow, which repeats while it is held


class ScenarioBar(QWidget):
    """Chips left, with a plus behind them; right what the current one is compared with.

    Where the chips do not fit they scroll, and a list of all comes beside the plus.
    """

    selected = Signal(int)
    ticked = Signal(int, bool)
    rename_requested = Signal(int, str)
    duplicate_requested = Signal(int)
    delete_requested = Signal(int)
    moved = Signal(int, int)  # the id, and its place among all, from 0
    colour_chosen = Signal(int, int)  # the id, and the place in the palette, from 0
    pinned = Signal(int)
    unpinned = Signal()
    new_requested = Signal()
    preset_added = Signal(str)
    reference_chosen = Signal(str, int)  # preset, saved or scenario; the scenario's id or 0

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._state = ScenarioBarState()
        self._presets: Sequence[tuple[str, str, str]] = ()
        self.strip = ScenarioStrip(tokens, self)
        self.to_left = ScrollButton(-90.0, tokens, self)
        self.to_right = ScrollButton(90.0, tokens, self)
        self.plus = PlusButton(tokens, self)
        self.all = DropButton("All", tokens, self)
        self.compare = DropButton("Compared with:", tokens, self)
        self._name_parts()
        self._connect()
        self.setFocusProxy(self.strip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _name_parts(self) -> None:
        self.setAccessibleName(said("Scenario bar"))
        self.to_left.setAccessibleName(said("Scenarios further left"))
        self.to_right.setAccessibleName(said("Scenarios further right"))
        self.plus.setAccessibleName(said("Add a scenario"))
        self.plus.setToolTip(said("Add a scenario"))
        self.all.setToolTip(said("List all scenarios"))

    def _connect(self) -> None:
        strip = self.strip
        strip.selected.connect(self.selected)
        strip.ticked.connect(self.ticked)
        strip.rename_requested.connect(self.rename_requested)
        strip.delete_requested.connect(self.delete_requested)
        strip.moved.connect(self.moved)
        strip.menu_requested.connect(self._open_chip_menu)
        strip.scrolled.connect(self._show_ends)
        self.to_left.clicked.connect(lambda: strip.scroll_by(-_SCROLL_STEP))
        self.to_right.clicked.connect(lambda: strip.scroll_by(_SCROLL_STEP))
        self.plus.clicked.connect(lambda: self.add_menu.popup(self.plus.below()))
        self.all.clicked.connect(self._open_finder)
        self.compare.clicked.connect(self._open_reference_menu)

    # -- showing

    def state(self) -> ScenarioBarState:
        """What is shown now."""
        return self._state

    def show_state(self, state: ScenarioBarState) -> None:
        """Shows a state; nothing happens if it is the one shown. Emits nothing."""
        last = self._state
        if state == last:
            return
        self._state = state
        resized = moved = False
        seen = self.strip.sees_current()
        if (state.chips, state.ticks_shown) != (last.chips, last.ticks_shown):
            change = self.strip.show_chips(state.chips, ticks_shown=state.ticks_shown)
            resized, moved = change.arranged, change.current
            self.all.show_text(str(len(state.chips)), "List all scenarios")
        compared = state.comparison
        text = own(compared.text) if compared.kind == "scenario" else compared.text
        if self.compare.show_text(text, joined(" ", "Compared with:", text)):
            resized = True
        if resized:
            self._arrange()
        # Who scrolled away from it stays there, unless every chip became another width.
        if moved or (resized and (seen or state.ticks_shown != last.ticks_shown)):
            self.strip.reveal_current()

    def set_presets(self, presets: Sequence[tuple[str, str, str]]) -> None:
        """Id, name and story of each preset that can be added."""
        self._presets = presets
        if "add_menu" in self.__dict__:
            self.add_menu.set_presets(presets)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for part in (
            self.strip, self.to_left, self.to_right, self.plus, self.all, self.compare
        ):  # fmt: skip
            part.set_tokens(tokens)
        if "finder" in self.__dict__:
            self.finder.set_tokens(tokens)
        self.update()

    # -- renaming

    def rename(self, number: int) -> None:
        """Opens the field in which the user renames a scenario."""
        self.strip.rename(number)

    def show_rename_error(self, number: int, message: str) -> None:
        """The name asked for last can't be: the field stays open and says why."""
        self.strip.show_rename_error(number, message)

    # -- menus, made when they are first opened

    @cached_property
    def add_menu(self) -> AddMenu:
        """The menu of the plus. Further actions may be added to it."""
        menu = AddMenu(self)
        menu.set_presets(self._presets)
        menu.new_requested.connect(self.new_requested)
        menu.preset_added.connect(self.preset_added)
        menu.duplicate_chosen.connect(self._duplicate_current)
        return menu

    @cached_property
    def chip_menu(self) -> ChipMenu:
        """The menu of a chip."""
        menu = ChipMenu(self)
        menu.rename_chosen.connect(self.rename)
        menu.duplicate_requested.connect(self.duplicate_requested)
        menu.moved.connect(self.moved)
        menu.colour_chosen.connect(self.colour_chosen)
        menu.pinned.connect(self.pinned)
        menu.unpinned.connect(self.unpinned)
        menu.delete_requested.connect(self.delete_requested)
        return menu

    @cached_property
    def reference_menu(self) -> ReferenceMenu:
        """The menu of what the current scenario is compared with."""
        menu = ReferenceMenu(self)
        menu.chosen.connect(self.reference_chosen)
        return menu

    @cached_property
    def finder(self) -> ChoiceList:
        """The list of all scenarios."""
        made = ChoiceList("All scenarios", self._tokens, self)
        made.chosen.connect(self._select)
        return made

    def _duplicate_current(self) -> None:
        current = self._current()
        if current is not None:
            self.duplicate_requested.emit(current)

    def _current(self) -> int | None:
        return next((chip.id for chip in self._state.chips if chip.current), None)

    def _select(self, key: str) -> None:
        number = int(key)
        chip = next((each for each in self._state.chips if each.id == number), None)
        if chip is None:
            return  # it went away while the list was open
        self.strip.reveal(number)
        if not chip.current:
            self.selected.emit(number)

    def _open_chip_menu(self, number: int, at: QPoint) -> None:
        if not self.chip_menu.isVisible():
            self.chip_menu.open_for(self._state.chips, number, self._tokens, at)

    def _open_reference_menu(self) -> None:
        menu = self.reference_menu
        menu.fill(self._state, self._tokens)
        at = self.compare.below()
        at.setX(at.x() + self.compare.face_rect().width() - menu.sizeHint().width())
        menu.popup(at)

    def _open_finder(self) -> None:
        choices = tuple(_choice(chip) for chip in self._state.chips)
        key = str(self._current())
        current = next((choice for choice in choices if choice.key == key), None)
        self.finder.open_at(self.all, choices, current)

    # -- geometry

    def sizeHint(self) -> QSize:
        return QSize(960, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(340, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_ends(self) -> None:
        more_left, more_right = self.strip.can_scroll()
        self.to_left.setEnabled(more_left)
        self.to_right.setEnabled(more_right)

    def _arrange(self) -> None:
        """Chips, then the plus; where they do not fit, arrows at their ends and the list."""
        top = TOP - _RING
        compare = min(self.compare.sizeHint().width(), _COMPARE_WIDTH, self._compare_room())
        right = self.width() - MARGIN + _RING - compare
        self.compare.setGeometry(QRect(right, top, compare, self.compare.sizeHint().height()))
        left, plus = MARGIN - END, self.plus.sizeHint()
        room = right - _APART - left - plus.width()
        scrolls = self.strip.content_width() > room
        for part in (self.to_left, self.to_right, self.all):
            part.setVisible(scrolls)
        if not scrolls:
            width = self.strip.content_width()
            self.strip.setGeometry(left, 0, width, HEIGHT)
            self.plus.setGeometry(QRect(QPoint(left + width + GAP - END - _RING, top), plus))
            return
        self._arrange_scrolled(left, top, right - _APART)

    def _compare_room(self) -> int:
        """A third of the bar, but as much as says what is compared with."""
        return max(self.width() // 3, min(_COMPARE_LEAST, self.width() // 2))

    def _arrange_scrolled(self, left: int, top: int, right: int) -> None:
        arrow, plus, listed = (part.sizeHint() for part in (self.to_left, self.plus, self.all))
        self.to_left.setGeometry(QRect(QPoint(left - END, top), arrow))
        self.all.setGeometry(QRect(QPoint(right - listed.width(), top), listed))
        right -= listed.width() + GAP + plus.width() - 2 * _RING
        self.plus.setGeometry(QRect(QPoint(right, top), plus))
        right -= arrow.width()
        self.to_right.setGeometry(QRect(QPoint(right, top), arrow))
        start = left - END + arrow.width()
        self.strip.setGeometry(start, 0, right - start, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour(self._tokens.window))
        painter.end()


def _choice(chip: ChipState) -> Choice:
    return Choice(
        str(chip.id),
        one_line(own(chip.name)),
        hint=own(chip.name),
        colour=chip.colour,
        baseline=chip.is_baseline,
    )
