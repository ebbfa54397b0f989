"""Workbooks to test: written for a scenario, read back cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from engine.evaluate import evaluate
from engine.files.shipped import claims
from engine.files.workbook import Stamp, write_workbook
from engine.scenario import scenario
from tests.oracle.inputs import presets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.scenario import Scenario

STAMP = Stamp("1.2.3", "2026-11-21", "As reported", "The fee as reported.")
FIRST_MONTH, LAST_MONTH = 9, 128  # columns I and DX, from 1


def preset(key: str) -> Scenario:
    return scenario(key, presets()[key], preset=key)


def write(
    path: Path,
    case: Scenario,
    stamp: Stamp = STAMP,
    progress: Callable[[float], None] | None = None,
) -> Path:
    """The workbook of a scenario beside the default one."""
    write_workbook(path, evaluate(case), evaluate(scenario("base")), stamp, claims(), progress)
    return path


def load(path: Path, *, values: bool = False) -> Any:
    """The workbook as openpyxl sees it: formulas, or the values stored beside them."""
    return load_workbook(path, data_only=values)


def named(book: Any, name: str) -> Any:
    """The cell or cells that a defined name stands for."""
    sheet, cells = book.defined_names[name].attr_text.split("!")
    return book[sheet.strip("'")][cells.replace("$", "")]


def model_rows(book: Any) -> dict[str, Any]:
    """The months' cells of each row of the Model, by key; headings and heads left out."""
    rows = {}
    for cells in book["Model"].iter_rows(min_row=5):
        if cells[FIRST_MONTH - 1].value is not None:
            rows[cells[0].value] = cells[FIRST_MONTH - 1 : LAST_MONTH]
    return rows


def figure_rows(book: Any) -> dict[str, list[Any]]:
    """The rows of each headline figure on the sheet KPIs, by key."""
    rows: dict[str, list[Any]] = {}
    for cells in book["KPIs"].iter_rows(min_row=5):
        if f"kpi_{cells[0].value}" in book.defined_names:
            rows.setdefault(cells[0].value, []).append(cells)
    return rows
