"""Fans in a chart: what is drawn where, their labels, what they explain."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.widgets.literals import Heard, tokens
from tests.widgets.uncertainty.literals import LABELS, fan, fan_chart
from widgets.chart import fan_labels
from widgets.chart.changes import changes
from widgets.chart.chart import INSET, Chart
from widgets.chart.fan_labels import ROW, place_fan_labels
from widgets.chart.layout import Box, Plot
from widgets.chart.style import ChartStyle
from widgets.chart.view import BOTTOM, TOP

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.states import ChartState

WIDTH, HEIGHT = 558, 308
PLOT = Plot(Box(52, 64, 446, 268), 1, 48, -20, 100)
SIGNALS = ("explain_requested", "figure_requested", "decision_month_dragged", "month_hovered")


def shown(qtbot: QtBot, state: ChartState, theme: str = "light") -> Chart:
    chart = Chart(tokens(theme))
    qtbot.addWidget(chart)
    chart.resize(WIDTH, HEIGHT)
    chart.show_state(state)
    chart.show()
    return chart


def colour_at(chart: Chart, month: float, value: float) -> str:
    """The pixel at a place of the plot, which ends before the labels."""
    left, right = 52.0, WIDTH - 2 * INSET - fan_labels.RIGHT
    x = INSET + left + (month - 1) * (right - left) / 47
    bottom = HEIGHT - 2 * INSET - BOTTOM
    y = INSET + bottom - (value + 20) * (bottom - TOP) / 120
    return chart.grab().toImage().pixelColor(round(x), round(y)).name()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_areas_lie_between_their_percentiles(qtbot: QtBot, theme: str) -> None:
    chart = shown(qtbot, fan_chart(), theme)
    outer, inner = (fill.name() for fill in ChartStyle(tokens(theme)).fan_fills("profit"))
    halfway = 24.5  # the rows stand at -10, 5, 15, 25 and 45
    assert colour_at(chart, halfway, 35) == outer
    assert colour_at(chart, halfway, -6) == outer
    assert colour_at(chart, halfway, 9) == inner
    assert colour_at(chart, halfway, 23) == inner
    assert colour_at(chart, halfway, 60) == tokens(theme).card


def test_the_grid_goes_through_the_areas(qtbot: QtBot) -> None:
    line = tokens("light").grid
    chart = shown(qtbot, fan_chart(fans=(fan(plan=None),)))
    column = [colour_at(chart, 40, value) for value in np.arange(49.0, 51.0, 0.25)]
    assert line in column


def test_a_month_without_a_value_leaves_a_gap(qtbot: QtBot) -> None:
    values = fan().values.copy()
    values[:, 20:30] = np.nan
    chart = shown(qtbot, fan_chart(fans=(fan(values=values, plan=None),)))
    assert colour_at(chart, 25, 35) == tokens("light").card
    assert colour_at(chart, 40, 60) == ChartStyle(tokens("light")).fan_fills("profit")[0].name()


def test_the_labels_stand_from_the_highest_percentile_down() -> None:
    placed = place_fan_labels((fan(),), PLOT)
    names = [each.label.name for each in sorted(placed, key=lambda each: each.middle)]
    assert names == ["p95", "p75", "plan", "median", "p25", "p5"]


def test_where_all_end_in_one_point_the_labels_keep_their_order() -> None:
    flat = fan(values=np.zeros((5, 48)), plan=np.zeros(48))
    placed = place_fan_labels((flat,), PLOT)
    names = [each.label.name for each in sorted(placed, key=lambda each: each.middle)]
    assert names == ["p95", "p75", "median", "plan", "p25", "p5"]


def test_without_room_the_least_important_labels_go() -> None:
    low = Plot(Box(52, 64, 446, 64 + 3 * ROW), 1, 48, -20, 100)
    names = {each.label.name for each in place_fan_labels((fan(),), low)}
    assert names == {"median", "p95", "p5", "plan"}


ENDS = st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=5)


@given(ends=ENDS, plan=st.floats(-1e6, 1e6), height=st.floats(20, 400))
def test_labels_never_stand_on_one_another(ends: list[float], plan: float, height: float) -> None:
    made = fan(values=np.outer(sorted(ends), np.ones(48)), plan=np.full(48, plan))
    plot = Plot(Box(52, 64, 446, 64 + height), 1, 48, -20, 100)
    middles = sorted(each.middle for each in place_fan_labels((made,), plot))
    assert middles
    assert all(below - above >= ROW - 1e-6 for above, below in pairwise(middles))
    assert middles[0] >= plot.box.top - 1e-6
    assert middles[-1] <= plot.box.bottom + 1e-6


def test_only_the_plan_can_be_explained_and_in_the_month_that_is_read(qtbot: QtBot) -> None:
    chart = shown(qtbot, fan_chart())
    chart.grab()
    heard = Heard(chart, SIGNALS)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "operating_profit", 48)]
    chart.show_state(fan_chart(crosshair_month=20, crosshair_text="month 20"))
    chart.grab()
    QTest.keyClick(chart, Qt.Key.Key_1)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "operating_profit", 20)]
    assert "Operating profit as planned" in chart.accessibleDescription()


def test_the_crosshair_marks_all_five(qtbot: QtBot) -> None:
    chart = shown(qtbot, fan_chart(crosshair_month=40, crosshair_text="month 40"))
    ink = tokens("light").profit
    rows = np.array([-20, 10, 30, 50, 90]) * 39 / 47
    assert [colour_at(chart, 40, value) for value in rows] == [ink] * 5


def test_a_state_with_the_same_bits_changes_nothing() -> None:
    one, other = fan_chart(), fan_chart(fans=(fan(values=fan().values.copy()),))
    assert changes(one, other) == frozenset()
    moved = fan_chart(fans=(fan(values=fan().values + 1.0),))
    assert changes(one, moved) == {"fans"}
    assert changes(one, fan_chart(fans=(fan(plan=None),))) == {"fans"}
    assert changes(one, fan_chart(fans=(fan(labels=LABELS[:1]),))) == {"fans"}
    assert changes(one, fan_chart(fans=())) == {"fans"}


def test_a_note_hides_the_fan(qtbot: QtBot) -> None:
    chart = shown(qtbot, fan_chart(note="The supplier pays: nothing to leave"))
    assert colour_at(chart, 40, 70) == tokens("light").card
