"""Scenarios side by side for tests, and what the oracle says of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.scenarios.tables import Case, make_case
from engine.evaluate import evaluate
from engine.project import project_of
from engine.scenario import scenario
from tests.oracle.headline import headline
from tests.oracle.inputs import defaults, presets, random_inputs
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from engine.project import Project
    from tests.oracle.base import Rows
    from tests.oracle.figures import Figures


def inputs_of(name: str) -> dict[str, float]:
    """The inputs of a preset, or of a random case `seed 7`, read in month 1 over 48 months."""
    if name.startswith("seed "):
        found = dict(random_inputs(int(name.removeprefix("seed "))))
    else:
        found = dict(presets()[name])
    reading = {key: defaults()[key] for key in ("decision_month", "horizon_months")}
    return {**found, **reading}


@cache
def refereed(name: str) -> tuple[Rows, Figures]:
    """The oracle's line items and headline figures of that case."""
    inputs = inputs_of(name)
    scalars, rows = oracle(inputs)
    return rows, headline(inputs, scalars, rows)


def refereed_figure(inputs: dict[str, float], key: str) -> float:
    """The oracle's number of a headline figure that there is."""
    found = headline(inputs, *oracle(inputs))[key]
    assert isinstance(found, float)
    return found


def project_named(*names: str) -> Project:
    return project_of(scenario(name, inputs_of(name)) for name in names)


def cases_of(project: Project, pinned: int = 0) -> list[Case]:
    """All ticked scenarios as cases, whole."""
    return [
        make_case(entry, evaluate(entry.scenario), baseline=entry.id == pinned)
        for entry in project.entries
        if entry.ticked
    ]
