"""What was explained, in order: each click goes one deeper, and back again."""

from __future__ import annotations

from typing import NamedTuple

from engine.explanation.subjects import Subject

LONGEST = 200
# In place of a scenario's id: whichever is current, and what that is compared with.
CURRENT, BASELINE = 0, -1


class Spot(NamedTuple):
    """One number: of which scenario, and which."""

    scenario: int
    subject: Subject

    def target(self) -> str:
        """The spot as one text, for widgets to hand back."""
        key, *places, summed = self.subject
        texts = ["" if place is None else str(place) for place in places]
        return "|".join([str(self.scenario), key, *texts, "sum" if summed else ""])

    def at(self, subject: Subject) -> Spot:
        """Another number of the same scenario."""
        return Spot(self.scenario, subject)


def spot_of(target: str) -> Spot:
    """The spot of a text that `Spot.target` made."""
    scenario, key, *places, summed = target.split("|")
    month, last, part = (int(text) if text else None for text in places)
    return Spot(int(scenario), Subject(key, month, last, part, summed == "sum"))


class Trail:
    """The spots visited, and which of them is shown."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._place = -1

    @property
    def spot(self) -> Spot | None:
        """The one that is shown; None where nothing is."""
        return self._spots[self._place] if self._spots else None

    @property
    def before(self) -> Spot | None:
        return self._spots[self._place - 1] if self._place > 0 else None

    @property
    def after(self) -> Spot | None:
        behind = self._place + 1
        return self._spots[behind] if behind < len(self._spots) else None

    def visit(self, spot: Spot) -> None:
        """One more; what lay ahead is forgotten, as in a browser."""
        if spot == self.spot:
            return
        self._spots[self._place + 1 :] = [spot]
        del self._spots[:-LONGEST]
        self._place = len(self._spots) - 1

    def back(self) -> None:
        self._place = max(0, self._place - 1)

    def forward(self) -> None:
        self._place = min(len(self._spots) - 1, self._place + 1)

    def clear(self) -> None:
        self._spots, self._place = [], -1
