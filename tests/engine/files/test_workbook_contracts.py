"""Workbooks of scenarios that contracts of a register feed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from engine.calendar import YearMonth
from engine.contracts.register import EMPTY
from engine.contracts.supply import supply_of
from engine.evaluate import evaluate
from engine.files.atomic import FileError
from engine.files.workbook.joining import joined, opened
from engine.files.workbook.read import read_changes, read_workbook
from engine.files.workbook.writer import Evidence, write_workbook
from engine.model.supplied import given_rows
from engine.model.switch import BESIDE, OFF, REPLACES, SUPPLEMENTS, SWITCH
from engine.project import single
from engine.scenario import scenario, with_supply
from tests.engine.contracts.random_contracts import AS_OF, register_of
from tests.engine.files.workbooks import STAMP, load, named, write_all
from tests.oracle import libreoffice

if TYPE_CHECKING:
    from pathlib import Path

    from engine.scenario import Scenario

COUNT = 9


def _cases() -> list[Scenario]:
    supply = supply_of(register_of(COUNT), AS_OF)
    late = replace(scenario("late", {"exclusivity_pct": 0.2}), start=YearMonth(2027, 2))
    return [
        with_supply(scenario("early"), supply, REPLACES),
        with_supply(late, supply, SUPPLEMENTS),
        with_supply(scenario("on"), supply, BESIDE),
        with_supply(scenario("off"), supply, OFF),
    ]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same four scenarios, each of them selected once."""
    folder = tmp_path_factory.mktemp("contracts")
    return [write_all(folder / f"{place}.xlsx", _cases(), place) for place in range(4)]


def test_the_sheet_stands_behind_the_model_and_the_cover_leads_to_it(written: list[Path]) -> None:
    book = load(written[0])
    assert book.sheetnames[2:5] == ["Model", "Contracts", "KPIs"]
    texts = [cell.value for row in book["Cover"].iter_rows() for cell in row]
    assert "Contracts" in texts


def test_formulas_lead_from_the_contracts_into_the_model(written: list[Path]) -> None:
    book, values = load(written[1]), load(written[1], values=True)
    result = evaluate(_cases()[1])
    sheet = book["Contracts"]
    rows = {sheet.cell(row, 1).value: row for row in range(26, 6, -1)}
    assert list(rows)[::-1] == list(given_rows())
    for key, row in rows.items():
        assert sheet.cell(row, 9).value.startswith("=INDEX($I$")
        stored = [values["Contracts"].cell(row, 9 + month).value for month in range(120)]
        assert stored == result.row(key).tolist()
    totals = named(book, "contracts_totals")
    assert sum(str(row[8].value).startswith("=SUM(") for row in totals) == 14
    texts = [str(cell.value) for row in book["Model"].iter_rows(max_col=9) for cell in row]
    assert any("Contracts!I" in text for text in texts)
    every = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert not {"OFFSET(", "INDIRECT(", "TODAY(", "NOW("} & set(every.split())


def test_what_is_0_is_not_written(written: list[Path]) -> None:
    parts = named(load(written[0]), "contracts_parts")
    assert all(cell.value != 0 for row in parts for cell in row[8:])


@pytest.mark.skipif(not libreoffice.available(), reason="needs LibreOffice")
def test_libreoffice_computes_every_cell_alike(written: list[Path], tmp_path: Path) -> None:
    for ours, theirs in zip(written, libreoffice.recalculate(written, tmp_path), strict=True):
        wanted, found = _cells(ours), _cells(theirs)
        assert wanted.keys() <= found.keys()
        for place, value in wanted.items():
            assert _alike(value, found[place]), (ours.name, place, value, found[place])


def _cells(path: Path) -> dict[tuple[str, int, int], Any]:
    """The stored values of all cells that hold one."""
    book = load_workbook(path, data_only=True, read_only=True)
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def _alike(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, (int, float)):
        return isinstance(theirs, (int, float)) and abs(ours - theirs) <= 1e-7 + 1e-9 * abs(ours)
    return bool(ours == theirs)


@pytest.mark.skipif(not libreoffice.available(), reason="needs LibreOffice")
def test_edited_in_libreoffice_it_follows_and_reads_back(
    written: list[Path], tmp_path: Path
) -> None:
    """Another mode, another start: the live cells are the engine's for the same scenario."""
    target = tmp_path / "edited.xlsx"
    statements = [
        f'doc.NamedRanges.getByName("{name}").ReferredCells.getCellByPosition(0, 0).Value = {value}'
        for name, value in ((SWITCH, BESIDE), ("start_month", 45292))  # January 2024
    ]
    libreoffice.edit(written[0], target, statements)
    found = read_workbook(target)
    assert found.values[SWITCH] == BESIDE
    assert found.start == YearMonth(2024, 1)
    case = replace(_cases()[0].with_values({SWITCH: BESIDE}), start=YearMonth(2024, 1))
    result = evaluate(case)
    cells = _cells(target)
    rows = {value: at[1] for at, value in cells.items() if at[0] == "Model" and at[2] == 1}
    for key in ("register_firm_fee", "incumbent_cost", "operating_profit"):
        live = [cells["Model", rows[key], 9 + month] for month in range(120)]
        assert live == pytest.approx(result.row(key).tolist(), rel=1e-9, abs=1e-7)


# Read back -------------------------------------------------------------------------------------


def test_it_reads_back_as_it_was_written(written: list[Path]) -> None:
    for place, path in enumerate(written):
        assert read_workbook(path) == _cases()[place]
    reading = read_changes(written[0])
    assert [case.now for case in reading.cases] == _cases()
    assert (reading.faults, reading.formulas, reading.notes, reading.changes) == ((),) * 4


def test_the_switch_may_be_edited_and_what_is_not_allowed_is_told(
    written: list[Path], tmp_path: Path
) -> None:
    book = load(written[0])
    sheet = book["Scenarios"]
    row = next(at for at in range(1, 200) if sheet.cell(at, 1).value == SWITCH)
    sheet.cell(row, 6).value = 3
    book.save(tmp_path / "edited.xlsx")
    (change,) = read_changes(tmp_path / "edited.xlsx").changes
    assert (change.key, change.before, change.after) == (SWITCH, 1.0, 3.0)
    assert str(change).endswith("Register's contracts: 1 → 3")
    sheet.cell(row, 6).value = 4
    book.save(tmp_path / "wrong.xlsx")
    with pytest.raises(FileError, match="4 is not allowed; allowed: whole numbers 0 to 3"):
        read_workbook(tmp_path / "wrong.xlsx")


def test_a_contracts_months_may_be_edited(written: list[Path], tmp_path: Path) -> None:
    book = load(written[2])
    cell = _first_number(book)
    cell.value = cell.value + 5
    book.save(tmp_path / "edited.xlsx")
    before, now = read_workbook(written[2]), read_workbook(tmp_path / "edited.xlsx")
    assert before.supply is not None
    assert now.supply is not None
    gap = now.supply.table() - before.supply.table()
    assert gap.sum() == pytest.approx(5.0)
    for wrong, said in (
        ("much", "'much' is not a number"),
        (-1, "-1 is not allowed"),
        (1e300, "1e.300 is not allowed"),
    ):
        cell.value = wrong
        book.save(tmp_path / "wrong.xlsx")
        with pytest.raises(FileError, match=said):
            read_workbook(tmp_path / "wrong.xlsx")


def _first_number(book: Any) -> Any:
    rows = named(book, "contracts_parts")
    return next(cell for row in rows for cell in row[8:] if isinstance(cell.value, (int, float)))


def test_a_lost_sheet_is_told(written: list[Path], tmp_path: Path) -> None:
    book = load(written[0])
    del book.defined_names["contracts_parts"]
    book.save(tmp_path / "lost.xlsx")
    with pytest.raises(FileError, match="no cells are named contracts_parts"):
        read_workbook(tmp_path / "lost.xlsx")


def test_it_opens_as_a_project_and_joins_another(written: list[Path]) -> None:
    reading = read_changes(written[0])
    project = opened(reading, range(4))
    assert project.supply == _cases()[0].supply
    assert [each.scenario.values[SWITCH] for each in project.entries] == [1, 2, 3, 0]
    # A project without contracts has none afterwards: they are a project's, not a scenario's.
    plain = joined(single(scenario("own")), reading, [0]).project
    assert plain.supply is None
    assert SWITCH not in plain.entries[1].scenario.values


# Edges -----------------------------------------------------------------------------------------


def test_no_contracts_and_texts_that_look_like_formulas(tmp_path: Path) -> None:
    for register in (EMPTY, _hostile()):
        case = with_supply(scenario("case"), supply_of(register, AS_OF), SUPPLEMENTS)
        path = write_all(tmp_path / "edge.xlsx", [case])
        assert read_workbook(path) == case
        assert named(load(path, values=True), "checks_failed").value == 0


def _hostile() -> Any:
    register = register_of(3)
    odd = ("=1+1", "@SUM(A1)", "-2+3")
    contracts = [
        replace(each, id=f"{text} {place}", supplier=text, service=text)
        for place, (each, text) in enumerate(zip(register.contracts, odd, strict=True))
    ]
    return replace(register, contracts=tuple(contracts))


def test_different_contracts_do_not_fit_one_workbook(tmp_path: Path) -> None:
    first, *_ = _cases()
    second = with_supply(scenario("other"), supply_of(register_of(2), AS_OF), OFF)
    results = [evaluate(first), evaluate(second)]
    with pytest.raises(ValueError, match="fed by different contracts"):
        write_workbook(tmp_path / "no.xlsx", results, 0, results[0], STAMP, Evidence())
