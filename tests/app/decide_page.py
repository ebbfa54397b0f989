"""The Decide page as a test sees and uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests import issue_five

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.app.conftest import Opened
    from widgets.decide.page import DecidePage
    from widgets.decide.states import DecideState

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def look(opened: Opened, view: int) -> None:
    opened.controller.show_page("Decide")
    opened.controller.pages.decide.show_view(view)
    settle(opened)
    opened.window.grab()


def settle(opened: Opened) -> None:
    opened.controller.settle()
    QApplication.processEvents()


def page(opened: Opened) -> DecidePage:
    assert opened.window.decide is not None
    return opened.window.decide


def view(opened: Opened, place: int) -> Any:
    found = page(opened).view(place)
    assert found is not None
    return found


def screen(opened: Opened) -> DecideState:
    assert opened.controller.screen.decide is not None
    return opened.controller.screen.decide


def part(opened: Opened) -> Any:
    return screen(opened).part


def set_inputs(opened: Opened, **changes: float) -> None:
    opened.controller.session.edit(changes, "Inputs")
    settle(opened)


def values(opened: Opened) -> dict[str, float]:
    return dict(opened.controller.session.document.scenario.values)


def plain(opened: Opened, **changes: float) -> issue_five.Run:
    """The oracle's run of the scenario as it is, with changes."""
    return issue_five.run({**values(opened), **changes})


def plain_figure(opened: Opened, key: str, **changes: float) -> float | None:
    found = issue_five.existing([plain(opened, **changes).figures[key]])
    return found[0] if found else None


def click(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, LEFT, NO_KEY, at)
    QApplication.processEvents()


def type_into(field: Any, text: str) -> None:
    """By keyboard, over what stands there."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
