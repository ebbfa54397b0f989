"""Every action of the window, as records: menus, shortcuts and tests come from one table."""

from __future__ import annotations

from typing import NamedTuple


class ActionSpec(NamedTuple):
    """`menu` is a title of the menu bar; actions of one `choice` exclude each other."""

    id: str
    menu: str
    text: str
    tip: str
    shortcut: str = ""
    choice: str = ""
    separate: bool = False  # a line above it, or above the submenu that begins there
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
    ActionSpec(
        "export_handout",
        "&File",
        "Export &board pack…",
        "Save a PDF or a PowerPoint deck for the board",
        "Ctrl+Shift+E",
    ),
    ActionSpec("export_image", "&File", "Export ima&ge…", "Save the window as a PNG image"),
    ActionSpec(
        "seal_snapshot",
        "&File",
        "Sea&l a snapshot…",
        "Keep what is seen now: inputs, results and a hash in one file that can be checked later",
        separate=True,
    ),
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
    ActionSpec(
        "copy_chart_image",
        "&Edit",
        "&Copy chart as image",
        "The chart that has the focus, as a picture",
        "Ctrl+Alt+C",
        separate=True,
    ),
    ActionSpec(
        "copy_chart_data",
        "&Edit",
        "Copy chart as &data",
        "The numbers of the chart that has the focus, for a spreadsheet",
        "Ctrl+Alt+D",
    ),
    ActionSpec(
        "save_chart", "&Edit", "&Save chart…", "The chart that has the focus, as PNG, SVG or CSV"
    ),
    ActionSpec(
        "chart_table",
        "&Edit",
        "Show chart’s &numbers",
        "The numbers of the chart that has the focus, as a table",
        "Ctrl+T",
    ),
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
        "Explain this num&ber",
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
        submenu="T&heme",
    ),
    ActionSpec(
        "theme_light",
        "&View",
        "Theme: &light",
        "Dark on light",
        choice="theme",
        submenu="T&heme",
    ),
    ActionSpec(
        "theme_dark", "&View", "Theme: &dark", "Light on dark", choice="theme", submenu="T&heme"
    ),
    ActionSpec(
        "theme_contrast",
        "&View",
        "Theme: &high contrast",
        "White on black, with strong edges",
        choice="theme",
        submenu="T&heme",
    ),
    ActionSpec(
        "text_size_100",
        "&View",
        "&100%: the usual",
        "Text as large as usual, from the next start on",
        choice="text_size",
        submenu="Te&xt size",
    ),
    ActionSpec(
        "text_size_125",
        "&View",
        "1&25% of the usual",
        "A quarter larger, from the next start on",
        choice="text_size",
        submenu="Te&xt size",
    ),
    ActionSpec(
        "text_size_150",
        "&View",
        "1&50% of the usual",
        "Half as large again, from the next start on",
        choice="text_size",
        submenu="Te&xt size",
    ),
    ActionSpec(
        "text_size_200",
        "&View",
        "20&0% of the usual",
        "Twice as large, from the next start on",
        choice="text_size",
        submenu="Te&xt size",
    ),
    ActionSpec(
        "motion_system",
        "&View",
        "As the &system",
        "Things move by themselves where the system lets them",
        choice="motion",
        submenu="&Motion",
    ),
    ActionSpec(
        "motion_full",
        "&View",
        "&Full",
        "Curves glide from one scene to the next",
        choice="motion",
        submenu="&Motion",
    ),
    ActionSpec(
        "motion_reduced",
        "&View",
        "&Reduced",
        "Nothing moves by itself",
        choice="motion",
        submenu="&Motion",
    ),
    ActionSpec(
        "language_system",
        "&View",
        "As the &system",
        "The system's language where Tenor speaks it, from the next start on",
        choice="language",
        submenu="Lang&uage",
    ),
    ActionSpec(
        "language_en",
        "&View",
        "&English",
        "English, from the next start on",
        choice="language",
        submenu="Lang&uage",
    ),
    ActionSpec(
        "language_de",
        "&View",
        "&Deutsch",
        "German, from the next start on",
        choice="language",
        submenu="Lang&uage",
    ),
    ActionSpec(
        "numbers_system",
        "&View",
        "&Numbers as the system",
        "Separators and dates of the system's locale, from the next start on",
        choice="numbers",
        separate=True,
        submenu="Lang&uage",
    ),
    ActionSpec(
        "numbers_language",
        "&View",
        "Numbers as &usual in the language",
        "Separators and dates of the language, from the next start on",
        choice="numbers",
        submenu="Lang&uage",
    ),
    ActionSpec("present", "&View", "Presen&t", "Full screen, for the board", "F5", separate=True),
    ActionSpec(
        "present_audience",
        "&View",
        "Present on a &second screen",
        "The audience's screen apart; notes and sliders stay here",
        "Shift+F5",
    ),
    ActionSpec(
        "add_scene",
        "&View",
        "A&dd a scene…",
        "Keep this scenario, page and view as a step of the presentation",
        "Ctrl+Shift+A",
    ),
    ActionSpec("edit_scenes", "&View", "Sc&enes…", "The steps of the presentation"),
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
    ActionSpec("palette", "&Help", "&Find anything…", "Actions, inputs, pages", "Ctrl+K"),
    ActionSpec("context_help", "&Help", "&What is this?", "Help on what has the focus", "Shift+F1"),
    ActionSpec("shortcuts", "&Help", "&Keyboard shortcuts", "Every key on one sheet", "?"),
    ActionSpec("start_page", "&Help", "&Start page", "Recent files and presets", separate=True),
    ActionSpec("tour", "&Help", "&Tour", "Five steps through the window"),
    ActionSpec("about", "&Help", "&About Tenor", "Version and licences"),
)
