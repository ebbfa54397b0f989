"""What can be chosen from lists: inputs by group, headline figures."""

from __future__ import annotations

from functools import cache

from app.control_states import GROUPS
from engine.model.catalogue import catalogue
from widgets.comparison.states import Choice


@cache
def input_choices() -> tuple[Choice, ...]:
    """Every input, in its group; the groups as on the panel."""
    inputs = catalogue().inputs.values()
    return tuple(
        Choice(item.key, item.label, group, hint=item.meaning)
        for group in GROUPS
        for item in inputs
        if item.group == group
    )


@cache
def figure_choices() -> tuple[Choice, ...]:
    """Every headline figure of one number."""
    return tuple(
        Choice(key, each.label, hint=f"{each.meaning} ({each.unit})")
        for key, each in catalogue().figures.items()
        if not each.listed
    )
