"""Every picture of every page gives its numbers as a table, and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from app.views import page_and_view, page_names
from engine.evaluate import evaluate
from engine.model.tables import read_table
from widgets.chart.chart import Chart
from widgets.on_page import pictures_on
from widgets.picture import Picture, PictureTable
from widgets.picture_lines import csv_text, table_state
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.app.conftest import Opened

WITH_PICTURES = {
    "overview": 4,
    "scenarios": 2,
    "uncertainty/fans": 6,
    "uncertainty/figure": 2,
    "uncertainty/sensitivity": 1,
    "decide/goal": 1,
    "decide/trade-off": 2,
    "decide/exit-plan": 2,
    "decide/alternatives": 3,
    "contracts/pictures": 5,
    "contracts/quotes": 2,
    "contracts/plan": 2,
    "sources": 2,
}
STYLES = {row["style"] for row in read_table("units")}


def pictures_of(opened: Opened, page: str) -> list[QWidget]:
    if page.startswith("contracts"):
        opened.controller.registers.example()
    name, view = page_and_view(page)
    opened.controller.show_page(name)
    if "/" in page:
        opened.controller.pages.show_view(name, view)
    for _ in range(3):
        opened.controller.settle()
        QApplication.processEvents()
    centre = opened.window.centralWidget()
    assert centre is not None
    return pictures_on(centre)


def table_of(widget: QWidget) -> PictureTable:
    assert isinstance(widget, Picture)
    return widget.picture_table()


def test_every_page_is_known() -> None:
    assert set(WITH_PICTURES) < set(page_names())


@pytest.mark.parametrize("page", WITH_PICTURES)
def test_pictures_say_what_they_show(opened: Opened, page: str) -> None:
    found = pictures_of(opened, page)
    assert len(found) == WITH_PICTURES[page]
    for widget in found:
        table = table_of(widget)
        kind = type(widget).__name__
        assert table.title, kind
        assert table.sentence, kind
        assert widget.accessibleName(), kind
        assert widget.accessibleDescription(), kind
        assert bool(table.rows) != bool(table.note), kind
        check(table)


def check(table: PictureTable) -> None:
    if table.note:
        return
    assert table.rows_name
    assert all(table.rows)
    assert table.columns
    names = [column.name for column in table.columns]
    assert all(names)
    assert len(set(names)) == len(names), names
    for column in table.columns:
        assert len(column.values) == len(table.rows)
        assert column.style in STYLES
        assert not column.texts or len(column.texts) == len(table.rows)
        assert not column.colour or column.colour in Tokens._fields
        assert any(value is not None for value in column.values) or column.texts
    state = table_state(table)
    assert [row.label for row in state.rows] == list(table.rows)
    assert csv_text(table).count("\n") == len(table.rows) + 1


def test_a_charts_numbers_are_the_engines(opened: Opened) -> None:
    first = table_of(pictures_of(opened, "overview")[0])
    scenario = opened.controller.session.document.scenario
    result = evaluate(scenario)
    months = int(scenario.values["horizon_months"])
    assert first.title == "Profitability"
    assert first.rows[:2] == ("Apr 2026", "May 2026")
    assert len(first.rows) == months
    keys = ("revenue", "compute_cost", "operating_profit")
    for column, key in zip(first.columns, keys, strict=True):
        assert column.values == tuple(result.row(key)[:months].tolist())
    assert first.values_name == "$ per month"


def test_the_baseline_is_dashed_and_named(opened: Opened) -> None:
    opened.controller.edit("term_months", 60.0)
    opened.controller.settle()
    table = table_of(pictures_of(opened, "overview")[0])
    dashed = [column.name for column in table.columns if column.dashed]
    assert dashed == ["Revenue, baseline", "Compute, baseline", "Operating profit, baseline"]


def test_layers_are_their_own_size(opened: Opened) -> None:
    """Stacked areas end where the next begins; their numbers are not where they end."""
    hours = next(
        table
        for table in map(table_of, pictures_of(opened, "contracts/plan"))
        if table.title == "Contracted hours"
    )
    result = evaluate(opened.controller.session.document.scenario)
    months = len(hours.rows)
    assert hours.kind == "stacked"
    by_name = {column.name: column for column in hours.columns}
    assert by_name["own"].values == tuple(result.row("contract_hours")[:months].tolist())
    assert by_name["block"].values == tuple(result.row("incumbent_hours")[:months].tolist())
    assert by_name["need"].dashed


def test_a_chart_without_curves_says_why(opened: Opened) -> None:
    opened.controller.edit("monthly_spend", 0.0)
    opened.controller.settle()
    tables = [table_of(each) for each in pictures_of(opened, "overview")]
    lock_in = next(table for table in tables if table.title == "Lock-in")
    assert lock_in.note == "No minimum fee is owed: leaving is free"
    assert lock_in.rows == ()


def test_a_chart_without_a_state_has_no_numbers(opened: Opened) -> None:
    empty = Chart(opened.window.tokens)
    assert empty.picture_table().note == "Nothing is shown yet."
    empty.deleteLater()
