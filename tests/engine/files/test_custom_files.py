"""Custom line items in files: the workbook both ways, CSV; the project file has its own tests."""

from __future__ import annotations

import csv
import math
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.formula.translate import Translator

from engine.evaluate import Result, evaluate
from engine.files.atomic import FileError
from engine.files.project.file import parse_project, project_text
from engine.files.tables import csv_text
from engine.files.workbook.formulas import is_taken
from engine.files.workbook.joining import joined, opened
from engine.files.workbook.read import read_changes, read_workbook
from engine.formula.syntax import parse
from engine.model.catalogue import catalogue
from engine.model.custom import CustomItem, model_with
from engine.project import single
from tests.engine.files.workbooks import (
    FIRST_MONTH,
    LAST_MONTH,
    edit_cells,
    load,
    model_rows,
    named,
    place_of,
    preset,
    write,
    write_all,
)
from tests.oracle import libreoffice
from tests.oracle.missing import Months

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.files.workbook.reading import WorkbookReading
    from engine.scenario import Scenario

    Edited = Callable[[dict[str, str]], WorkbookReading]

_GOLDEN = Path(__file__).with_name("golden") / "workbook-0.2.xlsx"


def _item(key: str, formula: str, unit: str = "x", kind: str = "rate", **more: str) -> CustomItem:
    label = more.pop("label", key.replace("_", " ").capitalize())
    return CustomItem(key, label, unit, kind, formula, **more)


ITEMS = (
    _item("compute_margin", "(revenue - compute_cost) / revenue", "%", meaning="Of revenue"),
    _item(
        "debt_run",
        "prev(debt_run) * 1.01 + max(0, -net_cash_flow) - min(prev(debt_run), 50, 60)",
        *("$m", "balance"),
        opening="-opening_cash / 2",
        label="=Debt +1",
    ),
    _item("per_late_month", "revenue / (month - 3)", "$m", "flow", meaning="None in month 3"),
    _item("late_sum", "cumsum(per_late_month)", "$m", "balance", label="@late"),
    _item("is_rich", "where(cumulative_cash > per_late_month, 1, 0)", "0/1"),
    _item("rich_flag", "(cash_balance >= 20000) * (per_late_month > 100)", "0/1", label="-rich"),
    _item(
        "peek",
        "at(revenue, month + 2) - total(compute_cost) / 120 + sum_to(revenue, month - 1) * 0",
        "$m",
        "flow",
    ),
    _item("at_troubled", "at(per_late_month, 3 - (month > 10))", "$m", "flow"),
    _item("first_rich", "first(rich_flag)", "#"),
    _item("low", "lowest_so_far(late_sum) + highest(peek)", "$m"),
    _item("grows", "prev(grows) * 997", "x", "balance", opening="1e10"),
    _item("root", "pow(5 - month, 0.5)"),
    _item("big", "exp(month * 10)"),
    _item("mixed", "where(month == 3, per_late_month, revenue) / where(month == 5, 0, 1)", "$m"),
    _item("flags", "(month > 3) + (month > 5) * (month < 100) - -(month == 7)", "#"),
    _item("none_at_all", "prev(none_at_all) + 1", opening="1 / (term_months - term_months)"),
    _item("lines", "where(month > 2,\n  1,\n  0)", label="Über 2 “months” <b>&"),
)
KEYS = [item.key for item in ITEMS]

# What a spreadsheet shows where there is no value, by hand; months from 1, opening is 0.
ERRORS = {
    ("per_late_month", 3): "#DIV/0!",
    ("late_sum", 3): "#DIV/0!",
    ("late_sum", 120): "#DIV/0!",
    ("is_rich", 3): "#DIV/0!",
    ("rich_flag", 3): "#DIV/0!",
    ("at_troubled", 1): "#DIV/0!",
    ("at_troubled", 10): "#DIV/0!",
    ("low", 3): "#DIV/0!",
    ("grows", 100): "#NUM!",
    ("root", 6): "#NUM!",
    ("big", 71): "#NUM!",
    ("mixed", 3): "#DIV/0!",
    ("mixed", 5): "#DIV/0!",
    ("none_at_all", 0): "#DIV/0!",
    ("none_at_all", 1): "#DIV/0!",
}


def _cases() -> list[Scenario]:
    plain = replace(preset("as_reported"), items=ITEMS, name="Board")
    other = replace(preset("supplier_pays"), items=ITEMS, name="Other")
    return [plain, other.with_values({"term_months": 60})]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_all(tmp_path_factory.mktemp("custom") / "plan.xlsx", _cases())


@pytest.fixture(scope="module")
def book(written: Path) -> Any:
    return load(written)


@pytest.fixture(scope="module")
def values(written: Path) -> Any:
    return load(written, values=True)


@pytest.fixture
def edited(written: Path, tmp_path: Path) -> Edited:
    def edit(cells: dict[str, str]) -> WorkbookReading:
        return read_changes(edit_cells(written, tmp_path / "edited.xlsx", cells))

    return edit


def _words(text: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _told(found: WorkbookReading) -> list[str]:
    return [*map(str, (*found.changes, *found.faults, *found.formulas)), *found.notes]


def _definition(book: Any, key: str, column: str) -> str:
    """The cell of an item's definition on Sources."""
    return place_of(book, "Sources", key, column)


def _oracle(result: Result) -> dict[str, list[float | None]]:
    """The custom rows of a result, month by month, from the built-in ones."""
    model = catalogue()
    series = {each.key: result.row(each.key).tolist() for each in model.formulas() if each.series}
    singles = {each.key: result.value(each.key) for each in model.formulas() if not each.series}
    months = Months(series, {**singles, **result.scenario.values}, dict.fromkeys(series, 0.0))
    for item in ITEMS:
        months.add(item.key, parse(item.formula), parse(item.opening))
    return {item.key: months.rows[item.key] for item in ITEMS}


def _assert_alike(cells: Sequence[object], wanted: Sequence[float | None], key: str) -> None:
    assert len(cells) == len(wanted) == 120
    for month, (cell, value) in enumerate(zip(cells, wanted, strict=True), start=1):
        if value is None:
            assert cell in ("#DIV/0!", "#NUM!"), (key, month)
        else:
            assert isinstance(cell, (int, float)), (key, month, cell)
            assert math.isclose(cell, value, rel_tol=1e-9, abs_tol=1e-6), (key, month)


# What is written -----------------------------------------------------------------------------


def test_stored_values_are_the_oracle_s(values: Any) -> None:
    rows, wanted = model_rows(values), _oracle(evaluate(_cases()[0]))
    for key in KEYS:
        _assert_alike([cell.value for cell in rows[key]], wanted[key], key)


def test_errors_are_those_that_a_spreadsheet_shows(values: Any) -> None:
    rows = model_rows(values)
    for (key, month), error in ERRORS.items():
        opening = values["Model"].cell(rows[key][0].row, 8)
        assert (rows[key][month - 1] if month else opening).value == error, (key, month)
    clean = [key for key in KEYS if key not in {key for key, _ in ERRORS}]
    for key in clean:
        assert all(isinstance(cell.value, (int, float)) for cell in rows[key])


def test_rows_stand_below_the_model_s_own_in_a_section(book: Any) -> None:
    rows = model_rows(book)
    assert list(rows)[-len(KEYS) :] == KEYS
    sheet = book["Model"]
    first = rows[KEYS[0]][0].row
    assert sheet.cell(first - 1, 1).value == "Custom line items"
    for item in ITEMS:
        texts = [sheet.cell(rows[item.key][0].row, at).value for at in range(1, 6)]
        assert texts == [item.key, item.label, item.unit, "custom", item.kind]
    built_in = model_rows(load(_GOLDEN))
    assert {key: row[0].row for key, row in built_in.items()} == {
        key: row[0].row for key, row in rows.items() if key not in KEYS
    }


def test_every_row_is_one_formula(book: Any) -> None:
    for key in KEYS:
        cells = model_rows(book)[key]
        first = Translator(cells[0].value, origin=cells[0].coordinate)
        for cell in cells[1:]:
            assert cell.value == first.translate_formula(cell.coordinate), cell.coordinate


def test_texts_of_the_user_stay_texts(book: Any) -> None:
    for label in ("=Debt +1", "@late", "-rich"):
        cells = [
            cell
            for sheet in (book["Model"], book["Sources"])
            for row in sheet.iter_rows()
            for cell in row
            if cell.value == label
        ]
        assert len(cells) == 2
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_checks_hold_and_charts_stay(book: Any, values: Any, written: Path) -> None:
    assert named(values, "checks_failed").value == 0
    cells = [cell.value for row in values["Cover"].iter_rows() for cell in row]
    assert "All checks pass" in cells
    plain = set(load(_GOLDEN).defined_names)
    assert set(book.defined_names) == {*plain, "custom_items"}
    with zipfile.ZipFile(written) as file, zipfile.ZipFile(_GOLDEN) as old:
        for number in range(1, 5):
            name = f"xl/charts/chart{number}.xml"
            both = [
                re.findall(r"<c:f>([^<]*)</c:f>", each.read(name).decode()) for each in (file, old)
            ]
            assert both[0] == both[1]


def test_without_custom_items_there_is_no_trace_of_them(tmp_path: Path, book: Any) -> None:
    plain = load(write(tmp_path / "plan.xlsx", preset("as_reported")))
    assert not {"custom_items", "user_sources"} & set(plain.defined_names)
    words = [
        str(cell.value) for name in ("Model", "Sources") for row in plain[name] for cell in row
    ]
    assert not any("ustom line item" in word or "Your sources" in word for word in words)
    # The mark says which Tenor wrote the formulas, not what the user added to them.
    mark = named(plain, "formulas_mark").value
    assert mark == named(book, "formulas_mark").value == named(load(_GOLDEN), "formulas_mark").value


# A spreadsheet nests 64 deep and takes no number of 1E+308.
_DEEP = "at(month, " * 20 + "1" + ")" * 20


@pytest.mark.parametrize("formula", [_DEEP, "1e308 / 1e307 + month - month"])
def test_what_a_spreadsheet_would_refuse_is_written_as_values(tmp_path: Path, formula: str) -> None:
    items = (
        _item(
            "odd_one", f"where(month == 9, 1 / 0, {formula})", "#", opening=formula.split(" +")[0]
        ),
        _item("on_it", "odd_one + 1", "#"),
    )
    case = replace(preset("as_reported"), items=items)
    path = write(tmp_path / "plan.xlsx", case)
    rows = model_rows(load(path))
    assert [cell.data_type for cell in rows["odd_one"]].count("f") == 1
    assert rows["odd_one"][8].value == "=1/0"
    assert {cell.data_type for cell in rows["on_it"]} == {"f"}
    section = rows["odd_one"][0].parent.cell(rows["odd_one"][0].row, 4).value
    assert section == "custom: values as of 2026-11-21, too deep for a spreadsheet"
    found = read_changes(path)
    assert (found.items, _told(found)) == (items, [])


def test_formulas_that_a_spreadsheet_takes() -> None:
    assert is_taken("(" * 64 + "1" + ")" * 64)
    assert not is_taken("(" * 65 + "1" + ")" * 65)
    assert not is_taken("1+" * 4096 + "1")
    assert not is_taken("1.5E+308")
    assert is_taken("9.9E+307+1E-308")


# LibreOffice ---------------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.available(), reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(written: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen.xlsx"
    other = load(written)  # openpyxl drops every stored value
    named(other, "selected_scenario").value = "Other"
    other.save(chosen)
    as_written, as_chosen = libreoffice.recalculate([written, chosen], tmp_path / "out")
    stored = model_rows(load(written, values=True))
    for path, case in zip((as_written, as_chosen), _cases(), strict=True):
        sheets = libreoffice.read_values(path, ("Model", "Checks"))
        rows = {str(row[0]): row[FIRST_MONTH - 1 : LAST_MONTH] for row in sheets["Model"]}
        wanted = _oracle(evaluate(case))
        for key in KEYS:
            _assert_alike(rows[key], wanted[key], key)
            if path == as_written:  # the same errors, too
                errors = [cell.value for cell in stored[key] if isinstance(cell.value, str)]
                assert [cell for cell in rows[key] if isinstance(cell, str)] == errors
        assert sheets["Checks"][2][:3] == ["checks_failed", "Checks that fail", 0]


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.available(), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_comes_back(written: Path, tmp_path: Path) -> None:
    (saved,) = libreoffice.recalculate([written], tmp_path / "out")
    found = read_changes(saved)
    assert found.items == ITEMS
    assert not found.faults
    assert not found.formulas


# Read back -----------------------------------------------------------------------------------


def test_items_come_back_in_every_scenario(written: Path) -> None:
    found = read_changes(written)
    assert found.items == ITEMS
    assert [case.now for case in found.cases] == _cases()
    assert [case.written for case in found.cases] == _cases()
    assert _told(found) == []
    assert read_workbook(written) == _cases()[0]


def test_odd_texts_come_back(tmp_path: Path) -> None:
    odd = ("_x0041_", "a  b ", " 'quoted'", "12", "=1", "\N{GRINNING FACE}", "TRUE", "1e5")
    items = tuple(
        _item(f"odd_{place}_x", "- revenue*2", "$m", label=text, meaning=text)
        for place, text in enumerate(odd)
    )
    path = write(tmp_path / "plan.xlsx", replace(preset("as_reported"), items=items))
    assert read_changes(path).items == items


def test_changed_formulas_of_custom_rows_are_told(edited: Edited, book: Any) -> None:
    row = place_of(book, "Model", "peek", "")
    below = place_of(book, "Model", "grows", "H")
    found = edited(
        {
            row.replace("!", "!K"): "<f>J20*2</f><v>1</v>",
            row.replace("!", "!M"): "<v>5</v>",
            below: "<v>7</v>",
        }
    )
    at = row.split("!")[1]
    told = [(each.cells, each.key, each.kind, each.after) for each in found.formulas]
    assert told == [
        (f"K{at}", "peek", "changed", "=J20*2"),
        (f"M{at}", "peek", "replaced", "5"),
        (below.split("!")[1], "grows", "replaced", "7"),
    ]
    assert found.items == ITEMS


def test_an_edited_definition_is_taken_and_its_formulas_are_told(edited: Edited, book: Any) -> None:
    formula, label = _definition(book, "peek", "D"), _definition(book, "grows", "B")
    opening, unit = _definition(book, "grows", "E"), _definition(book, "root", "C")
    found = edited(
        {
            formula: _words("revenue * 2"),
            label: _words("Grown"),
            opening: "<v>5</v>",
            unit: _words("%"),
        }
    )
    wanted = {
        "peek": {"formula": "revenue * 2"},
        "grows": {"label": "Grown", "opening": "5"},
        "root": {"unit": "%"},
    }
    assert found.items == tuple(item._replace(**wanted.get(item.key, {})) for item in ITEMS)
    assert not found.faults
    assert {each.key for each in found.formulas} == {"peek", "grows"}
    assert [case.now.items for case in found.cases] == [found.items] * 2


# Edits of a definition by column: what is said of it.
BROKEN = {
    "A": {
        "revenue": "the key 'revenue' is taken",
        "Peek": "'Peek' is not a name: a small letter",
        "debt_run": "the key 'debt_run' is taken",
        "x" * 300: "is not a name",
        "": "'' is not a name",
    },
    "B": {" ": "a line item needs a label", "x" * 61: "longer than 60 characters"},
    "C": {"EUR": "'EUR' is not one of $m, ", "%": "wrong units"},
    "D": {
        "revenue +": "character 10: expected a number",
        "revnue": "character 1: unknown name 'revnue'",
        "revenue / compute_cost": "wrong units",
        "__import__(1)": "unknown function '__import__'",
        "peek + 1": "refers to itself without prev",
        "flags + revenue": "unknown name 'flags'",
        "(" * 60: "nested deeper",
        "x" * 3000: "longer than 2000",
        "y" * 1999: "unknown name 'yyy",
    },
    "E": {"revenue": "has a value a month", "1 +": "character 4"},
    "F": {"x" * 501: "longer than 500 characters"},
    "G": {"stock": "'stock' is not one of flow, balance, rate"},
}


@pytest.mark.parametrize(("column", "text"), [(at, text) for at in BROKEN for text in BROKEN[at]])
def test_a_broken_definition_is_refused_and_the_rest_opens(
    edited: Edited, book: Any, tmp_path: Path, column: str, text: str
) -> None:
    place = _definition(book, "peek", column)
    found = edited({place: _words(text)})
    fault, *others = found.faults
    # What looks at it has no ground either; its row on the Model is no one's when it is renamed.
    assert {each.key for each in others} <= {"low", "peek"}
    told = str(fault)
    assert BROKEN[column][text] in told
    assert "\n" not in told
    assert len(told) < 400
    if column != "C" or text == "EUR":  # wrong units are the formula's fault
        assert str(fault.place) == place
    assert [item.key for item in found.items] == [key for key in KEYS if key not in ("peek", "low")]
    assert [case.now.values for case in found.cases] == [case.values for case in _cases()]
    with pytest.raises(FileError, match=re.escape(BROKEN[column][text])):
        read_workbook(tmp_path / "edited.xlsx")


def test_a_spreadsheet_s_formula_is_no_definition(edited: Edited, book: Any) -> None:
    place = _definition(book, "root", "D")
    found = edited({place: "<f>1+1</f><v>2</v>"})
    (fault,) = found.faults
    assert str(fault).startswith(f"{place} (root): is a formula of the spreadsheet")
    assert "root" not in [item.key for item in found.items]


def test_definitions_may_be_added_moved_apart_and_taken_out(edited: Edited, book: Any) -> None:
    rows = {key: _definition(book, key, "").removeprefix("Sources!") for key in ("root", "big")}
    blank = {f"Sources!{letters}{rows['big']}": "" for letters in "ABCDEFG"}
    found = edited(blank)
    assert [item.key for item in found.items] == [key for key in KEYS if key != "big"]
    (fault,) = found.faults  # its row still stands on the Model
    assert "'big' is not in the list of custom line items on Sources any more" in str(fault)


def test_lists_that_lost_their_name_or_head_are_told(
    edited: Edited, book: Any, written: Path, tmp_path: Path
) -> None:
    head = named(book, "custom_items")[0][3]
    assert head.value == "Formula"
    found = edited({f"Sources!{head.coordinate}": _words("Formel")})
    assert "the list has no column 'Formula'" in str(found.faults[0])
    assert found.items == ()
    lost = tmp_path / "lost.xlsx"
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(lost, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/workbook.xml":
                text = re.sub(rb'<definedName name="custom_items">[^<]*</definedName>', b"", text)
            new.writestr(part.filename, text)
    found = read_changes(lost)
    assert [each.key for each in found.faults] == KEYS
    assert [case.now.values for case in found.cases] == [case.values for case in _cases()]


def test_a_workbook_of_version_0_2_opens_and_compares() -> None:
    found = read_changes(_GOLDEN)
    assert found.version == "0.2.0"
    assert [case.now.name for case in found.cases] == ["As reported", "Board case, 'golden'"]
    assert found.selected == 1
    assert found.cases[1].now.values["monthly_spend"] == 1000 / 3
    assert (found.items, found.sources, found.attachments) == ((), (), ())
    assert _told(found) == []
    assert read_workbook(_GOLDEN) == found.cases[1].now


# Into a project ------------------------------------------------------------------------------


def test_a_workbook_becomes_a_project(written: Path) -> None:
    project = opened(read_changes(written), [1, 0])
    assert [entry.scenario for entry in project.entries] == _cases()[::-1]
    assert project.items == ITEMS


def test_a_workbook_joins_a_project(written: Path) -> None:
    reading = read_changes(written)
    own = (
        _item("mine_first", "revenue * 2", "$m"),
        ITEMS[0]._replace(formula="(revenue-compute_cost)/revenue", extra='{"x": 1}'),
        _item("root", "month * 2"),
    )
    project = single(replace(preset("albatross"), items=own))
    made = joined(project, reading, [0])
    assert [item.key for item in made.project.items] == [
        "mine_first",
        "compute_margin",
        "root",
        *(key for key in KEYS if key not in ("compute_margin", "root")),
    ]
    assert made.project.items[:3] == own
    assert made.notes == ("Root (root) is another line item here: this one stays",)
    assert [entry.scenario.name for entry in made.project.entries] == ["albatross", "Board"]
    assert made.project.entries[1].scenario.items == made.project.items
    evaluate(made.project.entries[1].scenario)


# CSV -----------------------------------------------------------------------------------------


def test_csv_has_a_column_for_each_and_nothing_where_there_is_no_value() -> None:
    result = evaluate(_cases()[0])
    rows = list(csv.DictReader(csv_text(result).splitlines()))
    wanted = _oracle(result)
    assert list(rows[0])[-len(KEYS) :] == KEYS
    assert len(rows[0]) == 108 + len(KEYS)
    for key in KEYS:
        for month, (row, value) in enumerate(zip(rows, wanted[key], strict=True), start=1):
            if value is None:
                assert row[key] == "", (key, month)
            else:
                assert math.isclose(float(row[key]), value, rel_tol=1e-9, abs_tol=1e-6)


# Project files -------------------------------------------------------------------------------

_PARTS = (
    *("(", ")", "*", "/", "-", "+", "<", ", ", "0", "1e300", "month", "revenue", "prev(mine_x)"),
    *("total(revenue)", "where(month > 3, 1, 0)", "pow(-2, 0.5)", "exp(1000)", "first(month)"),
)


def test_what_a_damaged_file_still_defines_can_be_computed() -> None:
    dice = random.Random(4)  # noqa: S311 - a test's dice
    opened_files = 0
    base = "month * 2 + total(month) / (month - 4)"
    text = project_text(single(replace(preset("as_reported"), items=(_item("mine_x", base, "#"),))))
    for _ in range(400):
        at = dice.randrange(len(base))
        formula = base[:at] + dice.choice(_PARTS) + base[at + dice.randint(0, 3) :]
        try:
            project = parse_project(text.replace(base, formula).encode(), "x")
        except FileError:
            continue
        opened_files += 1
        row = evaluate(project.scenario).row("mine_x")
        assert row.shape == (120,)
        csv_text(evaluate(project.scenario))
    assert opened_files > 20


def test_the_model_of_the_items_is_the_built_in_one_and_more() -> None:
    assert list(model_with(ITEMS).line_items) == [*catalogue().line_items, *KEYS]
