"""What the tests of the explanation panel do to it, and how they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.literals import LEFT_BUTTON, tokens
from widgets.explain.marks import CONTROL, Words
from widgets.explain.panel import PANEL_WIDTH, ExplainPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.explain.marks import Block
    from widgets.explain.states import ExplainState

SIGNALS = (
    "target_chosen",
    "back_requested",
    "forward_requested",
    "close_requested",
    "reference_requested",
    "driver_edited",
    "driver_gesture_started",
    "driver_gesture_finished",
)


def shown_panel(qtbot: QtBot, state: ExplainState | None, height: int = 820) -> ExplainPanel:
    """A panel in an active window."""
    made = ExplainPanel(tokens("light"))
    qtbot.addWidget(made)
    made.resize(PANEL_WIDTH, height)
    with qtbot.waitActive(made):
        made.show()
    if state is not None:
        made.show_state(state)
    return made


def texts(panel: ExplainPanel) -> list[str]:
    """Every line of text of the page, from the top down."""
    marks = [mark for placed in panel.canvas.page().blocks for mark in placed.block.marks]
    return [mark.text for mark in marks if isinstance(mark, Words)]


def blocks(panel: ExplainPanel) -> dict[str, Block]:
    return {placed.block.name: placed.block for placed in panel.canvas.page().blocks}


def place_of(panel: ExplainPanel, target: str, kind: str = "") -> str:
    """The first place that leads to a target."""
    places = panel.canvas.page().places().items()
    return next(
        name
        for name, (_top, hit) in places
        if hit.target == target and hit.kind != CONTROL and (not kind or hit.kind == kind)
    )


def click(panel: ExplainPanel, name: str) -> None:
    rect = panel.canvas.rect_of(name)
    QTest.mouseClick(panel.canvas, LEFT_BUTTON, pos=rect.center())


def press(key: Qt.Key, *keys: Qt.KeyboardModifier) -> None:
    """Press a key on whatever has focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, keys[0] if keys else Qt.KeyboardModifier.NoModifier)
