"""What is uncertain in a project: a distribution for some inputs, and what goes together.

Frozen and hashable, like everything that undo keeps and that a cache is asked by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from engine.model.catalogue import catalogue

DRAWS = 10_000
SEED = 1
MOST_DRAWS = 100_000


class Distribution(NamedTuple):
    """One distribution: its kind (`engine.uncertainty.kinds`) and its parameters by name.

    Parameters are in the unit of the input that is drawn; probabilities are 0 to 1.
    """

    kind: str
    parameters: tuple[tuple[str, float], ...]

    def parameter(self, name: str) -> float:
        """One parameter. Raises KeyError."""
        return dict(self.parameters)[name]


class Correlation(NamedTuple):
    """How far two inputs go together: Spearman's rank correlation, -1 to 1."""

    first: str
    second: str
    rank: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The uncertain inputs, in the model's order, and their correlations.

    A pair that is not listed has none. `follows`: a distribution moves with its slider, by as
    much as the scenario's value differs from its preset's; else it stands where it is stated.
    """

    distributions: tuple[tuple[str, Distribution], ...] = ()
    correlations: tuple[Correlation, ...] = ()
    follows: bool = False
    draws: int = DRAWS
    seed: int = SEED

    @property
    def inputs(self) -> tuple[str, ...]:
        """The keys of the uncertain inputs."""
        return tuple(key for key, _ in self.distributions)

    def distribution(self, key: str) -> Distribution | None:
        """That of one input; None where it is certain."""
        return dict(self.distributions).get(key)

    def with_distribution(self, key: str, made: Distribution | None) -> Uncertainty:
        """With another distribution for an input; None makes it certain. In the model's order."""
        found = dict(self.distributions)
        found.pop(key, None)
        if made is not None:
            found[key] = made
        ordered = tuple((each, found[each]) for each in catalogue().inputs if each in found)
        kept = tuple(
            pair for pair in self.correlations if pair.first in found and pair.second in found
        )
        return replace(self, distributions=ordered, correlations=kept)
