"""The window of the model reference: search, list, links, back and forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from tests.widgets.literals import Heard, tokens
from widgets.explain.states import Piece
from widgets.reference.history import History
from widgets.reference.states import EntryState, Formula
from widgets.reference.window import ReferenceWindow
from widgets.row_list import Row

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROWS = (
    Row("term", "Term length", "Inputs"),
    Row("fee", "Monthly fee", "Inputs"),
    Row("cost", "Cost", "Line items"),
    Row("mine", "My <b>own</b>", "Line items"),
)
ENTRIES = {
    "term": EntryState("term", "Term length", "Input", "term", "How long.", status="disputed"),
    "fee": EntryState("fee", "Monthly fee", "Input", "fee", "How much."),
    "cost": EntryState(
        "cost",
        "Cost",
        "Line item",
        "cost",
        "Fee times term.",
        (("Unit", "$m: millions"),),
        "",
        (
            Formula(
                "Formula",
                (Piece("fee", "fee", "Monthly fee"), Piece(" * "), Piece("term", "term", "Term")),
            ),
            Formula("None if", (Piece("fee == 0"),), (Piece("no fee in "), Piece("term", "term"))),
        ),
        (Piece("My own", "mine"),),
    ),
    "mine": EntryState("mine", "My <b>own</b>", "Your line item", "mine", "a & <i>b</i>"),
    "max": EntryState("max", "max(a, b)", "Function", "max", "The largest.", has_value=False),
}


class _Source:
    def __init__(self, rows: tuple[Row, ...] = ROWS) -> None:
        self._rows = rows

    def rows(self, typed: str) -> tuple[Row, ...]:
        words = typed.strip().lower()
        return tuple(row for row in self._rows if words in row.label.lower())

    def entry(self, entry_id: str) -> EntryState | None:
        known = {row.id for row in self._rows} | {"max"}
        return ENTRIES[entry_id] if entry_id in known else None


@pytest.fixture(params=["light", "dark"])
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> ReferenceWindow:
    made = ReferenceWindow(_Source(), tokens(request.param))
    qtbot.addWidget(made)
    made.show()
    made.focus_search()
    return made


def _text(window: ReferenceWindow) -> str:
    return window.view.toPlainText()


def test_it_opens_on_the_first_entry(window: ReferenceWindow) -> None:
    assert window.current() == "term"
    assert "How long." in _text(window)
    assert "Disputed" in _text(window)
    assert not window.back.isEnabled()


def test_an_entry_is_shown_in_full(window: ReferenceWindow) -> None:
    window.show_entry("cost")
    lines = [line for line in _text(window).splitlines() if line]
    assert lines == [
        "Cost",
        "Line item · cost",
        "Fee times term.",
        "Formula",
        "fee * term",
        "None if",
        "fee == 0",
        "no fee in term",
        "Unit",
        "$m: millions",
        "Used by",
        "My own",
    ]
    assert window.list.current() == "cost"


def test_the_best_is_shown_while_one_types(window: ReferenceWindow) -> None:
    QTest.keyClicks(window.search, "co")
    assert window.current() == "cost"
    QTest.keyClicks(window.search, "zz")
    assert window.nothing.isVisible()
    assert "“cozz”" in window.nothing.text()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.list.current() == "cost"
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_keys_move_in_the_list_while_one_searches(window: ReferenceWindow) -> None:
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.search, Qt.Key.Key_Down)  # over the section's name
    assert window.current() == "cost"
    QTest.keyClick(window.search, Qt.Key.Key_PageUp)
    assert window.current() == "term"
    assert window.search.hasFocus()


def test_entries_that_were_only_passed_are_not_gone_back_to(window: ReferenceWindow) -> None:
    window.show_entry("term")
    for _ in range(3):
        QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert window.current() == "mine"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    window.back.click()
    assert window.current() == "term"


def test_links_are_followed_and_gone_back_from(window: ReferenceWindow) -> None:
    window.show_entry("cost")
    cursor = window.view.document().find("fee *", 0)
    cursor.setPosition(cursor.selectionStart() + 1)
    assert cursor.charFormat().anchorHref() == "fee"
    window.view.anchorClicked.emit("fee")
    assert window.current() == "fee"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "cost"
    assert window.list.current() == "cost"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "fee"
    assert not window.forward.isEnabled()


def test_links_are_reached_with_the_keyboard(window: ReferenceWindow) -> None:
    window.show_entry("cost")
    window.view.setFocus(Qt.FocusReason.TabFocusReason)
    window.view.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(window.view, Qt.Key.Key_Tab)
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert window.current() == "fee"


def test_back_works_where_a_text_has_the_focus(window: ReferenceWindow) -> None:
    window.show_entry("cost")
    window.show_entry("fee")
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current() == "cost"


def test_an_entry_that_the_search_hides_clears_it(window: ReferenceWindow) -> None:
    window.search.setText("cost")
    window.show_entry("fee")
    assert window.search.text() == ""
    assert (window.current(), window.list.current()) == ("fee", "fee")
    window.search.setText("fee")
    window.back.click()
    assert window.current() == "cost"


def test_an_unknown_entry_changes_nothing(window: ReferenceWindow) -> None:
    window.show_entry("cost")
    window.show_entry("nothing")
    assert window.current() == "cost"


def test_what_has_no_number_is_not_explained(window: ReferenceWindow) -> None:
    heard = Heard(window, ("explain_requested",))
    window.show_entry("cost")
    window.explain.click()
    assert heard.take() == [("explain_requested", "cost")]
    window.show_entry("max")
    assert not window.explain.isEnabled()


def test_the_users_words_are_no_mark_up(window: ReferenceWindow) -> None:
    window.show_entry("mine")
    assert _text(window).startswith("My <b>own</b>\n")
    assert "a & <i>b</i>" in _text(window)


def test_another_model_keeps_the_entry_or_begins_anew(window: ReferenceWindow) -> None:
    window.show_entry("cost")
    window.set_source(_Source(ROWS[:3]))
    assert window.current() == "cost"
    window.set_source(_Source(ROWS[:2]))
    assert window.current() == "term"


def test_the_find_key_goes_to_the_search(window: ReferenceWindow) -> None:
    window.search.setText("cost")
    window.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    assert window.search.selectedText() == "cost"


def test_history_drops_what_was_only_passed() -> None:
    places = History()
    for entry in ("a", "b"):
        places.visit(entry)
    for entry in ("c", "d", "e"):
        places.visit(entry, passing=True)
    assert (places.current, places.back_to) == ("e", "b")
    places.visit("f")  # one went on from e
    assert places.back_to == "e"
    assert places.go(-1) == "e"
    assert places.forward_to == "f"
    places.visit("g")
    assert places.forward_to == ""
    assert places.go(-1) == "e"
    assert places.go(-5) == "a"


def test_history_is_bounded() -> None:
    places = History()
    for number in range(1000):
        places.visit(str(number))
    steps = 0
    while places.back_to:
        places.go(-1)
        steps += 1
    assert steps == 199
