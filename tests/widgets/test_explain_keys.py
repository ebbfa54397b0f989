"""The explanation panel by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.widgets.explain_hands import SIGNALS, blocks, click, place_of, press, shown_panel
from tests.widgets.explain_literals import INPUT, PROFIT, QUARTER
from tests.widgets.literals import Heard, tokens
from widgets.explain.marks import CONTROL
from widgets.explain.panel import ExplainPanel
from widgets.explain.states import Drivers, ExplainState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Make = Callable[..., ExplainPanel]


@pytest.fixture
def panel(qtbot: QtBot) -> Make:
    """Makes a panel in an active window."""

    def make(state: ExplainState | None = PROFIT, height: int = 820) -> ExplainPanel:
        return shown_panel(qtbot, state, height)

    return make


def test_tab_goes_along_everything_and_leaves(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    before, made, after = QLineEdit(), ExplainPanel(tokens("light")), QLineEdit()
    rows = QVBoxLayout(host)
    for part in (before, made, after):
        rows.addWidget(part)
    made.show_state(INPUT._replace(drivers=Drivers("Drivers", PROFIT.drivers.rows[:7])))
    host.resize(400, 600)
    with qtbot.waitActive(host):
        host.show()
    stops = [name for name, (_, hit) in made.canvas.page().places().items() if hit.is_stop]
    before.setFocus()
    for _ in made.toolbar.buttons():
        press(Qt.Key.Key_Tab)
    walked = []
    press(Qt.Key.Key_Tab)
    while not after.hasFocus():
        walked.append(made.canvas.place())
        press(Qt.Key.Key_Tab)
    assert walked == stops
    back = []
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    while not made.toolbar.close_button.hasFocus():
        back.append(made.canvas.place())
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert back == stops[::-1]


def test_everything_that_can_be_clicked_can_be_reached(panel: Make) -> None:
    for state in (PROFIT, QUARTER, INPUT):
        made = panel(state)
        places = made.canvas.page().places().values()
        reached = {hit.target for _, hit in places if hit.is_stop}
        assert {hit.target for _, hit in places} == reached


def test_arrows_go_along_the_links_and_pass_the_sliders_by(panel: Make) -> None:
    made = panel()
    heard = Heard(made, SIGNALS)
    made.focus()
    press(Qt.Key.Key_Home)
    seen = [made.canvas.place()]
    for _ in range(60):
        press(Qt.Key.Key_Down)
        seen.append(made.canvas.place())
    links = [
        name
        for name, (_, hit) in made.canvas.page().places().items()
        if hit.is_stop and hit.kind != CONTROL
    ]
    assert list(dict.fromkeys(seen)) == links
    press(Qt.Key.Key_Up)
    assert made.canvas.place() == links[-2]
    press(Qt.Key.Key_End)
    assert made.canvas.place() == links[-1]
    assert heard.take() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize(
    ("state", "target"),
    [
        (PROFIT, "item/people_cost/1"),
        (PROFIT, "item/cash_balance/0"),
        (PROFIT, "input/market_price"),
        (QUARTER, "quarter/Q3 2026"),
    ],
)
def test_enter_and_space_follow_a_link(
    panel: Make, state: ExplainState, target: str, key: Qt.Key
) -> None:
    made = panel(state)
    heard = Heard(made, SIGNALS)
    made.canvas.go_to(place_of(made, target))
    press(key)
    assert heard.take() == [("target_chosen", target)]


def test_enter_copies_and_unfolds(panel: Make) -> None:
    made = panel()
    made.canvas.go_to("formula 0:copy")
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == PROFIT.formulas[0].copied
    made.canvas.go_to("used by:heading")
    press(Qt.Key.Key_Space)
    assert "used by" in blocks(made)


def test_the_panels_keys_go_back_forward_and_away(panel: Make) -> None:
    made = panel(INPUT._replace(drivers=PROFIT.drivers))
    heard = Heard(made, SIGNALS)
    alt = Qt.KeyboardModifier.AltModifier
    for name in ("used by:heading", "drivers:ramp_months:control"):
        made.canvas.go_to(name)
        press(Qt.Key.Key_Left, alt)
        press(Qt.Key.Key_Right, alt)
        press(Qt.Key.Key_Escape)
        assert heard.take() == [("back_requested",), ("forward_requested",), ("close_requested",)]


def test_the_focus_ring_is_for_the_keyboard_only(panel: Make) -> None:
    made = panel()
    made.canvas.go_to("precedents:2")
    assert made.canvas.has_ring()
    click(made, "precedents:2")
    assert not made.canvas.has_ring()
    press(Qt.Key.Key_Down)
    assert made.canvas.has_ring()
    assert made.canvas.place() == "precedents:3"


def test_the_page_scrolls_to_the_keyboards_place(panel: Make) -> None:
    made = panel(height=300)
    made.focus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        press(key)
        rect = made.canvas.rect_of(made.canvas.place())
        top = made.canvas.mapTo(made, rect.topLeft()).y()
        assert made.toolbar.height() <= top
        assert top + rect.height() <= made.height()


def test_another_number_begins_at_its_top(panel: Make) -> None:
    made = panel(height=300)
    made.focus()
    press(Qt.Key.Key_End)
    assert made.canvas.y() < 0
    made.show_state(QUARTER)
    assert made.canvas.y() == 0
    assert made.canvas.place() == "formula 0:copy"
