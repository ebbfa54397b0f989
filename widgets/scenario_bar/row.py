"""Where the chips of the scenario bar stand. Lengths are whole px from the row's left end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from widgets.scenario_bar import chip as scenario_chip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from widgets.scenario_bar.chip import Chip
    from widgets.scenario_bar.states import ChipState

TOP = 8  # of the chips within the bar
END = 4  # before the first chip and behind the last: room for the focus ring
GAP = 8


class Change(NamedTuple):
    """What showing other states did to the row."""

    chips: frozenset[int]  # ids of those that look different
    arranged: bool  # whether any stands elsewhere, or the row has another width
    current: bool  # whether another is current, or it has another place


class ChipRow:
    """The chips in their order. Only those whose state changed are measured again."""

    def __init__(self) -> None:
        self._chips: list[Chip] = []
        self._lefts: list[int] = []
        self._places: dict[int, int] = {}
        self._current: int | None = None

    def __len__(self) -> int:
        return len(self._chips)

    def __contains__(self, number: int | None) -> bool:
        return number in self._places

    @property
    def current(self) -> int | None:
        """The id of the current scenario."""
        return self._current

    @property
    def width(self) -> int:
        """From the room before the first chip to that behind the last."""
        return self._lefts[-1] + self._chips[-1].width + END if self._chips else 0

    def show(self, states: Sequence[ChipState], *, ticks_shown: bool) -> Change:
        """Takes over states; says what that changed."""
        old = {chip.state.id: chip for chip in self._chips}
        chips = [
            scenario_chip.remeasured(state, old.get(state.id), ticks_shown=ticks_shown)
            for state in states
        ]
        steps = (chip.width + GAP for chip in chips)
        lefts = list(accumulate(steps, initial=END))[:-1]
        touched = frozenset(chip.state.id for chip in chips if chip is not old.get(chip.state.id))
        places = {chip.state.id: place for place, chip in enumerate(chips)}
        before = self._current, self._places.get(self._current or 0)
        standing = self._lefts, self._places, self.width
        self._chips, self._lefts, self._places = chips, lefts, places
        self._current = next((chip.state.id for chip in chips if chip.state.current), None)
        after = self._current, places.get(self._current or 0)
        arranged = standing != (lefts, places, self.width)
        return Change(touched, arranged, before != after)

    def place(self, number: int) -> int:
        return self._places[number]

    def chip(self, number: int) -> Chip:
        return self._chips[self._places[number]]

    def id_at(self, place: int) -> int:
        """The id at a place; the end's beyond it."""
        return self._chips[max(0, min(place, len(self._chips) - 1))].state.id

    def rect(self, number: int) -> QRect:
        place = self._places[number]
        return QRect(self._lefts[place], TOP, self._chips[place].width, scenario_chip.HEIGHT)

    def under(self, x: float, y: float) -> Chip | None:
        """The chip at a point."""
        place = bisect_right(self._lefts, x) - 1
        if place < 0 or not TOP <= y < TOP + scenario_chip.HEIGHT:
            return None
        chip = self._chips[place]
        return chip if x < self._lefts[place] + chip.width else None

    def between(self, left: float, right: float) -> Iterator[tuple[Chip, int]]:
        """The chips that reach into a stretch, with where they begin; rings count."""
        first = max(0, bisect_right(self._lefts, left - END) - 1)
        if self._chips and self._lefts[first] + self._chips[first].width <= left - END:
            first += 1
        last = bisect_left(self._lefts, right + END)
        return zip(self._chips[first:last], self._lefts[first:last], strict=True)

    def drop_place(self, number: int, x: float) -> int:
        """The place that a chip gets which is let go at `x`."""
        return sum(
            left + chip.width / 2 < x
            for chip, left in zip(self._chips, self._lefts, strict=True)
            if chip.state.id != number
        )

    def mark(self, number: int, place: int) -> float | None:
        """The x of the insertion mark; None where the chip would stay in its place."""
        own = self._places[number]
        if place == own:
            return None
        if place < own:
            return self._lefts[place] - GAP / 2
        return self._lefts[place] + self._chips[place].width + GAP / 2
