"""How far a scenario moves distributions along with it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.files.shipped import preset_scenario
from engine.uncertainty.following import shifts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty


def shifts_of(scenario: Scenario, uncertainty: Uncertainty) -> Mapping[str, float]:
    """How far its distributions stand from where they are stated: see `Uncertainty.follows`."""
    return shifts(uncertainty, scenario.values, _values_of(scenario.preset))


@cache
def _values_of(preset: str) -> Mapping[str, float]:
    """The inputs of a preset. Kept: they are asked for with every move of a slider."""
    return preset_scenario(preset).values
