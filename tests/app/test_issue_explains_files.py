"""Ledger, own line items, sources and the reference as the issue says them, into every file."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.__main__ import main
from app.files.export_case import ExportCase
from app.files.writers import data_writer, workbook_writer
from engine.calendar import YearMonth
from engine.evaluate import evaluate
from engine.explanation.subjects import Subject
from engine.files.project.file import read_project, write_project
from engine.model.custom import CustomItem
from tests.app.answers import Answers
from tests.app.test_issue_explains import agrees, panel, press, state, tab_to, table, worked_out
from tests.oracle.inputs import defaults, presets
from tests.oracle.model import evaluate as oracle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.app.conftest import Opened
    from tests.oracle.base import Rows
    from widgets.dialogs.line_item import LineItemDialog
    from widgets.ledger.page import LedgerPage
    from widgets.sources.page import SourcesPage
    from widgets.sources.states import SourcesState

    Tenor = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def rows_of(**changes: float) -> Rows:
    return oracle({**defaults(), **changes})[1]


def settle(opened: Opened) -> None:
    opened.controller.settle()
    QApplication.processEvents()


@pytest.fixture
def tenor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Runs the command line here: its code and both outputs."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tenor", *map(str, words)])
        code = main()
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


# 3. The ledger -----------------------------------------------------------------------------------

PERIODS = ("month", "quarter", "year")
# May 2026 with a year from October: the quarters end in December, March, June, September.
OTHER_YEAR = {
    "month": [(month, month) for month in range(1, 121)],
    "quarter": [(1, 2), *((first, min(first + 2, 120)) for first in range(3, 121, 3))],
    "year": [(1, 5), *((first, min(first + 11, 120)) for first in range(6, 121, 12))],
}


def ledger(opened: Opened, period: str = "month", *, whole: bool = True) -> LedgerPage:
    """The page, its switches clicked."""
    opened.controller.show_page("Ledger")
    settle(opened)
    page = opened.window.ledger
    assert page is not None
    bar = page.toolbar
    for button in (bar.periods.buttons[PERIODS.index(period)], bar.span.buttons[int(whole)]):
        QTest.mouseClick(button, LEFT)
        settle(opened)
    return page


def other_year(opened: Opened) -> Rows:
    """A session from May 2026 whose fiscal year begins in October; the oracle's months."""
    opened.controller.bar.commands.set_calendar(YearMonth(2026, 5), 10)
    settle(opened)
    return rows_of(quarter_phase=1.0)  # April is the quarter's month that is gone


def expected_sum(rows: Rows, key: str, first: int, last: int) -> float:
    """A flow's months added up; anything else as it is at the end."""
    if table("line_items")[key]["kind"] == "flow":
        return math.fsum(rows[key][first - 1 : last])
    return rows[key][last - 1]


def copied_number(text: str) -> float:
    """As a spreadsheet reads it: `50%` is a half."""
    return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def test_the_ledger_has_all_line_items_by_section(opened: Opened) -> None:
    page = ledger(opened)
    model = page.table.ledger
    section, found = "", []
    for row in range(model.rowCount()):
        line = model.line(row)
        if line is None:
            section = str(model.headerData(row, Qt.Orientation.Vertical)).casefold()
            continue
        found.append(line.key)
        assert table("line_items")[line.key]["section"].casefold() == section
        assert line.label == table("line_items")[line.key]["label"]
    assert sorted(found) == sorted(table("line_items"))
    assert len(found) == 106
    assert model.columnCount() == 120


@pytest.mark.parametrize("period", PERIODS)
def test_every_number_of_another_fiscal_year(opened: Opened, period: str) -> None:
    """What is copied, with all digits, against the oracle's months; what is shown, in its sign."""
    rows = other_year(opened)
    page = ledger(opened, period)
    model, spans = page.table.ledger, OTHER_YEAR[period]
    assert [(head.first, head.last) for head in model.state.heads] == spans
    QApplication.clipboard().clear()
    QTest.mouseClick(page.toolbar.copy, LEFT)
    lines = list(csv.reader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert lines[0][:2] == ["Line item", "Unit"]
    assert len(lines[0]) == 2 + len(spans)
    copied = {line[0]: line[2:] for line in lines[1:] if line[1]}
    labels = [row["label"] for row in table("line_items").values()]
    assert len(set(labels)) == 106
    assert set(copied) == set(labels)
    at = {line.key: row for row in range(model.rowCount()) if (line := model.line(row))}
    for key, item in table("line_items").items():
        expected = [expected_sum(rows, key, *span) for span in spans]
        found = [copied_number(text) for text in copied[item["label"]]]
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), key
        for column, number in enumerate(expected):
            text = model.text(at[key], column)
            if text.startswith("("):
                assert number < 0, (key, column, text)
                assert text.endswith(")")
            else:
                assert number > -0.5, (key, column, text, number)  # what rounds to nothing
            assert "-" not in text.replace("e-", "")


def test_periods_are_named_after_the_fiscal_year(opened: Opened) -> None:
    other_year(opened)
    heads = ledger(opened, "quarter").table.ledger.state.heads
    # October 2025 to September 2026 is FY2026: May is in its third quarter.
    assert [head.name for head in heads[:3]] == ["Q3 FY2026", "Q4 FY2026", "Q1 FY2027"]
    assert heads[0].partial
    assert not heads[1].partial
    heads = ledger(opened, "year").table.ledger.state.heads
    assert [head.name for head in heads[:2]] == ["FY2026", "FY2027"]
    assert heads[0].partial


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("key", ["operating_profit", "cash_balance", "growth_rate"])
def test_a_ledger_cell_explains_itself(opened: Opened, period: str, key: str) -> None:
    """A flow as the sum of its months, which add up; a balance and a rate as the last month."""
    rows = other_year(opened)
    page = ledger(opened, period)
    view = page.table
    first, last = OTHER_YEAR[period][2]
    index = view.ledger.place_of(key, last)
    view.scrollTo(index)
    QApplication.processEvents()
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, view.visualRect(index).center())
    shown = state(opened)
    assert shown.title == table("line_items")[key]["label"]
    expected = expected_sum(rows, key, first, last)
    assert agrees(shown.value, expected)
    start = YearMonth(2026, 5)
    assert start.plus(last - 1).name() in shown.when
    if first != last:
        assert start.plus(first - 1).name() in shown.when
    printed = "".join(piece.text for piece in shown.formulas[0].in_values)
    assert agrees(shown.value, worked_out(printed)), printed
    if first != last and key == "operating_profit":
        assert printed.count("m") == last - first + 1
        months = [int(line.target.split("|")[2]) for line in shown.precedents]
        assert months == list(range(first, last + 1))
        for line in shown.precedents:
            assert agrees(line.value, rows[key][int(line.target.split("|")[2]) - 1])


def test_a_ledger_cell_by_keyboard(opened: Opened, qtbot: QtBot) -> None:
    page = ledger(opened)
    with qtbot.waitActive(opened.window):
        opened.window.activateWindow()
    tab_to(page.table, most=80)
    page.table.setCurrentIndex(page.table.ledger.place_of("revenue", 2))
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    shown = state(opened)
    assert (shown.title, "month 3" in shown.when) == ("Revenue", True)
    assert agrees(shown.value, rows_of()["revenue"][2])


def test_search_finds_line_items(opened: Opened) -> None:
    page = ledger(opened)
    QTest.keyClicks(page.toolbar.search, "exit cost")
    settle(opened)
    model = page.table.ledger
    found = {line.key for row in range(model.rowCount()) if (line := model.line(row))}
    items = table("line_items")
    named = {key for key, row in items.items() if "exit cost" in row["label"].casefold()}
    assert named
    assert named <= found
    for key in found:
        words = f"{key} {items[key]['label']} {items[key]['meaning']}".casefold()
        assert "exit" in words, key
        assert "cost" in words, key
    page.toolbar.search.selectAll()
    QTest.keyClicks(page.toolbar.search, "no such line item")
    settle(opened)
    assert not any(model.line(row) for row in range(model.rowCount()))
    page.toolbar.search.clear()
    settle(opened)
    assert sum(bool(model.line(row)) for row in range(model.rowCount())) == 106


def test_a_selection_is_copied_with_its_headings(opened: Opened) -> None:
    page = ledger(opened, "quarter")
    view, rows = page.table, rows_of()
    view.setFocus()
    flag = QItemSelectionModel.SelectionFlag
    view.selectionModel().clear()
    for key in ("revenue", "cash_balance"):
        for month in (3, 6):
            view.selectionModel().select(view.ledger.place_of(key, month), flag.Select)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    lines = list(csv.reader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert lines[0][2:] == ["Q2 2026", "Q3 2026"]
    assert [line[0] for line in lines[1:]] == ["Revenue", "Cash balance"]
    expected = {
        "Revenue": [math.fsum(rows["revenue"][:3]), math.fsum(rows["revenue"][3:6])],
        "Cash balance": [rows["cash_balance"][2], rows["cash_balance"][5]],
    }
    for line in lines[1:]:
        assert [float(text) for text in line[2:]] == pytest.approx(expected[line[0]])


def test_heat_is_an_option(opened: Opened) -> None:
    page = ledger(opened)
    page.toolbar.heat.setFocus()
    view = page.table.viewport()

    def picture() -> bytes:
        QApplication.processEvents()
        return bytes(view.grab().toImage().constBits())

    plain = picture()
    QTest.mouseClick(page.toolbar.heat, LEFT)
    heated = picture()
    assert heated != plain
    QTest.mouseClick(page.toolbar.heat, LEFT)
    assert picture() == plain


# 6. The reference --------------------------------------------------------------------------------


def test_the_reference_lists_every_key(opened: Opened) -> None:
    opened.controller.action("reference").trigger()
    dialog = opened.controller.links.reference.dialog
    assert dialog is not None
    keys = [*table("inputs"), *table("scalars"), *table("line_items")]
    for key in keys + [f"kpi_{key}" for key in table("kpis")]:
        dialog.show_entry(key)
        assert dialog.current() == key
        said = dialog.view.toPlainText()
        name = key.removeprefix("kpi_")
        tables = ("inputs", "scalars", "line_items") if name == key else ("kpis",)
        row = next(table(each)[name] for each in tables if name in table(each))
        for part in ("label", "meaning", "key"):
            assert row[part] in said, (key, said)
        closed = "".join(said.split())
        for part in row.get("formula", "").split(";"):  # a list has one for each part
            assert "".join(part.split()) in closed, key
        if "basis" in row:
            assert row["basis"].casefold() in said.casefold(), key


@pytest.mark.parametrize(
    ("key", "month", "entry"),
    [
        ("exit_cost", None, "kpi_exit_cost"),
        ("exit_cost", 4, "exit_cost"),
        ("monthly_spend", None, "monthly_spend"),
        ("first_profit_quarter", None, "kpi_first_profit_quarter"),
        ("life_months", None, "life_months"),
    ],
)
def test_an_explanation_leads_to_its_entry(
    opened: Opened, key: str, month: int | None, entry: str
) -> None:
    opened.controller.explaining.explain(Subject(key, month))
    shown = state(opened)
    QTest.mouseClick(panel(opened).toolbar.reference, LEFT)
    dialog = opened.controller.links.reference.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.current() == entry
    assert shown.title in dialog.view.toPlainText()


def test_tenor_model_of_one_key(tenor: Tenor) -> None:
    code, out, _err = tenor("model", "exit_cost")
    item = table("line_items")["exit_cost"]
    assert code == 0
    words = " ".join(out.split())
    assert item["formula"] in words
    assert item["meaning"] in words
    assert "$m" in words
    assert table("kpis")["exit_cost"]["formula"] in words
    code, out, err = tenor("model", "no_such_key")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "no_such_key" in err


def test_tenor_model_has_everything(tenor: Tenor) -> None:
    code, out, _err = tenor("model")
    assert code == 0
    for name in ("inputs", "scalars", "line_items", "kpis"):
        for key in table(name):
            assert re.search(rf"\b{key}\b", out), key


# 4. Own line items -------------------------------------------------------------------------------

ITEMS = (
    CustomItem("left_over", "Left over", "$m", "flow", "revenue - compute_cost"),
    CustomItem("left_share", "Left share", "%", "rate", "left_over / (month - 5) / revenue"),
    CustomItem("pile", "Pile", "$m", "balance", "prev(pile) + left_over", "100", "Kept."),
)


def own_rows(rows: Rows) -> dict[str, list[float]]:
    """The three by hand; not a number where month 5 divides by zero."""
    left = [a - b for a, b in zip(rows["revenue"], rows["compute_cost"], strict=True)]
    share = [
        math.nan if month == 5 else left[month - 1] / (month - 5) / rows["revenue"][month - 1]
        for month in range(1, 121)
    ]
    pile, last = [], 100.0
    for value in left:
        last += value
        pile.append(last)
    return {"left_over": left, "left_share": share, "pile": pile}


def with_items(opened: Opened) -> None:
    session = opened.controller.session
    session.change(session.project.with_items(ITEMS), "own line items")
    settle(opened)


def test_they_are_in_the_ledger_and_undo_takes_them_out(opened: Opened) -> None:
    with_items(opened)
    model = ledger(opened).table.ledger
    expected = own_rows(rows_of())
    lines = [line for row in range(model.rowCount()) if (line := model.line(row))]
    assert [line.key for line in lines[-3:]] == list(expected)
    assert {line.section.casefold() for line in lines[-3:]} == {"custom"}
    for place, key in zip((-3, -2, -1), expected, strict=True):
        found = model.state.values[place].tolist()
        assert found == pytest.approx(expected[key], rel=1e-12, nan_ok=True)
    row = model.place_of("left_share", 5).row()
    assert model.text(row, 4) == "—"
    quarters = ledger(opened, "quarter").table.ledger.state.values
    assert quarters[-3][0] == pytest.approx(sum(expected["left_over"][:3]))
    assert quarters[-2][0] == pytest.approx(expected["left_share"][2])
    assert quarters[-1][0] == pytest.approx(expected["pile"][2])
    opened.controller.action("undo").trigger()
    settle(opened)
    assert len(model.state.lines) == 106
    opened.controller.action("redo").trigger()
    settle(opened)
    assert len(model.state.lines) == 109


def test_they_change_no_bit_of_the_model(opened: Opened) -> None:
    plain = evaluate(opened.controller.session.project.scenario)
    with_items(opened)
    more = evaluate(opened.controller.session.project.scenario)
    for key in table("line_items"):
        assert plain.row(key).tobytes() == more.row(key).tobytes(), key
    for key in table("kpis"):
        assert plain.model.figures[key] == more.model.figures[key]


def test_they_explain_themselves(opened: Opened) -> None:
    with_items(opened)
    expected = own_rows(rows_of())
    for item in ITEMS:
        for month in (1, 7):
            opened.controller.explaining.row(item.key, month)
            shown = state(opened)
            assert (shown.title, shown.meaning) == (item.label, item.meaning)
            names = "".join(piece.text for piece in shown.formulas[0].in_names)
            assert "".join(names.split()) == "".join(item.formula.split())
            assert agrees(shown.value, expected[item.key][month - 1])
            printed = "".join(piece.text for piece in shown.formulas[0].in_values)
            assert agrees(shown.value, worked_out(printed)), printed
            assert shown.drivers.rows
    opened.controller.explaining.row("left_share", 5)
    shown = state(opened)
    assert shown.value == "—"
    assert "zero" in shown.reason.casefold() or "no value" in shown.reason.casefold()


def test_a_percentage_of_ones_own_says_of_what(opened: Opened) -> None:
    """The user is not asked of what: it must be told apart from a bare number all the same."""
    with_items(opened)
    opened.controller.explaining.row("left_share", 7)
    shown = state(opened)
    assert "%" in shown.value
    assert shown.per


def test_they_are_in_overlay_and_bridge(opened: Opened) -> None:
    with_items(opened)
    opened.controller.bar.commands.add_preset("albatross")
    opened.controller.show_page("Scenarios")
    settle(opened)
    page = opened.window.scenarios
    assert page is not None
    first, second = opened.controller.session.project.entries
    assert second.scenario.items == ITEMS
    choices = {choice.label: choice.key for choice in page.overlay.chooser._choices}
    assert {"Left over", "Left share", "Pile"} <= set(choices)
    page.item_chosen.emit(choices["Pile"])
    settle(opened)
    screen = opened.controller.screen.scenarios
    assert screen is not None
    assert screen.overlay.chart is not None
    curves = (*screen.overlay.chart.series, *screen.overlay.chart.still)
    found = {series.label: series.values.tolist() for series in curves}
    other = own_rows(oracle(dict(presets()["albatross"]))[1])["pile"]
    one = own_rows(rows_of())["pile"]
    assert found[first.scenario.name] == pytest.approx(one[: len(found[first.scenario.name])])
    assert found[second.scenario.name] == pytest.approx(other[: len(found[second.scenario.name])])
    page.bridge_requested.emit(first.id, second.id, choices["Pile"], 24)
    settle(opened)
    bridge = page.bridge._state
    assert bridge is not None
    assert bridge.start is not None
    assert bridge.end is not None
    assert bridge.start.value == pytest.approx(one[23])
    assert bridge.end.value == pytest.approx(other[23])
    moved = sum(step.after - step.before for step in bridge.steps)
    assert moved == pytest.approx(other[23] - one[23])


def test_an_overlay_without_any_value_says_so(opened: Opened) -> None:
    session = opened.controller.session
    item = CustomItem("beyond", "Beyond", "x", "rate", "exp(month * 900)")
    session.change(session.project.with_items((item,)), "beyond")
    opened.controller.show_page("Scenarios")
    settle(opened)
    page = opened.window.scenarios
    assert page is not None
    choices = {choice.label: choice.key for choice in page.overlay.chooser._choices}
    page.item_chosen.emit(choices["Beyond"])
    settle(opened)
    screen = opened.controller.screen.scenarios
    assert screen is not None
    assert screen.overlay.chart is not None
    assert screen.overlay.chart.note


def test_they_are_saved_and_opened_again(opened: Opened, tmp_path: Path) -> None:
    with_items(opened)
    answers = Answers()
    answers.to_save = answers.to_open = tmp_path / "plan.tenor"
    opened.controller.files.commands.questions = answers
    opened.controller.action("save_project").trigger()
    settle(opened)
    assert read_project(tmp_path / "plan.tenor").items == ITEMS
    opened.controller.action("new_project").trigger()
    settle(opened)
    assert not opened.controller.session.project.items
    opened.controller.action("open_project").trigger()
    settle(opened)
    assert opened.controller.session.project.items == ITEMS
    assert opened.controller.session.project.scenario.model.line_items["pile"].meaning == "Kept."


def saved(opened: Opened, folder: Path) -> Path:
    path = folder / "plan.tenor"
    write_project(path, opened.controller.session.project)
    return path


def exported(opened: Opened, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    document = opened.controller.session.document
    workbook_writer(ExportCase.of(document.project, document.baseline))(path, lambda _share: None)
    return path


def test_they_are_live_in_the_workbook(opened: Opened, tmp_path: Path) -> None:
    with_items(opened)
    path = exported(opened, tmp_path)
    formulas = openpyxl.load_workbook(path)["Model"]
    values = openpyxl.load_workbook(path, data_only=True)["Model"]
    expected = own_rows(rows_of())
    keys = {
        str(cell.value): place
        for place, row in enumerate(formulas.iter_rows(max_col=8), 1)
        for cell in row
    }
    assert set(table("line_items")) <= set(keys)
    for item in ITEMS:
        row = keys[item.key]
        cells = [formulas.cell(row, column).value for column in range(9, 129)]
        stored = [values.cell(row, column).value for column in range(9, 129)]
        assert all(isinstance(cell, str) and cell.startswith("=") for cell in cells), item.key
        for month, (found, right) in enumerate(zip(stored, expected[item.key], strict=True), 1):
            if math.isnan(right):
                assert not isinstance(found, float), (item.key, month, found)
            else:
                assert found == pytest.approx(right, rel=1e-12), (item.key, month)


def test_they_are_in_csv_and_json(opened: Opened, tmp_path: Path, tenor: Tenor) -> None:
    with_items(opened)
    expected = own_rows(rows_of())
    path = saved(opened, tmp_path)
    code, out, err = tenor("evaluate", path, "--format", "json")
    assert (code, err) == (0, "")

    def refuse(text: str) -> Any:
        raise AssertionError(f"{text} is no JSON")

    told = json.loads(out, parse_constant=refuse)
    assert len(told["rows"]) == 109
    for key, row in expected.items():
        found = [math.nan if value is None else value for value in told["rows"][key]]
        assert found == pytest.approx(row, rel=1e-12, nan_ok=True)
    out_path = tmp_path / "plan.csv"
    data_writer(evaluate(opened.controller.session.project.scenario))(out_path, lambda _s: None)
    text = out_path.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {"left_over", "left_share", "pile"} <= {cell for row in rows for cell in row[:4]} | set(
        rows[0]
    )
    code, again, err = tenor("evaluate", path, "--format", "csv")
    assert (code, err) == (0, "")
    assert "left_over" in again


def test_undo_takes_them_out_of_files(opened: Opened, tmp_path: Path, tenor: Tenor) -> None:
    with_items(opened)
    opened.controller.action("undo").trigger()
    settle(opened)
    path = saved(opened, tmp_path)
    assert "left_over" not in path.read_text(encoding="utf-8")
    assert len(json.loads(tenor("evaluate", path, "--format", "json")[1])["rows"]) == 106
    book = openpyxl.load_workbook(exported(opened, tmp_path))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not said & {"left_over", "Left over"}


def dialog_of(opened: Opened) -> LineItemDialog:
    opened.controller.action("add_item").trigger()
    dialog = opened.controller.items.editor
    assert dialog is not None
    return dialog


def test_one_is_added_in_the_dialog(opened: Opened) -> None:
    dialog = dialog_of(opened)
    QTest.keyClicks(dialog.label, "Fee over market")
    dialog.formula.setFocus()
    QTest.keyClicks(dialog.formula, "minimum_fee - market_value")
    QTest.keyClick(dialog.formula, Qt.Key.Key_Escape)  # the list of names
    dialog.settle()
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert ok.isEnabled(), dialog.check()
    QTest.mouseClick(ok, LEFT)
    settle(opened)
    (item,) = opened.controller.session.project.items
    assert (item.label, item.unit, item.formula) == (
        "Fee over market",
        "$m",
        "minimum_fee - market_value",
    )
    rows = rows_of()
    found = evaluate(opened.controller.session.project.scenario).row(item.key).tolist()
    pairs = zip(rows["minimum_fee"], rows["market_value"], strict=True)
    assert found == pytest.approx([fee - value for fee, value in pairs])
    opened.controller.action("undo").trigger()
    assert opened.controller.session.project.items == ()


HOSTILE = (
    "__import__('os').system('true')",
    "revenue.__class__",
    "lambda: 1",
    "[1 for x in revenue]",
    "open(revenue)",
    "eval(1)",
    "revenue revenue",
    "revenue +",
    "(revenue",
    "revenue; 1",
    "prev(no_such_thing)",
    "no_such_thing + 1",
    "fee_nobody",
    "total(fresh)",
    "fresh + 1",
    "cumsum(exit_cost_total)",
    "revenue + month",
    "where(1, 2)",
    "9 ** 9",
    "0x10",
    '"text"',
    "=1+1",
    "revenue, revenue",
    "1e999",
    "(" * 5000 + "1" + ")" * 5000,
    "-" * 20000 + "1",
    "max(" * 900 + "1" + ",1)" * 900,
    "1+" * 10_000 + "1",
    "a" * 10_000,
    "revenue\x00",
    "at(revenue, at(revenue, at(no_such, 1)))",
)


@pytest.mark.parametrize("formula", HOSTILE, ids=[f"{n}" for n in range(len(HOSTILE))])
def test_hostile_formulas_are_refused_in_words(opened: Opened, formula: str) -> None:
    dialog = dialog_of(opened)
    QTest.keyClicks(dialog.label, "Fresh")
    dialog.formula.set_text(formula)
    dialog.settle()
    check = dialog.check()
    assert check is not None
    faults = [fault for fault in check.faults if fault.field == "formula"]
    assert faults, check.item.formula[:50]
    assert faults[0].position is not None
    assert 0 <= faults[0].position <= len(formula)
    told = dialog.faults["formula"]
    assert told.isVisible()
    assert 5 < len(told.text()) < 300
    assert "Traceback" not in told.text()
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    assert opened.controller.session.project.items == ()
    dialog.reject()


def test_what_is_pasted_is_bounded(opened: Opened) -> None:
    """A word of a million letters would keep Qt breaking lines for a minute."""
    dialog = dialog_of(opened)
    QApplication.clipboard().setText("a" * 100_000)
    dialog.formula.setFocus()
    dialog.formula.paste()
    dialog.settle()
    assert len(dialog.formula.text()) < 20_000
    assert dialog.faults["formula"].text()
    dialog.reject()


# 5. Sources --------------------------------------------------------------------------------------


def shown_sources(opened: Opened) -> SourcesState:
    assert opened.controller.screen.sources is not None
    return opened.controller.screen.sources


def sources(opened: Opened) -> SourcesPage:
    opened.controller.show_page("Sources")
    settle(opened)
    assert opened.window.sources is not None
    return opened.window.sources


# A claim, the words of one of its readings, and the preset of the model tables it stands for.
READINGS = (
    ("C03", "60 months", "total_15b_60m"),
    ("C05", "upplier pays", "supplier_pays"),
    ("C14", "500m run rate", "run_rate_500m"),
    ("E2", "S-1", "s1_terms"),
)


@pytest.mark.parametrize(("claim", "words", "preset"), READINGS)
def test_a_reading_is_one_click(opened: Opened, claim: str, words: str, preset: str) -> None:
    page = sources(opened)
    page.selected.emit(claim)
    settle(opened)
    shown = page.detail
    names = [each.label for each in shown_sources(opened).detail.readings]
    place = next(at for at, name in enumerate(names) if words in name)
    QTest.mouseClick(shown.readings[place].button, LEFT)
    settle(opened)
    project = opened.controller.session.project
    assert len(project.entries) == 2
    assert dict(project.scenario.values) == pytest.approx(dict(presets()[preset]))
    opened.controller.action("undo").trigger()
    settle(opened)
    assert len(opened.controller.session.project.entries) == 1


def test_every_claim_says_that_it_is_unverified(opened: Opened) -> None:
    page = sources(opened)
    from engine.files.shipped import claims

    rows = {row.key: row for row in page.claims.view.claims.rows if not isinstance(row, str)}
    assert set(rows) == {each["id"] for each in claims()}
    assert all("unverified" in row.standing for row in rows.values())
    said = [page.banner.accessibleName(), page.banner.accessibleDescription()]
    said += [child.accessibleName() for child in page.banner.findChildren(QWidget)]
    assert any("unverified" in text.casefold() or "not verified" in text for text in said), said


def test_the_share_that_rests_on_assumptions(opened: Opened) -> None:
    page = sources(opened)
    share = shown_sources(opened).share
    assert sum(each.share for each in share.segments) == pytest.approx(1.0)
    assert "assumption" in {each.status for each in share.segments}
    assert page.inputs.share.bar.isVisible()
    whole = 0.0
    for each in share.segments:
        match = re.search(r"(\d+(?:\.\d+)?)%", each.text)
        assert match, each.text
        whole += float(match[1])
        assert "of what would move" in each.tip
    assert whole == pytest.approx(100.0, abs=len(share.segments) / 2)


def test_an_own_source_into_the_file_and_the_workbook(opened: Opened, tmp_path: Path) -> None:
    sources(opened)
    desk = opened.controller.pages.sources
    dialog = desk.ask_source()
    for field, text in ((dialog.title, "Quote of June"), (dialog.document, "page 3")):
        QTest.keyClicks(field, text)
    dialog.note.setPlainText("=2+2 as text")
    QTest.mouseClick(dialog.ok, LEFT)
    settle(opened)
    attach = desk.ask_attach(opened.controller.session.project.sources[0].id, "term_months")
    attach.note.setPlainText("48 months were offered")
    QTest.mouseClick(attach.ok, LEFT)
    settle(opened)
    project = read_project(saved(opened, tmp_path))
    assert [each.title for each in project.sources] == ["Quote of June"]
    assert [(each.key, each.note) for each in project.attachments] == [
        ("term_months", "48 months were offered")
    ]
    opened.controller.explaining.figure("term_months")
    lines = state(opened).sources
    assert any("Quote of June" in line.label for line in lines)
    sheet = openpyxl.load_workbook(exported(opened, tmp_path))["Sources"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    said = " | ".join(str(cell.value) for cell in cells)
    for text in ("Quote of June", "page 3", "48 months were offered", "term_months"):
        assert text in said, text
    assert all(cell.data_type != "f" for cell in cells if "2+2" in str(cell.value))
    opened.controller.session.open(project, tmp_path / "plan.tenor")
    settle(opened)
    own = [row.text for row in shown_sources(opened).own]
    assert own == ["Quote of June"]
