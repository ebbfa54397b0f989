"""A project: the scenarios that live side by side in one file, and what they are held against.

Frozen, like everything that undo keeps. Each change gives another project; scenarios that
did not change are the same objects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from engine.contracts.register import EMPTY, Register
from engine.extra import NOTHING, Extra
from engine.model.switch import OFF, SWITCH
from engine.scenario import with_supply, without_supply
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.actuals import Actuals
    from engine.analysis.goal import Goal
    from engine.analysis.ranges import Range
    from engine.model.custom import CustomItem
    from engine.model.supplied import Supply
    from engine.scenario import Scenario
    from engine.scene import Scene
    from engine.sources import Attachment, Source
    from engine.uncertainty.case import Uncertainty

MAX_SCENARIOS = 200
MAX_STEM = 190  # characters, so that a number fits behind it
COLOURS = 8  # places in the palette of scenarios


class Entry(NamedTuple):
    """One scenario of a project. `id` stays its own when it is renamed or moved."""

    id: int
    scenario: Scenario
    colour: int  # a place in the palette, from 0
    ticked: bool = True  # shown in comparisons
    extra: Extra = NOTHING


class Reference(NamedTuple):
    """What the current scenario is compared with: its preset, its saved state, or a scenario."""

    kind: Literal["preset", "saved", "scenario"] = "preset"
    id: int = 0  # of the scenario


TO_PRESET = Reference()


@dataclass(frozen=True)
class Project:
    """At least one scenario, each name once; `current` is the id of the one that is edited."""

    entries: tuple[Entry, ...]
    current: int
    reference: Reference = TO_PRESET
    actuals: Actuals | None = None
    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    extra: Extra = field(default_factory=lambda: NOTHING)
    # The highest id given so far: one is never given twice.
    last_id: int = field(default=0, compare=False)
    uncertainty: Uncertainty | None = None  # None: what ships with the model
    ranges: tuple[tuple[str, Range], ...] = ()  # of inputs, where the user's differ
    goal: Goal | None = None
    register: Register = EMPTY
    scenes: tuple[Scene, ...] = ()  # of the presentation, in its order

    @property
    def entry(self) -> Entry:
        """The current one."""
        return self.by_id(self.current)

    @property
    def scenario(self) -> Scenario:
        return self.entry.scenario

    @property
    def items(self) -> tuple[CustomItem, ...]:
        """The line items that the user added, the same in every scenario."""
        return self.entries[0].scenario.items

    @property
    def supply(self) -> Supply | None:
        """The register's contracts as they feed every scenario; None where they don't."""
        return self.entries[0].scenario.supply

    @property
    def uncertainty_or_shipped(self) -> Uncertainty:
        """Its own, or what ships with the model; that moves with the sliders."""
        return self.uncertainty or _following()

    def by_id(self, number: int) -> Entry:
        for entry in self.entries:
            if entry.id == number:
                return entry
        raise KeyError(number)

    def has(self, number: int) -> bool:
        return any(entry.id == number for entry in self.entries)

    def same_content(self, other: Project) -> bool:
        """Whether the two say the same, whichever of their scenarios are looked at."""
        return self._unseen() == other._unseen()

    def _unseen(self) -> Project:
        entries = tuple(entry._replace(ticked=True) for entry in self.entries)
        return replace(self, entries=entries, current=0)

    # Changes -------------------------------------------------------------------------------

    def with_entry(self, changed: Entry) -> Project:
        """The same project with the entry of that id replaced. Its model is the project's."""
        changed = changed._replace(scenario=self._fitted(changed.scenario))
        entries = tuple(changed if each.id == changed.id else each for each in self.entries)
        return replace(self, entries=entries)

    def with_scenario(self, scenario: Scenario) -> Project:
        """The same project with the current scenario replaced."""
        return self.with_entry(self.entry._replace(scenario=scenario))

    def added(self, scenario: Scenario, after: int | None = None) -> Project:
        """With one more scenario, made current, behind entry `after` or last.

        A name that is taken gets a number.
        """
        named = replace(self._fitted(scenario), name=self.free_name(scenario.name))
        number = self.highest_id() + 1
        entry = Entry(number, named, self._free_colour())
        place = len(self.entries) if after is None else self._place(after) + 1
        entries = (*self.entries[:place], entry, *self.entries[place:])
        return replace(self, entries=entries, current=number, last_id=number)

    def with_items(self, items: tuple[CustomItem, ...]) -> Project:
        """The same project with other custom line items, in every scenario."""
        entries = tuple(
            each._replace(scenario=replace(each.scenario, items=items)) for each in self.entries
        )
        return replace(self, entries=entries)

    def with_supply(self, supply: Supply | None, mode: float = OFF) -> Project:
        """The same project with other contracts that feed it, in every scenario, or with none.

        A scenario that had some keeps its mode; `mode` is that of the others.
        """
        entries = tuple(
            each._replace(scenario=_supplied(each.scenario, supply, mode)) for each in self.entries
        )
        return replace(self, entries=entries)

    def removed(self, number: int) -> Project:
        """Without an entry and its scenes; its neighbour becomes current. The last one stays."""
        if len(self.entries) == 1:
            return self
        place = self._place(number)
        left = tuple(entry for entry in self.entries if entry.id != number)
        current = self.current
        if current == number:
            current = left[min(place, len(left) - 1)].id
        pinned = self.reference == Reference("scenario", number)
        reference = TO_PRESET if pinned else self.reference
        return replace(
            self,
            entries=left,
            current=current,
            reference=reference,
            last_id=self.highest_id(),
            scenes=tuple(scene for scene in self.scenes if scene.scenario != number),
        )

    def moved(self, number: int, place: int) -> Project:
        """With an entry moved to a place, from 0."""
        rest = [entry for entry in self.entries if entry.id != number]
        rest.insert(max(0, min(place, len(rest))), self.by_id(number))
        return replace(self, entries=tuple(rest))

    def free_name(self, name: str, but: int = 0) -> str:
        """`name`, or the next number behind it where an entry other than `but` has it."""
        taken = {each.scenario.name for each in self.entries if each.id != but}
        if name not in taken:
            return name
        stem = re.sub(r" [0-9]{1,4}$", "", name)[:MAX_STEM]
        return next(
            numbered
            for count in range(2, MAX_SCENARIOS + 3)
            if (numbered := f"{stem} {count}") not in taken
        )

    def ticked_like(self, other: Project) -> Project:
        """The same project with the ticks of `other`, where it has the scenarios too."""
        ticks = {entry.id: entry.ticked for entry in other.entries}
        entries = tuple(
            entry
            if (ticked := ticks.get(entry.id, entry.ticked)) == entry.ticked
            else entry._replace(ticked=ticked)
            for entry in self.entries
        )
        return self if entries == self.entries else replace(self, entries=entries)

    def numbered_like(self, other: Project) -> Project:
        """The same project, its entries having the ids of those of the same name in `other`."""
        ids = {entry.scenario.name: entry.id for entry in other.entries}
        fresh = max(ids.values())
        new: dict[int, int] = {}
        for entry in self.entries:
            fresh += 1
            new[entry.id] = ids.get(entry.scenario.name, fresh)
        reference = self.reference._replace(id=new.get(self.reference.id, 0))
        entries = tuple(entry._replace(id=new[entry.id]) for entry in self.entries)
        scenes = tuple(scene._replace(scenario=new[scene.scenario]) for scene in self.scenes)
        return replace(
            self, entries=entries, current=new[self.current], reference=reference, scenes=scenes
        )

    def highest_id(self) -> int:
        """The highest id that it knows was given."""
        return max(self.last_id, *(entry.id for entry in self.entries))

    def _fitted(self, scenario: Scenario) -> Scenario:
        """A case of the project's model; contracts feed a new one as they feed the current."""
        return scenario.like(self.scenario, self.scenario.values.get(SWITCH, OFF))

    def _place(self, number: int) -> int:
        return [entry.id for entry in self.entries].index(number)

    def _free_colour(self) -> int:
        """The colour that is used least; the first of these."""
        used = [entry.colour for entry in self.entries]
        return min(range(COLOURS), key=used.count)


def _supplied(case: Scenario, supply: Supply | None, mode: float) -> Scenario:
    if supply is None:
        return without_supply(case)
    return with_supply(case, supply, case.values.get(SWITCH, mode))


@cache
def _following() -> Uncertainty:

    return replace(shipped(), follows=True)


def single(scenario: Scenario) -> Project:
    """A project of one scenario, compared with its preset."""
    return Project((Entry(1, scenario, 0),), 1)


def project_of(scenarios: Iterable[Scenario]) -> Project:
    """A project of several scenarios; the first is current."""
    first, *rest = scenarios
    made = single(first)
    for each in rest:
        made = made.added(each)
    return replace(made, current=made.entries[0].id)
