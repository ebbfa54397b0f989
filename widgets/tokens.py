"""The colours of one theme. Widgets take every colour from here and own none."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as `#rrggbb`. A field's name says what it is for, not what it looks like."""

    name: str
    dark: bool
    window: str
    panel: str
    card: str
    field: str
    border: str
    grid: str
    text: str
    text_muted: str
    text_on_accent: str
    accent: str
    accent_soft: str
    track: str
    good: str
    bad: str
    reported: str
    disputed: str
    undisclosed: str
    assumption: str
    choice: str
    derived: str
    revenue: str
    compute: str
    profit: str
    cash: str
    remaining: str
    exit_cost: str
    unavoidable: str
    contract: str
    market: str
    exit_window: str
    scenario_1: str
    scenario_2: str
    scenario_3: str
    scenario_4: str
    scenario_5: str
    scenario_6: str
    scenario_7: str
    scenario_8: str
