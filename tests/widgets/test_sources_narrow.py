"""The Sources page beside a panel: cards under one another, nothing cut, nothing lost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.sources_literals import CLAIMS, FEE, FIGURES, NOTHING, SIGNALS, STATE
from widgets.card_board import STACKED_BELOW
from widgets.comparison.parts import CardSplitter
from widgets.sources.input_cells import ADD
from widgets.sources.input_model import CLAIMS as CLAIMS_COLUMN
from widgets.sources.input_model import LABEL, SOURCES, STATUS, VALUE
from widgets.sources.page import SourcesPage
from widgets.sources.picture_card import PictureCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from widgets.sources.states import ClaimsState, DetailState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WIDE, NARROW = (980, 540), (620, 540)


@pytest.fixture
def page(qtbot: QtBot) -> SourcesPage:
    made = SourcesPage(tokens("light"))
    qtbot.addWidget(made)
    made.resize(*WIDE)
    made.show_claims(_many())
    made.show_choices(FIGURES)
    made.show_state(STATE._replace(detail=NOTHING))
    made.show()
    _settle()
    return made


def _many() -> ClaimsState:
    """More claims than a list has room for; the last is C99."""
    more = tuple(
        CLAIMS.claims[2]._replace(key=f"C{number}", label=f"C{number}", conflicts=0)
        for number in range(80, 100)
    )
    return CLAIMS._replace(claims=(*CLAIMS.claims, *more))


def _cards(page: SourcesPage) -> tuple[QWidget, ...]:
    return page.claims, page.detail, page.picture, page.inputs


def _settle() -> None:
    """Layouts are asked for from part to part, and what is scrolled to follows them."""
    for _times in range(6):
        QApplication.processEvents()


def _resize(page: SourcesPage, size: tuple[int, int]) -> None:
    page.resize(*size)
    _settle()


def _select(page: SourcesPage, detail: DetailState) -> None:
    page.show_state(STATE._replace(detail=detail))
    _settle()


def _top(page: SourcesPage, part: QWidget) -> int:
    """Where a part begins in what is in sight of the cards, px."""
    return part.mapTo(page.board, QPoint(0, 0)).y()


def _in_sight(page: SourcesPage, part: QWidget) -> bool:
    top = _top(page, part)
    return top >= 0 and top + part.height() <= page.board.height()


# How the cards lie ---------------------------------------------------------------------------


def test_the_cards_lie_under_one_another_where_the_page_is_narrow(page: SourcesPage) -> None:
    assert _top(page, page.claims) == _top(page, page.picture)
    _resize(page, NARROW)
    edges = [(_top(page, card), _top(page, card) + card.height()) for card in _cards(page)]
    assert edges == sorted(edges)
    assert all(first[1] < second[0] for first, second in pairwise(edges))
    assert {card.width() for card in _cards(page)} == {page.banner.width()}
    assert page.claims.height() >= 260
    assert page.picture.height() >= 240
    assert page.inputs.height() >= 320


@pytest.mark.parametrize(("width", "stacked"), [(STACKED_BELOW - 1, True), (STACKED_BELOW, False)])
def test_the_border(page: SourcesPage, width: int, stacked: bool) -> None:
    _resize(page, (width, 540))
    assert page.board.is_stacked() is stacked
    assert page.width() == width


def test_the_width_does_not_follow_from_how_the_cards_lie(page: SourcesPage) -> None:
    for size in (WIDE, NARROW):
        _resize(page, size)
        assert page.minimumSizeHint().width() < 420


def test_side_by_side_again_the_cards_share_the_room_as_before(page: SourcesPage) -> None:
    whole = page.board.findChildren(CardSplitter)[0]
    whole.setSizes([400, 528])
    _settle()
    before = [card.geometry() for card in _cards(page)]
    for _times in range(3):
        _resize(page, NARROW)
        _resize(page, WIDE)
    assert [card.geometry() for card in _cards(page)] == before


def test_a_page_first_seen_narrow_has_its_columns_later(qtbot: QtBot) -> None:
    made = SourcesPage(tokens("dark"))
    qtbot.addWidget(made)
    made.resize(*NARROW)
    made.show()
    _resize(made, WIDE)
    share = made.claims.width() / (made.claims.width() + made.picture.width())
    assert share == pytest.approx(0.31, abs=0.01)


def test_the_detail_is_as_tall_as_its_words_need(page: SourcesPage) -> None:
    _resize(page, NARROW)
    for detail in (FEE, FEE._replace(readings=(), nothing="No size is given")):
        _select(page, detail)
        bar = page.detail.area.verticalScrollBar()
        assert bar.maximum() == 0
        body = page.detail.body()
        assert body.height() == page.detail.area.height()
    _select(page, NOTHING._replace(readings=FEE.readings * 9))
    assert page.detail.area.verticalScrollBar().maximum() > 0  # all readings: they scroll
    assert page.detail.height() < 360


# What stays ----------------------------------------------------------------------------------


def test_focus_selection_and_scroll_positions_stay(page: SourcesPage) -> None:
    _select(page, FEE)
    page.activateWindow()
    table, listed = page.inputs.table, page.claims.view
    table.setFocus()
    table.setCurrentIndex(table.inputs.index(3, VALUE))
    listed.verticalScrollBar().setValue(120)
    page.claims.search.setText("c")
    for size in (NARROW, WIDE, NARROW):
        at = listed.verticalScrollBar().value()
        _resize(page, size)
        assert page.window().focusWidget() is table
        assert (table.currentIndex().row(), table.currentIndex().column()) == (3, VALUE)
        assert {each.row() for each in table.selectionModel().selectedIndexes()} == {3}
        assert listed.painter.marked.selected == "C01"
        assert listed.verticalScrollBar().value() == at
        assert page.claims.search.text() == "c"
    assert _in_sight(page, table)  # what has the focus is not lost from sight


def test_the_keyboard_goes_from_card_to_card_in_the_same_order(page: SourcesPage) -> None:
    def order() -> list[str]:
        page.claims.search.setFocus()
        found: list[str] = []
        for _times in range(60):
            page.focusNextChild()
            held = page.window().focusWidget()
            card = next((card for card in _cards(page) if card.isAncestorOf(held)), None)
            if card is not None and (not found or found[-1] != card.accessibleName()):
                found.append(card.accessibleName())
        return found[:4]

    wide = order()
    _resize(page, NARROW)
    assert order() == wide
    assert len(set(wide)) == 4


def test_tab_brings_the_card_into_sight(page: SourcesPage) -> None:
    _resize(page, NARROW)
    page.activateWindow()
    page.inputs.search.setFocus()
    page.board.verticalScrollBar().setValue(0)
    QTest.keyClick(page.inputs.search, Qt.Key.Key_Tab)
    assert page.window().focusWidget() is page.inputs.table
    assert _in_sight(page, page.inputs)


def test_a_key_brings_into_sight_what_it_moves(qtbot: QtBot, page: SourcesPage) -> None:
    _resize(page, NARROW)
    with qtbot.waitActive(page):
        page.activateWindow()
    bar = page.board.verticalScrollBar()
    for part, card in (
        (page.inputs.table, page.inputs),
        (page.claims.view, page.claims),
        (page.picture.picture, page.picture),
    ):
        part.setFocus()
        bar.setValue(0 if card is page.inputs else bar.maximum())
        QTest.keyClick(part, Qt.Key.Key_Right)
        assert _in_sight(page, card)


def test_scrolled_positions_of_the_column_are_kept(page: SourcesPage) -> None:
    _resize(page, NARROW)
    page.board.verticalScrollBar().setValue(150)
    _resize(page, WIDE)
    assert page.board.verticalScrollBar().maximum() == 0
    _resize(page, NARROW)
    assert page.board.verticalScrollBar().value() == 150


def test_stacked_there_is_no_divider_to_drag_or_tab_to(page: SourcesPage) -> None:
    splitters = page.board.findChildren(CardSplitter)
    handles = [splitter.handle(1) for splitter in splitters]
    assert [handle.isEnabled() for handle in handles] == [True] * 3
    _resize(page, NARROW)
    assert [handle.isEnabled() for handle in handles] == [False] * 3
    _resize(page, WIDE)
    assert [handle.isEnabled() for handle in handles] == [True] * 3


# What is selected elsewhere ------------------------------------------------------------------


def _row_in_sight(page: SourcesPage, key: str) -> bool:
    view = page.claims.view
    rect = view.visualRect(view.claims.index(view.claims.place(key)))
    top = view.viewport().mapTo(page.board, rect.topLeft()).y()
    whole = view.viewport().rect().contains(rect)
    return whole and top >= 0 and top + rect.height() <= page.board.height()


@pytest.mark.parametrize("key", ["C01", "C99"])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_claim_selected_elsewhere_comes_into_sight(
    page: SourcesPage, key: str, share: float
) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    bar.setValue(round(share * bar.maximum()))
    _select(page, FEE._replace(key=key, label=key))
    assert _row_in_sight(page, key)
    assert 0 <= _top(page, page.detail) <= page.board.height() - 150


def test_a_claim_that_the_filter_leaves_out_shows_its_detail(page: SourcesPage) -> None:
    _resize(page, NARROW)
    page.claims.chips[2].click()  # outside evidence only
    bar = page.board.verticalScrollBar()
    bar.setValue(bar.maximum())
    _select(page, FEE)
    assert 0 <= _top(page, page.detail) <= page.board.height() - 150


def test_a_claim_selected_in_the_picture_does_not_lead_away_from_it(page: SourcesPage) -> None:
    _resize(page, NARROW)
    bar = page.board.verticalScrollBar()
    bar.setValue(_top(page, page.picture))
    before = bar.value()
    page.picture.selected.emit("C01")
    _select(page, FEE)
    assert bar.value() == before
    _select(page, FEE._replace(key="C03", label="C03"))  # this one from elsewhere
    assert _row_in_sight(page, "C03")


def test_a_claim_selected_in_the_list_leaves_the_list_in_sight(page: SourcesPage) -> None:
    _resize(page, NARROW)
    page.claims.view.selected.emit("C01")
    _select(page, FEE)
    assert _in_sight(page, page.claims)
    assert _top(page, page.detail) <= page.board.height() - 150


def test_side_by_side_nothing_scrolls(page: SourcesPage) -> None:
    _select(page, FEE)
    assert page.board.verticalScrollBar().value() == 0


# What gives way ------------------------------------------------------------------------------


def test_label_value_and_status_are_in_sight_with_the_chips_below(page: SourcesPage) -> None:
    table = page.inputs.table
    _resize(page, (1300, 540))
    assert not table.inputs.is_merged()
    _resize(page, NARROW)
    assert table.inputs.is_merged()
    for column in (LABEL, VALUE, STATUS):
        rect = table.visualRect(table.inputs.index(0, column))
        assert rect.width() >= 90
        assert table.viewport().rect().contains(rect)
    index = table.inputs.index(0, STATUS)
    rect = table.visualRect(index)
    chips = table.cells.chips(index, rect)
    assert [chip.key for chip in chips] == ["C01", "C03", "own:1", ADD]
    assert all(rect.top() + 18 <= chip.box.top() for chip in chips)
    assert chips[-1].box.right() <= rect.right()
    assert "C01, C03" in str(table.inputs.data(index, Qt.ItemDataRole.AccessibleTextRole))


def test_the_chips_below_the_status_do_what_chips_do(page: SourcesPage) -> None:
    _resize(page, NARROW)
    heard, table = Heard(page, SIGNALS), page.inputs.table
    index = table.inputs.index(0, STATUS)
    for chip in table.cells.chips(index, table.visualRect(index)):
        QTest.mouseClick(table.viewport(), LEFT_BUTTON, pos=chip.box.center().toPoint())
    assert heard.take() == [
        ("selected", "C01"),
        ("selected", "C03"),
        ("selected", "own:1"),
        ("attach_requested", "", "monthly_spend"),
    ]
    table.setFocus()
    table.setCurrentIndex(index)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClicks(table, ADD)
    assert heard.take() == [("selected", "C01"), ("attach_requested", "", "monthly_spend")]


@pytest.mark.parametrize("column", [CLAIMS_COLUMN, SOURCES])
def test_the_keyboard_is_never_in_a_column_that_is_gone(page: SourcesPage, column: int) -> None:
    _resize(page, (1300, 540))
    table = page.inputs.table
    table.setCurrentIndex(table.inputs.index(2, column))
    _resize(page, NARROW)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, STATUS)


@pytest.mark.parametrize("width", [420, 540, 620, 780, 980])
def test_every_filter_is_there_and_none_is_cut(page: SourcesPage, width: int) -> None:
    _select(page, FEE)
    _resize(page, (width, 540))
    shown = [chip for chip in page.inputs.chips.values() if not chip.isHidden()]
    assert len(shown) == 6
    boxes = [QRect(chip.mapTo(page.inputs, QPoint(0, 0)), chip.size()) for chip in shown]
    assert all(page.inputs.rect().contains(box) for box in boxes)
    row = page.inputs.chips[""].parentWidget()
    assert row is not None
    assert all(row.rect().contains(chip.geometry()) for chip in shown)
    assert row.height() <= max(chip.geometry().bottom() for chip in shown) + 4
    assert not any(
        first.intersects(second) for at, first in enumerate(boxes) for second in boxes[:at]
    )
    assert not any(box.intersects(page.inputs.search.geometry()) for box in boxes)


def test_the_legend_of_the_picture_is_shortened(qtbot: QtBot) -> None:
    card = PictureCard(tokens("light"))
    qtbot.addWidget(card)
    card.show_claims(CLAIMS)
    card.show()
    found = []
    for width in (600, 430, 370):
        card.resize(width, 240)
        _settle()
        found.append(card.legend.words())
        assert card.legend.needed(card.legend.words()) <= card.legend.width()
        assert card.picture.geometry().right() < card.width()
    assert len(set(found)) == 3
    assert "sources disagree on it" in card.legend.toolTip()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_narrow_in_both_themes(page: SourcesPage, theme: str) -> None:
    _resize(page, NARROW)
    page.set_tokens(tokens(theme))
    _select(page, FEE)
    picture = page.grab().toImage()
    assert picture.width() == NARROW[0]
    right = {picture.pixel(x, 60) for x in range(NARROW[0] - 9, NARROW[0])}
    assert right == {picture.pixel(2, 60)}  # nothing reaches into the margin


def test_under_a_slider_nothing_is_laid_out_anew(page: SourcesPage) -> None:
    _resize(page, NARROW)
    _select(page, FEE)
    before = [card.geometry() for card in _cards(page)]
    now = FEE.readings[0].implications[0]._replace(now="$251m")
    reading = FEE.readings[0]._replace(implications=(now, FEE.readings[0].implications[1]))
    at = page.board.verticalScrollBar().value()
    _select(page, FEE._replace(readings=(reading,)))
    assert [card.geometry() for card in _cards(page)] == before
    assert page.board.verticalScrollBar().value() == at
