"""What the user does to what is uncertain: each change is one step that undo takes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.control_states import input_text
from engine.analysis.ranges import Range, with_range
from engine.model.catalogue import catalogue
from engine.uncertainty.case import Correlation
from engine.uncertainty.checks import MOST_SEED, UncertaintyError, checked
from engine.uncertainty.correlation import repaired
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from app.session import Session
    from engine.project import Project
    from engine.uncertainty.case import Distribution, Uncertainty
    from engine.uncertainty.correlation import Change

    Repair = tuple[Change, ...]


def uncertainty_of(project: Project) -> Uncertainty:
    """A project's own, or what ships with the model; there distributions follow the sliders."""
    return project.uncertainty_or_shipped


class UncertaintyCommands:
    """Each returns why it was refused, in one line; empty where it was done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def uncertainty(self) -> Uncertainty:
        return uncertainty_of(self._session.project)

    def set_draws(self, draws: int) -> str:
        made = replace(self.uncertainty, draws=draws)
        return self._take(made, f"{draws:,} draws")

    def set_seed(self, text: str) -> str:
        typed = text.strip()
        # Nothing longer is read as a number: it may be too long to be one.
        if not typed.isdecimal() or len(typed) > 10 or int(typed) > MOST_SEED:
            return f"{typed!r} is not allowed; allowed: whole numbers 0 to {MOST_SEED}"
        return self._take(replace(self.uncertainty, seed=int(typed)), f"Seed {int(typed)}")

    def set_follows(self, follows: bool) -> str:
        words = "Distributions move with sliders" if follows else "Distributions stand still"
        return self._take(replace(self.uncertainty, follows=follows), words)

    def set_distribution(self, key: str, made: Distribution | None) -> str:
        """Another distribution of an input; None makes it certain."""
        label = catalogue().inputs[key].label
        words = f"Distribution of {label}" if made else f"{label} is certain"
        return self._take(self.uncertainty.with_distribution(key, made), words)

    def reset_distribution(self, key: str) -> str:
        """An input's distribution as shipped; it is certain where none is."""
        made = self.uncertainty.with_distribution(key, shipped().distribution(key))
        return self._take(made, f"Distribution of {catalogue().inputs[key].label} as shipped")

    def reset_distributions(self) -> str:
        """All distributions and correlations as shipped; draws, seed and switch as they are."""
        standard = shipped()
        made = replace(
            self.uncertainty,
            distributions=standard.distributions,
            correlations=standard.correlations,
        )
        return self._take(made, "Distributions and correlations as shipped")

    def set_correlation(self, first: str, second: str, rank: float) -> tuple[str, Repair]:
        """How far two inputs go together; all are brought to the nearest that can be together.

        Why it was refused, and what was repaired, the pair itself included.
        """
        rest = [pair for pair in self.uncertainty.correlations if {first, second} != {*pair[:2]}]
        pairs = (*rest, Correlation(first, second, rank)) if rank else tuple(rest)
        made = replace(self.uncertainty, correlations=pairs)
        labels = [catalogue().inputs[key].label for key in (first, second)]
        return self._take_repaired(made, f"Correlation of {labels[0]} with {labels[1]}")

    def reset_correlations(self) -> tuple[str, Repair]:
        """The shipped ones of the inputs that are uncertain; as `set_correlation`."""
        known = self.uncertainty.inputs
        pairs = tuple(
            pair for pair in shipped().correlations if pair.first in known and pair.second in known
        )
        made = replace(self.uncertainty, correlations=pairs)
        return self._take_repaired(made, "Correlations as shipped")

    def set_range(self, key: str, found: Range | None) -> str:
        """The range of an input in the sensitivity chart; None: the model's own again."""
        project = self._session.project
        ordered = with_range(project.ranges, key, found)
        label = catalogue().inputs[key].label
        words = (
            f"Range of {label}"
            if found is None
            else f"Range of {label}: " + " to ".join(input_text(key, end) for end in found)
        )
        self._session.change(replace(project, ranges=ordered), words)
        return ""

    def _take_repaired(self, made: Uncertainty, words: str) -> tuple[str, Repair]:
        try:
            found, changes = repaired(checked(made))
        except UncertaintyError as error:
            return str(error), ()
        return self._take(found, f"{words}, repaired" if changes else words), changes

    def _take(self, made: Uncertainty, words: str) -> str:
        try:
            good = checked(made)
        except UncertaintyError as error:
            return str(error)
        project = replace(self._session.project, uncertainty=None)
        if good != project.uncertainty_or_shipped:
            project = replace(project, uncertainty=good)
        self._session.change(project, words)
        return ""
