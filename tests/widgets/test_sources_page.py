"""The Sources page: what is selected in one of its cards is selected in all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from tests.widgets.sources_literals import (
    CLAIMS,
    FEE,
    FIGURES,
    NOTHING,
    OWN_DETAIL,
    PAPER,
    SIGNALS,
    SPEND,
    STATE,
)
from widgets.buttons import TextButton
from widgets.sources.buttons import FramedButton, LinkLine
from widgets.sources.claim_rows import ARTICLES, CLASHING, OUTSIDE, listed
from widgets.sources.detail_parts import Words
from widgets.sources.input_cells import ADD, chip_boxes
from widgets.sources.input_model import CLAIMS as CLAIMS_COLUMN
from widgets.sources.input_model import LABEL, SOURCES, STATUS, VALUE, kept
from widgets.sources.page import SourcesPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.sources.claims_card import ClaimsCard
    from widgets.sources.input_table import InputTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(qtbot: QtBot) -> SourcesPage:
    made = SourcesPage(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1140, 800)
    made.show_claims(CLAIMS)
    made.show_choices(FIGURES)
    made.show_state(STATE)
    made.show()
    return made


def _names(card: ClaimsCard) -> list[str]:
    return [row if isinstance(row, str) else row.key for row in card.view.claims.rows]


def _keys(table: InputTable) -> list[str]:
    return [row.key for row in table.inputs.rows]


def _words(page: SourcesPage) -> list[str]:
    """What is said on the card of the selected claim."""
    return [label.text() for label in page.detail.body().findChildren(Words)]


def _press(page: SourcesPage, words: str) -> None:
    """The button of these words on the card of the selected claim."""
    body = page.detail.body()
    buttons = (*body.findChildren(FramedButton), *body.findChildren(TextButton))
    next(button for button in buttons if button.text() == words).click()


# The banner and the list ---------------------------------------------------------------------


def test_the_banner_says_that_nothing_is_a_fact(page: SourcesPage) -> None:
    said = page.banner.accessibleName()
    assert "unverified" in said
    assert "no claim is presented as fact" in said


def test_every_claim_is_marked_as_reported_and_unverified(page: SourcesPage) -> None:
    model = page.claims.view.claims
    role = Qt.ItemDataRole.AccessibleTextRole
    told = {row: str(model.data(model.index(at), role)) for at, row in enumerate(model.rows)}
    for claim in CLAIMS.claims:
        assert "reported, unverified" in told[claim]
        assert claim.where in told[claim]
    assert "your own" in told[PAPER]


def test_own_sources_stand_in_a_section_of_their_own(page: SourcesPage) -> None:
    listed_now = ["Your sources", "own:1", "What was reported", "C01", "C03", "C13", "E1"]
    assert _names(page.claims) == listed_now
    page.show_state(STATE._replace(own=()))
    assert _names(page.claims) == ["C01", "C03", "C13", "E1"]


@pytest.mark.parametrize(
    ("kept_by", "words", "found"),
    [
        (ARTICLES, "", ["C01", "C03", "C13"]),
        (OUTSIDE, "", ["E1"]),
        (CLASHING, "", ["C01", "C03", "C13", "E1"]),
        ("all", "TOTAL years", ["C03"]),
        ("all", "37 filing", ["E1"]),
        (ARTICLES, "filing", []),
    ],
)
def test_filters_and_words_cut_the_list(kept_by: str, words: str, found: list[str]) -> None:
    rows = listed((*CLAIMS.claims, PAPER._replace(conflicts=0)), words, kept_by)
    assert [row.key for row in rows if not isinstance(row, str)] == found


def test_the_chips_and_the_search_field_filter(page: SourcesPage) -> None:
    card = page.claims
    card.chips[2].click()
    assert _names(card) == ["E1"]
    card.chips[0].click()
    card.search.setText("total")
    assert _names(card) == ["C03"]
    QTest.keyClick(card.search, Qt.Key.Key_Down)
    assert card.view.currentIndex().row() == 0


def test_arrows_walk_the_list_and_enter_selects(page: SourcesPage) -> None:
    heard, view = Heard(page, SIGNALS), page.claims.view
    view.setFocus()
    view.setCurrentIndex(view.claims.index(view.claims.place("C01")))
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert heard.take() == []
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.take() == [("selected", "C03")]
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.claims.claim(view.currentIndex()) is PAPER  # over the heading


def test_a_click_selects(page: SourcesPage) -> None:
    heard, view = Heard(page, SIGNALS), page.claims.view
    rect = view.visualRect(view.claims.index(view.claims.place("C03")))
    QTest.mouseClick(view.viewport(), LEFT_BUTTON, pos=rect.center())
    assert heard.take() == [("selected", "C03")]


# The selected one ----------------------------------------------------------------------------


def test_a_selection_is_seen_everywhere(page: SourcesPage) -> None:
    assert page.claims.view.painter.marked == ("C01", frozenset({"C03", "E1"}))
    assert page.picture.picture.seen().selected == "C01"
    assert page.picture.picture.seen().opponents == {"C03", "E1"}
    assert page.inputs.table.cells.selected == "C01"
    assert page.inputs.chips["claim"].text() == "Of C01 1"
    page.show_state(STATE._replace(detail=NOTHING))
    assert page.claims.view.painter.marked == ("", frozenset())
    assert page.picture.picture.seen().selected == ""
    assert page.inputs.chips["claim"].isHidden()


def test_the_card_says_what_contradicts_and_what_it_would_mean(page: SourcesPage) -> None:
    said = _words(page)
    for words in ("Lab pays monthly", "$1.25B", "Undated.", "A year or a total.", "A fee or none."):
        assert words in said
    body = page.detail.body()
    labels = [label.text() for label in body.findChildren(QLabel)]
    assert labels.count("$250m") == 1
    assert labels.count("60") == 2  # now and then alike
    links = [link.accessibleName() or link.text() for link in body.findChildren(LinkLine)]
    assert "C03: A total over years. A year or a total" in links
    assert links.count("Monthly spend") == 2  # of the reading, and that it speaks of it


def test_a_reading_is_applied_and_inputs_are_explained(page: SourcesPage) -> None:
    heard = Heard(page, SIGNALS)
    _press(page, "Apply as a scenario")
    body = page.detail.body()
    for link in body.findChildren(LinkLine):
        link.click()
    assert heard.take() == [
        ("reading_applied", "total"),
        ("explain_requested", "monthly_spend"),
        ("explain_requested", "term_months"),
        ("selected", "C03"),
        ("selected", "E1"),
        ("explain_requested", "monthly_spend"),
    ]


def test_a_claim_that_implies_nothing_says_so(page: SourcesPage) -> None:
    page.show_state(STATE._replace(detail=FEE._replace(readings=(), nothing="No size is given")))
    assert "It implies nothing that could be computed. No size is given." in _words(page)


def test_a_claim_on_which_sources_disagree_is_no_link_to_itself(page: SourcesPage) -> None:
    alone = FEE.opponents[0]._replace(key="C01", label="C01", reason="The tenses differ")
    page.show_state(STATE._replace(detail=FEE._replace(opponents=(alone,))))
    assert "The sources disagree on it. The tenses differ." in _words(page)
    assert page.picture.picture.seen().opponents == {"C03", "E1"}  # its arches, as they are
    assert page.claims.view.painter.marked.opponents <= {"C03", "E1"}


def test_without_a_selection_all_readings_are_there(page: SourcesPage) -> None:
    page.show_state(STATE._replace(detail=NOTHING))
    heard = Heard(page, SIGNALS)
    assert "All that is paid." in _words(page)
    assert page.detail.back.isHidden()
    _press(page, "Apply as a scenario")
    assert heard.take() == [("reading_applied", "total")]


def test_escape_and_a_button_select_nothing(page: SourcesPage) -> None:
    heard = Heard(page, SIGNALS)
    page.detail.back.click()
    QTest.keyClick(page.inputs.table, Qt.Key.Key_Escape)
    assert heard.take() == [("selected", "")] * 2


def test_under_a_slider_only_values_change(page: SourcesPage) -> None:
    body = page.detail.body()
    now = FEE.readings[0].implications[0]._replace(now="$250m", same=True)
    reading = FEE.readings[0]._replace(implications=(now, FEE.readings[0].implications[1]))
    page.show_state(STATE._replace(detail=FEE._replace(readings=(reading,))))
    assert page.detail.body() is body
    labels = [label.text() for label in body.findChildren(QLabel)]
    assert labels.count(now.now) == 2


def test_the_keyboard_stays_on_the_card_when_it_leads_to_another_claim(page: SourcesPage) -> None:
    page.activateWindow()
    body = page.detail.body()
    body.findChildren(LinkLine)[-1].setFocus()
    page.show_state(STATE._replace(detail=OWN_DETAIL))
    held = page.window().focusWidget()
    assert page.detail.body().isAncestorOf(held)


# The user's own ------------------------------------------------------------------------------


def test_an_own_source_can_be_attached_edited_and_deleted(page: SourcesPage) -> None:
    page.show_state(STATE._replace(detail=OWN_DETAIL))
    heard = Heard(page, SIGNALS)
    for words in ("Attach to an input…", "Edit…", "Delete", "Note…", "Detach"):
        _press(page, words)
    page.claims.add.click()
    assert heard.take() == [
        ("attach_requested", "own:1", ""),
        ("edit_requested", "own:1"),
        ("delete_requested", "own:1"),
        ("attach_requested", "own:1", "term_months"),
        ("detach_requested", "own:1", "term_months"),
        ("add_requested",),
    ]


def test_what_the_user_wrote_is_plain_text_everywhere(page: SourcesPage) -> None:
    page.show_state(STATE._replace(detail=OWN_DETAIL))
    for label in page.detail.body().findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert PAPER.text in _words(page)
    model = page.claims.view.claims
    tip = str(model.data(model.index(1), Qt.ItemDataRole.ToolTipRole))
    assert "<b>Board" not in tip
    assert "&lt;b&gt;Board" in tip
    table = page.inputs.table.inputs
    tip = str(table.data(table.index(0, SOURCES), Qt.ItemDataRole.ToolTipRole))
    assert "<b>Board" not in tip


# Inputs --------------------------------------------------------------------------------------


def test_the_filters_of_the_inputs(page: SourcesPage) -> None:
    card = page.inputs
    shown = [chip.text() for chip in card.chips.values() if not chip.isHidden()]
    assert shown == [
        "All 4",
        "Reported 1",
        "Disputed 1",
        "Undisclosed 1",
        "Assumption 1",
        "Of C01 1",
    ]
    card.chips["disputed"].click()
    assert _keys(card.table) == ["payer"]
    card.chips["claim"].click()
    assert _keys(card.table) == ["monthly_spend"]
    page.show_state(STATE._replace(detail=NOTHING))  # nothing is selected: the filter is gone
    assert _keys(card.table) == ["monthly_spend", "payer", "term_months", "growth"]
    card.search.setText("surging")
    assert _keys(card.table) == ["growth"]


def test_words_are_found_in_names_keys_bases_and_chips() -> None:
    for words in ("monthly", "monthly_spend".replace("_", " "), "1,250", "C03", "board reported"):
        assert kept(STATE.inputs, "", words) == (SPEND,)


def test_a_slider_touches_the_rows_that_changed(page: SourcesPage) -> None:
    told: list[tuple[int, int]] = []
    model = page.inputs.table.inputs
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.modelReset.connect(lambda: told.append((-1, -1)))
    moved = (SPEND._replace(value="$1.5B"), *STATE.inputs[1:])
    page.show_state(STATE._replace(inputs=moved))
    assert told == [(0, 0)]
    assert model.text(model.index(0, VALUE)) == "$1.5B / month"
    page.show_state(STATE._replace(inputs=moved))
    assert told == [(0, 0)]


def _click(table: InputTable, row: int, column: int, at: QPoint | None = None) -> None:
    rect = table.visualRect(table.inputs.index(row, column))
    QTest.mouseClick(table.viewport(), LEFT_BUTTON, pos=at or rect.center())


def _chip(table: InputTable, row: int, column: int, key: str) -> QPoint:
    """The middle of a chip."""
    index = table.inputs.index(row, column)
    boxes = chip_boxes(table.inputs.chips(index), table.visualRect(index), add=column == SOURCES)
    return next(chip.box.center().toPoint() for chip in boxes if chip.key == key)


def test_clicks_explain_select_and_attach(page: SourcesPage) -> None:
    heard, table = Heard(page, SIGNALS), page.inputs.table
    _click(table, 0, LABEL)
    _click(table, 0, VALUE)
    _click(table, 0, STATUS)
    _click(table, 0, CLAIMS_COLUMN, _chip(table, 0, CLAIMS_COLUMN, "C03"))
    _click(table, 0, SOURCES, _chip(table, 0, SOURCES, "own:1"))
    _click(table, 2, SOURCES, _chip(table, 2, SOURCES, ADD))
    assert heard.take() == [
        ("explain_requested", "monthly_spend"),
        ("explain_requested", "monthly_spend"),
        ("selected", "C03"),
        ("selected", "own:1"),
        ("attach_requested", "", "term_months"),
    ]


def test_enter_does_what_a_click_does(page: SourcesPage) -> None:
    heard, table = Heard(page, SIGNALS), page.inputs.table
    table.setFocus()
    table.setCurrentIndex(table.inputs.index(0, LABEL))
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Return)  # C01 is selected: the next
    table.show_selected("C03")
    QTest.keyClick(table, Qt.Key.Key_Return)  # and round
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.take() == [
        ("explain_requested", "monthly_spend"),
        ("selected", "C03"),
        ("selected", "C01"),
        ("attach_requested", "", "payer"),
    ]


def test_an_explanation_can_be_asked_for_from_any_cell(page: SourcesPage) -> None:
    heard, table = Heard(page, SIGNALS), page.inputs.table
    assert not table.request_explanation()
    table.setCurrentIndex(table.inputs.index(2, STATUS))
    assert table.request_explanation()
    assert heard.take() == [("explain_requested", "term_months")]


def test_rows_are_copied_whole(page: SourcesPage) -> None:
    table = page.inputs.table
    table.setFocus()
    table.setCurrentIndex(table.inputs.index(0, LABEL))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:4] == ["Input", "Value now", "Status", "Basis"]
    assert row.split("\t") == [
        "Monthly spend",
        "$1.25B / month",
        "reported",
        "short note: 1,250",
        "C01, C03",
        PAPER.text,
    ]


@pytest.mark.parametrize("width", [24, 60, 90, 140, 300])
def test_chips_stay_in_their_cell(page: SourcesPage, width: int) -> None:
    chips = (*SPEND.claims, *SPEND.sources)
    cell = page.inputs.table.rect()
    cell.setWidth(width)
    for some in (chips[:1], chips, chips[::-1]):
        boxes = [chip.box for chip in chip_boxes(some, cell, add=False)]
        for before, after in pairwise(boxes):
            assert before.right() < after.left()
        if width >= 90:
            assert boxes[-1].right() <= cell.right()


@pytest.mark.parametrize("size", [(1140, 800), (980, 620), (820, 560), (1900, 1000)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_painted_in_any_size_and_theme(
    page: SourcesPage, size: tuple[int, int], theme: str
) -> None:
    page.resize(*size)
    page.set_tokens(tokens(theme))
    picture = page.grab().toImage()
    assert picture.width() == max(size[0], page.minimumSizeHint().width())
    assert len({picture.pixel(x, 30) for x in range(0, picture.width(), 7)}) > 2
