"""What a simulation gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.formula.values import Array
    from engine.scenario import Scenario
    from engine.uncertainty.case import Uncertainty

PERCENTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True, eq=False)
class Simulation:
    """Draws of a scenario under an uncertainty, and what came of them. Equal to itself only.

    `samples`: the uncertain inputs by key, each (draws,) in its unit. `bands`: line items by
    key, (5, months to the horizon), the percentiles of `PERCENTILES` in each month, in the
    item's unit. `quarter_profit`: (complete quarters to the horizon,), the share of draws in
    which the quarter's profit is above 0. `sustained_profit`: (months to the horizon,), the
    share in which profit is sustained from that month or earlier. `figures`: headline figures
    by key, (draws,) in their unit, NaN where a draw has none.
    """

    scenario: Scenario
    uncertainty: Uncertainty
    draws: int
    seed: int
    samples: Mapping[str, Array]
    bands: Mapping[str, Array]
    quarter_profit: Array
    sustained_profit: Array
    figures: Mapping[str, Array]
