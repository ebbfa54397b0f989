"""Every action of the window, as records: menus, shortcuts and tests come from one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


class ActionSpec(NamedTuple):
    """`menu` is a title of the menu bar; actions of one `choice` exclude each other."""

    id: str
    menu: str
    text: str
    tip: str
    shortcut: str = ""
    choice: str = ""
    separate: bool = False  # a line above it
    submenu: str = ""  # the title of a menu within the menu, at its first action's place


ACTIONS = (
    ActionSpec("new_project", "&File", "&New", "Begin anew with the reported case", "Ctrl+N"),
    ActionSpec("open_project", "&File", "&Open…", "Open a project or a workbook", "Ctrl+O"),
    ActionSpec("save_project", "&File", "&Save", "Save the project", "Ctrl+S", separate=True),
    ActionSpec("save_project_as", "&File", "Save &as…", "Save under another name", "Ctrl+Shift+S"),
    ActionSpec(
        "import_actuals",
        "&File",
        "&Import actuals…",
        "Read months as they turned out from CSV or Excel",
        separate=True,
    ),
    ActionSpec(
        "export_workbook",
        "&File",
        "Export &workbook…",
        "Save a live Excel workbook: every number a formula",
        "Ctrl+E",
        separate=True,
    ),
    ActionSpec("export_data", "&File", "Export &data…", "Save all line items by month as CSV"),
    ActionSpec(
        "export_draws",
        "&File",
        "E&xport draws…",
        "Save the draws of the uncertain inputs and what came of them as CSV",
    ),
    ActionSpec("export_image", "&File", "Export ima&ge…", "Save the window as a PNG image"),
    ActionSpec("quit", "&File", "&Quit", "Close Tenor", "Ctrl+Q", separate=True),
    ActionSpec("undo", "&Edit", "&Undo", "Take back the last change", "Ctrl+Z"),
    ActionSpec("redo", "&Edit", "&Redo", "Do the change again", "Ctrl+Shift+Z"),
    ActionSpec(
        "reset_all",
        "&Edit",
        "To the &baseline",
        "Put every input back to what the scenario is compared with",
        "Ctrl+Backspace",
        separate=True,
        submenu="Reset &all inputs",
    ),
    ActionSpec(
        "reset_all_preset",
        "&Edit",
        "To the &preset",
        "Put every input back to the preset that the scenario began as",
        submenu="Reset &all inputs",
    ),
    ActionSpec(
        "reset_all_saved",
        "&Edit",
        "To the &saved file",
        "Put every input back to what the file holds",
        submenu="Reset &all inputs",
    ),
    ActionSpec("find_input", "&Edit", "&Find an input", "Search the inputs", "Ctrl+F"),
    ActionSpec("page_overview", "&View", "&Overview", "The four charts", "Ctrl+1"),
    ActionSpec("page_scenarios", "&View", "S&cenarios", "Compare scenarios", "Ctrl+2"),
    ActionSpec(
        "page_uncertainty", "&View", "&Uncertainty", "Fans, probabilities, sensitivity", "Ctrl+3"
    ),
    ActionSpec(
        "page_decide", "&View", "Dec&ide", "Goals, trade-offs, exit, alternatives", "Ctrl+4"
    ),
    ActionSpec(
        "page_contracts", "&View", "Co&ntracts", "Register, audit, quotes, into the plan", "Ctrl+5"
    ),
    ActionSpec("page_ledger", "&View", "Led&ger", "All line items by month", "Ctrl+6"),
    ActionSpec("page_sources", "&View", "Sou&rces", "Claims, conflicts, readings", "Ctrl+7"),
    ActionSpec(
        "explain",
        "&View",
        "&Explain this number",
        "Why is it what it is? For the number that has the focus; again closes the panel",
        "Ctrl+I",
        separate=True,
    ),
    ActionSpec(
        "show_actuals",
        "&View",
        "&Actuals against plan…",
        "Months as they turned out, and re-base from here",
    ),
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
    ActionSpec("new_scenario", "&Scenario", "&New", "A scenario of the reported case"),
    ActionSpec(
        "duplicate_scenario",
        "&Scenario",
        "&Duplicate",
        "A copy of the current scenario, to try something",
        "Ctrl+D",
    ),
    ActionSpec("rename_scenario", "&Scenario", "&Rename", "Another name", "F2"),
    ActionSpec("delete_scenario", "&Scenario", "De&lete", "Delete the current scenario"),
    ActionSpec(
        "scenario_calendar",
        "&Scenario",
        "Start &month…",
        "When month 1 is, and when the fiscal year begins",
    ),
    ActionSpec(
        "next_scenario", "&Scenario", "Ne&xt", "The next scenario", "Ctrl+Tab", separate=True
    ),
    ActionSpec("previous_scenario", "&Scenario", "Pre&vious", "The one before", "Ctrl+Shift+Tab"),
    ActionSpec(
        "tick_all",
        "&Scenario",
        "Tick &all",
        "Compare all scenarios on the Scenarios page",
        separate=True,
    ),
    ActionSpec(
        "tick_current",
        "&Scenario",
        "Tick &only this one",
        "Compare the current scenario with its baseline only",
    ),
    ActionSpec(
        "pin_scenario",
        "&Scenario",
        "&Pin as baseline",
        "Compare the other scenarios with the current one",
        "Ctrl+B",
        separate=True,
    ),
    ActionSpec(
        "compare_preset", "&Scenario", "Compare with the pre&set", "The preset is the baseline"
    ),
    ActionSpec(
        "compare_saved",
        "&Scenario",
        "Compare with the saved &file",
        "The scenario's saved state is the baseline",
    ),
    ActionSpec("contracts_register", "&Contracts", "&Register", "Every contract and its terms"),
    ActionSpec("contracts_audit", "&Contracts", "&Audit", "What is owed, and what leaving costs"),
    ActionSpec("contracts_pictures", "&Contracts", "&Pictures", "Expiries, obligations, deadlines"),
    ActionSpec(
        "contracts_quotes", "&Contracts", "&Quotes", "What is offered, against what is paid"
    ),
    ActionSpec("contracts_plan", "&Contracts", "P&lan", "The contracts as the plan’s supply"),
    ActionSpec(
        "add_contract",
        "&Contracts",
        "&New contract",
        "A new row of the register",
        "Ctrl+Shift+C",
        separate=True,
    ),
    ActionSpec(
        "import_contracts",
        "&Contracts",
        "&Import contracts…",
        "Read contracts from CSV or Excel",
        separate=True,
    ),
    ActionSpec(
        "export_contracts", "&Contracts", "&Export contracts…", "Save the register as CSV or Excel"
    ),
    ActionSpec(
        "contracts_template", "&Contracts", "Save a &template…", "An empty table to be filled in"
    ),
    ActionSpec(
        "export_calendar",
        "&Contracts",
        "Export &deadlines…",
        "Save the deadlines of the contracts for a calendar (.ics)",
    ),
    ActionSpec(
        "contracts_example",
        "&Contracts",
        "E&xample register",
        "25 contracts and 40 quotes, in place of the register",
        separate=True,
    ),
    ActionSpec(
        "distributions",
        "&Model",
        "&Distributions…",
        "What is uncertain about each input, and how it is distributed",
    ),
    ActionSpec(
        "correlations",
        "&Model",
        "&Correlations…",
        "Which uncertain inputs go together, and how far",
    ),
    ActionSpec(
        "add_item",
        "&Model",
        "&New line item…",
        "Add a line item of your own: a formula in the model's language",
        "Ctrl+L",
    ),
    ActionSpec("edit_items", "&Model", "&Line items…", "Your own line items: change, delete"),
    ActionSpec("reference", "&Help", "&Model reference", "Every input, line item and figure", "F1"),
    ActionSpec("about", "&Help", "&About Tenor", "Version and licences"),
)


def build_menus(
    bar: QMenuBar, owner: QWidget, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """The menus of the table; each action calls the handler of its id."""
    made: dict[str, QAction] = {}
    menus: dict[str, QMenu] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        if spec.menu not in menus:
            menus[spec.menu] = bar.addMenu(spec.menu)
        menu = menus[spec.menu]
        if spec.separate:
            menu.addSeparator()
        if spec.submenu:
            if spec.submenu not in menus:
                menus[spec.submenu] = menu.addMenu(spec.submenu)
            menu = menus[spec.submenu]
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
        menu.addAction(action)
        made[spec.id] = action
    return made
