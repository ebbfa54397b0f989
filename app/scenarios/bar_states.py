"""What the scenario bar shows of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scenarios.commands import reference_name
from engine.files.shipped import presets
from widgets.scenario_bar.states import ChipState, ComparisonState, ScenarioBarState, colour_token

if TYPE_CHECKING:
    from app.session import Document, Saved


def bar_state(document: Document, saved: Saved, *, ticks_shown: bool) -> ScenarioBarState:
    """The chips of all scenarios and what the current one is compared with."""
    project = document.project
    kept = {entry.id: entry.scenario for entry in saved.project.entries} if saved.path else {}
    pinned = project.reference.id if project.reference.kind == "scenario" else 0
    chips = tuple(
        ChipState(
            id=entry.id,
            name=entry.scenario.name,
            colour=colour_token(entry.colour),
            current=entry.id == project.current,
            is_baseline=entry.id == pinned,
            ticked=entry.ticked,
            modified=bool(kept) and kept.get(entry.id) != entry.scenario,
            tooltip=f"{entry.scenario.name}\nMonth 1 is {entry.scenario.start.name()}",
        )
        for entry in project.entries
    )
    comparison = ComparisonState(
        text=reference_name(project),
        kind=project.reference.kind,
        id=pinned,
        preset=presets()[document.scenario.preset].name,
        has_saved=project.current in kept,
    )
    return ScenarioBarState(chips, ticks_shown, comparison)
