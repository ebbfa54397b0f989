"""The Uncertainty page as a test sees it: what it shows, and what its draws are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtWidgets import QApplication

from engine.files.project.file import write_project
from tests.app.command_calls import answer
from widgets.uncertainty.states import FANS, FansState

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from numpy.typing import NDArray

    from app.uncertainty.desk import UncertaintyDesk
    from engine.analysis.simulation.result import Simulation
    from tests.app.conftest import Opened
    from widgets.uncertainty.states import ToolbarState

    Capture = pytest.CaptureFixture[str]
    Floats = NDArray[np.float64]

ITEMS = {
    "Operating profit": "operating_profit",
    "Exit cost": "exit_cost",
    "Above-market exposure": "above_market_exposure",
}


def desk(opened: Opened) -> UncertaintyDesk:
    return opened.controller.pages.uncertainty


def look(opened: Opened, view: int = FANS) -> None:
    opened.controller.show_page("Uncertainty")
    desk(opened).show_view(view)
    opened.controller.settle()
    QApplication.processEvents()


def toolbar(opened: Opened) -> ToolbarState:
    assert opened.controller.screen.uncertainty is not None
    return opened.controller.screen.uncertainty.toolbar


def part(opened: Opened) -> Any:
    assert opened.controller.screen.uncertainty is not None
    return opened.controller.screen.uncertainty.part


def fans(opened: Opened) -> dict[str, Floats]:
    """By line item, (5, months)."""
    shown = part(opened)
    assert isinstance(shown, FansState)
    return {chart.fans[0].key: chart.fans[0].values for chart in shown.charts}


def simulation(opened: Opened) -> Simulation:
    found = desk(opened).drawing.simulation
    assert found is not None
    return found


def current(opened: Opened) -> dict[str, float]:
    return dict(opened.controller.session.document.scenario.values)


def of_now(opened: Opened) -> bool:
    """Whether the draws that stand are of the scenario as it is."""
    return dict(simulation(opened).scenario.values) == current(opened)


def same_as_command_line(opened: Opened, capsys: Capture, path: Path) -> dict[str, Any]:
    """What is shown is what `tenor simulate` prints of the saved project."""
    write_project(path, opened.controller.session.project)
    found = answer(capsys, "simulate", path)
    shown = fans(opened)
    for key in ITEMS.values():
        wanted = np.array(
            [found["bands"][key][name] for name in ("p5", "p25", "p50", "p75", "p95")]
        )
        assert np.array_equal(shown[key], wanted), key
    state = part(opened)
    assert state.quarters.shares.tolist() == found["probability"]["quarter_profit"]
    assert state.sustained.shares.tolist() == found["probability"]["sustained_profit_by_month"]
    return found
