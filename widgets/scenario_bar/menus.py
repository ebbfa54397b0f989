"""The menus of the scenario bar: of a chip, of the plus, of what is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from widgets.language.spoken import said
from widgets.painting import BOLD, face, plain_tip
from widgets.scenario_bar.chip import dot_icon, menu_text
from widgets.scenario_bar.states import COLOUR_NAMES, ScenarioBarState, colour_token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from widgets.scenario_bar.states import ChipState
    from widgets.tokens import Tokens


def _check(action: QAction, *, checked: bool) -> None:
    """Checks an action or not. The frame that a check puts around a dot is not enough."""
    action.setChecked(checked)
    action.setFont(face(13, BOLD).font if checked else face(13).font)


class ChipMenu(QMenu):
    """What can be done to one scenario. Keys are named, but are the strip's business."""

    rename_chosen = Signal(int)
    duplicate_requested = Signal(int)
    moved = Signal(int, int)
    colour_chosen = Signal(int, int)
    pinned = Signal(int)
    unpinned = Signal()
    delete_requested = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = 0
        self._place = 0
        self._is_baseline = False
        self._add("Rename\tF2", lambda: self.rename_chosen.emit(self._number))
        self._add("Duplicate", lambda: self.duplicate_requested.emit(self._number))
        self.addSeparator()
        self._to_left = self._add("Move left\tCtrl+Shift+←", lambda: self._move(-1))
        self._to_right = self._add("Move right\tCtrl+Shift+→", lambda: self._move(1))
        self.colours = self.addMenu(said("Colour"))
        self._swatches = self._add_swatches()
        self._pin = self._add("Pin as baseline", self._toggle_pin)
        self.addSeparator()
        self._delete = self._add("Delete\tDel", lambda: self.delete_requested.emit(self._number))

    def _add(self, text: str, run: Callable[[], None]) -> QAction:
        action = self.addAction(said(text))
        action.triggered.connect(lambda _checked=False: run())
        return action

    def _add_swatches(self) -> list[QAction]:
        group = QActionGroup(self)
        swatches = []
        for place, name in enumerate(COLOUR_NAMES):
            action = self.colours.addAction(said(name))
            action.setCheckable(True)
            action.setIconVisibleInMenu(True)
            action.triggered.connect(lambda _checked=False, place=place: self._dye(place))
            group.addAction(action)
            swatches.append(action)
        return swatches

    def open_for(self, chips: Sequence[ChipState], number: int, tokens: Tokens, at: QPoint) -> None:
        """Open on the scenario of that id, at a point of the screen."""
        self._place = [chip.id for chip in chips].index(number)
        chip = chips[self._place]
        self._number, self._is_baseline = number, chip.is_baseline
        self._to_left.setEnabled(self._place > 0)
        self._to_right.setEnabled(self._place < len(chips) - 1)
        self._delete.setEnabled(len(chips) > 1)
        self._pin.setText(said("Unpin" if chip.is_baseline else "Pin as baseline"))
        for place, swatch in enumerate(self._swatches):
            token = colour_token(place)
            swatch.setIcon(dot_icon(tokens, token, self.devicePixelRatioF()))
            _check(swatch, checked=token == chip.colour)
        self.popup(at)

    def _move(self, step: int) -> None:
        self.moved.emit(self._number, self._place + step)

    def _dye(self, place: int) -> None:
        self.colour_chosen.emit(self._number, place)

    def _toggle_pin(self) -> None:
        if self._is_baseline:
            self.unpinned.emit()
        else:
            self.pinned.emit(self._number)


class AddMenu(QMenu):
    """Where a further scenario may come from. Others may add actions of their own."""

    new_requested = Signal()
    duplicate_chosen = Signal()
    preset_added = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._presets: tuple[tuple[str, str, str], ...] = ()
        new = self.addAction(said("New scenario"))
        new.triggered.connect(lambda _checked=False: self.new_requested.emit())
        duplicate = self.addAction(said("Duplicate current"))
        duplicate.triggered.connect(lambda _checked=False: self.duplicate_chosen.emit())
        self.presets = self.addMenu(said("Add preset"))
        self.presets.setToolTipsVisible(True)
        self.presets.aboutToShow.connect(self._fill)

    def set_presets(self, presets: Sequence[tuple[str, str, str]]) -> None:
        """Id, name and story of each."""
        self._presets = tuple(presets)
        self.presets.setEnabled(bool(presets))

    def _fill(self) -> None:
        self.presets.clear()
        for key, name, story in self._presets:
            action = self.presets.addAction(menu_text(said(name)))
            action.setToolTip(plain_tip(story))
            action.triggered.connect(lambda _checked=False, key=key: self.preset_added.emit(key))


class ReferenceMenu(QMenu):
    """What the current scenario may be compared with; filled when it opens."""

    chosen = Signal(str, int)  # preset, saved or scenario; the scenario's id or 0

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group: QActionGroup | None = None
        self._state = ScenarioBarState()

    def fill(self, state: ScenarioBarState, tokens: Tokens) -> None:
        """One line a choice; the one that stands is checked."""
        self._state = state
        self.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self)
        comparison = state.comparison
        self._offer(f"Its preset: {menu_text(comparison.preset)}", "preset")
        self._offer("Its saved state", "saved").setEnabled(comparison.has_saved)
        self.addSeparator()
        ratio = self.devicePixelRatioF()
        for chip in state.chips:
            action = self._offer(menu_text(chip.name), "scenario", chip.id)
            action.setIcon(dot_icon(tokens, chip.colour, ratio))
            action.setIconVisibleInMenu(True)

    def _offer(self, text: str, kind: str, number: int = 0) -> QAction:
        assert self._group is not None
        standing = (self._state.comparison.kind, self._state.comparison.id)
        action = self.addAction(said(text))
        action.setCheckable(True)
        _check(action, checked=(kind, number) == standing)
        action.triggered.connect(lambda _checked=False: self._choose(kind, number))
        self._group.addAction(action)
        return action

    def _choose(self, kind: str, number: int) -> None:
        if (kind, number) != (self._state.comparison.kind, self._state.comparison.id):
            self.chosen.emit(kind, number)
