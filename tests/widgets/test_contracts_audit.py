"""The Audit view under the hand: date, figures, findings, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.widgets.hands import move
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.contracts.audit_states import (
    AuditState,
    ContractRow,
    ContractTable,
    FindingRow,
    FindingsState,
    TableCell,
    TableColumn,
    Tile,
)
from widgets.contracts.audit_view import AuditView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from widgets.contracts.linked_table import LinkedTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = (
    "contract_selected",
    "as_of_typed",
    "as_of_stepped",
    "today_requested",
    "register_requested",
)
LONG = "Aurelia renews by itself and nothing caps the new fee. " * 4
FINDINGS = (
    FindingRow("", "", "high", "Portfolio", "Concentration", "$9B", "One supplier.", "Find one."),
    FindingRow("A-1", "Aurelia", "medium", "A-1", "Renewal", "$1B", LONG, "Agree a cap."),
    FindingRow("B-2", "Basalt", "low", "B-2", "Expired", "", "It ended.", "Remove it."),
)
NUMBERS = {"A-1": (5.0, 30.0), "B-2": (20.0, 10.0), "C-3": (10.0, np.nan)}


def _table(name: str, contracts: Sequence[str] = tuple(NUMBERS)) -> ContractTable:
    rows = [
        ContractRow(
            contract,
            f"Supplier {contract[0]}",
            contract,
            f"Supplier {contract[0]}",
            (
                TableCell(f"${NUMBERS[contract][0]:.0f}m", repr(NUMBERS[contract][0])),
                TableCell("=1+1", "", "in 3 days"),
            ),
        )
        for contract in contracts
    ]
    sizes = np.array([NUMBERS[contract] for contract in contracts]).T
    columns = (
        TableColumn("Remaining\nobligation", "tip", copied="Owed, $m"),
        TableColumn("Notice"),
    )
    total = ContractRow("", "", "All signed", "", (TableCell("$35m", "35.0"), TableCell("")))
    return ContractTable(name, columns, rows, list(contracts), sizes, 0, total)


STATE = AuditState(
    as_of="30 Sep 2026",
    tiles=(Tile("hhi", "Supplier HHI", "2,436", "moderate"), Tile("x", "Exit cost", "$2B")),
    findings=FindingsState(FINDINGS, [each.contract for each in FINDINGS], [0, 1, 2]),
    figures=_table("Figures"),
    maturity=_table("Maturity", ("C-3", "A-1")),
    note="today",
)


@pytest.fixture
def view(qtbot: QtBot) -> AuditView:
    made = AuditView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1140, 665)
    made.show_state(STATE)
    made.show()
    qtbot.waitExposed(made)
    return made


def _shown(table: LinkedTable) -> list[str]:
    return [table.linked.row(row).contract for row in range(table.linked.rowCount())]


def _click(table: LinkedTable, row: int, column: int = 0) -> None:
    where = table.visualRect(table.linked.index(row, column)).center()
    QTest.mouseClick(table.viewport(), LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, where)


def test_the_date_is_typed_stepped_or_todays(view: AuditView) -> None:
    heard, field = Heard(view, SIGNALS), view.bar.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1 Jan 2027")
    QTest.keyClick(field, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(field, key)
    view.bar.earlier.click()
    view.bar.later.click()
    view.bar.today.click()
    assert heard.take() == [
        ("as_of_typed", "1 Jan 2027"),
        ("as_of_stepped", 1),
        ("as_of_stepped", -12),
        ("as_of_stepped", -1),
        ("as_of_stepped", 1),
        ("today_requested",),
    ]


def test_a_refused_date_says_why_until_it_is_mended(view: AuditView) -> None:
    view.show_date_fault("31 Feb is not a date")
    assert view.bar.words.accessibleName() == "31 Feb is not a date"
    assert view.bar.field.accessibleDescription() == "31 Feb is not a date"
    view.show_date_fault("")
    assert view.bar.words.accessibleName() == "today"


def test_the_figures_are_read_out(view: AuditView) -> None:
    said = view.strip.accessibleDescription()
    assert said == "Supplier HHI: 2,436 (moderate). Exit cost: $2B"


def test_a_click_or_enter_on_a_finding_selects_its_contract(view: AuditView) -> None:
    heard, table = Heard(view, SIGNALS), view.findings.table
    _click(table, 1)
    assert heard.take() == [("contract_selected", "A-1")]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert heard.take() == []
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.take() == [("contract_selected", "B-2")]


def test_a_finding_of_the_portfolio_selects_nothing(view: AuditView) -> None:
    heard = Heard(view, SIGNALS)
    _click(view.findings.table, 0)
    assert heard.take() == []


def test_the_finding_of_the_keyboard_shows_all_of_its_words(view: AuditView) -> None:
    table = view.findings.table
    closed = table.rowHeight(1)
    table.setCurrentIndex(table.linked.index(1, 0))
    assert table.rowHeight(1) > closed
    table.setCurrentIndex(table.linked.index(2, 0))
    assert table.rowHeight(1) == closed


def test_severities_are_filtered_and_counted(view: AuditView) -> None:
    grades, table = view.findings.grades, view.findings.table
    assert [each.accessibleName() for each in grades] == ["High: 1", "Medium: 1", "Low: 1"]
    grades[1].click()
    assert _shown(table) == ["", "B-2"]
    QTest.keyClick(grades[0], Qt.Key.Key_Space)
    assert _shown(table) == ["B-2"]
    grades[2].click()
    assert _shown(table) == []
    grades[1].click()
    assert _shown(table) == ["A-1"]


def test_the_selected_contract_is_marked_in_findings_and_tables(view: AuditView) -> None:
    heard = Heard(view, SIGNALS)
    view.show_state(STATE._replace(selected="B-2"))
    for table in (view.findings.table, view.tables.table):
        assert table.cells.selected == "B-2"
        assert table.linked.row(table.currentIndex().row()).contract == "B-2"
    assert heard.take() == []  # what the page was told it is not told again


def test_pointing_at_a_row_points_at_the_contract_everywhere(view: AuditView) -> None:
    table = view.findings.table
    move(table.viewport(), table.visualRect(table.linked.index(1, 0)).center())
    assert view.tables.table.cells.pointed.contract == "A-1"
    QTest.mouseMove(view, QPoint(1, 1))


def test_tables_are_sorted_by_their_numbers_missing_ones_last(view: AuditView) -> None:
    table = view.tables.table
    assert _shown(table) == ["B-2", "C-3", "A-1"]
    table.sort_by(1)
    assert _shown(table) == ["A-1", "C-3", "B-2"]
    table.sort_by(2)
    assert _shown(table) == ["A-1", "B-2", "C-3"]
    table.sort_by(2)
    assert _shown(table) == ["B-2", "A-1", "C-3"]
    table.setFocus()
    table.setCurrentIndex(table.linked.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_S)
    assert _shown(table) == ["A-1", "B-2", "C-3"]


def test_each_table_keeps_its_order_and_has_its_own_rows(view: AuditView) -> None:
    tables = view.tables
    tables.table.sort_by(1)
    tables.choose(1)
    assert _shown(tables.table) == ["C-3", "A-1"]
    tables.choose(0)
    assert _shown(tables.table) == ["A-1", "C-3", "B-2"]


def test_a_table_is_copied_with_its_total_as_numbers(view: AuditView) -> None:
    view.tables.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [
        "Contract\tSupplier\tOwed, $m\tNotice",
        "B-2\tSupplier B\t20.0\t'=1+1",
        "C-3\tSupplier C\t10.0\t'=1+1",
        "A-1\tSupplier A\t5.0\t'=1+1",
        "All signed\t\t35.0\t",
    ]
    assert view.tables.copy_button.text() == "Copied"


def test_findings_are_copied_as_they_are_filtered(view: AuditView) -> None:
    view.findings.grades[0].click()
    view.findings.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[:3] for line in lines] == [
        ["Severity", "Contract", "Finding"],
        ["Medium", "A-1", "Renewal"],
        ["Low", "B-2", "Expired"],
    ]


def test_rows_are_made_only_as_they_come_into_sight(view: AuditView) -> None:
    made: list[int] = []

    class Many(list[ContractRow]):
        def __len__(self) -> int:
            return 100_000

        def __getitem__(self, place):  # type: ignore[no-untyped-def]
            made.append(place)
            return STATE.figures.rows[0]

    ids = [f"C-{place}" for place in range(100_000)]
    sizes = np.arange(200_000.0).reshape(2, -1)
    large = ContractTable("Large", STATE.figures.columns, Many(), ids, sizes)
    view.show_state(STATE._replace(figures=large, selected="C-50000"))
    view.grab()
    assert view.tables.table.linked.rowCount() == 100_000
    assert view.tables.table.currentIndex().row() == 49_999
    assert len(set(made)) < 200


def test_without_contracts_the_register_is_a_click_away(view: AuditView) -> None:
    heard = Heard(view, SIGNALS)
    view.show_state(AuditState("30 Sep 2026", message="There are no contracts yet.", empty=True))
    assert view.empty.isVisible()
    assert not view.tables.isVisible()
    view.empty.button.click()
    assert heard.take() == [("register_requested",)]
    view.show_state(AuditState("30 Sep 2026", message="Auditing…"))
    assert not view.empty.button.isVisible()
    view.show_state(STATE)
    assert view.tables.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(980, 490), (1140, 665), (600, 500)])
def test_it_paints_in_every_size(view: AuditView, theme: str, size: tuple[int, int]) -> None:
    view.set_tokens(tokens(theme))
    view.resize(*size)
    assert not view.grab().isNull()
