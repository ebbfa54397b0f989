"""The Trade-off view: the point by hand and by keys, what is read, the sweep, what is painted."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.widgets.hands import move
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.map_literals import GOAL, LINE, MAP, SPENDS, STATE, SWEEP, TERMS, VALUES, X, Y
from widgets.decide.map_image import map_image
from widgets.decide.map_layout import MapPlot, labels, plot_of
from widgets.decide.map_ramp import SHADES, palette
from widgets.decide.map_view import MapView
from widgets.decide.sweep_drawing import strip_place, strip_term
from widgets.painting import face

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.decide.map_plot import MapPlotView
    from widgets.decide.map_states import MapState
    from widgets.decide.sweep_rows import SweepRows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SIGNALS = (
    "point_moved",
    "value_edited",
    "gesture_started",
    "gesture_finished",
    "axes_chosen",
    "figure_chosen",
    "explain_requested",
)


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1080, 640)
    made.show_state(STATE)
    made.show()
    return made


def plot_view(view: MapView) -> MapPlotView:
    return view.map.plot


def box(view: MapView) -> MapPlot:
    plot = view.map.plot.plot()
    assert plot is not None
    return plot


def place(view: MapView, x: float, y: float) -> QPoint:
    return box(view).point(x, y).toPoint()


# The point ----------------------------------------------------------------------------------


def test_a_click_sets_both_inputs_on_their_sliders_steps_as_one_gesture(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    QTest.mouseClick(plot_view(view), LEFT_BUTTON, pos=place(view, 48.0, 1750.0))
    assert [name for name, *_ in heard.all] == [
        "gesture_started",
        "point_moved",
        "gesture_finished",
    ]
    _, x, y = heard.all[1]
    assert abs(x - 48) <= 1
    assert x == round(x)
    assert abs(y - 1750) <= 25
    assert y % 25 == 0


def test_a_drag_of_the_point_is_one_gesture_and_keeps_its_grip(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    plot, start = plot_view(view), place(view, 36.0, 1250.0)
    QTest.mousePress(plot, LEFT_BUTTON, pos=start + QPoint(5, 4))
    assert [name for name, *_ in heard.take()] == ["gesture_started"]  # taking it moves nothing
    move(plot, place(view, 48.0, 1250.0) + QPoint(5, 4), LEFT_BUTTON)
    move(plot, place(view, 54.0, 750.0) + QPoint(5, 4), LEFT_BUTTON)
    QTest.mouseRelease(plot, LEFT_BUTTON, pos=place(view, 54.0, 750.0) + QPoint(5, 4))
    moves = heard.take()
    assert moves[-1] == ("gesture_finished",)
    assert {name for name, *_ in moves[:-1]} == {"point_moved"}
    _, x, y = moves[-2]
    assert (x, y) == (pytest.approx(54, abs=1), pytest.approx(750, abs=25))


def test_the_point_stops_at_the_map_s_edge(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    plot = plot_view(view)
    QTest.mousePress(plot, LEFT_BUTTON, pos=place(view, 36.0, 1250.0))
    move(plot, QPoint(plot.width() + 50, -80), LEFT_BUTTON)
    QTest.mouseRelease(plot, LEFT_BUTTON)
    assert heard.all[-2] == ("point_moved", 60.0, 2000.0)


def test_while_the_hand_acts_the_point_is_where_the_hand_is(view: MapView) -> None:
    plot = plot_view(view)
    QTest.mousePress(plot, LEFT_BUTTON, pos=place(view, 48.0, 1750.0))
    hand = plot.point()
    view.show_state(STATE)  # a late state still has the old point
    assert plot.point() == hand != (36.0, 1250.0)
    QTest.mouseRelease(plot, LEFT_BUTTON, pos=place(view, 48.0, 1750.0))
    assert plot.point() == (36.0, 1250.0)


@pytest.mark.parametrize(
    ("key", "point"),
    [
        (Qt.Key.Key_Left, (35.0, 1250.0)),
        (Qt.Key.Key_Right, (37.0, 1250.0)),
        (Qt.Key.Key_Up, (36.0, 1275.0)),
        (Qt.Key.Key_Down, (36.0, 1225.0)),
    ],
)
def test_arrow_keys_move_by_the_sliders_steps(
    view: MapView, key: Qt.Key, point: tuple[float, float]
) -> None:
    heard = Heard(view, SIGNALS)
    QTest.keyClick(plot_view(view), key)
    assert heard.take() == [("gesture_started",), ("point_moved", *point), ("gesture_finished",)]


def test_shift_moves_by_ten_and_no_further_than_the_map(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    plot, shift = plot_view(view), Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(plot, Qt.Key.Key_Right, shift)
    assert ("point_moved", 46.0, 1250.0) in heard.take()
    state = STATE._replace(map=MAP._replace(x=X._replace(present=58.0)))
    view.show_state(state)
    QTest.keyClick(plot, Qt.Key.Key_Right, shift)
    assert ("point_moved", 60.0, 1250.0) in heard.take()


def test_a_value_off_the_grid_goes_to_the_next_step(view: MapView) -> None:
    view.show_state(STATE._replace(map=MAP._replace(y=Y._replace(present=1260.0))))
    heard = Heard(view, SIGNALS)
    QTest.keyClick(plot_view(view), Qt.Key.Key_Up)
    assert ("point_moved", 36.0, 1275.0) in heard.take()


def test_a_held_key_is_one_gesture(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    plot = plot_view(view)
    QTest.keyPress(plot, Qt.Key.Key_Right)
    QTest.keyPress(plot, Qt.Key.Key_Up)
    QTest.keyRelease(plot, Qt.Key.Key_Right)
    assert "gesture_finished" not in [name for name, *_ in heard.all]
    QTest.keyRelease(plot, Qt.Key.Key_Up)
    names = [name for name, *_ in heard.all]
    assert names == ["gesture_started", "point_moved", "point_moved", "gesture_finished"]


def test_losing_the_focus_ends_the_gesture(view: MapView, qtbot: QtBot) -> None:
    heard = Heard(view, SIGNALS)
    plot = plot_view(view)
    view.activateWindow()
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    QTest.keyPress(plot, Qt.Key.Key_Right)
    view.sweep.rows.setFocus()
    assert heard.take()[-1] == ("gesture_finished",)


def test_enter_explains_the_figure(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    QTest.keyClick(plot_view(view), Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "exit_cost", 0)]


# Reading ------------------------------------------------------------------------------------


def test_the_cell_under_the_pointer_is_read(view: MapView) -> None:
    assert view.map.reading() == MAP.here
    for row, column in itertools.product(range(len(SPENDS)), range(len(TERMS))):
        inside = box(view).cell_box(row, column).center().toPoint()
        move(plot_view(view), inside)
        assert view.map.reading() == f"cell {row} {column}"
    move(plot_view(view), QPoint(2, 2))
    assert view.map.reading() == MAP.here


def test_what_is_pointed_at_is_read_anew_in_another_state(view: MapView) -> None:
    move(plot_view(view), box(view).cell_box(3, 4).center().toPoint())
    small = MAP._replace(
        values=VALUES[:2], y=Y._replace(grid=SPENDS[:2]), read=lambda row, _column: f"new {row}"
    )
    view.show_state(STATE._replace(map=small))
    assert view.map.reading() == "new 1"


def test_it_tells_a_screen_reader(view: MapView) -> None:
    assert plot_view(view).accessibleName() == "Trade-off map: Exit cost by term and spend."
    assert plot_view(view).accessibleDescription() == MAP.here


def test_old_news_says_so_and_waiting_too(view: MapView) -> None:
    texts = [label.text() for label in view.map.findChildren(QLabel)]
    assert "updating…" not in texts
    view.show_state(STATE._replace(fresh=False))
    texts = [label.text() for label in view.map.findChildren(QLabel)]
    assert "updating…" in texts
    view.show_state(STATE._replace(map=None, sweep=None))
    assert not plot_view(view).isVisible()
    assert not view.sweep.rows.isVisible()


def test_a_fault_stands_in_place_of_the_map(view: MapView) -> None:
    view.show_state(STATE._replace(fault="Term length is on both axes"))
    assert not plot_view(view).isVisible()


# Choosing -----------------------------------------------------------------------------------


def test_axes_are_chosen_and_swapped(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    view.map.across.chosen.emit("revenue_growth")
    view.map.up.chosen.emit("revenue_growth")
    view.map.swap.click()
    assert heard.take() == [
        ("axes_chosen", "revenue_growth", "monthly_spend"),
        ("axes_chosen", "term_months", "revenue_growth"),
        ("axes_chosen", "monthly_spend", "term_months"),
    ]


def test_the_other_axis_gives_its_input_away_by_a_swap(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    view.map.across.chosen.emit("monthly_spend")
    view.map.up.chosen.emit("term_months")
    assert heard.take() == [("axes_chosen", "monthly_spend", "term_months")] * 2


def test_the_figure_is_chosen(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    view.map.figure.chosen.emit("regret")
    assert heard.take() == [("figure_chosen", "regret")]


# The picture --------------------------------------------------------------------------------


def plain(state: MapState, width: int = 200, height: int = 120) -> MapPlot:
    return plot_of(state, width, height, 0.0)


def pixel(state: MapState, x: float, y: float) -> QColor:
    """The colour at inputs, of a picture of a size that has odd cells."""
    image = map_image(state, 480, 320, tokens("light"))
    across = (x - TERMS[0]) / (TERMS[-1] - TERMS[0]) * (image.width() - 1)
    down = (SPENDS[-1] - y) / (SPENDS[-1] - SPENDS[0]) * (image.height() - 1)
    return image.pixelColor(round(across), round(down))


def shade(value: float, *, missed: bool = False) -> QColor:
    place = round(value / 120.0 * (SHADES - 1)) + (SHADES if missed else 0)
    return QColor.fromRgba(int(palette(tokens("light"), signed=False)[place]))


def near(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb(), other.getRgb(), strict=True)  # type: ignore[call-overload]
    return all(abs(a - b) <= 4 for a, b in pairs)


@pytest.mark.parametrize("stepped", [False, True])
def test_each_cell_has_the_colour_of_its_value(stepped: bool) -> None:
    state = MAP._replace(stepped=stepped)
    for row, column in itertools.product(range(len(SPENDS)), range(len(TERMS))):
        found = pixel(state, TERMS[column], SPENDS[row])
        assert near(found, shade(VALUES[row, column]))


def test_between_cells_it_is_smooth_or_goes_in_steps() -> None:
    between = 30.5  # a bit more than half way from 24 to 36 months
    value = SPENDS[2] * between / 1000.0
    assert near(pixel(MAP, between, SPENDS[2]), shade(value))
    stepped = MAP._replace(stepped=True)
    assert near(pixel(stepped, between, SPENDS[2]), shade(VALUES[2, 2]))


def test_what_misses_the_goal_is_grey_and_as_light_as_before() -> None:
    state = MAP._replace(goal=GOAL)
    met, missed = pixel(state, 12.0, 500.0), pixel(state, 60.0, 2000.0)
    assert near(met, shade(6.0))
    assert near(missed, shade(120.0, missed=True))
    assert missed.saturationF() < 0.25 < shade(120.0).saturationF()
    assert abs(_lightness(missed) - _lightness(shade(120.0))) < 0.06


def test_cells_without_a_value_have_the_card_s_colour() -> None:
    values = VALUES.copy()
    values[1, 1:3] = np.nan
    state = MAP._replace(values=values)
    assert pixel(state, 24.0, 1000.0) == QColor(tokens("light").card)
    assert near(pixel(state, 48.0, 1000.0), shade(48.0))


def test_a_map_without_any_value_is_all_the_card_s_colour() -> None:
    state = MAP._replace(values=np.full_like(VALUES, np.nan))
    assert pixel(state, 36.0, 1000.0) == QColor(tokens("light").card)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("signed", [False, True])
def test_the_ramp_is_even_and_goes_one_way(theme: str, signed: bool) -> None:
    own = tokens(theme)
    shades = [QColor.fromRgba(int(each)) for each in palette(own, signed=signed)[:SHADES]]
    light = np.array([_lightness(each) for each in shades])
    if signed:
        middle = SHADES // 2
        light = np.concatenate([light[middle - 1 :: -1], light[middle:]])
        assert not near(shades[0], shades[-1])
        light = light[middle:]
    steps = np.diff(light)
    direction = 1 if own.dark else -1
    assert (direction * steps).min() > -0.004  # but for the rounding to whole colours
    quarters = np.abs(np.diff(light[:: (len(light) - 1) // 4][:5]))
    assert quarters.max() < 1.5 * quarters.min()


def _lightness(ink: QColor) -> float:
    """CIE L*, 0 to 1: another measure than the one that the ramp is made with."""
    parts = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (ink.redF(), ink.greenF(), ink.blueF())
    ]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return 1.16 * math.cbrt(luminance) - 0.16 if luminance > 0.008856 else 9.033 * luminance


def test_places_on_the_map_are_inputs_and_back() -> None:
    plot = plain(MAP)
    for x, y in ((12.0, 500.0), (60.0, 2000.0), (37.5, 1234.5)):
        assert plot.values(plot.point(x, y)) == pytest.approx((x, y))
    assert plot.values(QPointF(-99, 999)) == (12.0, 500.0)
    assert plot.cell(plot.point(31.0, 1240.0)) == (1, 2)


def test_cells_cover_the_map_without_gaps() -> None:
    plot = plain(MAP, 480, 320)
    area = sum(
        plot.cell_box(row, column).width() * plot.cell_box(row, column).height()
        for row, column in itertools.product(range(4), range(5))
    )
    assert area == pytest.approx(plot.box.width() * plot.box.height())


def test_labels_do_not_meet() -> None:
    plot = plain(MAP, 600, 400)
    line = plot.line(LINE)
    found = labels([(f"${each}B", [line]) for each in range(4)], plot.box, face(11))
    assert 1 < len(found) <= 4
    for one, other in itertools.combinations(found, 2):
        assert not one.box.intersects(other.box)
    assert all(plot.box.contains(label.box) for label in found)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1080, 640), (920, 390), (700, 600)])
def test_it_paints_at_every_size(qtbot: QtBot, theme: str, size: tuple[int, int]) -> None:
    made = MapView(tokens(theme))
    qtbot.addWidget(made)
    made.resize(*size)
    values = VALUES.copy()
    values[0] = np.nan
    state = MAP._replace(goal=GOAL, values=values, missing="no profit", note="It ends later.")
    made.show_state(STATE._replace(map=state))
    made.show()
    move(made.map.plot, QPoint(150, 120))
    assert not made.grab().isNull()
    made.set_tokens(tokens("dark" if theme == "light" else "light"))
    assert not made.grab().isNull()


# The sweep ----------------------------------------------------------------------------------


def rows(view: MapView) -> SweepRows:
    return view.sweep.rows


def on_strip(view: MapView, row: int, term: float) -> QPoint:
    rect = rows(view).row_rect(row)
    return QPoint(round(strip_place(SWEEP, rows(view).width(), term)), rect.bottom() - 10)


def test_a_click_on_a_strip_sets_the_term(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    QTest.mouseClick(rows(view), LEFT_BUTTON, pos=on_strip(view, 1, 60))
    assert heard.take() == [
        ("gesture_started",),
        ("value_edited", "term_months", 60.0),
        ("gesture_finished",),
    ]


def test_a_drag_along_a_strip_is_one_gesture_and_stays_on_it(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    QTest.mousePress(rows(view), LEFT_BUTTON, pos=on_strip(view, 0, 36))
    move(rows(view), on_strip(view, 0, 50), LEFT_BUTTON)
    move(rows(view), QPoint(5000, 2), LEFT_BUTTON)
    QTest.mouseRelease(rows(view), LEFT_BUTTON)
    assert heard.take() == [
        ("gesture_started",),
        ("value_edited", "term_months", 50.0),
        ("value_edited", "term_months", 96.0),
        ("gesture_finished",),
    ]


def test_a_click_on_the_words_explains_the_figure(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    words = rows(view).row_rect(1).topLeft() + QPoint(80, 12)
    QTest.mouseClick(rows(view), LEFT_BUTTON, pos=words)
    assert heard.take() == [("explain_requested", "first_profit_month", 0)]


def test_a_press_that_is_let_go_elsewhere_explains_nothing(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    QTest.mousePress(rows(view), LEFT_BUTTON, pos=rows(view).row_rect(1).topLeft() + QPoint(80, 9))
    QTest.mouseRelease(rows(view), LEFT_BUTTON, pos=rows(view).row_rect(2).center())
    assert heard.take() == []


def test_keys_walk_the_rows_and_change_the_term(view: MapView) -> None:
    heard = Heard(view, SIGNALS)
    QTest.keyClick(rows(view), Qt.Key.Key_End)
    QTest.keyClick(rows(view), Qt.Key.Key_Up)
    assert "Profit comes within a year" in rows(view).accessibleDescription()
    QTest.keyClick(rows(view), Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "first_profit_month", 0)]
    for key, term in (
        (Qt.Key.Key_Right, 37.0),
        (Qt.Key.Key_Left, 35.0),
        (Qt.Key.Key_PageUp, 48.0),
        (Qt.Key.Key_PageDown, 24.0),
    ):
        QTest.keyClick(rows(view), key)
        assert ("value_edited", "term_months", term) in heard.take()


def test_terms_and_places_are_each_other_s_way_back() -> None:
    for term in range(12, 97):
        assert round(strip_term(SWEEP, 430, strip_place(SWEEP, 430, term))) == term


def test_a_sweep_of_fewer_rows_keeps_a_row(view: MapView) -> None:
    QTest.keyClick(rows(view), Qt.Key.Key_End)
    view.show_state(STATE._replace(sweep=SWEEP._replace(rows=SWEEP.rows[:1], note="They fit.")))
    assert rows(view).accessibleDescription().startswith("Goal")
    assert not view.grab().isNull()
