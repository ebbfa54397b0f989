"""The Pictures view under the hand: what is linked, read out and selected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.hands import move
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.contracts.linked import NOTHING, Pointed
from widgets.contracts.pictures_states import (
    LOCK_IN,
    NOTICE,
    TERM_END,
    Area,
    CostCurve,
    CurvesState,
    DeadlineRow,
    DeadlinesState,
    LadderBar,
    LadderState,
    MonthCell,
    PicturesState,
    ShareBar,
    SharesState,
    StackState,
)
from widgets.contracts.pictures_view import PicturesView
from widgets.states import Axis, Tick

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.contracts.linked_picture import LinkedPicture

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = ("contract_selected", "export_calendar_requested", "register_requested")
YEARS = Axis(24000.0, 24060.0, (Tick(24000.0, "2000"), Tick(24036.0, "2003")))
MONTHS = Axis(0.0, 2.0, (Tick(0.0, "2026"),))
MONEY = Axis(0.0, 10.0, (Tick(0.0, "$0"), Tick(10.0, "$10m")))


def _bar(contract: str, supplier: str, end: float) -> LadderBar:
    return LadderBar(
        contract, supplier, contract, "scenario_1", 24000.0, end, end + 6.0, "Jan 2002",
        24006.0, 24020.0, tip=contract, spoken=f"{contract} ends"
    )  # fmt: skip


def _deadline(contract: str, supplier: str, kind: str, month: int) -> DeadlineRow:
    return DeadlineRow(contract, supplier, kind, "1 Oct 2026", "soon", "Due", "text", month)


MOMENTS = ("30 Sep 2026", "30 Oct 2026", "30 Nov 2026")
DAYS = (
    _deadline("A-1", "Aurelia", NOTICE, 0),
    _deadline("B-2", "Basalt", LOCK_IN, 3),
    _deadline("A-9", "Aurelia", TERM_END, 20),
)
BARS = (_bar("B-2", "Basalt", 24024.0), _bar("A-1", "Aurelia", 24030.0))
STATE = PicturesState(
    ladder=LadderState(BARS, ["B-2", "A-1"], YEARS, 24010.0, "Two contracts."),
    stack=StackState(
        (
            Area("B-2", "Basalt", "Basalt", "scenario_2", (2.0, 1.0, 0.0), ("$2m", "$1m", "$0")),
            Area("A-1", "Aurelia", "Aurelia", "scenario_1", (6.0, 5.0, 4.0), ("$6m", "$5m", "$4m")),
        ),
        MONTHS,
        MONEY,
        MOMENTS,
        ("$8m", "$6m", "$4m"),
        "$8m owed.",
    ),
    curves=CurvesState(
        (
            CostCurve(
                "A-1",
                "Aurelia",
                "A-1",
                "scenario_1",
                (0.0, 1.0, 2.0),
                (9.0, 8.0, 7.0),
                ("$9m", "$8m", "$7m"),
            ),
            CostCurve("B-2", "Basalt", "B-2", "scenario_2", (0.0, 1.0), (3.0, 0.0), ("$3m", "$0")),
        ),
        MONTHS,
        MONEY,
        MOMENTS,
        1,
        summary="Dearest is A-1.",
    ),
    deadlines=DeadlinesState(
        DAYS,
        [each.contract for each in DAYS],
        [each.month for each in DAYS],
        tuple(
            MonthCell(f"M{place}", ((NOTICE, 2),) if place == 0 else (), f"month {place}")
            for place in range(24)
        ),
    ),
    shares=SharesState(
        (
            ShareBar("A-1", "Aurelia", "Aurelia", "scenario_1", 0.6, "60.0%", "Aurelia: 60.0%"),
            ShareBar("B-2", "Basalt", "Basalt", "scenario_2", 0.4, "40.0%", "Basalt: 40.0%"),
        ),
        "HHI 5,200: high",
        "It would be 10,000 without Aurelia",
        "Two suppliers.",
    ),
)


@pytest.fixture
def view(qtbot: QtBot) -> PicturesView:
    made = PicturesView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1140, 665)
    made.show_state(STATE)
    made.show()
    qtbot.waitExposed(made)
    return made


def _all_pointed(view: PicturesView) -> set[Pointed]:
    tables = {view.ladder.cells.pointed, view.deadlines.table.cells.pointed}
    return tables | {picture.at for picture in (view.stack, view.curves, view.shares)}


def _spot(picture: LinkedPicture, place: int) -> QPointF:
    """Some point at which an item is met."""
    points = (
        QPointF(x, y) for x in range(2, picture.width(), 7) for y in range(2, picture.height(), 5)
    )
    return next(point for point in points if picture.hit(point) == place)


def test_pointing_in_the_ladder_points_at_the_contract_everywhere(view: PicturesView) -> None:
    at = view.ladder.visualRect(view.ladder.linked.index(1, 1)).center()
    move(view.ladder.viewport(), at)
    assert _all_pointed(view) == {Pointed("A-1", "Aurelia")}
    QApplication.sendEvent(view.ladder, QEvent(QEvent.Type.Leave))
    assert _all_pointed(view) == {NOTHING}


def test_a_supplier_that_is_pointed_at_is_meant_with_all_its_contracts(view: PicturesView) -> None:
    move(view.shares, _spot(view.shares, 1).toPoint())
    assert _all_pointed(view) == {Pointed("", "Basalt")}
    assert view.ladder.cells.pointed.covers("B-2", "Basalt")
    assert not view.ladder.cells.pointed.covers("A-1", "Aurelia")


@pytest.mark.parametrize(("name", "place", "contract"), [
    ("stack", 0, "A-1"), ("stack", 1, "B-2"), ("curves", 1, "B-2"), ("shares", 0, "A-1"),
])  # fmt: skip
def test_a_click_in_a_picture_selects(
    view: PicturesView, name: str, place: int, contract: str
) -> None:
    heard, picture = Heard(view, SIGNALS), getattr(view, name)
    at = _spot(picture, place).toPoint()
    QTest.mouseClick(picture, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, at)
    assert heard.take() == [("contract_selected", contract)]


@pytest.mark.parametrize("name", ["stack", "curves", "shares"])
def test_a_picture_is_gone_through_by_the_keyboard(view: PicturesView, name: str) -> None:
    heard, picture = Heard(view, SIGNALS), getattr(view, name)
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert "Basalt" in picture.accessibleDescription()
    assert picture.at.supplier == "Basalt"
    assert heard.take() == []
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert heard.take() == [("contract_selected", "B-2")]


@pytest.mark.parametrize(("name", "said"), [("stack", "$5m"), ("curves", "30 Oct 2026: $8m")])
def test_right_reads_the_next_month(view: PicturesView, name: str, said: str) -> None:
    picture = getattr(view, name)
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert said in picture.accessibleDescription()
    QTest.keyClick(picture, Qt.Key.Key_End)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert picture.moment == 2


def test_ladder_and_deadlines_select_by_click_and_enter(view: PicturesView) -> None:
    heard = Heard(view, SIGNALS)
    for table in (view.ladder, view.deadlines.table):
        where = table.visualRect(table.linked.index(1, 0)).center()
        QTest.mouseClick(table.viewport(), LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, where)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Up)
        QTest.keyClick(table, Qt.Key.Key_Return)
    chosen = ["A-1", "B-2", "B-2", "A-1"]
    assert heard.take() == [("contract_selected", each) for each in chosen]


def test_the_selected_contract_stands_out_in_all(view: PicturesView) -> None:
    heard = Heard(view, SIGNALS)
    view.show_state(STATE._replace(selected=Pointed("A-1", "Aurelia")))
    assert {view.ladder.cells.selected, view.deadlines.table.cells.selected} == {"A-1"}
    pictures = (view.stack, view.curves, view.shares)
    assert {picture.selected for picture in pictures} == {Pointed("A-1", "Aurelia")}
    assert heard.take() == []


def test_the_calendar_shows_a_year_or_two_and_is_exported(view: PicturesView) -> None:
    heard, card = Heard(view, SIGNALS), view.deadlines
    assert card.table.linked.rowCount() == 2
    card.horizon.buttons[1].click()
    assert card.table.linked.rowCount() == 3
    card.export_button.click()
    assert heard.take() == [("export_calendar_requested",)]


def test_a_month_of_the_calendar_leads_to_its_days(view: PicturesView) -> None:
    grid = view.deadlines.grid
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.accessibleDescription() == "month 3"
    QTest.keyClick(grid, Qt.Key.Key_Return)
    table = view.deadlines.table
    assert table.linked.row(table.currentIndex().row()).contract == "B-2"


def test_rows_and_pictures_are_read_out(view: PicturesView) -> None:
    assert view.ladder.linked.index(0, 1).data() == "B-2 ends"
    assert view.ladder.accessibleDescription().startswith("Two contracts.")
    assert view.shares.accessibleDescription().startswith("Two suppliers.")
    for picture in (view.stack, view.curves, view.shares):
        assert picture.accessibleName()


def test_pictures_with_nothing_to_draw_say_so(view: PicturesView) -> None:
    view.show_state(
        PicturesState(
            ladder=LadderState(message="none"),
            stack=StackState(message="Nothing is owed."),
            curves=CurvesState(message="Nothing."),
            shares=SharesState(message="No fees."),
            deadlines=DeadlinesState(message="Nothing falls due."),
        )
    )
    for picture in (view.stack, view.curves, view.shares):
        QTest.keyClick(picture, Qt.Key.Key_Down)
        QTest.keyClick(picture, Qt.Key.Key_Return)
        assert picture.hit(QPointF(60, 40)) == -1
    assert not view.deadlines.export_button.isEnabled()
    assert not view.grab().isNull()


def test_without_contracts_the_register_is_a_click_away(view: PicturesView) -> None:
    heard = Heard(view, SIGNALS)
    view.show_state(PicturesState(message="There are no contracts yet.", empty=True))
    assert not view.ladder.isVisible()
    view.empty.button.click()
    assert heard.take() == [("register_requested",)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(980, 490), (1140, 665), (600, 500)])
def test_it_paints_in_every_size(view: PicturesView, theme: str, size: tuple[int, int]) -> None:
    view.set_tokens(tokens(theme))
    view.resize(*size)
    QTest.mouseMove(view.stack, QPoint(90, 60))
    assert not view.grab().isNull()


def test_names_at_the_right_select_and_stand_whole(view: PicturesView) -> None:
    heard = Heard(view, SIGNALS)
    long = "Meridian Hyperscale"
    areas = tuple(each._replace(label=long) for each in STATE.stack.areas)
    view.show_state(STATE._replace(stack=replace(STATE.stack, areas=areas)))
    view.grab()
    for picture in (view.stack, view.curves):
        box = picture._plot().box
        assert picture.width() - box.right >= 60
        at = next(
            QPointF(picture.width() - 20.0, y)
            for y in range(picture.height())
            if picture.hit(QPointF(picture.width() - 20.0, y)) == 0
        )
        QTest.mouseClick(picture, LEFT_BUTTON, Qt.KeyboardModifier.NoModifier, at.toPoint())
        assert heard.take() == [("contract_selected", "A-1")]
    room = view.stack.width() - view.stack._plot().box.right
    assert room > view.stack.style_of.pill.width(long) + 16
