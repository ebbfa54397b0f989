"""Names that Tenor gives: in the user's language when they are given, the user's own from then on.

Knows no toolkit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.files.shipped import preset_scenario, presets
from widgets.language.spoken import said

if TYPE_CHECKING:
    from engine.project import Project
    from engine.scenario import Scenario


def own_preset(preset: str) -> Scenario:
    """A preset as a scenario of the user's."""
    return _named(preset_scenario(preset))


def with_own_names(project: Project) -> Project:
    """A project that comes from no file: scenarios that are called as their presets."""
    entries = tuple(each._replace(scenario=_named(each.scenario)) for each in project.entries)
    return project if entries == project.entries else replace(project, entries=entries)


def given_name(name: str) -> str:
    """A name of Tenor's choice, in the user's language."""
    return str(said(name))


def _named(scenario: Scenario) -> Scenario:
    preset = presets().get(scenario.preset)
    if preset is None or scenario.name != preset.name:
        return scenario
    name = given_name(scenario.name)
    return scenario if name == scenario.name else replace(scenario, name=name)
