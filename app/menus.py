"""The menu bar, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from app.actions import ACTIONS
from widgets.language.spoken import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


def build_menus(
    bar: QMenuBar, owner: QWidget, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """The menus of the table; each action calls the handler of its id.

    Without one it is left out: a window that nobody sees has not all of them.
    """
    made: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        if spec.id not in handlers:
            continue
        if spec.menu not in menus:
            menus[spec.menu] = bar.addMenu(said(spec.menu))
        menu = menus[spec.menu]
        menu = menus.get(spec.submenu, menu)
        if spec.separate:
            menu.addSeparator()
        if spec.submenu and spec.submenu not in menus:
            menu = menus[spec.submenu] = menu.addMenu(said(spec.submenu))
        action = QAction(said(spec.text), owner)
        action.setStatusTip(said(spec.tip))
        action.setToolTip(said(spec.tip))
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.choice:
            action.setCheckable(True)
            group = groups.setdefault(spec.choice, QActionGroup(owner))
            group.addAction(action)
        action.triggered.connect(lambda _checked=False, run=handlers[spec.id]: run())
        menu.addAction(action)
        made[spec.id] = action
    return made
