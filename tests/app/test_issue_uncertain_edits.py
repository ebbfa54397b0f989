"""Distributions, correlations and ranges edited in the app, saved, and used by all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from scipy import stats

from engine.files.project.file import read_project, write_project
from engine.uncertainty.case import Distribution
from tests import issue_five
from tests.app.command_calls import answer
from tests.app.uncertain_page import (
    desk,
    fans,
    look,
    part,
    same_as_command_line,
    simulation,
)
from widgets.uncertainty.sensitivity_drawing import Spot
from widgets.uncertainty.states import SENSITIVITY

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.app.conftest import Opened
    from widgets.uncertainty.sensitivity_states import SensitivityState, TornadoState

    Capture = pytest.CaptureFixture[str]
    Floats = NDArray[np.float64]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


# What is uncertain, edited ------------------------------------------------------------------


def test_edited_distributions_and_correlations_are_saved_and_used_by_all(
    opened: Opened, capsys: Capture, tmp_path: Path
) -> None:
    look(opened)
    commands = desk(opened).commands
    before = fans(opened)["operating_profit"].copy()
    normal = Distribution("normal", (("mean", 3600.0), ("sd", 150.0)))
    assert commands.set_distribution("opening_revenue", normal) == ""
    assert commands.set_distribution("outage_start_month", None) == ""
    assert commands.set_correlation("revenue_growth", "opening_revenue", -0.6) == ("", ())
    assert commands.set_correlation("revenue_growth", "long_run_growth", 0.2) == ("", ())
    assert commands.set_draws(1000) == ""
    assert commands.set_seed("42") == ""
    opened.controller.settle()
    path = tmp_path / "plan.tenor"
    found = same_as_command_line(opened, capsys, path)
    assert (found["draws"], found["seed"]) == (1000, 42)
    back = read_project(path)
    assert back.uncertainty == opened.controller.session.project.uncertainty
    drawn = simulation(opened).samples
    assert "outage_start_month" not in drawn
    assert drawn["opening_revenue"].mean() == pytest.approx(3600, abs=2)
    found_rank = stats.spearmanr(drawn["revenue_growth"], drawn["opening_revenue"]).statistic
    assert found_rank == pytest.approx(-0.6, abs=0.02)
    for _ in range(6):  # each was one step
        opened.controller.session.undo()
    opened.controller.settle()
    assert opened.controller.session.project.uncertainty is None
    assert np.array_equal(fans(opened)["operating_profit"], before)


def test_impossible_correlations_are_brought_to_the_nearest(opened: Opened) -> None:
    look(opened)
    keys = ("revenue_growth", "long_run_growth", "efficiency_gain")
    commands = desk(opened).commands
    commands.set_correlation(keys[0], keys[1], 0.9)
    commands.set_correlation(keys[0], keys[2], 0.9)
    fault, repair = commands.set_correlation(keys[1], keys[2], -0.9)
    assert fault == ""
    assert repair  # with notice
    opened.controller.settle()
    made = opened.controller.session.project.uncertainty_or_shipped
    kept = {(pair.first, pair.second): pair.rank for pair in made.correlations}
    drawn = made.inputs
    ranks = np.eye(len(drawn))
    for (one, other), rank in kept.items():
        i, j = drawn.index(one), drawn.index(other)
        ranks[i, j] = ranks[j, i] = rank
    assert np.linalg.eigvalsh(ranks).min() >= -1e-9
    assert np.linalg.eigvalsh(2 * np.sin(np.pi / 6 * ranks)).min() >= -1e-9
    assert simulation(opened).uncertainty == made


# Sensitivity --------------------------------------------------------------------------------


def tornado(opened: Opened) -> TornadoState:
    shown: SensitivityState = part(opened)
    assert shown.fresh
    assert shown.tornado is not None
    return shown.tornado


def test_the_tornados_bars_and_a_click_on_one(opened: Opened) -> None:
    look(opened, SENSITIVITY)
    page = opened.window.uncertainty
    assert page is not None
    view: Any = page.view(SENSITIVITY)
    view.item_chosen.emit("exit_cost")
    opened.controller.settle()
    rows = {row.key: row for row in tornado(opened).rows}
    for row in rows.values():
        for end in (row.low, row.high):
            wanted = issue_five.number("exit_cost", "as_reported", **{row.key: end.value})
            assert end.number == pytest.approx(wanted, rel=1e-9)
    spend = rows["monthly_spend"]
    assert (spend.low.value, spend.high.value) == (1000, 1500)
    places = [row.key for row in tornado(opened).rows]
    drawing = view.tornado.bars.drawing()
    spot = drawing.part_boxes(Spot(places.index("monthly_spend"), "high"))[0]
    where = spot.center().toPoint()
    QTest.mouseClick(view.tornado.bars, LEFT, Qt.KeyboardModifier.NoModifier, where)
    opened.controller.settle()
    assert opened.value("monthly_spend") == 1500
    assert tornado(opened).base == pytest.approx(issue_five.number("exit_cost", monthly_spend=1500))
    opened.controller.session.undo()
    assert opened.value("monthly_spend") == 1250


def test_a_range_typed_in_the_tornado_is_kept_in_the_file(
    opened: Opened, capsys: Capture, tmp_path: Path
) -> None:
    look(opened, SENSITIVITY)
    page = opened.window.uncertainty
    assert page is not None
    view: Any = page.view(SENSITIVITY)
    view.item_chosen.emit("exit_cost")
    view.range_entered.emit("monthly_spend", "0.8B", "2B")
    opened.controller.settle()
    (row,) = [row for row in tornado(opened).rows if row.key == "monthly_spend"]
    assert (row.low.value, row.high.value) == (800, 2000)
    path = tmp_path / "plan.tenor"
    write_project(path, opened.controller.session.project)
    bar = answer(capsys, "sensitivity", path, "--figure", "exit_cost")["bars"]["monthly_spend"]
    assert (bar["at_low"], bar["at_high"]) == (row.low.number, row.high.number)
    view.range_entered.emit("monthly_spend", "much", "2B")  # refused in place, nothing changes
    opened.controller.settle()
    assert dict(opened.controller.session.project.ranges)["monthly_spend"] == (800, 2000)
    opened.controller.session.undo()
    assert opened.controller.session.project.ranges == ()
