"""Every key on one sheet: those of the actions from their table, the others as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.actions import ACTIONS
from app.welcome.action_names import keys_of, named, plain
from widgets.welcome.states import KeyGroup, KeyLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

SLIDER = KeyGroup(
    "On a slider",
    (
        KeyLine(("←", "→"), "One step less or more"),
        KeyLine(("Page Up", "Page Down"), "Ten steps"),
        KeyLine(("Home", "End"), "The least and the most that is allowed"),
        KeyLine(("Menu",), "Reset, explain, set its distribution"),
    ),
)
FIELD = KeyGroup(
    "In a field",
    (
        KeyLine(("Enter",), "Take what was typed: 36 mo, 3y, 1.25B, 7%"),
        KeyLine(("Esc",), "Put the old text back"),
    ),
)
CHART = KeyGroup(
    "On a chart",
    (
        KeyLine(("←", "→"), "The decision month, one month earlier or later"),
        KeyLine(("Page Up", "Page Down"), "The decision month, by a year"),
        KeyLine(("↑", "↓"), "From one curve to the next"),
        KeyLine(("Enter",), "Explain the number that is marked"),
    ),
)
SCENARIOS = KeyGroup(
    "On the scenario bar",
    (
        KeyLine(("←", "→"), "The scenario before or after"),
        KeyLine(("Ctrl+Shift+← →",), "Move the scenario itself"),
        KeyLine(("Space",), "Tick it for comparing"),
        KeyLine(("F2",), "Rename it"),
        KeyLine(("Delete",), "Delete it"),
        KeyLine(("Menu",), "All that can be done to it"),
    ),
)
TABLE = KeyGroup(
    "In a table",
    (
        KeyLine(("←", "→", "↑", "↓"), "From cell to cell; in the ledger also unfold and fold"),
        KeyLine(("Enter",), "Explain the number, or edit the cell"),
        KeyLine(("Ctrl+C",), "Copy what is selected, ready for a spreadsheet"),
    ),
)
EXPLANATION = KeyGroup(
    "In the explanation",
    (
        KeyLine(("Alt+←", "Alt+→"), "Back to the number before, and forward"),
        KeyLine(("Enter",), "Explain the number that is marked"),
        KeyLine(("Esc",), "Close"),
    ),
)
PRESENTING = KeyGroup(
    "While presenting",
    (
        KeyLine(("→", "Page Down", "Space"), "The next scene"),
        KeyLine(("←", "Page Up"), "The scene before"),
        KeyLine(("F",), "Freeze what the audience sees"),
        KeyLine(("B",), "A black screen"),
        KeyLine(("Esc",), "End"),
    ),
)
GESTURES = (SLIDER, FIELD, CHART, SCENARIOS, TABLE, EXPLANATION, PRESENTING)


def key_groups(actions: Mapping[str, QAction]) -> tuple[KeyGroup, ...]:
    """The keys of the actions menu by menu, then those of the parts of the window."""
    menus: dict[str, list[KeyLine]] = {}
    for spec in ACTIONS:
        keys = keys_of(actions[spec.id])
        if keys:
            line = KeyLine((keys,), named(spec, spec.text))
            menus.setdefault(plain(spec.menu), []).append(line)
    return (*(KeyGroup(menu, tuple(lines)) for menu, lines in menus.items()), *GESTURES)
