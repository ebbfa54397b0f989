"""A chart's texts explain themselves: which are links, by mouse and by keyboard, and which not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.literals import Heard, tokens
from widgets.chart import overlay as chart_overlay
from widgets.chart.chart import Chart
from widgets.chart.curve import Curves
from widgets.chart.view import ChartView
from widgets.overview import OverviewPage
from widgets.states import Axis, Band, CardState, ChartState, Marker, Series

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# What the off-screen platform says when a window with size limits is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MONTHS = 48
SIGNALS = (
    "explain_requested",
    "figure_requested",
    "decision_drag_started",
    "decision_month_dragged",
    "decision_drag_finished",
)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SUBTITLE = QPoint(40, 36)  # a point of the subtitle's first word


def line(key: str, last: float, colour: str = "revenue") -> Series:
    return Series(key, key.title(), colour, np.linspace(10, last, MONTHS), "$1.0B")


# From the top at the right: compute, profit, revenue; in another order in the state.
STATE = ChartState(
    "Profitability",
    "first profit Apr 2026",
    Axis(1, MONTHS, ()),
    Axis(-10, 90, ()),
    (line("revenue", 0), line("compute", 80, "compute"), line("profit", 40, "profit")),
    (),
    12,
    "Q1 2027",
    "Revenue $1.0B.",
    subtitle_target="first_profit_month",
    marker=Marker(30, 70.0, "peak funding", "cash", "peak_funding"),
)
ENDS = {"revenue": 0, "compute": 80, "profit": 40}


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart(tokens("light"))
    made.resize(544, 318)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    show(made, STATE)
    return made


def show(chart: Chart, state: ChartState) -> None:
    """Show a state and paint it: what is seen is what can be clicked."""
    chart.show_state(state)
    chart.grab()


def view_of(chart: Chart) -> ChartView:
    (view,) = chart.findChildren(ChartView)
    return view


def at(chart: Chart, month: float, value: float) -> QPoint:
    """Where a month and a value are in the view, as the curves are mapped."""
    items = view_of(chart).scene().items()
    curve = next(item for item in items if isinstance(item, Curves))
    point = curve.mapToScene(QPointF(month, value))
    return QPoint(round(point.x()), round(point.y()))


def label(chart: Chart, key: str) -> QPoint:
    """A point of a label's value, right of the end of its curve."""
    return at(chart, MONTHS, ENDS[key]) + QPoint(16, 7)


def send(chart: Chart, kind: QEvent.Type, where: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """One event of the mouse, sent at once: QTest moves a real pointer, which may stay away."""
    viewport = view_of(chart).viewport()
    at_all, held = viewport.mapToGlobal(QPointF(where)), Qt.MouseButton.NoButton
    if kind is QEvent.Type.MouseMove:
        button = held
    elif kind is not QEvent.Type.MouseButtonRelease:
        held = button
    event = QMouseEvent(kind, QPointF(where), at_all, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def click(chart: Chart, where: QPoint, button: Qt.MouseButton = LEFT) -> None:
    send(chart, QEvent.Type.MouseMove, where)
    send(chart, QEvent.Type.MouseButtonPress, where, button)
    send(chart, QEvent.Type.MouseButtonRelease, where, button)


def drag(chart: Chart, start: QPoint, end: QPoint) -> None:
    send(chart, QEvent.Type.MouseButtonPress, start)
    send(chart, QEvent.Type.MouseMove, end)
    send(chart, QEvent.Type.MouseButtonRelease, end)


def accents(chart: Chart, middle: QPoint, reach: int = 12) -> int:
    """Pixels of the accent near a point of the view."""
    image = QImage(chart.size(), QImage.Format.Format_RGB32)
    chart.render(image)
    spot = middle + view_of(chart).pos()
    wanted = QColor(tokens("light").accent)
    return sum(
        image.pixelColor(x, y) == wanted
        for x in range(max(0, spot.x() - 40), min(image.width(), spot.x() + 40))
        for y in range(spot.y() - reach, spot.y() + reach)
    )


# The mouse


@pytest.mark.parametrize("key", ENDS)
def test_a_click_on_a_label_explains_it_in_the_decision_month(chart: Chart, key: str) -> None:
    heard = Heard(chart, SIGNALS)
    click(chart, label(chart, key))
    assert heard.take() == [("explain_requested", key, 12)]
    click(chart, label(chart, key) - QPoint(0, 14))  # its name, above its value
    assert heard.take() == [("explain_requested", key, 12)]


def test_the_crosshair_s_month_is_explained_where_there_is_one(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    show(chart, STATE._replace(crosshair_month=31, crosshair_text="Q4 2028"))
    click(chart, label(chart, "profit"))
    show(chart, STATE._replace(decision_month=60))  # beyond the axis, whose last month is read
    click(chart, label(chart, "profit"))
    assert heard.take() == [
        ("explain_requested", "profit", 31),
        ("explain_requested", "profit", 48),
    ]


def test_labels_that_share_a_line_and_stand_close_are_told_apart(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    chart.resize(544, 190)
    names = ("one", "two", "three", "four", "five")
    crowd = tuple(line(name, float(30 - place)) for place, name in enumerate(names))
    show(chart, STATE._replace(series=crowd, marker=None))
    x = at(chart, MONTHS, 0).x() + 16
    for y in range(30, 190):
        click(chart, QPoint(x, y))
    keys = [each[1] for each in heard.take() if each[0] == "explain_requested"]
    assert list(dict.fromkeys(keys)) == list(names)  # each in one stretch, from the top
    assert min(keys.count(name) for name in names) >= 13


def test_curves_that_stand_still_have_labels_too(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    show(chart, STATE._replace(series=STATE.series[:1], still=STATE.series[1:]))
    click(chart, label(chart, "profit"))
    assert heard.take() == [("explain_requested", "profit", 12)]


def test_subtitle_marker_and_band_explain_their_figures(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    show(chart, STATE._replace(band=Band(20, 40, "leaving pays", "exit_window_opens")))
    click(chart, SUBTITLE)
    click(chart, at(chart, 30, 70) + QPoint(20, -10))
    click(chart, QPoint(at(chart, 30, 0).x(), at(chart, 30, 90).y() + 10))
    assert heard.take() == [
        ("figure_requested", "first_profit_month"),
        ("figure_requested", "peak_funding"),
        ("figure_requested", "exit_window_opens"),
    ]


def test_a_marker_without_room_for_its_text_is_clicked_at_its_ring(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    crowd = tuple(line(f"c{last}", float(last)) for last in range(-8, 90, 3))
    show(
        chart, STATE._replace(series=crowd, marker=STATE.marker and STATE.marker._replace(value=20))
    )
    click(chart, at(chart, 30, 20))
    assert heard.take() == [("figure_requested", "peak_funding")]


def test_without_targets_they_are_no_links(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    bare = Marker(30, 70.0, "peak funding", "cash")
    show(chart, STATE._replace(subtitle_target="", marker=bare, band=Band(20, 40, "leaving pays")))
    for where in (
        SUBTITLE,
        at(chart, 30, 70) + QPoint(20, -10),
        QPoint(at(chart, 30, 0).x(), at(chart, 30, 90).y() + 10),
        at(chart, 36, 20),
    ):
        click(chart, where)
        assert view_of(chart).viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    assert heard.take() == []


def test_the_pointer_shows_what_a_click_explains(chart: Chart) -> None:
    viewport = view_of(chart).viewport()
    for where in (label(chart, "profit"), SUBTITLE, at(chart, 30, 70) + QPoint(20, -10)):
        before = accents(chart, where)
        send(chart, QEvent.Type.MouseMove, where)
        assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
        assert accents(chart, where) >= before + 20  # the line under it
        send(chart, QEvent.Type.MouseMove, at(chart, 40, 5))
        assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor
        assert accents(chart, where) == before
    send(chart, QEvent.Type.MouseMove, label(chart, "profit"))
    QApplication.sendEvent(view_of(chart), QEvent(QEvent.Type.Leave))
    assert accents(chart, label(chart, "profit")) == 0


def test_drags_explain_nothing_and_links_start_no_drag(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    drag(chart, label(chart, "profit"), label(chart, "compute"))
    drag(chart, label(chart, "profit"), at(chart, 30, 20))
    drag(chart, at(chart, 30, 20), label(chart, "profit"))
    assert heard.take() == []
    drag(chart, at(chart, 12, 20), label(chart, "profit"))
    assert heard.take() == [
        ("decision_drag_started",),
        ("decision_month_dragged", 48),
        ("decision_drag_finished",),
    ]


def test_a_label_over_the_decision_line_s_reach_is_still_a_link(chart: Chart) -> None:
    show(chart, STATE._replace(band=Band(6, 18, "leaving pays", "exit_window_opens")))
    heard = Heard(chart, SIGNALS)
    click(chart, at(chart, 12, 90) + QPoint(-11, 10))
    assert heard.take() == [("figure_requested", "exit_window_opens")]


def test_other_buttons_and_second_clicks_explain_nothing(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    where = label(chart, "profit")
    click(chart, where, RIGHT)
    assert heard.take() == []
    click(chart, where)
    send(chart, QEvent.Type.MouseButtonDblClick, where)
    send(chart, QEvent.Type.MouseButtonRelease, where)
    assert heard.take() == [("explain_requested", "profit", 12)]


def test_a_note_leaves_only_the_subtitle(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    where = label(chart, "profit")
    show(chart, STATE._replace(note="Nothing to leave"))
    click(chart, where)
    click(chart, SUBTITLE)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [("figure_requested", "first_profit_month")] * 2


def test_nothing_is_measured_for_a_frame_that_nobody_points_at(
    chart: Chart, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[object] = []
    monkeypatch.setattr(chart_overlay, "label_stand", lambda *given: measured.append(given))
    show(chart, STATE._replace(series=(line("revenue", 50),)))
    assert measured == []


# The keyboard


def test_enter_explains_the_first_label_from_the_top(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart, SIGNALS)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(chart, key)
        assert heard.take() == [("explain_requested", "compute", 12)]


def test_up_and_down_go_from_text_to_text(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart, SIGNALS)
    said = []
    for key in (*[Qt.Key.Key_Down] * 3, *[Qt.Key.Key_Up] * 5):
        QTest.keyClick(chart, key)
        assert heard.take() == []
        assert chart.request_explanation()
        ((_signal, what, *_month),) = heard.take()
        said.append(what)
    down, up = said[:3], said[3:]
    assert down == ["profit", "revenue", "revenue"]
    assert up == ["profit", "compute", "peak_funding", "first_profit_month", "first_profit_month"]


def test_digits_choose_a_label(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart, SIGNALS)
    for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_9, Qt.Key.Key_0):  # there are three
        QTest.keyClick(chart, key)
        QTest.keyClick(chart, Qt.Key.Key_Return)
    found = [each[1] for each in heard.take()]
    assert found == ["revenue", "compute", "compute", "compute"]


def test_the_one_explained_last_is_explained_again(chart: Chart) -> None:
    chart.setFocus()
    click(chart, label(chart, "revenue"))
    heard = Heard(chart, SIGNALS)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "revenue", 12)]
    show(chart, STATE._replace(series=STATE.series[1:]))
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "compute", 12)]


def test_a_key_held_down_explains_once(chart: Chart) -> None:
    chart.setFocus()
    heard = Heard(chart, SIGNALS)
    repeat = (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QTest.keyPress(chart, Qt.Key.Key_Return)
    for _ in range(3):
        QApplication.sendEvent(chart, QKeyEvent(QEvent.Type.KeyPress, *repeat))
    QTest.keyClick(chart, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard.take() == [("explain_requested", "compute", 12)]


def test_the_choice_is_shown_while_the_keyboard_is_here(chart: Chart) -> None:
    chart.clearFocus()
    profit, compute = label(chart, "profit"), label(chart, "compute")
    assert accents(chart, compute) == 0
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert accents(chart, compute) > 40
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert accents(chart, compute) == 0
    assert accents(chart, profit) > 40
    chart.clearFocus()
    assert accents(chart, profit) == 0


def test_screen_readers_hear_the_choice(chart: Chart) -> None:
    chart.setFocus()
    said = chart.accessibleDescription()
    assert said == "Revenue $1.0B. Enter explains the first; Up, Down and 1 to 9 choose."
    QTest.keyClick(chart, Qt.Key.Key_2)
    assert "Enter explains Profit;" in chart.accessibleDescription()
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Up)
    assert "Enter explains the subtitle's figure;" in chart.accessibleDescription()


def test_a_chart_without_numbers_explains_nothing(chart: Chart) -> None:
    heard = Heard(chart, SIGNALS)
    show(chart, STATE._replace(note="Nothing yet", subtitle_target=""))
    assert not chart.request_explanation()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_1):
        QTest.keyClick(chart, key)
    assert heard.take() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_paint_in_both_themes(chart: Chart, theme: str) -> None:
    plain = chart.grab().toImage()
    chart.set_tokens(tokens(theme))
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    send(chart, QEvent.Type.MouseMove, SUBTITLE)
    assert chart.grab().toImage() != plain


# The Overview


def test_the_overview_passes_on_cards_and_charts(qtbot: QtBot) -> None:
    page = OverviewPage(tokens("light"), 2)
    qtbot.addWidget(page)
    page.resize(1140, 420)
    page.show_cards((CardState("peak_funding", "Peak funding", "$828m", ""),))
    for place in range(2):
        page.show_chart(place, STATE)
    with qtbot.waitActive(page):
        page.show()
    page.grab()
    heard = Heard(page, ("explain_requested", "figure_requested"))
    QTest.mouseClick(page.strip.cards()[0], LEFT)
    click(page.charts[1], label(page.charts[1], "profit"))
    click(page.charts[0], SUBTITLE)
    assert heard.take() == [
        ("figure_requested", "peak_funding"),
        ("explain_requested", "profit", 12),
        ("figure_requested", "first_profit_month"),
    ]


# In the plot ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["revenue", "compute", "profit"])
def test_a_double_click_explains_the_nearest_curve_at_the_crosshair(chart: Chart, key: str) -> None:
    show(chart, STATE._replace(crosshair_month=20))
    heard = Heard(chart, SIGNALS)
    value = next(float(each.values[19]) for each in STATE.series if each.key == key)
    where = at(chart, 20, value) + QPoint(0, 2)
    send(chart, QEvent.Type.MouseButtonDblClick, where)
    send(chart, QEvent.Type.MouseButtonRelease, where)
    assert heard.take() == [("explain_requested", key, 20)]
