"""The dialog that imports contracts: it shows a state and tells what the user changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.widgets.literals import Heard, tab_walk, tokens
from widgets.dialogs.register_import import RegisterImportDialog
from widgets.dialogs.register_import_states import ImportColumn, RefusedCell, RegisterImportState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SIGNALS = ("column_mapped", "unit_changed", "order_changed", "sheet_changed", "replace_chosen")
STATE = RegisterImportState(
    file="contracts <b>2026</b>.xlsx",
    sheets=("Cover", "All"),
    sheet=1,
    columns=(
        ImportColumn("Vendor", "Nimbus, Cirro", "supplier", "from the header"),
        ImportColumn("Fee", "12, 13", "monthly_fee", "two columns say Monthly fee", doubtful=True),
        ImportColumn("Colour", "red"),
    ),
    keys=(("supplier", "Supplier"), ("monthly_fee", "Monthly fee"), ("start", "Start")),
    row_names=("row 2", "row 3"),
    rows=(("Nimbus", "12", "red"), ("Cirro", "x", "")),
    units=(("$", "$ – dollars"), ("$m", "$m – millions")),
    unit="$m",
    orders=("as the column tells", "day first", "month first"),
    order=0,
    summary="1 contract of 2 rows",
    valid=True,
    refused=(RefusedCell("3", "Monthly fee", "x", "'x' is not an amount"),),
    held=25,
)


@pytest.fixture
def dialog(qtbot: QtBot) -> RegisterImportDialog:
    made = RegisterImportDialog(STATE, tokens("light"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_it_shows_the_mapping_and_its_origins(dialog: RegisterImportDialog) -> None:
    assert [each.currentText() for each in dialog.columns.choices] == [
        "Supplier",
        "Monthly fee",
        "Not imported",
    ]
    assert dialog.units.currentText() == "$m – millions"
    assert dialog.sheets.currentText() == "All"
    assert dialog.add.isChecked()
    assert dialog.add.text() == "&Add to the 25 contracts there are"


def test_it_tells_what_the_user_changes(dialog: RegisterImportDialog) -> None:
    heard = Heard(dialog, SIGNALS)
    choice = dialog.columns.choices[2]
    choice.setFocus()
    QTest.keyClicks(choice, "Start")
    dialog.units.activated.emit(0)
    dialog.orders.activated.emit(1)
    dialog.sheets.activated.emit(0)
    dialog.replace.click()
    assert heard.all[-5:] == [
        ("column_mapped", 2, "start"),
        ("unit_changed", "$"),
        ("order_changed", 1),
        ("sheet_changed", 0),
        ("replace_chosen", True),
    ]


def test_nothing_is_imported_while_nothing_is_understood(dialog: RegisterImportDialog) -> None:
    assert dialog.accept_button.isEnabled()
    dialog.show_state(STATE._replace(valid=False))
    assert not dialog.accept_button.isEnabled()
    dialog.show_state(STATE._replace(busy=True))
    assert not dialog.accept_button.isEnabled()


def test_refused_cells_are_listed_and_copied(dialog: RegisterImportDialog) -> None:
    model = dialog.refused.model()
    assert [model.index(0, place).data() for place in range(4)] == list(STATE.refused[0])
    dialog.show_state(STATE._replace(more=7))
    assert model.rowCount() == 2
    assert model.index(1, 3).data() == "and 7 more"
    QTest.keyClick(dialog.refused, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("3\tMonthly fee\tx\t")
    dialog.show_state(STATE._replace(refused=()))
    assert not dialog.refused.isVisible()


def test_an_empty_register_is_neither_kept_nor_replaced(dialog: RegisterImportDialog) -> None:
    dialog.show_state(STATE._replace(held=0))
    assert not dialog.add.isVisible()
    assert not dialog.replace.isVisible()


def test_it_is_gone_through_by_tab(dialog: RegisterImportDialog) -> None:
    walked = tab_walk(dialog)
    for name in (
        "Vendor becomes",
        "Colour becomes",
        "Bare amounts of money are in",
        "Dates such as 4/5/2026",
        "Refused cells",
        "Import",
        "Cancel",
    ):
        assert name in walked
