"""The panel while values change: what stays, what is painted again, what is in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.explain_hands import SIGNALS, blocks, shown_panel, texts
from tests.widgets.explain_literals import PROFIT, QUARTER, driver
from tests.widgets.literals import LEFT_BUTTON, Heard
from widgets.buttons import Switch
from widgets.controls.slider import Slider
from widgets.controls.steps import StepGrid
from widgets.explain.driver_rows import held_rows
from widgets.explain.panel import PANEL_WIDTH, ExplainPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.explain.states import ExplainState, Piece

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class PaintedRegion(QObject):
    """What of a widget was painted since the last look."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)

    def take(self) -> QRegion:
        QApplication.processEvents()
        region, self.region = self.region, QRegion()
        return region


@pytest.fixture
def panel(qtbot: QtBot) -> ExplainPanel:
    return shown_panel(qtbot, PROFIT, 1600)


def moved(state: ExplainState = PROFIT) -> ExplainState:
    """The same number a moment later: other digits everywhere."""

    def texts_of(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(piece._replace(text=piece.text.replace("1", "2")) for piece in pieces)

    formula = state.formulas[0]
    rows = tuple(
        row._replace(change=row.change.replace("1", "2"), share=row.share / 2)
        for row in state.drivers.rows
    )
    return state._replace(
        value="$592.3m",
        formulas=(formula._replace(in_values=texts_of(formula.in_values), result="$592.3m"),),
        precedents=tuple(
            line._replace(value=line.value.replace("1", "2")) for line in state.precedents
        ),
        drivers=state.drivers._replace(rows=rows),
    )


def slider(panel: ExplainPanel, key: str) -> Slider:
    found = panel.canvas.controls.widget(key)
    assert isinstance(found, Slider)
    return found


def order(panel: ExplainPanel) -> list[str]:
    """The keys of the rows as they stand."""
    names = [name for name in blocks(panel) if name.startswith("drivers:")]
    return [name.removeprefix("drivers:") for name in names if name != "drivers:heading"]


KEYS = [row.key for row in PROFIT.drivers.rows]


# -- only what changed


def test_the_same_state_again_paints_nothing(panel: ExplainPanel) -> None:
    painted = PaintedRegion()
    panel.canvas.installEventFilter(painted)
    painted.take()
    panel.show_state(PROFIT._replace())
    assert painted.take().isEmpty()


def test_other_digits_rebuild_only_the_blocks_that_hold_them(panel: ExplainPanel) -> None:
    before = blocks(panel)
    sliders = panel.canvas.findChildren(Slider)
    panel.show_state(moved())
    after = blocks(panel)
    assert list(before) == list(after)
    same = {name for name in before if before[name] is after[name]}
    assert {"name", "meaning", "formula 0:heading", "drivers:heading", "sources"} <= same
    assert {name for name in before if before[name].height != after[name].height} == set()
    assert panel.canvas.findChildren(Slider) == sliders
    assert "$592.3m" in texts(panel)


def test_other_digits_paint_neither_labels_nor_sliders(panel: ExplainPanel) -> None:
    painted = PaintedRegion()
    panel.canvas.installEventFilter(painted)
    on_slider = PaintedRegion()
    slider(panel, "monthly_revenue").installEventFilter(on_slider)
    painted.take()
    panel.show_state(moved())
    region = painted.take()
    places = panel.canvas.page().places()
    for name in ("precedents:0", "drivers:monthly_revenue"):
        top, hit = places[name]
        label = hit.boxes[0].rect().translated(0, top).toRect()
        label.setWidth(60)
        assert not region.intersects(label), name
    assert on_slider.take().isEmpty()
    assert not region.isEmpty()


def test_what_is_painted_bit_by_bit_looks_as_painted_at_once(panel: ExplainPanel) -> None:
    panel.canvas.go_to("precedents:1")
    QApplication.processEvents()
    panel.show_state(moved())
    QApplication.processEvents()
    screen = panel.screen().grabWindow(panel.winId()).toImage()
    if screen.isNull():
        pytest.skip("this platform keeps no picture of the window")
    fresh = panel.grab().toImage()
    assert screen.convertToFormat(fresh.format()) == fresh


def test_a_formula_that_needs_a_line_less_keeps_its_room(panel: ExplainPanel) -> None:
    height = blocks(panel)["formula 0:text"].height
    formula = PROFIT.formulas[0]
    short = formula._replace(in_values=formula.in_values[:1])
    panel.show_state(PROFIT._replace(formulas=(short,)))
    assert blocks(panel)["formula 0:text"].height == height
    panel.show_state(QUARTER)
    panel.show_state(PROFIT._replace(formulas=(short,)))
    assert blocks(panel)["formula 0:text"].height < height


def test_sliders_are_matched_by_key(panel: ExplainPanel) -> None:
    kept, spend = slider(panel, "revenue_growth"), slider(panel, "monthly_spend")
    panel.show_state(QUARTER)
    assert slider(panel, "revenue_growth") is kept
    assert panel.canvas.controls.widget("monthly_spend") is None
    assert spend.isHidden()
    assert not slider(panel, "term_months").isHidden()


def test_an_input_with_another_range_gets_another_slider(panel: ExplainPanel) -> None:
    row = PROFIT.drivers.rows[0]._replace(maximum=50.0)
    panel.show_state(PROFIT._replace(drivers=PROFIT.drivers._replace(rows=(row,))))
    assert slider(panel, row.key).maximum() == 50


def test_stale_drivers_are_muted_in_their_place(panel: ExplainPanel) -> None:
    before = panel.canvas.grab().toImage()
    panel.show_state(PROFIT._replace(drivers=PROFIT.drivers._replace(stale=True)))
    assert order(panel) == KEYS
    assert panel.canvas.grab().toImage() != before


# -- what the user moves


def drag(widget: Slider, to: int) -> None:
    """Press the handle and move it, without letting go."""
    centre = widget.height() // 2
    QTest.mousePress(widget, LEFT_BUTTON, pos=QPoint(10, centre))
    QTest.mouseMove(widget, QPoint(to, centre))


def let_go(widget: Slider) -> None:
    QTest.mouseRelease(widget, LEFT_BUTTON, pos=QPoint(60, widget.height() // 2))


def test_dragging_a_slider_edits_its_input(panel: ExplainPanel) -> None:
    heard = Heard(panel, SIGNALS)
    moving = slider(panel, "headcount")
    drag(moving, 60)
    let_go(moving)
    said = heard.take()
    assert said[0] == ("driver_gesture_started", "headcount")
    assert said[-1] == ("driver_gesture_finished", "headcount")
    edits = said[1:-1]
    assert edits
    assert all(name == "driver_edited" and key == "headcount" for name, key, _ in edits)
    assert edits[-1][2] == float(moving.value())


def test_arrow_keys_move_a_slider_that_tab_reached(panel: ExplainPanel) -> None:
    heard = Heard(panel, SIGNALS)
    panel.canvas.go_to("drivers:headcount:control", Qt.FocusReason.TabFocusReason)
    moving = slider(panel, "headcount")
    assert moving.hasFocus()
    QTest.keyClick(moving, Qt.Key.Key_Right)
    assert heard.take() == [
        ("driver_gesture_started", "headcount"),
        ("driver_edited", "headcount", 46.0),
        ("driver_gesture_finished", "headcount"),
    ]


@pytest.mark.parametrize("by_key", [False, True])
def test_a_yes_or_no_is_switched(panel: ExplainPanel, by_key: bool) -> None:
    heard = Heard(panel, SIGNALS)
    switch = panel.canvas.controls.widget("auto_renew")
    assert isinstance(switch, Switch)
    if by_key:
        panel.canvas.go_to("drivers:auto_renew:control")
        QTest.keyClick(switch, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(switch, LEFT_BUTTON)
    assert heard.take() == [
        ("driver_gesture_started", "auto_renew"),
        ("driver_edited", "auto_renew", 1.0),
        ("driver_gesture_finished", "auto_renew"),
    ]


def test_showing_values_edits_nothing(panel: ExplainPanel) -> None:
    heard = Heard(panel, SIGNALS)
    rows = tuple(row._replace(position=row.maximum) for row in PROFIT.drivers.rows)
    panel.show_state(PROFIT._replace(drivers=PROFIT.drivers._replace(rows=rows)))
    panel.show_state(QUARTER)
    assert heard.take() == []


def test_the_row_in_the_hand_keeps_its_place_and_its_handle(panel: ExplainPanel) -> None:
    moving = slider(panel, "headcount")
    drag(moving, 60)
    place, value = moving.geometry(), moving.position()
    turned = PROFIT.drivers._replace(rows=PROFIT.drivers.rows[::-1])
    panel.show_state(moved(PROFIT._replace(drivers=turned)))
    assert order(panel) == KEYS
    assert (moving.geometry(), moving.position()) == (place, value)
    let_go(moving)
    assert order(panel) == KEYS[::-1]


def test_a_row_that_is_gone_stays_while_it_is_in_the_hand(panel: ExplainPanel) -> None:
    moving = slider(panel, "headcount")
    drag(moving, 60)
    rows = tuple(row for row in PROFIT.drivers.rows if row.key != "headcount")
    panel.show_state(PROFIT._replace(drivers=PROFIT.drivers._replace(rows=rows)))
    assert order(panel) == KEYS
    let_go(moving)
    assert "headcount" not in order(panel)


def test_a_line_more_above_scrolls_the_row_in_the_hand_back_under_it(panel: ExplainPanel) -> None:
    panel.resize(PANEL_WIDTH, 500)
    moving = slider(panel, "headcount")
    panel.canvas.reached.emit(moving.geometry())
    drag(moving, 60)
    before = moving.mapTo(panel, QPoint(0, 0))
    formula = PROFIT.formulas[0]
    longer = formula._replace(in_values=formula.in_values * 3)
    panel.show_state(PROFIT._replace(formulas=(longer,)))
    assert moving.mapTo(panel, QPoint(0, 0)) == before
    let_go(moving)


def test_another_number_ends_what_the_hand_was_doing(panel: ExplainPanel) -> None:
    moving = slider(panel, "headcount")
    heard = Heard(panel, SIGNALS)
    drag(moving, 60)
    heard.take()
    panel.show_state(QUARTER)
    assert heard.take() == [("driver_gesture_finished", "headcount")]
    assert order(panel)[:2] == ["revenue_growth", "term_months"]


def test_focus_is_not_lost_with_a_slider_that_goes(panel: ExplainPanel) -> None:
    panel.canvas.go_to("drivers:headcount:control")
    panel.show_state(QUARTER)
    assert panel.canvas.hasFocus()


def test_held_rows_keep_the_order_that_is_shown() -> None:
    a, b, c, d = (driver(key, key, "", "", "", 0.0, 0) for key in "abcd")
    newer = b._replace(value="new")
    assert held_rows((d, c, newer), (a, b, c), "a") == (a, newer, c, d)


def test_the_last_step_of_a_range_may_be_a_short_one() -> None:
    grid = StepGrid(1.0, 4.5, 1.0)
    assert grid.steps == 4
    assert [grid.value(place) for place in range(5)] == [1.0, 2.0, 3.0, 4.0, 4.5]
    assert grid.position(4.5) == 4.0
    assert grid.position(2.5) == 1.5
    assert grid.position(-3.0) == 0.0


def test_a_tile_is_not_pointed_at_from_a_slider(qtbot: QtBot, panel: ExplainPanel) -> None:
    """Going onto a part of its own Qt does not tell the page that the pointer left."""
    canvas, slider = panel.canvas, panel.canvas.findChildren(Slider)[0]
    name = next(iter(canvas.page().places()))
    QTest.mouseMove(canvas, canvas.rect_of(name).center())
    qtbot.waitUntil(lambda: canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    at = QPointF(4, 4)
    QApplication.sendEvent(slider, QEnterEvent(at, at, at))
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
