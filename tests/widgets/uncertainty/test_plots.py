"""Probability bars, histogram and convergence: read by pointer and keys, explained by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.uncertainty.literals import figure, frame, histogram, quarters, sustained
from widgets.chart.chart import INSET
from widgets.uncertainty.convergence_chart import ConvergenceChart
from widgets.uncertainty.histogram import Histogram
from widgets.uncertainty.probability_chart import ProbabilityChart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.uncertainty.plot_card import PlotCard
    from widgets.uncertainty.states import HistogramState, ProbabilityState

BARS = ("month_read", "explain_requested")


@pytest.fixture
def bars(qtbot: QtBot) -> ProbabilityChart:
    chart = ProbabilityChart(tokens("light"))
    qtbot.addWidget(chart)
    return shown(chart, quarters())


def shown(chart: ProbabilityChart, state: ProbabilityState) -> ProbabilityChart:
    chart.resize(400, 300)
    chart.show_state(state)
    chart.show()
    return chart


def where(chart: PlotCard, x: float, share: float) -> QPoint:
    plot = chart.plot()
    assert plot is not None
    return QPoint(round(plot.x(x)) + INSET, round(plot.y(share)) + INSET)


def move(chart: PlotCard, at: QPoint) -> None:
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    where_to, kind = QPointF(at), QEvent.Type.MouseMove
    on_screen = chart.mapToGlobal(where_to)
    QApplication.sendEvent(chart, QMouseEvent(kind, where_to, on_screen, none, none, plain))


def test_a_bar_is_as_high_as_its_share(bars: ProbabilityChart) -> None:
    picture, card = bars.grab().toImage(), QColor(tokens("light").card)
    for place in (4, 8, 16):
        share = (place - 1) / 15
        assert picture.pixelColor(where(bars, place, share - 0.03)) != card
    assert picture.pixelColor(where(bars, 4, 3 / 15 + 0.15)) == card


def test_keys_go_from_bar_to_bar_and_say_what_is_read(bars: ProbabilityChart) -> None:
    heard = Heard(bars, BARS)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        QTest.keyClick(bars, key)
    assert heard.take() == [("month_read", month) for month in (6, 48, 36, 3)]
    assert "quarter 1 · 50% of draws" in bars.accessibleDescription()
    QTest.keyClick(bars, Qt.Key.Key_Left)  # there is nothing before the first
    assert heard.take() == [("month_read", 3)]


def test_enter_and_a_click_explain_the_bars_month(bars: ProbabilityChart) -> None:
    heard = Heard(bars, ("explain_requested",))
    QTest.keyClick(bars, Qt.Key.Key_End)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "quarter_profit", 48)]
    move(bars, where(bars, 5, 0.1))
    QTest.mouseClick(bars, LEFT_BUTTON, pos=where(bars, 5, 0.1))
    assert heard.take() == [("explain_requested", "quarter_profit", 15)]


def test_a_headline_figure_is_explained_without_a_month(bars: ProbabilityChart) -> None:
    bars.show_state(sustained())
    heard = Heard(bars, BARS)
    QTest.keyClick(bars, Qt.Key.Key_End)
    QTest.keyClick(bars, Qt.Key.Key_Space)
    told = [("month_read", 48), ("explain_requested", "sustained_profit_month", 0)]
    assert heard.take() == told


def test_the_pointer_reads_and_leaves(bars: ProbabilityChart) -> None:
    heard = Heard(bars, ("month_read",))
    move(bars, where(bars, 5, 0.1))
    assert bars.reading() == 4
    move(bars, QPoint(2, 2))
    assert heard.take() == [("month_read", 15), ("month_read", 0)]
    assert bars.reading() is None


def test_what_the_other_charts_read_is_read_here(bars: ProbabilityChart) -> None:
    before = bars.grab().toImage()
    bars.show_state(quarters(frame=frame(16, read=7)))
    assert bars.reading() == 7
    assert bars.grab().toImage() != before


def test_fewer_bars_than_before_are_read_from_the_last(bars: ProbabilityChart) -> None:
    QTest.keyClick(bars, Qt.Key.Key_End)
    bars.show_state(quarters(4))
    QTest.keyClick(bars, Qt.Key.Key_Left)
    assert "quarter 3" in bars.accessibleDescription()


def test_steps_leave_no_gaps(bars: ProbabilityChart) -> None:
    level = sustained()._replace(shares=np.full(48, 0.8))
    for width in (287, 400, 611):
        bars.resize(width, 300)
        bars.show_state(level)
        picture = bars.grab().toImage()
        first, last = where(bars, 1, 0.5), where(bars, 48, 0.5)
        row = {picture.pixelColor(x, first.y()).name() for x in range(first.x(), last.x())}
        assert len(row - {tokens("light").grid}) <= 1


def test_a_note_stands_in_place_of_the_bars(bars: ProbabilityChart) -> None:
    bars.show_state(quarters(frame=frame(16, note="No complete quarter to the horizon")))
    heard = Heard(bars, BARS)
    move(bars, QPoint(200, 200))
    QTest.keyClick(bars, Qt.Key.Key_Right)
    assert heard.take() == []


def plotted(qtbot: QtBot, state: HistogramState) -> Histogram:
    chart = Histogram(tokens("dark"))
    qtbot.addWidget(chart)
    chart.resize(640, 320)
    chart.show_state(state)
    chart.show()
    return chart


def test_what_does_not_exist_is_the_last_place_and_has_its_own_scale(qtbot: QtBot) -> None:
    chart = plotted(qtbot, histogram())
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert "does not exist · 23% of draws" in chart.accessibleDescription()
    plot = chart.plot()
    assert plot is not None
    beside = QPoint(round(plot.box.right) + 28 + 17 + INSET, round(plot.box.bottom) - 4)
    move(chart, beside)
    assert chart.reading() == 4


def test_a_figure_that_always_exists_has_the_whole_card(qtbot: QtBot) -> None:
    wide = plotted(qtbot, histogram(absent=None)).plot()
    narrow = plotted(qtbot, histogram()).plot()
    assert wide is not None
    assert narrow is not None
    assert wide.box.width > narrow.box.width + 150


def test_a_click_on_a_bar_asks_for_the_figure(qtbot: QtBot) -> None:
    chart = plotted(qtbot, histogram())
    heard = Heard(chart, ("place_chosen",))
    move(chart, where(chart, 15, 0.1))
    QTest.mouseClick(chart, LEFT_BUTTON, pos=where(chart, 15, 0.1))
    assert heard.take() == [("place_chosen", 1)]


def test_convergence_is_read_by_keys_and_explains_nothing(qtbot: QtBot) -> None:
    chart = ConvergenceChart(tokens("light"))
    qtbot.addWidget(chart)
    chart.resize(500, 260)
    state = figure().convergence
    assert state is not None
    chart.show_state(state)
    chart.show()
    heard = Heard(chart, ("place_read", "place_chosen"))
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [("place_read", 1)]
    assert not chart.grab().isNull()


@pytest.mark.parametrize("size", [(280, 160), (285, 205), (1400, 900)])
def test_every_size_paints(qtbot: QtBot, size: tuple[int, int]) -> None:
    for chart in (ProbabilityChart(tokens("dark")), Histogram(tokens("dark"))):
        qtbot.addWidget(chart)
        chart.resize(*size)
        if isinstance(chart, Histogram):
            chart.show_state(histogram())
        else:
            chart.show_state(quarters())
        assert not chart.grab().isNull()
