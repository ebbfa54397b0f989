"""Every action of the window, as records: menus, shortcuts and tests come from one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenuBar, QWidget


class ActionSpec(NamedTuple):
    """`menu` is a title of the menu bar; actions of one `choice` exclude each other."""

    id: str
    menu: str
    text: str
    tip: str
    shortcut: str = ""
    choice: str = ""
    separate: bool = False  # a line above it


ACTIONS = (
    ActionSpec(
        "export_workbook",
        "&File",
        "Export &workbook…",
        "Save a live Excel workbook: every number a formula",
        "Ctrl+E",
    ),
    ActionSpec("export_data", "&File", "Export &data…", "Save all line items by month as CSV"),
    ActionSpec("export_image", "&File", "Export &image…", "Save the window as a PNG image"),
    ActionSpec("quit", "&File", "&Quit", "Close Tenor", "Ctrl+Q", separate=True),
    ActionSpec("undo", "&Edit", "&Undo", "Take back the last change", "Ctrl+Z"),
    ActionSpec("redo", "&Edit", "&Redo", "Do the change again", "Ctrl+Shift+Z"),
    ActionSpec(
        "reset_all",
        "&Edit",
        "Reset &all inputs",
        "Put every input back to the preset",
        "Ctrl+Backspace",
        separate=True,
    ),
    ActionSpec("find_input", "&Edit", "&Find an input", "Search the inputs", "Ctrl+F"),
    ActionSpec("choose_preset", "&View", "&Preset…", "Choose another reading", "Ctrl+P"),
    ActionSpec(
        "theme_system",
        "&View",
        "Theme: as the &system",
        "Light or dark, as the system asks",
        choice="theme",
        separate=True,
    ),
    ActionSpec("theme_light", "&View", "Theme: &light", "Dark on light", choice="theme"),
    ActionSpec("theme_dark", "&View", "Theme: &dark", "Light on dark", choice="theme"),
    ActionSpec("full_screen", "&View", "&Full screen", "Fill the screen", "F11", separate=True),
    ActionSpec("reference", "&Help", "&Model reference", "Every input, line item and figure", "F1"),
    ActionSpec("about", "&Help", "&About Tenor", "Version and licences"),
)


def build_menus(
    bar: QMenuBar, owner: QWidget, handlers: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """The menus of the table; each action calls the handler of its id."""
    made: dict[str, QAction] = {}
    menus: dict[str, object] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        if spec.menu not in menus:
            menus[spec.menu] = bar.addMenu(spec.menu)
        menu = menus[spec.menu]
        if spec.separate:
            menu.addSeparator()  # type: ignore[attr-defined]
        action = QAction(spec.text, owner)
        action.setStatusTip(spec.tip)
        action.setToolTip(spec.tip)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.choice:
            action.setCheckable(True)
            group = groups.setdefault(spec.choice, QActionGroup(owner))
            group.addAction(action)
        action.triggered.connect(lambda _checked=False, run=handlers[spec.id]: run())
        menu.addAction(action)  # type: ignore[attr-defined]
        made[spec.id] = action
    return made
