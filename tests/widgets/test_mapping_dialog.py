"""The dialog that maps a file's columns: it shows a state and tells what the user changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from tests.widgets.literals import Heard, tokens
from widgets.dialogs.mapping import NO_COLUMN, FieldState, MappingDialog, MappingState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The off-screen platform says so of every window of its own.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SIGNALS = ("mapping_changed", "unit_changed", "sheet_changed", "accepted", "rejected")
STATE = MappingState(
    file="books <b>2026</b>.xlsx",
    sheets=("Cover", "P&L"),
    sheet=1,
    columns=("Month", "Net revenue", "Cloud & compute", "column D"),
    row_names=("row 3", "row 4"),
    rows=(("2026-04", "3,500", "2,200", ""), ("2026-05", "3,600", "n/a!", "x")),
    fields=(
        FieldState("month", "Month", 0, "guessed from the cells"),
        FieldState("revenue", "Revenue", 1, "guessed from the header"),
        FieldState("compute_cost", "Compute cost", 2),
        FieldState("cash_balance", "Cash"),
    ),
    units=(("$k", "$k – thousands"), ("$m", "$m – millions")),
    unit="$m",
    unit_mark="guessed from the size",
    summary="2 months, Apr 2026 to May 2026",
    valid=True,
)
FAULTY = STATE._replace(
    summary="row 4, column C: 'n/a!' is not an amount", valid=False, cell=(1, 2)
)


@pytest.fixture
def dialog(qtbot: QtBot) -> MappingDialog:
    made = MappingDialog(STATE, tokens("light"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def combo(dialog: MappingDialog, name: str) -> QComboBox:
    return next(each for each in dialog.findChildren(QComboBox) if each.accessibleName() == name)


def table(dialog: MappingDialog) -> QTableWidget:
    found = dialog.findChild(QTableWidget)
    assert isinstance(found, QTableWidget)
    return found


def cell(dialog: MappingDialog, row: int, column: int) -> QTableWidgetItem:
    found = table(dialog).item(row, column)
    assert isinstance(found, QTableWidgetItem)
    return found


def texts(dialog: MappingDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


def import_button(dialog: MappingDialog) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == "Import")


def test_it_shows_the_file_the_guesses_and_the_outcome(dialog: MappingDialog) -> None:
    assert combo(dialog, "Column of Month").currentText() == "Month"
    assert combo(dialog, "Column of Compute cost").currentText() == "Cloud & compute"
    assert combo(dialog, "Column of Cash").currentIndex() == 0
    assert combo(dialog, "Unit of bare numbers").currentText() == "$m – millions"
    assert combo(dialog, "Sheet of the workbook").currentText() == "P&L"
    shown = texts(dialog)
    for text in ("guessed from the cells", "guessed from the header", "guessed from the size"):
        assert text in shown
    assert STATE.summary in shown
    assert STATE.file in shown  # as it is, not as markup
    assert import_button(dialog).isEnabled()
    rows = table(dialog)
    assert [cell(dialog, 1, place).text() for place in range(4)] == list(STATE.rows[1])
    model = rows.model()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Net revenue\nRevenue"
    assert model.headerData(0, Qt.Orientation.Vertical) == "row 3"


def test_a_chosen_column_is_told_and_nothing_else(dialog: MappingDialog) -> None:
    heard = Heard(dialog, SIGNALS)
    chosen = combo(dialog, "Column of Cash")
    chosen.setFocus()
    for _ in range(4):
        QTest.keyClick(chosen, Qt.Key.Key_Down)
    assert heard.take() == [("mapping_changed", "cash_balance", place) for place in range(4)]
    QTest.keyClick(chosen, Qt.Key.Key_Home)
    assert heard.take() == [("mapping_changed", "cash_balance", NO_COLUMN)]


def test_unit_and_sheet(dialog: MappingDialog) -> None:
    heard = Heard(dialog, SIGNALS)
    QTest.keyClick(combo(dialog, "Unit of bare numbers"), Qt.Key.Key_Up)
    QTest.keyClick(combo(dialog, "Sheet of the workbook"), Qt.Key.Key_Up)
    assert heard.take() == [("unit_changed", "$k"), ("sheet_changed", 0)]


def test_another_state_is_shown_without_a_signal(dialog: MappingDialog) -> None:
    heard = Heard(dialog, SIGNALS)
    other = STATE._replace(
        sheets=(),
        columns=("When", "Sales"),
        rows=(("2026-04", "1"),),
        row_names=("row 2",),
        fields=tuple(each._replace(column=NO_COLUMN, mark="") for each in STATE.fields),
        unit="$k",
        summary="no column holds the months; choose one",
        valid=False,
        notices=("Left out, being no months: row 9 ('Total').",),
    )
    dialog.show_state(other)
    assert heard.take() == []
    assert not combo(dialog, "Sheet of the workbook").isVisible()
    revenue = combo(dialog, "Column of Revenue")
    assert [revenue.itemText(place) for place in range(revenue.count())] == ["–", "When", "Sales"]
    assert (table(dialog).rowCount(), table(dialog).columnCount()) == (1, 2)
    assert other.notices[0] in texts(dialog)
    assert not import_button(dialog).isEnabled()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_faulty_cell_stands_out_in_either_theme(dialog: MappingDialog, theme: str) -> None:
    dialog.set_tokens(tokens(theme))
    dialog.show_state(FAULTY)
    assert cell(dialog, 1, 2).foreground().color().name() == tokens(theme).bad
    assert cell(dialog, 0, 2).foreground().color().name() == tokens(theme).text
    assert cell(dialog, 0, 3).foreground().color().name() == tokens(theme).text_muted
    assert not import_button(dialog).isEnabled()


def test_return_imports_and_escape_cancels(dialog: MappingDialog) -> None:
    heard = Heard(dialog, SIGNALS)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert heard.take() == [("accepted",)]
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard.take() == [("rejected",)]


def test_return_does_nothing_while_something_is_wrong(dialog: MappingDialog) -> None:
    dialog.show_state(FAULTY)
    heard = Heard(dialog, SIGNALS)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert heard.take() == []


def test_all_of_it_can_be_reached_with_tab(dialog: MappingDialog) -> None:
    first = dialog.focusWidget()
    assert first is combo(dialog, "Column of Month")
    reached = set()
    for _ in range(20):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.add(dialog.focusWidget())
    wanted = {*dialog.findChildren(QComboBox), table(dialog), import_button(dialog)}
    assert wanted <= reached
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    assert box.button(QDialogButtonBox.StandardButton.Cancel) in reached


def test_every_list_has_a_name_and_every_label_a_buddy(dialog: MappingDialog) -> None:
    assert all(each.accessibleName() for each in dialog.findChildren(QComboBox))
    assert table(dialog).accessibleName()
    buddies = {each.buddy() for each in dialog.findChildren(QLabel)}
    assert set(dialog.findChildren(QComboBox)) <= buddies


def test_a_wide_file_stays_within_the_dialog(dialog: MappingDialog) -> None:
    columns = tuple(f"A long header of column {place}" * 5 for place in range(200))
    dialog.show_state(STATE._replace(columns=columns, rows=(("x" * 400,) * 200,) * 2))
    assert dialog.minimumSizeHint().width() <= 880
    assert max(table(dialog).columnWidth(place) for place in range(200)) <= 190
