"""One choice of a few: where Tab stops, and what the arrow keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from tests.widgets.literals import tokens
from widgets.segments import Segments

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    """A field before and a field after the choice."""
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.addWidget(QLineEdit())
    layout.addWidget(Segments("Fruit", ("Apple", "Pear", "Plum"), tokens("light")))
    layout.addWidget(QLineEdit())
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


@pytest.mark.parametrize("place", [0, 1, 2])
def test_tab_stops_once_at_what_is_chosen(row: QWidget, place: int) -> None:
    (segments,) = row.findChildren(Segments)
    segments.show_choice(place)
    before, after = row.findChildren(QLineEdit)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is segments.buttons[place]
    QTest.keyClick(segments.buttons[place], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is segments.buttons[place]


def test_arrow_keys_go_from_one_to_the_next(row: QWidget, qtbot: QtBot) -> None:
    (segments,) = row.findChildren(Segments)
    segments.buttons[0].setFocus()
    with qtbot.waitSignal(segments.chosen) as told:
        QTest.keyClick(segments.buttons[0], Qt.Key.Key_Right)
    assert told.args == [1]
    assert QApplication.focusWidget() is segments.buttons[1]
    QTest.keyClick(segments.buttons[1], Qt.Key.Key_Right)
    assert segments.buttons[2].isChecked()
