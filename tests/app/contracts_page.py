"""The Contracts page as a test sees and uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.engine.contracts.hand_worked import START
from widgets.contracts.states import REGISTER as TABLE

if TYPE_CHECKING:
    from engine.contracts.register import Register
    from tests.app.conftest import Opened

TODAY = date(2026, 11, 22)


def look(opened: Opened) -> None:
    """The page on its first view, on a day that stays."""
    opened.controller.show_page("Contracts")
    opened.controller.pages.contracts.clock = lambda: TODAY
    opened.controller.registers.now = lambda: datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    settle(opened)


def settle(opened: Opened) -> None:
    opened.controller.settle()
    QApplication.processEvents()


def show(opened: Opened, place: int) -> Any:
    """A view as it stands, brought to the top by its button."""
    assert opened.window.contracts is not None
    button = opened.window.contracts.segments.buttons[place]
    if not button.isChecked():
        button.click()
    settle(opened)
    return opened.window.contracts.view(place)


def state(opened: Opened, place: int) -> Any:
    """What a view shows."""
    show(opened, place)
    assert opened.controller.screen.contracts is not None
    return opened.controller.screen.contracts.part


def held(opened: Opened) -> Register:
    return opened.controller.session.project.register


def hold(opened: Opened, register: Register, **inputs: float) -> None:
    """A plan from April 2026 on, with a register and inputs."""
    session = opened.controller.session
    project = replace(session.project, register=register)
    case = replace(project.scenario.with_values(inputs), start=START)
    session.change(project.with_scenario(case), "A register")
    settle(opened)


def example(opened: Opened) -> None:
    show(opened, TABLE).empty.buttons["example"].click()
    settle(opened)


def undo(opened: Opened) -> None:
    opened.controller.action("undo").trigger()
    settle(opened)


def figures(opened: Opened) -> list[str]:
    """The headline strip, as the Overview shows it."""
    opened.controller.show_page("Overview")
    settle(opened)
    found = [card.value for card in opened.window.overview.strip.states()]
    opened.controller.show_page("Contracts")
    settle(opened)
    return found


def type_in(opened: Opened, contract: str, key: str, text: str) -> None:
    """Into the field of a cell, by keyboard."""
    show(opened, TABLE).table.begin_edit(contract, key)
    QApplication.processEvents()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(opened)
