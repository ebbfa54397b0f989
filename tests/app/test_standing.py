"""What is kept between frames never differs from what is made anew."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from app.scenarios.commands import ScenarioCommands
from app.scenarios.view import ScenariosView
from app.session import Session
from engine.evaluate import evaluate
from engine.files.shipped import preset_scenario, presets
from engine.model.catalogue import catalogue
from engine.project import project_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.scenarios.view import ScenariosScreen
    from widgets.states import ChartState

_INPUTS = ("term_months", "monthly_spend", "revenue_growth", "termination_fee_pct", "opening_cash")
_READINGS = ("decision_month", "horizon_months")


def _shown(view: ScenariosView, session: Session) -> ScenariosScreen:
    document = session.document
    return view.screen(document, evaluate(document.scenario), None, None, held=False)


def _act(chance: random.Random, session: Session, view: ScenariosView) -> None:
    """Something that a user might do next."""
    commands = ScenarioCommands(session)
    some = chance.choice(session.project.entries).id
    key = chance.choice(_INPUTS if chance.random() < 0.8 else _READINGS)
    item = catalogue().inputs[key]
    value = round(chance.uniform(item.minimum, item.maximum), 2)
    actions: dict[str, Callable[[], object]] = {
        "edit": lambda: session.edit({key: float(round(value)) if item.whole else value}, "edit"),
        "select": lambda: commands.select(some),
        "tick": lambda: commands.tick(some, chance.random() < 0.7),
        "pin": lambda: commands.pin(some),
        "unpin": commands.unpin,
        "rename": lambda: commands.rename(some, f"Name {chance.randrange(1000)}"),
        "colour": lambda: commands.colour(some, chance.randrange(8)),
        "move": lambda: commands.move(some, chance.randrange(4)),
        "delete": lambda: commands.delete(some),
        "add": lambda: commands.add_preset(chance.choice(tuple(presets()))),
        "undo": session.undo,
        "redo": session.redo,
        "item": lambda: setattr(view, "item", chance.choice(("row:revenue", "exit_cost"))),
    }
    weights = [12 if name == "edit" else 1 for name in actions]
    chance.choices(tuple(actions.values()), weights)[0]()


def _same_chart(one: ChartState | None, other: ChartState | None) -> None:
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    for mine, fresh in zip((*one.series, *one.still), (*other.series, *other.still), strict=True):
        assert mine[:3] == fresh[:3]
        assert mine.value_text == fresh.value_text
        np.testing.assert_array_equal(mine.values, fresh.values)


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_acts_shows_what_a_new_page_would(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable user
    session = Session(project_of(preset_scenario(key) for key in tuple(presets())[:5]))
    view = ScenariosView()
    sticky: set[str] = set()
    for _ in range(60):
        _act(chance, session, view)
        shown = _shown(view, session)
        fresh = ScenariosView()
        fresh.item = view.item
        anew = _shown(fresh, session)
        assert shown.figures == anew.figures
        assert shown.inputs.columns == anew.inputs.columns
        assert shown.overlay.bars == anew.overlay.bars
        _same_chart(shown.overlay.chart, anew.overlay.chart)
        rows = {row.key: row for row in shown.inputs.rows if row.cells}
        differing = {row.key: row for row in anew.inputs.rows if row.cells}
        assert differing.items() <= rows.items()
        # What is there beyond the inputs that differ was there before: rows never jump away.
        sticky |= differing.keys()
        assert rows.keys() <= sticky
