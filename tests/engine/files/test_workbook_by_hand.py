"""Workbooks edited in LibreOffice as a user would: saved, typed into, rows and columns moved."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from engine.calendar import YearMonth
from engine.files.workbook.read import read_changes, read_workbook
from engine.model.catalogue import catalogue
from tests.engine.files.workbooks import load, named, place_of, preset, write_all
from tests.oracle import libreoffice
from tests.oracle.inputs import random_inputs

if TYPE_CHECKING:
    from pathlib import Path

    from engine.files.workbook.reading import WorkbookReading
    from engine.scenario import Scenario

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not libreoffice.available(), reason="LibreOffice is not installed"),
]
_SELECTED = 1


def _cases() -> list[Scenario]:
    changed = preset("flexible_contract").with_values({"revenue_growth": 0.1 + 0.2 - 0.25})
    return [
        replace(preset("as_reported"), name="Base"),
        replace(changed, name="=1+1", start=YearMonth(2027, 1), fiscal_start=2),
        replace(preset("as_reported").with_values(random_inputs(5)), name="What if~*? 'so'"),
        replace(preset("run_rate_500m_scaled"), name="12"),
    ]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "plan.xlsx"
    return write_all(path, _cases(), _SELECTED)


@pytest.fixture(scope="module")
def book(written: Path) -> Any:
    return load(written)


def _edited(written: Path, *statements: str) -> WorkbookReading:
    target = written.with_name("edited.xlsx")
    target.unlink(missing_ok=True)
    return read_changes(libreoffice.edit(written, target, statements))


def _cell(place: str) -> str:
    sheet, cell = place.split("!")
    return f'doc.Sheets.getByName("{sheet}").getCellRangeByName("{cell}")'


def _sheet(name: str) -> str:
    return f'doc.Sheets.getByName("{name}")'


def _is_close(found: Scenario, wanted: Scenario) -> bool:
    """Alike to the 15 digits that LibreOffice saves, of which it rounds the last up or down;
    a preset's values to the last bit.
    """
    plain = preset(wanted.preset)
    exact = {key for key, value in wanted.values.items() if value == plain.values[key]}
    assert all(found.values[key] == wanted.values[key] for key in exact)
    assert all(
        math.isclose(found.values[key], value, rel_tol=1e-14)
        for key, value in wanted.values.items()
    )
    return replace(found, values=wanted.values) == wanted


def test_a_save_changes_nothing(written: Path) -> None:
    found = _edited(written)
    assert found.selected == _SELECTED
    for case, wanted in zip(found.cases, _cases(), strict=True):
        assert _is_close(case.scenario, wanted)
    assert [*found.changes, *found.faults, *found.formulas, *found.notes] == []
    again = _edited(written.with_name("edited.xlsx").rename(written.with_name("twice.xlsx")))
    assert [case.scenario for case in again.cases] == [case.scenario for case in found.cases]
    assert [*again.changes, *again.faults, *again.formulas, *again.notes] == []


def test_what_is_typed_is_noticed(written: Path, book: Any) -> None:
    spend = f"Inputs!{named(book, 'monthly_spend').coordinate}"
    term = place_of(book, "Scenarios", "term_months", "F")
    revenue = place_of(book, "Model", "revenue", "K")
    kpi = f"KPIs!{named(book, 'kpi_exit_cost').coordinate}"
    found = _edited(
        written,
        f"{_cell(spend)}.Value = 777",
        f"{_cell(term)}.Value = 60",
        f'{_cell(revenue)}.Formula = "=J9*2"',
        f"{_cell(kpi)}.Value = 1",
    )
    assert [(str(each.place), each.scenario, each.after) for each in found.changes] == [
        (term, "Base", 60),
        (spend, "=1+1", 777),
    ]
    assert [case.scenario.name for case in found.cases] == [
        "Base (edited)",
        "=1+1 (edited)",
        "What if~*? 'so'",
        "12",
    ]
    assert [(f"{each.sheet}!{each.cells}", each.kind) for each in found.formulas] == [
        (revenue, "changed"),
        (kpi, "replaced"),
    ]
    assert [each.label for each in found.formulas] == [
        catalogue().line_items["revenue"].label,
        catalogue().figures["exit_cost"].label,
    ]
    assert [*found.faults, *found.notes] == []
    # The workbook itself says what no longer follows the selector.
    rows = libreoffice.read_values(written.with_name("edited.xlsx"), ("Inputs",))["Inputs"]
    assert rows[2][3] == "Typed over: 1. These do not follow the selector."
    assert [row[0] for row in rows if row[5] == "typed over"] == ["monthly_spend"]


def test_another_scenario_is_chosen_and_typed_over(written: Path, book: Any) -> None:
    selector = f"Scenarios!{named(book, 'selected_scenario').coordinate}"
    notice = f"Inputs!{named(book, 'notice_months').coordinate}"
    found = _edited(
        written,
        f"{_cell(selector)}.String = \"What if~*? 'so'\"",
        f"{_cell(notice)}.Value = 9",
    )
    assert found.selected == 2
    assert [(each.scenario, each.key) for each in found.changes] == [
        ("What if~*? 'so'", "notice_months")
    ]
    assert [*found.faults, *found.formulas, *found.notes] == []
    chosen = read_workbook(written.with_name("edited.xlsx"))
    assert _is_close(chosen, _cases()[2].with_values({"notice_months": 9}))


_MOVES = {
    "rows of the model": [f"{_sheet('Model')}.Rows.insertByIndex({at}, 2)" for at in (80, 30, 4)],
    "above everything": [
        f"{_sheet(name)}.Rows.insertByIndex(0, 1)"
        for name in ("Model", "Inputs", "KPIs", "Scenarios", "Checks")
    ],
    "columns": [
        f"{_sheet('Model')}.Columns.insertByIndex(3, 1)",
        f"{_sheet('Inputs')}.Columns.insertByIndex(2, 2)",
        f"{_sheet('KPIs')}.Columns.insertByIndex(0, 1)",
        f"{_sheet('Scenarios')}.Columns.insertByIndex(0, 1)",
        f"{_sheet('Checks')}.Columns.insertByIndex(4, 1)",
    ],
    "between scenarios": [f"{_sheet('Scenarios')}.Columns.insertByIndex(7, 2)"],
    "in every list": [
        f"{_sheet('Inputs')}.Rows.insertByIndex(20, 1)",
        f"{_sheet('Scenarios')}.Rows.insertByIndex(90, 3)",
        f"{_sheet('Scenarios')}.Rows.insertByIndex(200, 1)",
        f"{_sheet('KPIs')}.Rows.insertByIndex(30, 1)",
        f"{_sheet('Checks')}.Rows.insertByIndex(9, 1)",
    ],
    "sheets": [
        f'{_sheet("Model")}.Name = "My model\'s months"',
        f'{_sheet("Scenarios")}.Name = "Cases"',
        f'{_sheet("Inputs")}.Name = "In-puts"',
        'doc.Sheets.insertNewByName("Model", 0)',
        'doc.Sheets.moveByName("KPIs", 0)',
    ],
}


@pytest.mark.parametrize("case", list(_MOVES))
def test_what_was_moved_is_found(written: Path, case: str) -> None:
    found = _edited(written, *_MOVES[case])
    assert [*found.changes, *found.faults, *found.formulas, *found.notes] == []
    assert found.selected == _SELECTED
    for each, wanted in zip(found.cases, _cases(), strict=True):
        assert _is_close(each.scenario, wanted)


def test_what_was_edited_after_moving_is_named_where_it_is(written: Path, book: Any) -> None:
    row = int(place_of(book, "Model", "revenue", "").split("!")[1])
    spend = int(named(book, "monthly_spend").row)
    found = _edited(
        written,
        f"{_sheet('Model')}.Rows.insertByIndex(4, 3)",
        f"{_sheet('Model')}.Columns.insertByIndex(1, 1)",
        f"{_sheet('Inputs')}.Rows.insertByIndex(4, 1)",
        f'{_cell(f"Model!L{row + 3}")}.Formula = "=1+1"',
        f"{_cell(f'Inputs!C{spend + 1}')}.Value = 5",
    )
    assert [str(each.place) for each in found.changes] == [f"Inputs!C{spend + 1}"]
    (formula,) = found.formulas
    assert (formula.cells, formula.key, formula.after) == (f"L{row + 3}", "revenue", "=1+1")
    assert found.faults + found.notes == ()


def test_a_month_put_in_is_not_compared(written: Path) -> None:
    found = _edited(
        written,
        f"{_sheet('Model')}.Columns.insertByIndex(20, 1)",
        f'{_cell("Model!U4")}.Formula = "=T4"',
    )
    assert len(found.notes) == 1
    assert "The formulas of Model and those that refer to it can't be compared" in found.notes[0]
    assert [*found.changes, *found.faults, *found.formulas] == []


def test_rows_taken_out_are_named(written: Path, book: Any) -> None:
    row = int(place_of(book, "Model", "overage_charge", "").split("!")[1])
    found = _edited(written, f"{_sheet('Model')}.Rows.removeByIndex({row - 1}, 1)")
    assert found.formulas[0].key == "overage_charge"
    assert found.formulas[0].kind == "row removed"
    # Then whatever refers to it is broken, and nothing else is told.
    assert all("#REF!" in each.after for each in found.formulas[1:])
    assert found.changes + found.faults + found.notes == ()


def test_a_scenario_taken_out_and_one_put_in(written: Path) -> None:
    """A column is copied between the scenarios; another is deleted."""
    sheet = _sheet("Scenarios")
    found = _edited(
        written,
        f"{sheet}.Columns.insertByIndex(6, 1)",
        f'source = {sheet}.getCellRangeByName("F1:F176").RangeAddress',
        f'{sheet}.copyRange({sheet}.getCellRangeByName("G1").CellAddress, source)',
        f'{_cell("Scenarios!G6")}.String = "A new one"',
        f"{sheet}.Columns.removeByIndex(9, 1)",
    )
    names = [case.scenario.name for case in found.cases]
    assert names == ["Base", "A new one", "=1+1", "What if~*? 'so'"]
    assert found.cases[1].written is None
    assert found.cases[1].now.values == _cases()[0].values
    assert found.selected == 2
    assert [*found.changes, *found.faults, *found.notes] == []
    assert [each.key for each in found.formulas] == []
