"""The dialogs of the calendar and of what was changed in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QStyle,
    QStyleOptionButton,
)

from tests.widgets.literals import tab_walk, tokens
from widgets.dialogs.button_box import ButtonBox
from widgets.dialogs.calendar import CalendarDialog
from widgets.dialogs.changes import ChangeLine, ChangesDialog, ChangeSection, ChangesState, Take
from widgets.painting import colour

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LONG = "150% is above what is allowed for the termination fee; allowed: 0% to 100% of the rest"
STATE = ChangesState(
    "Changes in plan.xlsx",
    "2 values were changed",
    (
        ChangeSection(
            "Refused", (ChangeLine(("Inputs!C12", "As reported", "Fee", "50%", LONG), "bad"),)
        ),
        ChangeSection("Changed", (ChangeLine(("Inputs!C4", "As reported", "Term", "36", "48")),)),
    ),
    (Take(0, "As reported", True), Take(1, "R&D", False)),
)


def test_the_months_of_the_calendar_are_labelled(qtbot: QtBot) -> None:
    dialog = CalendarDialog("As reported", (2026, 4), 1, tokens("light"))
    qtbot.addWidget(dialog)
    named = {label.text(): label.buddy() for label in dialog.findChildren(QLabel)}
    assert named["Month &1"] is dialog.month
    assert named["&Fiscal year begins in"] is dialog.fiscal


@pytest.fixture(params=["light", "dark"])
def changes(qtbot: QtBot, request: pytest.FixtureRequest) -> ChangesDialog:
    made = ChangesDialog(STATE, tokens(request.param))
    qtbot.addWidget(made)
    made.show()
    return made


def _line(tree: QTreeWidget, place: int) -> QTreeWidgetItem:
    """The first line of a section."""
    section = tree.topLevelItem(place)
    assert section is not None
    line = section.child(0)
    assert line is not None
    return line


def test_a_long_text_is_shown_whole(changes: ChangesDialog) -> None:
    tree = changes.list
    long, short = (_line(tree, place) for place in range(2))
    one = tree.visualItemRect(short).height()
    line = tree.fontMetrics().height()
    words = tree.fontMetrics().horizontalAdvance(LONG)
    lines = -(-words // tree.columnWidth(4))
    assert lines > 1
    assert tree.visualItemRect(long).height() >= one + (lines - 1) * line
    for place in range(4):  # the last column takes the room
        tree.setColumnWidth(place, 40)
    QApplication.processEvents()
    assert tree.visualItemRect(long).height() < one + (lines - 1) * line


def test_a_box_that_is_not_ticked_has_an_outline(changes: ChangesDialog) -> None:
    _take, box = changes.boxes[1]
    option = QStyleOptionButton()
    option.initFrom(box)
    where = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    image = box.grab().toImage()
    ground = image.pixelColor(image.width() - 1, 0)
    best = max(
        _apart(image.pixelColor(x, where.center().y()), ground)
        for x in range(where.left(), where.left() + 3)
    )
    assert best > 3  # what WCAG asks of the edges of controls


def _apart(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21."""
    low, high = sorted(
        0.2126 * _linear(ink.redF())
        + 0.7152 * _linear(ink.greenF())
        + 0.0722 * _linear(ink.blueF())
        for ink in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def test_enter_adds_what_is_ticked_also_from_a_box(changes: ChangesDialog) -> None:
    changes.boxes[1][1].setFocus()
    assert changes.accept_button.isDefault()
    heard: list[tuple[int, ...]] = []
    changes.taken.connect(heard.append)
    changes.boxes[1][1].click()
    assert changes.accept_button.text() == "Add 2 scenarios"
    changes.accept_button.click()
    assert heard == [(0, 1)]


def test_tab_goes_through_the_start_month(qtbot: QtBot) -> None:
    dialog = CalendarDialog("As reported", (2026, 4), 1, tokens("light"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert tab_walk(dialog) == [
        "Month 1", "Year of month 1", "First month of the fiscal year", "OK", "Cancel",
    ]  # fmt: skip
    QTest.keyClick(dialog.year, Qt.Key.Key_Up)  # it has no arrows to click
    assert dialog.year.text() == "2027"
    assert dialog.year.lineEdit().width() > dialog.year.fontMetrics().horizontalAdvance("2027")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_buttons_have_no_icons_and_lists_an_arrow(qtbot: QtBot, theme: str) -> None:
    """Platforms with icons of their own would put a red cross beside Cancel."""
    dialog = CalendarDialog("As reported", (2026, 4), 1, tokens(theme))
    qtbot.addWidget(dialog)
    dialog.show()
    box = dialog.findChild(ButtonBox)
    shown = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert box is not None
    assert box.style().styleHint(shown, None, box) == 0
    assert all(button.icon().isNull() for button in box.buttons())
    picture = dialog.month.grab().toImage()
    side = dialog.month.width() - 26
    colours = {
        picture.pixel(x, y) for x in range(side, side + 20) for y in range(6, picture.height() - 6)
    }
    assert colour(tokens(theme).text).rgb() in colours
