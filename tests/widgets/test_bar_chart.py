"""Lying bars: the rows of a state, their range, the keyboard and the pointer."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.comparison.bar_chart import BarChart
from widgets.comparison.bar_rows import BarRow, Span, bridge_rows, scenario_rows, span_of
from widgets.comparison.states import Bar, BarsState, BridgeState, BridgeStep, BridgeTotal

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# What the off-screen platform says when a window with size limits or a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

FEE = BridgeStep("termination_fee", "Termination fee", 10.0, 6.0, "−$4.0B", "good")
NOTICE = BridgeStep("notice_months", "Notice", 6.0, 7.0, "+$1.0B", "bad")
EXIT = BridgeStep("Exit terms", "Exit terms", 10.0, 7.0, "−$3.0B", "good", parts=(FEE, NOTICE))
TERM = BridgeStep(
    "Headline", "Headline", 7.0, 8.0, "+$1.0B", "bad", 0.5, "± $0.5B", "Term 36 to 48"
)
BRIDGE = BridgeState(
    (),
    1,
    2,
    "exit_cost",
    start=BridgeTotal("As reported", "revenue", 10.0, "$10.0B"),
    steps=(EXIT, TERM),
    end=BridgeTotal("Softer exit", "compute", 8.0, "$8.0B"),
)
BARS = BarsState(
    "Exit cost",
    "at month 12",
    (
        Bar(1, "As reported", "revenue", 29.0, "$29.0B", baseline=True),
        Bar(2, "Nothing owed", "compute", None, "none", "the supplier pays: nothing to leave"),
    ),
    "Exit cost by scenario",
)


@pytest.fixture
def chart(qtbot: QtBot) -> BarChart:
    made = BarChart("Bridge", tokens("light"))
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_rows(bridge_rows(BRIDGE, frozenset()))
    made.show()
    return made


def test_a_bridge_runs_from_total_to_total() -> None:
    rows = bridge_rows(BRIDGE, frozenset())
    assert [row.label for row in rows] == ["As reported", "Exit terms", "Headline", "Softer exit"]
    assert [(row.start, row.end) for row in rows] == [(None, 10), (10, 7), (7, 8), (None, 8)]
    assert [row.enters for row in rows] == [None, 10, 7, 8]
    assert [row.unfolded for row in rows] == [None, False, None, None]


def test_an_unfolded_group_is_followed_by_its_inputs() -> None:
    rows = bridge_rows(BRIDGE, frozenset({"Exit terms"}))
    labels = [(row.label, row.indent) for row in rows[1:4]]
    assert labels == [("Exit terms", 0), ("Termination fee", 1), ("Notice", 1)]
    assert rows[1].unfolded
    assert [row.enters for row in rows[2:5]] == [10, 6, 7]


def test_without_totals_there_are_no_rows() -> None:
    assert bridge_rows(BRIDGE._replace(end=None), frozenset()) == ()


def test_a_figure_that_does_not_exist_has_its_reason_and_no_bar() -> None:
    there, gone = scenario_rows(BARS)
    assert (there.end, there.reason, there.baseline) == (29.0, "", True)
    assert (gone.end, gone.reason) == (None, "the supplier pays: nothing to leave")


def _floating(start: float, *levels: float) -> tuple[BarRow, ...]:
    steps = [
        BarRow(str(end), "", "", "good", begin, end, enters=begin)
        for begin, end in zip((start, *levels), levels, strict=False)
    ]
    last = levels[-1]
    return (
        BarRow("a", "", "", "good", None, start),
        *steps,
        BarRow("b", "", "", "good", None, last, enters=last),
    )


def test_bars_begin_at_zero() -> None:
    assert span_of(_floating(10.0, 4.0, 6.0)) == Span(0.0, 10.0, 0.0)
    assert span_of(_floating(-2.0, 3.0)) == Span(-2.0, 3.0, 0.0)
    assert span_of(scenario_rows(BARS)) == Span(0.0, 29.0, 0.0)


@pytest.mark.parametrize("sign", [1, -1])
def test_small_changes_of_large_figures_break_the_axis(sign: int) -> None:
    span = span_of(_floating(sign * 100.0, sign * 90.0, sign * 95.0))
    assert span.broken
    assert span.base == pytest.approx(sign * 86.5)
    low, high = sorted((sign * 86.5, sign * 100.0))
    assert (span.low, span.high) == pytest.approx((low, high))


def test_nothing_at_all_still_has_a_range() -> None:
    for rows in ((), _floating(0.0, 0.0)):
        assert span_of(rows) == Span(0.0, 1.0, 0.0)


def test_whiskers_are_within_the_range() -> None:
    row = BarRow("a", "", "", "good", 0.0, 10.0, error=2.0, enters=0.0)
    assert span_of((row,)).high == 12.0


def test_keys_move_along_the_rows_and_say_them(qtbot: QtBot, chart: BarChart) -> None:
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.accessibleDescription() == "As reported: $10.0B"
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "Exit terms: −$3.0B, folded"
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.accessibleDescription() == "Softer exit: $8.0B"
    QTest.keyClick(chart, Qt.Key.Key_Up)
    assert chart.accessibleDescription() == "Headline: +$1.0B, ± $0.5B"


def test_enter_arrows_and_a_click_unfold(qtbot: QtBot, chart: BarChart) -> None:
    heard = Heard(chart, ("toggled",))
    QTest.keyClick(chart, Qt.Key.Key_Return)  # a total has no parts
    assert heard.take() == []
    QTest.keyClick(chart, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Right):
        QTest.keyClick(chart, key)
        assert heard.take() == [("toggled", "Exit terms")]
    QTest.keyClick(chart, Qt.Key.Key_Left)  # it is folded
    assert heard.take() == []
    QTest.mouseClick(chart, LEFT_BUTTON, pos=chart.row_rect(1).center())
    QTest.mouseClick(chart, LEFT_BUTTON, pos=chart.row_rect(2).center())
    QTest.mouseClick(chart, LEFT_BUTTON, pos=QPoint(20, 290))
    assert heard.take() == [("toggled", "Exit terms")]


def test_the_row_at_hand_stays_when_another_is_unfolded(qtbot: QtBot, chart: BarChart) -> None:
    for _ in range(2):
        QTest.keyClick(chart, Qt.Key.Key_Down)
    chart.show_rows(bridge_rows(BRIDGE, frozenset({"Exit terms"})))
    assert chart.accessibleDescription().startswith("Headline:")


def test_a_note_takes_the_place_of_the_bars(qtbot: QtBot, chart: BarChart) -> None:
    heard = Heard(chart, ("toggled",))
    chart.show_rows((), "no difference")
    assert chart.accessibleDescription() == "no difference"
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.mouseClick(chart, LEFT_BUTTON)
    assert heard.take() == []
    assert not chart.grab().isNull()


def test_more_rows_than_fit_ask_for_height(chart: BarChart) -> None:
    rows = scenario_rows(BARS._replace(bars=BARS.bars * 25))
    chart.show_rows(rows)
    assert chart.minimumHeight() >= 50 * 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_paints(qtbot: QtBot, chart: BarChart, theme: str) -> None:
    chart.set_tokens(tokens(theme))
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    states = [chart.grab().toImage()]
    chart.show_rows(bridge_rows(BRIDGE, frozenset({"Exit terms"})), dimmed=True)
    states.append(chart.grab().toImage())
    chart.show_rows(scenario_rows(BARS))
    states.append(chart.grab().toImage())
    chart.show_rows(_floating(100.0, 90.0, 95.0))
    states.append(chart.grab().toImage())
    chart.show_rows((), "the fleet is empty", fault=True)
    states.append(chart.grab().toImage())
    assert all(one != other for one, other in itertools.pairwise(states))
