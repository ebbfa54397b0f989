"""Workbooks to test: written for a scenario, read back cell by cell."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from engine.evaluate import evaluate
from engine.files.shipped import claims
from engine.files.workbook.writer import Evidence, Stamp, write_workbook
from engine.scenario import scenario
from tests.oracle.inputs import presets

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from engine.scenario import Scenario

STAMP = Stamp("1.2.3", "2026-11-21")
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
    return write_all(path, [case], 0, stamp, progress)


def write_all(
    path: Path,
    cases: Sequence[Scenario],
    selected: int = 0,
    stamp: Stamp = STAMP,
    progress: Callable[[float], None] | None = None,
) -> Path:
    """The workbook of several scenarios beside the default one."""
    results, base = [evaluate(case) for case in cases], evaluate(scenario("base"))
    write_workbook(path, results, selected, base, stamp, Evidence(claims()), progress)
    return path


def load(path: Path, *, values: bool = False) -> Any:
    """The workbook as openpyxl sees it: formulas, or the values stored beside them."""
    return load_workbook(path, data_only=values)


def named(book: Any, name: str) -> Any:
    """The cell or cells that a defined name stands for."""
    sheet, cells = book.defined_names[name].attr_text.split("!")
    return book[sheet.strip("'")][cells.replace("$", "")]


def place_of(book: Any, sheet: str, key: str, letters: str, nth: int = 1) -> str:
    """The cell in a column of the nth row of a sheet that begins with a key: `Model!K20`."""
    rows = [cell.row for (cell,) in book[sheet].iter_rows(max_col=1) if cell.value == key]
    return f"{sheet}!{letters}{rows[nth - 1]}"


def edit_cells(source: Path, target: Path, cells: Mapping[str, str]) -> Path:
    """A copy with other contents in cells such as `Model!K20`, as they stand in the file: what
    goes between <c> and </c>, after attributes if it has some: ` t="e"><v>#REF!</v>`.
    """
    with zipfile.ZipFile(source) as old:
        parts = {part.filename: old.read(part) for part in old.infolist()}
    sheets = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    for place, content in cells.items():
        sheet, cell = place.split("!")
        part = f"xl/worksheets/sheet{sheets.index(sheet) + 1}.xml"
        parts[part] = _edited(parts[part].decode(), cell, content).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return target


def _edited(sheet: str, cell: str, content: str) -> str:
    found = re.search(rf'<c r="{cell}"( s="\d+")?(?:[^>]*/>|[^>]*>.*?</c>)', sheet)
    assert found is not None, cell
    inner = content if content.startswith(" ") else f">{content}"
    new = f'<c r="{cell}"{found[1] or ""}{inner}</c>'
    return f"{sheet[: found.start()]}{new}{sheet[found.end() :]}"


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
