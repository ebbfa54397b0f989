"""A snapshot: a project, what came of it on the day, and the hash that tells later changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from engine.files.shipped import preset_scenario
from engine.files.snapshot.series import results_of
from engine.uncertainty.following import shifts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from engine.files.snapshot.series import Series
    from engine.project import Project


class Case(NamedTuple):
    """The results of one scenario. `shifts` is how far its distributions were moved, by input."""

    scenario: str
    shifts: Mapping[str, float]
    series: tuple[Series, ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """`cases` are the project's scenarios in its order; its uncertainty is always stated.

    `version` is the Tenor that sealed it. `stated` is the hash in the file, `fingerprint` that
    of what the file holds: 64 hexadecimal digits each.
    """

    project: Project
    version: str
    day: date
    cases: tuple[Case, ...]
    stated: str = ""
    fingerprint: str = ""

    @property
    def intact(self) -> bool:
        """Whether it holds what was sealed: nothing in it was changed since."""
        return self.stated == self.fingerprint


def sealed(
    project: Project,
    version: str,
    day: date,
    progress: Callable[[float], None],
    *,
    workers: int = 1,
) -> Snapshot:
    """A project with all its results, its hash not taken yet. `progress` may raise to stop it."""
    # Stated: a later Tenor may ship another uncertainty.
    whole = replace(project, uncertainty=project.uncertainty_or_shipped)
    moved = tuple(_shifts(whole, place) for place in range(len(whole.entries)))
    return Snapshot(whole, version, day, evaluated(whole, moved, progress, workers=workers))


def evaluated(
    project: Project,
    moved: tuple[Mapping[str, float], ...],
    progress: Callable[[float], None],
    *,
    workers: int = 1,
) -> tuple[Case, ...]:
    """What comes of each scenario today; `moved` is how far its distributions are."""
    uncertainty, count = project.uncertainty_or_shipped, len(project.entries)
    found = []
    for place, entry in enumerate(project.entries):
        share = place / count
        series = results_of(
            entry.scenario,
            uncertainty,
            moved[place],
            workers=workers,
            stop=lambda share=share: progress(share),  # type: ignore[misc]
        )
        found.append(Case(entry.scenario.name, moved[place], series))
    progress(1.0)
    return tuple(found)


def as_opened(snapshot: Snapshot) -> Project:
    """The project as a window shows it: what ships with the model is not said to be its own."""
    plain = replace(snapshot.project, uncertainty=None)
    same = plain.uncertainty_or_shipped == snapshot.project.uncertainty
    return plain if same else snapshot.project


def _shifts(project: Project, place: int) -> Mapping[str, float]:
    case = project.entries[place].scenario
    preset = preset_scenario(case.preset)
    return shifts(project.uncertainty_or_shipped, case.values, preset.values)
