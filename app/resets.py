"""Putting inputs back: one, a group or all; to the baseline, the preset or the saved file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from app.control_states import setting_text
from app.session import differing_keys, reference_scenario
from engine.model.catalogue import catalogue
from engine.model.shape import input_of
from engine.project import TO_PRESET, Reference
from widgets.language.spoken import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from app.session import Session
    from engine.scenario import Scenario
    from widgets.controls.panel import ControlPanel

BASELINE, PRESET, SAVED = TARGETS = ("baseline", "preset", "saved")
_TO_SAVED = Reference("saved")


class Resets:
    """The panel's reset buttons go to the baseline; its menus and the Edit menu to any target."""

    def __init__(self, panel: ControlPanel, session: Session) -> None:
        self._panel = panel
        self._session = session
        panel.reset_requested.connect(lambda key: self.reset([key], BASELINE))
        panel.group_reset_requested.connect(lambda group: self.reset(_keys_of(group), BASELINE))
        panel.reset_all_requested.connect(lambda: self.reset_all(BASELINE))
        panel.menu_requested.connect(self._show_menu)
        panel.group_menu_requested.connect(self._show_group_menu)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "reset_all": lambda: self.reset_all(BASELINE),
            "reset_all_preset": lambda: self.reset_all(PRESET),
            "reset_all_saved": lambda: self.reset_all(SAVED),
        }

    def target(self, name: str) -> Scenario | None:
        """What `name` stands for now; None for a saved state that there is none of."""
        document, saved = self._session.document, self._session.saved
        if name == BASELINE:
            return document.baseline
        if name == SAVED and saved.scenario(document.project.current) is None:
            return None
        reference = _TO_SAVED if name == SAVED else TO_PRESET
        return reference_scenario(document.project, saved, reference)

    def reset_all(self, name: str) -> None:
        self.reset(list(self._session.document.scenario.model.inputs), name)

    def reset(self, keys: list[str], name: str) -> None:
        """Puts those of the inputs back that differ: one step, or none."""
        target = self.target(name)
        if target is None:
            return
        differing = set(differing_keys(self._session.document.scenario, target))
        changed = [key for key in keys if key in differing]
        if not changed:
            return
        label = input_of(changed[0]).label if len(changed) == 1 else _counted(changed)
        values = {key: target.values[key] for key in changed}
        self._session.edit(values, f"reset of {label} to the {_NAMES[name]}")

    # Menus -----------------------------------------------------------------------------------

    def menu(self, keys: list[str]) -> QMenu:
        """One line a target, with the value or the count of changes it would bring."""
        menu = QMenu(self._panel)
        for name in TARGETS:
            action = menu.addAction(
                said(f"Reset to the {_NAMES[name]}: {self._effect(keys, name)}")
            )
            action.setEnabled(self._would_change(keys, name))
            action.triggered.connect(
                lambda _checked=False, keys=keys, name=name: self.reset(keys, name)
            )
        return menu

    def _effect(self, keys: list[str], name: str) -> str:
        target = self.target(name)
        if target is None:
            return "not saved yet"
        if len(keys) == 1:
            return setting_text(keys[0], target.values[keys[0]])
        differing = set(differing_keys(self._session.document.scenario, target))
        return _counted([key for key in keys if key in differing])

    def _would_change(self, keys: list[str], name: str) -> bool:
        target, now = self.target(name), self._session.document.scenario.values
        return target is not None and any(now[key] != target.values[key] for key in keys)

    def _show_menu(self, key: str, at: QPoint) -> None:
        menu = self.menu([key])
        menu.addSeparator()
        explain = menu.addAction(said("Explain this input\tCtrl+I"))
        explain.triggered.connect(lambda: self._panel.explain_requested.emit(key))
        drawn = menu.addAction(said("Distribution of this input…"))
        drawn.triggered.connect(lambda: self._panel.distribution_requested.emit(key))
        self._pop_up(menu, at)

    def _show_group_menu(self, group: str, at: QPoint) -> None:
        self._pop_up(self.menu(_keys_of(group)), at)

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


_NAMES = {BASELINE: "baseline", PRESET: "preset", SAVED: "saved file"}


def _keys_of(group: str) -> list[str]:
    return [key for key, item in catalogue().inputs.items() if item.group == group]


def _counted(keys: list[str]) -> str:
    return "1 input" if len(keys) == 1 else f"{len(keys)} inputs"
