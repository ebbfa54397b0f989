"""The command palette at the window: what it finds, and what Enter does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.actions import ACTIONS
from app.control_states import setting_text
from app.presenter import CONTRACTS_PAGE
from app.welcome.entries import (
    ACTION,
    FIGURE,
    FILE,
    INPUT,
    ITEM,
    KINDS,
    PAGE,
    PRESET,
    SCENARIO,
    SECTIONS,
    VIEW,
    Entry,
    entries,
)
from app.welcome.fuzzy import LETTERS, WITHIN, Rank, best_rank
from app.welcome.setting import Setting, read_setting
from engine.model.switch import SWITCH
from widgets.contracts.states import PLAN
from widgets.language.spoken import joined
from widgets.row_list import Row
from widgets.welcome.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.controller import Controller
    from app.window import MainWindow
    from widgets.tokens import Tokens

_SET = "set"
_MOST_ROWS = 80


class PaletteDesk:
    """Made when it is first asked for; reads the window's state whenever it opens."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        self._window = window
        self._controller = controller
        self._entries: dict[str, Entry] = {}
        self._settings: dict[str, Setting] = {}
        self._focused_before: QWidget | None = None
        self.palette = Palette(window.tokens, window)
        self.palette.typed.connect(self._search)
        self.palette.passed.connect(self._tell)
        self.palette.taken.connect(self.take)
        self.palette.left.connect(self._give_back)
        self._does: dict[str, Callable[[str], object]] = {
            ACTION: lambda key: controller.action(key).trigger(),
            PAGE: controller.show_page,
            VIEW: self._show_view,
            INPUT: self._show_input,
            FIGURE: controller.explaining.figure,
            ITEM: self._explain_item,
            SCENARIO: lambda key: controller.bar.commands.select(int(key)),
            PRESET: controller.bar.commands.become_preset,
            FILE: lambda key: controller.files.open_path(Path(key)),
        }

    def open(self) -> None:
        if self.palette.isVisible():
            self.palette.leave()
            return
        self._focused_before = QApplication.focusWidget()
        document = self._controller.session.document
        recent = self._controller.files.commands.recent()
        actions = {spec.id: self._controller.action(spec.id) for spec in ACTIONS}
        self._entries = {each.id: each for each in entries(document, actions, recent)}
        self._search("")
        self.palette.open()

    # -- finding

    def _search(self, typed: str) -> None:
        self._settings = {}
        if not typed.strip():
            listed = sorted(self._entries.values(), key=lambda each: _order(each))
            self.palette.show_rows(tuple(_row(each, SECTIONS[each.kind]) for each in listed))
            return
        inputs = [each for each in self._entries.values() if each.kind == INPUT]
        read = read_setting(typed, inputs)
        found = self.find(typed)
        set_rows = [self._set_row(setting) for setting in read.settings]
        # A name that ends in a number, typed out, is meant before a value for another name.
        named = bool(found) and found[0][0].tier <= WITHIN
        rows = [_row(each) for _, each in found]
        shown = [*rows, *set_rows] if named else [*set_rows, *rows]
        self.palette.show_rows(tuple(shown[:_MOST_ROWS]))
        if read.fault and not named:
            self.palette.show_note(read.fault, fault=True)
        elif not shown:
            self.palette.show_note(f"Nothing matches “{typed.strip()}”.")

    def find(self, typed: str) -> list[tuple[Rank, Entry]]:
        """What fits, the best first; equals stand in the order of their sections."""
        kinds = list(SECTIONS)
        ranked = []
        for place, entry in enumerate(self._entries.values()):
            fits = best_rank(typed, entry.names(), entry.beside)
            if fits is not None:
                ranked.append((fits.tier, kinds.index(entry.kind), fits.spread, place, entry))
        ranked.sort(key=lambda each: each[:4])
        if ranked and ranked[0][0] < LETTERS:  # letters here and there are a last resort
            ranked = [each for each in ranked if each[0] < LETTERS]
        return [(Rank(tier, spread), entry) for tier, _, spread, _, entry in ranked]

    def _set_row(self, setting: Setting) -> Row:
        key = f"{_SET}:{setting.key}"
        self._settings[key] = setting
        return Row(key, f"Set {setting.label} to {setting.text}", "", "Enter sets it")

    def _tell(self, entry: str) -> None:
        if setting := self._settings.get(entry):
            now = self._controller.session.document.scenario.values.get(setting.key)
            if now is not None:
                self.palette.show_note(f"It is {setting_text(setting.key, now)} now.")
        elif found := self._entries.get(entry):
            self.palette.show_note(found.hint)

    # -- doing

    def take(self, entry: str) -> None:
        """Does what a row says. The keyboard is back where it was before."""
        self.palette.close_quietly()
        self._give_back()
        if setting := self._settings.get(entry):
            self._set(setting)
            return
        kind, _, key = entry.partition(":")
        self._does[kind](key)

    def _set(self, setting: Setting) -> None:
        """Sets the value as its control would, and says so; one that is gone stays gone."""
        if setting.key not in self._controller.session.document.scenario.values:
            return
        self._controller.edit(setting.key, setting.value)
        self._window.status.show_message(f"{setting.label} is now {setting.text}")

    def _give_back(self) -> None:
        before = self._focused_before
        self._focused_before = None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def _show_view(self, key: str) -> None:
        page, _, view = key.partition("/")
        self._controller.show_page(page)
        self._controller.pages.show_view(page, int(view))

    def _show_input(self, key: str) -> None:
        if key == SWITCH:  # it stands on the page of the contracts
            self._show_view(f"{CONTRACTS_PAGE}/{PLAN}")
        else:
            self._window.panel.reveal(key)

    def _explain_item(self, key: str) -> None:
        month = int(self._controller.session.document.scenario.values["decision_month"])
        self._controller.explaining.row(key, month)

    # -- theme and end

    def set_tokens(self, tokens: Tokens) -> None:
        self.palette.set_tokens(tokens)

    def stop(self) -> None:
        self.palette.hide()


def _row(entry: Entry, section: str = "") -> Row:
    if section:
        return Row(entry.id, entry.label, section, entry.note, entry.hint)
    note = joined(" · ", KINDS[entry.kind], entry.note)
    return Row(entry.id, entry.label, "", note, entry.hint)


def _order(entry: Entry) -> int:
    return list(SECTIONS).index(entry.kind)
