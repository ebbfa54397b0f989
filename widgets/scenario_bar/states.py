"""What the scenario bar shows, as frozen values, and the names of its colours."""

from __future__ import annotations

from typing import NamedTuple

# The places of the palette, as people call them. The tokens are scenario_1 … scenario_8.
COLOUR_NAMES = ("Blue", "Orange", "Green", "Magenta", "Cyan", "Brown", "Violet", "Grey")


def colour_token(place: int) -> str:
    """The name of the token at a place of the palette, from 0."""
    return f"scenario_{place + 1}"


class ChipState(NamedTuple):
    """One scenario. The bar itself says in the tooltip what the pin and the star mean."""

    id: int
    name: str
    colour: str  # the name of a token
    current: bool = False
    is_baseline: bool = False
    ticked: bool = True
    modified: bool = False  # differs from its saved state
    tooltip: str = ""


class ComparisonState(NamedTuple):
    """What the current scenario is compared with, and what else it could be."""

    text: str = ""  # "preset As reported": stands behind "Compared with:"
    kind: str = "preset"  # preset, saved, scenario
    id: int = 0  # of the scenario, where it is one
    preset: str = ""  # the name of the current scenario's preset
    has_saved: bool = False  # whether the current scenario has a saved state


class ScenarioBarState(NamedTuple):
    """The whole bar. Tick boxes are shown only where scenarios are chosen for comparing."""

    chips: tuple[ChipState, ...] = ()
    ticks_shown: bool = False
    comparison: ComparisonState = ComparisonState()
