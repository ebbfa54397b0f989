"""What the scenario bar does to the session: each command one step of undo.

Knows no toolkit. A command that can't be done says why in words and changes nothing. The bar
shows the last frame: a command on a scenario that went away since does nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.scenarios.naming import given_name, own_preset
from engine.calendar import quarter_phase
from engine.files.reading import MAX_NAME, name_fault
from engine.files.shipped import DEFAULT_PRESET, preset_scenario, presets
from engine.project import MAX_SCENARIOS, TO_PRESET, Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.session import Session
    from engine.calendar import YearMonth
    from engine.project import Entry, Project
    from engine.scenario import Scenario

_FULL = f"A project holds up to {MAX_SCENARIOS} scenarios; delete one first"


class ScenarioCommands:
    """New, duplicate, rename, reorder, delete, colour, pin. Faults are returned, not raised."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _project(self) -> Project:
        return self._session.project

    def _entry(self, number: int) -> Entry | None:
        """The scenario of that id; None where it is gone."""
        return self._project.by_id(number) if self._project.has(number) else None

    # Which one is looked at -----------------------------------------------------------------

    def select(self, number: int) -> None:
        if self._project.has(number):
            self._session.look(replace(self._project, current=number))

    def tick(self, number: int, ticked: bool) -> None:
        if entry := self._entry(number):
            self._session.look(self._project.with_entry(entry._replace(ticked=ticked)))

    def tick_all(self) -> None:
        self._tick(lambda _number: True)

    def tick_current(self) -> None:
        """Only the current scenario and what it is compared with."""
        reference = self._project.reference
        kept = {self._project.current, reference.id if reference.kind == "scenario" else 0}
        self._tick(lambda number: number in kept)

    def _tick(self, ticked: Callable[[int], bool]) -> None:
        entries = tuple(each._replace(ticked=ticked(each.id)) for each in self._project.entries)
        self._session.look(replace(self._project, entries=entries))

    # More and fewer --------------------------------------------------------------------------

    def new(self) -> str:
        """A scenario with the values of the reported case."""
        plain = replace(preset_scenario(DEFAULT_PRESET), name=given_name("New scenario"))
        return self.add(plain, "new scenario")

    def duplicate(self, number: int) -> str:
        """A copy behind the original, made current: the usual way to try something."""
        if not (entry := self._entry(number)):
            return ""
        return self.add(entry.scenario, f"copy of {entry.scenario.name}", after=number)

    def add_preset(self, preset: str) -> str:
        return self.add(own_preset(preset), f"preset {presets()[preset].name}")

    def add(self, scenario: Scenario, label: str, after: int | None = None) -> str:
        """One more scenario, made current."""
        if len(self._project.entries) >= MAX_SCENARIOS:
            return _FULL
        self._session.change(self._project.added(scenario, after), label)
        return ""

    def delete(self, number: int) -> str:
        if not (entry := self._entry(number)):
            return ""
        if len(self._project.entries) == 1:
            return "The last scenario stays: a project holds at least one"
        label = f"deletion of {entry.scenario.name}"
        self._session.change(self._project.removed(number), label)
        return ""

    # What one is called, where it stands, how it looks -----------------------------------------

    def rename(self, number: int, text: str) -> str:
        """Gives a scenario another name. The fault in words, or empty."""
        if not (entry := self._entry(number)):
            return ""
        name = text.strip()
        if fault := name_fault(name):
            return f"{fault[:1].upper()}{fault[1:]}; allowed: 1 to {MAX_NAME} characters"
        if self._project.free_name(name, but=number) != name:
            return f"Another scenario is named {name}"
        if name != entry.scenario.name:
            renamed = entry._replace(scenario=replace(entry.scenario, name=name))
            label = f"name {entry.scenario.name} → {name}"
            self._session.change(self._project.with_entry(renamed), label)
        return ""

    def move(self, number: int, place: int) -> None:
        if entry := self._entry(number):
            label = f"place of {entry.scenario.name}"
            self._session.change(self._project.moved(number, place), label)

    def colour(self, number: int, colour: int) -> None:
        if entry := self._entry(number):
            coloured = self._project.with_entry(entry._replace(colour=colour))
            self._session.change(coloured, f"colour of {entry.scenario.name}")

    def set_calendar(self, start: YearMonth, fiscal_start: int) -> None:
        """The current scenario's first month, and the first month of its fiscal year.

        The months of the quarter that are gone at month 1 follow from the two.
        """
        phase = {"quarter_phase": float(quarter_phase(start, fiscal_start))}
        scenario = self._project.scenario.with_values(phase)
        moved = replace(scenario, start=start, fiscal_start=fiscal_start)
        self._session.change(self._project.with_scenario(moved), f"start in {start.name()}")

    # What it is compared with ------------------------------------------------------------------

    def pin(self, number: int) -> None:
        self.compare_with(Reference("scenario", number))

    def unpin(self) -> None:
        self.compare_with(TO_PRESET)

    def compare_with(self, reference: Reference) -> None:
        if reference.kind == "scenario" and not self._entry(reference.id):
            return
        changed = replace(self._project, reference=reference)
        self._session.change(changed, f"baseline {reference_name(changed)}")

    # The reading ---------------------------------------------------------------------------------

    def become_preset(self, preset: str) -> None:
        """The current scenario takes a preset's values and name, where that name is free."""
        chosen = own_preset(preset)
        name = self._project.free_name(chosen.name, but=self._project.current)
        changed = self._project.with_scenario(replace(chosen, name=name))
        self._session.change(changed, f"preset {presets()[preset].name}")


def reference_name(project: Project) -> str:
    """What the current scenario is compared with, in words."""
    reference = project.reference
    if reference.kind == "scenario" and project.has(reference.id):
        return project.by_id(reference.id).scenario.name
    if reference.kind == "saved":
        return "saved state"
    return f"preset {presets()[project.scenario.preset].name}"
