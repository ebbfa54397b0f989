"""The chooser: what is listed, how it is searched, what keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.widgets.literals import LEFT_BUTTON, Heard, listed, tokens
from widgets.comparison.choice_list import matching
from widgets.comparison.item_chooser import ItemChooser
from widgets.comparison.states import Choice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from widgets.comparison.choice_list import ChoiceList

# What the off-screen platform says when a window with size limits or a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

EXIT_FIGURE = Choice("exit_cost_kpi", "Exit cost", "Headline figures")
PROFIT = Choice("operating_profit", "Operating profit", "Profit and loss", monthly=True)
REVENUE = Choice("revenue", "Revenue", "Profit and loss", True, "$m a month")
EXIT_ITEM = Choice("exit_cost", "Exit cost", "Lock-in", monthly=True)
CHOICES = (EXIT_FIGURE, PROFIT, REVENUE, EXIT_ITEM)


@pytest.fixture
def chooser(qtbot: QtBot) -> ItemChooser:
    made = ItemChooser("Compared item", tokens("light"))
    qtbot.addWidget(made)
    made.show_choices(CHOICES)
    made.show_current("operating_profit")
    made.show()
    return made


def _opened(chooser: ItemChooser) -> ChoiceList:
    popup = chooser.popup()
    assert popup is not None
    assert popup.isVisible()
    return popup


def test_sections_stand_over_their_choices() -> None:
    assert matching(CHOICES, "") == [
        "Headline figures",
        EXIT_FIGURE,
        "Profit and loss",
        PROFIT,
        REVENUE,
        "Lock-in",
        EXIT_ITEM,
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("EXIT", [EXIT_FIGURE, EXIT_ITEM]),
        ("profit oper", [PROFIT]),
        ("lock-in exit", [EXIT_ITEM]),
        ("operating_profit", []),
        ("operating profit", [PROFIT]),
        ("nothing like it", []),
    ],
)
def test_a_choice_is_found_by_every_word_typed(typed: str, found: list[Choice]) -> None:
    assert [row for row in matching(CHOICES, typed) if not isinstance(row, str)] == found


def test_choices_without_sections_have_no_headings() -> None:
    scenarios = (Choice("1", "As reported"), Choice("2", "Longer term"))
    assert matching(scenarios, "") == list(scenarios)


def test_a_scenario_is_not_found_by_its_number() -> None:
    scenarios = (Choice("-1", "Current: Draft 3"), Choice("12", "Draft 1"), Choice("3", "Draft 2"))
    assert matching(scenarios, "1") == [scenarios[1]]


def test_the_button_shows_and_says_the_current_choice(chooser: ItemChooser) -> None:
    assert chooser.text() == "Operating profit"
    assert chooser.accessibleName() == "Compared item: Operating profit"
    chooser.show_current("revenue")
    assert chooser.toolTip() == "Revenue\n$m a month"
    chooser.show_current("gone")
    assert chooser.text() == ""
    assert chooser.accessibleName() == "Compared item"


def test_choices_may_come_after_the_current_one(qtbot: QtBot) -> None:
    made = ItemChooser("Compared item", tokens("light"))
    qtbot.addWidget(made)
    made.show_current("revenue")
    assert made.text() == ""
    made.show_choices(CHOICES)
    assert made.text() == "Revenue"


def test_the_list_opens_at_the_current_choice(qtbot: QtBot, chooser: ItemChooser) -> None:
    assert chooser.popup() is None
    QTest.mouseClick(chooser, LEFT_BUTTON)
    popup = _opened(chooser)
    assert popup.list.currentIndex().data() == "Operating profit"
    assert popup.search.text() == ""


def test_keys_move_over_headings_and_choose(qtbot: QtBot, chooser: ItemChooser) -> None:
    heard = Heard(chooser, ("chosen",))
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    popup = _opened(chooser)
    for _ in range(2):  # to Revenue, then over the heading to Exit cost
        QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert heard.take() == [("chosen", "exit_cost")]
    assert not popup.isVisible()
    assert chooser.text() == "Operating profit"  # until the state says otherwise


def test_typing_on_the_button_searches(qtbot: QtBot, chooser: ItemChooser) -> None:
    heard = Heard(chooser, ("chosen",))
    QTest.keyClick(chooser, Qt.Key.Key_R)
    popup = _opened(chooser)
    QTest.keyClicks(popup.search, "ev")
    assert popup.search.text() == "rev"
    assert listed(popup) == ["Profit and loss", "Revenue"]
    QTest.keyClick(popup.search, Qt.Key.Key_Enter)
    assert heard.take() == [("chosen", "revenue")]


def test_nothing_is_chosen_where_nothing_is_found(qtbot: QtBot, chooser: ItemChooser) -> None:
    heard = Heard(chooser, ("chosen",))
    chooser.open("zzz")
    popup = _opened(chooser)
    assert listed(popup) == []
    assert popup.nothing.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup.search, key)
    assert heard.take() == []


def test_the_current_choice_again_and_escape_change_nothing(
    qtbot: QtBot, chooser: ItemChooser
) -> None:
    heard = Heard(chooser, ("chosen",))
    chooser.open()
    popup = _opened(chooser)
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    chooser.open()
    QTest.keyClick(popup.search, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert heard.take() == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_paints_with_colour_and_pin(qtbot: QtBot, theme: str) -> None:
    made = ItemChooser("From scenario", tokens("light"))
    qtbot.addWidget(made)
    made.show_choices((Choice("1", "As reported", colour="revenue", baseline=True),))
    made.show_current("1")
    made.open()
    made.set_tokens(tokens(theme))
    assert not made.grab().isNull()
    popup = _opened(made)
    assert not popup.search.isVisible()  # nothing to search among one
    assert not popup.grab().isNull()
