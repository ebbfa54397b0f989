"""The Quotes view under the hand: the table, a new quote, the watch list, the market, contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.widgets.literals import Heard, tokens
from tests.widgets.quotes_literals import QUOTES, STATE
from widgets.contracts.quotes_scale import PriceScale
from widgets.contracts.quotes_states import (
    PRICE,
    SUPPLIER,
    MarketPlanState,
    PriceState,
    QuoteTableState,
    ScaleMark,
    ScaleState,
    WatchState,
)
from widgets.contracts.quotes_view import QuotesView
from widgets.contracts.read_chart_states import ReadChartState
from widgets.states import Series

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
SIGNALS = (
    "contract_selected",
    "quote_edited",
    "quote_added",
    "quotes_deleted",
    "import_requested",
    "export_requested",
    "watch_changed",
    "seen_requested",
    "factor_changed",
    "market_to_plan_requested",
    "explain_requested",
)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def view(qtbot: QtBot) -> QuotesView:
    made = QuotesView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.show_state(STATE)
    return made


@pytest.fixture
def heard(view: QuotesView) -> Heard:
    return Heard(view, SIGNALS)


def type_into_cell(view: QuotesView, row: int, column: int, text: str) -> None:
    table = view.quotes.table
    table.setCurrentIndex(table.comparison.index(row, column))
    table.edit(table.currentIndex())
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    editor.setModified(True)
    QTest.keyClick(editor, ENTER)
    QApplication.processEvents()  # Qt takes the text over later


def test_a_cell_is_typed_into(view: QuotesView, heard: Heard) -> None:
    type_into_cell(view, 1, PRICE, "$2.10")
    assert heard.take() == [("quote_edited", "Q1", "price", "$2.10")]


def test_words_are_typed_at_the_left_numbers_at_the_right(view: QuotesView) -> None:
    table = view.quotes.table
    sides = []
    for column in (SUPPLIER, PRICE):
        table.setCurrentIndex(table.comparison.index(0, column))
        table.edit(table.currentIndex())
        editor = table.viewport().findChild(QLineEdit)
        assert editor is not None
        sides.append(bool(editor.alignment() & Qt.AlignmentFlag.AlignLeft))
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        QApplication.sendPostedEvents(None, 52)  # deferred deletes
    assert sides == [True, False]


def test_what_was_refused_stands_below_the_table(view: QuotesView) -> None:
    type_into_cell(view, 1, PRICE, "many")
    view.show_cell_answer("Q1", "price", "'many' is not a price")
    assert view.quotes.fault.isVisible()
    assert view.quotes.fault.accessibleName() == "CoreCo, 1 Nov 2026: 'many' is not a price"
    view.show_cell_answer("Q1", "price", "")
    assert not view.quotes.fault.isVisible()


def test_columns_share_the_room_and_none_is_lost(view: QuotesView) -> None:
    heads = view.quotes.table.horizontalHeader()
    widths = [heads.sectionSize(place) for place in range(heads.count())]
    assert min(widths) >= 48
    view.resize(1700, 700)
    QApplication.processEvents()
    wider = [heads.sectionSize(place) for place in range(heads.count())]
    assert wider[SUPPLIER] > widths[SUPPLIER]
    assert wider[PRICE] == widths[PRICE]


def test_delete_takes_the_rows_of_the_chosen_cells(view: QuotesView, heard: Heard) -> None:
    table, delete = view.quotes.table, view.quotes.buttons[2]
    assert not delete.isEnabled()
    table.setCurrentIndex(table.comparison.index(1, PRICE))
    assert delete.isEnabled()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    delete.click()
    assert heard.take() == [("quotes_deleted", ("Q1",))] * 2


def test_files(view: QuotesView, heard: Heard) -> None:
    view.quotes.buttons[0].click()
    view.quotes.buttons[1].click()
    assert heard.take() == [("import_requested",), ("export_requested",)]
    view.show_told("quotes.csv: 12 quotes read.")
    assert view.quotes.fault.accessibleName() == "quotes.csv: 12 quotes read."
    view.show_told("")
    assert not view.quotes.fault.isVisible()


def test_a_new_quote_is_typed_and_enter_takes_it(view: QuotesView, heard: Heard) -> None:
    fields = view.quotes.entry.fields
    for key, text in (("supplier", "Orbital"), ("day", "1 Dec 2026"), ("price", "2.20")):
        fields[key].setFocus()
        QTest.keyClicks(fields[key], text)
    assert heard.take() == []
    QTest.keyClick(fields["price"], ENTER)
    texts = {"supplier": "Orbital", "day": "1 Dec 2026", "price": "2.20"}
    assert heard.take() == [("quote_added", texts)]


def test_a_refused_quote_keeps_its_texts_and_a_taken_one_clears_them(view: QuotesView) -> None:
    fields = view.quotes.entry.fields
    fields["supplier"].setFocus()
    QTest.keyClicks(fields["supplier"], "Orbital")
    view.quotes.entry.button.click()
    view.show_entry_answer("day", "A quote needs a date.")
    assert fields["supplier"].text() == "Orbital"
    assert fields["day"].accessibleDescription() == "A quote needs a date."
    assert view.quotes.fault.accessibleName() == "A quote needs a date."
    view.show_entry_answer("", "")
    assert fields["supplier"].text() == ""
    assert not view.quotes.fault.isVisible()


def test_the_watch_list(view: QuotesView, heard: Heard) -> None:
    watch = view.watch
    watch.price.setFocus()
    watch.price.setText("2.25")
    watch.price.setModified(True)
    QTest.keyClick(watch.price, ENTER)
    watch.seen.click()
    assert heard.take() == [("watch_changed", "2.25"), ("seen_requested",)]
    view.show_state(STATE._replace(watch=WatchState("", "No threshold.", "Nothing new.", False)))
    assert not watch.seen.isVisible()


def test_the_power_of_a_gpu(view: QuotesView, heard: Heard) -> None:
    power = view.watch.power
    power.setFocus()
    power.setText("1.5")
    power.setModified(True)
    QTest.keyClick(power, ENTER)
    assert heard.take() == [("factor_changed", "1.5")]
    view.show_watch_answer(power="'x' is not a number")
    assert power.accessibleDescription() == "'x' is not a number"


def test_months_are_read_by_the_line_and_the_pointer(view: QuotesView) -> None:
    chart = view.market.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    state = chart._state
    assert state is not None
    assert (state.decision_month, state.reading) == (2, "Nov 2026")
    assert state.fans[0].labels[0].text == "$2.01"
    chart.month_hovered.emit(1)
    state = chart._state
    assert state is not None
    assert (state.crosshair_month, state.decision_month) == (1, 2)
    assert state.reading == "Oct 2026 · market $2.00"


def test_quotes_are_seen_on_the_markets_band(view: QuotesView) -> None:
    dots = Series("new", "", "good", np.array([np.nan, 2.5]), "")  # inside the fan
    chart = STATE.market.chart._replace(points=(dots,))
    view.show_state(STATE._replace(market=STATE.market._replace(chart=chart)))
    image = view.market.chart.grab().toImage()
    ink = QColor(tokens("light").good)
    seen = sum(
        image.pixelColor(x, y) == ink for x in range(image.width()) for y in range(image.height())
    )
    assert seen > 5


def test_a_chart_of_nothing_says_why(view: QuotesView) -> None:
    empty = STATE.market.chart._replace(note="No quotes yet", fans=())
    view.show_state(STATE._replace(market=ReadChartState(empty)))
    state = view.market.chart._state
    assert state is not None
    assert state.note == "No quotes yet"


def test_a_contract_of_the_table_is_selected_everywhere(view: QuotesView, heard: Heard) -> None:
    table = view.against.view
    assert table.currentIndex().row() == 0  # the state's own, told to nobody
    assert heard.take() == []
    table.setCurrentIndex(table.comparison.index(1, 0))
    assert heard.take() == [("contract_selected", "C-2")]
    view.price.contract_selected.emit("C-1")
    assert heard.take() == [("contract_selected", "C-1")]


def test_why_there_is_no_price_stands_in_its_place(view: QuotesView) -> None:
    card = view.price
    assert card.scale.isVisible()
    view.show_state(STATE._replace(price=PriceState((), "", message="No contracts.")))
    assert not card.scale.isVisible()
    assert not card.words.isVisible()
    assert not card.chooser.isVisible()


def test_the_market_is_taken_into_the_plan(view: QuotesView, heard: Heard) -> None:
    view.plan.use.click()
    assert heard.take() == [("market_to_plan_requested",)]
    same = MarketPlanState(STATE.plan.sentences, STATE.plan.table, False, "The plan has it.")
    view.show_state(STATE._replace(plan=same))
    assert not view.plan.use.isVisible()


def test_without_quotes_there_is_nothing_to_scroll(view: QuotesView) -> None:
    empty = QuoteTableState(QUOTES._replace(rows=()))
    view.show_state(STATE._replace(quotes=empty))
    assert not view.quotes.table.horizontalScrollBar().isVisible()
    assert not view.quotes.buttons[1].isEnabled()


@pytest.mark.parametrize("width", [220, 300, 500])
def test_the_scales_labels_are_whole_and_apart(qtbot: QtBot, width: int) -> None:
    scale = PriceScale(tokens("dark"))
    qtbot.addWidget(scale)
    scale.resize(QSize(width, scale.height()))
    marks = (
        ScaleMark(4.70, "contract $4.70", "contract"),
        ScaleMark(4.79, "switch $4.79", "exit_cost"),
        ScaleMark(0.1, "market $0.10", "market", above=False),
    )
    scale.show_state(ScaleState(0.0, 5.0, 0.05, 0.2, marks, "all"))
    boxes = [box for above in (True, False) for _, box in scale.label_boxes(above=above)]
    assert all(box.left() >= 0 and box.right() <= width for box in boxes)
    first, second, _ = boxes
    assert first.right() < second.left()
    assert scale.accessibleDescription() == "all"
    assert not scale.grab().isNull()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(955, 540), (1100, 655), (640, 500)])
def test_every_size_and_theme_is_painted(qtbot: QtBot, theme: str, size: tuple[int, int]) -> None:
    made = QuotesView(tokens("light"))
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.show_state(STATE)
    made.set_tokens(tokens(theme))
    assert not made.grab().isNull()
    entry = made.quotes.entry
    assert entry.button.mapTo(made, QPointF(0, 0).toPoint()).x() < size[0]


def test_the_button_comes_after_what_it_adds(view: QuotesView) -> None:
    def after(widget: QWidget) -> QWidget:
        found = widget.nextInFocusChain()
        assert found is not None
        return found if found.focusPolicy() & Qt.FocusPolicy.TabFocus else after(found)

    entry, watch = view.quotes.entry, view.watch
    assert after([*entry.fields.values()][-1]) is entry.button
    assert after(watch.price) is watch.seen
