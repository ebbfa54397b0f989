"""The Uncertainty page follows the hand, as the issue states it: through the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from engine.files.project.file import write_project
from engine.files.shipped import preset_scenario
from engine.project import single
from tests import issue_five
from tests.app.command_calls import answer
from tests.app.uncertain_page import (
    ITEMS,
    current,
    desk,
    fans,
    look,
    of_now,
    part,
    same_as_command_line,
    simulation,
    toolbar,
)
from widgets.uncertainty.states import FIGURE, FigureState

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened
    from widgets.controls.control import InputControl

    Capture = pytest.CaptureFixture[str]
    Floats = NDArray[np.float64]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


# The fans -----------------------------------------------------------------------------------


def test_the_fans_are_the_command_lines_and_the_plan_is_the_oracles(
    opened: Opened, capsys: Capture, tmp_path: Path
) -> None:
    look(opened)
    found = same_as_command_line(opened, capsys, tmp_path / "plan.tenor")
    assert (found["draws"], found["seed"]) == (10000, 1)
    assert "10,000 draws" in toolbar(opened).status
    plain = issue_five.run(issue_five.of("as_reported"))
    titles = [chart.title for chart in part(opened).charts]
    assert titles == ["Operating profit", "Cumulative cash", "Exit cost", "Above-market exposure"]
    for chart in part(opened).charts:
        (fan,) = chart.fans
        assert fan.values.shape == (5, 48)
        assert np.all(np.diff(fan.values, axis=0) >= 0)
        if chart.title in ITEMS:
            assert fan.plan == pytest.approx(plain.rows[ITEMS[chart.title]][:48], rel=1e-9)
    assert len(part(opened).quarters.shares) == 16
    assert len(part(opened).sustained.shares) == 48


def test_cumulative_cash_is_a_running_sum_over_my_own_draws(opened: Opened) -> None:
    """The fan of the sum of net cash flow, or of cash itself, against my plain draws."""
    look(opened)
    (chart,) = [each for each in part(opened).charts if each.title == "Cumulative cash"]
    mine = issue_five.drawn("as_reported").rows
    flows = np.cumsum(mine["net_cash_flow"], axis=1)
    for row, percent in enumerate((5.0, 25.0, 50.0, 75.0, 95.0)):
        for month in (0, 5, 11, 23, 35, 47):
            value = float(chart.fans[0].values[row, month])
            assert issue_five.percentile_agrees(value, percent, flows[:, month]), (percent, month)


# Under the hand -----------------------------------------------------------------------------


def slider_of(opened: Opened, key: str) -> InputControl:
    control = opened.window.panel.control(key)
    assert control is not None
    return control


def test_it_follows_a_drag_and_fills_up_on_release(
    opened: Opened, qtbot: QtBot, capsys: Capture, tmp_path: Path
) -> None:
    look(opened)
    before = {key: values.copy() for key, values in fans(opened).items()}
    slider = slider_of(opened, "term_months").slider
    middle = slider.height() // 2
    place = round(slider._handle_x())
    seen: list[int] = []
    QTest.mousePress(slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(place, middle))
    for by in (6, 14, 25, 33):
        QTest.mouseMove(slider, QPoint(place + by, middle))
        qtbot.waitUntil(lambda: of_now(opened) and not desk(opened).drawing.busy, timeout=10000)
        opened.controller.recompute.flush()
        QApplication.processEvents()
        assert "while you drag" in toolbar(opened).status
        seen.append(simulation(opened).draws)
        assert f"{simulation(opened).draws:,} draws" in toolbar(opened).status
        drawn = simulation(opened).bands["exit_cost"]
        assert np.array_equal(fans(opened)["exit_cost"], drawn)
    assert all(100 <= draws <= 10000 for draws in seen)
    dragged = current(opened)
    assert dragged["term_months"] > 36
    QTest.mouseRelease(slider, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(place + 33, middle))
    opened.controller.settle()
    assert simulation(opened).draws == 10000
    assert of_now(opened)
    assert toolbar(opened).status.startswith("live · 10,000 draws")
    same_as_command_line(opened, capsys, tmp_path / "dragged.tenor")
    assert not np.array_equal(fans(opened)["exit_cost"], before["exit_cost"])
    opened.controller.session.undo()  # one drag is one step
    opened.controller.settle()
    assert opened.value("term_months") == 36
    for key, values in fans(opened).items():
        assert np.array_equal(values, before[key]), key


def test_what_is_stale_is_never_called_live(opened: Opened, qtbot: QtBot) -> None:
    look(opened)
    control = slider_of(opened, "monthly_spend")
    for round_ in range(3):
        control.gesture_started.emit("monthly_spend")
        for step in range(12):
            opened.controller.edit("monthly_spend", 1250.0 + 25 * (round_ + step + 1))
            QApplication.processEvents()
            opened.controller.recompute.flush()  # a second edit waits for the frame's end
            if toolbar(opened).status.startswith("live"):
                assert of_now(opened)
            qtbot.wait(3)
        control.gesture_finished.emit("monthly_spend")
        for _ in range(200):
            QApplication.processEvents()
            if toolbar(opened).status.startswith("live"):
                assert of_now(opened)
                assert simulation(opened).draws == 10000
                break
            qtbot.wait(5)
    opened.controller.settle()
    assert toolbar(opened).status.startswith("live")
    assert of_now(opened)


def test_switching_pages_while_it_draws(opened: Opened, capsys: Capture, tmp_path: Path) -> None:
    look(opened)
    opened.controller.edit("decision_month", 12.0)
    for page in ("Overview", "Decide", "Uncertainty", "Ledger", "Scenarios", "Uncertainty"):
        opened.controller.show_page(page)
        opened.controller.recompute.flush()
        QApplication.processEvents()
        opened.controller.edit("monthly_spend", opened.value("monthly_spend") + 25)
    opened.controller.settle()
    assert of_now(opened)
    assert opened.value("monthly_spend") == 1400
    same_as_command_line(opened, capsys, tmp_path / "plan.tenor")


def many_draws(opened: Opened) -> None:
    project = opened.controller.session.project
    made = replace(project.uncertainty_or_shipped, draws=100_000, seed=31)
    opened.controller.session.change(replace(project, uncertainty=made), "Draws")
    opened.controller.recompute.flush()


def test_cancel_stops_it_and_the_next_change_draws_again(opened: Opened, qtbot: QtBot) -> None:
    look(opened)
    many_draws(opened)
    assert desk(opened).drawing.busy
    page = opened.window.uncertainty
    assert page is not None
    page.cancel_requested.emit()
    assert not desk(opened).drawing.busy
    qtbot.wait(20)
    opened.controller.recompute.flush()
    assert simulation(opened).draws == 10000  # the last answer stands
    assert not toolbar(opened).status.startswith("live")
    project = opened.controller.session.project
    fewer = replace(project.uncertainty_or_shipped, draws=2000)
    opened.controller.session.change(replace(project, uncertainty=fewer), "Draws")
    opened.controller.settle()
    assert simulation(opened).draws == 2000
    assert toolbar(opened).status.startswith("live · 2,000 draws")


@pytest.fixture
def own_window(qtbot: QtBot) -> Opened:
    """A window that the test itself closes."""
    from app.launch import open_window
    from app.settings import Settings
    from tests.app.conftest import Opened as Given

    settings = Settings(theme="light")
    window, controller = open_window(single(preset_scenario("as_reported")), settings)
    window.show()
    qtbot.waitExposed(window)
    return Given(window, controller, settings)


@pytest.mark.parametrize("page", ["Uncertainty", "Decide"])
def test_closing_the_window_during_a_run_leaves_no_thread(
    own_window: Opened, qtbot: QtBot, page: str
) -> None:
    from app.launch import close_window

    own_window.controller.show_page(page)
    own_window.controller.settle()
    many_draws(own_window)
    qtbot.wait(30)  # the run is under way
    worker = own_window.controller.pages.tools.worker
    threads = [each for each in worker.findChildren(QThread) if each.isRunning()]
    threads += [each for each in vars(worker).values() if isinstance(each, QThread)]
    assert threads
    close_window(own_window.window)
    assert all(not isValid(each) or each.isFinished() for each in threads)


# One figure ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["cash_out_month", "npv_operating_profit", "best_exit_saving"])
def test_one_figures_distribution(
    opened: Opened, capsys: Capture, tmp_path: Path, key: str
) -> None:
    look(opened, FIGURE)
    page = opened.window.uncertainty
    assert page is not None
    page.figure_chosen.emit(key)
    opened.controller.settle()
    shown = part(opened)
    assert isinstance(shown, FigureState)
    assert shown.figure == key
    path = tmp_path / "plan.tenor"
    write_project(path, opened.controller.session.project)
    summary = answer(capsys, "simulate", path)["kpis"][key]
    assert shown.histogram is not None
    absent = shown.histogram.absent
    missing = absent.share if absent else 0.0
    assert missing == pytest.approx(summary["share_null"], abs=1e-12)
    assert absent is None or absent.reason
    assert float(np.sum(shown.histogram.shares)) + missing == pytest.approx(1, abs=0.02)
    values = simulation(opened).figures[key]
    exist = values[~np.isnan(values)]
    for left, right, share in zip(
        shown.histogram.edges[:-1], shown.histogram.edges[1:], shown.histogram.shares, strict=True
    ):
        last = right == shown.histogram.edges[-1]
        inside = (exist >= left) & ((exist <= right) if last else (exist < right))
        assert share == pytest.approx(np.sum(inside) / len(values), abs=1e-12)
    assert shown.convergence is not None
    assert shown.convergence.low[-1] <= shown.convergence.estimate[-1] <= shown.convergence.high[-1]


def test_the_goals_probability_is_the_share_of_draws(opened: Opened) -> None:
    look(opened, FIGURE)
    shown = part(opened)
    assert shown.goal is not None
    quarters = issue_five.drawn("as_reported").figures["first_profit_quarter"]
    times = sum(each <= 2 for each in issue_five.existing(quarters))
    assert shown.goal.share is not None
    assert issue_five.share_agrees(shown.goal.share, times, issue_five.HEADLINE_DRAWS)
