"""The Scenarios page explains its numbers: cells, bars, curves; by mouse, key and menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.comparison.page import ScenariosPage
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
from widgets.comparison.table import ComparisonCard
from widgets.states import Axis, ChartState, Series

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from widgets.comparison.bar_chart import BarChart
    from widgets.comparison.table_view import ComparisonView

# What the off-screen platform says when a window with size limits or a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PLAIN = Qt.KeyboardModifier.NoModifier
MOUSE, KEYBOARD = QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard
HEARD = ("explain_requested", "value_entered")
PROFIT, EXIT = "row:operating_profit", "exit_cost_kpi"
CHOICES = (
    Choice(EXIT, "Exit cost", "Headline figures"),
    Choice(PROFIT, "Operating profit", "Profit", monthly=True),
)
SCENARIOS = (Choice("1", "As reported"), Choice("7", "Longer term"))
COLUMNS = (Column(1, "As reported", "revenue", baseline=True), Column(7, "Longer term", "compute"))
FIGURES = TableState(
    "Read in Mar 2027",
    COLUMNS,
    (
        Row("peak_funding", "Peak funding", (Cell("$828m"), Cell("$900m", mark="worst"))),
        Row("exit_window.1", "Exit window", (Cell("none", tone="muted"), Cell("Jun 2027"))),
    ),
)
INPUTS = TableState(
    "Input",
    COLUMNS,
    (
        Row("Headline", "Headline"),
        Row("term_months", "Term", (Cell("36", editable=True), Cell("48", editable=True))),
    ),
)
CURVES = OverlayState(
    PROFIT,
    chart=ChartState(
        "Operating profit",
        "per month",
        Axis(1, 12, ()),
        Axis(0, 100, ()),
        (Series("7", "Longer term", "compute", np.linspace(0.0, 90.0, 12), "$45m"),),
        (),
        3,
        "Q2 2026 · month 3",
        "Operating profit of two scenarios",
        still=(Series("1", "As reported", "revenue", np.linspace(0.0, 20.0, 12), "$9m"),),
    ),
)
BARS = OverlayState(
    EXIT,
    bars=BarsState(
        "Exit cost",
        "at month 3",
        (
            Bar(1, "As reported", "revenue", 29.0, "$29.0B"),
            Bar(7, "Nothing owed", "compute", None, "none", "the supplier pays"),
        ),
        "Exit cost of two scenarios",
    ),
)
TERM = BridgeStep("term_months", "Term", 10.0, 8.0, "−$2m", "good")
GROUP = BridgeStep("Headline", "Headline", 10.0, 8.0, "−$2m", "good", parts=(TERM,))
NOTICE = BridgeStep("notice_months", "Notice", 8.0, 9.0, "+$1m", "bad")  # alone in its group
BRIDGE = BridgeState(
    SCENARIOS,
    1,
    7,
    PROFIT,
    month=5,
    start=BridgeTotal("As reported", "revenue", 10.0, "$10m"),
    steps=(GROUP, NOTICE),
    end=BridgeTotal("Longer term", "compute", 9.0, "$9m"),
)


@pytest.fixture
def page(qtbot: QtBot) -> ScenariosPage:
    made = ScenariosPage(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1140, 720)
    made.show_choices(CHOICES)
    made.show_overlay(CURVES)
    made.show_bridge(BRIDGE)
    made.show_figures(FIGURES)
    made.show_inputs(INPUTS)
    with qtbot.waitActive(made):
        made.show()
    made.grab()
    return made


def cell(view: ComparisonView, row: int, column: int) -> QModelIndex:
    return view.comparison.index(row, column)


def centre(view: ComparisonView, row: int, column: int) -> QPoint:
    return view.visualRect(cell(view, row, column)).center()


def press(view: ComparisonView, at: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mousePress(view.viewport(), LEFT_BUTTON, held, at)


def release(view: ComparisonView, at: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseRelease(view.viewport(), LEFT_BUTTON, held, at)


def click(view: ComparisonView, at: QPoint, held: Qt.KeyboardModifier = PLAIN) -> None:
    press(view, at, held)
    release(view, at, held)


def move(target: QWidget, at: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """Sent at once: QTest moves a real pointer, which may stay away."""
    none = Qt.MouseButton.NoButton
    where, on_screen = QPointF(at), QPointF(target.mapToGlobal(at))
    kind = QEvent.Type.MouseMove
    QApplication.sendEvent(target, QMouseEvent(kind, where, on_screen, none, held, PLAIN))


def row(bars: BarChart, key: str) -> QPoint:
    places = [each.key for each in bars.rows()]
    return bars.row_rect(places.index(key)).center()


# The tables


def test_a_click_explains_a_figure_of_its_scenario(page: ScenariosPage) -> None:
    heard, view = Heard(page, HEARD), page.figures.view
    click(view, centre(view, 0, 1))
    assert heard.take() == [("explain_requested", 7, "peak_funding", 0)]
    assert view.currentIndex() == cell(view, 0, 1)  # selected as ever
    click(view, centre(view, 1, 0))  # one that there is none of: why?
    assert heard.take() == [("explain_requested", 1, "exit_window.1", 0)]


def test_selecting_explains_nothing(page: ScenariosPage) -> None:
    heard, view = Heard(page, HEARD), page.figures.view
    first, other = centre(view, 0, 0), centre(view, 1, 1)
    for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
        click(view, other, held)
    press(view, first)
    move(view.viewport(), other, LEFT_BUTTON)
    release(view, other)
    press(view, first)
    move(view.viewport(), other, LEFT_BUTTON)
    move(view.viewport(), first, LEFT_BUTTON)
    release(view, first)
    assert heard.take() == []


def test_a_double_click_explains_once(page: ScenariosPage) -> None:
    heard, view = Heard(page, HEARD), page.figures.view
    click(view, centre(view, 0, 0))
    QTest.mouseDClick(view.viewport(), LEFT_BUTTON, pos=centre(view, 0, 0))
    assert heard.take() == [("explain_requested", 1, "peak_funding", 0)]


def test_enter_explains_a_figure_and_copying_stays(page: ScenariosPage) -> None:
    heard, view = Heard(page, HEARD), page.figures.view
    view.setFocus()
    view.setCurrentIndex(cell(view, 1, 1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    repeat = (Qt.Key.Key_Return, PLAIN, "\r", True)
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, *repeat))
    assert heard.take() == [("explain_requested", 7, "exit_window.1", 0)]
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Jun 2027\n"


def test_an_input_is_selected_and_edited_as_before(page: ScenariosPage) -> None:
    heard, view = Heard(page, HEARD), page.inputs.view
    click(view, centre(view, 1, 1))
    assert view.currentIndex() == cell(view, 1, 1)
    assert view.viewport().findChildren(QLineEdit) == []
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert len(view.viewport().findChildren(QLineEdit)) == 1
    assert heard.take() == []


def test_an_input_is_explained_on_request(page: ScenariosPage) -> None:
    heard, view = Heard(page, HEARD), page.inputs.view
    view.setCurrentIndex(cell(view, 1, 1))
    assert view.request_explanation()
    assert heard.take() == [("explain_requested", 7, "input:term_months", 0)]
    view.setCurrentIndex(cell(view, 0, 1))  # a group's heading
    assert not view.request_explanation()
    page.show_inputs(INPUTS._replace(rows=(), empty="The same inputs"))
    assert not view.request_explanation()
    assert heard.take() == []


@pytest.mark.parametrize("table", ["figures", "inputs"])
def test_the_menu_of_a_cell_explains_and_copies(page: ScenariosPage, table: str) -> None:
    card: ComparisonCard = getattr(page, table)
    heard, view = Heard(page, HEARD), card.view
    at = cell(view, 1, 1)
    view.setCurrentIndex(at)
    explain, copy = view.menu(at).actions()
    explain.trigger()
    item = "exit_window.1" if table == "figures" else "input:term_months"
    assert heard.take() == [("explain_requested", 7, item, 0)]
    copy.trigger()
    assert QGuiApplication.clipboard().text() == ("Jun 2027\n" if table == "figures" else "48\n")


@pytest.mark.parametrize("reason", [MOUSE, KEYBOARD])
def test_the_menu_opens_by_mouse_and_by_key(
    page: ScenariosPage, reason: QContextMenuEvent.Reason
) -> None:
    view = page.inputs.view
    view.setCurrentIndex(cell(view, 1, 0))
    for where, count in ((centre(view, 0, 0), 0), (centre(view, 1, 0), 1)):
        if reason is KEYBOARD and not count:
            continue  # there the place is the current cell's
        on_screen = view.viewport().mapToGlobal(where)
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, where, on_screen))
        menus = view.findChildren(QMenu)
        assert [menu.isVisible() for menu in menus] == [True] * count
        for menu in menus:
            menu.close()


def test_the_pointer_shows_which_cells_are_links(page: ScenariosPage) -> None:
    for view, at, shape in (
        (page.figures.view, (0, 1), Qt.CursorShape.PointingHandCursor),
        (page.inputs.view, (1, 1), Qt.CursorShape.ArrowCursor),
        (page.inputs.view, (0, 1), Qt.CursorShape.ArrowCursor),
    ):
        move(view.viewport(), centre(view, *at))
        assert view.viewport().cursor().shape() == shape


def test_a_table_that_does_not_explain_is_no_link(qtbot: QtBot) -> None:
    card = ComparisonCard("Variance by month", tokens("light"))
    qtbot.addWidget(card)
    card.resize(500, 300)
    card.show_state(FIGURES)
    card.show()
    heard, view = Heard(card, ("explain_requested",)), card.view
    click(view, centre(view, 0, 0))
    move(view.viewport(), centre(view, 0, 1))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not view.request_explanation()
    assert heard.take() == []
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


# Overlay and bridge


def test_a_curve_s_label_explains_the_item_of_its_scenario(page: ScenariosPage) -> None:
    chart = page.overlay.chart
    assert chart is not None
    heard = Heard(page, HEARD)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.request_explanation()
    assert heard.take() == [
        ("explain_requested", 7, PROFIT, 3),
        ("explain_requested", 1, PROFIT, 3),
    ]


def test_a_bar_explains_the_figure_of_its_scenario(page: ScenariosPage) -> None:
    page.show_overlay(BARS)
    figure = page.overlay.figure
    assert figure is not None
    heard, bars = Heard(page, HEARD), figure.bars
    QTest.mouseClick(bars, LEFT_BUTTON, pos=row(bars, "7"))  # one that there is none of: why?
    assert heard.take() == [("explain_requested", 7, EXIT, 0)]
    QTest.keyClick(bars, Qt.Key.Key_Up)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(bars, key)
        assert heard.take() == [("explain_requested", 1, EXIT, 0)]


@pytest.mark.parametrize(
    ("key", "explained"),
    [
        ("start", (1, PROFIT, 5)),
        ("end", (7, PROFIT, 5)),
        ("term_months", (7, "input:term_months", 0)),
        ("notice_months", (7, "input:notice_months", 0)),
    ],
)
def test_a_bridge_explains_its_totals_and_its_inputs(
    page: ScenariosPage, key: str, explained: tuple[int, str, int]
) -> None:
    heard, bars = Heard(page, HEARD), page.bridge.waterfall
    QTest.mouseClick(bars, LEFT_BUTTON, pos=row(bars, key))
    assert heard.take() == [("explain_requested", *explained)]
    QTest.mouseDClick(bars, LEFT_BUTTON, pos=row(bars, key))
    QTest.mouseClick(bars, Qt.MouseButton.RightButton, pos=row(bars, key))
    assert heard.take() == []
    assert bars.request_explanation()
    assert heard.take() == [("explain_requested", *explained)]


def test_a_total_of_a_headline_figure_has_no_month(page: ScenariosPage) -> None:
    page.show_bridge(BRIDGE._replace(item=EXIT))
    heard, bars = Heard(page, HEARD), page.bridge.waterfall
    QTest.keyClick(bars, Qt.Key.Key_End)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", 7, EXIT, 0)]


def test_a_group_of_a_bridge_only_unfolds(page: ScenariosPage) -> None:
    heard, bars = Heard(page, HEARD), page.bridge.waterfall
    QTest.mouseClick(bars, LEFT_BUTTON, pos=row(bars, "Headline"))
    assert [each.key for each in bars.rows()] == ["start", "Headline", "notice_months", "end"]
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert len(bars.rows()) == 5
    assert not bars.request_explanation()
    assert heard.take() == []


def test_bars_that_are_out_of_date_explain_nothing(page: ScenariosPage) -> None:
    page.show_bridge(BRIDGE._replace(progress=0.5))
    heard, bars = Heard(page, HEARD), page.bridge.waterfall
    QTest.mouseClick(bars, LEFT_BUTTON, pos=row(bars, "start"))
    QTest.keyClick(bars, Qt.Key.Key_Return)
    page.show_bridge(BRIDGE._replace(message="no difference"))
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert not bars.request_explanation()
    assert heard.take() == []


def test_a_drag_over_bars_explains_nothing(page: ScenariosPage) -> None:
    heard, bars = Heard(page, HEARD), page.bridge.waterfall
    start, end = row(bars, "start"), row(bars, "end")
    QTest.mousePress(bars, LEFT_BUTTON, pos=start)
    QTest.mouseRelease(bars, LEFT_BUTTON, pos=end)
    QTest.mousePress(bars, LEFT_BUTTON, pos=start)
    move(bars, end, LEFT_BUTTON)
    move(bars, start, LEFT_BUTTON)
    QTest.mouseRelease(bars, LEFT_BUTTON, pos=start)
    assert heard.take() == []


def test_a_bar_s_figure_is_underlined_under_the_pointer(page: ScenariosPage) -> None:
    bars = page.bridge.waterfall
    before = bars.grab().toImage()
    move(bars, row(bars, "notice_months"))
    assert bars.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert bars.grab().toImage() != before
    QApplication.sendEvent(bars, QEvent(QEvent.Type.Leave))
    assert bars.grab().toImage() == before
