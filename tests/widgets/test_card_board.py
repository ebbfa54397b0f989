"""The board of cards: how they lie at each width, what stays, what comes into sight."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tests.widgets.literals import tokens
from widgets.card_board import EDGE, STACKED_BELOW, CardBoard, Placed, Strip
from widgets.comparison.parts import Card, CardSplitter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WIDE, NARROW = (980, 540), (620, 540)
HEIGHTS = (300, 310, 380, 320)


class Page(QWidget):
    """Four cards, each with a button above a list of fifty lines; a field beside the board."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__()
        self.cards = [Card(tokens("light")) for _ in HEIGHTS]
        self.buttons = [QPushButton("Copy") for _ in HEIGHTS]
        self.lists = [QListWidget() for _ in HEIGHTS]
        for card, button, listed in zip(self.cards, self.buttons, self.lists, strict=True):
            listed.addItems([f"Line {place}" for place in range(50)])
            listed.setVerticalScrollMode(listed.ScrollMode.ScrollPerPixel)
            inside = QVBoxLayout(card)
            inside.addWidget(button)
            inside.addWidget(listed)
        placed = [
            Placed(card, share, height)
            for card, share, height in zip(self.cards, (50, 50, 40, 60), HEIGHTS, strict=True)
        ]
        strips = (Strip(30, tuple(placed[:2])), Strip(70, tuple(placed[2:])))
        self.board = CardBoard(orientation, strips, tokens("light"))
        self.before = QPushButton("Before")
        box = QHBoxLayout(self)
        box.setContentsMargins(EDGE, 0, EDGE - self.board.bar_width(), 0)
        box.addWidget(self.board)
        self.before.setParent(self)
        self.before.setFixedSize(1, 1)
        QWidget.setTabOrder(self.before, self.buttons[0])

    def top(self, place: int) -> int:
        return self.cards[place].mapTo(self.board, QPoint(0, 0)).y()

    def in_sight(self, place: int) -> bool:
        return 0 <= self.top(place) <= self.board.height() - self.cards[place].height()

    def splitters(self) -> list[CardSplitter]:
        """Of the strips, and of the cards in each."""
        whole = self.board.findChildren(CardSplitter)[0]
        strips = [whole.widget(place) for place in range(whole.count())]
        return [whole, *(each for each in strips if isinstance(each, CardSplitter))]


@pytest.fixture(params=[Qt.Orientation.Horizontal, Qt.Orientation.Vertical])
def page(qtbot: QtBot, request: pytest.FixtureRequest) -> Page:
    made = Page(request.param)
    qtbot.addWidget(made)
    made.resize(*WIDE)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    _settle()
    return made


def _settle() -> None:
    for _times in range(6):
        QApplication.processEvents()


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.resize(*size)
    _settle()


def _places(page: Page) -> list[tuple[int, int, int, int]]:
    return [
        (at.x(), at.y(), card.width(), card.height())
        for card in page.cards
        for at in [card.mapTo(page.board, QPoint(0, 0))]
    ]


# How the cards lie ---------------------------------------------------------------------------


def test_strips_share_the_room_as_they_are_given_it(page: Page) -> None:
    whole, first, second = page.splitters()
    assert whole.sizes()[0] / sum(whole.sizes()) == pytest.approx(0.3, abs=0.06)
    assert first.sizes()[0] / sum(first.sizes()) == pytest.approx(0.5, abs=0.01)
    assert second.sizes()[0] / sum(second.sizes()) == pytest.approx(0.4, abs=0.01)
    assert page.board.verticalScrollBar().maximum() == 0


def test_narrow_they_lie_in_their_order_in_one_column(page: Page) -> None:
    _resize(page, NARROW)
    places = _places(page)
    assert {(x, width) for x, _y, width, _height in places} == {(0, NARROW[0] - 2 * EDGE)}
    assert [height for *_other, height in places] == list(HEIGHTS)
    assert all(first[1] + first[3] + 12 == second[1] for first, second in pairwise(places))


@pytest.mark.parametrize("width", [STACKED_BELOW - 1, STACKED_BELOW])
def test_the_border(page: Page, width: int) -> None:
    _resize(page, (width, 540))
    assert page.board.is_stacked() is (width < STACKED_BELOW)
    assert page.width() == width


def test_a_tall_column_leaves_no_room_empty(page: Page) -> None:
    _resize(page, (620, 1800))
    _x, y, _width, height = _places(page)[-1]
    assert y + height == page.board.height()
    assert all(card.height() >= least for card, least in zip(page.cards, HEIGHTS, strict=True))


def test_dragged_shares_come_back_exactly(page: Page) -> None:
    whole, first, second = page.splitters()
    for splitter, share in ((whole, 0.55), (first, 0.45), (second, 0.58)):
        room = sum(splitter.sizes())
        splitter.setSizes([round(share * room), room - round(share * room)])
    _settle()
    before = _places(page)
    for _times in range(3):
        _resize(page, NARROW)
        _resize(page, WIDE)
        assert _places(page) == before
    page.resize(*NARROW)  # and back before anything was drawn
    page.resize(*WIDE)
    _settle()
    assert _places(page) == before


def test_seen_narrow_first_the_shares_are_those_given(qtbot: QtBot) -> None:
    made = Page(Qt.Orientation.Horizontal)
    qtbot.addWidget(made)
    made.resize(*NARROW)
    made.show()
    _settle()
    _resize(made, WIDE)
    whole, _first, second = made.splitters()
    assert whole.sizes()[0] / sum(whole.sizes()) == pytest.approx(0.3, abs=0.01)
    assert second.sizes()[0] / sum(second.sizes()) == pytest.approx(0.4, abs=0.01)


def test_stacked_there_is_no_divider(page: Page) -> None:
    for size, shown in ((NARROW, False), (WIDE, True)):
        _resize(page, size)
        assert [each.handle(1).isEnabled() for each in page.splitters()] == [shown] * 3


# What stays ----------------------------------------------------------------------------------


def test_focus_and_scroll_positions_stay(page: Page) -> None:
    held, other = page.lists[3], page.lists[2]
    held.setFocus()
    held.setCurrentRow(30)
    bar = other.verticalScrollBar()
    bar.setValue(bar.maximum())  # a taller card scrolls less far
    at = bar.value()
    _resize(page, NARROW)
    assert page.window().focusWidget() is held
    assert held.currentRow() == 30
    assert page.in_sight(3)
    _resize(page, WIDE)
    assert bar.value() == at
    assert page.window().focusWidget() is held


def test_a_list_that_was_scrolled_meanwhile_stays_there(page: Page) -> None:
    bar = page.lists[2].verticalScrollBar()
    bar.setValue(bar.maximum())
    _resize(page, NARROW)
    bar.setValue(40)
    _resize(page, WIDE)
    assert bar.value() == 40


def test_the_column_comes_back_to_where_it_was_scrolled(page: Page) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    bar.setValue(250)
    _resize(page, WIDE)
    _resize(page, NARROW)
    assert bar.value() == 250


def test_the_keyboard_s_order_stays(page: Page) -> None:
    def order() -> list[QWidget | None]:
        page.before.setFocus()
        found = []
        for _times in range(14):
            QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
            found.append(page.window().focusWidget())
        return [each for each in found if each in (*page.buttons, *page.lists)]

    wide = order()
    _resize(page, NARROW)
    wanted = [part for both in zip(page.buttons, page.lists, strict=True) for part in both]
    assert order()[:8] == wide[:8] == wanted


# What comes into sight -----------------------------------------------------------------------


def test_a_key_brings_the_card_into_sight_that_it_is_meant_for(page: Page) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    for place, away in ((0, bar.maximum()), (3, 0), (1, bar.maximum())):
        page.lists[place].setFocus()
        bar.setValue(away)
        assert not page.in_sight(place)
        QTest.keyClick(page.lists[place], Qt.Key.Key_Shift)
        assert bar.value() == away
        QTest.keyClick(page.lists[place], Qt.Key.Key_Down)
        assert page.in_sight(place)


def test_a_key_that_no_card_has_a_use_for_scrolls_on(page: Page) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    page.buttons[0].setFocus()
    bar.setValue(0)
    found = []
    for _times in range(3):
        QTest.keyClick(page.buttons[0], Qt.Key.Key_PageDown)
        found.append(bar.value())
    assert found == sorted(found)
    assert found[-1] == bar.maximum()


def test_at_the_end_of_a_list_nothing_moves(page: Page) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    page.lists[0].setFocus()
    page.lists[0].setCurrentRow(49)
    bar.setValue(bar.maximum())
    QTest.keyClick(page.lists[0], Qt.Key.Key_Down)
    assert page.in_sight(0)
    at = bar.value()
    QTest.keyClick(page.lists[0], Qt.Key.Key_Down)
    assert bar.value() == at


def test_tab_brings_into_sight_what_it_leads_to(page: Page) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    page.lists[2].setFocus()
    bar.setValue(0)
    QTest.keyClick(page.lists[2], Qt.Key.Key_Tab)
    assert page.window().focusWidget() is page.buttons[3]
    assert page.in_sight(3)
    page.before.setFocus()
    QTest.keyClick(page.before, Qt.Key.Key_Tab)  # from outside
    assert page.window().focusWidget() is page.buttons[0]
    assert page.in_sight(0)


def _wheel(part: QWidget, notches: int) -> None:
    window = part.window()
    at = QPointF(part.mapTo(window, part.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, notches * 120))
    _settle()


def test_the_wheel_scrolls_the_card_first_and_then_the_page(page: Page) -> None:
    _resize(page, NARROW)
    inner, outer = page.lists[0].verticalScrollBar(), page.board.verticalScrollBar()
    _wheel(page.lists[0].viewport(), -1)
    assert inner.value() > 0
    assert outer.value() == 0
    inner.setValue(inner.maximum())
    _wheel(page.lists[0].viewport(), -1)
    assert outer.value() > 0
    at = outer.value()
    _wheel(page.buttons[1], -1)  # nothing of its own to scroll
    assert outer.value() > at


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_painted_in_the_margins(page: Page, theme: str) -> None:
    for size in (WIDE, NARROW):
        _resize(page, size)
        page.board.set_tokens(tokens(theme))
        picture = page.board.grab().toImage()
        edge = {picture.pixelColor(picture.width() - 1, y).name() for y in range(0, 500, 20)}
        assert edge == {tokens(theme).window}
