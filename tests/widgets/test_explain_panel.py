"""The explanation panel: what it shows, what it emits, what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.widgets.explain_hands import SIGNALS, blocks, click, place_of, press, shown_panel, texts
from tests.widgets.explain_literals import INPUT, NO_VALUE, PROFIT, QUARTER
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.explain.panel import PANEL_WIDTH, ExplainPanel
from widgets.explain.states import ExplainState, FormulaText, Line, Piece

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# A tooltip is a popup, of which the off-screen platform says that it can't put it above others.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Make = Callable[..., ExplainPanel]


@pytest.fixture
def panel(qtbot: QtBot) -> Make:
    """Makes a panel in an active window."""

    def make(state: ExplainState | None = PROFIT, height: int = 820) -> ExplainPanel:
        return shown_panel(qtbot, state, height)

    return make


# -- what is shown


def test_the_page_tells_the_number_from_top_to_bottom(panel: Make) -> None:
    shown = texts(panel())
    wanted = [
        "Softer exit, longer term",
        "Operating profit",
        "$591.3m",
        "a month",
        "Q2 2026 · Apr 2026 · month 1",
        "FORMULA",
        "gross_profit",
        "= $591.3m",
        "RESTS ON",
        "Gross profit",
        "$19.2B",
        "WHAT DRIVES IT",
        "Monthly revenue",
        "+$17.6m",
        "USED BY (2)",
        "SOURCES",
    ]
    assert [text for text in wanted if text not in shown] == []
    assert [shown.index(text) for text in wanted] == sorted(map(shown.index, wanted))


def test_an_input_shows_its_status_and_notes(panel: Make) -> None:
    shown = texts(panel(INPUT))
    assert "undisclosed" in shown
    assert any(text.startswith("Unverified") for text in shown)


def test_sections_with_nothing_in_them_vanish(panel: Make) -> None:
    made = panel(ExplainState("x", "Cash", "Line item", "", 0, "", "$1"))
    assert list(blocks(made)) == ["name", "value"]


def test_a_number_that_there_is_none_of_says_why(panel: Make) -> None:
    shown = " ".join(texts(panel(NO_VALUE)))
    assert "Cash never falls below zero within the 48 months of the horizon." in shown
    assert "No single small move changes it." in shown


def test_before_any_number_was_clicked_it_says_what_to_do(panel: Make) -> None:
    made = panel(None)
    nothing = made.canvas.grab().toImage()
    assert len({nothing.pixel(x, y) for x in range(40, 300) for y in range(40, 120)}) > 2
    made.show_state(PROFIT)
    made.show_state(ExplainState("", "", "", "", 0, "", ""))
    assert texts(made) == []
    assert made.canvas.grab().toImage() == nothing
    press_any = Heard(made, SIGNALS)
    made.focus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Home):
        press(key)
    assert press_any.take() == []


def test_a_state_shown_before_the_panel_is_seen_is_there_once_it_is(qtbot: QtBot) -> None:
    made = ExplainPanel(tokens("light"))
    qtbot.addWidget(made)
    made.show_state(PROFIT)
    made.resize(PANEL_WIDTH, 600)
    made.show()
    assert "Operating profit" in texts(made)


def test_what_looks_like_markup_is_shown_as_typed(panel: Make) -> None:
    line = Line("item/x/1", "<b>Bold</b> & <img src=x>", "<i>detail</i>", "$1", "<u>tip</u>")
    made = panel(PROFIT._replace(title="<b>Mine</b>", precedents=(line,), back="<s>x</s>"))
    shown = texts(made)
    assert "<b>Mine</b>" in shown
    assert "<b>Bold</b> & <img src=x>" in shown
    assert "&lt;s&gt;" in made.toolbar.back.toolTip()


def test_line_breaks_in_names_become_spaces(panel: Make) -> None:
    made = panel(PROFIT._replace(scenario="Two\nlines", title="A\tb\nc"))
    assert {"Two lines", "A b c"} <= set(texts(made))


def test_both_themes_are_drawn_in_their_own_colours(panel: Make) -> None:
    made = panel()
    for theme in ("dark", "light"):
        made.set_tokens(tokens(theme))
        image = made.grab().toImage()
        assert image.pixelColor(200, 60).name() == tokens(theme).panel
        inks = {image.pixelColor(x, y).name() for x in range(16, 330, 1) for y in range(80, 300)}
        assert tokens(theme).accent in inks


def test_screen_readers_are_told_number_and_place(panel: Make) -> None:
    made = panel()
    assert made.canvas.accessibleName() == (
        "Operating profit: $591.3m a month, Q2 2026 · Apr 2026 · month 1"
    )
    made.canvas.go_to("precedents:0")
    spoken = "Gross profit, gross_profit · Apr 2026, $1,765.0m"
    assert made.canvas.accessibleDescription() == spoken
    slider = made.canvas.controls.widget("monthly_spend")
    assert slider is not None
    assert slider.accessibleName() == "Monthly spend"
    assert slider.accessibleDescription() == "$1.25B a month, +1%: −$12.5m"


# -- the mouse


@pytest.mark.parametrize(
    ("state", "target", "kind"),
    [
        (PROFIT, "item/people_cost/1", "link"),  # a name in the formula
        (PROFIT, "item/cash_balance/0", "row"),
        (PROFIT, "input/market_price", "link"),  # a driver
        (PROFIT, "source/1", "row"),
        (QUARTER, "quarter/Q3 2026", "cell"),
        (QUARTER, "item/quarter_profit/9", "link"),
    ],
)
def test_a_click_leads_to_the_target(
    panel: Make, state: ExplainState, target: str, kind: str
) -> None:
    made = panel(state)
    heard = Heard(made, SIGNALS)
    click(made, place_of(made, target, kind))
    assert heard.take() == [("target_chosen", target)]


def test_values_in_the_formula_lead_somewhere_too(panel: Make) -> None:
    made = panel()
    heard = Heard(made, SIGNALS)
    click(made, "formula 0:text:values:0")
    assert heard.take() == [("target_chosen", "item/gross_profit/1")]


def test_what_has_no_target_cannot_be_clicked(panel: Make) -> None:
    made = panel(PROFIT._replace(precedents=(Line("", "Twelve", "a number", "12"),)))
    assert not [name for name in made.canvas.page().places() if name.startswith("precedents")]
    heard = Heard(made, SIGNALS)
    QTest.mouseClick(made.canvas, LEFT_BUTTON, pos=QPoint(20, 20))
    assert heard.take() == []


def test_a_press_that_ends_elsewhere_is_no_click(panel: Make) -> None:
    made = panel()
    heard = Heard(made, SIGNALS)
    start = made.canvas.rect_of("precedents:0").center()
    QTest.mousePress(made.canvas, LEFT_BUTTON, pos=start)
    QTest.mouseRelease(made.canvas, LEFT_BUTTON, pos=start + QPoint(0, 60))
    assert heard.take() == []


def test_the_pointer_over_a_link_is_a_hand_and_shows_itself(panel: Make) -> None:
    made = panel()
    plain = made.canvas.grab().toImage()
    QTest.mouseMove(made.canvas, made.canvas.rect_of("precedents:1").center())
    assert made.canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert made.canvas.grab().toImage() != plain
    QTest.mouseMove(made.canvas, QPoint(2, 2))
    assert made.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert made.canvas.grab().toImage() == plain


def test_the_toolbar_asks_for_what_its_buttons_say(panel: Make) -> None:
    made = panel(INPUT)
    heard = Heard(made, SIGNALS)
    for button in made.toolbar.buttons():
        QTest.mouseClick(button, LEFT_BUTTON)
    assert [name for (name,) in heard.take()] == [
        "back_requested",
        "forward_requested",
        "reference_requested",
        "close_requested",
    ]
    assert made.toolbar.back.toolTip() == "Back to Exit cost (Alt+Left)"
    assert made.toolbar.forward.accessibleName() == "Forward to Operating profit"


def test_there_is_no_way_back_from_the_first_number(panel: Make) -> None:
    made = panel(NO_VALUE)
    assert not made.toolbar.back.isEnabled()
    heard = Heard(made, SIGNALS)
    made.focus()
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(made.canvas, Qt.MouseButton.BackButton, pos=QPoint(20, 20))
    assert heard.take() == []


def test_the_buttons_at_the_side_of_a_mouse_go_back_and_forward(panel: Make) -> None:
    made = panel(INPUT)
    heard = Heard(made, SIGNALS)
    QTest.mouseClick(made.canvas, Qt.MouseButton.BackButton, pos=QPoint(20, 20))
    QTest.mouseClick(made.canvas, Qt.MouseButton.ForwardButton, pos=QPoint(20, 20))
    assert heard.take() == [("back_requested",), ("forward_requested",)]


def test_used_by_is_folded_until_it_is_clicked(panel: Make) -> None:
    made = panel()
    assert "used by" not in blocks(made)
    click(made, "used by:heading")
    assert "used by" in blocks(made)
    heard = Heard(made, SIGNALS)
    click(made, place_of(made, "kpi/quarter"))
    assert heard.take() == [("target_chosen", "kpi/quarter")]
    click(made, "used by:heading")
    assert "used by" not in blocks(made)


def test_copy_puts_the_formula_on_the_clipboard_and_says_so(panel: Make) -> None:
    made = panel()
    click(made, "formula 0:copy")
    assert QGuiApplication.clipboard().text() == PROFIT.formulas[0].copied
    assert "Copied" in texts(made)
    made.canvas.show_copied("")
    assert "Copy" in texts(made)


def test_each_formula_copies_its_own(panel: Make) -> None:
    one, other = (
        FormulaText(caption, (Piece("1"),), (), "1", copied)
        for caption, copied in (("Before month 1", "first"), ("Formula", "second"))
    )
    made = panel(PROFIT._replace(formulas=(one, other, one._replace(copied=""))))
    click(made, "formula 1:copy")
    assert QGuiApplication.clipboard().text() == "second"
    assert "formula 2:copy" not in made.canvas.page().places()


# -- narrow places


@pytest.mark.parametrize("height", [120, 200, 480, 1600])
def test_any_height_shows_the_page_from_its_top(panel: Make, height: int) -> None:
    made = panel(height=height)
    assert made.width() == PANEL_WIDTH
    room = height - made.toolbar.height()
    assert made.canvas.height() == max(room, made.canvas.page().height)
    assert made.canvas.y() == 0
