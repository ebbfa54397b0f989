"""Names, dates and shares of the Alternatives view in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.alternatives import WAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.scenario import Scenario


class Way(NamedTuple):
    """How one of the three ways is called, and drawn."""

    label: str
    mid: str  # within a sentence
    colour: str  # the name of a token


NAMES: Mapping[str, Way] = dict(
    zip(
        WAYS,
        (
            Way("Contract", "the contract", "contract"),
            Way("On demand", "on demand", "market"),
            Way("Owning", "owning", "profit"),
        ),
        strict=True,
    )
)


def month_name(scenario: Scenario, month: int) -> str:
    """`Nov 2028`, of a model month."""
    return scenario.start.plus(month - 1).name()
