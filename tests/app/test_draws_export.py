"""Draws as a file from the window: from every page, beside the window, cancelled at any time."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from app.uncertainty.at_hand import complete, single_figures
from engine.analysis.simulation.simulate import simulate
from engine.files.shipped import preset_scenario
from engine.uncertainty.case import Uncertainty
from engine.uncertainty.defaults import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened

DRAWS = 200


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the dialog is opened with; it is answered with a file in `tmp_path`."""
    found: list[str] = []

    def answer(_parent: object, title: str, start: str, _kind: str) -> tuple[str, str]:
        found.extend((title, start))
        return str(tmp_path / "drawn.csv"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return found


def few(opened: Opened) -> None:
    project = opened.controller.session.project
    made = replace(project.uncertainty_or_shipped, draws=DRAWS)
    opened.controller.session.change(replace(project, uncertainty=made), "few draws")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("page", ["Overview", "Uncertainty", "Sources"])
def test_from_every_page(
    opened: Opened, qtbot: QtBot, tmp_path: Path, asked: list[str], page: str
) -> None:
    few(opened)
    opened.controller.show_page(page)
    exports = opened.controller.exports.exports
    with qtbot.waitSignal(exports.saved, timeout=60_000):
        opened.controller.action("export_draws").trigger()
    assert asked[0] == "Export draws"
    assert asked[1].endswith("As reported draws.csv")
    assert opened.settings.folder == str(tmp_path)
    assert "Saved drawn.csv" in opened.window.status.message()
    rows = rows_of(tmp_path / "drawn.csv")
    assert len(rows) == DRAWS
    assert {*shipped().inputs, *single_figures()} <= rows[0].keys()
    made = (rows[0]["scenario"], rows[0]["seed"], rows[0]["draws"])
    assert made == ("As reported", "1", str(DRAWS))
    assert date.fromisoformat(rows[0]["date"]) <= date.today()


def test_they_are_the_draws_that_the_page_shows(
    opened: Opened, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    few(opened)
    opened.controller.show_page("Uncertainty")
    opened.controller.settle()
    shown = opened.controller.pages.uncertainty.drawing.simulation
    assert shown is not None
    exports = opened.controller.exports.exports
    with qtbot.waitSignal(exports.saved, timeout=60_000):
        opened.controller.uncertain.export(shown)
    rows = rows_of(tmp_path / "drawn.csv")
    drawn = [float(row["revenue_growth"]) for row in rows]
    assert drawn == shown.samples["revenue_growth"].tolist()
    first = [row["sustained_profit_month"] for row in rows]
    kept = shown.figures["sustained_profit_month"].tolist()
    assert [float(text) if text else None for text in first] == [
        value if value == value else None for value in kept
    ]


def test_a_cancelled_one_leaves_nothing(
    opened: Opened, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    exports = opened.controller.exports.exports
    with qtbot.waitSignal(exports.failed, timeout=60_000):
        opened.controller.action("export_draws").trigger()
        opened.window.status.cancel_requested.emit()
    assert list(tmp_path.iterdir()) == []
    assert opened.window.status.message() == "Export cancelled"
    assert asked


def test_without_anything_uncertain_it_says_so(opened: Opened, asked: list[str]) -> None:
    session = opened.controller.session
    session.change(replace(session.project, uncertainty=Uncertainty()), "certain")
    opened.controller.action("export_draws").trigger()
    assert "No input is uncertain" in opened.window.status.message()
    assert not asked


# What is at hand -------------------------------------------------------------------------------


def test_only_a_complete_one_is_at_hand() -> None:
    plan = preset_scenario("as_reported")
    uncertainty = replace(shipped(), draws=DRAWS)
    found = simulate(plan, uncertainty, rows=())
    assert complete(found, plan, uncertainty) is found
    assert complete(None, plan, uncertainty) is None
    assert complete(found, plan.with_values({"term_months": 48}), uncertainty) is None
    assert complete(found, plan, replace(uncertainty, seed=2)) is None
    assert complete(found, plan, replace(uncertainty, follows=True)) is None
    live = simulate(plan, uncertainty, draws=100, rows=())  # what a drag shows
    assert complete(live, plan, uncertainty) is None


def test_a_workbook_has_the_simulation_that_the_page_shows(opened: Opened) -> None:
    controller = opened.controller
    few(opened)
    assert controller.export_case().simulation is None
    controller.show_page("Uncertainty")
    controller.settle()
    found = controller.export_case().simulation
    assert found is not None
    assert found.draws == DRAWS
    controller.edit("term_months", 48)
    assert controller.export_case().simulation is None
    controller.settle()
    again = controller.export_case().simulation
    assert again is not None
    assert again.scenario.values["term_months"] == 48
