"""The comparison's room: labels and headings, what is in sight, where the keyboard stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from tests.widgets.literals import tokens
from widgets.comparison.cells import ColumnHeads, RowHeads
from widgets.comparison.states import Cell, Column, Row, TableState
from widgets.comparison.table import ComparisonCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.comparison.table_view import ComparisonView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MATURITY = tuple(
    f"Maturity of the obligation, {part}"
    for part in ("year 1", "year 2", "year 3", "year 4", "year 5", "later")
)


def _state(headings: tuple[str, ...], labels: tuple[str, ...], current: int = 0) -> TableState:
    columns = tuple(
        Column(place, heading, "scenario_1", current=place == current)
        for place, heading in enumerate(headings)
    )
    cells = (Cell("$1.25B", "1250.0", editable=True),) * len(columns)
    return TableState("Figure", columns, tuple(Row(label, label, cells) for label in labels))


def _many(count: int, current: int) -> TableState:
    return _state(tuple(f"Case {place}" for place in range(count)), ("Exit cost",), current)


@pytest.fixture
def card(qtbot: QtBot) -> ComparisonCard:
    made = ComparisonCard("Headline figures", tokens("light"))
    qtbot.addWidget(made)
    made.resize(540, 340)
    made.show()
    return made


def _labels(view: ComparisonView) -> RowHeads:
    found = view.verticalHeader()
    assert isinstance(found, RowHeads)
    return found


def _in_sight(view: ComparisonView, place: int) -> bool:
    left = view.columnViewportPosition(place)
    return left >= 0 and left + view.columnWidth(place) <= view.viewport().width()


# Room ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [380, 460, 540, 700])
@pytest.mark.parametrize("columns", [1, 3, 8])
def test_no_two_labels_read_the_same(card: ComparisonCard, width: int, columns: int) -> None:
    card.show_state(_state(("Shorter term",) * columns, MATURITY))
    card.resize(width, 340)
    labels = _labels(card.view)
    shown = labels.fitted(labels.width())
    assert len(set(shown.values())) == len(MATURITY)
    assert all(text.endswith(label[-4:]) for label, text in shown.items())


def test_a_label_that_is_alone_is_cut_at_its_end(card: ComparisonCard) -> None:
    card.show_state(_state(("A",), ("Maturity of the obligation", "Exit cost")))
    shown = _labels(card.view).fitted(110)
    assert shown["Exit cost"] == "Exit cost"
    assert shown["Maturity of the obligation"].startswith("Maturity")
    assert shown["Maturity of the obligation"].endswith("…")


FEES = (
    "Notice (months)",
    "Termination fee (of remaining)",
    "Termination fee decline (of remaining, a year)",
    "Termination fee floor (of remaining)",
)
FIRSTS = ("First profitable month", "First profitable quarter", "Exit cost")


def test_the_unit_goes_before_a_word_is_cut(card: ComparisonCard) -> None:
    card.show_state(_state(("A",), FEES))
    whole = _labels(card.view).fitted(600)
    assert list(whole.values()) == list(FEES)
    shown = _labels(card.view).fitted(180)
    assert [shown[label] for label in FEES] == [
        "Notice (months)",
        "Termination fee",
        "Termination fee decline",
        "Termination fee floor",
    ]


@pytest.mark.parametrize("labels", [FEES, FIRSTS])
@pytest.mark.parametrize("width", [112, 118, 126, 134])
def test_a_cut_label_ends_in_the_words_that_are_its_own(
    card: ComparisonCard, labels: tuple[str, ...], width: int
) -> None:
    card.show_state(_state(("A",), labels))
    shown = _labels(card.view).fitted(width)
    assert len(set(shown.values())) == len(labels)
    for label, text in shown.items():
        bare = label.split(" (")[0]
        start, cut, end = text.partition("…")
        assert text in (label, bare) or (cut and bare.startswith(start) and bare.endswith(end))
        assert not end or end == " " + bare.split()[-1]


def test_units_that_tell_labels_apart_stay(card: ComparisonCard) -> None:
    labels = ("Fee (a month)", "Fee (a year)")
    card.show_state(_state(("A",), labels))
    assert len(set(_labels(card.view).fitted(70).values())) == 2


def test_what_is_cut_is_whole_in_a_tooltip(card: ComparisonCard) -> None:
    reason = "cash never falls below zero"
    state = _state(("A",), FEES)
    cells = (Cell(reason, number=False, tooltip=reason),)
    card.show_state(state._replace(rows=(*state.rows[1:], Row("runway", "Cash runway", cells))))
    model, tip = card.view.comparison, Qt.ItemDataRole.ToolTipRole
    for place, label in enumerate(FEES[1:]):
        assert label in str(model.headerData(place, Qt.Orientation.Vertical, tip))
    assert reason in str(model.index(3, 0).data(tip))


def test_room_that_is_there_is_used_before_anything_is_cut(card: ComparisonCard) -> None:
    headings = ("Shorter term and lower fee", "As reported, month by month", "Late delivery")
    card.show_state(_state(headings, MATURITY))
    card.resize(1000, 340)
    view, labels = card.view, _labels(card.view)
    heads = view.horizontalHeader()
    assert isinstance(heads, ColumnHeads)
    assert set(labels.fitted(labels.width()).values()) == set(MATURITY)
    assert view.columnWidth(0) >= heads.needed()
    assert view.horizontalScrollBar().maximum() == 0


def test_a_longer_heading_gets_its_room(card: ComparisonCard) -> None:
    card.resize(760, 340)
    card.show_state(_state(("A", "B"), ("Exit cost",)))
    card.show_state(_state(("A scenario with quite a long name of its own", "B"), ("Exit cost",)))
    heads = card.view.horizontalHeader()
    assert isinstance(heads, ColumnHeads)
    assert heads.sectionSize(0) >= heads.needed() > 190


# Sight --------------------------------------------------------------------------------------


def test_the_current_column_comes_into_sight(card: ComparisonCard) -> None:
    view = card.view
    for current in (11, 0, 6):
        card.show_state(_many(12, current))
        assert _in_sight(view, current)
    card.show_state(_many(30, 29))  # others came, and it is the last
    assert _in_sight(view, 29)
    card.resize(420, 340)
    assert _in_sight(view, 29)


def test_who_scrolled_away_stays_there_while_numbers_change(card: ComparisonCard) -> None:
    state = _many(12, 11)
    card.show_state(state)
    bar = card.view.horizontalScrollBar()
    bar.setValue(0)
    cells = (Cell("$2.00B", "2000.0"), *state.rows[0].cells[1:])
    card.show_state(state._replace(rows=(state.rows[0]._replace(cells=cells),)))
    assert bar.value() == 0


def test_another_becoming_current_alone_brings_it_into_sight(card: ComparisonCard) -> None:
    card.show_state(_many(12, 0))
    assert not _in_sight(card.view, 9)
    card.show_state(_many(12, 9))
    assert _in_sight(card.view, 9)


def _wheel(view: ComparisonView, notches: int, held: Qt.KeyboardModifier) -> None:
    at = QPointF(view.viewport().rect().center())
    none = Qt.MouseButton.NoButton
    turned = QPoint(0, notches * 120)
    event = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        turned,
        none,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_shift_and_the_wheel_scroll_sideways(card: ComparisonCard) -> None:
    rows = tuple(f"Figure {place}" for place in range(40))
    card.show_state(_state(tuple("ABCDEFGHIJ"), rows))
    across, down = card.view.horizontalScrollBar(), card.view.verticalScrollBar()
    _wheel(card.view, -1, Qt.KeyboardModifier.ShiftModifier)
    moved = across.value()
    assert moved > 0
    assert down.value() == 0
    _wheel(card.view, 1, Qt.KeyboardModifier.ShiftModifier)
    assert across.value() == 0
    _wheel(card.view, -1, Qt.KeyboardModifier.NoModifier)
    assert across.value() == 0
    assert down.value() > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_current_heading_is_marked(card: ComparisonCard, theme: str) -> None:
    dress = tokens(theme)
    card.set_tokens(dress)
    card.show_state(_state(("Case", "Case"), ("Exit cost",), current=1))
    heads = card.view.horizontalHeader()
    image = heads.viewport().grab().toImage()
    foot = [
        image.pixelColor(heads.sectionViewportPosition(place) + 20, heads.height() - 2).name()
        for place in range(2)
    ]
    assert foot == [dress.card, dress.accent]
    tip = Qt.ItemDataRole.ToolTipRole
    across = Qt.Orientation.Horizontal
    assert card.view.comparison.headerData(1, across, tip) == "Case\nCurrent scenario"
    assert card.view.comparison.headerData(0, across, tip) == "Case"


# Focus --------------------------------------------------------------------------------------


@pytest.mark.parametrize("active", [True, False])
def test_f2_edits_the_cell_after_a_refusal_was_given_up(qtbot: QtBot, active: bool) -> None:
    """The window's own F2 renames the scenario: that is not for one who is in the table."""
    window, other = QMainWindow(), QMainWindow()
    qtbot.addWidget(window)
    qtbot.addWidget(other)
    card = ComparisonCard("Inputs that differ", tokens("light"))
    window.setCentralWidget(card)
    renames: list[bool] = []
    rename = QAction("Rename", window)
    rename.setShortcut(QKeySequence("F2"))
    rename.triggered.connect(lambda: renames.append(True))
    window.addAction(rename)
    card.show_state(_state(("A", "B"), ("Term", "Notice")))
    card.value_entered.connect(lambda number, key, _: card.show_cell_error(number, key, "no"))
    window.show()
    other.show()
    with qtbot.waitActive(window if active else other):
        (window if active else other).activateWindow()
    view, handle = card.view, window.windowHandle()
    view.setFocus()
    view.setCurrentIndex(view.comparison.index(0, 1))
    QTest.keyClick(handle, Qt.Key.Key_F2)
    (field,) = view.viewport().findChildren(QLineEdit)
    QTest.keyClicks(field, "banana")
    QTest.keyClick(handle, Qt.Key.Key_Return)
    assert window.focusWidget() is view
    assert view.comparison.last_fault() is not None
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert view.comparison.last_fault() is None
    qtbot.waitUntil(lambda: not view.viewport().findChildren(QLineEdit))
    QTest.keyClick(handle, Qt.Key.Key_F2)
    (field,) = view.viewport().findChildren(QLineEdit)
    assert window.focusWidget() is field
    QTest.keyClick(handle, Qt.Key.Key_Escape)
    assert window.focusWidget() is view
    assert renames == []
    if active:  # elsewhere the key is the window's
        card.copy_button.setFocus()
        QTest.keyClick(handle, Qt.Key.Key_F2)
        assert renames == [True]
