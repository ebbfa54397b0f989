"""The Alternatives view under the hand: figures, chart, regrets, the supplier's bars, the zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.widgets.hands import move
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.map_literals import X, Y
from tests.widgets.others_literals import (
    BUYER_GAINS,
    EMPTY,
    LOADING,
    MAP,
    STALE,
    STATE,
    SUPPLIER_GAINS,
    ZONE,
)
from widgets.chart.view import ChartView
from widgets.decide.map_layout import plot_of
from widgets.decide.others_states import AREAS, BOTH, BUYER, NEITHER, SUPPLIER, ZoneMap
from widgets.decide.others_view import OthersView
from widgets.decide.others_zone_drawing import areas_of, names

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.decide.map_layout import MapPlot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = (
    "explain_requested",
    "value_edited",
    "gesture_started",
    "gesture_finished",
    "point_moved",
    "month_hovered",
)
SIZES = ((1120, 680), (960, 480), (600, 700))  # the last one is stacked


@pytest.fixture
def view(qtbot: QtBot) -> OthersView:
    made = OthersView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(*SIZES[0])
    made.show_state(STATE)
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def heard(view: OthersView) -> Heard:
    return Heard(view, SIGNALS)


def plot(view: OthersView) -> MapPlot:
    found = view.zone.plot.plot()
    assert found is not None
    return found


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


# Build, rent or sign ------------------------------------------------------------------------


def test_a_click_or_enter_on_a_figure_explains_it(view: OthersView, heard: Heard) -> None:
    contract, _demand, _own, resale = view.build.figures
    QTest.mouseClick(contract, LEFT_BUTTON)
    QTest.keyClick(resale, Qt.Key.Key_Return)
    assert heard.take() == [
        ("explain_requested", "contract_pv", 0),
        ("explain_requested", "own_residual", 36),
    ]


def test_figures_say_what_they_are(view: OthersView) -> None:
    assert [figure.accessibleName() for figure in view.build.figures] == [
        "Contract: $38.1B, +$7.15B",
        "On demand: $38.3B, +$7.42B",
        "Owning: $30.9B, cheapest",
        "Resale value: $8.24B, in Mar 2029",
    ]
    assert view.build.figures[0].toolTip() == "Contract: $38.1B"


def test_the_chart_s_labels_and_marks_explain(view: OthersView, heard: Heard) -> None:
    chart = view.build.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_1)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_Up)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert heard.take() == [
        ("explain_requested", "contract_cash_to_date", 4),
        ("explain_requested", "own_crossover_month", 0),
    ]


def test_the_decision_month_is_moved_in_one_gesture(view: OthersView, heard: Heard) -> None:
    QTest.keyClick(view.build.chart, Qt.Key.Key_Right)
    assert heard.take() == [
        ("gesture_started",),
        ("value_edited", "decision_month", 3.0),
        ("gesture_finished",),
    ]


def test_the_chart_is_a_part_of_its_card(view: OthersView) -> None:
    """No border of its own within the card's."""
    chart, card = view.build.chart, QColor(tokens("light").card)
    picture = chart.grab().toImage()
    ratio = picture.devicePixelRatio()
    edges = [picture.pixelColor(0, round(y * ratio)) for y in (10, 40, 80)]
    assert all(edge == card for edge in edges)


# Regrets ------------------------------------------------------------------------------------


def test_the_cheapest_is_marked_by_more_than_colour(view: OthersView) -> None:
    table = view.regrets.view
    index = table.comparison.place(1, "now")
    assert table.comparison.cell(index) == STATE.regrets.table.rows[0].cells[1]
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "best" in spoken
    assert view.regrets.words.accessibleName() == "On demand is the choice."


# The other side -----------------------------------------------------------------------------


def test_a_bar_explains_what_stands_before_its_colon(view: OthersView, heard: Heard) -> None:
    bars = view.supplier.figure.bars
    QTest.mouseClick(bars, LEFT_BUTTON, pos=bars.row_rect(1).center())
    QTest.keyClick(bars, Qt.Key.Key_End)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert heard.take() == [
        ("explain_requested", "supplier_cost_pv", 0),
        ("explain_requested", "supplier_npv", 0),
    ]


# The zone -----------------------------------------------------------------------------------


def test_the_point_is_moved_by_hand_in_one_gesture(view: OthersView, heard: Heard) -> None:
    target = view.zone.plot
    QTest.mousePress(target, LEFT_BUTTON, pos=plot(view).point(36.0, 1250.0).toPoint())
    move(target, plot(view).point(48.0, 750.0).toPoint(), LEFT_BUTTON)
    QTest.mouseRelease(target, LEFT_BUTTON, pos=plot(view).point(48.0, 750.0).toPoint())
    first, *moves, last = heard.take()
    assert (first, last) == (("gesture_started",), ("gesture_finished",))
    name, term, spend = moves[-1]
    assert name == "point_moved"
    assert (term, spend) == (pytest.approx(48, abs=1), pytest.approx(750, abs=25))


def test_the_point_is_moved_by_keys_on_the_sliders_steps(view: OthersView, heard: Heard) -> None:
    QTest.keyClick(view.zone.plot, Qt.Key.Key_Right)
    QTest.keyClick(view.zone.plot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [each for each in heard.take() if each[0] == "point_moved"] == [
        ("point_moved", 37.0, 1250.0),
        ("point_moved", 36.0, 1000.0),
    ]


def test_enter_on_the_map_explains_what_the_contract_is_worth(
    view: OthersView, heard: Heard
) -> None:
    QTest.keyClick(view.zone.plot, Qt.Key.Key_Return)
    assert heard.take() == [("explain_requested", "zopa_ceiling", 0)]


def test_the_cell_under_the_pointer_is_read_and_else_the_point(view: OthersView) -> None:
    assert view.zone.reading.text() == MAP.here
    move(view.zone.plot, plot(view).point(24.0, 1500.0).toPoint())
    assert view.zone.reading.text() == "cell 2 1"
    QApplication.sendEvent(view.zone.plot, QEvent(QEvent.Type.Leave))
    assert view.zone.reading.text() == MAP.here


def test_the_map_says_what_it_is(view: OthersView) -> None:
    assert view.zone.plot.accessibleName() == (
        "Zone of possible agreement: Who gains, by term and spend."
    )
    assert view.zone.plot.accessibleDescription() == MAP.here


def test_areas_are_who_gains() -> None:
    """By hand: the buyer below the falling line, the supplier above $750m."""
    zone = ZoneMap(MAP, SUPPLIER_GAINS)
    found = areas_of(zone, 480, 300)
    assert found.shape == (300, 480)
    terms = 12.0 + 48.0 * (np.arange(480) + 0.5) / 480
    spends = 500.0 + 1500.0 * (np.arange(300) + 0.5) / 300
    for row in range(0, 300, 37):
        for column in range(0, 480, 41):
            buyer = 1250.0 - 10.0 * (terms[column] - 12.0) - spends[row] > 0
            supplier = spends[row] - 750.0 > 0
            assert found[row, column] == buyer + 2 * supplier


def test_each_area_s_name_stands_in_it_and_on_no_other() -> None:
    zone = ZoneMap(MAP, SUPPLIER_GAINS)
    drawn = plot_of(MAP, 520, 400, 0.0)
    found = names(zone, drawn)
    assert {label.text for label in found.areas} == {AREAS[BOTH], AREAS[BUYER], AREAS[SUPPLIER]}
    assert not found.others
    assert [label.text for label in found.limits] == ["supplier's floor", "buyer's ceiling"]
    kinds = {AREAS[BUYER]: BUYER, AREAS[SUPPLIER]: SUPPLIER, AREAS[BOTH]: BOTH}
    for label in found.areas:
        assert drawn.box.contains(label.box)
        for corner in (label.box.topLeft(), label.box.bottomRight(), label.box.topRight()):
            term, spend = drawn.values(corner)
            buyer = 1250.0 - 10.0 * (term - 12.0) - spend > 0
            assert buyer + 2 * (spend - 750.0 > 0) == kinds[label.text]
    boxes = [label.box for label in (*found.areas, *found.limits)]
    for place, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[place + 1 :])


def test_an_area_without_room_for_its_name_is_in_the_line_below(view: OthersView) -> None:
    gains = BUYER_GAINS.copy()
    gains[:] = -1.0  # the buyer gains nowhere
    supplier = SUPPLIER_GAINS.copy()
    supplier[:] = 1.0
    supplier[0, 0] = -0.5  # and in one corner nobody does
    zone = ZoneMap(MAP._replace(values=gains, contours=()), supplier)
    found = names(zone, plot_of(zone.map, 520, 400, 0.0))
    assert [label.text for label in found.areas] == [AREAS[SUPPLIER]]
    assert found.others == [NEITHER]
    before = plot(view).box.height()
    view.zone.show_state(ZONE._replace(zone=zone))
    assert plot(view).box.height() == before - 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_patterns_tell_the_areas_apart_without_colour(qtbot: QtBot, theme: str) -> None:
    view = OthersView(tokens(theme))
    qtbot.addWidget(view)
    view.resize(*SIZES[0])
    view.show_state(STATE)
    view.show()
    QApplication.processEvents()
    picture = view.zone.plot.grab().toImage()
    ratio = picture.devicePixelRatio()

    def shades(term: float, spend: float) -> tuple[set[int], set[int]]:
        """The colours along a falling and along a rising diagonal."""
        at = plot(view).point(term, spend).toPoint() * ratio
        falling = {picture.pixel(at.x() + step, at.y() + step) for step in range(8)}
        rising = {picture.pixel(at.x() + step, at.y() - step) for step in range(8)}
        return falling, rising

    falling, rising = shades(15.0, 1000.0)  # both gain: plain
    assert len(falling) == len(rising) == 1
    falling, rising = shades(54.0, 1800.0)  # the supplier: stripes that fall
    assert len(falling) == 1
    assert len(rising) == 2
    falling, rising = shades(15.0, 625.0)  # the buyer: stripes that rise
    assert len(falling) == 2
    assert len(rising) == 1


def test_only_the_point_is_painted_while_it_moves(view: OthersView) -> None:
    target = view.zone.plot
    layer = target._layer
    moved = MAP._replace(x=X._replace(present=48.0), y=Y._replace(present=900.0))
    view.zone.show_state(ZONE._replace(zone=ZoneMap(moved, SUPPLIER_GAINS)))
    view.repaint()
    assert target._layer is layer
    assert target._current
    assert target.point() == (48.0, 900.0)


# States -------------------------------------------------------------------------------------


def test_where_there_is_no_contract_every_card_says_so(view: OthersView) -> None:
    view.show_state(EMPTY)
    assert not any(figure.isVisible() for figure in view.build.figures)
    assert not view.build.chart.isVisible()
    assert "The supplier pays: no fee to agree on." in texts(view.zone)
    assert not view.zone.plot.isVisible()
    assert view.supplier.figure.bars.note() == "The supplier pays: it receives nothing."
    view.show_state(STATE)
    assert view.build.chart.isVisible()
    assert view.zone.plot.isVisible()
    assert view.supplier.figure.bars.note() == ""


def test_what_is_not_there_yet_says_that_it_is_worked_out(view: OthersView) -> None:
    view.show_state(LOADING)
    assert "Working out who gains where…" in texts(view.zone)
    assert view.zone.words.isVisible()
    assert view.supplier.figure.bars.note() == "Working out the supplier's account…"
    assert view.regrets.words.accessibleName() == "Working out…"


def test_what_is_of_an_earlier_scenario_says_so(view: OthersView) -> None:
    assert view.zone.status.accessibleName() == ""
    view.show_state(STALE)
    assert view.zone.status.accessibleName() == "updating…"
    assert view.supplier.status.accessibleName() == "updating…"
    assert view.supplier.figure.bars.is_dimmed()


@pytest.mark.parametrize("size", SIZES)
def test_no_part_is_cut_off(view: OthersView, size: tuple[int, int]) -> None:
    """Where the page is low or narrow it scrolls; no card is squeezed under its parts."""
    view.resize(*size)
    QApplication.processEvents()
    assert view.board.is_stacked() == (size[0] < 760)
    for card in (view.build, view.regrets, view.zone, view.supplier):
        for part in card.findChildren(QWidget):
            if part.parentWidget() is card and part.isVisible():
                assert card.rect().contains(part.geometry()), (card, part)
    assert view.build.chart.plot_size().height() >= 150
    assert plot(view).box.height() >= 100


def test_every_part_is_reached_by_tab(view: OthersView) -> None:
    view.activateWindow()
    view.build.figures[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _step in range(40):
        reached.add(view.focusWidget())
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    wanted: set[QWidget] = {
        *view.build.figures,
        view.build.words,
        view.build.chart,
        view.regrets.copy_button,
        view.regrets.view,
        view.zone.words,
        view.zone.plot,
        view.supplier.figure.bars,
        view.supplier.words,
    }
    assert wanted <= reached


@pytest.mark.parametrize("state", [STATE, EMPTY, LOADING, STALE])
def test_it_changes_its_theme(view: OthersView, state: object) -> None:
    view.show_state(state)  # type: ignore[arg-type]
    before = view.grab().toImage().pixelColor(60, 60)
    view.set_tokens(tokens("dark"))
    after = view.grab().toImage().pixelColor(60, 60)
    assert before != after


def test_a_link_in_the_words_explains(view: OthersView, heard: Heard) -> None:
    view.zone.words.linkActivated.emit("zopa_floor:0")
    view.supplier.words.linkActivated.emit("supplier_concentration:0")
    view.build.words.linkActivated.emit("own_crossover_month:0")
    assert [each[1] for each in heard.take()] == [
        "zopa_floor",
        "supplier_concentration",
        "own_crossover_month",
    ]


def test_the_pointer_in_the_chart_is_told(view: OthersView, heard: Heard) -> None:
    chart = view.build.chart
    inner = chart.findChildren(ChartView)[0].viewport()
    move(inner, QPoint(inner.width() // 3, inner.height() // 2))
    told = [each for each in heard.take() if each[0] == "month_hovered"]
    assert told
