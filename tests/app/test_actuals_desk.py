"""Actual months in the window: imported, seen over the plan, gone on from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

import resources
from engine.project import MAX_SCENARIOS

if TYPE_CHECKING:
    from tests.app.conftest import Opened

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

EXAMPLE = Path(resources.__file__).parent / "help" / "actuals-example.csv"
REVENUE = (3462.1, 3688.4, 3951.7, 4128.9, 4356.0, 4581.3)  # as the example has it, $m


def _import(opened: Opened, path: Path = EXAMPLE) -> None:
    desk = opened.controller.actuals
    desk.open(path)
    desk.settle()
    assert desk.mapping is not None
    desk.mapping.accept()
    QApplication.processEvents()


def _close(opened: Opened) -> list[str]:
    """The texts of the messages that stand, closed."""
    boxes = [box for box in opened.window.findChildren(QMessageBox) if box.isVisible()]
    texts = [f"{box.text()}\n{box.informativeText()}" for box in boxes]
    for box in boxes:
        box.close()
    return texts


def test_actuals_are_kept_drawn_and_remembered(opened: Opened) -> None:
    _import(opened)
    actuals = opened.controller.session.project.actuals
    assert actuals is not None
    assert actuals.rows["revenue"] == REVENUE
    opened.controller.recompute.flush()
    chart = opened.controller.screen.charts[0]
    dots = {series.key: series for series in chart.points}
    assert tuple(dots["revenue"].values[:6]) == REVENUE
    assert "dots: actuals" in chart.reading
    assert len(opened.settings.mappings) == 1
    opened.controller.session.undo()
    assert opened.controller.session.project.actuals is None


def test_the_variance_follows_the_slider(opened: Opened) -> None:
    _import(opened)
    dialog = opened.controller.actuals.dialog
    assert dialog is not None
    table = dialog.card.view.comparison
    before = table.data(table.place(1, "revenue.difference"))
    opened.controller.edit("opening_revenue", 3462.1)
    assert before == "−$37.9m"  # 3,462.1 less the plan's 3,500
    assert table.data(table.place(1, "revenue.difference")) == "$0"


def test_the_same_columns_are_known_the_next_time(opened: Opened, tmp_path: Path) -> None:
    odd = "\n".join(
        ["period;a;b", *(f"2026-{month:02d};{month}000;{month}" for month in (4, 5, 6))]
    )
    path = tmp_path / "books.csv"
    path.write_text(odd, encoding="utf-8")
    desk = opened.controller.actuals
    desk.open(path)
    desk.settle()
    assert desk.mapping is not None
    desk.mapping.mapping_changed.emit("revenue", 1)
    desk.mapping.unit_changed.emit("$m")
    desk.mapping.accept()
    desk.open(path)
    desk.settle()
    assert desk.importing is not None
    assert desk.importing.mapping.columns["revenue"] == 1
    assert desk.importing.origins["revenue"] == "remembered"
    desk.mapping.reject()


def test_re_base_adds_a_scenario_from_the_next_month(opened: Opened) -> None:
    _import(opened)
    opened.controller.actuals.rebase(5)
    scenario = opened.controller.session.document.scenario
    assert scenario.start.name() == "Oct 2026"
    assert scenario.values["term_months"] == 30  # six of the 36 months are over
    assert len(opened.controller.session.project.entries) == 2
    (text,) = _close(opened)
    assert "was added and is now the current scenario" in text
    assert opened.controller.session.undo_label == "re-base after Sep 2026"


def test_a_file_that_is_no_table_is_refused_in_words(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    desk = opened.controller.actuals
    desk.open(path)
    desk.settle()
    assert desk.mapping is None
    assert "is empty" in opened.window.status.message()
    assert opened.controller.session.project.actuals is None


def test_what_was_imported_can_be_removed(opened: Opened) -> None:
    _import(opened)
    dialog = opened.controller.actuals.dialog
    assert dialog is not None
    dialog.remove_requested.emit()
    assert opened.controller.session.project.actuals is None
    assert not dialog.rebase.isEnabled()


def test_a_cell_explains_the_plans_number(opened: Opened) -> None:
    _import(opened)
    dialog = opened.controller.actuals.dialog
    assert dialog is not None
    dialog.explain_requested.emit(2, "revenue.actual")
    opened.controller.settle()
    shown = opened.controller.screen.explain
    assert shown is not None
    assert (shown.title, shown.when) == ("Revenue", "May 2026 · Q2 2026 · month 2")


def test_a_full_project_is_not_rebased(opened: Opened) -> None:
    _import(opened)
    session = opened.controller.session
    project = session.project
    while len(project.entries) < MAX_SCENARIOS:
        project = project.added(project.scenario)
    session.change(project, "as many scenarios as there can be")
    opened.controller.actuals.rebase(5)
    assert len(session.project.entries) == MAX_SCENARIOS
    assert f"up to {MAX_SCENARIOS} scenarios" in opened.window.status.message()
    assert _close(opened) == []
