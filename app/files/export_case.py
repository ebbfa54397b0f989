"""What an export is of: a project's scenarios, one of them current, the baseline, the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.evaluate import Result, evaluate

if TYPE_CHECKING:
    from engine.analysis.simulation.result import Simulation
    from engine.project import Project
    from engine.scenario import Scenario
    from engine.sources import Attachment, Source


class ExportCase(NamedTuple):
    """Frozen, so that it can be written in the background while the user goes on."""

    scenarios: tuple[Scenario, ...]
    selected: int  # the place of the current one
    baseline: Scenario
    sources: tuple[Source, ...] = ()  # the user's own
    attachments: tuple[Attachment, ...] = ()
    simulation: Simulation | None = None  # of the current scenario, where one is at hand

    @classmethod
    def of(cls, project: Project, baseline: Scenario) -> ExportCase:
        scenarios = tuple(entry.scenario for entry in project.entries)
        place = [entry.id for entry in project.entries].index(project.current)
        standard = baseline.read_like(project.scenario)
        return cls(scenarios, place, standard, project.sources, project.attachments)

    @property
    def scenario(self) -> Scenario:
        return self.scenarios[self.selected]

    def result(self) -> Result:
        """The whole model of the current scenario."""
        return evaluate(self.scenario)
