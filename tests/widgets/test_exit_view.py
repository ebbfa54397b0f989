"""The exit plan under the hand: chart, table, flexibility and the price list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.chart.layout import Box, Plot
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.decide.exit_drawing import free_box
from widgets.decide.exit_price_model import CLAUSE, COST, MONTHLY, TRY, WORTH
from widgets.decide.exit_states import (
    LEAVE,
    PAYS,
    STAY,
    Chip,
    ExitChartState,
    ExitState,
    FlexibilityState,
    Mark,
    MonthState,
    PanelState,
    PriceListState,
    PriceRow,
    ShareBar,
    Word,
)
from widgets.decide.exit_view import ExitView
from widgets.states import Axis, Band, Tick

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = ("explain_requested", "value_edited", "clause_tried")

AXIS = Axis(0.5, 4.5, (Tick(1.0, "Q2 26"), Tick(4.0, "Q3 26")))
MONEY = Axis(-100.0, 100.0, (Tick(-100.0, "−$100m"), Tick(0.0, "$0"), Tick(100.0, "$100m")))
ACTIONS = (STAY, PAYS, LEAVE, STAY)
CHART = ExitChartState(
    x_axis=AXIS,
    saving=PanelState("discounted_saving", "Saving", MONEY, "profit", (-50.0, 20.0, 80.0, 0.0)),
    cost=PanelState("exit_cost", "Exit cost", MONEY, "exit_cost", (90.0, 80.0, 70.0, 0.0)),
    months=tuple(
        MonthState(place, action, place == 4, f"month {place} read", f"tip {place}")
        for place, action in enumerate(ACTIONS, start=1)
    ),
    windows=(Band(2.0, 3.0, "leaving pays"),),
    decision_month=1,
    best=Mark(3, "best: $80m"),
    no_return=Mark(4, "point of no return"),
    summary="Give notice in Jun 2026.",
)
TABLE = TableState(
    "Notice in",
    tuple(Column(place, heading, "") for place, heading in enumerate(("Do", "S", "C", "W"))),
    tuple(
        Row(str(month), f"Month {month}", tuple(Cell(f"{month}.{c}") for c in range(4)))
        for month in range(1, 5)
    ),
)
FLEXIBILITY = FlexibilityState(
    value="$37.5m",
    bound="An upper bound: it knows each draw's future.",
    sentences=((Word("Half of the draws."),),),
    bars=(ShareBar(2, 0.25, "May: 25%"), ShareBar(3, 0.5, "Jun: 50%")),
    x_axis=AXIS,
    never="none: 25%",
    summary="The best month by share of draws",
)
DETAIL = ((Word("Exit cost", "exit_cost"), Word(" −$10m.")),)
ROWS = (
    PriceRow(
        "fee", "No fee", "50% → 0%", 400.0, "$400m", "−$10m", "$20m", "fee_pct", "tip", DETAIL
    ),
    PriceRow("notice", "Notice", "6 → 1", -100.0, "−$100m", "−$5m", "—", "notice_months"),
)
STATE = ExitState(
    sentences=((Word("Give notice in "), Word("Jun 2026", "best_exit_month"), Word(".")),),
    chips=(Chip("Plan notice in Jun 2026", "exit_notice_month", 3.0),),
    chart=CHART,
    table=TABLE,
    flexibility=FLEXIBILITY,
    prices=PriceListState(ROWS, "note", "Not listed: none"),
)


@pytest.fixture
def view(qtbot: QtBot) -> ExitView:
    made = ExitView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1080, 640)
    made.show_state(STATE)
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def heard(view: ExitView) -> Heard:
    return Heard(view, SIGNALS)


def at(view: ExitView, month: int, *, cost: bool = False) -> QPoint:
    stand = view.plan.chart.stand()
    assert stand is not None
    plot = stand.cost if cost else stand.saving
    assert plot is not None
    middle = (plot.box.top + plot.box.bottom) / 2
    return QPointF(plot.x(month), middle).toPoint()


# The chart ----------------------------------------------------------------------------------


def test_the_best_month_is_read_first(view: ExitView) -> None:
    assert view.plan.chart.month() == 3
    assert "month 3 read" in view.plan.chart.accessibleDescription()
    assert "Give notice in Jun 2026." in view.plan.chart.accessibleDescription()


def test_keys_go_along_the_months_and_take_the_table_with_them(view: ExitView) -> None:
    chart = view.plan.chart
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.month() == 4
    assert view.table.view.currentIndex().row() == 3
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.month() == 4
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.month() == 1
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.month() == 4
    assert "month 4 read" in chart.accessibleDescription()


def test_enter_explains_the_chosen_curve(view: ExitView, heard: Heard) -> None:
    chart = view.plan.chart
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert heard.take() == [
        ("explain_requested", "discounted_saving", 2),
        ("explain_requested", "exit_cost", 2),
    ]


def test_a_click_explains_the_panel_that_it_hits(view: ExitView, heard: Heard) -> None:
    chart = view.plan.chart
    QTest.mouseClick(chart, LEFT_BUTTON, pos=at(view, 2))
    QTest.mouseClick(chart, LEFT_BUTTON, pos=at(view, 4, cost=True))
    assert heard.take() == [
        ("explain_requested", "discounted_saving", 2),
        ("explain_requested", "exit_cost", 4),
    ]
    assert view.table.view.currentIndex().row() == 3


def test_a_click_on_the_strip_only_reads(view: ExitView, heard: Heard) -> None:
    stand = view.plan.chart.stand()
    assert stand is not None
    point = QPointF(stand.strip.x(2), stand.strip.box.top + 5).toPoint()
    QTest.mouseClick(view.plan.chart, LEFT_BUTTON, pos=point)
    assert heard.take() == []
    assert view.plan.chart.month() == 2


def test_the_table_moves_the_chart(view: ExitView) -> None:
    table = view.table.view
    table.setCurrentIndex(table.comparison.index(1, 2))
    assert view.plan.chart.month() == 2


def test_a_cell_explains_its_number_in_its_month(view: ExitView, heard: Heard) -> None:
    table = view.table.view
    for column in (1, 2):
        table.setCurrentIndex(table.comparison.index(2, column))
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.take() == [
        ("explain_requested", "discounted_saving", 3),
        ("explain_requested", "exit_cost", 3),
    ]


def test_with_little_height_only_the_saving_is_drawn(view: ExitView, heard: Heard) -> None:
    view.plan.chart.setFixedSize(400, 160)
    stand = view.plan.chart.stand()
    assert stand is not None
    assert stand.cost is None
    assert not stand.legend
    assert stand.strip.box.bottom <= 160
    QTest.keyClick(view.plan.chart, Qt.Key.Key_Down)
    QTest.keyClick(view.plan.chart, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "discounted_saving", 3)]


# Words and chips ----------------------------------------------------------------------------


def test_a_number_in_a_sentence_is_a_link(view: ExitView, heard: Heard) -> None:
    words = view.plan.words
    assert words.accessibleName() == "Give notice in Jun 2026."
    words.linkActivated.emit("best_exit_month:0")
    words.linkActivated.emit("exit_cost:30")
    assert heard.take() == [
        ("explain_requested", "best_exit_month", 0),
        ("explain_requested", "exit_cost", 30),
    ]


def test_markup_in_a_sentence_stays_text(view: ExitView) -> None:
    view.show_state(STATE._replace(sentences=((Word("<b>a & b</b>"),),)))
    assert "&lt;b&gt;a &amp; b" in view.plan.words.text()


def test_a_chip_sets_the_notice(view: ExitView, heard: Heard) -> None:
    first, second = view.plan.buttons
    assert first.text() == "Plan notice in Jun 2026"
    assert not second.isVisible()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert heard.take() == [("value_edited", "exit_notice_month", 3.0)]


# The price list -----------------------------------------------------------------------------


def test_trying_a_clause(view: ExitView, heard: Heard) -> None:
    table = view.prices.table
    table.setCurrentIndex(table.prices.index(1, TRY))
    QTest.keyClick(table, Qt.Key.Key_Return)
    box = table.visualRect(table.prices.index(0, TRY))
    QTest.mouseClick(table.viewport(), LEFT_BUTTON, pos=box.center())
    assert heard.take() == [("clause_tried", "notice"), ("clause_tried", "fee")]


def test_prices_explain_themselves(view: ExitView, heard: Heard) -> None:
    table = view.prices.table
    for column in (CLAUSE, COST, WORTH, MONTHLY):
        table.setCurrentIndex(table.prices.index(0, column))
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert heard.take() == [
        ("explain_requested", "fee_pct", 0),
        ("explain_requested", "exit_cost", 0),
        ("explain_requested", "contract_pv", 0),
        ("explain_requested", "monthly_spend", 0),
    ]


def test_the_current_clause_is_told_in_full(view: ExitView, heard: Heard) -> None:
    assert not view.prices.details.isVisible()
    table = view.prices.table
    table.setCurrentIndex(table.prices.index(0, WORTH))
    assert view.prices.details.accessibleName() == "Exit cost −$10m."
    assert view.prices.details.isVisible()
    view.prices.details.linkActivated.emit("exit_cost:0")
    assert heard.take() == [("explain_requested", "exit_cost", 0)]


def test_the_keyboard_stays_on_its_clause(view: ExitView) -> None:
    table = view.prices.table
    table.setCurrentIndex(table.prices.index(0, WORTH))
    view.show_state(STATE._replace(prices=PriceListState(ROWS[::-1])))
    index = table.currentIndex()
    assert (index.row(), index.column()) == (1, WORTH)
    view.show_state(STATE._replace(prices=PriceListState(ROWS[1:])))
    assert not view.prices.details.isVisible()


def test_a_narrow_list_leaves_the_monthly_fee_to_the_details(view: ExitView) -> None:
    table = view.prices.table
    assert not table.isColumnHidden(MONTHLY)
    view.resize(900, 640)
    assert table.isColumnHidden(MONTHLY)


def test_the_list_is_copied_with_headings(view: ExitView) -> None:
    QTest.keyClick(view.prices.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Clause", "From → to", "Exit cost", "Worth", "Per month"]
    assert lines[1].split("\t")[0] == "No fee"
    assert len(lines) == 3


def test_the_prices_are_spoken(view: ExitView) -> None:
    model = view.prices.table.prices
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, WORTH), role) == "No fee: Worth $400m"
    assert model.data(model.index(0, TRY), role) == "Try it: No fee"


# Flexibility --------------------------------------------------------------------------------


def test_bars_are_as_tall_as_their_shares(view: ExitView) -> None:
    first, second = view.flexibility.bars.bars()
    assert second.height() == pytest.approx(2 * first.height())
    assert first.bottom() == second.bottom()
    assert 0 <= first.left() < second.right() <= view.flexibility.bars.width()
    assert view.flexibility.bound.text() == "An upper bound: it knows each draw's future."


def test_keys_read_the_bars(view: ExitView) -> None:
    bars = view.flexibility.bars
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    QTest.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "Jun: 50%"


# States and themes --------------------------------------------------------------------------


def test_before_the_first_answer(qtbot: QtBot) -> None:
    made = ExitView(tokens("dark"))
    qtbot.addWidget(made)
    made.resize(920, 460)
    made.show()
    assert not made.plan.chart.isVisible()
    assert not made.prices.table.horizontalHeader().isVisible()
    made.grab()


def test_a_stale_answer_says_so(view: ExitView) -> None:
    worth, prices = STATE.flexibility, STATE.prices
    view.show_state(STATE._replace(flexibility=worth._replace(fresh=False)))
    assert view.flexibility.bound.text() == "updating…"
    assert view.prices.note.text() == prices.note
    view.show_state(STATE._replace(prices=prices._replace(fresh=False)))
    assert view.flexibility.bound.text() == worth.bound
    assert view.prices.note.text() == "updating…"
    view.show_state(STATE)
    assert view.prices.note.text() == prices.note


def test_nothing_to_leave(view: ExitView) -> None:
    message = "The supplier pays."
    none = FlexibilityState(message=message)
    view.show_state(ExitState(message=message, flexibility=none))
    assert not view.plan.chart.isVisible()
    assert not view.plan.words.isVisible()
    assert view.plan.chart.stand() is None
    QTest.keyClick(view.plan.chart, Qt.Key.Key_Right)
    assert not view.flexibility.bars.isVisible()
    view.grab()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1080, 640), (920, 460), (700, 600)])
def test_it_is_painted_in_every_size(view: ExitView, theme: str, size: tuple[int, int]) -> None:
    view.set_tokens(tokens(theme))
    view.resize(*size)
    picture = view.grab()
    assert (picture.width(), picture.height()) == size


def test_one_month_is_enough(view: ExitView) -> None:
    only = CHART._replace(
        x_axis=Axis(0.5, 1.5, ()),
        saving=CHART.saving._replace(values=(5.0,)),
        cost=CHART.cost._replace(values=(5.0,)),
        months=CHART.months[:1],
        best=Mark(1, "best"),
        no_return=None,
        windows=(),
    )
    view.show_state(STATE._replace(chart=only))
    assert view.plan.chart.month() == 1
    view.grab()


def test_links_are_reached_by_tab_and_opened_by_enter(view: ExitView, heard: Heard) -> None:
    words = view.plan.words
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    words.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(words, Qt.Key.Key_Tab)
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "best_exit_month", 0)]


def test_the_best_month_s_name_keeps_clear_of_lines_and_names() -> None:
    """The best month is the first; a line is nearer than its name is wide."""
    plot = Plot.of(Box(0, 0, 400, 100), Axis(0.5, 40.5, ()), Axis(0.0, 10.0, ()))
    values = (8.0, 8.0, 8.0, *[0.0] * 37)
    ring, size = QPointF(plot.x(1), plot.y(8.0)), QSizeF(70.0, 14.0)
    beside = [ring.x() + 10.0, ring.x() - 80.0]
    plain = free_box(plot, values, ring, size, beside, [])
    assert plain is not None
    assert plain.left() > ring.x()
    line, name = QRectF(55.0, 0.0, 2.0, 100.0), QRectF(62.0, 0.0, 90.0, 12.0)
    assert plain.intersects(line)
    assert free_box(plot, values, ring, size, beside, [line, name]) is None
    found = free_box(plot, values, ring, size, [61.0], [line, name])
    assert found is not None
    assert not found.intersects(name)
    assert 0 <= found.top() <= found.bottom() <= 100
