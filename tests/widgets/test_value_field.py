"""A field's own undo ends where its text is entered: then undo is the window's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tests.widgets.literals import tokens
from widgets.controls.framed_field import FramedField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


class _Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = FramedField("Value", 90, tokens("light"))
        self.undone = 0
        QHBoxLayout(self).addWidget(self.field)
        shortcut = QShortcut(QKeySequence.StandardKey.Undo, self)
        shortcut.activated.connect(self._undo)
        self.field.submitted.connect(self.field.show_text)
        self.field.show_text("Q3 2026")

    def _undo(self) -> None:
        self.undone += 1


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    widget = _Window()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    widget.field.setFocus()
    widget.field.selectAll()
    QTest.keyClicks(widget.field, "Q4 2026")
    return widget


def test_while_typing_undo_is_the_fields(window: _Window) -> None:
    QTest.keyClick(window.field, Qt.Key.Key_Z, CONTROL)
    assert window.undone == 0
    assert window.field.text() == "Q3 2026"


def test_what_was_entered_is_undone_by_the_window(window: _Window) -> None:
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    QTest.keyClick(window.field, Qt.Key.Key_Z, CONTROL)
    assert window.undone == 1
    assert window.field.text() == "Q4 2026"  # never a text that is not the value


def test_the_field_has_nothing_to_undo_once_its_text_is_entered(window: _Window) -> None:
    assert window.field.isUndoAvailable()
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    assert not window.field.isUndoAvailable()
