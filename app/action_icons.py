"""The icons of the menus: which action has which, made when a menu is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from widgets.icons import icon, scales

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

    from widgets.tokens import Tokens

ICONS = {
    "new_project": "file-plus",
    "open_project": "folder-open",
    "save_project": "save",
    "import_actuals": "import",
    "export_workbook": "sheet",
    "export_data": "table-2",
    "export_draws": "dices",
    "export_handout": "presentation",
    "export_image": "image",
    "seal_snapshot": "stamp",
    "quit": "log-out",
    "undo": "undo-2",
    "redo": "redo-2",
    "find_input": "search",
    "copy_chart_image": "copy",
    "copy_chart_data": "clipboard-list",
    "save_chart": "download",
    "chart_table": "table-properties",
    "page_overview": "layout-grid",
    "page_scenarios": "git-compare",
    "page_uncertainty": "chart-spline",
    "page_decide": "scale",
    "page_contracts": "handshake",
    "page_ledger": "table-2",
    "page_sources": "library",
    "explain": "sigma",
    "show_actuals": "calendar-check",
    "choose_preset": "layers",
    "theme_system": "monitor",
    "theme_light": "sun",
    "theme_dark": "moon",
    "theme_contrast": "contrast",
    "present": "circle-play",
    "present_audience": "screen-share",
    "add_scene": "bookmark-plus",
    "edit_scenes": "list-ordered",
    "full_screen": "maximize",
    "new_scenario": "plus",
    "duplicate_scenario": "copy-plus",
    "rename_scenario": "pencil",
    "delete_scenario": "trash-2",
    "scenario_calendar": "calendar",
    "pin_scenario": "pin",
    "contracts_register": "scroll-text",
    "contracts_audit": "file-check",
    "contracts_pictures": "chart-gantt",
    "contracts_quotes": "tags",
    "contracts_plan": "route",
    "add_contract": "plus",
    "import_contracts": "import",
    "export_contracts": "download",
    "export_calendar": "calendar-clock",
    "distributions": "chart-spline",
    "correlations": "network",
    "add_item": "plus",
    "edit_items": "list-ordered",
    "reference": "book-open",
    "palette": "command",
    "context_help": "circle-question-mark",
    "shortcuts": "keyboard",
    "start_page": "house",
    "tour": "compass",
    "about": "info",
}


class ActionIcons(QObject):
    """Gives the actions of a menu their icons, in the colours of the theme that is worn."""

    def __init__(
        self, bar: QMenuBar, actions: Mapping[str, QAction], worn: Callable[[], Tokens]
    ) -> None:
        super().__init__(bar)
        self._worn = worn
        # The menu's title: the theme of its icons, and the scales they were made for.
        self._made: dict[str, tuple[str, tuple[float, ...]]] = {}
        names = {action: name for name, action in actions.items()}
        for entry in bar.actions():
            menu = entry.menu()
            assert isinstance(menu, QMenu)  # the bar holds nothing else
            named = [(each, names[each]) for each in menu.actions() if each in names]
            title = menu.title()
            menu.aboutToShow.connect(lambda title=title, named=named: self._dress(title, named))

    def _dress(self, title: str, named: list[tuple[QAction, str]]) -> None:
        tokens = self._worn()
        wanted = (tokens.name, scales())
        if self._made.get(title) == wanted:
            return
        self._made[title] = wanted
        for action, name in named:
            if name in ICONS and not action.isCheckable():
                action.setIcon(icon(ICONS[name], tokens))
                action.setIconVisibleInMenu(True)
