"""The simulation that is at hand, for files: whether it is all of what would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.catalogue import catalogue

if TYPE_CHECKING:
    from engine.analysis.simulation.result import Simulation
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty


def complete(
    found: Simulation | None, scenario: Scenario, uncertainty: Uncertainty
) -> Simulation | None:
    """`found` where it is of that scenario and uncertainty with all their draws, else None."""
    if found is None or not uncertainty.distributions:
        return None
    asked = (scenario, uncertainty, uncertainty.draws, uncertainty.seed)
    made = (found.scenario, found.uncertainty, found.draws, found.seed)
    return found if made == asked else None


def single_figures() -> tuple[str, ...]:
    """The headline figures that have one number: all that can be kept draw by draw."""
    return tuple(key for key, figure in catalogue().figures.items() if not figure.listed)
