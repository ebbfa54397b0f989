"""The workbook as a file: what is in it, what is not, how it fails."""

from __future__ import annotations

import errno
import os
import pathlib
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.files import shipped
from engine.files.atomic import FileError
from engine.kpis import headline
from engine.model.catalogue import catalogue
from engine.scenario import allowed, scenario
from tests.engine.files.workbooks import (
    FIRST_MONTH,
    STAMP,
    figure_rows,
    load,
    model_rows,
    named,
    preset,
    write,
)
from tests.oracle.inputs import presets, random_inputs

if TYPE_CHECKING:
    from pathlib import Path

_SHEETS = ["Cover", "Inputs", "Model", "KPIs", "Charts", "Scenarios", "Checks", "Sources"]
# All are older than the file format, none is volatile, none takes or gives an array.
_FUNCTIONS = (
    "ABS AND COUNT COUNTBLANK COUNTIF DATE EDATE EXACT EXP IF IFERROR INDEX INT ISNUMBER MATCH "
    "MAX MIN MOD MONTH N ROUND SUM YEAR"
)


@pytest.fixture(scope="module")
def plan() -> Any:
    return scenario("Board case", {"term_months": 48, "monthly_spend": 1000 / 3})


@pytest.fixture(scope="module")
def path(plan: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("workbook") / "plan.xlsx", plan)


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    return load(path)


@pytest.fixture(scope="module")
def values(path: Path) -> Any:
    return load(path, values=True)


@pytest.fixture(scope="module")
def parts(path: Path) -> dict[str, str]:
    """The XML parts of the file by name."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def _formulas(book: Any) -> list[tuple[str, str]]:
    return [
        (f"{sheet.title}!{cell.coordinate}", cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


# What is in it ---------------------------------------------------------------------------


def test_sheets_in_order_and_nothing_hidden(book: Any) -> None:
    assert book.sheetnames == _SHEETS
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not sheet.protection.sheet
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())


def test_every_key_has_a_named_cell(book: Any) -> None:
    model = catalogue()
    singles = {item.key for item in model.formulas() if not item.series}
    figures = {f"kpi_{key}" for key in model.figures}
    own = {"checks_failed", "scenario_name", "scenario_preset", "tenor_version"}
    own |= {"start_month", "fiscal_start", "selected_scenario", "scenario_number"}
    own |= {"scenario_names", "scenario_keys", "exported_keys", "selected_values"}
    own |= {"model_months", "formulas_mark"}
    assert set(book.defined_names) == {*model.inputs, *singles, *figures, *own}
    assert [cell.row for (cell,) in named(book, "kpi_maturity")] == sorted(
        cell.row for (cell,) in named(book, "kpi_maturity")
    )
    assert len(named(book, "kpi_maturity")) == 6


def test_inputs_are_stored_to_the_last_bit(plan: Any, book: Any, values: Any) -> None:
    for key, value in plan.values.items():
        cell = named(book, key)
        assert named(values, key).value == value, key
        assert cell.font.color.rgb == "FF0000FF"
        assert cell.fill.fgColor.rgb == "FFFFF9D6"
        assert not cell.protection.locked


@pytest.mark.parametrize("key", ["as_reported", "supplier_pays", "exit_at_12"])
def test_values_stored_beside_formulas_are_the_engine_s(key: str, tmp_path: Path) -> None:
    case = replace(preset(key), start=YearMonth(2027, 2), fiscal_start=7)
    result = evaluate(case)
    values = load(write(tmp_path / "plan.xlsx", case), values=True)
    for row, cells in model_rows(values).items():
        assert [cell.value for cell in cells] == result.row(row).tolist(), row
    for item in catalogue().formulas():
        if not item.series:
            assert named(values, item.key).value == result.value(item.key)
    figures = figure_rows(values)
    for name, kpi in headline(result).items():
        stored = [row[2].value for row in figures[name]]
        wanted = kpi.value if isinstance(kpi.value, tuple) else (kpi.value,)
        assert stored == list(wanted), name
        assert [row[5].value or "" for row in figures[name]] == [kpi.reason] * len(stored)
    heads = [[cell.value for cell in row] for row in values["Model"]["I2:K4"]]
    assert heads[0] == [1, 2, 3]
    assert [day.strftime("%Y-%m") for day in heads[1]] == ["2027-02", "2027-03", "2027-04"]
    assert heads[2] == ["Q3 FY2027", "Q3 FY2027", "Q4 FY2027"]


def test_every_row_of_the_model_is_one_formula(book: Any) -> None:
    rows = model_rows(book)
    assert list(rows) == [item.key for item in catalogue().formulas() if item.series]
    for key, cells in rows.items():
        assert len(cells) == 120
        first = Translator(cells[0].value, origin=cells[0].coordinate)
        for cell in cells[1:]:
            assert cell.value == first.translate_formula(cell.coordinate), (
                f"{key} {cell.coordinate}"
            )


def test_only_plain_functions_and_names_that_exist(book: Any, parts: dict[str, str]) -> None:
    formulas = _formulas(book)
    assert len(formulas) > 17_000
    known = {*book.defined_names, "TRUE", "FALSE"}
    for place, formula in formulas:
        plain = re.sub(r'"[^"]*"', "", formula)  # texts aside
        assert set(re.findall(r"\b([A-Z]+)\(", plain)) <= set(_FUNCTIONS.split()), place
        words = set(re.findall(r"(?<![!$A-Za-z_.\d])[a-z][a-z_0-9]*\b(?!\()", plain))
        assert words <= known, place
        assert "[" not in plain, place  # no link to another file
    assert not any("externalLink" in name or "vba" in name.lower() for name in parts)
    for name, text in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert 't="array"' not in text
            assert " cm=" not in text


def test_each_input_refuses_what_the_engine_refuses(book: Any) -> None:
    rules = {str(rule.sqref): rule for rule in book["Inputs"].data_validations.dataValidation}
    for key, item in catalogue().inputs.items():
        rule = rules[named(book, key).coordinate]
        assert rule.error.startswith(item.label)
        assert len(rule.error) <= 255
        if rule.type == "list":
            cells = book["Inputs"][rule.formula1.replace("$", "")]
            offered = ", ".join(f"{cell.value:g}" for cell in cells[0])
            assert allowed(item) == f"allowed: {offered}"
        else:
            assert rule.type == ("whole" if item.whole else "decimal")
            assert (float(rule.formula1), float(rule.formula2)) == (item.minimum, item.maximum)


def test_charts_follow_the_model_over_the_horizon(parts: dict[str, str]) -> None:
    charts = [text for name, text in parts.items() if name.startswith("xl/charts/chart")]
    last = get_column_letter(FIRST_MONTH + 47)
    assert len(charts) == 4
    for text in charts:
        references = re.findall(r"<c:f>([^<]*)</c:f>", text)
        assert references
        for reference in references:
            assert re.fullmatch(rf"Model!\$B\$\d+|Model!\$I\$(\d+):\${last}\$\1", reference)


def test_cover_tells_what_it_is(values: Any) -> None:
    cells = [cell for row in values["Cover"].iter_rows() for cell in row]
    text = "\n".join(str(cell.value) for cell in cells)
    story = shipped.presets()["as_reported"].story
    for part in ("Board case", "2026-11-21", "1.2.3", story, "All checks pass"):
        assert part in text
    assert "unverified" in text
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert {f"{name}!A1" for name in _SHEETS[1:]} <= links


def test_a_failing_check_shows_on_the_cover(tmp_path: Path) -> None:
    late = scenario("late", {"contract_start_month": 24, "term_months": 96, "auto_renew": 1})
    values = load(write(tmp_path / "plan.xlsx", late), values=True)
    cells = [cell.value for row in values["Cover"].iter_rows() for cell in row]
    assert "1 check fails: see the sheet Checks" in cells
    assert named(values, "checks_failed").value == 1


@pytest.mark.parametrize("sheet", _SHEETS)
def test_pages_are_set_up_for_print(sheet: str, book: Any) -> None:
    page = book[sheet]
    assert page.page_setup.orientation == "landscape"
    assert "Board case" in page.oddFooter.left.text
    if sheet not in ("Cover", "Charts"):
        assert page.print_title_rows
        assert page.freeze_panes
    if sheet == "Model":  # a year a page: 128 columns on one would be unreadable
        assert len(page.col_breaks.brk) == 10
    else:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in (None, 1)


# Hostile texts ---------------------------------------------------------------------------

_NAMES = {
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com","x")': '=HYPERLINK("http://example.com","x")',
    "+1+1": "+1+1",
    "-2": "-2",
    "@SUM(A1)": "@SUM(A1)",
    "\t=1+1": "=1+1",
    "\r\n=1+1": "=1+1",
    "{=1+1}": "{=1+1}",
    "a\x00b\x07c\x1b": "a b c",
    "one\ntwo": "one two",
    "half a pair \ud800": "half a pair",
    "\uffff\ufffe": "Scenario 1",
    "": "Scenario 1",
    "12": "12",
    "2026 &P & <b>\"plan\"</b> 'x'": "2026 &P & <b>\"plan\"</b> 'x'",
    "http://example.com": "http://example.com",
    "x" * 40_000: "x" * 199 + "…",
    "\N{GRINNING FACE}" * 300: "\N{GRINNING FACE}" * 199 + "…",
}


def _exported_name(book: Any) -> tuple[int, int]:
    rows = named(book, "exported_keys")
    row = next(cell.row for (cell,) in rows if cell.value == "scenario_name")
    return row, named(book, "scenario_names")[0][0].column


@pytest.mark.parametrize("name", _NAMES, ids=lambda name: ascii(name)[:24])
def test_names_stay_text_and_files_stay_whole(name: str, tmp_path: Path) -> None:
    case = replace(scenario("x"), name=name)
    stamp = replace(STAMP, version=name)
    path = write(tmp_path / "plan.xlsx", case, stamp)
    with zipfile.ZipFile(path) as file:
        for part in file.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(part))  # noqa: S314  # our own file
    book = load(path)
    exported = book["Scenarios"].cell(*_exported_name(book))
    for cell in (named(book, "selected_scenario"), named(book, "scenario_names")[0][0], exported):
        assert cell.data_type != "f"
        assert cell.value == _NAMES[name]
        assert cell.quotePrefix == cell.value.startswith(("=", "+", "-", "@"))
    # What is chosen from the list stays text as well.
    assert named(book, "selected_scenario").number_format == "@"
    assert named(book, "tenor_version").data_type != "f"
    shown = load(path, values=True)
    assert named(shown, "scenario_name").value == _NAMES[name]
    assert not [text for _, text in _formulas(book) if "cmd" in text or "HYPERLINK" in text]
    assert "&" not in (book["Cover"].oddFooter.left.text or "").replace("&&", "")


# Writing ---------------------------------------------------------------------------------


def test_the_same_arguments_give_the_same_bytes(plan: Any, path: Path, tmp_path: Path) -> None:
    assert write(tmp_path / "again.xlsx", plan).read_bytes() == path.read_bytes()


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing rests on the order of a set or on what was written before."""
    here = write(tmp_path / "here.xlsx", preset("albatross"))
    there = tmp_path / "there.xlsx"
    code = (
        "import sys, pathlib; from tests.engine.files.workbooks import preset, write; "
        "write(pathlib.Path(sys.argv[1]), preset('albatross'))"
    )
    command = [sys.executable, "-c", code, str(there)]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run(command, check=True, env=environment)  # noqa: S603  # this interpreter
    assert there.read_bytes() == here.read_bytes()


def test_progress_rises_to_one(plan: Any, tmp_path: Path) -> None:
    shares: list[float] = []
    write(tmp_path / "plan.xlsx", plan, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1


class _CancelledError(Exception):
    pass


@pytest.mark.parametrize("after", [0.0, 0.4, 0.5])
def test_cancelling_leaves_the_old_file(plan: Any, after: float, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")

    def cancel(share: float) -> None:
        if share >= after:
            raise _CancelledError

    with pytest.raises(_CancelledError):
        write(target, plan, progress=cancel)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_as_target_is_refused(plan: Any, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="it is a folder"):
        write(tmp_path, plan)


def test_a_missing_folder_is_named(plan: Any, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        write(tmp_path / "nowhere" / "plan.xlsx", plan)


def test_a_file_held_open_by_another_program_stays(
    plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(pathlib.Path, "replace", refuse)
    with pytest.raises(FileError, match="open in another program"):
        write(target, plan)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_leaves_the_old_file(
    plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(FileError, match="the disk is full"):
        write(target, plan)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_every_preset_and_random_scenarios_are_written(tmp_path: Path) -> None:
    cases = [*presets().values(), *(random_inputs(seed) for seed in range(10))]
    for place, inputs in enumerate(cases):
        write(tmp_path / f"{place}.xlsx", scenario("any", inputs))
