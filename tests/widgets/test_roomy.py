"""Less room than usual, as with large text: rows wrap, pages and dialogs scroll."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import theme
from widgets.dialogs.fitting import fit
from widgets.flow import FlowRow
from widgets.headline import HEIGHT, HeadlineStrip
from widgets.overview import OverviewPage
from widgets.roomy import PageRoom, PageStack
from widgets.states import CardState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TOKENS = theme.tokens("light")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class _Box(QWidget):
    """Likes to be of one size."""

    def __init__(self, width: int, height: int = 20) -> None:
        super().__init__()
        self._size = QSize(width, height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt calls it
        return self._size


def _row(qtbot: QtBot, width: int, *, pushed: bool = False) -> tuple[QWidget, list[_Box]]:
    """Three boxes of 100 px, 10 px apart."""
    holder = QWidget()
    qtbot.addWidget(holder)
    row = FlowRow(10, 4)
    holder.setLayout(row)
    boxes = [_Box(100) for _ in range(3)]
    for place, box in enumerate(boxes):
        if pushed and place == 2:
            row.push()
        row.addWidget(box)
    holder.resize(width, row.heightForWidth(width))
    holder.show()
    return holder, boxes


def _places(boxes: list[_Box]) -> list[tuple[int, int]]:
    return [(box.x(), box.y()) for box in boxes]


def test_a_row_with_room_for_all(qtbot: QtBot) -> None:
    holder, boxes = _row(qtbot, 400)
    assert _places(boxes) == [(0, 0), (110, 0), (220, 0)]
    assert holder.height() == 20


def test_what_is_pushed_is_at_the_right(qtbot: QtBot) -> None:
    _holder, boxes = _row(qtbot, 400, pushed=True)
    assert _places(boxes) == [(0, 0), (110, 0), (300, 0)]


@pytest.mark.parametrize("pushed", [False, True])
def test_a_row_goes_on_in_a_second_one(qtbot: QtBot, pushed: bool) -> None:
    holder, boxes = _row(qtbot, 319, pushed=pushed)  # a px less than all three need
    assert _places(boxes) == [(0, 0), (110, 0), (0, 24)]
    assert holder.height() == 44


def test_a_hidden_part_takes_no_room(qtbot: QtBot) -> None:
    holder, boxes = _row(qtbot, 219)
    boxes[1].hide()
    layout = holder.layout()
    assert layout is not None
    layout.activate()
    assert layout.heightForWidth(219) == 20
    assert (boxes[2].x(), boxes[2].y()) == (110, 0)


def _cards(count: int) -> tuple[CardState, ...]:
    return tuple(CardState(str(place), f"Figure {place}", "$1B", "") for place in range(count))


@pytest.mark.parametrize(("width", "rows"), [(1100, 1), (722, 1), (721, 2), (400, 2), (340, 3)])
def test_headline_cards_stand_in_rows_that_are_equally_full(
    qtbot: QtBot, width: int, rows: int
) -> None:
    strip = HeadlineStrip(TOKENS)
    qtbot.addWidget(strip)
    strip.resize(width, HEIGHT)
    strip.show_state(_cards(6))
    strip.show()
    tops = sorted({card.y() for card in strip.cards()})
    assert len(tops) == rows
    assert strip.height() == rows * HEIGHT + (rows - 1) * 10
    assert all(card.height() == HEIGHT and card.width() >= 106 for card in strip.cards())
    assert max(card.geometry().right() for card in strip.cards()) == width - 1


def test_the_overview_has_one_column_where_two_would_be_too_narrow(qtbot: QtBot) -> None:
    pages = PageStack()
    page = OverviewPage(TOKENS, 4)
    pages.addWidget(page)
    room = PageRoom(pages, TOKENS)
    qtbot.addWidget(room)
    room.resize(900, 640)
    room.show()
    assert len({chart.x() for chart in page.charts}) == 2
    assert room.verticalScrollBar().maximum() == 0
    room.resize(500, 640)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    assert len({chart.x() for chart in page.charts}) == 1
    assert room.horizontalScrollBar().maximum() == 0
    assert all(chart.height() >= 240 for chart in page.charts)


def test_nothing_is_held_of_a_layouts_item_that_qt_has_deleted(qtbot: QtBot) -> None:
    """PySide would take it for whatever comes to stand in its memory: a crash."""
    others = _known_items()
    page = OverviewPage(TOKENS, 4)
    qtbot.addWidget(page)
    page.show()
    for width in (500, 1200, 500):
        page.resize(width, 800)
        QTest.qWait(0)
        known = {shiboken6.getCppPointer(each)[0] for each in _known_items() - others}
        standing = _standing_items(page)
        assert len(standing) >= len(page.charts)
        assert known <= standing


def _known_items() -> set[QLayoutItem]:
    """All that Python holds of what is in layouts."""
    found = [each for each in gc.get_objects() if isinstance(each, QLayoutItem)]
    return {each for each in found if not isinstance(each, QLayout) and shiboken6.isValid(each)}


def _standing_items(page: QWidget) -> set[int]:
    """Where in memory that stands which is in the page's layouts."""
    layouts = page.findChildren(QLayout)
    items = [each.itemAt(place) for each in layouts for place in range(each.count())]
    return {shiboken6.getCppPointer(each)[0] for each in items if each is not None}


def test_a_page_needs_no_more_room_because_of_another(qtbot: QtBot) -> None:
    pages, small, large = PageStack(), QWidget(), QWidget()
    large.setMinimumSize(2000, 2000)
    for page in (small, large):
        pages.addWidget(page)
    room = PageRoom(pages, TOKENS)
    qtbot.addWidget(room)
    room.resize(900, 600)
    room.show()
    bars = (room.horizontalScrollBar(), room.verticalScrollBar())
    assert [bar.maximum() for bar in bars] == [0, 0]
    pages.setCurrentWidget(large)
    qtbot.waitUntil(lambda: all(bar.maximum() > 0 for bar in bars))
    pages.setCurrentWidget(small)
    qtbot.waitUntil(lambda: not any(bar.maximum() for bar in bars))


def _dialog(qtbot: QtBot) -> QDialog:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    lines = QVBoxLayout(dialog)
    for text in ("From", "To"):
        lines.addWidget(QLabel(text))
        lines.addWidget(QLineEdit())
    lines.addWidget(QPushButton("Close"))
    dialog.setMinimumSize(900, 560)
    return dialog


def test_a_dialog_that_has_room_stays_as_it_is(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    fit(dialog, QSize(900, 560))
    assert dialog.findChild(QScrollArea) is None


def test_a_dialog_that_is_too_large_scrolls_and_keeps_its_order(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    fields = dialog.findChildren(QLineEdit)
    fit(dialog, QSize(700, 400))
    dialog.show()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert dialog.width() <= 700
    assert dialog.height() <= 400
    content = area.widget()
    assert content is not None
    assert (content.width(), content.height()) >= (900, 560)
    assert all(content.isAncestorOf(field) for field in fields)
    fields[0].setFocus()
    QTest.keyClick(fields[0], Qt.Key.Key_Tab)
    assert dialog.focusWidget() is fields[1]
