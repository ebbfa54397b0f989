"""The Ledger page: what is shown anew, folding, search, the keyboard, explaining, copying."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.widgets.ledger_states import HEADS, LINES, QUARTERS, STATE, VALUES
from tests.widgets.literals import LEFT_BUTTON, Heard, tokens
from widgets.ledger.page import LedgerPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.ledger.states import LedgerState
    from widgets.ledger.table import LedgerTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
TIMING, LIVE, PROFIT_HEAD, REVENUE, PROFIT, SHARE, ODD = range(7)  # rows
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot) -> LedgerPage:
    made = LedgerPage(tokens("light"))
    qtbot.addWidget(made)
    made.resize(980, 400)
    made.show_state(STATE)
    made.show()
    return made


def _labels(table: LedgerTable) -> list[str]:
    model = table.ledger
    down = Qt.Orientation.Vertical
    return [str(model.headerData(row, down)) for row in range(model.rowCount())]


def _texts(table: LedgerTable, row: int) -> list[str]:
    return [table.ledger.text(row, column) for column in range(table.ledger.columnCount())]


def _put(table: LedgerTable, row: int, column: int) -> None:
    table.setFocus()
    table.setCurrentIndex(table.ledger.index(row, column))


def _at(table: LedgerTable) -> tuple[int, int]:
    return table.currentIndex().row(), table.currentIndex().column()


def _spot(table: LedgerTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.ledger.index(row, column)).center()


def _click(table: LedgerTable, row: int, column: int) -> None:
    QTest.mouseClick(table.viewport(), LEFT_BUTTON, pos=_spot(table, row, column))


# What is shown ------------------------------------------------------------------------------


def test_line_items_stand_under_their_sections(page: LedgerPage) -> None:
    assert _labels(page.table) == [
        "Timing", "Contract live", "Profit", "Revenue", "Operating profit", "Margin",
        "=HYPERLINK(x)",
    ]  # fmt: skip
    assert _texts(page.table, LIVE) == ["", "Yes", "Yes", "Yes", "Yes", ""]
    assert _texts(page.table, PROFIT) == ["(126.5)", "–", "37.2", "(0.2)", "1.0", "1,234.5"]
    assert _texts(page.table, SHARE) == ["(30.5%)", "–", "7.0%", "50.0%", "100.0%", "88.0%"]
    assert _texts(page.table, ODD) == ["5.25", "—", "5.00", "4.88", "4.00", "3.00"]
    assert set(_texts(page.table, PROFIT_HEAD)) == {""}


def test_only_what_changed_is_told(page: LedgerPage) -> None:
    model = page.table.ledger
    changed: list[tuple[int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    model.modelReset.connect(lambda: resets.append(True))
    page.show_state(STATE._replace(values=VALUES.copy()))
    assert changed == []  # no value is the same as no value
    values = VALUES.copy()
    values[1, 0] = 400.0
    values[3, 5] = 0.5
    page.show_state(STATE._replace(values=values))
    assert changed == [(REVENUE, SHARE)]
    assert _texts(page.table, REVENUE)[0] == "400"
    page.show_state(STATE._replace(values=values, places=(0, 2, 1, 1, 2)))
    assert changed[1:] == [(TIMING, ODD)]
    assert resets == []
    page.show_state(QUARTERS)
    assert resets == [True]


def test_other_dates_need_no_reset(page: LedgerPage) -> None:
    model = page.table.ledger
    resets: list[bool] = []
    heard: list[Qt.Orientation] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.headerDataChanged.connect(lambda which, *_: heard.append(which))
    page.show_state(STATE._replace(heads=(HEADS[0]._replace(name="Oct 2026"), *HEADS[1:])))
    assert heard == [Qt.Orientation.Horizontal]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Oct 2026"
    assert resets == []


def test_a_line_item_that_came_is_shown(page: LedgerPage) -> None:
    _put(page.table, PROFIT, 3)
    added = LINES[0]._replace(key="mine", label="Mine", section="Custom")
    rows = np.vstack([VALUES, VALUES[:1]])
    more = STATE._replace(lines=(*LINES, added), values=rows, months=rows)
    page.show_state(more._replace(places=(*STATE.places, 0)))
    assert _labels(page.table)[-2:] == ["Custom", "Mine"]
    assert _at(page.table) == (PROFIT, 3)


def test_another_period_keeps_the_place(page: LedgerPage) -> None:
    _put(page.table, PROFIT, 3)
    page.show_state(QUARTERS)
    assert _at(page.table) == (PROFIT, 1)  # February is in the first quarter
    assert page.toolbar.periods.buttons[1].isChecked()
    page.show_state(STATE)
    assert _at(page.table) == (PROFIT, 2)


def test_tips_say_what_a_number_is(page: LedgerPage) -> None:
    tip = Qt.ItemDataRole.ToolTipRole
    model = page.table.ledger
    assert model.data(model.index(PROFIT, 0), tip) == (
        "Operating profit, Nov 2026\n−126.5 $m\nClick to explain"
    )
    assert "No value" in str(model.data(model.index(ODD, 1), tip))
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(SHARE, down, tip) == (
        "Margin · share\n% of revenue · Rate: not summed; the value of the period's last month"
        "\nProfit over"
    )
    assert model.headerData(1, across, tip) == "Dec 2026, month 2\nThe decision month"
    assert model.headerData(4, across, tip) == "Mar 2027, month 5\nBeyond the horizon"
    page.show_state(QUARTERS)
    sums = str(model.data(model.index(REVENUE, 1), tip))
    assert "(sum of 3 months)" in sums
    rate = str(model.data(model.index(SHARE, 1), tip))
    assert "100.0% of revenue (in the last month)" in rate


def test_cells_say_where_they_are(page: LedgerPage) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = page.table.ledger
    assert model.index(PROFIT, 0).data(role) == "Operating profit, Nov 2026: −126.5 $m"
    assert model.index(PROFIT, 1).data(role) == "Operating profit, Dec 2026: 0 $m"
    assert model.index(SHARE, 2).data(role) == "Margin, Jan 2027: 7.0% of revenue"
    assert model.index(LIVE, 0).data(role) == "Contract live, Nov 2026: No"
    assert model.index(ODD, 1).data(role) == "=HYPERLINK(x), Dec 2026: no value"
    assert model.index(PROFIT_HEAD, 0).data(role) == "Profit, 4 line items, open"


def test_the_note_says_how_months_add_up(page: LedgerPage) -> None:
    note = page.toolbar.note
    assert note.accessibleName().startswith("Click a number to explain it")
    assert "— is no value" in note.accessibleName()
    page.show_state(QUARTERS)
    assert note.accessibleName().startswith("Rates, in italics: the quarter’s last month")
    assert "flows: sums" in note.accessibleName()
    page.show_state(STATE._replace(values=np.nan_to_num(VALUES)))
    assert "no value" not in note.accessibleName()


def test_columns_do_not_jump_while_numbers_grow_and_shrink(page: LedgerPage) -> None:
    width = page.table.columnWidth(0)
    many = HEADS * 4  # more than there is room for
    page.show_state(STATE._replace(heads=many, values=np.tile(VALUES, 4)))
    narrow = page.table.columnWidth(0)
    assert narrow < width
    page.show_state(STATE._replace(heads=many, values=np.tile(VALUES * 1e5, 4)))
    wide = page.table.columnWidth(0)
    assert wide > narrow
    page.show_state(STATE._replace(heads=many, values=np.tile(VALUES, 4)))
    assert page.table.columnWidth(0) == wide


# Folding and search -------------------------------------------------------------------------


def test_a_click_on_a_section_folds_it(page: LedgerPage) -> None:
    heard = Heard(page, ("explain_requested",))
    _click(page.table, PROFIT_HEAD, 1)
    assert _labels(page.table) == ["Timing", "Contract live", "Profit"]
    assert _at(page.table)[0] == PROFIT_HEAD
    heads = page.table.verticalHeader()
    QTest.mouseClick(heads.viewport(), LEFT_BUTTON, pos=QPoint(40, 12))
    assert _labels(page.table) == ["Timing", "Profit"]
    QTest.mouseClick(heads.viewport(), LEFT_BUTTON, pos=QPoint(40, 12 + 24))
    assert len(_labels(page.table)) == 6
    assert heard.take() == []


def test_folds_survive_new_numbers_and_periods(page: LedgerPage) -> None:
    page.table.toggle_section(PROFIT_HEAD)
    page.show_state(STATE._replace(values=VALUES * 2))
    page.show_state(QUARTERS)
    assert _labels(page.table) == ["Timing", "Contract live", "Profit"]


def test_a_section_folds_by_the_keyboard(page: LedgerPage) -> None:
    _put(page.table, PROFIT_HEAD, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert len(_labels(page.table)) == 3
    assert _at(page.table) == (PROFIT_HEAD, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert len(_labels(page.table)) == 7
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert len(_labels(page.table)) == 3
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert len(_labels(page.table)) == 7


def test_search_finds_and_escape_shows_all(page: LedgerPage) -> None:
    page.table.toggle_section(PROFIT_HEAD)
    page.focus_search()
    QTest.keyClicks(page.toolbar.search, "margin")
    assert _labels(page.table) == ["Profit", "Margin"]
    assert page.toolbar.note.accessibleName().startswith("1 of 5 line items")
    _click(page.table, 0, 0)  # a search opens its sections
    assert _labels(page.table) == ["Profit", "Margin"]
    QTest.keyClick(page.toolbar.search, Qt.Key.Key_Escape)
    assert _labels(page.table) == ["Timing", "Contract live", "Profit"]


def test_search_without_a_find_says_so(page: LedgerPage) -> None:
    page.toolbar.search.setText("<b>nothing")
    assert _labels(page.table) == []
    assert not page.grab().isNull()
    page.table.copy_all()
    page.toolbar.search.clear()
    assert len(_labels(page.table)) == 7


def test_the_keyboard_goes_from_the_table_to_the_search_and_back(
    qtbot: QtBot, page: LedgerPage
) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    _put(page.table, PROFIT, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Slash)
    assert page.toolbar.search.hasFocus()
    QTest.keyClicks(page.toolbar.search, "rev")
    QTest.keyClick(page.toolbar.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    QTest.keyClicks(page.table, "x")  # letters look for nothing among the numbers
    assert page.toolbar.search.text() == "rev"


# Switches -----------------------------------------------------------------------------------


def test_switches_say_what_is_wanted(page: LedgerPage) -> None:
    heard = Heard(page, ("period_chosen", "span_chosen"))
    page.toolbar.periods.buttons[2].click()
    page.toolbar.periods.buttons[2].click()
    page.toolbar.span.buttons[0].click()
    assert heard.take() == [("period_chosen", "year"), ("span_chosen", False)]


def test_switches_go_by_the_arrow_keys(page: LedgerPage) -> None:
    heard = Heard(page, ("period_chosen",))
    months = page.toolbar.periods.buttons[0]
    months.setFocus()
    QTest.keyClick(months, Qt.Key.Key_Right)
    assert heard.take() == [("period_chosen", "quarter")]


def test_heat_shades_the_cells(page: LedgerPage) -> None:
    before = page.table.viewport().grab().toImage()
    page.toolbar.heat.click()
    after = page.table.viewport().grab().toImage()
    cell = _spot(page.table, REVENUE, 3) - QPoint(40, 0)
    assert before.pixelColor(cell) != after.pixelColor(cell)
    later = _spot(page.table, REVENUE, 5) - QPoint(40, 0)  # beyond the horizon
    assert before.pixelColor(later) == after.pixelColor(later)


# Explaining ---------------------------------------------------------------------------------


def test_a_click_explains_a_number(page: LedgerPage) -> None:
    heard = Heard(page, ("explain_requested",))
    _click(page.table, PROFIT, 2)
    assert heard.take() == [("explain_requested", "profit", 3, 3)]
    assert _at(page.table) == (PROFIT, 2)
    page.show_state(QUARTERS)
    _click(page.table, SHARE, 1)
    assert heard.take() == [("explain_requested", "share", 3, 5)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_explains_the_current_number(page: LedgerPage, key: Qt.Key) -> None:
    heard = Heard(page, ("explain_requested",))
    _put(page.table, REVENUE, 1)
    QTest.keyClick(page.table, key)
    assert heard.take() == [("explain_requested", "revenue", 2, 2)]


def test_the_window_can_ask_for_the_current_number(page: LedgerPage) -> None:
    heard = Heard(page, ("explain_requested",))
    assert not page.table.request_explanation()
    _put(page.table, PROFIT_HEAD, 1)
    assert not page.table.request_explanation()
    _put(page.table, REVENUE, 1)
    assert page.table.request_explanation()
    assert heard.take() == [("explain_requested", "revenue", 2, 2)]


def test_a_double_click_explains_once(page: LedgerPage) -> None:
    heard = Heard(page, ("explain_requested",))
    spot = _spot(page.table, PROFIT, 2)
    QTest.mouseClick(page.table.viewport(), LEFT_BUTTON, pos=spot)
    QTest.mouseDClick(page.table.viewport(), LEFT_BUTTON, pos=spot)  # the second press alone
    assert heard.take() == [("explain_requested", "profit", 3, 3)]


@pytest.mark.parametrize("back", [False, True])
def test_dragging_selects_and_does_not_explain(page: LedgerPage, back: bool) -> None:
    heard = Heard(page, ("explain_requested",))
    table, port = page.table, page.table.viewport()
    start, end = _spot(table, REVENUE, 1), _spot(table, PROFIT, 3)
    QTest.mousePress(port, LEFT_BUTTON, pos=start)
    QTest.mouseMove(port, end)
    assert len(table.selectedIndexes()) == 6
    if back:
        QTest.mouseMove(port, start)
    QTest.mouseRelease(port, LEFT_BUTTON, pos=start if back else end)
    assert heard.take() == []


def test_a_click_that_extends_a_selection_does_not_explain(page: LedgerPage) -> None:
    heard = Heard(page, ("explain_requested",))
    table = page.table
    _put(table, REVENUE, 1)
    for held in (SHIFT, CONTROL):
        QTest.mouseClick(table.viewport(), LEFT_BUTTON, held, _spot(table, PROFIT, 2))
    assert heard.take() == []


def test_the_menu_explains_and_copies(page: LedgerPage) -> None:
    heard = Heard(page, ("explain_requested",))
    _put(page.table, PROFIT, 2)
    menu = page.table.menu(page.table.currentIndex())
    actions = {each.text().partition("\t")[0]: each for each in menu.actions()}
    assert list(actions) == ["Explain", "", "Copy with headings", "Copy number", "Copy row"]
    actions["Explain"].trigger()
    assert heard.take() == [("explain_requested", "profit", 3, 3)]
    actions["Copy number"].trigger()
    assert QGuiApplication.clipboard().text() == "37.25\n"
    actions["Copy row"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1] == "Operating profit\t$m\t-126.5\t0.0\t37.25\t-0.25\t1.0\t1234.5"
    actions["Copy with headings"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied == "Line item\tUnit\tJan 2027\nOperating profit\t$m\t37.25\n"


# The keyboard -------------------------------------------------------------------------------


def test_arrows_home_and_end(page: LedgerPage) -> None:
    table = page.table
    _put(table, REVENUE, 2)
    for key, place in (
        (Qt.Key.Key_Right, (REVENUE, 3)),
        (Qt.Key.Key_Down, (PROFIT, 3)),
        (Qt.Key.Key_Home, (PROFIT, 0)),
        (Qt.Key.Key_End, (PROFIT, 5)),
        (Qt.Key.Key_Up, (REVENUE, 5)),
        (Qt.Key.Key_Up, (PROFIT_HEAD, 5)),  # a heading can be folded from the keyboard
        (Qt.Key.Key_Up, (LIVE, 5)),
        (Qt.Key.Key_PageDown, (ODD, 5)),
        (Qt.Key.Key_PageUp, (TIMING, 5)),
    ):
        QTest.keyClick(table, key)
        assert _at(table) == place, key


def test_shift_extends_over_headings_without_selecting_them(page: LedgerPage) -> None:
    table = page.table
    _put(table, LIVE, 1)
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(table, Qt.Key.Key_Right, SHIFT)
    cells = {(index.row(), index.column()) for index in table.selectedIndexes()}
    assert cells == {(LIVE, 1), (LIVE, 2), (REVENUE, 1), (REVENUE, 2)}


# Copying ------------------------------------------------------------------------------------


def _parsed(text: str) -> list[list[str]]:
    assert text.endswith("\n")
    return [line.split("\t") for line in text[:-1].split("\n")]


def test_the_whole_table_is_copied(page: LedgerPage) -> None:
    page.toolbar.copy.click()
    assert page.toolbar.copy.text() == "Copied"
    lines = _parsed(QGuiApplication.clipboard().text())
    assert lines[0] == ["Line item", "Unit", *(head.name for head in HEADS)]
    assert {len(line) for line in lines} == {8}
    assert lines[1] == ["Timing", *[""] * 7]
    assert lines[2] == ["Contract live", "yes or no", "0.0", *["1.0"] * 4, "0.0"]
    assert [float(text) for text in lines[4][2:]] == VALUES[1].tolist()
    shares = [float(text.removesuffix("%")) / 100 for text in lines[6][2:]]
    assert shares == pytest.approx(VALUES[3].tolist(), rel=1e-12)


def test_a_selection_is_copied_with_its_headings(page: LedgerPage) -> None:
    table, model = page.table, page.table.ledger
    selected = QItemSelection(model.index(LIVE, 1), model.index(PROFIT, 2))
    table.selectionModel().select(selected, SELECT)
    QTest.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert _parsed(QGuiApplication.clipboard().text()) == [
        ["Line item", "Unit", "Dec 2026", "Jan 2027"],
        ["Contract live", "yes or no", "1.0", "1.0"],
        ["Revenue", "$m", "500.0", "0.0"],
        ["Operating profit", "$m", "0.0", "37.25"],
    ]
    html = QGuiApplication.clipboard().mimeData().html()
    assert html.count("<tr>") == 4
    assert 'x:num="37.25" sdval="37.25" sdnum="1033;">37.2</td>' in html
    assert ">Jan 2027</th>" in html


def test_cells_that_lie_apart_are_copied_in_their_rows_and_columns(page: LedgerPage) -> None:
    table, model = page.table, page.table.ledger
    also = QItemSelectionModel.SelectionFlag.Select
    for row, column in ((REVENUE, 0), (PROFIT, 5)):
        table.selectionModel().select(model.index(row, column), also)
    table.copy_selection()
    assert _parsed(QGuiApplication.clipboard().text()) == [
        ["Line item", "Unit", "Nov 2026", "Apr 2027"],
        ["Revenue", "$m", "414.25", ""],
        ["Operating profit", "$m", "", "1234.5"],
    ]


def test_all_is_selected_and_copied_by_the_keyboard(page: LedgerPage) -> None:
    _put(page.table, REVENUE, 0)
    QTest.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(page.table, Qt.Key.Key_C, CONTROL)
    lines = _parsed(QGuiApplication.clipboard().text())
    assert [line[0] for line in lines] == [
        "Line item", "Contract live", "Revenue", "Operating profit", "Margin", "'=HYPERLINK(x)",
    ]  # fmt: skip


def test_what_a_user_named_never_becomes_a_formula(page: LedgerPage) -> None:
    page.toolbar.search.setText("HYPERLINK")
    page.table.copy_all()
    assert QGuiApplication.clipboard().text().splitlines()[2].startswith("'=HYPERLINK(x)\t")
    html = QGuiApplication.clipboard().mimeData().html()
    cell = html.split("=HYPERLINK(x)")[0].rsplit("<td", 1)[1]
    assert "x:str" in cell


def test_no_value_is_copied_as_nothing_and_every_digit_is(page: LedgerPage) -> None:
    values = VALUES.copy()
    values[1, 0], values[1, 1] = 1 / 3, -1e-7
    page.show_state(STATE._replace(values=values))
    page.table.copy_all()
    lines = _parsed(QGuiApplication.clipboard().text())
    assert [float(text) for text in lines[4][2:4]] == [1 / 3, -1e-7]
    assert lines[7][3] == ""
    assert math.isnan(values[4, 1])


def test_partial_periods_say_so_where_they_are_copied(page: LedgerPage) -> None:
    page.show_state(QUARTERS)
    page.table.copy_all()
    heads = _parsed(QGuiApplication.clipboard().text())[0][2:]
    assert heads == ["Q4 2026 (2 of 3 months)", "Q1 2027", "Q2 2027 (1 of 3 months)"]


def test_folded_sections_are_not_copied(page: LedgerPage) -> None:
    page.table.toggle_section(PROFIT_HEAD)
    page.table.copy_all()
    lines = _parsed(QGuiApplication.clipboard().text())
    assert [line[0] for line in lines] == ["Line item", "Timing", "Contract live", "Profit"]


# Painting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1140, 800), (980, 620), (600, 300)])
@pytest.mark.parametrize("state", [STATE, QUARTERS])
def test_it_paints_in_both_themes(
    qtbot: QtBot, theme: str, size: tuple[int, int], state: LedgerState
) -> None:
    made = LedgerPage(tokens(theme))
    qtbot.addWidget(made)
    made.resize(*size)
    made.toolbar.heat.setChecked(True)
    made.show_state(state)
    made.show()
    made.table.selectAll()
    assert not made.grab().isNull()
    made.set_tokens(tokens("dark" if theme == "light" else "light"))
    assert not made.grab().isNull()


def test_an_empty_page_paints(qtbot: QtBot) -> None:
    made = LedgerPage(tokens("light"))
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    made.table.copy_all()
    assert not made.grab().isNull()


# A trial of the window ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zzzz", "No line item has these words"),
        ("Revneue", "No line item has these words. The nearest is “Revenue”."),
        ("prifot", "No line item has these words. The nearest is “Operating profit”."),
    ],
)
def test_a_search_without_a_find_says_it_where_the_rows_were(
    page: LedgerPage, typed: str, said: str
) -> None:
    page.toolbar.search.setText("qqqq")
    page.toolbar.search.setText(typed)
    assert page.table.nothing_found() == said
    table = page.table.viewport()
    painted = table.grab().toImage()
    across = range(painted.width())
    middle = range(painted.height() // 2 - 12, painted.height() // 2 + 12)
    assert len({painted.pixel(x, y) for x in across for y in middle}) > 2
    page.toolbar.search.clear()
    assert page.table.nothing_found() == ""


def test_the_last_row_stays_seen_where_the_page_becomes_lower(page: LedgerPage) -> None:
    page.resize(980, 260)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End, CONTROL)
    for height in (253, 240, 300, 247):
        page.resize(980, height)
        spot = page.table.visualRect(page.table.currentIndex())
        assert page.table.currentIndex().row() == ODD
        assert spot.height() > 10
        assert page.table.viewport().rect().top() <= spot.top()
        assert spot.bottom() <= page.table.viewport().rect().bottom()
