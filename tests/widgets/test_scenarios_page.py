"""The Scenarios page: its cards show their states and pass on what the user does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.widgets.literals import Heard, tokens
from widgets.comparison.page import ScenariosPage
from widgets.comparison.parts import CardSplitter
from widgets.comparison.states import (
    Bar,
    BarsState,
    BridgeState,
    BridgeStep,
    BridgeTotal,
    Cell,
    Choice,
    Column,
    OverlayState,
    Row,
    TableState,
)
from widgets.states import Axis, ChartState, Series, Tick

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

# What the off-screen platform says when a window with size limits or a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SIGNALS = (
    "item_chosen",
    "month_hovered",
    "decision_month_dragged",
    "decision_drag_started",
    "decision_drag_finished",
    "bridge_requested",
    "bridge_cancelled",
    "value_entered",
)
CHOICES = (
    Choice("exit_cost_kpi", "Exit cost", "Headline figures"),
    Choice("operating_profit", "Operating profit", "Profit and loss", monthly=True),
)
SCENARIOS = (
    Choice("1", "As reported", colour="revenue", baseline=True),
    Choice("2", "Longer term", colour="compute"),
)
CURVES = OverlayState(
    "operating_profit",
    chart=ChartState(
        "Operating profit",
        "per month",
        Axis(1, 12, (Tick(1, "Q2 26"),)),
        Axis(0, 100, (Tick(0, "$0"), Tick(100, "$100m"))),
        (Series("1", "As reported", "revenue", np.linspace(0.0, 90.0, 12), "$90m"),),
        (),
        3,
        "Q2 2026 · month 3",
        "Operating profit of one scenario",
        reading="Q2 2026 · month 3",
    ),
)
BARS = OverlayState(
    "exit_cost_kpi",
    bars=BarsState(
        "Exit cost",
        "at month 3",
        (Bar(1, "As reported", "revenue", 29.0, "$29.0B"),),
        "Exit cost of one scenario",
    ),
)
PART = BridgeStep("term_months", "Term", 10.0, 8.0, "−$2m", "good")
NOTICE = BridgeStep("notice_months", "Notice", 8.0, 8.0, "0")
HEADLINE = BridgeStep("Headline", "Headline", 10.0, 8.0, "−$2m", "good", parts=(PART,))
EXIT = BridgeStep("Exit terms", "Exit terms", 8.0, 8.0, "0", parts=(NOTICE,))
BRIDGE = BridgeState(
    SCENARIOS,
    1,
    2,
    "operating_profit",
    month=3,
    month_text="Q2 2026",
    start=BridgeTotal("As reported", "revenue", 10.0, "$10m"),
    steps=(HEADLINE,),
    end=BridgeTotal("Longer term", "compute", 8.0, "$8m"),
    note="exact, 6 inputs differ",
)
TABLE = TableState(
    "Input",
    (Column(1, "As reported", "revenue", baseline=True), Column(2, "Longer term", "compute")),
    (Row("term_months", "Term", (Cell("36", editable=True), Cell("48", editable=True))),),
)


@pytest.fixture
def page(qtbot: QtBot) -> ScenariosPage:
    made = ScenariosPage(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1140, 720)
    made.show_choices(CHOICES)
    made.show_overlay(CURVES)
    made.show_bridge(BRIDGE)
    made.show_figures(TABLE)
    made.show_inputs(TABLE)
    made.show()
    return made


def test_the_overlay_switches_between_curves_and_bars(page: ScenariosPage) -> None:
    overlay = page.overlay
    assert overlay.chart is not None
    assert overlay.chart.isVisible()
    assert overlay.figure is None  # not made before it is needed
    assert overlay.chooser.text() == "Operating profit"
    page.show_overlay(BARS)
    assert overlay.figure is not None
    assert overlay.figure.isVisible()
    assert not overlay.chart.isVisible()
    assert overlay.chooser.text() == "Exit cost"
    assert [row.text for row in overlay.figure.bars.rows()] == ["$29.0B"]
    page.show_overlay(CURVES)
    assert overlay.chart.isVisible()
    assert not overlay.figure.isVisible()


def test_the_chart_s_signals_are_passed_on(qtbot: QtBot, page: ScenariosPage) -> None:
    heard = Heard(page, SIGNALS)
    assert page.overlay.chart is not None
    page.overlay.chart.month_hovered.emit(7)
    QTest.keyClick(page.overlay.chart, Qt.Key.Key_Right)
    assert heard.take() == [
        ("month_hovered", 7),
        ("decision_drag_started",),
        ("decision_month_dragged", 4),
        ("decision_drag_finished",),
    ]


def test_the_chosen_item_is_passed_on(page: ScenariosPage) -> None:
    heard = Heard(page, SIGNALS)
    page.overlay.chooser.chosen.emit("exit_cost_kpi")
    assert heard.take() == [("item_chosen", "exit_cost_kpi")]


def test_every_choice_of_the_bridge_asks_for_another(qtbot: QtBot, page: ScenariosPage) -> None:
    heard, bridge = Heard(page, SIGNALS), page.bridge
    bridge.item.chosen.emit("exit_cost_kpi")
    bridge.from_scenario.chosen.emit("2")
    bridge.to_scenario.chosen.emit("1")
    QTest.keyClick(bridge.month, Qt.Key.Key_Up)
    assert heard.take() == [
        ("bridge_requested", 1, 2, "exit_cost_kpi", 3),
        ("bridge_requested", 2, 2, "operating_profit", 3),
        ("bridge_requested", 1, 1, "operating_profit", 3),
        ("bridge_requested", 1, 2, "operating_profit", 4),
    ]


def test_a_state_asks_for_nothing(page: ScenariosPage) -> None:
    heard = Heard(page, SIGNALS)
    page.show_bridge(BRIDGE._replace(month=9, to_id=1, item="exit_cost_kpi"))
    assert heard.take() == []
    assert page.bridge.month.value() == 9


def test_the_month_is_asked_for_only_of_line_items(page: ScenariosPage) -> None:
    assert page.bridge.month.isVisible()
    assert page.bridge.month_text.text() == "Q2 2026"
    page.show_bridge(BRIDGE._replace(item="exit_cost_kpi"))
    assert not page.bridge.month.isVisible()
    assert not page.bridge.month_text.isVisible()


def _inner_rows(page: ScenariosPage) -> list[str]:
    return [row.label for row in page.bridge.waterfall.rows()][1:-1]


def test_groups_are_unfolded_where_all_rows_fit(page: ScenariosPage) -> None:
    assert _inner_rows(page) == ["Headline", "Term"]
    inputs = tuple(PART._replace(key=f"input_{place}") for place in range(30))
    page.show_bridge(BRIDGE._replace(steps=(HEADLINE._replace(parts=inputs), EXIT)))
    assert _inner_rows(page) == ["Headline", "Exit terms"]
    page.resize(1140, 1700)
    QApplication.processEvents()
    assert len(_inner_rows(page)) == 33
    page.resize(1140, 720)
    QApplication.processEvents()
    assert _inner_rows(page) == ["Headline", "Exit terms"]


def test_what_the_user_folds_or_unfolds_stays_so(page: ScenariosPage) -> None:
    waterfall = page.bridge.waterfall
    waterfall.toggled.emit("Headline")
    assert _inner_rows(page) == ["Headline"]
    page.show_bridge(BRIDGE._replace(steps=(HEADLINE, EXIT)))
    assert _inner_rows(page) == ["Headline", "Exit terms", "Notice"]
    inputs = tuple(PART._replace(key=f"input_{place}") for place in range(30))
    many = BRIDGE._replace(steps=(HEADLINE, EXIT._replace(parts=inputs)))
    page.show_bridge(many)
    assert _inner_rows(page) == ["Headline", "Exit terms"]
    waterfall.toggled.emit("Headline")
    page.show_bridge(many._replace(note="sampled"))
    assert _inner_rows(page) == ["Headline", "Term", "Exit terms"]


def test_a_long_bridge_shows_progress_over_the_old_bars(page: ScenariosPage) -> None:
    heard, bridge = Heard(page, SIGNALS), page.bridge
    page.show_bridge(BRIDGE._replace(progress=0.25, progress_text="500 of 2,000 orders"))
    assert bridge.waterfall.is_dimmed()
    assert bridge.progress.isVisible()
    assert bridge.progress.value() == bridge.progress.maximum() // 4
    bridge.cancel.click()
    assert heard.take() == [("bridge_cancelled",)]
    page.show_bridge(BRIDGE)
    assert not bridge.waterfall.is_dimmed()
    assert not bridge.progress.isVisible()
    assert not bridge.cancel.isVisible()


def test_a_message_stands_in_place_of_the_bars(page: ScenariosPage) -> None:
    page.show_bridge(BRIDGE._replace(message="no difference", note=""))
    assert page.bridge.waterfall.note() == "no difference"
    assert page.bridge.waterfall.rows() == ()
    page.show_bridge(BRIDGE)
    assert page.bridge.waterfall.note() == ""


def test_the_legend_says_what_inputs_differ_from(page: ScenariosPage) -> None:
    assert page.inputs.legend.accessibleName() == "differs from the baseline"
    unpinned = tuple(column._replace(baseline=False) for column in TABLE.columns)
    page.show_inputs(TABLE._replace(columns=unpinned))
    assert page.inputs.legend.accessibleName() == "differs from the first"


def test_inputs_are_entered_and_refused_on_the_page(page: ScenariosPage) -> None:
    heard = Heard(page, SIGNALS)
    model = page.inputs.view.comparison
    model.enter(model.index(0, 1), "300")
    assert heard.take() == [("value_entered", 2, "term_months", "300")]
    page.show_cell_error(2, "term_months", "allowed: 1 to 96")
    assert model.index(0, 1).data() == "300"
    assert page.inputs.fault.isVisible()


def test_the_keyboard_reaches_every_part(qtbot: QtBot, page: ScenariosPage) -> None:
    page.activateWindow()
    page.show_bridge(BRIDGE._replace(progress=0.5))
    reached = []
    widget = page.overlay.chooser.nextInFocusChain()
    while widget is not None and widget is not page.overlay.chooser:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.append(widget)
        widget = widget.nextInFocusChain()
    bridge = page.bridge
    wanted = [
        page.overlay.chart,
        bridge.item,
        bridge.month,
        bridge.from_scenario,
        bridge.to_scenario,
        bridge.waterfall,
        bridge.cancel,
        page.figures.copy_button,
        page.figures.view,
        page.inputs.copy_button,
        page.inputs.view,
    ]
    assert [widget for widget in reached if widget in wanted] == wanted
    assert all(widget is not None and widget.accessibleName() for widget in wanted)


def test_splitters_move_by_key_and_share_evenly_again(qtbot: QtBot, page: ScenariosPage) -> None:
    whole = page.findChildren(CardSplitter)[0]
    before = whole.sizes()
    QTest.keyClick(whole.handle(1), Qt.Key.Key_Down)
    assert whole.sizes()[0] > before[0]
    QTest.mouseDClick(whole.handle(1), Qt.MouseButton.LeftButton)
    assert abs(whole.sizes()[0] - whole.sizes()[1]) <= 1


# Where the page is narrow --------------------------------------------------------------------

NARROW = (620, 540)


def _resize(page: ScenariosPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    for _times in range(6):
        QApplication.processEvents()


def _in_sight(page: ScenariosPage, card: QWidget) -> bool:
    top = card.mapTo(page.board, QPoint(0, 0)).y()
    return 0 <= top <= page.board.height() - card.height()


def test_narrow_the_cards_lie_one_under_the_other(page: ScenariosPage) -> None:
    cards = (page.overlay, page.bridge, page.figures, page.inputs)
    wide = [card.geometry() for card in cards]
    _resize(page, NARROW)
    assert [card.width() for card in cards] == [580] * 4
    assert [card.height() for card in cards] == [300, 300, 380, 320]
    tops = [card.mapTo(page.board, QPoint(0, 0)).y() for card in cards]
    assert tops == sorted(tops)
    _resize(page, (1140, 720))
    assert [card.geometry() for card in cards] == wide


def test_narrow_the_choosers_and_the_columns_have_their_room(page: ScenariosPage) -> None:
    long = Choice("2", "Current: S-1 exit terms", colour="compute")
    page.show_bridge(BRIDGE._replace(scenarios=(SCENARIOS[0], long)))
    _resize(page, NARROW)
    for chooser in (page.bridge.item, page.bridge.from_scenario, page.bridge.to_scenario):
        assert chooser.width() >= chooser.sizeHint().width()
    assert page.overlay.chooser.width() >= page.overlay.chooser.sizeHint().width()
    for card in (page.figures, page.inputs):
        assert card.view.horizontalScrollBar().maximum() == 0


def test_selections_edits_and_focus_stay_when_it_becomes_narrow(page: ScenariosPage) -> None:
    page.activateWindow()
    model, view = page.inputs.view.comparison, page.inputs.view
    view.setFocus()
    view.setCurrentIndex(model.index(0, 1))
    model.enter(model.index(0, 1), "300")
    page.show_cell_error(2, "term_months", "allowed: 1 to 96")
    for size in (NARROW, (1140, 720), NARROW):
        _resize(page, size)
        assert page.window().focusWidget() is view
        assert view.currentIndex() == model.index(0, 1)
        assert model.index(0, 1).data() == "300"
        assert page.inputs.fault.isVisible()
    assert _in_sight(page, page.inputs)


def test_a_key_brings_its_card_into_sight(qtbot: QtBot, page: ScenariosPage) -> None:
    _resize(page, NARROW)
    with qtbot.waitActive(page):
        page.activateWindow()
    bar = page.board.verticalScrollBar()
    assert page.overlay.chart is not None
    parts: tuple[tuple[QWidget, Qt.Key, QWidget, bool], ...] = (
        (page.overlay.chooser, Qt.Key.Key_Down, page.overlay, True),
        (page.overlay.chart, Qt.Key.Key_Right, page.overlay, True),
        (page.bridge.month, Qt.Key.Key_Up, page.bridge, True),
        (page.bridge.waterfall, Qt.Key.Key_Down, page.bridge, True),
        (page.figures.view, Qt.Key.Key_Down, page.figures, False),
        (page.inputs.view, Qt.Key.Key_Down, page.inputs, False),
    )
    for part, key, card, from_below in parts:
        part.setFocus()
        bar.setValue(bar.maximum() if from_below else 0)
        assert not _in_sight(page, card)
        QTest.keyClick(part, key)
        assert _in_sight(page, card)
        popup = page.overlay.chooser.popup()
        if popup is not None:
            popup.close()


def test_what_is_typed_into_a_cell_is_in_sight(qtbot: QtBot, page: ScenariosPage) -> None:
    _resize(page, NARROW)
    with qtbot.waitActive(page):
        page.activateWindow()
    view = page.inputs.view
    view.setFocus()
    view.setCurrentIndex(view.comparison.index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_F2)
    (field,) = view.viewport().findChildren(QLineEdit)
    page.board.verticalScrollBar().setValue(0)
    QTest.keyClicks(field, "24")
    assert _in_sight(page, page.inputs)


def test_new_numbers_move_nothing(page: ScenariosPage) -> None:
    _resize(page, NARROW)
    page.board.verticalScrollBar().setValue(200)
    cards = (page.overlay, page.bridge, page.figures, page.inputs)
    before = [card.geometry() for card in cards]
    cells = (Cell("36", editable=True), Cell("60", editable=True))
    page.show_inputs(TABLE._replace(rows=(TABLE.rows[0]._replace(cells=cells),)))
    page.show_bridge(BRIDGE._replace(note="exact, 7 inputs differ"))
    page.show_overlay(CURVES)
    QApplication.processEvents()
    assert [card.geometry() for card in cards] == before
    assert page.board.verticalScrollBar().value() == 200


@pytest.mark.parametrize("size", [(1140, 720), (880, 480)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fits_its_sizes_in_both_themes(
    page: ScenariosPage, theme: str, size: tuple[int, int]
) -> None:
    page.resize(*size)
    page.set_tokens(tokens(theme))
    assert (page.width(), page.height()) == size
    for card in (page.overlay, page.bridge, page.figures, page.inputs):
        corner = card.mapTo(page, QPoint(card.width(), card.height()))
        assert corner.x() <= size[0] - 20
        assert corner.y() <= size[1] - 16
    assert not page.grab().isNull()
